# SPDX-License-Identifier: EUPL-1.2
"""Word files read back for tests, what stands in content controls too."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from shipped import CASES, told

from checker.desk.letters import letters
from checker.report.report import ResultEntry
from checker.report.wording import Language, phrases


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def text_of(word: Document) -> str:
    """All text as it is shown, tables too, in order."""
    runs = word.element.body.iter(qn("w:t"), qn("w:p"))
    said = "".join("\n" if each.tag == qn("w:p") else each.text or "" for each in runs)
    return said.replace("\xa0", " ")


def text_of_paragraph(paragraph: Paragraph) -> str:
    """All text of a paragraph as it is shown."""
    return "".join(each.text or "" for each in paragraph._p.iter(qn("w:t"))).replace("\xa0", " ")


def controls(word: Document) -> Iterator[tuple[str, str, str]]:
    """Name, tag and text of each content control for text."""
    for text in word.element.body.xpath(".//w:sdt/w:sdtPr/w:text"):
        sdt = text.getparent().getparent()
        name, tag = (sdt[0].xpath(f"string(*[name()='w:{one}']/@*)") for one in ("alias", "tag"))
        said = "".join(each.text or "" for each in sdt.iter(qn("w:t"))).replace("\xa0", " ")
        yield name, tag, said


def notes(word: Document) -> str:
    """What its comments say."""
    return "\n".join(each.text for each in word.comments).replace("\xa0", " ")


def drafts(path: Path, language: Language) -> tuple[ResultEntry, dict[str, Document]]:
    """The result of a case, and its letters by their names, which take ten times as much memory
    once they are opened."""
    result, files = _written(path, language)
    return result, {name: opened(data) for name, data in files.items()}


@cache
def _written(path: Path, language: Language) -> tuple[ResultEntry, dict[str, bytes]]:
    report = told(path, language)
    made, _ = letters(report, language)
    return report.results[0].merged, {each.name: each.data for each in made}


def of(name: str, kind: str, language: Language = "da") -> list[Document]:
    """The letters of a kind that a case takes."""
    (path,) = [each for each in CASES if each.as_posix().endswith(f"{name}.ressort")]
    start = phrases(language)[f"letter.{kind}"]
    return [word for file, word in drafts(path, language)[1].items() if file.startswith(start)]
