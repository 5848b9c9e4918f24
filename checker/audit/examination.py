# SPDX-License-Identifier: EUPL-1.2
"""A rule base examined: what is wrong with it, each with an example that the checker confirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from checker.audit.distinctions import known, made_up
from checker.audit.examples import Example, Writer, Written
from checker.audit.lint import EXAMPLE, FAR, Complaint, Lint, Passed
from checker.audit.reach import owner_of
from checker.audit.worlds import World, moved, small_committee, small_task
from checker.days import days_later, in_year
from checker.errors import MistakesError
from checker.language.names import declared_ids
from checker.lawbook.book import Lawbook, names_in
from checker.lawbook.patterns import may_be
from checker.pipeline import Checker
from checker.records import evolve, frozen
from checker.result import Result
from checker.source import Span
from checker.speech import instruments
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Citation, Document, Name, Node, ReadIn, Surface
from checker.speech.organisation import Task, Unit
from checker.speech.predicates import FormIs, Touches
from checker.speech.sentences import EachInstrument

_ORDER = ("conflict", "redundant", "dead", "unused", "not fired", "never silent", "ends", "gap")


@frozen
class Examination:
    """What is wrong, worst first, with examples as text; and what was not looked at."""

    reports: tuple[tuple[Complaint, Written | None], ...]
    passed: tuple[Passed, ...]
    rules: int


def examine_rules(
    documents: Sequence[Document],
    organisations: Sequence[Document],
    settled: Sequence[Document],
    shown: Sequence[Result],
    surface: Surface,
    about: Collection[str] | None = None,
) -> Examination:
    """Examines a rule base.

    Args:
        documents: the rule base.
        organisations: those on file; they tell what the names in rules stand for.
        settled: organisations and proposals with area words replaced, to tell what is used.
        shown: the results of the kept cases; none: nothing is said of cases.
        surface: the language of the examples.
        about: paths of the documents whose rules are asked about; without any, all of them.

    Raises MistakesError where the rule base does not load.
    """
    checker = Checker(documents, ())
    names = known(organisations)
    lint = Lint(checker.book, names)
    lint.run()
    spoken = {name.text for rule in checker.rules for name, _ in names_in(rule)}
    taken = frozenset(spoken | declared_ids(documents))
    confirmed = _Confirmed(checker, Writer(checker.book, names, checker.words, surface, taken))
    _procedure(lint, checker.book, confirmed)
    unused = list(_unused(checker.book, [*documents, *settled]))
    silent = set(_silent_areas(checker.book, settled)) - {id for id, _ in unused}
    reports = [
        *lint.reports,
        *(Complaint("unused", place, names=(id,)) for id, place in unused),
        *_of_cases(checker, lint, shown),
        *(
            Complaint("gap", area.id.span, names=(id,), example=_moving(id))
            for id, area in checker.book.areas.items()
            if id in silent
        ),
    ]
    if not shown:
        lint.passed.append(Passed((), "cases"))
    asked = [rule for rule in checker.rules if about is None or rule.id.span.path in about]
    ids = {rule.id.text for rule in asked}

    def wanted(one: Complaint | Passed) -> bool:
        if one.rules or about is None or isinstance(one, Passed):
            return not one.rules or bool(ids & {*one.rules})
        return one.place.path in about

    told: list[tuple[Complaint, Written | None]] = []
    for report in sorted(filter(wanted, reports), key=lambda each: _ORDER.index(each.kind)):
        example = confirmed.shown(report) if report.example else None
        if report.example and example is None and report.kind in ("conflict", "redundant", "dead"):
            lint.passed.append(Passed(report.rules, "unconfirmed"))
        else:
            told.append((report, example))
    return Examination(tuple(told), tuple(filter(wanted, lint.passed)), len(asked))


def _silent_areas(book: Lawbook, documents: Iterable[Document]) -> Iterator[str]:
    """The areas that no rule and no provision speaks of, and that no wider such area holds."""
    nodes = (node for rule in book.rules for node in rule.walk())
    named = {node.text for node in nodes if isinstance(node, Name) and node.text in book.areas}
    described = {
        statement.area.text
        for document in documents
        for statement in document.statements
        if isinstance(statement, Unit | Task) and statement.described and statement.area
    }
    spoken = {wide for area in named | described for wide in book.lineage(area)}
    silent = {one for one in book.areas if one not in spoken and not named & {*book.lineage(one)}}
    return (area for area in silent if not {*book.lineage(area)[1:]} & silent)


def _unused(book: Lawbook, documents: Iterable[Document]) -> Iterator[tuple[str, Span]]:
    """Sources, authorities, areas and doubts that nothing on file names."""
    used: set[str] = set()
    for statement in (one for document in documents for one in document.statements):
        own = getattr(statement, "id", None)
        for node in statement.walk():
            if isinstance(node, Name) and node is not own:
                used.add(node.text)
            elif isinstance(node, Citation):
                used.add(node.source)
            elif isinstance(node, ReadIn):
                used.add(node.document)
    for table in (book.sources, book.authorities, book.areas):
        yield from ((id, one.id.span) for id, one in table.items() if id not in used)
    answered = {rule.interpretation.text for rule in book.rules if rule.interpretation}
    for id, doubt in book.doubts.items():
        if not answered & {each.id.text for each in doubt.interpretations}:
            yield id, doubt.id.span


def _of_cases(checker: Checker, lint: Lint, shown: Sequence[Result]) -> list[Complaint]:
    """The rules that no kept case makes speak, with one to keep, and those that always speak."""
    counts = Counter(rule for result in shown for rule in result.speaking)
    reports = []
    for rule in checker.rules if shown else ():
        id, place = rule.id.text, rule.id.span
        example = lint.examples.get(id)
        if not counts[id] and rule.interpretation is None:
            reports.append(Complaint("not fired", place, (id,), (), example, (id,)))
        if counts[id] == len(shown) > 1:
            if example:  # a municipality with its finance committee alone
                finance = small_committee(example.world.committees[0].id, "finance committee")
                alone = World.of([finance], (), (), example.world.form)
                example = evolve(example, world=alone, carries=())
            reports.append(Complaint("never silent", place, (id,), (), example))
    return reports


def _moving(area: str) -> Example:
    """A task of an area that moves: what is said of it is said of any task."""
    finance, other, task = made_up("Økonomi"), made_up("Udvalg-A"), made_up("opgave-1")
    seats = small_committee(finance, "finance committee"), small_committee(other, "committee")
    world = World.of(seats, (), [small_task(task, area, (other,))], "udvalgsstyre")
    return Example(evolve(world, changes=(moved(task, finance),)), FAR, EXAMPLE)


class _Confirmed:
    """Asks the checker itself whether an example shows what it is to show."""

    def __init__(self, checker: Checker, writer: Writer) -> None:
        self.checker, self.writer = checker, writer
        self.number = 0

    def shown(self, report: Complaint) -> Written | None:
        """The example of a report as text, or None where the checker does not show it."""
        assert report.example is not None
        self.number += 1
        written = self.writer.write(report.example, self.number)
        result = self._result(written, report.rules)
        if result is None:
            return None
        speaking = {*result.speaking}
        if report.kind in ("dead", "never silent"):
            return None if {*report.rules} & speaking else written
        return written if {*report.shows} <= speaking else None

    def first(self, examples: Iterable[Example], rule: str) -> Example | None:
        """The first example in which a rule speaks."""
        for example in examples:
            result = self._result(self.writer.write(example, 1), (rule,))
            if result is not None and rule in result.speaking:
                return example
        return None

    def _result(self, written: Written, rules: Sequence[str]) -> Result | None:
        organisation, proposal = written.documents
        by_id = {rule.id.text: rule for rule in self.checker.rules}
        named = [by_id[id].interpretation for id in rules if id in by_id]
        following = [name.text for name in named if name]
        try:
            own = self.checker.with_organisations([organisation])
            return own.check(proposal, following=following)
        except MistakesError:
            return None


# ------------------------------------------------------------ rules on instruments


def _procedure(lint: Lint, book: Lawbook, confirmed: _Confirmed) -> None:
    """The rules on instruments: each is tried in small proposals until one makes it speak; then
    those that another one makes idle."""
    rules = [(one, one.subject) for one in book.rules if isinstance(one.subject, EachInstrument)]
    for rule, subject in rules:
        speaking = confirmed.first(_tries(rule, subject, book, lint.examples), rule.id.text)
        if speaking is None:
            lint.passed.append(Passed((rule.id.text,), "procedure"))
        else:
            lint.examples[rule.id.text] = speaking
    told: set[str] = set()
    for one, other in _implied(rules):
        pair = (one.id.text, other.id.text)
        if told.isdisjoint(pair) and pair[0] in lint.examples:
            told.add(pair[0])
            example = lint.examples[pair[0]]
            lint.reports.append(Complaint("redundant", one.id.span, pair, (), example, pair))


def _asked_for(rule: written.Rule) -> list[instruments.Instrument]:
    """The instruments that a rule requires, or names as a way out."""
    ways = (*rule.sentence.asks, *rule.otherwise)
    return [one for way in ways for one in way.instruments]


def _tries(
    rule: written.Rule,
    subject: EachInstrument,
    book: Lawbook,
    examples: Mapping[str, Example],
) -> Iterator[Example]:
    """Small proposals that may make a rule on an instrument speak: with effect at the start of a
    term and in its midst, adopted before and after the constituting meeting, under each form of
    government that the rule names, touching each provision that it names or none."""
    forms = [node.form for node in rule.walk() if isinstance(node, FormIs)]
    for trigger in _triggers(subject.instrument, book, set()):
        example = examples.get(trigger.id.text)
        owners = {owner_of(rule, book), owner_of(trigger, book)} - {None}
        if example is None or len(owners) > 1:
            continue
        municipality = next(iter(owners), example.municipality) or example.municipality
        for form in forms or [example.world.form]:
            structure = evolve(example.world.structure, form=form)
            world = evolve(example.world, structure=structure)
            touching = tuple(
                proposed.Insert("…", node.provision)
                for node in rule.walk()
                if isinstance(node, Touches)
            )
            for (effective, carries), touched in product(
                _times(example.day), (touching, ()) if touching else ((),)
            ):
                yield Example(world, example.day, municipality, effective, (*carries, *touched))


def _triggers(
    pattern: instruments.Instrument, book: Lawbook, seen: set[str]
) -> Iterator[written.Rule]:
    """The rules on structures that ask for an instrument, themselves or by what they ask for."""
    for rule in book.rules:
        if rule.id.text in seen or not any(may_be(pattern, one) for one in _asked_for(rule)):
            continue
        seen.add(rule.id.text)
        subject = rule.subject
        if isinstance(subject, EachInstrument):
            yield from _triggers(subject.instrument, book, seen)
        else:
            yield rule


def _times(day: date) -> Iterator[tuple[date, tuple[Node, ...]]]:
    start = in_year(day.year - day.year % 4 + 2 + 4, 1, 1)
    for effective in (start, days_later(start, 400), day):
        yield effective, ()
    step = proposed.CarriedStep("reading")
    held = [proposed.State("held", days_later(start, 7 * times)) for times in (1, 2)]
    carries = tuple(proposed.Carries(step, state) for state in held)
    yield days_later(start, 400), carries


def _implied(
    rules: Sequence[tuple[written.Rule, EachInstrument]],
) -> Iterator[tuple[written.Rule, written.Rule]]:
    """The rules on instruments that ask for nothing another one does not ask for too, whatever the
    instrument: the other speaks of no narrower instrument, under no further condition."""
    displaced = {name.text for rule, _ in rules for name in rule.despite}
    for (rule, subject), (other, pattern) in product(rules, rules):
        if (
            rule is not other
            and other.id.text not in displaced
            and not rule.despite
            and rule.sentence.asks
            and other.sentence.asks
            and _bound(other) == _bound(rule)
            and pattern.instrument == subject.instrument
            and _conditions(other) <= _conditions(rule)
            and _asks_no_more(rule, other)
        ):
            yield rule, other


def _bound(rule: written.Rule) -> tuple[object, ...]:
    sources = frozenset(base.source for base in rule.bases)
    return rule.interval, rule.interpretation, rule.unless, sources


def _conditions(rule: written.Rule) -> frozenset[object]:
    return frozenset(
        one if part.joint == "and" or len(part.predicates) == 1 else part
        for part in rule.asked
        for one in (part.predicates if part.joint == "and" else (part,))
    )


def _asks_no_more(rule: written.Rule, other: written.Rule) -> bool:
    if (rule.sentence.finding, other.sentence.finding) == ("need", "duty"):
        return False
    if rule.sentence.asks == other.sentence.asks:
        return True
    match _asked_for(rule), _asked_for(other):
        case [instruments.Readings() as one], [instruments.Readings() as two]:
            return (
                one.body == two.body
                and one.count <= two.count
                and (one.gap or 0) <= (two.gap or 0)
                and {*one.dues} <= {*two.dues}
            )
    return False
