# SPDX-License-Identifier: EUPL-1.2
"""What grows stays answerable: counted by what is asked, not by the clock."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from growing import PROPOSAL, SOURCES, TOWN

from checker import limits
from checker.disk import keep
from checker.files import documents
from checker.findings.find import Law
from checker.language import parser
from checker.language.parser import parse
from checker.lawbook.load import load_lawbook
from checker.mistakes import Mistakes, MistakesError
from checker.municipality import apply, bylaw
from checker.pipeline import Checker
from checker.source import Source, Span
from checker.speech import structure
from checker.speech.answers import Answers, UnknownError, all_of, any_of, decide
from checker.speech.saying import Phrase


def layers(count: int, width: int) -> str:
    """So many layers of rules, each despite all of the layer below; the last applies to nobody."""
    said = SOURCES
    for layer in range(count):
        below = [f"r{layer - 1}-{one}" for one in range(width)] if layer else []
        for one in range(width):
            when = " when it is renamed" if layer == count - 1 else ""
            said += f'rule r{layer}-{one} "R"\n    TU may only hold care tasks{when}\n'
            said += f"    under KSL\n{f'    despite {chr(44).join(below)}' if below else ''}\n"
    return said


@pytest.mark.parametrize(("count", "width"), [(14, 6), (120, 1)])
def test_rules_displace_each_other_in_any_number_of_layers(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, width: int
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"r": layers(count, width), "o": TOWN, "p": PROPOSAL}.items():
        Path(f"{name}.ressort").write_text(text, "utf-8")

    run = ressort("check", "p.ressort", "--rules", "r.ressort", "--organisations", "o.ressort")

    assert run.err == ""
    found = {f"r{layer}-0" in run.out for layer in (count - 2, count - 4)}
    assert (run.status, found) == (1, {True})
    assert f"r{count - 3}-0" not in run.out


def test_what_a_rule_hangs_on_is_found_out_once_from_the_layer_above() -> None:
    book = load_lawbook([parse(Source.of(layers(400, 2)))], [])
    law = Law(tuple(book.rules), "by-2026")

    last = law.looked_at(book.rules[0])

    assert [one.id.text for one in last[:3]] == ["r0-0", "r1-0", "r2-0"]
    assert len({one.id.text for one in last}) == len(last) == 1 + 2 * 399
    assert last is law.looked_at(book.rules[0])


def test_areas_lie_within_each_other_in_any_number() -> None:
    chain = "".join(f'area a{one} "a{one}" within a{one - 1}\n' for one in range(1, 3000))
    document = parse(Source.of(f'{SOURCES}area a0 "a0"\n{chain}'))

    book = load_lawbook([document], [])

    assert book.lineage("a2999")[::2999] == ("a2999", "a0")


@pytest.mark.slow
def test_a_long_circle_of_rules_is_told_by_its_ends() -> None:
    said = 'rule r{} "R"\n    KBS needs publication\n    under KSL\n    despite r{}\n'
    rules = "".join(said.format(one, (one + 1) % 1500) for one in range(1500))

    with pytest.raises(MistakesError, match="r0 → r1 → r2 → r3 → r4 → r5 → … → r1494") as raised:
        load_lawbook([parse(Source.of(SOURCES + rules))], [])

    assert len(raised.value.errors) == 1


def asked(count: int) -> int:
    """How often a test is asked that so many open facts decide: a breach where one of some things
    lies within an area and is not held."""
    answers, times = Answers(), 0

    def fails(one: int) -> bool:
        within = partial(answers.to, Phrase.of("q.within", thing=str(one)))
        held = partial(answers.to, Phrase.of("q.holder", thing=str(one)))
        return all_of((within, lambda: not held()))

    def test() -> bool:
        nonlocal times
        times += 1
        return any_of(lambda one=one: fails(one) for one in range(count))

    assert isinstance(decide(test, answers), Phrase)
    with pytest.raises(UnknownError):
        test()
    return times


@pytest.mark.slow
def test_open_facts_are_asked_as_often_as_there_are_of_them() -> None:
    assert asked(80) < 2.5 * asked(40)


@pytest.mark.slow
def test_what_takes_too_many_answers_to_find_out_stays_open() -> None:
    answers = Answers()

    def test() -> bool:  # true whatever is answered, which no two answers tell
        return sum(answers.to(Phrase.of("q", thing=str(one))) for one in range(40)) >= 0

    assert decide(test, answers) == Phrase.of("q", thing="0")


def test_of_very_many_open_facts_no_more_is_asked_than_there_is_time_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put, asked = Answers.to, []
    monkeypatch.setattr(
        Answers, "to", lambda self, one, *beside: asked.append(one) or put(self, one, *beside)
    )
    monkeypatch.setattr(limits, "ASKED", 500)
    rule = 'rule r "R"\n    sport tasks must be held by exactly one committee\n    under KSL\n'
    tasks = "".join(f'task t{one} "T"\n' for one in range(100))
    rules, town, proposal = (
        parse(Source.of(text)) for text in (SOURCES + rule, TOWN + tasks, PROPOSAL)
    )

    result = Checker([rules], [town]).check(proposal)

    assert {one.kind for one in result.findings} == {"undetermined"}
    assert len(asked) < 20_000  # and 900,000 where nothing ends it


def test_no_more_is_told_of_a_proposal_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "FINDINGS", 20)
    said = 'rule r{} "R"\n    a task that moves needs publication\n    under KSL\n'
    rules = "".join(map(said.format, range(3)))
    for count in (6, 7):
        tasks = "".join(f'task t{one} "T" within sport held by ØU\n' for one in range(count - 1))
        texts = SOURCES + rules, TOWN + tasks, PROPOSAL.replace("play", "sport tasks")
        law, town, proposal = (parse(Source.of(text)) for text in texts)
        if count == 6:
            assert len(Checker([law], [town]).check(proposal).findings) == 18
            continue
        with pytest.raises(MistakesError, match="more than 20 things in this proposal"):
            Checker([law], [town]).check(proposal)


def test_a_move_is_set_against_what_it_moves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    reaches, asked = apply._Rearrangement._reaches, []

    def counted(*each):
        asked.append(each)
        return reaches(*each)

    monkeypatch.setattr(apply._Rearrangement, "_reaches", counted)
    tasks = "".join(f'task t{one} "T" within sport held by ØU\n' for one in range(100))
    moves = "".join(f"move t{one} from ØU to TU\n" for one in range(100))
    texts = SOURCES, TOWN + tasks, PROPOSAL + moves
    rules, town, proposal = (parse(Source.of(text)) for text in texts)

    result = Checker([rules], [town]).check(proposal)

    assert len(result.bylaw_changes[0].tasks) == 101
    assert len(asked) == 101


def test_the_words_of_a_task_are_looked_up_once_however_many_move(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worded, asked = structure.TaskFacts.worded, []
    counted = property(lambda one: asked.append(one) or worded.__get__(one))
    monkeypatch.setattr(structure.TaskFacts, "worded", counted)
    said = 'task t{} "T" held by ØU described in SV § 1 with words "ord {}"\n'
    tasks = "".join(said.format(one, one) for one in range(100))
    moves = "".join(f"move t{one} from ØU to TU\n" for one in range(100))
    source = 'source SV bylaw "Vedtægt" of "By"\n'
    filed = "provision SV § 1 of ØU\nprovision SV § 2 of TU\n"
    texts = SOURCES + source, TOWN + filed + tasks, PROPOSAL + moves
    rules, town, proposal = (parse(Source.of(text)) for text in texts)

    result = Checker([rules], [town]).check(proposal)

    assert len([one for one in result.bylaw_changes if one.cut]) == 100
    assert len(asked) < 4 * 101


def test_a_wording_is_set_against_those_of_its_provision_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words, asked = bylaw._words, []
    monkeypatch.setattr(bylaw, "_words", lambda node: asked.append(node) or words(node))
    said = 'provision SV § {} of TU text "gamle ord" as of 2026-01-01\n'
    filed = "".join(map(said.format, range(1, 61)))
    changes = "".join(map('reword SV § {} from "gamle" to "nye"\n'.format, range(1, 61)))
    source = 'source SV bylaw "Vedtægt" of "By"\n'
    texts = SOURCES + source, TOWN + filed, PROPOSAL + changes
    rules, town, proposal = (parse(Source.of(text)) for text in texts)

    result = Checker([rules], [town]).check(proposal)

    assert [one.new for one in result.bylaw_changes].count("nye ord") == 60
    assert len(asked) == 4 * 60


def bylaw_of(count: int, path: Path) -> None:
    """A bylaw in Word of so many provisions."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for number in range(1, count + 1):
        made.add_paragraph(f"§ {number}. Udvalget varetager sager nr. {number}.")
    made.save(path)


def test_each_style_of_a_bylaw_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles = pytest.importorskip("docx.oxml.styles")
    from checker.desk.paper import opened
    from checker.desk.provisions import lines_of

    default, asked = styles.CT_Styles.default_for, []

    def counted(*given):
        asked.append(given)
        return default(*given)

    bylaw_of(60, tmp_path / "v.docx")
    document = opened(tmp_path / "v.docx")
    monkeypatch.setattr(styles.CT_Styles, "default_for", counted)

    lines = lines_of(document)

    assert [one.number for one in lines] == [(str(one), None) for one in range(1, 61)]
    assert len(asked) == 1


def test_the_lines_of_a_bylaw_are_gone_through_once_however_many_provisions_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("docx")
    from checker.desk import found

    class Line:
        text, label = "Udvalget varetager pas.", 0

        def __init__(self, number: int) -> None:
            self.number = number

        @property
        def section(self) -> tuple[str, None]:
            asked.append(self)
            return (str(self.number), None)

    asked: list[Line] = []
    moved = {"provision": None, "committee": "TU", "tasks": ("play", "pas"), "cut": ""}
    change = SimpleNamespace(action="remove", put="", anew=None, **moved)
    result = SimpleNamespace(bylaw_changes=[change], instruments=[], names={"TU": "Udvalget"})

    monkeypatch.setattr(found, "evolve", lambda change, **_: change)
    found.with_words(result, [Line(one) for one in range(60)])

    assert len(asked) <= 2 * 60


def test_what_is_known_is_gone_through_for_what_is_told_alone() -> None:
    class Kinds(dict[str, str]):
        def __getitem__(self, name: str) -> str:
            gone_through.append(name)
            return super().__getitem__(name)

    gone_through: list[str] = []
    source, mistakes = Source.of("a " * 1000), Mistakes()
    for at in range(0, 2000, 2):
        mistakes.expect(Span(source, at, at + 1), "a", ("unit",), Kinds({"b": "unit"}))

    assert len(gone_through) == 2 * limits.ERRORS


def test_a_file_that_is_wrong_is_parsed_once(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    documents._document.cache_clear()
    parsed = []
    monkeypatch.setattr(keep, "recall", lambda _: None)
    monkeypatch.setattr(parser, "parse", lambda source: parsed.append(source.path) or parse(source))
    for name, text in {"o": TOWN, "p": f"{PROPOSAL}move X from ØU to TU\n"}.items():
        Path(f"{name}.ressort").write_text(text, "utf-8")

    assert ressort("check", "p.ressort", "--organisations", "o.ressort").status == 2

    assert parsed.count("p.ressort") == 1
