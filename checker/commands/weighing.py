"""What the commands share that weigh several placements: proposals to one frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from checker.commands import options, settings
from checker.commands.session import Session, check_interpretations
from checker.disk import output
from checker.errors import MistakesError, UsageError
from checker.mistakes import Mistakes
from checker.page import setting
from checker.pipeline import Checker
from checker.report.plain import as_json
from checker.say import Language
from checker.speech.node import Document
from checker.speech.proposal import header_of
from checker.weigh.choices import Space, choices_in, frame_of
from checker.weigh.outcome import Judge
from checker.weigh.pages import page_of
from checker.weigh.sweep import Trial
from checker.weigh.telling import MatrixEntry, PlanEntry, SweepEntry

FORMATS = ("text", "json", "markdown", "html")
_LIMIT = 20_000
_ASKED = (
    settings.configured(*settings.SHARED),
    options.shared(
        *options.JUDGING[:4],
        options.choice("--format", FORMATS, "What is written to standard output.", "text"),
        *options.JUDGING[4:],
    ),
    options.jobs,
    options.number("--limit", f"The most combinations that are tried ({_LIMIT}).", _LIMIT),
)


def asked(command: options.Function) -> options.Function:
    """The options of a command that tries several placements."""
    for option in reversed(_ASKED):
        command = option(command)
    return command


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


def judge(session: Session) -> Judge:
    """How all placements are judged. Raises UsageError for an interpretation no doubt has."""
    shared = session.shared
    check_interpretations(session.checker, shared.interpretation)
    return Judge(session.checker, shared.law_date, shared.as_of, shared.interpretation)


def fits(proposal: Document, judge: Judge) -> None:
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


def speaking(proposal: Document, language: Language) -> Document:
    """A proposal whose mistakes are told in a language."""
    return evolve(proposal, surface=language)


def show(told: SweepEntry | MatrixEntry | PlanEntry, format: str) -> None:
    """Writes what is told in a format to standard output."""
    output.put(setting.render(as_json(told), list(page_of(told)), format))
