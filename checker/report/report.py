# SPDX-License-Identifier: EUPL-1.2
"""A report: some results in one language, as every format sees them; and the same as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Literal, SupportsIndex, TypeVar, overload

from checker.records import Piecemeal, evolve, field, fields, frozen, has
from checker.report.broken import BrokenEntry
from checker.report.entries import (
    AbbreviationEntry,
    ChangedEntry,
    ChangeEntry,
    DoubtEntry,
    FindingEntry,
    GroupsEntry,
    InstrumentEntry,
    ProposalEntry,
    QuestionEntry,
    ReceiptEntry,
    RegisterEntry,
    RuleEntry,
    StepEntry,
    TrustEntry,
    UncodedEntry,
    WaiverEntry,
)
from checker.report.placing import PlacingEntry
from checker.report.sourced import SecondHandEntry, SourceEntry, WeighedEntry
from checker.report.wording import Language
from checker.result import OPTIONAL, InputFile, Seen, Verdict
from checker.source import File
from checker.speech.saying import Ref

T = TypeVar("T")
U = TypeVar("U")
WORST_FIRST = ("forbidden", "incomplete", "conditional", "clear")


@frozen(eq=False, repr=False)
class Options:
    """What the user asks of a report beside its format.

    Attributes:
        template: a template of the user's own.
        bylaw: the bylaw itself, as a Word file.
        colour: whether text may be coloured.
        brief: whether what people read is one page a proposal.
        width: of the terminal that text goes to, where it does.
        quiet: whether of several proposals only those that fail are told of.
        lines: whether what decides is told in lines, and no report.
        again: what a command to ask next is asked with besides.
        fail_on: the verdict from which a proposal fails the gate, or ``never``.
        root: the folder that a gate's paths begin in; None: as they stand in the document.
        over: the file that it is written over, where one is there.
    """

    template: Path | None = None
    bylaw: File | None = None
    colour: bool = False
    brief: bool = False
    width: int | None = None
    quiet: bool = False
    lines: bool = False
    again: tuple[str, ...] = ()
    fail_on: str = "incomplete"
    root: Path | None = None
    over: Path | None = None

    def fails(self, verdict: str) -> bool:
        """Whether a verdict is one at which the gate closes."""
        if self.fail_on == "never":
            return False
        return verdict in WORST_FIRST[: WORST_FIRST.index(self.fail_on) + 1]


@frozen
class ComingEntry:
    """What begins or ends within a council term after the day of effect, with its sentence."""

    kind: Literal["rule", "source", "dispensation"]
    id: str
    way: Literal["begins", "ends"]
    day: date
    rules: tuple[str, ...]
    gap: bool
    words: str


@frozen(eq=False, repr=False)
class ShortStep:
    """What must be in place, and who gives it, under the day by which.

    Attributes:
        when: the words of that day; none where ``what`` has them.
        turn: questions, what is past, what has no day, what has a last day, what has only a first.
        day: that by which it comes before others of its turn.
    """

    what: str
    when: str = ""
    turn: int = 0
    day: date = date.min


@frozen(eq=False, repr=False)
class NextStepEntry:
    """What must be done: in words, by whom, until when; a choice has its ways beside it.

    Attributes:
        regardless: it is due whatever becomes of the proposal.
        short: the same as a short page has it.
    """

    words: str
    who: str | None = None
    by: date | None = None
    instruments: tuple[str, ...] = ()
    intro: str = ""
    choices: tuple[str, ...] = ()
    regardless: bool = False
    short: ShortStep = field(default=ShortStep(""), metadata={"key": ""})


@frozen
class EditedLine:
    """A line of a provision as it stands, and what it becomes; None where it is not, or goes."""

    old: str | None
    new: str | None


@frozen(eq=False, repr=False)
class EditEntry:
    """How the text of one provision changes, as every writer shows it.

    Attributes:
        provision: as cited; None where none is on file.
        lines: those on file, and those that come, in their order; ``[…]`` is what is not on file.
        amending: the points of the amending text, in the form of Danish acts.
        told: where the text is from, and what else must be known of it.
        questions: what must be answered before the draft can be used.
    """

    provision: str | None
    committees: tuple[str, ...]
    tasks: tuple[str, ...]
    lines: tuple[EditedLine, ...]
    amending: tuple[str, ...]
    told: tuple[str, ...]
    questions: tuple[str, ...]


@frozen(eq=False, repr=False)
class ResultEntry(Piecemeal):
    """One result, each part of which is put into words where a format asks for it.

    Attributes:
        opening: the summary by its sentences, the verdict as a short page has it.
    """

    proposal: ProposalEntry
    verdict: Verdict
    summary: str
    opening: tuple[str, ...] = field(metadata={"key": ""})
    next_steps: tuple[NextStepEntry, ...]
    findings: tuple[FindingEntry, ...]
    questions: tuple[QuestionEntry, ...]
    waivers: tuple[WaiverEntry, ...]
    without_waivers: Verdict | None
    baseline: Seen | None
    groups: GroupsEntry
    instruments: tuple[InstrumentEntry, ...]
    bylaw_changes: tuple[ChangeEntry, ...]
    schedule: tuple[StepEntry, ...]
    names: dict[str, str]
    not_coded: tuple[UncodedEntry, ...]
    doubts: tuple[DoubtEntry, ...]
    missed: tuple[str, ...]
    earliest_effective: date | None
    register: tuple[RegisterEntry, ...]
    second_hand: tuple[SecondHandEntry, ...]
    sources: tuple[SourceEntry, ...]
    counts: dict[str, int]
    receipt: ReceiptEntry
    inputs: tuple[InputFile, ...]
    abbreviations: tuple[AbbreviationEntry, ...] = ()
    coming: tuple[ComingEntry, ...] = field(default=(), metadata=OPTIONAL)
    placing: PlacingEntry | None = field(default=None, metadata=OPTIONAL)
    weighed: tuple[WeighedEntry, ...] = field(default=(), metadata=OPTIONAL)
    meeting: tuple[date, date] | None = field(default=None, metadata=OPTIONAL)
    bylaw_edits: tuple[EditEntry, ...] = field(default=(), metadata=OPTIONAL)

    @property
    def merged(self) -> ResultEntry:
        """The same with each group as one entry, for reports that people read.

        What it is made of is kept and not the entry itself, which holds this one: neither would be
        let go before all are.
        """
        return ResultEntry.made_by(self._kept_together)

    def _kept_together(self, name: str) -> Any:
        made = self._together
        if name not in made:
            made[name] = self._merged(name)
        return made[name]

    @cached_property
    def _together(self) -> dict[str, Any]:
        """The parts of the merged entry that are made."""
        return {}

    def _merged(self, name: str) -> Any:
        """A part with each group in it as one entry."""
        match name:
            case "findings":
                facts, groups = ("witnesses", "support"), self.groups.findings
                return _put_together(
                    self.findings, groups, ("message", "short", "questions"), facts
                )
            case "counts":
                return counted(self.merged.findings)
            case "instruments":
                groups_of = self.groups.instruments
                return _put_together(self.instruments, groups_of, ("name",), ("required_by",))
            case "schedule":
                steps = {row: group for group in self.groups.schedule for row in group.rows}
                return tuple(
                    evolve(step, words=steps[row].words) if row in steps else step
                    for row, step in enumerate(self.schedule)
                    if row not in steps or row == steps[row].rows[0]
                )
        return getattr(self, name)


@frozen(eq=False, repr=False)
class Report:
    """Some results in one language.

    Attributes:
        rules, results: each is put into words, or read from disk, where it is asked for.
        trust: the revision that judged, where one was named.
        broken: the files that could not be checked.
        statistics: how often what occurs, where that is asked for.
    """

    version: int
    language: Language
    rules: Sequence[RuleEntry]
    results: Sequence[ResultEntry]
    trust: TrustEntry | None = field(default=None, metadata=OPTIONAL)
    broken: tuple[BrokenEntry, ...] = field(default=(), metadata=OPTIONAL)
    statistics: dict[str, dict[str, int]] | None = field(default=None, metadata=OPTIONAL)

    @property
    def changes(self) -> tuple[ChangedEntry, ...]:
        """What a branch changes of what judges it."""
        return self.trust.changes if self.trust else ()

    def merged(self) -> Iterator[ResultEntry]:
        """The results as people read them, one at a time."""
        return (each.merged for each in self.results)


class OnDemand(Sequence[T]):
    """Something of each of some things, made where it is asked for."""

    def __init__(self, things: Sequence[U], make: Callable[[int, U], T]) -> None:
        self._things, self._make = things, make

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, index: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self))[index]]
        at = range(len(self))[index]
        return self._make(at, self._things[at])


def beyond(result: ResultEntry) -> Verdict:
    """The verdict on what is not in the baseline, which the gate goes by."""
    return result.baseline.beyond if result.baseline else result.verdict


def counted(findings: Sequence[FindingEntry]) -> dict[str, int]:
    """How many findings there are of each severity, as they are told."""
    found = [each.weight for each in findings]
    return {f"{severity}s": found.count(severity) for severity in ("error", "warning", "note")}


def _put_together(
    entries: Sequence[Any], groups: Sequence[Any], words: tuple[str, ...], joined: tuple[str, ...]
) -> tuple[Any, ...]:
    """Entries with those of a group as one: what is said of all, and their lists joined."""
    by_id = {each.id: each for each in entries}
    group_of = {id: group for group in groups for id in group.ids}

    def listed(key: str, group: Any) -> tuple[Any, ...]:
        found = [one for id in group.ids for one in getattr(by_id[id], key)]
        return tuple(one for at, one in enumerate(found) if one not in found[:at])

    shown = []
    for each in entries:
        group = group_of.get(each.id)
        if group is None:
            shown.append(each)
        elif each.id == group.ids[0]:
            said = {key: partial(getattr, group, key) for key in ("ids", *words)}
            lists = {key: partial(listed, key, group) for key in joined}
            shown.append(each.later(**said, **lists))
    return tuple(shown)


def entry(kind: Callable[..., T], of: object, **own: Any) -> T:
    """An entry of what something of a result has by the same names, and of what is its own."""
    names = [name for name, *_ in keys_of(kind) if name not in own and hasattr(of, name)]
    return kind(**{name: getattr(of, name) for name in names}, **own)


_BARE = frozenset((str, int, bool, type(None)))  # what most values are, and JSON holds as it is


def as_json(value: Any) -> Any:
    """A report, or a part of one, as what JSON can hold: the keys in their order."""
    kind = value.__class__
    if kind in _BARE or isinstance(value, (str, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if kind is Ref:
        return value._asdict()
    if isinstance(value, dict):
        return {name: v if v.__class__ in _BARE else as_json(v) for name, v in value.items()}
    if isinstance(value, (tuple, list)) or not has(kind):
        return [each if each.__class__ in _BARE else as_json(each) for each in value]
    return {
        key: each if each.__class__ in _BARE else as_json(each)
        for name, key, of, optional in keys_of(kind)
        for each in [getattr(value, name)]
        if key and (of is None or of == value.kind) and not (optional and not each)
    }


@cache
def keys_of(kind: Any) -> list[tuple[str, str, str | None, bool]]:
    """Name and key of each attribute, the kind it is a key of alone, and whether it may lack; no
    key is ""."""
    return [
        (each.name, told.get("key", each.name), told.get("of"), told.get("optional", False))
        for each in fields(kind)
        for told in [each.metadata]
    ]
