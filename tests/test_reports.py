# SPDX-License-Identifier: EUPL-1.2
"""The memo in Markdown and HTML, and templates of one's own."""

import json
import re

import made
import pytest
import shipped
from jsonschema import Draft202012Validator
from read_pages import LANGUAGES, Page, document, report

from checker.commands.runs import report_of
from checker.errors import UnreadableError, UsageError
from checker.folders import REPORTS
from checker.formats.catalogue import render
from checker.page.markup import escape_markdown
from checker.records import evolve
from checker.report.express import express
from checker.report.report import Options, as_json
from checker.report.wording import phrases
from checker.speech.node import Prose
from checker.speech.saying import Phrase, Ref, Witness

# ---------------------------------------------------------------- both


@pytest.mark.parametrize("format", ["markdown", "html", "json", "text"])
def test_a_report_ends_in_one_line_end_and_is_the_same_every_time(format):
    first, second = report(format), report(format)

    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


def test_json_is_the_document():
    assert json.loads(report("json", "en")) == as_json(document("en"))
    assert "Økonomi" in report("json")


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_come_in_their_order(format, language):
    contents = re.compile("<nav.*?</nav>", re.DOTALL)
    said = Page(contents.sub("", report(format, language))).said
    keys = ("h.next", "h.required", "h.findings", "h.unchecked", "h.receipt")
    places = [said.index(phrases(language)[key]) for key in keys]

    assert places == sorted(places)


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_all_that_the_document_says_is_in_the_report(format):
    said = Page(report(format)).said.replace("\\", "")
    result = as_json(document().results[0])

    for finding in result["findings"]:
        assert finding["message"] in said
        if finding["status"] == "existing":
            continue
        assert finding["way_out_said"] or finding["way_out"] in said
        assert all(fact["fact"] in said for fact in finding["witnesses"][:5])
        assert all(fact["fact"] in said for fact in finding["support"])
    for part in (result["bylaw_changes"], result["schedule"]):
        assert all(each["words"] in said for each in part)
    assert all(each["sha256"] in said for each in result["inputs"])
    assert all(each["provision"] in said for each in result["sources"])
    assert all(text in said for text in result["proposal"]["assuming"])
    assert result["receipt"]["rule_base"] in said


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_long_list_of_facts_is_cut_and_says_how_much_is_left(format):
    said = Page(report(format, "en")).said
    moved = document("en").results[0].findings[0]

    assert len(moved.support + moved.witnesses) == 8
    assert moved.witnesses[4].fact in said
    assert moved.witnesses[6].fact not in said
    assert "And one more fact" in said


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_no_title_turns_the_direction_of_the_text(format):
    title = Prose.of("Flyt \u202egitvolu\u202c KBS")
    turned = evolve(made.RESULT, proposal=evolve(made.RESULT.proposal, title=title))
    made_of = render(express([turned], "da", made.sentence), format, "da")
    written = made_of.decode() if isinstance(made_of, bytes) else "".join(made_of)

    assert "\u202e" not in written
    assert "U+202E" in written


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_what_the_question_asks_for_is_not_told_again_as_a_fact(format):
    wedding = Ref("task", "weddings")
    fact = Phrase.of("f.task", task=wedding, holders=(), performer=made.KBS, area="")
    unclear = evolve(made.UNCLEAR, witnesses=(made.MOVES, Witness(fact, made.place())))
    said = Page(report(format, "en", evolve(made.RESULT, findings=(unclear,)))).said

    assert "For none of the tasks in the question do the sources state who holds it." in said
    assert "“Vielser”: who holds it" not in said
    assert (
        said.count("Does Økonomiudvalget hold “Vielser” until the move?") == 2
    )  # the step, the finding


def test_what_is_written_in_another_language_says_so():
    uncoded = evolve(made.RESULT.not_coded[0], language="da", provision="LAB § 14, stk. 1")
    page = report("html", "en", evolve(made.RESULT, not_coded=(uncoded,)))

    assert ' lang="da">Teksten er ikke på sagen</td>' in page
    assert '<li lang="da">Kun ØU&#39;s opgaver flytter med</li>' in page
    assert '<span lang="en">So it is.</span>' in page


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.j2")), ids=lambda path: path.name)
def test_a_template_has_no_prose_of_its_own(path):
    source = path.read_text(encoding="utf-8")
    bare = re.sub(r"\{[#%{].*?[#%}]\}|<style>.*?</style>|<[^>]*>|&\w+;", " ", source, flags=re.S)

    assert set(re.findall(r"[^\W\d_]{3,}", bare)) <= {"DOCTYPE", "ressort"}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_cases_become_documents_and_pages(language):
    results = [
        shipped.result(path) for path in shipped.CASES if path.parent.name == "copenhagen-2013"
    ]
    schema = json.loads((REPORTS / "result.schema.json").read_text(encoding="utf-8"))
    told = report_of(shipped.checker(), results, language)

    Draft202012Validator(schema).validate(as_json(told))
    assert len(results) > 30
    for format in ("html", "markdown", "text"):
        page = Page(render(told, format, language))
        said = page.said.replace("\\", "")
        assert all(each.summary in said for each in told.results)
        assert format != "html" or page.broken == []


# ---------------------------------------------------------------- Markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a | b", "a \\| b"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("<b>", "\\<b\\>"),
        ("[a](b)", "\\[a\\](b)"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("a & b &lt;", "a &amp; b &amp;lt;"),
        ("a\nb", "a b"),
        ("a\\b", "a\\\\b"),
        ("KSL § 2, stk. 2", "KSL § 2, stk. 2"),
        ("kbs-2010 - nu", "kbs-2010 - nu"),
    ],
)
def test_markdown_shows_what_is_written(text, escaped):
    assert escape_markdown(text) == escaped


def test_a_title_cannot_break_a_markdown_table():
    title = "a | b\n<i>c</i>"
    strange = evolve(made.RESULT, proposal=evolve(made.RESULT.proposal, title=Prose.of(title)))
    source = report("markdown", "da", strange, made.RESULT)

    assert "| a \\| b \\<i\\>c\\</i\\> | Ufuldstændigt | sag/kbs.ressort |" in source


@pytest.mark.slow
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_the_days_of_the_timetable_have_their_weekday(ressort, format):
    case = "fixtures/copenhagen-2013/kejd-oeu.ressort"
    page = ressort("check", case, "--fail-on", "never", "--format", format).out
    plain = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    (rows,) = [part for part in plain.split("Første behandling i") if "tidsplan" not in part][-1:]

    assert "onsdag den 19. juni 2013" in rows[:300]
    assert "lørdag den 23. november 2013" in rows[:300]


def test_every_row_of_a_markdown_table_has_the_cells_of_its_head():
    lines = report("markdown").splitlines()
    rows = [(index, line) for index, line in enumerate(lines) if line.startswith("| ")]

    assert len(rows) > 15
    for index, line in rows:
        if lines[index - 1].startswith("| "):
            assert _cells(line) == _cells(lines[index - 1]), line


def _cells(row):
    return len(re.findall(r"(?<!\\)\|", row))


def test_markdown_has_no_tripled_blank_lines_and_no_trailing_blanks():
    source = report("markdown")

    assert "\n\n\n\n" not in source
    assert not re.search(r"[^|] $", source, re.MULTILINE)


# ---------------------------------------------------------------- templates of one's own


def own(tmp_path, source, format="markdown", name="egen skabelon.md.j2"):
    template = tmp_path / name
    template.write_text(source, encoding="utf-8", newline="\n")
    return render(document(), format, "da", Options(template))


def test_an_own_template_sees_the_document_the_wordings_and_dates(tmp_path):
    source = (
        "{% for r in results %}{{ r.proposal.title }}: {{ say('verdict.' ~ r.verdict) }}, "
        "{{ day(r.proposal.effective) }}{% endfor %}"
    )

    assert own(tmp_path, source) == "KBS flyttes til BIU: ufuldstændigt, 1. januar 2014"


def test_an_own_template_may_include_shipped_ones_and_its_neighbours(tmp_path):
    (tmp_path / "hilsen.j2").write_text("Venlig hilsen\n", encoding="utf-8")
    source = '{% include "report.md.j2" %}{% include "hilsen.j2" %}'

    assert own(tmp_path, source) == report("markdown") + "Venlig hilsen\n"


def test_an_own_page_is_escaped_too(tmp_path):
    assert own(tmp_path, "{{ '<b>' }}", "html") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("a\n{{ results", 2, "end of template"),
        ("a\n\n{{ resultater }}", 3, "'resultater' is undefined"),
        ("{% for r in results %}\n{{ r.dom }}\n{% endfor %}", 2, "has no attribute 'dom'"),
        ("a\n{% include 'ingen.j2' %}", 2, "ingen.j2"),
        ("a\n{{ say('ingen') }}", 2, "ingen"),
        ("a\n{{ 1 / 0 }}", 2, "division by zero"),
        ("a\n{{ day(7) }}", 2, "int"),
        ("a\n{{ results|ukendt }}", 2, "ukendt"),
        ("a\n{{ results.__class__.__base__ }}", 2, "unsafe"),
    ],
)
def test_a_mistake_in_an_own_template_has_its_file_and_line(tmp_path, source, line, problem):
    with pytest.raises(UsageError) as caught:
        own(tmp_path, source)

    told = caught.value.told("da")
    assert f"egen skabelon.md.j2:{line}: skabelonen kan ikke bruges: " in told
    assert problem in told
    assert "\n" not in told


def test_a_template_that_is_no_text_is_told_as_such(tmp_path):
    template = tmp_path / "billede.html.j2"
    template.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(UnreadableError, match="UTF-8"):
        render(document(), "html", "da", Options(template))


def test_a_template_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(UnreadableError, match="no such file"):
        render(document(), "html", "da", Options(tmp_path / "ingen.j2"))
