"""A report: some results in one language, as every format sees them; made once a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

from attrs import evolve, frozen

from checker.report.entries import (
    AbbreviationEntry,
    BaselineEntry,
    ChangeEntry,
    DoubtEntry,
    FindingEntry,
    GroupsEntry,
    InputEntry,
    InstrumentEntry,
    NextStepEntry,
    ProposalEntry,
    ReceiptEntry,
    RegisterEntry,
    RuleEntry,
    SecondHandEntry,
    StepEntry,
    UncodedEntry,
    WaiverEntry,
)
from checker.report.wording import Language
from checker.result import Verdict

T = TypeVar("T")


@frozen
class ResultEntry:
    """One result."""

    proposal: ProposalEntry
    verdict: Verdict
    summary: str
    next_steps: tuple[NextStepEntry, ...]
    findings: tuple[FindingEntry, ...]
    waivers: tuple[WaiverEntry, ...]
    without_waivers: Verdict | None
    baseline: BaselineEntry | None
    groups: GroupsEntry
    instruments: tuple[InstrumentEntry, ...]
    bylaw_changes: tuple[ChangeEntry, ...]
    schedule: tuple[StepEntry, ...]
    names: dict[str, str]
    not_coded: tuple[UncodedEntry, ...]
    doubts: tuple[DoubtEntry, ...]
    register: tuple[RegisterEntry, ...]
    second_hand: tuple[SecondHandEntry, ...]
    counts: dict[str, int]
    receipt: ReceiptEntry
    inputs: tuple[InputEntry, ...]
    abbreviations: tuple[AbbreviationEntry, ...] = ()

    @cached_property
    def merged(self) -> ResultEntry:
        """The same with each group as one entry, for reports that people read."""
        steps = {row: group for group in self.groups.schedule for row in group.rows}
        facts, groups = ("witnesses", "support"), self.groups
        return evolve(
            self,
            findings=_put_together(self.findings, groups.findings, "message", facts),
            instruments=_put_together(self.instruments, groups.instruments, "name", _CAUSES),
            schedule=tuple(
                evolve(step, words=steps[row].words) if row in steps else step
                for row, step in enumerate(self.schedule)
                if row not in steps or row == steps[row].rows[0]
            ),
        )


_CAUSES = ("required_by",)


@frozen
class Report:
    """Some results in one language.

    Attributes:
        rules: those that the proposals were judged by.
        results: in the order of the proposals; each may be read from disk where it is asked for.
    """

    version: int
    language: Language
    rules: tuple[RuleEntry, ...]
    results: Sequence[ResultEntry]

    def merged(self) -> Iterator[ResultEntry]:
        """The results as people read them, one at a time."""
        return (each.merged for each in self.results)


def _put_together(
    entries: Sequence[Any], groups: Sequence[Any], said: str, joined: tuple[str, ...]
) -> tuple[Any, ...]:
    """Entries with those of a group as one: what is said of all, and their lists joined."""
    by_id = {entry.id: entry for entry in entries}
    group_of = {id: group for group in groups for id in group.ids}
    shown = []
    for entry in entries:
        group = group_of.get(entry.id)
        if group is None:
            shown.append(entry)
        elif entry.id == group.ids[0]:
            members = [by_id[id] for id in group.ids]
            every = {key: [one for each in members for one in getattr(each, key)] for key in joined}
            lists = {key: tuple(_each_once(found)) for key, found in every.items()}
            shown.append(evolve(entry, ids=group.ids, **{said: getattr(group, said)}, **lists))
    return tuple(shown)


def _each_once(found: Sequence[T]) -> Iterator[T]:
    return (one for at, one in enumerate(found) if one not in found[:at])
