# SPDX-License-Identifier: EUPL-1.2
"""A bylaw of one’s own on the page: its words change, and it is given back with them tracked."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
import shipped
from boards import asked, form, moved, words

from checker import limits
from checker.board.application import Application
from checker.board.live import Base
from checker.board.state import Reply, Request, Upload

docx = pytest.importorskip("docx")
LINES = (
    "Styrelsesvedtægt for Københavns Kommune",
    "§ 19. Teknik- og Miljøudvalget varetager miljøet.",
    "Stk. 2. Udvalget varetager parkering, Copenhagen Business Service og byliv.",
)


@cache
def served() -> Application:
    library = shipped.library()
    formats = ("html", "word", "letters")
    return Application(Base.of(library.rules, library.organisations, library.registers), formats)


@cache
def bylaw() -> bytes:
    made, data = docx.Document(), BytesIO()
    for line in LINES:
        made.add_paragraph(line)
    made.save(data)
    return data.getvalue()


def sent(path: str, body: str, file: Upload | None = None, **more: str) -> Reply:
    fields = {**form(body), **{name: (value,) for name, value in more.items()}}
    return served().answer(Request(path, fields, {"file": file} if file else {}))


def page(reply: Reply) -> str:
    assert isinstance(reply.body, str)
    return reply.body


def opened(name: str = "Vedtægt.docx", data: bytes | None = None) -> str:
    body = asked("example", of="question", example="kes")
    return page(sent("open", body, Upload(name, bylaw() if data is None else data)))


def told(body: str) -> str:
    return words(body[body.index('role="alert"') : body.index("</pre>")])


def text_of(data: bytes) -> str:
    return ZipFile(BytesIO(data)).read("word/document.xml").decode()


def test_the_words_of_ones_own_bylaw_change_and_stay_where_a_card_is_moved():
    body = opened()
    (redline,) = re.findall(r'<div class="inner redline">(.*?)</div>', body, re.DOTALL)
    assert "varetager parkering" in words(redline)
    assert "<del>Copenhagen Business Service</del>" in redline
    assert "Teksten står i Vedtægt.docx" in words(redline)

    after = page(sent("move", body, card="KEjd", here="KFU", to="ØU"))
    assert "varetager parkering" in words(after)
    assert "varetager parkering" not in words(page(sent("drop-own", after, at="bylaw")))


def test_it_is_given_back_with_the_changes_tracked_alone_and_among_the_letters():
    body = opened()
    reply = sent("save/bylaw", body)
    assert reply.name == "vedtaegt.docx"
    assert "<w:del " in text_of(reply.data)
    assert "Copenhagen Business Service" in text_of(reply.data)
    letters = ZipFile(BytesIO(sent("save/letters", body).data))
    assert letters.read("vedtaegt.docx") == reply.data
    assert "varetager parkering" in text_of(sent("save/word", body).data)


def test_a_bylaw_in_which_nothing_changes_is_told():
    body = opened(data=bylaw())
    other = page(sent("text", body, written=words_of_a_move()))
    assert "save/bylaw" in other
    assert "ændrer ingen ord" in told(page(sent("save/bylaw", other)))


def words_of_a_move() -> str:
    body = moved(asked("new", organisation="copenhagen-2013"), ("KBS", "ØU", "BIU"))
    return form(body)["text"][0]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.docx", b"no Word", "ikke en Word-fil"),
        ("x.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "gem den som Word-dokument"),
        ("x.docx", b"x" * limits.STATE, "større end 3 MB"),
    ],
    ids=["text", "old", "large"],
)
def test_what_is_no_word_file_is_told_and_the_proposal_stays(name, data, said):
    body = opened(name, data)
    assert said in told(body)
    assert "bylaw" not in form(body)


def test_the_page_as_one_file_says_where_a_bylaw_is_read():
    body = asked("example", of="question", example="kes")
    assert "kun åbnes, når siden køres med `ressort serve`" in words(body)
    assert "`ressort serve`" in told(asked_with_file(body))


def asked_with_file(body: str) -> str:
    library = shipped.library()
    single = Application(Base.of(library.rules, library.organisations, library.registers))
    reply = single.answer(Request("open", form(body), {"file": Upload("v.docx", bylaw())}))
    return page(reply)
