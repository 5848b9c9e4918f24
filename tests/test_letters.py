# SPDX-License-Identifier: EUPL-1.2
"""Letters and council papers as they are sent: of every case, in both languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator
from papers import controls, notes, opened, text_of
from shipped import CASES, mostly_slow, told

from checker.desk.letters import Letter, letters
from checker.desk.templates import kinds
from checker.folders import REPORTS
from checker.report.report import ResultEntry
from checker.report.wording import phrases

COPENHAGEN = "fixtures/copenhagen-2013/kbs-biu.ressort"
LANGUAGES = ("da", "en")
EVERY = mostly_slow([(path, language) for path in CASES for language in LANGUAGES], 12)
each_case = pytest.mark.parametrize(
    ("path", "language"), EVERY, ids=lambda value: value.stem if isinstance(value, Path) else value
)
TOOL = re.compile(
    r"ressort|regelgrundlag|rule base|checker|\.docx\b|ufuldstændig|incomplete|på anden hånd|second hand"
    r"|sekundær kilde|secondary source|foreligger ikke, så|; område:|; area:",
    re.IGNORECASE,
)
EMPTY = re.compile(r"\(\s*\)|\[\s*\]|«\s*»|»\s*«|\(jf\. \)|\.\.(?!\.)|,,| ,|\{\{|\{%|\[!|None")


@cache
def drafts(path: Path, language: str) -> tuple[ResultEntry, dict[str, Document]]:
    """A case's result, and its letters by their names."""
    report = told(path, language)
    made, _ = letters(report, language)
    return report.results[0].merged, {each.name: opened(each.data) for each in made}


def of_kind(found: dict[str, Document], kind: str, language: str) -> list[Document]:
    start = f"{phrases(language)[f'letter.{kind}']}-"
    return [word for name, word in found.items() if name.startswith(start)]


def is_heading(element) -> bool:
    return element.tag == qn("w:p") and (
        (Paragraph(element, None)._p.style or "").startswith("Heading")
    )


@each_case
def test_a_letter_has_no_empty_part_no_word_of_the_tool_no_id_and_no_path(path, language):
    result, found = drafts(path, language)
    units = {*result.names} - {each for name in result.names.values() for each in name.split()}
    ids = {each for each in units if "-" in each or (each.isupper() and len(each) > 1)}
    known = {one for each in result.abbreviations for one in (each.id,)}

    for name, word in found.items():
        said = text_of(word)
        assert not (empty := EMPTY.search(said.replace("[…]", ""))), (name, empty)
        assert not (tool := TOOL.search(said)), (name, tool)
        assert path.name not in said and "/" not in said.replace("www.", ""), name
        words = {*re.findall(r"[\wæøåÆØÅ-]+", re.sub(r"[»“][^«”]*[«”]", "", said))}
        assert not words & (ids - known), (name, words & ids)
        body = [each for each in word.element.body if each.tag != qn("w:sectPr")]
        for heading, after in zip(body, [*body[1:], None], strict=True):
            if is_heading(heading):
                assert after is not None and (not is_heading(after) or _deeper(heading, after)), name
