# SPDX-License-Identifier: EUPL-1.2
"""Forms of the page become sentences, and what is open is settled; what says nothing is told."""

import html
import json
import re

import pytest
from boards import KBS_BIU, application, asked, begun, moved, sent, text, words

from checker.board.state import Request

FORMS = [
    ({"kind": "committee", "id": "KLU", "name": "Klimaudvalget", "members": "7"},
     'opret udvalg KLU "Klimaudvalget" med 7 medlemmer'),
    ({"kind": "committee", "id": "KLU", "name": "Klimaudvalget", "special": "1"},
     'opret særligt udvalg KLU "Klimaudvalget"'),
    ({"kind": "unit", "id": "KE2", "name": "En enhed", "committee": "TMU"},
     'opret enhed KE2 "En enhed" under TMU'),
    ({"kind": "rename", "thing": "KFU", "id": "KIU", "name": "Kultur- og Idrætsudvalget"},
     'omdøb KFU til KIU "Kultur- og Idrætsudvalget"'),
    ({"kind": "abolish", "thing": "BIU", "committee": "SUD"}, "nedlæg BIU med opgaverne til SUD"),
    ({"kind": "resize", "committee": "KFU", "members": "9"}, "ændr medlemstallet i KFU til 9"),
    ({"kind": "lead", "unit": "KES", "construction": "unit administration"},
     "led KES som enhedsforvaltning"),
    ({"kind": "release", "unit": "KES"}, "flyt KES til intet udvalg"),
    ({"kind": "reword", "provision": "SV § 19, stk. 2", "old": "Copenhagen Business Service",
      "new": "Københavns Erhvervsservice"},
     'ændr SV § 19, stk. 2 fra "Copenhagen Business Service" til'),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("fields", "sentence"), FORMS, ids=lambda each: str(each)[:30])
def test_a_form_becomes_a_sentence_and_can_be_taken_out(fields, sentence):
    body = sent("add", begun(), **fields)

    assert "".join(sentence.split()) in "".join(text(body).split()), words(body)[:300]
    assert text(sent("drop", body, at="1")) == text(begun())


def test_committees_are_merged_and_split_by_forms():
    merged = sent(
        "add",
        begun(),
        {"committees": ("BIU", "SUD")},
        kind="merge",
        id="BSU",
        name="Fælles",
    )
    split = sent(
        "add", begun(), {"things": ("KES",)}, kind="split", committee="TMU", id="EU",
        name="Erhvervsudvalget", **{"other-id": "MIU", "other-name": "Miljøudvalget"},
    )  # fmt: skip

    assert 'sammenlæg BIU og SUD til BSU "Fælles"' in text(merged)
    assert "Nedlægges" in words(merged)
    assert (
        'opdel TMU i EU "Erhvervsudvalget" med KES og MIU "Miljøudvalget" med resten'
        in " ".join(text(split).split())
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "committee", "id": 'X "y"\nnedlæg BIU', "name": "N"},
        {"kind": "rename", "thing": "KFU", "id": "KIU"},
        {"kind": "resize", "committee": "KFU", "members": "many"},
        {"kind": "merge", "committees": "BIU", "id": "B", "name": "N"},
        {"kind": "reword", "provision": "?", "old": "a", "new": "b"},
        {"kind": "nothing"},
    ],
    ids=lambda fields: fields["kind"],
)
def test_a_form_that_says_nothing_usable_is_told_and_changes_nothing(fields):
    body = sent("add", begun(), **fields)

    assert 'role="alert"><pre' in body
    assert text(body) == text(begun())


def test_a_question_is_answered_on_the_spot():
    body = moved(begun(), ("KBS", "ØU", "BIU"))
    assert "Hvem varetager Pas?" in words(body)
    task = re.search(r'name="thing" value="([\w-]+)"', body[body.index('value="holders"') :])[1]
    body = sent("answer", body, asked="holders", thing=task, holders="ØU")
    assert f"oplyst {task} varetaget af ØU" in text(body)

    body = sent("answer", body, assumed="Kun ØUs opgaver flytter")
    assert 'forudsat "Kun ØUs opgaver flytter"' in text(body)


def test_title_and_days_are_set_and_what_is_missed_is_told():
    body = sent(
        "head", moved(begun(), ("KEjd", "KFU", "ØU")), title="Et andet navn",
        proposed="2013-06-18", effective="2014-01-01", **{"as-of": "2013-12-20"},
    )  # fmt: skip

    assert 'forslag "Et andet navn"' in text(body)
    assert "pr. 2013-12-20" in text(body)
    assert "Fristen er overskredet" in words(body)


def test_a_step_is_carried_with_its_day():
    body = moved(begun(), ("KEjd", "KFU", "ØU"))
    (one,) = set(re.findall(r'name="instrument" value="(readings?[^"]*)"', body))
    body = sent("step", body, instrument=one, state="planned")
    assert "ledsages af behandling i BR, planlagt" in text(body)

    body = sent("step", body, instrument=one, state="held", day="2013-10-10")
    assert "ledsages af behandling i BR den 2013-10-10" in text(body)
    assert "planlagt" not in text(body)
    assert "2013-10" not in text(sent("step", begun(), instrument=one, state="held"))


def test_a_dispensation_is_carried_as_any_step_is():
    body = moved(begun(), ("KBS", "ØU", "BIU"))
    (one,) = set(re.findall(r'name="instrument" value="(dispensation:KSL[^"]*)"', body))
    body = sent("step", body, instrument=html.unescape(one), state="applied", day="2013-10-01")
    assert "ledsages af dispensation til KBS fra KSL § 64 a hos BIB, ansøgt den 2013-10-01" in (
        text(body)
    )


def test_no_sign_of_a_form_is_another_than_was_given():
    body = moved(begun(), ("KBS", "ØU", "BIU"))
    assert not re.findall(r'value="[^"]*\u00a0[^"]*"', body)


def test_what_if_tells_every_committee_as_moving_there_does():
    body = moved(begun(), ("KBS", "ØU", "BIU"))
    told = sent("card", body, card="KBS", here="BIU")
    found = re.findall(r'"to": "([\\\w]+)".*?<span class="word (\w+)">', told, re.DOTALL)
    rows = {json.loads(f'"{committee}"'): verdict for committee, verdict in found}

    assert len(rows) == 6
    for committee, verdict in rows.items():
        there = moved(body, ("KBS", "BIU", committee))
        assert f'class="verdict {verdict}"' in there


OPEN = KBS_BIU.replace(
    "flyt KBS fra ØU til BIU",
    "åben KBS under KFU eller BIU eller ØU\nåben job-centres under KFU eller BIU",
)


def marks(body: str, card: str) -> list[str]:
    """The marks of a card."""
    (found,) = re.findall(rf'data-card="{card}">(.*?)</li>', body, re.DOTALL)
    return [*map(words, re.findall(r'class="mark">(.*?)</p>', found))]


def test_what_is_left_open_is_told_and_settled_by_a_move():
    body = asked("text", written=OPEN)
    assert "Åbent: Københavns Borgerservice kan komme under" in words(body)
    assert marks(body, "KBS") == ["åben: KFU, BIU eller ØU"]
    assert marks(body, "job-centres") == ["åben: KFU eller BIU"]

    moved = sent("move", body, card="KBS", here="ØU", to="BIU")
    assert "åben KBS" not in text(moved)
    assert "flyt KBS fra ØU til BIU" in text(moved)
    stays = sent("move", body, card="KBS", here="ØU", to="ØU")
    assert text(stays) == OPEN.replace("åben KBS under KFU eller BIU eller ØU\n", "")
    assert marks(stays, "KBS") == []


def test_an_area_left_open_is_settled_task_by_task():
    body = asked("text", written=OPEN.replace("åben job-centres", "åben beskæftigelse"))
    assert marks(body, "job-centres") == ["åben: KFU eller BIU"]
    stays = sent("move", body, card="job-centres", here="BIU", to="BIU")
    assert marks(stays, "job-centres") == []
    assert "åben opgaver inden for beskæftigelse" in text(stays)


def test_what_is_open_is_weighed_and_taken_over_with_one_click():
    body = asked("text", written=OPEN)
    rows = words(sent("card", body, card="KBS", here="ØU"))
    assert rows.count("en af mulighederne") == 3
    assert "ØU I orden" in rows
    told = sent("plan", body)
    ways = re.findall(r'name="written" hidden>\n(.*?)</textarea>', told, re.DOTALL)
    assert len(ways) == 6
    taken = sent("text", body, written=html.unescape(ways[-1]))
    assert "åben" not in text(taken)
    assert "flyt KBS til BIU" in text(taken)


def test_no_paper_is_written_of_what_is_left_open_and_its_names_are_looked_at():
    reply = application().answer(Request("save/html", {"text": (OPEN,)}))
    assert not reply.name
    assert "her står noget åbent: Københavns Borgerservice" in words(str(reply.body))
    assert application().answer(Request("save/csv", {"text": (OPEN,)})).name
    assert "XYZ" in words(asked("text", written=OPEN.replace("åben KBS", "åben XYZ")))


def test_a_unit_is_put_under_no_committee_and_back():
    body = begun()
    out = sent("move", body, card="KEjd", here="KFU", to="-")
    assert "flyt KEjd fra KFU til intet udvalg" in text(out)
    assert "Enhederne her hører under intet udvalg." in words(out)
    assert text(sent("move", out, card="KEjd", here="", to="KFU")) == text(body)
    (card,) = re.findall(r'data-card="KEjd">(.*?)</li>', body, re.DOTALL)
    (task,) = re.findall(r'data-card="job-centres">(.*?)</li>', body, re.DOTALL)
    assert "intet udvalg" in card
    assert "intet udvalg" not in task


def test_a_verdict_on_nothing_is_not_shown_as_one():
    assert "data-idle" in begun()
    assert "data-idle" not in moved(begun(), ("KBS", "ØU", "BIU"))


def test_the_days_of_the_picture_are_told_with_their_weekdays():
    body = moved(begun(), ("KBS", "ØU", "BIU"))
    assert "senest lør 23. nov 2013" in words(body)
    assert not re.search(r"\[[;,]", words(body))


def test_what_fails_beside_the_board_is_told_there():
    body = sent("card", begun(), card="XYZ", here="ØU")
    assert "<main" not in body
    assert words(body)


def test_the_plan_can_be_carried_with_one_click():
    body = moved(begun(), ("KEjd", "KFU", "ØU"))
    told = sent("plan", body)
    (planned,) = re.findall(r'name="written" hidden>\n(.*?)</textarea>', told, re.DOTALL)
    body = sent("text", body, written=html.unescape(planned))

    assert "ledsages af behandling i BR, planlagt" in text(body)
    assert 'class="verdict conditional"' in body


def test_the_nearest_lawful_placings_can_be_chosen_where_nothing_helps():
    body = moved(begun(), ("KS", "ØU", "BIU"))
    assert 'class="verdict forbidden"' in body
    told = sent("plan", body)
    ways = re.findall(r'name="written" hidden>\n(.*?)</textarea>', told, re.DOTALL)

    assert ways
    for each in ways:
        assert 'class="verdict forbidden"' not in sent("text", body, written=html.unescape(each))
