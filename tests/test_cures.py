# SPDX-License-Identifier: EUPL-1.2
"""Ways out: which there are, which is followed, and which is none beside another."""

import pytest
from engine import HEADER, LAW, PROCEDURE, check, found, instrument
from required import MOVE, STEPS, rule

CURE = rule(
    "BIU may only hold employment tasks",
    more="    otherwise a dispensation from LAB § 14 or an amendment of LAB\n",
)


ALTERNATIVES = [
    # carried, status of dispensation, of amendment, requirement, verdict
    ("", "missing", "missing", "open", "incomplete"),
    (
        "carries a dispensation for BIU from LAB § 14, applied 2013-06-18\n",
        "declared",
        "not needed",
        "pending",
        "conditional",
    ),
    (
        "carries a dispensation for BIU from LAB § 14, granted 2013-06-18\n",
        "granted",
        "not needed",
        "met",
        "clear",
    ),
    (
        "carries a dispensation for BIU from LAB § 14, refused 2013-06-18\n",
        "refused",
        "missing",
        "open",
        "incomplete",
    ),
    ("carries an amendment of LAB, planned\n", "not needed", "declared", "pending", "conditional"),
    (
        "carries a dispensation for BIU from LAB § 14, refused 2013-06-18\n"
        "carries an amendment of LAB, refused 2013-06-18\n",
        "refused",
        "refused",
        "failed",
        "forbidden",
    ),
    (
        "carries a dispensation for KU from LAB § 14, granted 2013-06-18\n",
        *["missing"] * 2,
        "open",
        "incomplete",
    ),
]


@pytest.mark.parametrize(("carried", "first", "second", "requirement", "verdict"), ALTERNATIVES)
def test_alternatives(carried, first, second, requirement, verdict):
    result = check(MOVE + carried, CURE)
    (breach,) = [one for one in result.findings if one.kind == "breach"]
    assert (breach.requirement, result.verdict) == (requirement, verdict)
    assert [one.status for one in result.instruments] == [first, second]
    one, two = result.instruments
    assert (one.alternative_of, two.alternative_of) == ((two.id,), (one.id,))
    assert breach.alternatives == ((one.id,), (two.id,))


def test_procedure_follows_the_chosen_way_only():
    steps = rule("a dispensation from LAB needs approval by BR", "s")
    assert [one.kind for one in check(MOVE, CURE + steps).instruments] == [
        "dispensation",
        "law amendment",
    ]
    carried = "carries a dispensation for BIU from LAB § 14, planned\n"
    assert "approval" in [one.kind for one in check(MOVE + carried, CURE + steps).instruments]


def test_beside_a_breach_without_cure_nothing_missing_is_needed():
    result = check(MOVE, STEPS + rule("BIU may only hold employment tasks"))
    assert result.verdict == "forbidden"
    assert {one.status for one in result.instruments} == {"not needed"}
    assert result.schedule == ()


BASES = [
    ("SV", "bylaw change", "proposal"),
    ("M", "decision", "proposal"),
]


@pytest.mark.parametrize(("basis", "kind", "subject"), BASES)
def test_a_breach_of_bylaw_or_mandate_can_be_cured(basis, kind, subject):
    result = check(MOVE, rule("BIU may only hold employment tasks", basis=basis))
    one = instrument(result, kind)
    assert (one.status, one.authority, one.subject.kind) == ("missing", "BR", subject)


def test_a_need_on_a_guideline_is_advice_and_lists_nothing():
    result = check(MOVE, rule("KBS needs publication when it moves to BIU", basis="G"))
    assert found(result) == [("new", "advice", "r", "KBS")]
    assert (result.instruments, result.verdict) == ((), "clear")


def test_only_law_forbids_where_every_way_failed():
    refused = (
        MOVE + "carries a bylaw change, planned\ncarries an approval by IM, refused 2013-06-18\n"
    )
    way = "    otherwise approval by IM\n"
    text = rule("BIU may only hold employment tasks", basis="{}", more=way)
    guarded = rule("a bylaw change needs approval by IM", "s", basis="{}")
    bylaw = check(refused, text.format("SV") + guarded.format("SV"))
    law = check(refused, text.format("KSL") + guarded.format("SV"))
    assert [one.requirement for one in bylaw.findings if one.kind == "breach"] == ["failed"]
    assert (bylaw.verdict, law.verdict) == ("incomplete", "forbidden")
    carried = "carries a bylaw change, planned\ncarries an approval by IM, refused 2013-06-18\n"
    verdicts = [check(carried, guarded.format(basis)).verdict for basis in ("SV", "KSL")]
    assert verdicts == ["incomplete", "forbidden"]


def test_a_dispensation_granted_under_another_provision_does_not_answer():
    text = rule(
        "KBS needs a dispensation from KSL § 64 a granted under KSL § 65 c when it moves to BIU"
    )
    carried = "carries a dispensation for KBS granted under {}, granted 2013-06-18\n"
    statuses = [
        instrument(check(MOVE + carried.format(cite), text), "dispensation").status
        for cite in ("KSL § 65 c, stk. 2", "KSL § 2")
    ]
    assert statuses == ["granted", "missing"]


def test_a_rule_on_a_provision_speaks_only_of_the_change_of_its_bylaw():
    law = 'source S2 bylaw "En anden vedtægt" of "Prøveby Kommune"\n'
    changes = 'reword SV § 1 from "a" to "b"\nreword S2 § 1 from "a" to "b"\n'
    text = rule("a bylaw change that touches SV § 1 needs approval by IM")
    approval = instrument(check(changes, law + text), "approval")
    assert approval.required_by == ("bylaw-change:SV",)


def test_what_breaks_its_terms_for_an_existing_matter_alone_is_no_new_breach():
    """The readings break their terms for each bylaw; but only one is changed by the proposal."""
    law = LAW.replace(
        "source M ", 'source OV bylaw "Anden vedtægt" of "Prøveby Kommune"\nsource M '
    )
    rules = PROCEDURE + (
        'rule heard "H"\n    two readings in the council need a consultation of ØU'
        " before the first reading\n    under KSL\n"
        'rule kept "K"\n    KEjd must be under ØU\n    under OV § 1\n'
    )
    header = HEADER.replace("    effective", "    as of 2013-12-20\n    effective")
    read = "carries a reading in BR on 2013-08-22\ncarries a reading in BR on 2013-09-12\n"
    found = check("move KBS from ØU to BIU\n" + read, rules, header=header, law=law).findings
    broken = {one.subject.id: one.status for one in found if one.subject.kind == "instrument"}
    assert broken == {
        "reading:BR:bylaw-change:SV": "new",
        "reading:BR:bylaw-change:OV": "existing",
    }


@pytest.mark.parametrize(
    "rule",
    [
        "KBS must be under ØU\n    otherwise a bylaw change and publication\n    under SV § 12",
        "KBS needs a bylaw change and a decision by BR or a bylaw change\n    under KSL",
    ],
)
def test_what_takes_all_of_another_way_and_more_is_no_way(rule):
    result = check("move KBS to BIU\n", f'rule r "R"\n    {rule}\n')
    (one,) = [one for one in result.findings if one.alternatives]
    assert one.alternatives == (("bylaw-change:SV",),)
    assert [one.kind for one in result.instruments] == ["bylaw change"]


def test_it_is_no_way_either_where_it_says_when_the_other_is_due():
    due = "a decision by BR after adoption and a notification to TS"
    rule = f'rule r "R"\n    KBS must be under ØU\n    otherwise {due}\n    under M\n'
    result = check("move KBS to BIU\n", rule)
    assert [one.alternatives for one in result.findings if one.alternatives] == [
        (("decision:BR",),)
    ]


def test_two_ways_that_come_to_one_instrument_are_one():
    text = "KBS needs a dispensation for one council term or a dispensation from KSL § 64 a by IM"
    result = check("move KBS to BIU\n", f'rule r "R"\n    {text}\n    under KSL\n')
    assert {one.alternatives for one in result.findings if one.alternatives} == {
        (("dispensation:KSL § 64 a:KBS:mayor of BIU",),)
    }
