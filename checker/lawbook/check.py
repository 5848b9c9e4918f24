# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a rule base, found before any proposal is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from checker import limits
from checker.days import days_later
from checker.lawbook.book import Lawbook
from checker.lawbook.patterns import Patterns
from checker.lawbook.together import check_dues, check_values
from checker.mistakes import Mistakes
from checker.source import Span
from checker.speech import instruments
from checker.speech.circumstances import ChangeAtTermStart, ChangeDuringTerm, ChangeTakesEffect
from checker.speech.due import Due, clash
from checker.speech.node import Citation, Named, nodes_of
from checker.speech.predicates import (
    Adopted,
    FormIs,
    Predicate,
    TakesEffect,
    TakesEffectAtTermStart,
    Touches,
    is_so,
)
from checker.speech.rule import KnownForm, Rule
from checker.speech.sentences import EachInstrument


def check_names(rule: Rule, book: Lawbook, kinds: dict[str, str], mistakes: Mistakes) -> None:
    """Notes every name in a rule that is unknown to a municipality, or of the wrong kind."""
    for node, allowed in book.names_of(rule):
        if kinds.get(node.text) in allowed:
            continue
        mistakes.expect(node.span, node.text, allowed, kinds)
    subject = rule.subject
    if isinstance(subject, Named) and not subject.construction and subject.name.text in kinds:
        check_kind(rule, kinds[subject.name.text], mistakes)


def check_kind(rule: Rule, kind: str, mistakes: Mistakes) -> None:
    """Notes all that a rule says of its subject and that cannot be said of this kind."""
    for predicate in rule.says:
        if predicate.said_of and kind not in predicate.said_of:
            demanded = kind == "instrument" and predicate is rule.sentence.relation
            mistakes.add(
                predicate.span,
                "instrument-modal" if demanded else "predicate-kind",
                allowed=mistakes.kinds(predicate.said_of, rule.span),
                kind=mistakes.kinds([kind], rule.span),
            )


def check_form(form: str, span: Span, book: Lawbook, mistakes: Mistakes) -> None:
    """Notes a form of government that is none of those a rule base declares, if it declares any."""
    known = nodes_of(book.standing, KnownForm)
    if known and not book.forms(form):
        names = [one.name for one in known if one.not_covered is None]
        mistakes.add(span, "unknown-form", form=form, known="`, `".join(names))


_MOVABLE = ("unit", "task", "committee", None)
_SHOWN = 12  # rules or areas of a circle


def examine(book: Lawbook, mistakes: Mistakes) -> None:
    """Notes all that is wrong with a rule base as a whole. Raises MistakesError.

    Unknown sources are raised first: what rests on them cannot be judged.
    """
    _check_sources(book, mistakes)
    mistakes.settle()
    for rule in book.rules:
        _check_rule(rule, book, mistakes)
    _check_doubts(book, mistakes)
    _check_register(book, mistakes)
    _check_sign_offs(book, mistakes)
    _check_despite(book, mistakes)
    _check_instrument_cycles(book, mistakes)
    check_values(book, mistakes)
    check_dues(book, mistakes)
    mistakes.settle()


def _check_sources(book: Lawbook, mistakes: Mistakes) -> None:
    for rule in book.rules:
        for base in rule.bases:
            if base.source not in book.sources:
                mistakes.unknown(base.span, ["source"], base.source, book.sources)
    for statement in (*book.rules, *book.not_coded, *book.sentences, *book.standing):
        for node in statement.walk():
            if isinstance(node, Citation) and node.source not in book.sources:
                if isinstance(statement, Rule) and node in statement.bases:
                    continue
                mistakes.unknown(node.span, ["source"], node.source, book.sources)
            if isinstance(node, Touches):
                source = book.sources.get(node.provision.source)
                if source and source.kind != "bylaw":
                    mistakes.add(node.span, "not-bylaw", id=node.provision.source)


def _check_rule(rule: Rule, book: Lawbook, mistakes: Mistakes) -> None:
    sentence = rule.sentence
    for node in rule.walk():
        if isinstance(node, FormIs):
            check_form(node.form, node.span, book, mistakes)
        if instruments.is_of_committees_concerned(node) and rule.subject_kind not in _MOVABLE:
            mistakes.add(node.span, "committees-concerned")
    check_days(rule, mistakes)
    if rule.subject_kind is not None:
        check_kind(rule, rule.subject_kind, mistakes)
    if rule.otherwise and (sentence.advice or book.kind(rule) == "guideline"):
        mistakes.add(rule.otherwise[0].span, "cure-for-advice")
    elif rule.otherwise and not sentence.limits:
        mistakes.add(rule.otherwise[0].span, "cure-for-need")


def _check_doubts(book: Lawbook, mistakes: Mistakes) -> None:
    every: set[str] = set()
    for number, doubt in enumerate(book.doubts.values()):
        if number == limits.DOUBTS:
            mistakes.add(doubt.id.span, "too-many-doubts", most=limits.DOUBTS)
        names = [each.id.text for each in doubt.interpretations]
        every |= {*names}
        if doubt.following.text not in names:
            mistakes.unknown(doubt.following.span, ["interpretation"], doubt.following.text, names)
    for rule in book.rules:
        name = rule.interpretation
        if name is not None and name.text not in every:
            mistakes.unknown(name.span, ["interpretation"], name.text, every)


def _check_register(book: Lawbook, mistakes: Mistakes) -> None:
    """That the register of legal sentences gives no number twice.

    A line may outlive its rule: coverage then tells that it is coded no longer.
    """
    numbers: dict[int, Span] = {}
    for sentence in book.sentences:
        if sentence.number is not None:
            other = numbers.setdefault(sentence.number, sentence.span)
            if other is not sentence.span:
                mistakes.add(
                    sentence.span,
                    "number-twice",
                    number=sentence.number,
                    other=f"{other.path}:{other.line}",
                )


def _check_sign_offs(book: Lawbook, mistakes: Mistakes) -> None:
    """That offices sign, and each a rule once. A sign-off may outlive its rule."""
    seen: dict[tuple[str, str], Span] = {}
    for one in book.sign_offs:
        from checker.lawbook.signing import is_office

        if not is_office(one.office):
            mistakes.add(one.span, "no-office", office=one.office)
        other = seen.setdefault((one.rule.text, one.office), one.span)
        if other is not one.span:
            place = f"{other.path}:{other.line}"
            mistakes.add(one.span, "signed-twice", rule=one.rule.text, other=place)


def _check_despite(book: Lawbook, mistakes: Mistakes) -> None:
    by_id = book.by_id
    for rule in book.rules:
        for name in rule.despite:
            other = by_id.get(name.text)
            if other is None:
                mistakes.unknown(name.span, ["rule"], name.text, by_id)
                continue
            mine, theirs = rule.subject_kind, other.subject_kind
            known = mine and theirs
            if mine != theirs and (known or "instrument" in (mine, theirs)):
                mistakes.add(
                    name.span,
                    "despite-kind",
                    id=name.text,
                    other=mistakes.kinds([theirs or "unit"], name.span),
                    mine=mistakes.kinds([mine or "unit"], name.span),
                )
    edges = {rule.id.text: [name.text for name in rule.despite] for rule in book.rules}
    for cycle in _cycles(edges):
        span = by_id[cycle[0]].id.span
        mistakes.add(span, "despite-cycle", path=path_of(cycle))


def _cycles(edges: dict[str, list[str]]) -> list[list[str]]:
    """The circles that the edges close, each once, as many as are told."""
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in edges:
        way: dict[str, int] = {}  # from the start to where we are
        waiting = [iter([start])]
        while waiting and len(found) <= limits.ERRORS:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                done.update([way.popitem()[0]] if way else ())
            elif node in way:
                circle = [*way][way[node] :]
                found.setdefault(frozenset(circle), circle)
            elif node in edges and node not in done:
                way[node] = len(way)
                waiting.append(iter(edges[node]))
    return [*found.values()]


def path_of(circle: list[str]) -> str:
    """A circle as it is shown, a long one without its middle."""
    most = _SHOWN // 2
    middle = ["…"] if len(circle) > _SHOWN else circle[most:-most]
    shown = [*circle[:most], *middle, *circle[-most:]] if len(circle) > most else circle
    return " → ".join([*shown, circle[0]])


def _check_instrument_cycles(book: Lawbook, mistakes: Mistakes) -> None:
    patterns = {
        rule.id.text: rule.subject.instrument
        for rule in book.rules
        if rule.sentence.asks and isinstance(rule.subject, EachInstrument)
    }
    rules = {rule.id.text: rule for rule in book.rules if rule.id.text in patterns}
    alike = Patterns(patterns)
    places = {id: place for place, id in enumerate(patterns)}
    edges: dict[str, list[str]] = {}
    for id, rule in rules.items():
        asked = (node for way in rule.sentence.asks for node in way.instruments)
        edges[id] = sorted(
            {one for node in asked for one in alike.on(node)}, key=places.__getitem__
        )
    cycles = _cycles(edges)
    for cycle in cycles:
        span = rules[cycle[0]].id.span
        mistakes.add(span, "instrument-cycle", path=path_of(cycle))
    if not cycles and (first := _first_of_a_long_chain(edges)):
        mistakes.add(rules[first].id.span, "long-chain", most=limits.CHAIN)


def _first_of_a_long_chain(edges: dict[str, list[str]]) -> str | None:
    """The first rule of a chain longer than is followed, where the edges close no circle."""
    lengths: dict[str, int] = {}
    for start in edges:
        waiting = [start]
        while waiting:
            lacking = [one for one in edges[waiting[-1]] if one not in lengths]
            waiting += lacking
            if not lacking and (here := waiting.pop()) not in lengths:
                lengths[here] = max((lengths[one] + 1 for one in edges[here]), default=1)
        if lengths[start] > limits.CHAIN:
            return start
    return None


_READINGS = 99
_TERM = 1461  # days: four years


def check_days(rule: Rule, mistakes: Mistakes) -> None:
    """Notes the readings, dues and conditions of a rule that no day can meet."""
    for node in rule.walk():
        if isinstance(node, instruments.Readings):
            _check_readings(node, mistakes)
        if dues := getattr(node, "dues", ()):
            _check_dues(dues, isinstance(node, instruments.Readings), mistakes)
    asked = [one for each in rule.asked if each.joint == "and" for one in each.predicates]
    for one, other in combinations(asked, 2):
        if _exclude(one, other):
            texts = {"one": one.span.text, "other": other.span.text}
            mistakes.add(other.span, "never-both", **texts)


def _exclude(one: Predicate, other: Predicate) -> bool:
    """Whether two conditions on days are so on no day together."""
    match one, other:
        case (Adopted(), Adopted()):
            return one.relation != other.relation
        case (ChangeTakesEffect() | TakesEffect(), ChangeTakesEffect() | TakesEffect()):
            near = [days_later(each.day, by) for each in (one, other) for by in (-1, 0, 1)]
            return not any(
                all(is_so(day, each.relation, each.day) for each in (one, other)) for day in near
            )
        case (
            ChangeAtTermStart() | TakesEffectAtTermStart(),
            ChangeAtTermStart() | TakesEffectAtTermStart(),
        ):
            return isinstance(one, ChangeDuringTerm) != isinstance(other, ChangeDuringTerm)
        case _:
            return False


def _check_readings(readings: instruments.Readings, mistakes: Mistakes) -> None:
    """That there is a reading, and another where they lie apart, and that their days stay within
    the calendar, wherever they are counted from."""
    if readings.count < 1:
        mistakes.add(readings.span, "no-reading")
    elif readings.count == 1 and readings.gap is not None:
        mistakes.add(readings.span, "one-reading-apart")
    elif readings.count > _READINGS or (readings.gap or 0) > _TERM:
        mistakes.add(readings.span, "many-readings", count=_READINGS, days=_TERM)


def _check_dues(dues: Iterable[Due], of_readings: bool, mistakes: Mistakes) -> None:
    """That each thing is said once of when a step is due, and nothing that cannot be, alone or
    beside what is said before it."""
    said: set[type | object] = set()
    before: list[Due] = []
    for due in dues:
        days = due.when if isinstance(due.when, int) else None
        what = due.when if days is None else int
        if what in said:
            mistakes.add(due.span, "twice", word=due.span.text)
        elif of_readings and due.when != "before":
            mistakes.add(due.span, "due-of-readings", text=due.span.text)
        elif days is not None and days > _TERM:
            mistakes.add(due.span, "due-days", days=_TERM)
        elif pair := clash(before, [due]):
            mistakes.add(due.span, "due-clash", one=pair[0].span.text, other=due.span.text)
        said.add(what)
        before.append(due)
