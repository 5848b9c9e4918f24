# SPDX-License-Identifier: EUPL-1.2
"""The memo as PDF, read back by a reader of others."""

import re
import sys
from functools import cache
from io import BytesIO

import made
import pytest
from pypdf import PdfReader
from shipped import CASES, told

from checker.formats.catalogue import render
from checker.installed import adding
from checker.page.memo import MemoPage
from checker.records import evolve
from checker.report.express import express
from checker.report.report import Options, as_json
from checker.report.wording import Wording
from checker.speech.node import Prose

CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"

try:
    import weasyprint  # noqa: F401
except OSError as error:
    pytest.skip(f"libpango is not installed: {error}", allow_module_level=True)


def document(language="da", *results):
    return express(results or [made.RESULT], language, made.sentence)


def written(language="da", *results, **options):
    return render(document(language, *results), "pdf", language, Options(**options))


@cache
def plainly_written(language):
    return written(language)


def read(data):
    return PdfReader(BytesIO(data))


def plain(text):
    """Letters and digits alone: lines are broken and words divided in a page."""
    return re.sub(r"[^\w§]", "", text)


def text_of(data):
    return plain("".join(page.extract_text() for page in read(data).pages))


@pytest.mark.slow
@pytest.mark.parametrize(("language", "page", "of"), [("en", "Page", "of"), ("da", "Side", "af")])
def test_every_page_has_its_number(language, page, of):
    pages = read(plainly_written(language)).pages

    assert len(pages) > 1
    for number, each in enumerate(pages, 1):
        assert f"{page} {number} {of} {len(pages)}" in each.extract_text()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "da"])
def test_it_is_tagged_and_speaks_its_language(language):
    root = read(plainly_written(language)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/StructTreeRoot"]["/K"]
    assert str(root["/Lang"]).startswith(language)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_it_says_what_the_page_says():
    said = text_of(plainly_written("da"))
    result = as_json(document().results[0])

    for finding in result["findings"]:
        assert plain(finding["message"]) in said
    for part in ("bylaw_changes", "schedule"):
        assert all(plain(each["words"]) in said for each in result[part])
    assert plain(result["summary"]) in said
    assert plain("gengivet efter sekundær kilde") in said


@pytest.mark.slow
def test_the_same_bytes_every_time():
    assert written() == plainly_written("da")


@pytest.mark.slow
def test_hostile_titles_are_text():
    title = Prose.of("<script>alert(1)</script> & \x01 " + "æøå" * 800)
    hostile = evolve(made.RESULT, proposal=evolve(made.RESULT.proposal, title=title))

    assert plain("<script>alert(1)</script>") in text_of(written("da", hostile))


def test_a_template_of_ones_own_fetches_nothing(tmp_path):
    (tmp_path / "secret.css").write_text("p::after { content: 'fetched' }", encoding="utf-8")
    own = tmp_path / "own.html.j2"
    link = f'<link rel="stylesheet" href="{(tmp_path / "secret.css").as_uri()}">'
    page = f"<html lang='da'><head><title>x</title>{link}</head><body><p>Her</p></body></html>"
    own.write_text(page, encoding="utf-8")

    assert text_of(written(template=own)) == "Her"


def test_a_missing_extra_is_one_line(ressort, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    done = ressort("check", CASE, "--report", tmp_path / "svar.pdf")

    assert (done.status, done.out) == (2, "")
    assert adding("pdf") in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_libpango_is_named(ressort, tmp_path, monkeypatch):
    broken = tmp_path / "weasyprint.py"
    broken.write_text("raise OSError('cannot load library libpango-1.0-0')", encoding="utf-8")
    for name in [each for each in sys.modules if each.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)

    done = ressort("check", CASE, "--report", tmp_path / "svar.pdf")

    assert (done.status, done.out) == (2, "")
    assert "libpango" in done.err
    assert done.err.count("\n") == 1


def test_an_old_report_stays_where_the_new_one_fails(ressort, tmp_path, monkeypatch):
    old = tmp_path / "svar.pdf"
    old.write_bytes(b"old")
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    ressort("check", CASE, "--report", old, "--report", tmp_path / "svar.md")

    assert old.read_bytes() == b"old"
    assert not (tmp_path / "svar.md").exists()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("name", ["kbs-biu", "kejd-oeu", "kes-ordlyd"])
def test_a_move_is_five_pages_and_nothing_is_lost(name, language):
    (path,) = [each for each in CASES if each.match(f"copenhagen-2013/{name}.ressort")]
    document = told(path, language)
    data = render(document, "pdf", language)
    (result,) = document.results
    page = text_of(data)

    assert len(read(data).pages) <= 5
    shown = [each.provision for each in result.sources]
    shown += [each.sha256 for each in result.inputs]
    shown += [each.name for each in result.abbreviations]
    shown += [each.title for each in result.merged.findings if each.status != "existing"]
    shown += list(result.receipt.rules_run)
    assert [text for text in shown if plain(text) not in page] == []


def test_the_annexes_come_last_and_the_words_of_the_bylaw_before_them():
    (path,) = [each for each in CASES if each.match("copenhagen-2013/kes-ordlyd.ressort")]
    (result,) = told(path, "da").merged()
    keys = [each.key for each in MemoPage.of(result, Wording("da")).sections]

    assert keys.index("edits") < keys.index("sources")
    assert keys[-2:] == ["sources", "receipt"]
