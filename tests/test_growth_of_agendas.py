# SPDX-License-Identifier: EUPL-1.2
"""What is required may grow and stays answerable: counted by what is asked, not by the clock."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from growing import PROPOSAL, SOURCES, TOWN

from checker import limits
from checker.agenda import items
from checker.agenda.procedure import Procedure
from checker.commands.runs import report_of
from checker.language.parser import parse
from checker.lawbook import patterns
from checker.lawbook.load import load_lawbook
from checker.mistakes import MistakesError
from checker.pipeline import Checker
from checker.records import evolve
from checker.source import Source


def test_a_report_goes_through_findings_and_timetable_however_many_instruments_there_are() -> None:
    class Counted(tuple[object, ...]):
        def __iter__(self) -> Iterator[object]:
            gone_through.append(self)
            return super().__iter__()

    def asked(count: int) -> int:
        gone_through.clear()
        town = "".join(f'unit U{one} "U" under TU\n' for one in range(count))
        moves = "".join(f"move U{one} to ØU\n" for one in range(count))
        rule = 'rule r "R"\n    a unit that moves needs a dispensation from KSL\n    under KSL\n'
        rules, organisation, proposal = (
            parse(Source.of(text)) for text in (SOURCES + rule, TOWN + town, PROPOSAL + moves)
        )
        checker = Checker([rules], [organisation])
        found = checker.check(proposal)
        assert len(found.instruments) == count
        told = evolve(found, findings=Counted(found.findings), schedule=Counted(found.schedule))
        report_of(checker, [told], "en")
        return len(gone_through)

    gone_through: list[Counted] = []
    assert asked(20) == asked(10)


def test_the_items_of_an_agenda_are_gone_through_only_for_steps_that_are_carried() -> None:
    item = SimpleNamespace(
        kind="approval", body="IM", matter=None, window=SimpleNamespace(first=())
    )
    all_items = map(pytest.fail, ["the items are gone through"])

    assert items.answering(item, all_items, SimpleNamespace(of_kind=lambda *_: []), None) == []


def test_a_step_is_set_against_what_is_required_on_its_matter_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = 'rule r{0} "R"\n    a task that moves needs a decision by BR on "s{0}"\n    under KSL\n'
    taken = 'carries a decision by BR on "s{0}" on 2026-03-01\n'

    def compared(count: int) -> int:
        texts = (
            SOURCES + "".join(map(said.format, range(count))),
            TOWN + 'council BR "B"\n',
            PROPOSAL + "".join(map(taken.format, range(count))),
        )
        law, town, proposal = (parse(Source.of(text)) for text in texts)
        asked: list[object] = []
        known = items.one_matter
        monkeypatch.setattr(items, "one_matter", lambda *two: asked.append(two) or known(*two))
        result = Checker([law], [town]).check(proposal)
        monkeypatch.undo()
        assert [one.status for one in result.instruments] == ["declared"] * count
        return len(asked)

    assert compared(20) == compared(10)


APPROVALS = "".join(f'authority I{one} "I{one}"\n' for one in range(60))
MOVED = 'rule moved "R"\n    a task that moves needs an approval by I0\n    under KSL\n'


def asking(first: int, last: int) -> str:
    """Rules of which each is on the approval that the one before it asks for."""
    said = 'rule r{0} "R"\n    an approval by I{0} needs an approval by I{1}\n    under KSL\n'
    return "".join(said.format(one, one + 1) for one in range(first, last))


def test_a_chain_of_instruments_is_followed_so_far_and_no_longer(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"o": TOWN, "p": PROPOSAL}.items():
        Path(f"{name}.ressort").write_text(text, "utf-8")
    for longest in (limits.CHAIN, limits.CHAIN + 1):
        rules = SOURCES + APPROVALS + MOVED + asking(0, longest)
        Path("r.ressort").write_text(rules, "utf-8")
        run = ressort("check", "p.ressort", "--rules", "r.ressort", "--organisations", "o.ressort")
        assert run.status == (1 if longest == limits.CHAIN else 2)

    line = rules[: rules.index("rule r0")].count("\n") + 1
    assert f"r.ressort:{line}:6: with this rule a chain of more than 50 instruments" in run.err


def test_no_more_instruments_are_followed_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "REQUIRED", 8)
    said = 'rule r{0}-{1} "R"\n    an approval by I{0} needs an approval by I{1}\n    under KSL\n'
    rules = "".join(said.format(one, one + more) for one in range(30) for more in (1, 2))
    texts = SOURCES + APPROVALS + MOVED + rules, TOWN, PROPOSAL  # each asks for two, and so on
    law, town, proposal = (parse(Source.of(text)) for text in texts)

    with pytest.raises(MistakesError, match="more than 8 instruments"):
        _ = Checker([law], [town]).check(proposal).instruments


def test_rules_on_instruments_displace_each_other_in_any_number_of_layers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone, asked = Procedure._applies_alone, []
    monkeypatch.setattr(
        Procedure, "_applies_alone", lambda *each: asked.append(each) or alone(*each)
    )
    said = 'rule r{0}-{1} "R"\n    an approval by I0 entails publication\n    under KSL\n'
    below = "    despite " + ", ".join(f"r{{0}}-{one}" for one in range(4)) + "\n"
    layers = ((layer, one) for layer in range(9) for one in range(4))
    rules = "".join(
        said.format(layer, one) + (below.format(layer - 1) if layer else "")
        for layer, one in layers
    )
    texts = SOURCES + APPROVALS + MOVED + rules, TOWN, PROPOSAL
    law, town, proposal = (parse(Source.of(text)) for text in texts)

    result = Checker([law], [town]).check(proposal)

    (publication,) = (one for one in result.instruments if one.kind == "publication")
    assert {one[:2] for one in publication.rules} == {"r8", "r6", "r4", "r2", "r0"}
    assert len(asked) < 3 * 36 * 37


@pytest.mark.parametrize(
    "step", ['a decision by I0 on "M{}"', "an approval by I{}"], ids=["matter", "body"]
)
def test_rules_on_instruments_are_compared_only_with_those_on_the_same_matter_or_body(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    may_be = patterns.may_be
    monkeypatch.setattr(patterns, "may_be", lambda *two: asked.append(two) or may_be(*two))
    said = 'rule r{0} "R"\n    {1} needs {2}\n    under KSL\n'
    rules = (said.format(one, step.format(one), step.format(one + 1)) for one in range(28))

    load_lawbook([parse(Source.of(SOURCES + APPROVALS + "".join(rules)))], [])

    assert len(asked) == 27


def test_no_more_doubts_are_weighed_than_there_is_time_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "DOUBTS", 2)
    said = 'doubt d{0} "D?"\n    interpretation x{0} "X"\n    interpretation y{0} "Y"\n'
    doubts = "".join((said + "    following x{0}\n").format(one) for one in range(3))

    with pytest.raises(MistakesError, match="more than 2 doubts") as found:
        load_lawbook([parse(Source.of(SOURCES + doubts))], [])
    assert found.value.errors[0].span.text == "d2"
