# SPDX-License-Identifier: EUPL-1.2
"""The shipped law and its register, each text read by itself."""

import re
from functools import cache

import pytest
import shipped
from shipped import CASES_OF_2013, COPENHAGEN, GENERAL, asked, documents

from checker import folders
from checker.audit.register import cover, kept
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.records import fields, has
from checker.source import Source
from checker.speech import organisation as filed
from checker.speech import rule as written
from checker.speech.node import Prose

# Every provision that the sources of the law state, whether or not it has a consequence here.
PROVISIONS = """
KSL § 2, stk. 2 / KSL § 2, stk. 3, 1. pkt. / KSL § 2, stk. 3, 2. pkt. / KSL § 2, stk. 3, 3. pkt.
KSL § 2, stk. 4 / KSL § 3, stk. 1 / KSL § 6 / KSL § 6, stk. 1 / KSL § 15, stk. 1, 2. pkt.
KSL § 17 / KSL § 17, stk. 1 / KSL § 17, stk. 3, 2. pkt. / KSL § 17, stk. 4
KSL § 18, stk. 1 / KSL § 18, stk. 2 / KSL § 18, stk. 3 / KSL § 18, stk. 4 / KSL § 18, stk. 5
KSL § 18, stk. 6 / KSL § 20 / KSL § 21 / KSL § 22 / KSL § 24, stk. 3 / KSL § 24 / KSL § 25
KSL § 27 / KSL § 31, stk. 1 / KSL § 31, stk. 2 / KSL § 31, stk. 3 / KSL § 31, stk. 4 / KSL § 31 a
KSL § 40, stk. 2 / KSL § 64 / KSL § 64 a, stk. 1 / KSL § 64 a, stk. 2 / KSL § 64 a, stk. 3
KSL § 64 a, stk. 4 / KSL § 64 a, stk. 5 / KSL § 64 b / KSL § 65, stk. 1 / KSL § 65, stk. 2
KSL § 65, stk. 3 / KSL § 65, stk. 4 / KSL § 65, stk. 5 / KSL § 65 c, stk. 1 / KSL § 65 c, stk. 2
KSL § 65 d, stk. 1 / KSL § 65 d, stk. 2 / KSL § 65 d, stk. 3 / KSL § 65 d, stk. 4 / KVL
LAB / LAB § 1, stk. 1 / LAB § 1, stk. 2 / LAB § 4 / LAB § 14, stk. 3
LOB / LOB § 2 / LOB § 3, stk. 1
SV / SV § 12 / SV § 12, stk. 7, 2. bullit / SV § 15 / SV § 19, stk. 2 / SV § 25
R2013 / IR / M2023
""".replace(" / ", "\n").split("\n")[1:-1]

# The ministry's opinions, by their numbers.
OPINIONS = ["12.1.5", "17.1.2", "17.1.4", "21.1.5", "21.6.1", "26.1.6", "82.1.10", "91.1.1"]
OPINIONS += ["95.1.6", "95.1.8"]

# Provisions whose own text was read; rules on any other are second hand.
READ = {
    "KSL § 2, stk. 2",
    "KSL § 2, stk. 3, 1. pkt.",
    "KSL § 2, stk. 3, 2. pkt.",
    "KSL § 2, stk. 3, 3. pkt.",
    "KSL § 18, stk. 2",
    "KSL § 18, stk. 3",
    "KSL § 18, stk. 4",
    "KSL § 18, stk. 6",
    "KSL § 40, stk. 2",
    "KSL § 64 a",
    "KSL § 65, stk. 1",
    "KSL § 65, stk. 2",
    "KSL § 65 d, stk. 4",
    "RSL § 30",
    "RSL § 37 a, stk. 2",
}


# ---------------------------------------------------------------- the law itself


def rules(*roots):
    return [
        node
        for document in documents(*roots)
        for node in document.statements
        if isinstance(node, written.Rule)
    ]


@pytest.mark.slow
def test_general_law_names_no_city():
    sources = [
        node
        for document in documents(GENERAL)
        for node in document.statements
        if isinstance(node, written.LegalSource)
    ]
    assert [one.id.text for one in sources if one.municipality] == []
    ids = {
        node.id.text
        for document in documents(CASES_OF_2013)
        for node in document.statements
        if isinstance(node, filed.Committee | filed.Unit | filed.Council | filed.Task)
    }
    named = {
        word
        for rule in rules(GENERAL)
        for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", _law(rule))
        if word in ids
    }
    assert named == set()


def _law(rule):
    """A rule's sentence and conditions as written, without the words of its strings."""
    return re.sub(r'"[^"]*"', "", rule.sentence.span.text)


@pytest.mark.slow
def test_general_law_serves_another_municipality():
    other = """
kommune proeveby "Prøveby Kommune" pr. 2013-06-01
kommunalbestyrelse BY "Byrådet"
valgperiode fra 2014-01-01 til og med 2017-12-31
konstituerende møde mellem 1. december og 15. december
økonomiudvalg ØK "Økonomiudvalget"
udvalg TU "Teknikudvalget"
udvalg JU "Jobudvalget"
enhed VEJ "Vejafdelingen" under TU inden for byggeri
opgave jobs "Jobindsats" inden for beskæftigelse varetaget af JU
"""
    move = """
forslag "Vejafdelingen"
    vedrører proeveby
    fremsat 2013-06-01
    virkning fra 2014-01-01
flyt VEJ til JU
"""
    own = Checker(documents(GENERAL, COPENHAGEN), [parse(Source.of(other))])
    found = own.check(parse(Source.of(move)))
    assert asked(found) == {
        ("need", "unit-bylaw-change", "VEJ"),
        ("breach", "employment-committee", "JU"),
    }
    copenhagen = {rule.id.text for rule in rules(COPENHAGEN)}
    assert not copenhagen & set(found.rules_run)


def test_every_rule_says_why_and_how_surely():
    for rule in rules(GENERAL, COPENHAGEN):
        assert {one.language for one in rule.because} == {"en", "da"}, rule.id
        assert rule.id.text.isascii()
        assert not rule.checked or {str(base) for base in rule.bases} <= READ, rule.id


@pytest.mark.slow
def test_what_the_sources_leave_open_is_said():
    left = {
        str(node.provision)
        for document in documents(GENERAL, COPENHAGEN)
        for node in document.statements
        if isinstance(node, written.NotCoded)
    }
    assert left >= {"SV § 12", "SV § 15", "SV § 25", "KSL § 20", "KSL § 31 a", "KSL § 64 b"}


def test_every_contradiction_of_the_sources_is_decided_somewhere():
    roots = (folders.RULES, folders.FIXTURES)
    files = [file for root in roots for file in root.rglob("*.ressort")]
    said = " ".join(file.read_text(encoding="utf-8") for file in files)
    assert [n for n in range(1, 20) if not re.search(rf"\bC{n}\b", said)] == []


# ---------------------------------------------------------------- the register


@cache
def register():
    library = shipped.library()
    results = [shipped.result(path) for path in shipped.proposals()]
    return cover(shipped.checker().book, kept(library.proposals, results, library.organisations))


@pytest.mark.slow
def test_every_legal_sentence_is_a_rule_a_fact_a_case_or_has_a_reason():
    numbers = [one.sentence for one in register() if one.sentence is not None]
    assert numbers == list(range(1, 107))
    assert [(one.sentence, one.provision, one.gaps) for one in register() if one.gaps] == []


@pytest.mark.slow
def test_every_provision_of_the_sources_is_in_the_register():
    assert set(PROVISIONS) - {one.provision for one in register()} == set()
    read_in = {place for one in register() for place in one.read_in}
    assert {("resumedatabase", number) for number in OPINIONS} - read_in == set()


@pytest.mark.slow
def test_the_register_speaks_both_languages():
    told = [text for one in register() for text in (one.text, *one.reasons) if text]
    assert [text.da for text in told if not text.translated] == []


def test_every_rule_can_be_read_in_both_languages():
    for rule in rules(GENERAL, COPENHAGEN):
        texts = [rule.title, getattr(rule.sentence, "text", None)]
        assert [text.da for text in texts if text and not text.translated] == [], rule.id


def prose(node):
    """Every text for a reader in a node and all that it holds."""
    if isinstance(node, Prose):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from prose(item)
    else:
        for field in fields(type(node)) if has(type(node)) else ():
            yield from prose(getattr(node, field.name))


# Texts that are a proper name alone, the same in both languages.
PROPER_NAMES: set[str] = set()


@pytest.mark.slow
@pytest.mark.parametrize("root", [folders.RULES, folders.FIXTURES], ids=lambda root: root.name)
def test_every_text_is_in_both_languages(root):
    texts = [text for document in documents(root) for text in prose(document)]

    assert any(text.translated for text in texts)
    assert [text.da for text in texts if not text.translated and text.da not in PROPER_NAMES] == []
