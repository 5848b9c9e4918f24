"""``ressort plan`` and ``ressort sweep``, and what ``matrix`` shares with them: proposals that
leave things open to the placements that are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click
from attrs import evolve

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import Session, check_interpretations, open_session
from checker.disk import output
from checker.errors import MistakesError, UsageError
from checker.mistakes import Mistakes
from checker.page import markup
from checker.pipeline import Checker
from checker.report.report import as_json
from checker.say import say
from checker.speech.node import Document
from checker.speech.proposal import header_of
from checker.weigh.choices import Space, choices_in, count_combinations, frame_of
from checker.weigh.outcome import Judge
from checker.weigh.pages import page_of
from checker.weigh.plan import Planner, alternatives
from checker.weigh.sweep import Trial, sweep_all
from checker.weigh.telling import MatrixEntry, PlanEntry, SweepEntry, Teller

FORMATS = ("text", "json", "markdown", "html")
_LIMIT = 20_000
asked = options.together(
    settings.configured(*settings.SHARED),
    options.shared(
        *options.JUDGING[:4],
        options.choice("--format", FORMATS, "What is written to standard output.", "text"),
        *options.JUDGING[4:],
    ),
    options.jobs,
    options.number("--limit", f"The most combinations that are tried ({_LIMIT}).", _LIMIT),
)


@click.command("plan")
@click.argument("path", metavar="PATH")
@asked
def plan(path: str, shared: Shared, format: str, jobs: int | None, limit: int) -> int:
    """Plan how a proposal becomes lawful: what it takes at the least, by whom and by when.

    For what it leaves open the best choice is planned; for what is forbidden, lawful placements
    are looked for. Exit status: 0 answered, 2 not checked.
    """
    session = open_session(shared, [path], one=True)
    checker, language = session.checker, session.language
    proposals, trial = _asked(session, limit)
    others = sweep_all(trial, jobs) if trial.space.size > 1 else None
    best = others.ranked()[0] if others else 0
    picked, chosen = trial.space.pick(best), trial.space.document(best)
    made = Planner(trial.judge, chosen).plan()
    open_choices = made.when_carried.verdict != "forbidden"
    if others and open_choices:
        del others.outcomes[best]
    elif not open_choices:
        space, numbers = alternatives(chosen, checker, language)
        others = sweep_all(Trial(trial.judge, space), jobs, numbers=numbers)
    told = Teller.of(checker, proposals, language)
    show(told.plan(made, picked, others, open_choices=open_choices), format)
    return 0


@click.command("sweep")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@asked
@click.option("--all", "every", is_flag=True, help="List every combination, not the best alone.")
def sweep(
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
    session = open_session(shared, paths)
    language = session.language
    proposals, trial = _asked(session, limit)

    def progress(done: int) -> None:
        output.progress(say(language, "progress", done=done, total=trial.space.size))

    swept = sweep_all(trial, jobs, progress)
    output.progress("")
    told = Teller.of(session.checker, proposals, language)
    show(told.sweep(swept, trial, proposals, every), format)
    return 0


def _asked(session: Session, limit: int) -> tuple[list[Document], Trial]:
    """The proposals of a session with every name an id, and all that they leave open.

    Raises UsageError where their headers differ or there are too many combinations, and
    MistakesError where one of them does not fit whatever is chosen.
    """
    judge = judge_of(session)
    proposals = settled(session.checker, session.library.proposals)
    agreed(proposals, session.shared.as_of)
    if (count := count_combinations(proposals)) > limit:
        raise UsageError("too-many", count=count, limit=limit)
    for proposal in proposals:
        _fits(proposal, judge)
    frame = evolve(frame_of(proposals[0]), surface=session.language)
    return proposals, Trial(judge, Space(frame, choices_in(proposals, session.checker)))


def settled(checker: Checker, proposals: Sequence[Document]) -> list[Document]:
    """The proposals with every name an id. Raises MistakesError with all that is unknown."""
    with Mistakes() as mistakes:
        for each in proposals:
            mistakes.errors += checker.mistakes(each)
    return [checker.settled(each) for each in proposals]


def agreed(proposals: Sequence[Document], as_of: date | None) -> None:
    """Raises UsageError where headers differ in what must be one for all.

    Args:
        as_of: the day asked for, beside which those in the headers do not matter.
    """
    first, *others = proposals
    for other in others:
        pairs = list(zip(_shared(first, as_of), _shared(other, as_of), strict=True))
        for one, another in pairs:
            if one != another:
                raise UsageError(
                    "headers-differ",
                    first=first.span.path,
                    second=other.span.path,
                    one=one,
                    other=another,
                )


def _shared(proposal: Document, as_of: date | None) -> list[str]:
    """The lines of a header that must be one for all, as they are written."""
    header = header_of(proposal)
    day = header.as_of or header.proposed
    return [
        f"concerns {header.concerns.text}",
        f"effective {header.effective}",
        f"proposed {header.proposed}",
        f"as of {as_of or day}",
    ]


def judge_of(session: Session) -> Judge:
    """How all placements are judged. Raises UsageError for an interpretation no doubt has."""
    shared = session.shared
    check_interpretations(session.checker, shared.interpretation)
    return Judge(session.checker, shared.law_date, shared.as_of, shared.interpretation)


def _fits(proposal: Document, judge: Judge) -> None:
    """Raises MistakesError where a proposal does not fit whatever is chosen in it."""
    trial = Trial(judge, Space(frame_of(proposal), choices_in([proposal], judge.checker)))
    first: MistakesError | None = None
    for number in range(trial.space.size):
        try:
            trial.result(number)
            return
        except MistakesError as mistakes:
            first = first or mistakes
    assert first is not None
    raise first


def show(told: SweepEntry | MatrixEntry | PlanEntry, format: str) -> None:
    """Writes what is told in a format to standard output."""
    output.put(markup.render(as_json(told), list(page_of(told)), format))
