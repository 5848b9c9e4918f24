# SPDX-License-Identifier: EUPL-1.2
"""What begins or ends within a council term after the day of effect and concerns a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.agenda.items import is_subject
from checker.days import days_later, in_year
from checker.findings.find import Law
from checker.lawbook.gaps import intervals_of, is_followed
from checker.municipality.apply import Applied
from checker.municipality.case import Case
from checker.municipality.situation import View
from checker.records import evolve
from checker.result import Result
from checker.speech.rule import ComingChange, LegalTerms, Rule

_TERM = 4  # years, where the rules declare no terms


def coming_changes(
    case: Case, applied: Applied, result: Result, binding: tuple[Rule, ...]
) -> tuple[ComingChange, ...]:
    """The rules and sources that begin or end, and the dispensations that end, by their days."""
    first = case.law_day
    last = _horizon(case)
    found = [
        *_of_rules(case, applied, result, binding, first, last),
        *_dispensations(case, result, applied.after),
    ]
    kept = [one for one in found if first <= one.day <= last]
    order = sorted(dict.fromkeys(kept), key=lambda one: (one.day, one.way, one.id))
    ended = {one.day for one in order if one.way == "ends" and one.kind == "source"}
    known = {one.id for one in order}
    following = [
        ComingChange("source", id, "begins", source.interval.start, name=source.title)
        for id, source in case.lawbook.sources.items()
        if source.interval and source.interval.start and id not in known
        if days_later(source.interval.start, -1) in ended and source.kind == "law"
    ]
    return tuple(sorted([*order, *following], key=lambda one: (one.day, one.way, one.id)))


def _horizon(case: Case) -> date:
    terms = case.lawbook.standing_law(LegalTerms, case.town.name)
    years = terms[0].years if terms else _TERM
    first = case.law_day
    return days_later(in_year(first.year + years, first.month, min(first.day, 28)), -1)


def _of_rules(
    case: Case,
    applied: Applied,
    result: Result,
    binding: tuple[Rule, ...],
    first: date,
    last: date,
) -> Iterator[ComingChange]:
    speaking = {*result.speaking}
    ends: dict[tuple[str, date], list[Rule]] = {}
    begins: dict[tuple[str, date], list[Rule]] = {}
    for rule in binding:
        if case.lawbook.kind(rule) not in ("law", "bylaw"):
            continue
        for id, one in intervals_of(rule, case.lawbook):
            source = case.lawbook.sources.get(id)
            if source and source.kind not in ("law", "bylaw"):
                continue  # a report or a mandate that ends changes no law
            known = one.end_known is None or one.end_known <= case.day
            if one.end and known and first <= one.end <= last and rule.id.text in speaking:
                ends.setdefault((id, one.end), []).append(rule)
            known = one.start_known is None or one.start_known <= case.day
            if (
                one.start
                and known
                and first < one.start <= last
                and _would_speak(rule, case, applied, one.start)
            ):
                begins.setdefault((id, one.start), []).append(rule)
    for way, found in (("ends", ends), ("begins", begins)):
        for (id, day), rules in found.items():
            gap = way == "ends" and not all(is_followed(rule, case.lawbook) for rule in rules)
            source = case.lawbook.sources.get(id)
            yield ComingChange(
                "source" if source else "rule",
                id,
                "ends" if way == "ends" else "begins",
                day,
                tuple(rule.id.text for rule in rules),
                gap,
                source.title if source else rules[0].title,
                tuple(rule.title for rule in rules),
            )


def _would_speak(rule: Rule, case: Case, applied: Applied, day: date) -> bool:
    """Whether a rule that is not in force yet would find anything new in what is proposed."""
    if rule.subject_kind == "instrument":
        return False
    law = Law((rule,), case.town.id)
    views = [evolve(view, effective=day) for view in (applied.before, applied.after)]
    before, after = ({*map(_key, law.find(view))} for view in views)
    return bool(after - before)


def _key(one: object) -> tuple[object, ...]:
    return getattr(one, "subject", None), getattr(one, "what", None)


def _dispensations(case: Case, result: Result, view: View) -> Iterator[ComingChange]:
    """Those on file that end, of what the proposal touches."""
    touched = [one.subject for one in result.findings if one.status != "existing"]
    touched += [one.subject for one in result.instruments if one.subject]
    for one in case.town.dispensations:
        about = next((each for each in touched if is_subject(one.subject, each, view)), None)
        if one.until and about:
            yield ComingChange("dispensation", one.id.text, "ends", one.until, name=about)
