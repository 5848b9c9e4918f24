"""What says the same of several things, put together for readers; the lists stay as they are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import evolve

from checker.report.entries import (
    FindingEntry,
    FindingGroup,
    GroupsEntry,
    InstrumentGroup,
    StepGroup,
)
from checker.report.findings import clause
from checker.report.instruments import about, named
from checker.report.wording import Wording, capital
from checker.result import Finding, Phrase, RequiredInstrument, Result

T = TypeVar("T")

_ALIKE = (
    "rule",
    "kind",
    "status",
    "severity",
    "requirement",
    "way_out",
    "basis",
    "waived",
    "in_baseline",
    "remarks",
    "questions",
)


def instrument_groups(result: Result) -> list[list[RequiredInstrument]]:
    """Instruments that differ only in the unit or task that they are steps towards."""

    def key(one: RequiredInstrument) -> Hashable:
        return evolve(one, id="", subject=None, required_by=()) if about(one) else one

    return _grouped(result.instruments, [key(one) for one in result.instruments])


def groups_entry(result: Result, findings: Sequence[FindingEntry], wording: Wording) -> GroupsEntry:
    """The groups of two or more: the ids that they hold, and the words for all of them.

    ``findings`` are those of the result, as they stand in the report.
    """
    instruments = [group for group in instrument_groups(result) if len(group) > 1]
    names = {
        one.id: named(group[0], result, wording, towards)
        for group in instruments
        for towards in [tuple(ref for each in group for ref in about(each))]
        for one in group
    }
    return GroupsEntry(
        findings=tuple(_finding_groups(result.findings, findings, wording)),
        instruments=tuple(
            InstrumentGroup(tuple(one.id for one in group), names[group[0].id])
            for group in instruments
        ),
        schedule=tuple(_schedule_groups(result, names)),
    )


def _finding_groups(
    findings: Sequence[Finding], entries: Sequence[FindingEntry], wording: Wording
) -> Iterator[FindingGroup]:
    keys = [
        (*(getattr(entry, key) for key in _ALIKE), _said(one, entry))
        for one, entry in zip(findings, entries, strict=True)
    ]
    for group in _grouped(findings, keys):
        if len(group) > 1:
            message = wording.whole(clause(_of_all(group), wording))
            yield FindingGroup(tuple(one.id for one in group), message)


def _said(finding: Finding, entry: FindingEntry) -> Hashable:
    """What a message says, whoever it is said of: only of needs can it be said of several."""
    if finding.message.key != "needs":
        return entry.message
    return finding.message.key, finding.suggested, entry.way_out


def _of_all(group: list[Finding]) -> Finding:
    """The first of a group, its message about all their subjects."""
    first = group[0]
    if first.message.key != "needs":
        return first
    subjects = tuple(dict.fromkeys(one.subject for one in group))
    return evolve(first, message=Phrase.of("needs", subject=subjects))


def _schedule_groups(result: Result, names: dict[str, str]) -> Iterator[StepGroup]:
    rows = [
        (names[row.requires], evolve(row, requires="")) if row.requires in names else (index, row)
        for index, row in enumerate(result.schedule)
    ]
    for group in _grouped(range(len(rows)), rows):
        if len(group) > 1:
            name = names[result.schedule[group[0]].requires]
            yield StepGroup(tuple(group), capital(name))


def _grouped(things: Iterable[T], keys: Iterable[Hashable]) -> list[list[T]]:
    """Things with the same key, in the order of the first of each."""
    groups: dict[Hashable, list[T]] = {}
    for thing, key in zip(things, keys, strict=True):
        groups.setdefault(key, []).append(thing)
    return list(groups.values())
