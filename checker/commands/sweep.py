"""``ressort sweep``: all combinations of what proposals leave open, counted and ranked."""

from __future__ import annotations

import click

from checker.commands import weighing
from checker.commands.options import Shared
from checker.commands.session import opened
from checker.disk import output
from checker.errors import UsageError
from checker.page import setting
from checker.say import say
from checker.weigh import choices, sweep
from checker.weigh.pages import Pages
from checker.weigh.telling import Teller


@click.command("sweep")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@weighing.asked
@click.option("--all", "every", is_flag=True, help="List every combination, not the best alone.")
def command(
    paths: tuple[str, ...],
    shared: Shared,
    format: str,
    jobs: int | None,
    limit: int,
    every: bool,
) -> int:
    """Check all combinations of open placements, and of several proposals.

    `open KBS under KFU or BIU` leaves a placement open. Of several proposals each is taken or
    left. Exit status: 0 answered, 2 not checked.
    """
    session = opened(shared, paths)
    checker, language = session.checker, session.language
    judge = weighing.judge(session)
    proposals = weighing.settled(checker, session.library.proposals)
    weighing.agreed(proposals, shared.as_of)
    count = choices.count(proposals)
    if count > limit:
        raise UsageError("too-many", count=count, limit=limit)
    for proposal in proposals:
        weighing.fits(proposal, judge)
    first, *others = proposals
    made = choices.of_several(proposals, checker) if others else choices.of_one(first, checker)
    frame = weighing.speaking(choices.frame(first), language)
    task = sweep.Task(judge, choices.Space(frame, made))

    def progress(done: int) -> None:
        output.progress(say(language, "progress", done=done, total=count))

    swept = sweep.run(task, jobs, progress)
    output.progress("")
    document = Teller.of(checker, proposals, language).sweep(swept, task, proposals, every)
    output.put(setting.render(document, list(Pages(language).sweep(document)), format))
    return 0
