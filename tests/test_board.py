# SPDX-License-Identifier: EUPL-1.2
"""The page as a function: what is moved, what is answered, and what a user wrote stays text."""

import html
import re
from hashlib import sha256
from pathlib import Path

import pytest
import shipped
from boards import KBS_BIU, application, asked, begun, form, moved, sent, text, words

from checker import board
from checker.board.pages import FOLDER, STATIC
from checker.board.scene import EXAMPLES
from checker.board.state import Reply, Request, Upload
from checker.commands.options import Shared
from checker.commands.printing import DocumentPrinter
from checker.files.documents import Reader
from checker.files.kinds import TABLES
from checker.folders import FIXTURES
from checker.report.wording import capital
from checker.say import sentences, slots


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


def test_a_proposal_as_json_is_opened_and_each_kind_of_table_that_is_read_is_offered(
    ressort, tmp_path
):
    case = tmp_path / "a.ressort"
    case.write_text(KBS_BIU, encoding="utf-8")
    said = ressort("convert", case, "--to", "json").out
    offered = set(re.search(r'type="file" accept="([^"]+)"', asked(""))[1].split(","))

    assert text(uploaded("a.json", said.encode())) == KBS_BIU
    assert {*TABLES} - offered == {".xlsm", ".xlsb", ".xls"}  # told how to be saved as another


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
