# SPDX-License-Identifier: EUPL-1.2
"""The page as a function: what is moved, what is answered, and what a user wrote stays text."""

import html
import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
import shipped

from checker import board
from checker.board.application import Application
from checker.board.live import Base
from checker.board.pages import FOLDER, STATIC
from checker.board.request import Reply, Request, Upload
from checker.board.tour import EXAMPLES
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.files.documents import Reader
from checker.folders import FIXTURES
from checker.report.wording import capital
from checker.say import sentences, slots

KBS_BIU = """forslag "KBS under BIU"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

flyt KBS fra ØU til BIU
"""


@cache
def application() -> Application:
    library = shipped.library()
    return Application(Base.of(library.rules, library.organisations, library.registers))


def asked(path: str, fields: dict[str, tuple[str, ...]] | None = None, **more: str) -> str:
    """What the page shows for a request with the fields of a form and some of its own."""
    sent = {**(fields or {}), **{name: (value,) for name, value in more.items()}}
    body = application().answer(Request(path, sent)).body
    assert isinstance(body, str)
    return body


def form(body: str) -> dict[str, tuple[str, ...]]:
    """The fields that a page carries."""
    carried = body[: body.index("</form>")]
    found: dict[str, tuple[str, ...]] = {}
    areas = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', carried, re.DOTALL)
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', carried)
    for name, value in (*areas, *inputs):
        found[name] = (*found.get(name, ()), html.unescape(value))
    return found


def text(body: str) -> str:
    return form(body)["text"][0]


def moved(body: str, *moves: tuple[str, str, str]) -> str:
    for card, here, to in moves:
        body = asked("move", form(body), card=card, here=here, to=to)
    return body


def begun() -> str:
    return asked("new", organisation="copenhagen-2013", title="KBS under BIU")


def words(body: str) -> str:
    """What is read of a page, tags left out."""
    return " ".join(
        html.unescape(re.sub(r"<[^>]+>", " ", body))
        .replace("\xa0", " ")
        .replace("\xad", "")
        .split()
    )


@pytest.mark.slow
def test_a_unit_that_is_moved_stands_in_the_proposal_and_in_the_answer():
    body = moved(begun(), ("KBS", "ØU", "BIU"))

    assert text(body) == KBS_BIU
    assert "Ufuldstændigt" in words(body)
    assert "dispensation fra LAB § 14, stk. 3" in words(body)
    assert "Københavns Borgerservice fra ØU" in words(body)


def test_what_is_moved_on_has_one_move_and_what_is_moved_back_none():
    body = begun()
    on = moved(body, ("KBS", "ØU", "BIU"), ("KBS", "BIU", "KFU"))

    assert text(on) == KBS_BIU.replace("BIU\n", "KFU\n").replace("KBS under KFU", "KBS under BIU")
    assert text(moved(on, ("KBS", "KFU", "ØU"))) == text(body)


def test_a_task_that_moved_with_its_unit_can_stay_behind():
    task = "kbs-finance-committee-tasks"
    body = moved(begun(), ("KBS", "ØU", "BIU"), (task, "BIU", "ØU"))

    assert f"flyt {task} fra ØU til ØU\n" in text(body)
    assert text(moved(body, (task, "ØU", "BIU"))) == KBS_BIU + f"flyt {task} fra ØU til BIU\n"


def test_a_task_of_several_committees_leaves_the_one_it_is_taken_from():
    town = application().scene.proposals.shipped.checker.organisation("copenhagen-2013")
    assert town
    task, holders = next(
        (one.id, one.holders) for one in town.structure.tasks.values() if len(one.holders or ()) > 1
    )
    body = moved(begun(), (task, holders[0], "ØU" if holders[0] != "ØU" else "BIU"))

    assert f"flyt {task} fra {holders[0]} til " in text(body)


def test_what_is_made_or_released_by_the_proposal_is_moved_on():
    made = sent("add", begun(), kind="unit", id="KE2", name="En enhed", committee="TMU")
    body = moved(made, ("KE2", "TMU", "KFU"))
    assert text(body) == text(made).replace("under TMU", "under KFU")

    released = sent("add", begun(), kind="release", unit="KES")
    assert "flyt KES fra TMU til KFU" in text(moved(released, ("KES", "", "KFU")))


def test_the_words_of_the_bylaw_are_shown_as_they_change():
    body = asked("example", of="question", example="kes")

    cut, put = (re.findall(rf"<{tag}>(.*?)</{tag}>", body) for tag in ("del", "ins"))
    assert "Copenhagen Business Service" in " ".join(map(words, cut))
    assert "Københavns Erhvervsservice" in " ".join(map(words, put))


@pytest.mark.slow
def test_twenty_moves_are_undone_and_done_again():
    places = ["BIU", "KFU", "SUD", "TMU"] * 5
    body = first = begun()
    for here, to in zip(["ØU", *places], places, strict=False):
        body = moved(body, ("KBS", here, to))
    last = text(body)
    for _ in places:
        body = asked("undo", form(body))

    assert text(body) == text(first)
    for _ in places:
        body = asked("redo", form(body))
    assert text(body) == last


def test_nothing_is_undone_where_nothing_was_done():
    body = begun()

    assert text(asked("undo", form(body))) == text(body)
    assert 'id="undo" hx-post="undo" disabled' in body


def test_a_move_that_does_not_fit_is_told_and_changes_nothing():
    body = asked("move", form(begun()), card="KBS", here="ØU", to="XYZ")

    assert "XYZ" in words(body[body.index('role="alert"') : body.index("</pre>")])
    assert text(body) == text(begun())


def test_the_page_speaks_english_and_the_proposal_stays_what_it_is():
    body = asked("show", form(moved(begun(), ("KBS", "ØU", "BIU"))), lang="en")

    assert "Incomplete" in words(body)
    assert text(body) == KBS_BIU


def test_cards_are_found_by_a_word_and_the_rest_is_counted():
    body = asked("show", form(begun()), sought="bibliotek")

    names = re.findall(r'<summary class="name">(.*?)</summary>', body)
    assert [*map(words, names)] == [
        "Biblioteker",
        "Borgerservice KVIK på bibliotekerne",
    ]
    assert "vises ikke" in words(body)


def test_only_what_is_changed_is_shown_where_that_is_asked():
    body = asked("show", form(moved(begun(), ("KBS", "ØU", "BIU"))), shown="changed")

    assert len(re.findall(r'<li class="card', body)) == 2
    assert len(re.findall(r"<li class=.card \w+ changed", body)) == 2


def test_what_a_user_writes_is_shown_as_text():
    nasty = "<script>alert(1)</script>"
    written = KBS_BIU.replace("KBS under BIU", f"{nasty} & <b onclick=x>")
    body = asked("text", written=written)

    assert nasty not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert text(body) == written


def test_a_text_that_is_no_proposal_stays_to_be_corrected():
    body = asked("text", form(begun()), written="flyt KBS")

    assert "flyt KBS" in text(body)
    assert 'role="alert"><pre' in body
    assert text(asked("undo", form(body))) == text(begun())


@pytest.mark.parametrize("number", EXAMPLES["mistake"])
def test_each_mistake_of_the_tour_can_be_left_again(number):
    body = asked("example", of="mistake", example=number)
    assert 'hx-post="close"' in body
    assert text(sent("close", body)) == ""


def test_an_unknown_path_and_too_much_text_are_answered():
    assert application().answer(Request("../etc")).status == 404
    assert "MB" in words(asked("show", text="x" * (5 << 20)))


@pytest.mark.parametrize("name", STATIC)
def test_what_the_page_loads_is_shipped_and_named_by_it(name):
    reply = application().answer(Request(name))

    assert reply.data == (FOLDER / name).read_bytes()
    assert f'"{name}"' in asked("")


def test_the_page_names_no_other_place_and_no_script_of_its_own():
    pages = [asked(""), moved(begun(), ("KBS", "ØU", "BIU"))]

    foreign = r"(?<!xmlns=.)https?://|<script(?! src=)|\son\w+=|\sstyle=|javascript:"
    for body in pages:
        assert not re.findall(foreign, body)


def saved(path: Path) -> Reply:
    return application().answer(
        Request("save/proposal", {"text": (path.read_text(encoding="utf-8"),)})
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", shipped.mostly_slow(shipped.CASES), ids=lambda path: path.stem)
def test_what_is_saved_is_what_format_prints_and_what_is_told_is_what_check_tells(path):
    reader = Reader()
    printer = DocumentPrinter(reader, Shared(), reader.proposals([str(path)]))
    printed = printer.print(shipped.proposals()[path])

    assert saved(path).body == printed
    body = asked("show", text=path.read_text(encoding="utf-8"), lang="en")
    (entry,) = shipped.told(path, "en").merged()
    assert capital(sentences("phrases", "en")[f"verdict.{entry.verdict}"]) in words(body)
    assert words(html.escape(entry.summary)) in words(asked("rivals", form(body)))
    for one in entry.instruments:
        if one.status != "not needed" and not one.for_existing:
            assert words(html.escape(one.name[1:])) in words(body)


def test_every_word_of_the_page_is_in_both_languages_and_is_said():
    english, danish = sentences("page", "en"), sentences("page", "da")
    code = Path(board.__file__).parent.glob("*.py")
    said = "".join(each.read_text(encoding="utf-8") for each in (*FOLDER.glob("*.j2"), *code))

    assert {key: slots(each) for key, each in english.items()} == {
        key: slots(each) for key, each in danish.items()
    }
    parts = (*re.findall(r'word\("([a-z.-]+\.)" ~', said), *(f"{kind}." for kind in EXAMPLES))
    assert [key for key in english if f'"{key}"' not in said and not key.startswith(parts)] == []


def test_the_library_of_the_page_is_the_one_that_is_named():
    told = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert sha256((FOLDER / "htmx.min.js").read_bytes()).hexdigest() in told
    assert "Zero-Clause BSD" in (FOLDER / "htmx.LICENSE").read_text(encoding="utf-8")


def sent(
    path: str, body: str, fields: dict[str, tuple[str, ...]] | None = None, **more: str
) -> str:
    return asked(path, {**form(body), **(fields or {})}, **more)


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


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_example_is_opened_without_what_its_author_expected(kind):
    for name in EXAMPLES[kind]:
        body = asked("example", of=kind, example=name)

        assert text(body).startswith("#")
        assert "forvent" not in text(body)
        assert f'hx-vals=\'{{"example": "{name}", "of": "{kind}"}}\'' in asked("")
    assert 'role="alert"><pre' in asked("example", of="mistake", example="1")


def uploaded(name: str, data: bytes, body: str = "") -> str:
    fields = form(body) if body else {}
    reply = application().answer(Request("open", fields, {"file": Upload(name, data)})).body
    assert isinstance(reply, str)
    return reply


def test_a_proposal_is_opened_from_a_file_a_table_and_a_saved_one():
    assert text(uploaded("a.ressort", KBS_BIU.encode())) == KBS_BIU
    table = application().answer(Request("save/csv", {"text": (KBS_BIU,)}))
    assert table.name == "forslag.csv"
    assert text(uploaded("a.csv", table.data)) == KBS_BIU
    assert "UTF-8" in words(uploaded("a.ressort", b"\xff\xfe forslag"))
    assert 'role="alert"><pre' in uploaded("a.xlsm", b"PK")


def test_an_organisation_and_rules_of_ones_own_are_judged_by():
    town = (FIXTURES / "randers-2018" / "organisation.ressort").read_text(encoding="utf-8")
    own = uploaded("o.ressort", town.replace("randers-2018", "min-by").encode())
    assert 'value="min-by"' in own

    rule = "regelsæt"  # what no sentence begins with
    assert 'role="alert"><pre' in uploaded("r.ressort", rule.encode())
    body = asked("new", form(own), organisation="min-by")
    assert "vedrører min-by" in text(body)
    assert 'value="min-by"' not in sent("drop-own", sent("close", body), at="0")


@pytest.mark.parametrize("format", ["html", "csv"])
def test_a_report_is_saved_by_the_name_of_its_kind(format):
    reply = application().answer(Request(f"save/{format}", {"text": (KBS_BIU,)}))

    assert reply.name == f"forslag.{format}"
    assert reply.data
    assert 'role="alert"' in asked("save/word", text=KBS_BIU)


OWN_RULE = """source EGEN guideline "Egen retningslinje"

rule own-rule "KEjd stays where it is"
    KEjd may only be under KFU
    under EGEN § 1
"""


def test_a_rule_of_ones_own_is_found_beside_those_of_the_law():
    own = uploaded("r.ressort", OWN_RULE.encode(), moved(begun(), ("KEjd", "KFU", "ØU")))

    assert "KEjd stays where it is" in words(own)
    assert "Ændring af styrelsesvedtægten" in words(own)
    assert "KEjd stays where it is" not in words(sent("drop-own", own, at="0"))


@pytest.mark.parametrize("wrong", ["may only be held by KFU", "may only be under XYZ"])
def test_rules_that_cannot_be_used_are_told_and_the_proposal_stays(wrong):
    body = moved(begun(), ("KEjd", "KFU", "ØU"))
    own = uploaded("r.ressort", OWN_RULE.replace("may only be under KFU", wrong).encode(), body)

    assert 'role="alert"><pre' in own
    assert text(own) == text(body)
    assert "own" not in form(own) or text(sent("drop-own", own, at="0")) == text(body)
