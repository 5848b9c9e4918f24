# SPDX-License-Identifier: EUPL-1.2
"""The memo as PDF, read back by a reader of others."""

import re
import sys
from functools import cache
from importlib import import_module
from io import BytesIO
from itertools import pairwise

import made
import pytest
from pypdf import PdfReader
from shipped import CASES, checker, mostly_slow, told
from shipped import result as result_of

from checker.commands.runs import report_of
from checker.folders import REPORTS, adding
from checker.formats.catalogue import render
from checker.page.memo import MemoPage
from checker.records import evolve
from checker.report.express import express
from checker.report.report import Options, as_json
from checker.report.wording import Wording
from checker.speech.node import Prose

pytestmark = pytest.mark.slow

CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"

try:
    import_module("weasyprint")
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


@pytest.mark.parametrize(("language", "page", "of"), [("en", "Page", "of"), ("da", "Side", "af")])
def test_every_page_has_its_number(language, page, of):
    pages = read(plainly_written(language)).pages

    assert len(pages) > 1
    for number, each in enumerate(pages, 1):
        assert f"{page} {number} {of} {len(pages)}" in each.extract_text()


@pytest.mark.parametrize("language", ["en", "da"])
def test_it_is_tagged_and_speaks_its_language(language):
    root = read(plainly_written(language)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
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


def test_the_same_bytes_every_time():
    assert written() == plainly_written("da")


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


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize(
    "name", ["kbs-biu", "kejd-oeu", "kes-ordlyd", "kbs-biu-fordele-og-ulemper"]
)
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


def test_the_body_of_a_page_is_set_in_nine_points():
    sizes = re.findall(
        r"html \{ font-size: ([\d.]+)pt", (REPORTS / "report.css").read_text("utf-8")
    )

    assert [float(size) >= 9 for size in sizes] == [True]


@pytest.mark.parametrize("name", ["kejd-oeu", "kbs-biu", "kes-ordlyd"])
def test_the_conclusion_stands_below_what_the_proposal_is(name):
    (case,) = [each for each in CASES if each.as_posix().endswith(f"2013/{name}.ressort")]
    data = render(told(case, "da"), "pdf", "da", Options())
    heights: dict[str, float] = {}

    def visit(text, matrix, place, *_):
        heights.setdefault(plain(text), matrix[5] * place[3] + place[5] if matrix else place[5])

    read(data).pages[0].extract_text(visitor_text=visit)
    first, last, conclusion = (
        next(at for text, at in heights.items() if text.startswith(start))
        for start in ("Kommune", "Retsgrundlag", "Konklusion")
    )

    assert (last - first) * (conclusion - last) > 0, "they are printed over each other"


def test_on_paper_a_rule_and_a_fact_are_told_once():
    (path,) = [each for each in CASES if each.match("copenhagen-2013/kbs-biu.ressort")]
    (result,) = told(path, "da").merged()
    paper = [*findings_of(MemoPage.of(result, Wording("da"), paper=True))]
    screen = [*findings_of(MemoPage.of(result, Wording("da")))]

    rules = [each.rule for each in paper if each.rule not in ("", "Som anført ovenfor")]
    facts = [item for each in paper for item in (*each.support.items, *each.facts.items)]
    assert len(rules) == len({*rules}) < len([each for each in screen if each.rule])
    assert len(facts) == len({*facts})
    for one, other in zip(paper, screen, strict=True):
        assert bool(one.rule or one.entry.because) == other.says_rule
        assert one.facts.given == other.facts.given
        shown = one.facts.items or one.facts.more or one.facts.unstated
        assert bool(shown) == one.facts.given
    assert paper[-1].facts.more == "Dertil tre forhold anført ovenfor."
    assert not any("anført ovenfor" in each.facts.more for each in screen)


def findings_of(page):
    """The findings of a page, as it tells them."""
    (section,) = [each for each in page.sections if each.key == "findings"]
    for group in section.blocks:
        yield from group.blocks


def test_questions_are_said_to_stand_in_the_section_that_has_them():
    (path,) = [each for each in CASES if each.match("copenhagen-2013/kbs-biu.ressort")]
    (result,) = told(path, "en").merged()
    sections = {each.key: each for each in MemoPage.of(result, Wording("en")).sections}
    asked = next(each for each in sections["unchecked"].blocks if each.key == "questions")

    assert f"“{sections['findings'].title}”" in asked.blocks[0].text


def test_the_annexes_come_last_and_the_words_of_the_bylaw_before_them():
    (path,) = [each for each in CASES if each.match("copenhagen-2013/kes-ordlyd.ressort")]
    (result,) = told(path, "da").merged()
    keys = [each.key for each in MemoPage.of(result, Wording("da")).sections]

    assert keys.index("edits") < keys.index("sources")
    assert keys[-2:] == ["sources", "receipt"]


# ------------------------------------------------------------ what a screen reader is told

_BLOCKS = {"Part", "Art", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "H5", "L", "Table", "Figure"}
_INLINE = {"Span", "Link"}
_WITHIN = {  # ISO 32000-1, tables 333 to 338; as ISO 14289-1, 7.2, a list may stand in a list
    "Document": _BLOCKS,
    **dict.fromkeys(("Part", "Art", "Sect", "Div"), _BLOCKS | _INLINE),
    **dict.fromkeys(("P", "H1", "H2", "H3", "H4", "H5", "Span", "Link", "Lbl", "Caption"), _INLINE),
    "L": {"L", "LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": {"P", "L", *_INLINE},
    "Table": {"Caption", "THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TH": _INLINE,
    "TD": {"P", "L", *_INLINE},
    "Figure": set(),
}


def parts_of(part):
    """The parts in a part of the tag tree; what has no meaning of its own stands for its parts."""
    kids = part.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if isinstance(one, dict) and one.get("/S") == "/NonStruct":
            yield from parts_of(one)
        elif isinstance(one, dict) and "/S" in one:
            yield one


def kind(part):
    return str(part["/S"])[1:]


def within(part, *kinds):
    for one in parts_of(part):
        if kind(one) in kinds:
            yield one
        yield from within(one, *kinds)


def heard(data):
    """The document as a screen reader has it, what a tree may hold having been held to."""
    root = read(data).trailer["/Root"]["/StructTreeRoot"]
    (document,) = parts_of(root)
    waiting = [document]
    while waiting:
        part = waiting.pop()
        inner = list(parts_of(part))
        assert {kind(one) for one in inner} <= _WITHIN[kind(part)], kind(part)
        waiting += inner
    names = root.get("/IDTree", {}).get("/Names", [])
    known = dict(zip(names[::2], (one.get_object() for one in names[1::2]), strict=True))
    assert list(known) == sorted(known)
    for figure in within(document, "Figure"):
        assert figure["/Alt"].strip()
    for table in within(document, "Table"):
        rows = list(within(table, "TR"))
        assert len({len(list(parts_of(row))) for row in rows}) == 1
        tops = [head for top in within(table, "THead") for head in within(top, "TH")]
        for head in within(table, "TH"):
            assert head["/A"]["/Scope"] == ("/Column" if head in tops else "/Row")
        for cell in within(table, "TD"):
            assert len(cell["/A"]["/Headers"]) >= 1
            assert all(kind(known[name]) == "TH" for name in cell["/A"]["/Headers"])
    levels = [int(kind(one)[1]) for one in within(document, "H1", "H2", "H3", "H4", "H5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    return document


@pytest.mark.parametrize("path", mostly_slow(CASES[::6], 8), ids=lambda path: path.stem)
def test_lists_tables_figures_and_headings_are_what_they_are_called(path):
    document = told(path, "da")
    (result,) = document.merged()
    tree = heard(render(document, "pdf", "da"))

    page = MemoPage.of(result, Wording("da"))
    blocks = [block for one in page.sections for block in one.blocks]
    blocks = [inner for block in blocks for inner in getattr(block, "blocks", (block,))]
    facts = next(iter(within(tree, "L")))
    assert len(list(parts_of(facts))) == len(page.head.rows)
    titles = [each.entry.title for each in blocks if each.kind == "finding"]
    assert len(list(within(tree, "Art"))) >= len(titles)


def test_several_results_and_one_page_are_tagged_as_well():
    several = report_of(checker(), [result_of(path) for path in CASES[:3]], "da")

    heard(render(several, "pdf", "da"))
    heard(render(told(CASES[0], "da"), "pdf", "da", Options(brief=True)))


OPEN = """forslag "P"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

åben KBS under KFU eller BIU eller ØU
"""


@pytest.mark.parametrize("command", [("matrix",), ("sweep", "--all")])
def test_pages_of_other_commands_are_tagged_as_well(ressort, tmp_path, command):
    name, *asked = command
    page, open_one = tmp_path / "page.pdf", tmp_path / "open.ressort"
    open_one.write_text(OPEN, encoding="utf-8")
    given = "fixtures/copenhagen-2013/organisation.ressort" if name == "matrix" else open_one

    done = ressort(name, given, *asked, "--report", page)

    assert done.status in (0, 1), done.err
    heard(page.read_bytes())
