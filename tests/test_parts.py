# SPDX-License-Identifier: EUPL-1.2
"""Every predicate, relation and sentence says all about itself, or is refused; none is left out."""

import re
from inspect import isfunction
from pathlib import Path
from typing import get_args

import pytest
from sentences import GRAMMAR, pairs

import checker
from checker.audit.worlds import CHANGES
from checker.language.lines import choices, grammar_text
from checker.language.words import vocabulary
from checker.records import fields, frozen
from checker.say import say
from checker.speech.demands import Demand, Relation
from checker.speech.node import Node
from checker.speech.organisation import DECLARED, facts_of
from checker.speech.part import NOTHING_TRIED, PartOfSpeech, TriedChange
from checker.speech.predicates import OfInstrument, Predicate
from checker.speech.sentences import OnRelation, Sentence

SPEECH = Path(checker.__file__).parent / "speech"
KINDS = PartOfSpeech.kinds()
FIXED = [
    kind
    for kind in Predicate.kinds()
    if len(fields(kind)) == 1 and f"\n{kind.line()}: {kind.line().upper()}\n" in grammar_text()
]


@pytest.fixture(autouse=True)
def parts():
    """The parts that a test declares are forgotten after it."""
    known = dict(PartOfSpeech.parts)
    yield
    PartOfSpeech.parts.clear()
    PartOfSpeech.parts.update(known)


def declared(base, docstring="Something.", **given):
    return frozen(type("Told", (base,), {"__doc__": docstring, **given}))


def holds(*_):
    return True


def facts(*_):
    return []


WHOLE = {"said_of": ("unit",), "tried": NOTHING_TRIED, "holds": holds, "facts": facts}


def test_a_whole_predicate_is_taken() -> None:
    assert declared(Predicate, **WHOLE) is PartOfSpeech.parts["told"]


@pytest.mark.parametrize("left_out", WHOLE)
def test_a_predicate_that_lacks_something_is_refused(left_out: str) -> None:
    with pytest.raises(TypeError, match=f"Told lacks {left_out}$"):
        declared(Predicate, **{key: value for key, value in WHOLE.items() if key != left_out})


def test_a_part_without_an_explanation_is_refused() -> None:
    with pytest.raises(TypeError, match="Told lacks a docstring"):
        declared(Predicate, None, **WHOLE)


@pytest.mark.parametrize(
    ("base", "lacking"),
    [
        (Relation, "among, beyond, facts, family, holds, lacking, said_of, tried, verb"),
        (Sentence, "candidates, finding, message, subject_kind, tried"),
        (OnRelation, "message"),
    ],
)
def test_a_relation_or_sentence_is_told_all_that_it_lacks(base: type, lacking: str) -> None:
    with pytest.raises(TypeError, match=f"Told lacks {lacking}$"):
        declared(base)


@pytest.mark.parametrize("kind", Predicate.kinds(), ids=lambda kind: kind.__name__)
def test_a_predicate_has_its_words(kind: type[Predicate]) -> None:
    """By its line in the grammar, or by the keyword of its name in both surfaces."""
    assert f"\n{kind.line()}: " in grammar_text()
    if kind in FIXED:
        for surface in ("en", "da"):
            words = vocabulary(surface)
            assert kind.line().upper() in words.sections["predicates"]
            assert words.wordings[kind.line().upper()]


@pytest.mark.parametrize("kind", Predicate.kinds(), ids=lambda kind: kind.__name__)
def test_a_predicate_that_has_fields_says_how_they_are_read(kind: type[Predicate]) -> None:
    own = len(fields(kind)) > 1 and not issubclass(kind, Demand)

    assert kind.read_as or not own


def test_a_fact_is_read_alike_whatever_it_is_said_of() -> None:
    lines: dict[str, set[str]] = {}
    for kind in DECLARED:
        for name, line in facts_of(kind).items():
            lines.setdefault(name, set()).add(line)

    assert {name: each for name, each in lines.items() if len(each) > 1} == {}


@pytest.mark.parametrize("kind", DECLARED, ids=lambda kind: kind.__name__)
def test_what_a_statement_may_leave_out_says_how_it_is_read(kind: type[Node]) -> None:
    named = {each.name for each in fields(kind)} - {"kind", "id", "name", "read_in", "span"}

    assert named == facts_of(kind).keys()


def test_a_danish_neuter_is_one_of_the_wordings() -> None:
    danish = vocabulary("da").wordings

    assert all(kind.neuter < len(danish[kind.line().upper()]) for kind in FIXED)


@pytest.mark.parametrize("kind", FIXED, ids=lambda kind: kind.__name__)
def test_the_reference_shows_a_fixed_predicate(kind: type[Predicate]) -> None:
    wording = vocabulary("en").printed(kind.line().upper())

    assert any(wording in pair.english for pair in pairs() if pair.shown)


MODULES = [
    f"checker.speech.{name}"
    for name in ("predicates", "circumstances", "amounts", "workload", "verbs")
]


def meaning(kind: type[Predicate]) -> str:
    """A row of the reference: its keyword, of what it is said, and its explanation."""
    words = vocabulary("en")
    found = choices(kind.finite())[0]
    found = found[0].choices[0] if found[0].choices else found
    keywords = [words.bare(part.symbol) for part in found if part.symbol in words.wordings]
    of = " or ".join(say("en", f"kind.{one}") for one in kind.said_of)
    return f"| `{' '.join(keywords)}` | {of or 'anything'} | {kind.__doc__} |\n"


def test_the_reference_says_what_each_predicate_means(request: pytest.FixtureRequest) -> None:
    """``--update`` writes the table from the parts of speech."""
    readme = GRAMMAR / "README.md"
    text = readme.read_text(encoding="utf-8")
    head, rows, tail = re.split(r"(?<=<!-- meaning of predicates -->\n)((?:\|.*\n)+)", text)
    kinds = sorted(Predicate.kinds(), key=lambda kind: MODULES.index(kind.__module__))
    table = "".join([*rows.splitlines(keepends=True)[:2], *map(meaning, kinds)])
    if request.config.getoption("--update"):
        readme.write_text(head + table + tail, encoding="utf-8", newline="\n")
        rows = table

    assert rows == table


READ = {  # what lint tries, by what of a situation a predicate reads
    "changes": {"changes"},
    "tasks": {"tasks"},
    "performed": {"performer", "performers", "performed", "handed_over"},
}


@pytest.mark.parametrize("kind", Predicate.kinds(), ids=lambda kind: kind.__name__)
def test_lint_tries_what_a_predicate_reads(kind: type[Predicate]) -> None:
    if isinstance(kind.tried, property) or issubclass(kind, OfInstrument):
        return
    asked = (getattr(kind, name, None) for name in kind.holds.__code__.co_names)
    codes = [kind.holds.__code__, *(each.__code__ for each in asked if isfunction(each))]
    names = {name for code in codes for name in code.co_names}

    assert {
        key for key, read in READ.items() if names & read and not getattr(kind.tried, key)
    } == set()


def test_lint_can_make_every_change_that_a_part_names() -> None:
    assert {*CHANGES} == {*get_args(TriedChange)}


def test_nobody_else_tells_predicates_apart() -> None:
    """But what a single one says may be asked for where nothing else matters."""
    case = re.compile(rf"case (?:{'|'.join(kind.__name__ for kind in Predicate.kinds())})\(")
    modules = SPEECH.parent.rglob("*.py")

    assert [one.stem for one in modules if case.search(one.read_text(encoding="utf-8"))] == []
