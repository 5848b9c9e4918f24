"""A rule base examined: what is wrong with it, each with an example that the checker confirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from checker.audit import procedure
from checker.audit.declarations import gaps, unused
from checker.audit.distinctions import known, made_up
from checker.audit.examples import Example, Writer, Written
from checker.audit.lint import EXAMPLE, FAR, Lint, Passed, Report
from checker.audit.worlds import Work, World, moved
from checker.errors import MistakesError
from checker.language.names import declared_ids
from checker.lawbook.names import names_in
from checker.pipeline import Checker
from checker.result import Result
from checker.speech.node import Document, Surface

_ORDER = ("conflict", "redundant", "dead", "unused", "not fired", "never silent", "gap")


@frozen
class Examination:
    """What is wrong, worst first, with examples as text; and what was not looked at."""

    reports: tuple[tuple[Report, Written | None], ...]
    passed: tuple[Passed, ...]
    rules: int


def examine(
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
    writer = Writer(checker.book, names, checker.words, surface, taken)
    confirmed = _Confirmed(documents, checker, writer)
    _procedure(lint, checker, confirmed)
    reports = list(lint.reports)
    silent = _unmentioned(checker, documents, settled)
    reports += silent
    reports += _of_cases(checker, lint, shown)
    if not shown:
        lint.passed.append(Passed((), "cases"))
    unused_names = {name for report in silent for name in report.names}
    for area in gaps(checker.book, settled):
        if area not in unused_names:
            place = checker.book.areas[area].id.span
            reports.append(Report("gap", (), (area,), place, _moving(area)))
    asked = [rule for rule in checker.rules if about is None or rule.id.span.path in about]
    ids = {rule.id.text for rule in asked}

    def wanted(one: Report | Passed) -> bool:
        if one.rules or about is None or isinstance(one, Passed):
            return not one.rules or bool(ids & {*one.rules})
        return one.place.path in about

    told: list[tuple[Report, Written | None]] = []
    for report in sorted(filter(wanted, reports), key=lambda each: _ORDER.index(each.kind)):
        example = confirmed.shown(report) if report.example else None
        if report.example and example is None and report.kind in ("conflict", "redundant", "dead"):
            lint.passed.append(Passed(report.rules, "unconfirmed"))
        else:
            told.append((report, example))
    return Examination(tuple(told), tuple(filter(wanted, lint.passed)), len(asked))


def _unmentioned(
    checker: Checker, documents: Sequence[Document], settled: Sequence[Document]
) -> list[Report]:
    return [
        Report("unused", (), (id,), place) for id, place in unused(checker.book, documents, settled)
    ]


def _of_cases(checker: Checker, lint: Lint, shown: Sequence[Result]) -> list[Report]:
    """The rules that no kept case makes speak, with one to keep, and those that always speak."""
    counts = Counter(rule for result in shown for rule in result.speaking)
    reports = []
    for rule in checker.rules if shown else ():
        id, place = rule.id.text, rule.id.span
        example = lint.examples.get(id)
        if not counts[id] and rule.interpretation is None:
            reports.append(Report("not fired", (id,), (), place, example, (id,)))
        if counts[id] == len(shown) > 1:
            quiet = example and evolve(example, world=_bare(example.world), carries=())
            reports.append(Report("never silent", (id,), (), place, quiet))
    return reports


def _bare(world: World) -> World:
    """A municipality with its finance committee alone."""
    return World(world.committees[:1], (), (), world.form)


def _moving(area: str) -> Example:
    """A task of an area that moves: what is said of it is said of any task."""
    finance, other, task = made_up("Økonomi"), made_up("Udvalg-A"), made_up("opgave-1")
    world = World(
        ((finance, "finance committee"), (other, "committee")),
        (),
        (Work(task, area, (other,), None),),
        "udvalgsstyre",
        changes=(moved(task, finance),),
    )
    return Example(world, FAR, EXAMPLE)


def _procedure(lint: Lint, checker: Checker, confirmed: _Confirmed) -> None:
    """The rules on instruments: each is tried in small proposals until one makes it speak."""
    rules = procedure.on_instruments(checker.book)
    for rule, subject in rules:
        speaking = confirmed.first(
            procedure.tries(rule, subject, checker.book, lint.examples), rule.id.text
        )
        if speaking is None:
            lint.passed.append(Passed((rule.id.text,), "procedure"))
        else:
            lint.examples[rule.id.text] = speaking
    by_id = {rule.id.text: rule for rule, _ in rules}
    told: set[str] = set()
    for one, other in procedure.implied(rules):
        if other in told or one in told or one not in lint.examples:
            continue
        told.add(one)
        names = (one, other)
        lint.reports.append(
            Report("redundant", names, (), by_id[one].id.span, lint.examples[one], names)
        )


class _Confirmed:
    """Asks the checker itself whether an example shows what it is to show."""

    def __init__(self, documents: Sequence[Document], checker: Checker, writer: Writer) -> None:
        self.documents, self.checker, self.writer = documents, checker, writer
        self.number = 0

    def shown(self, report: Report) -> Written | None:
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
