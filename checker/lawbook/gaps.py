# SPDX-License-Identifier: EUPL-1.2
"""Days on which rules begin and end, and the gaps that they leave."""

from __future__ import annotations

from datetime import date

from checker.days import days_later
from checker.lawbook.book import Lawbook
from checker.speech.node import Interval
from checker.speech.rule import Rule


def intervals_of(rule: Rule, book: Lawbook) -> list[tuple[str, Interval]]:
    """The intervals that bound a rule, each with the id of the rule or source that has it."""
    sources = [book.sources[base.source] for base in rule.bases]
    found = [(rule.id.text, rule.interval), *((one.id.text, one.interval) for one in sources)]
    return [(id, interval) for id, interval in dict(found).items() if interval]


def end_of(rule: Rule, book: Lawbook) -> date | None:
    """The last day of a rule, or None where it has none."""
    return min((one.end for _, one in intervals_of(rule, book) if one.end), default=None)


def start_of(rule: Rule, book: Lawbook) -> date | None:
    """The first day of a rule, or None where it has none."""
    return max((one.start for _, one in intervals_of(rule, book) if one.start), default=None)


def next_after(rule: Rule, book: Lawbook) -> date | None:
    """The first day after a rule's end on which another takes its place: one that began later
    and rests on the same provision, or says the same kind of thing of the same subject."""
    end = end_of(rule, book)
    found = []
    for other in book.rules if end else ():
        begins, ends = start_of(other, book), end_of(other, book)
        if begins is None or begins <= (start_of(rule, book) or date.min):
            continue
        if end is None or (ends and ends <= end):
            continue
        alike = type(other.sentence) is type(rule.sentence) and other.subject == rule.subject
        if alike or {*other.bases} & {*rule.bases}:
            found.append(max(begins, days_later(end, 1)))
    return min(found, default=None)


def is_followed(rule: Rule, book: Lawbook) -> bool:
    """Whether another rule takes its place on the day after its end."""
    end = end_of(rule, book)
    return end is None or next_after(rule, book) == days_later(end, 1)
