"""``ressort plan``: the fewest instruments that make a proposal lawful, or what is so instead."""

from __future__ import annotations

import click

from checker.commands import weighing
from checker.commands.options import Shared
from checker.commands.session import opened
from checker.disk import output
from checker.errors import UsageError
from checker.page import setting
from checker.weigh import choices, sweep
from checker.weigh.pages import Pages
from checker.weigh.plan import Planner, alternatives
from checker.weigh.telling import Teller


@click.command("plan")
@click.argument("path", metavar="PATH")
@weighing.asked
def command(path: str, shared: Shared, format: str, jobs: int | None, limit: int) -> int:
    """Plan how a proposal becomes lawful: what it takes at the least, by whom and by when.

    For what it leaves open the best choice is planned; for what is forbidden, lawful placements
    are looked for. Exit status: 0 answered, 2 not checked.
    """
    session = opened(shared, [path], one=True)
    checker, language = session.checker, session.language
    judge = weighing.judge(session)
    (proposal,) = weighing.settled(checker, session.library.proposals)
    if (count := choices.count([proposal])) > limit:
        raise UsageError("too-many", count=count, limit=limit)
    weighing.fits(proposal, judge)
    frame = weighing.speaking(choices.frame(proposal), language)
    space = choices.Space(frame, choices.of_one(proposal, checker))
    others = sweep.run(sweep.Task(judge, space), jobs) if count > 1 else None
    best = others.ranked()[0] if others else 0
    picked = space.pick(best)
    chosen = space.document(picked)
    plan = Planner(judge, chosen).plan()
    open_choices = plan.when_carried.verdict != "forbidden"
    if others and open_choices:
        del others.outcomes[best]
    elif not open_choices:
        say = weighing.printed(language, checker)
        space, numbers = alternatives(chosen, checker, say)
        others = sweep.run(sweep.Task(judge, space), jobs, numbers=numbers)
    document = Teller.of(checker, [proposal], language).plan(
        plan, picked, others, open_choices=open_choices
    )
    output.put(setting.render(document, list(Pages(language).plan(document)), format))
    return 0
