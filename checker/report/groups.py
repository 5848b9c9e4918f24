"""What says the same of several things, put together for readers; the lists stay as they are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from attrs import evolve

from checker.report.findings import clause
from checker.report.instruments import about, named
from checker.report.wording import Wording
from checker.result import Finding, Phrase, RequiredInstrument, Result

Json = dict[str, Any]
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
)


def instrument_groups(result: Result) -> list[list[RequiredInstrument]]:
    """Instruments that differ only in the unit or task that they are steps towards."""

    def key(one: RequiredInstrument) -> Hashable:
        return evolve(one, id="", subject=None, required_by=()) if about(one) else one

    return _grouped(result.instruments, [key(one) for one in result.instruments])


def groups_json(result: Result, findings: Sequence[Json], wording: Wording) -> Json:
    """The groups of two or more: the ids that they hold, and the words for all of them.

    ``findings`` are those of the result, as they stand in the document.
    """
    by_id = {instrument.id: instrument for instrument in result.instruments}
    instruments = [group for group in instrument_groups(result) if len(group) > 1]
    names = {
        one.id: named(group[0], by_id, wording, tuple(ref for each in group for ref in about(each)))
        for group in instruments
        for one in group
    }
    return {
        "findings": _finding_groups(result.findings, findings, wording),
        "instruments": [
            {"ids": [one.id for one in group], "name": names[group[0].id]} for group in instruments
        ],
        "schedule": _schedule_groups(result, names),
    }


def merged(result: Json) -> Json:
    """A result of the document with each group as one entry, for reports that people read."""
    findings, instruments = result["groups"]["findings"], result["groups"]["instruments"]
    steps = {row: group for group in result["groups"]["schedule"] for row in group["rows"]}
    return result | {
        "findings": _put_together(result["findings"], findings, ("witnesses", "support")),
        "instruments": _put_together(result["instruments"], instruments, ("required_by",)),
        "schedule": [
            step | {"words": steps[row]["words"]} if row in steps else step
            for row, step in enumerate(result["schedule"])
            if row not in steps or row == steps[row]["rows"][0]
        ],
    }


def _put_together(entries: list[Json], groups: list[Json], joined: tuple[str, ...]) -> list[Json]:
    by_id = {entry["id"]: entry for entry in entries}
    group_of = {id: group for group in groups for id in group["ids"]}
    shown = []
    for entry in entries:
        group = group_of.get(entry["id"])
        if group is None:
            shown.append(entry)
        elif entry["id"] == group["ids"][0]:
            members = [by_id[id] for id in group["ids"]]
            lists = {key: _each_once(each[key] for each in members) for key in joined}
            shown.append(entry | group | lists)
    return shown


def _each_once(lists: Iterable[list[Any]]) -> list[Any]:
    found: list[Any] = []
    for each in lists:
        found += [one for one in each if one not in found]
    return found


def _finding_groups(
    findings: Sequence[Finding], told: Sequence[Json], wording: Wording
) -> list[Json]:
    keys = [
        (
            repr([json[key] for key in _ALIKE]),
            *json["remarks"],
            *json["questions"],
            _said(one, json),
        )
        for one, json in zip(findings, told, strict=True)
    ]
    return [
        {
            "ids": [one.id for one in group],
            "message": wording.whole(clause(_of_all(group), wording)),
        }
        for group in _grouped(findings, keys)
        if len(group) > 1
    ]


def _said(finding: Finding, told: Json) -> Hashable:
    """What a message says, whoever it is said of: only of needs can it be said of several."""
    if finding.message.key != "needs":
        return str(told["message"])
    return finding.message.key, finding.suggested, told["way_out"]


def _of_all(group: list[Finding]) -> Finding:
    """The first of a group, its message about all their subjects."""
    first = group[0]
    if first.message.key != "needs":
        return first
    subjects = tuple(dict.fromkeys(one.subject for one in group))
    return evolve(first, message=Phrase.of("needs", subject=subjects))


def _schedule_groups(result: Result, names: dict[str, str]) -> list[Json]:
    rows = [
        (names[row.requires], evolve(row, requires="")) if row.requires in names else (index, row)
        for index, row in enumerate(result.schedule)
    ]
    return [
        {"rows": group, "words": _capital(names[result.schedule[group[0]].requires])}
        for group in _grouped(range(len(rows)), rows)
        if len(group) > 1
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grouped(things: Iterable[T], keys: Iterable[Hashable]) -> list[list[T]]:
    """Things with the same key, in the order of the first of each."""
    groups: dict[Hashable, list[T]] = {}
    for thing, key in zip(things, keys, strict=True):
        groups.setdefault(key, []).append(thing)
    return list(groups.values())
