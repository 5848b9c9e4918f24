# SPDX-License-Identifier: EUPL-1.2
"""Packed files that unpack too far, and templates without an end, are refused at once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from large import CASE, given, packed

from checker import limits

BOMBS = {
    "large": [("a.bin", b"\0" * (20 * limits.MB))] * 4,
    "swollen": [("word/media/a.bin", b"\0" * (9 * limits.MB))],
    "many": [(f"part{number}", b"") for number in range(limits.PACKED_PARTS + 1)],
    "tags": [("word/document.xml", b"<w:p/>" * (limits.WORD_TAGS + 1) + os.urandom(9999))],
    "text": [("word/document.xml", os.urandom(limits.MB).hex().encode() * 5)],
}


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_word_file_that_unpacks_too_far_is_refused(
    ressort: Callable, here: Path, bomb: str
) -> None:
    packed(here / "bomb.docx", *BOMBS[bomb])

    run = ressort(*given("bylaw", here / "bomb.docx"), "--lang", "en")

    assert run.status == 2
    if bomb == "tags":
        assert "bomb.docx: the Word file has too many paragraphs" in run.err
        assert f"more than {limits.WORD_TAGS} tags" in run.err
    else:
        assert "bomb.docx: unpacked, the Word file is larger than 64 MB" in run.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mark", "page"), [(b"", ""), (b"<w:lastRenderedPageBreak/>", " on page 2")]
)
@pytest.mark.parametrize(
    ("input", "piece"),
    [("bylaw", b"<w:r/>"), ("word template", b"{"), ("new organisation", b"<a/>")],
)
def test_what_is_too_much_in_a_word_file_is_told_with_its_place(
    ressort: Callable, here: Path, input: str, piece: bytes, mark: bytes, page: str
) -> None:
    many = piece * (limits.BRACES if piece == b"{" else limits.WORD_TAGS)
    xml = b"<w:pPr/><w:p>a</w:p><w:p >%s</w:p><w:p>%s</w:p><w:p/>" % (mark, many + b"{" + many)
    packed(here / "t.docx", ("word/document.xml", xml + os.urandom(9999)))

    run = ressort(*given(input, here / "t.docx"), "--lang", "en")

    assert run.status == 2
    assert f"in word/document.xml: the first too many stands in paragraph 3{page};" in run.err


SHEET = b"<worksheet>%s</worksheet>"
HEAVY = {
    "swollen": (b" " * (2 * limits.MB), "unpacks to more than 16 MB"),
    "cells": (
        b"<row>%s</row>" % (b"<c/>" * (limits.TAGS + 1)),
        "the table reaches beyond row 5000",
    ),
    "unclosed": (b"<mergeCell " * 1_300_000, "beyond row 5000"),
    "merged": (b'<mergeCell ref="A1:A5000"/>' * 60, "beyond row 5000"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HEAVY)
def test_a_workbook_that_is_too_much_is_refused(ressort: Callable, here: Path, kind: str) -> None:
    xml, said = HEAVY[kind]
    padding = os.urandom(2 * limits.MB) if kind != "swollen" else b""
    packed(here / "a.xlsx", ("xl/worksheets/sheet1.xml", SHEET % xml), ("xl/media/a", padding))

    run = ressort("check", here / "a.xlsx", "--lang", "en")

    assert run.status == 2
    assert said in run.err


# ------------------------------------------------------------ templates

ENDLESS = {
    "loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "repeat": "{{ 'x' * 10000000000 }}",
    "list": "{{ ([1] * 100000000) | length }}",
    "power": "{{ 9 ** 999999999 }}",
    "product": "{% set n = namespace(a=9) %}{% for i in range(90) %}{% set n.a = n.a * n.a %}"
    "{% endfor %}",
    "doubling": "{% set n = namespace(a='x') %}{% for i in range(60) %}{% set n.a = n.a ~ n.a %}"
    "{% endfor %}",
    "adding": "{% set n = namespace(a='x') %}{% for i in range(60) %}{% set n.a = n.a + n.a %}"
    "{% endfor %}",
    "center": "{{ 'x' | center(1000000000) }}",
    "method": "{{ 'x'.ljust(1000000000) }}",
    "format": "{{ '%1000000000d' | format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "braces": "{{ '{:1000000000}'.format(1) }}",
    "replace": "{% set a = 'x' * 9000000 %}{{ a | replace('x', a) | length }}",
    "join": "{% set a = 'x' * 9000000 %}{{ range(99999) | join(a) | length }}",
    "work": "{% set a = 'x' * 9000000 %}{% for i in range(99999) %}{{ a | upper | length }}"
    "{% endfor %}",
    "output": "{% set a = 'x' * 9000000 %}{{ a }}{{ a }}{{ a }}{{ a }}{{ a }}",
    "calls": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}"
    "{{ f(60) }}",
    "itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
}


@pytest.mark.slow
def test_a_word_template_of_too_many_brackets_is_refused(ressort: Callable, here: Path) -> None:
    packed(here / "t.docx", ("word/document.xml", b"{" * (limits.BRACES + 1) + os.urandom(9999)))

    run = ressort(*given("word template", here / "t.docx"), "--lang", "en")

    assert run.status == 2
    assert f"t.docx: the template has more than {limits.BRACES} curly brackets" in run.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", ENDLESS)
@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_template_has_an_end(ressort: Callable, here: Path, kind: str, ending: str) -> None:
    if ending == "docx":
        docx = pytest.importorskip("docx")
        made = docx.Document()
        made.add_paragraph(ENDLESS[kind])
        made.save(here / "t.docx")
    else:
        (here / "t.md.j2").write_text(ENDLESS[kind], "utf-8")
    template = "t.docx" if ending == "docx" else "t.md.j2"

    run = ressort("check", CASE, "--report", f"a.{ending}", "--template", template, "--lang", "en")

    assert run.status == 2
    assert run.err.startswith(f"ressort: {template}:")
    assert "the template" in run.err
    assert not (here / f"a.{ending}").exists()


NESTED = "{% set n = namespace(x=[1], y=[1]) %}{% for i in range(40) %}" + (
    "{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        NESTED + "{{ n.x }}",
        NESTED + "{{ n.x == n.y }}",
        "{% set l = range(99999)|list %}{% for i in l %}{{ 'x' in l }}{% endfor %}",
    ],
    ids=["shown", "compared", "looked-for"],
)
@pytest.mark.parametrize("ending", ["md", "docx"])
def test_what_no_step_of_a_template_counts_has_an_end(
    ressort: Callable, here: Path, monkeypatch: pytest.MonkeyPatch, text: str, ending: str
) -> None:
    monkeypatch.setattr(limits, "TEMPLATE_SECONDS", 2)
    monkeypatch.setattr(limits, "TEMPLATE_MEMORY", 256 * limits.MB)
    if ending == "docx":
        docx = pytest.importorskip("docx")
        made = docx.Document()
        made.add_paragraph(text)
        made.save(here / "t.docx")
    else:
        (here / "t.md.j2").write_text(text, "utf-8")
    template = "t.docx" if ending == "docx" else "t.md.j2"

    run = ressort("check", CASE, "--report", f"a.{ending}", "--template", template, "--lang", "en")

    assert run.status == 2
    assert f"{template}: what is made with the template takes more than 2 seconds" in run.err
    assert not (here / f"a.{ending}").exists()


def test_a_template_is_no_longer_than_it_may_be(
    ressort: Callable, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TEMPLATE_WORDS", 200)
    (here / "t.md.j2").write_text("x\n" * 999 + "{% include 'u.md.j2' %}", "utf-8")
    (here / "u.md.j2").write_text("\n\n{{ [" + "1, " * 99 + "] }}", "utf-8")

    run = ressort("check", CASE, "--report", "a.md", "--template", "t.md.j2", "--lang", "en")

    assert (run.status, run.out) == (2, "")
    assert "u.md.j2:3: the template and what it includes have more than 200 words" in run.err
    assert not (here / "a.md").exists()


def test_a_template_loops_and_joins_as_ever(ressort: Callable, here: Path) -> None:
    loop = "{{ loop.index }}/{{ loop.length }}{{ '-' ~ a + 1 ~ 'x' * 2 }}"
    text = f"{{% for a in [1, 2] %}}{loop} {{% endfor %}}{{{{ ['a', 'b'] | join(', ') | upper }}}}"
    (here / "t.md.j2").write_text(text, "utf-8")

    ressort("check", CASE, "--report", "a.md", "--template", "t.md.j2")

    assert (here / "a.md").read_text("utf-8") == "1/2-11xx 2/2-21xx A, B"
