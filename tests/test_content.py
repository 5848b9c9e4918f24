# SPDX-License-Identifier: EUPL-1.2
"""The shipped law and cases: what the 2013 report answers comes out of the files as written."""

from functools import cache
from pathlib import Path

import pytest
import shipped
from shipped import CASES_OF_2013, asked, mostly_slow

from checker.language.parser import parse
from checker.pipeline import Checker
from checker.source import Source
from checker.speech import organisation as filed
from checker.speech import proposal as proposed

KNOWN_DAY = Path(__file__).parent / "known_meeting_day"

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


@cache
def checker():
    """Of what is shipped, and of a municipality whose meeting day is known."""
    known_day = parse(Source.read(KNOWN_DAY / "organisation.ressort"))
    library = shipped.library()
    return Checker(library.rules, [*library.organisations, known_day])


def case(name, folder=CASES_OF_2013):
    return parse(Source.read(folder / f"{name}.ressort"))


def result(name):
    return shipped.result(CASES_OF_2013 / f"{name}.ressort")


def changed(name, *swaps):
    """The result of a case with some of its words swapped."""
    text = (CASES_OF_2013 / f"{name}.ressort").read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return checker().check(parse(Source.of(text)))


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
    [(CASES_OF_2013, ["2013-11-23", "2013-11-30"]), (KNOWN_DAY, ["2013-11-27", "2013-12-04"])],
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
        for node in parse(Source.read(CASES_OF_2013 / "organisation.ressort")).statements
        if isinstance(node, filed.Task)
    }
    unknown = {name for name, task in tasks.items() if not task.holders}
    assert {"passports", "rent-board", "regional-grants", "interior-maintenance"} <= unknown
    for task in tasks.values():
        assert task.area is not None
        assert task.read_in
