# SPDX-License-Identifier: EUPL-1.2
"""The table of kinds of instruments: whoever adds a row is told what is still to be said of it."""

import html
import json
import re
from io import BytesIO
from typing import get_args

import made
import pytest
from docx import Document

from checker.desk.letters import letters
from checker.folders import REPORTS
from checker.formats.catalogue import render
from checker.language import lines
from checker.language.words import vocabulary
from checker.records import evolve, fields
from checker.report.express import express
from checker.report.report import Options, as_json
from checker.report.wording import Wording, phrases
from checker.result import RequiredInstrument, Root, ScheduledStep
from checker.speech.due import BEFORE_ADOPTION
from checker.speech.instruments import KINDS, Kind, LetterKind
from checker.speech.saying import Ref

SCHEMA = REPORTS / "result.schema.json"
LANGUAGES = ("en", "da")
TOLD = {
    "body": made.BIU,
    "source": Ref("source", "KSL"),
    "subject": made.KBS,
    "name": "X",
    "count": 2,
}
rows = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)


@pytest.mark.parametrize("left_out", [each.name for each in fields(Kind)])
def test_a_row_that_leaves_something_out_is_refused(left_out):
    said = {each.name: None for each in fields(Kind) if each.name != left_out}

    with pytest.raises(TypeError, match=f"'{left_out}'"):
        Kind(**said)


@rows
def test_whoever_is_heard_is_written_to_before_the_readings(kind):
    assert not kind.hears or kind.window == BEFORE_ADOPTION


@pytest.mark.parametrize("letter", get_args(LetterKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_its_template_its_name_and_an_instrument(letter, language):
    assert (REPORTS / f"{letter}.{language}.docx").is_file()
    assert f"letter.{letter}" in phrases(language)
    assert letter in {kind.letter for kind in KINDS.values()}


@rows
def test_a_kind_has_the_letter_that_its_row_names(kind):
    """From one who is not the municipality, where it must be asked for."""
    document = express([a_result_that_needs(kind, "ABC")], "en", made.sentence)
    written, _ = letters(document, "en")
    names = [phrases("en")[f"letter.{kind.letter}"]] if kind.letter else []

    assert [each.name.partition("-1")[0] for each in written] == names


def test_no_two_kinds_have_the_same_place():
    assert len({kind.order for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.turn for kind in KINDS.values()}) == len(KINDS)


@rows
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_can_be_told(kind, language):
    parts = ("name", "the", "do", "count", "instrument")
    needed = [f"{part}.{kind.name}" for part in parts] + [f"h.{kind.group}"]
    if kind.awaited:
        needed += [f"do.await-{kind.name}"]

    lacking = [key for key in needed if key not in phrases(language)]
    assert all(Wording(language).words(key, **TOLD) for key in lacking)


@pytest.mark.parametrize(
    ("key", "danish"),
    [
        ("name.consultation", "høring af TMU om Flytningen"),
        ("the.consultation", "høring af TMU om Flytningen"),
        ("do.consultation", "Gennemfør Høringen"),
        ("count.consultation", "2 × høring"),
        ("instrument.consultation", "høring"),
        ("name.bylaw change", None),
        ("letter.consultation", None),
    ],
)
def test_a_step_without_phrases_of_its_own_is_told_by_its_keyword(monkeypatch, key, danish):
    others = {other: text for other, text in phrases("da").items() if other != key}
    monkeypatch.setattr("checker.report.wording.phrases", lambda _: others)
    told = {"matter": "Flytningen", "change": "Flytningen", "name": "Høringen"}
    body = {} if key.startswith(("count", "instrument")) else {"body": Ref("body", "TMU")}
    if danish is None:
        with pytest.raises(KeyError):
            Wording("da").words(key, **told, **body)
    else:
        assert Wording("da").words(key, count=2, **told, **body) == danish


@rows
def test_a_step_has_a_keyword_that_the_grammar_takes(kind):
    keywords = kind.keywords.every

    assert bool(keywords) == (kind.answered_by == "steps")
    for keyword in keywords:
        assert keyword in vocabulary("en").sections["instruments"]
        assert re.search(rf"_step: .*\b{keyword}\b", lines.grammar_text())


def test_the_schema_lists_the_kinds(request):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    listed = schema["$defs"]["instrumentKind"]["enum"]
    if request.config.getoption("--update"):
        listed[:] = KINDS
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        SCHEMA.write_text(f"{text}\n", encoding="utf-8", newline="\n")

    assert listed == list(KINDS)


def a_result_that_needs(kind, body="TMU"):
    """A result that requires one instrument, of a kind, for KBS by a body."""
    needed = RequiredInstrument(
        id=kind.slug,
        kind=kind.name,
        subject=made.KBS,
        norm=None,
        authority=body,
        held_by=None,
        granted_under=None,
        basis=(made.KSL,),
        start=None,
        until=None,
        reason=None,
        status="missing",
        state="open",
        own="open",
        required_by=(),
        source="KSL",
        count=1 if kind.name == "reading" else None,
    )
    step = ScheduledStep(
        step=kind.name,
        number=None,
        body=body,
        requires=kind.slug,
        day=None,
        earliest=None,
        latest=made.START,
        rule=None,
        met=None,
        tight=False,
        missed=False,
    )
    return evolve(
        made.RESULT,
        findings=(),
        roots=(Root(kind.slug, "open", barred=False),),
        instruments=(needed,),
        schedule=(step,),
        verdict="incomplete",
    )


def plain(report, format):
    """The text of a report without its marks, on one line."""
    if format == "word":
        document = Document(BytesIO(report))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        report = "\n".join([*(each.text for each in document.paragraphs), *cells])
    elif format != "text":
        report = html.unescape(re.sub(r"<[^>]+>|\\", "", report))
    return " ".join(report.split()).casefold()


@pytest.mark.slow
@rows
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["text", "markdown", "html", "word"])
def test_a_kind_is_shown_in_every_format(kind, language, format):
    result = a_result_that_needs(kind)
    document = express([result], language, made.sentence)
    told = as_json(document.results[0])
    words = [told[key][0]["words"] for key in ("next_steps", "schedule")]
    words += [told["instruments"][0]["name"]]

    text = plain(render(document, format, language, Options()), format)

    assert told["next_steps"][0]["instruments"] == [kind.slug]
    assert all(" ".join(each.split()).casefold() in text for each in words)
    if format != "text":
        assert phrases(language)[f"h.{kind.group}"].casefold() in text
    if kind.about_its_subject:
        assert all("Københavns Borgerservice" in each for each in words)
