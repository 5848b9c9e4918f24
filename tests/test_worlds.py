# SPDX-License-Identifier: EUPL-1.2
"""What lint makes up is what its text says, and the shipped rules contradict nothing."""

from collections.abc import Sequence
from itertools import islice

import pytest
from linted import TOWN, linted, rules

from checker.audit.distinctions import MADE_UP, Known, distinctions_of, known
from checker.audit.examination import examine_rules
from checker.audit.examples import Example, Writer
from checker.audit.lint import FAR, Lint
from checker.audit.worlds import worlds
from checker.files.documents import Reader
from checker.language.parser import parse
from checker.municipality.town import read_town
from checker.pipeline import Checker
from checker.records import evolve
from checker.source import Source
from checker.speech.structure import Structure


def test_what_is_made_up_has_no_name_that_the_rule_base_uses() -> None:
    names = ["Udvalg-A", "Enhed-A", "opgave-1", "Økonomi", "BR", "example-1", "Udvalg-A-2"]
    areas = "".join(f'area {name} "{name.lower()}-her"\n' for name in names)
    base = parse(Source.of(rules("KFU must hold care tasks") + areas, "law.ressort"))

    reports = examine_rules([base], [], [], [], "en").reports

    example = next(each for one, each in reports if one.kind == "gap")
    assert example is not None
    assert "task opgave-1-2 " in example.organisation
    assert "Udvalg-A-3" in example.organisation


def test_what_is_declared_and_never_named_is_told() -> None:
    unused = {r.names for r, _ in linted("BIU must hold care tasks").reports if r.kind == "unused"}

    assert {("IM",), ("OLD",), ("G",), ("business",)} & unused == {("IM",), ("OLD",), ("G",)}
    assert ("payroll",) in unused


def test_a_rule_on_instruments_that_nothing_asks_for_is_said_not_to_be_looked_at() -> None:
    passed = linted("a dispensation from KSL needs approval by IM").passed

    assert (("r1",), "procedure") in [(one.rules, one.why) for one in passed]


@pytest.mark.slow
def test_more_than_can_be_gone_through_is_said():
    passed = linted("there must be at most 12345678901 committees").passed

    assert (("r1",), "large") in [(one.rules, one.why) for one in passed]


def test_a_rule_on_instruments_that_something_asks_for_is_looked_at() -> None:
    sentences = (
        "a unit that moves between committees needs a bylaw change",
        "a bylaw change that takes effect at the start of a council term needs publication",
        "a bylaw change that is adopted after the constituting meeting may need a new"
        " constitution of the committees",
        "a bylaw change needs approval by IM unless it touches SV § 19",
    )
    passed = [one.rules for one in linted(*sentences).passed if one.why == "procedure"]

    assert passed == []


def _readable(sentences: Sequence[str]) -> None:
    """Every world as it is looked at is the organisation that is written for it."""
    base = parse(Source.of(rules(*sentences), "law.ressort"))
    checker = Checker([base], [])
    names = known([parse(Source.of(TOWN))])
    apart = distinctions_of(checker.rules, checker.book, names, "Prøveby Kommune")
    writer = Writer(checker.book, Known(), checker.words, "en")
    for number, world in enumerate(islice(worlds(apart), 0, 4000, 97), 1):
        bare = evolve(world, changes=())
        written = writer.write(Example(bare, FAR, "Andetsteds"), number)
        read = read_town(written.documents[0], checker.book)
        assert _told(read.structure) == MADE_UP.sub(r"\1", _told(bare.structure))


def _told(structure: Structure) -> str:
    units = {id: (one.owner, one.construction) for id, one in structure.units.items()}
    tasks = {id: (t.area, t.holders, t.performer) for id, t in structure.tasks.items()}
    return repr((units, tasks, [*structure.committees]))


def test_a_world_is_what_its_text_says() -> None:
    _readable(
        [
            "a unit that performs tasks of another committee must be led as centre",
            "a unit must not perform payroll and care tasks",
        ]
    )


@pytest.mark.slow
def test_the_shipped_rules_contradict_nothing_and_none_is_idle() -> None:
    reader = Reader()
    base, organisations = reader.rules([]), reader.organisations([])
    lint = Lint(Checker(base, organisations).book, known(organisations))

    lint.run()

    assert [(report.kind, report.rules) for report in lint.reports if report.kind != "ends"] == []
    assert ("employment-committee",) in [report.rules for report in lint.reports]
