# SPDX-License-Identifier: EUPL-1.2
"""The shipped law and cases: what the 2013 report answers comes out of the files as written."""

import re
from functools import cache
from pathlib import Path

import pytest
import shipped
from shipped import mostly_slow

from checker import folders
from checker.audit.register import cover, kept
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.records import fields, has
from checker.source import Source
from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Prose

GENERAL = folders.RULES / "general"
COPENHAGEN = folders.RULES / "copenhagen"
CASES = folders.FIXTURES / "copenhagen-2013"
KNOWN_DAY = Path(__file__).parent / "known_meeting_day"

# Every provision that the sources of the law state, whether or not it has a consequence here.
PROVISIONS = """
KSL § 2, stk. 2 / KSL § 2, stk. 3, 1. pkt. / KSL § 2, stk. 3, 2. pkt. / KSL § 2, stk. 3, 3. pkt.
KSL § 2, stk. 4 / KSL § 3, stk. 1 / KSL § 6 / KSL § 6, stk. 1 / KSL § 15, stk. 1, 2. pkt.
KSL § 17 / KSL § 17, stk. 1 / KSL § 17, stk. 2 / KSL § 17, stk. 3, 2. pkt. / KSL § 17, stk. 4
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
    "KSL § 65 d, stk. 4",
    "RSL § 30",
    "RSL § 37 a, stk. 2",
}

VERDICTS = {
    "ingen-aendring": "clear",
    "kejd-oeu": "incomplete",
    "kejd-biu": "incomplete",
    "kbs-kfu": "incomplete",
    "kbs-biu": "incomplete",
    "kes-ordlyd": "incomplete",
    "kes-ordlyd-planlagt": "incomplete",
    "kes-ordlyd-planlagt-med-erklaering": "conditional",
    "kes-ordlyd-vedtaget": "incomplete",
    "kes-ordlyd-vedtaget-med-erklaering": "clear",
    "ks-kfu": "forbidden",
    "ks-tmu": "forbidden",
    "ks-biu": "forbidden",
    "ks-biu-fraveget": "forbidden",
    "ks-buu": "forbidden",
    "ks-sud": "forbidden",
    "ks-sou": "forbidden",
    "ks-kfu-vedtaget": "forbidden",
    "kes-enhedsforvaltning": "forbidden",
    "kejd-oeu-vedtaget": "clear",
    "kejd-oeu-efter-moedet": "incomplete",
    "kejd-oeu-midt-i-perioden": "clear",
    "kbs-kfu-vedtaget": "incomplete",
    "kbs-kfu-kun-ansoegt": "conditional",
    "kbs-kfu-meddelt": "clear",
    "kbs-kfu-afslaaet": "forbidden",
    "kbs-kfu-forkert-indehaver": "incomplete",
    "kbs-kfu-ansvarlig-borgmester": "clear",
    "kbs-kfu-udloeber-for-tidligt": "incomplete",
    "kbs-kfu-sen-godkendelse": "clear",
    "kbs-kfu-uden-godkendelse": "clear",
    "kejd-oeu-seks-dage": "incomplete",
    "kejd-oeu-syv-dage": "clear",
    "saerligt-udvalg": "incomplete",
    "saerligt-udvalg-besluttet": "clear",
}

NEW = {
    "ingen-aendring": set(),
    "kejd-oeu": {
        ("need", "unit-bylaw-change", "KEjd"),
    },
    "kejd-biu": {
        ("need", "unit-bylaw-change", "KEjd"),
        ("breach", "employment-committee", "BIU"),
    },
    "kbs-kfu": {
        ("need", "unit-bylaw-change", "KBS"),
        ("need", "unit-administration", "KBS"),
    },
    "kbs-biu": {
        ("need", "unit-bylaw-change", "KBS"),
        ("need", "unit-administration", "KBS"),
        ("breach", "employment-committee", "BIU"),
    },
    "kes-ordlyd": set(),
    "ks-kfu": {
        ("need", "unit-bylaw-change", "KS"),
        ("breach", "finance-functions", "KFU"),
    },
    "kes-enhedsforvaltning": {("need", "kes-unit-administration", "KES")},
}


def documents(*roots):
    return [parse(Source.read(file)) for root in roots for file in sorted(root.rglob("*.ressort"))]


@cache
def checker():
    """Of what is shipped, and of a municipality whose meeting day is known."""
    known_day = parse(Source.read(KNOWN_DAY / "organisation.ressort"))
    library = shipped.library()
    return Checker(library.rules, [*library.organisations, known_day])


def case(name, folder=CASES):
    return parse(Source.read(folder / f"{name}.ressort"))


def result(name):
    return shipped.result(CASES / f"{name}.ressort")


def changed(name, *swaps):
    """The result of a case with some of its words swapped."""
    text = (CASES / f"{name}.ressort").read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return checker().check(parse(Source.of(text)))


def asked(found):
    """What is newly required or broken, as (kind, rule, subject)."""
    return {
        (one.kind, one.rule, one.subject.id)
        for one in found.findings
        if one.status == "new" and one.kind in ("breach", "need")
    }


def dispensations(found):
    return {
        (one.norm, one.authority, one.held_by, one.until and one.until.isoformat(), one.status)
        for one in found.instruments
        if one.kind == "dispensation"
    }


# ---------------------------------------------------------------- the answers


@pytest.mark.slow
@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(name):
    assert result(name).verdict == VERDICTS[name]


@pytest.mark.parametrize("name", NEW)
def test_what_is_new(name):
    assert asked(result(name)) == NEW[name]


@pytest.mark.parametrize("name", sorted(set(NEW) - {"kbs-kfu", "kbs-biu"}))
def test_the_renewal_for_citizen_service_is_seen_where_it_stays(name):
    renewal = ("KSL § 64 a", "IM", "OB", "2017-12-31", "expired")
    assert renewal in dispensations(result(name))


def test_citizen_service_takes_its_dispensation_to_another_mayor():
    found = result("kbs-kfu")
    assert dispensations(found) == {("KSL § 64 a", "IM", "KFB", "2017-12-31", "missing")}
    resolved = [one.rule for one in found.findings if one.status == "resolved"]
    assert resolved == ["unit-administration"]


def test_two_acts_two_instruments():
    needed = {
        (norm, authority, holder)
        for norm, authority, holder, *_ in dispensations(result("kbs-biu"))
    }
    assert needed == {("KSL § 64 a", "IM", "BIB"), ("LAB § 14, stk. 3", None, None)}


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("kes-ordlyd", [("SV § 19, stk. 2", "TMU", "reword", ())]),
        (
            "kbs-kfu",
            [
                (None, "ØU", "remove", ("kbs-finance-committee-tasks",)),
                (None, "KFU", "insert", ("kbs-finance-committee-tasks",)),
                ("SV § 25", "ØU", "reword", ()),
            ],
        ),
        ("kes-enhedsforvaltning", []),
        ("ingen-aendring", []),
    ],
)
def test_bylaw_changes(name, entries):
    found = result(name).bylaw_changes
    assert [(one.provision, one.committee, one.action, one.tasks) for one in found] == entries


def test_property_leaves_one_committee_for_another():
    found = result("kejd-oeu").bylaw_changes
    assert [(one.provision, one.committee, one.action) for one in found] == [
        (None, "KFU", "remove"),
        (None, "ØU", "insert"),
    ]
    assert all(len(one.tasks) == 7 for one in found)


@pytest.mark.parametrize(
    ("folder", "latest"),
    [(CASES, ["2013-11-23", "2013-11-30"]), (KNOWN_DAY, ["2013-11-27", "2013-12-04"])],
    ids=["window", "known-day"],
)
def test_last_days_for_the_readings(folder, latest):
    schedule = checker().check(case("kejd-oeu", folder)).schedule
    readings = [one for one in schedule if one.step == "reading"]
    assert [one.latest.isoformat() for one in readings] == latest
    # The finance committee's statement comes first, on the day of the proposal at the earliest.
    assert readings[0].earliest.isoformat() == "2013-06-19"


def test_exactly_six_whole_days_is_marked():
    tight = [one for one in result("kejd-oeu-syv-dage").schedule if one.tight]
    assert 2 in [one.number for one in tight if one.step == "reading"]
    assert not [one for one in result("kejd-oeu-vedtaget").schedule if one.tight]


def test_no_remark_is_made_where_nothing_changes():
    found = result("ingen-aendring").findings
    assert [one.rule for one in found if one.status == "new"] == ["changes-nothing"]
    assert {one.rule for one in found} == {"unit-administration", "changes-nothing"}


def test_every_step_is_useless_where_nothing_cures():
    statuses = {one.status for one in result("ks-kfu").instruments if not one.for_existing}
    assert statuses == {"not needed"}


# ---------------------------------------------------------------- one fact changed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "swaps", "verdict"),
    [
        ("kbs-kfu-meddelt", [("hos KFB", "hos BIB")], "incomplete"),
        ("kbs-kfu-meddelt", [("til og med 2017-12-31", "til og med 2013-12-31")], "incomplete"),
        (
            "kbs-kfu-meddelt",
            [("til KFU", "til SUD"), ("hos KFB", "hos borgmesteren for SUD")],
            "clear",
        ),
        ("kejd-oeu-vedtaget", [("den 2013-10-10", "den 2013-10-26")], "incomplete"),
        ("kejd-oeu-vedtaget", [("pr. 2013-11-30", "pr. 2013-10-15")], "conditional"),
        ("kejd-biu-dispensation", [("fra KFU til BIU", "fra KFU til TMU")], "clear"),
        ("kejd-biu-afslaaet", [("afslået", "ansøgt")], "conditional"),
    ],
)
def test_one_fact_changed(name, swaps, verdict):
    assert changed(name, *swaps).verdict == verdict


def test_the_employment_limit_ends_with_its_act():
    late = ("virkning fra 2014-01-01", "virkning fra 2015-01-01")
    assert ("breach", "employment-committee", "BIU") in asked(result("kejd-biu"))
    assert asked(changed("kejd-biu", late)) == NEW["kejd-biu"] - {
        ("breach", "employment-committee", "BIU")
    }


def test_the_supervising_authority_bears_the_name_of_the_day():
    assert result("kejd-oeu").names["TS"] == "Statsforvaltningen"
    later = changed("kejd-oeu", ("virkning fra 2014-01-01", "virkning fra 2018-01-01"))
    assert later.names["TS"] == "Ankestyrelsen"


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
        for document in documents(CASES)
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


@pytest.mark.parametrize("rule", rules(GENERAL, COPENHAGEN), ids=lambda rule: rule.id.text)
def test_every_rule_says_why_and_how_surely(rule):
    assert {one.language for one in rule.because} == {"en", "da"}
    assert rule.id.text.isascii()
    if rule.checked:
        assert {str(base) for base in rule.bases} <= READ


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


@pytest.mark.parametrize("rule", rules(GENERAL, COPENHAGEN), ids=lambda rule: rule.id.text)
def test_every_rule_can_be_read_in_both_languages(rule):
    texts = [rule.title, getattr(rule.sentence, "text", None)]
    assert [text.da for text in texts if text and not text.translated] == []


# ---------------------------------------------------------------- the cases


@pytest.mark.slow
@pytest.mark.parametrize(
    "file", mostly_slow(shipped.CASES, 4), ids=lambda file: f"{file.parent.name}/{file.stem}"
)
def test_case_meets_its_expectations(file):
    document = shipped.proposals()[file]
    expected = [node for node in document.statements if isinstance(node, proposed.ExpectVerdict)]
    assert len(expected) == 1
    assumed = [node.text for node in document.statements if isinstance(node, proposed.Assuming)]
    assert [text.da for text in assumed if not text.translated] == []
    left = shipped.checker().expectations(document, shipped.result(file))
    assert [one.span.text for one in left] == []


def test_organisation_invents_no_holder():
    """The report names no committee for these, so the file names none."""
    tasks = {
        node.id.text: node
        for node in parse(Source.read(CASES / "organisation.ressort")).statements
        if isinstance(node, filed.Task)
    }
    unknown = {name for name, task in tasks.items() if not task.holders}
    assert {"passports", "rent-board", "regional-grants", "interior-maintenance"} <= unknown
    for task in tasks.values():
        assert task.area is not None
        assert task.read_in


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
