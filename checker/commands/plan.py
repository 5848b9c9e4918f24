"""``ressort plan``: the fewest instruments that make a proposal lawful, or what is so instead."""

from __future__ import annotations

import click

from checker.commands import weighing
from checker.commands.options import Shared
from checker.commands.session import opened
from checker.errors import UsageError
from checker.weigh.choices import Space, choices_in, count_combinations, frame_of
from checker.weigh.plan import Planner, alternatives
from checker.weigh.sweep import Trial, sweep_all
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
    if (count := count_combinations([proposal])) > limit:
        raise UsageError("too-many", count=count, limit=limit)
    weighing.fits(proposal, judge)
    frame = weighing.speaking(frame_of(proposal), language)
    space = Space(frame, choices_in([proposal], checker))
    others = sweep_all(Trial(judge, space), jobs) if count > 1 else None
    best = others.ranked()[0] if others else 0
    picked, chosen = space.pick(best), space.document(best)
    plan = Planner(judge, chosen).plan()
    open_choices = plan.when_carried.verdict != "forbidden"
    if others and open_choices:
        del others.outcomes[best]
    elif not open_choices:
        space, numbers = alternatives(chosen, checker, language)
        others = sweep_all(Trial(judge, space), jobs, numbers=numbers)
    told = Teller.of(checker, [proposal], language).plan(
        plan, picked, others, open_choices=open_choices
    )
    weighing.show(told, format)
    return 0
