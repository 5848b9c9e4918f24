# SPDX-License-Identifier: EUPL-1.2
"""What says the same of several things: findings, instruments, rows of the timetable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from itertools import starmap
from operator import attrgetter

from checker.records import evolve
from checker.report.entries import (
    FindingEntry,
    FindingGroup,
    GroupsEntry,
    InstrumentGroup,
    StepGroup,
)
from checker.report.findings import NEEDING, asked, change_of, clause, of_all
from checker.report.instruments import about, alike_but_for_subject, grouped, named
from checker.report.terse import Terse
from checker.report.wording import Language, Wording, capital, phrases
from checker.result import Finding, Result, ScheduledStep
from checker.speech.saying import Phrase, Ref

_KIND = attrgetter("rule", "kind", "status", "severity", "requirement")
_ALIKE = ("way_out", "waived", "in_baseline", "remarks")


def groups_of(
    result: Result, entries: Sequence[FindingEntry], wording: Wording, terse: Callable[[], Terse]
) -> GroupsEntry:
    """The groups of two or more: the ids that they hold, and the words for all of them."""

    @cache
    def named_alike() -> dict[tuple[str, ...], str]:
        alike = grouped(result.instruments, map(alike_but_for_subject, result.instruments))
        groups = [group for group in alike if len(group) > 1]
        return {
            tuple(one.id for one in group): named(group[0], result, wording, towards)
            for group in groups
            for towards in [tuple(ref for each in group for ref in about(each))]
        }

    def steps() -> Iterator[StepGroup]:
        names = {id: name for ids, name in named_alike().items() for id in ids}
        rows: list[Hashable] = []
        for at, row in enumerate(result.schedule):
            of = names.get(row.requires) or _open_ways(row, result)
            alike = evolve(row, requires="", step="", body=None, rule=None)
            rows.append((of, alike) if of else at)
        for group in grouped(range(len(rows)), rows):
            if len(group) > 1:
                ids = [result.schedule[at].requires for at in group]
                said = dict.fromkeys(names.get(id) or wording.full[id] for id in ids)
                yield StepGroup(tuple(group), capital(wording.join([*said], "or")))

    return GroupsEntry.of(
        result,
        findings=lambda: tuple(
            _finding_group(group, wording, terse)
            for group in grouped(result.findings, _keys(result, entries, wording))
            if len(group) > 1
        ),
        instruments=lambda: tuple(starmap(InstrumentGroup, named_alike().items())),
        schedule=lambda: tuple(steps()),
    )


def _open_ways(row: ScheduledStep, result: Result) -> Hashable:
    """What a step of the timetable that no day is known of has in common with those in its place,
    of which one is enough; nothing where it has none."""
    one = result.by_id.get(row.requires)
    if one is None or not one.alternative_of or row.day or row.number:
        return None
    return frozenset((one.id, *one.alternative_of)), one.status, one.dues


def _keys(result: Result, entries: Sequence[FindingEntry], wording: Wording) -> Iterator[Hashable]:
    """What each finding has in common with those that say the same; what is alone of its kind has
    nothing, and is not put into words."""
    kinds = [(*_KIND(one), one.basis, _needed(one)) for one in result.findings]
    often = Counter(kinds)
    for at, kind in enumerate(kinds):
        alone, said_in = often[kind] == 1, wording.language
        yield at if alone else (kind, _key(result.findings[at], entries[at], said_in))


def _finding_group(
    group: list[Finding], wording: Wording, terse: Callable[[], Terse]
) -> FindingGroup:
    every = of_all(group)

    def said(name: str) -> str | tuple[str, ...]:
        if name == "questions":
            place = {id: at for at, id in enumerate(wording.kinds)}  # as a rule on all asks it
            in_order = sorted(every.questions, key=lambda one: _place(one, place))
            return tuple(map(wording.whole, asked(in_order, wording, cut=False)))
        return terse().said(every) if name == "short" else wording.whole(clause(every, wording))

    return FindingGroup.made_by(said, ids=tuple(one.id for one in group))


def _needed(finding: Finding) -> Hashable:
    """What a need or a duty asks for, whoever it asks it of; None: it is neither."""
    if finding.message.key not in NEEDING:
        return None
    return finding.message.key, change_of(finding), finding.suggested


def _place(question: Phrase, place: Mapping[str, int]) -> int:
    task = dict(question.args).get("task")
    return place.get(task.id, 0) if isinstance(task, Ref) else 0


def _key(finding: Finding, entry: FindingEntry, language: Language) -> Hashable:
    """What findings that are alike say in words, but for whom they say it of: of several can be
    said what is needed, and what is asked of each of some tasks."""
    said: Hashable = entry.message, entry.questions
    if finding.message.key in NEEDING:
        said = entry.questions
    elif finding.message.key == "undetermined" and finding.subject.kind == "task":
        own, known = ("task", finding.subject), phrases(language)
        if all(own in one.args and f"{one.key}-many" in known for one in finding.questions):
            rest = [
                (one.key, *(each for each in one.args if each != own)) for one in finding.questions
            ]
            said = finding.message.key, tuple(rest)
    return (*(getattr(entry, key) for key in _ALIKE), said)
