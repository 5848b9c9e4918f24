"""``ressort sweep``: all combinations of what proposals leave open, counted and ranked."""

from __future__ import annotations

import click

from checker.commands import weighing
from checker.commands.options import Shared
from checker.commands.session import opened
from checker.disk import output
from checker.errors import UsageError
from checker.say import say
from checker.weigh.choices import Space, choices_in, count_combinations, frame_of
from checker.weigh.sweep import Trial, sweep_all
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
    count = count_combinations(proposals)
    if count > limit:
        raise UsageError("too-many", count=count, limit=limit)
    for proposal in proposals:
        weighing.fits(proposal, judge)
    frame = weighing.speaking(frame_of(proposals[0]), language)
    trial = Trial(judge, Space(frame, choices_in(proposals, checker)))

    def progress(done: int) -> None:
        output.progress(say(language, "progress", done=done, total=count))

    swept = sweep_all(trial, jobs, progress)
    output.progress("")
    told = Teller.of(checker, proposals, language).sweep(swept, trial, proposals, every)
    weighing.show(told, format)
    return 0
