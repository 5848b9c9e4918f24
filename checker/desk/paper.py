# SPDX-License-Identifier: EUPL-1.2
"""What all Word files share: templates filled in, blanks marked, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError

from checker import limits
from checker.disk.nested import BROKEN, declares, trouble
from checker.errors import CheckerError, UsageError
from checker.page.bounded import OwnTemplates
from checker.report.texts import with_texts
from checker.report.wording import Language, glued
from checker.shown import shown
from checker.source import File, bytes_of_file

T = TypeVar("T")

BLANK = re.compile(r"\[…[^\[\]]+\]")
LOCALES = {"da": "da-DK", "en": "en-GB"}
_CONTROL = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
_UNSEEN = _CONTROL | {13: " ", 0x7F: "␡"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
_PAGE_BREAK = re.compile(rb"<(?:\w+:)?lastRenderedPageBreak\b")
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_OLDEST = (1980, 1, 1, 0, 0, 0)


def clean(value: T) -> T:
    """A text, or a part of a report, in which every character can stand in XML: what cannot is
    shown by a sign."""
    return with_texts(value, lambda text: shown(_SURROGATE.sub("\ufffd", text.translate(_UNSEEN))))


def slug(text: str) -> str:
    """A text as part of the name of a file, or of a tag: small letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text.translate(_ASCII)).strip("-").lower()


def opened(path: File) -> Document:
    """A Word file of the user's own.

    Raises UnreadableError for a file that cannot be had, UsageError for one that is none or
    unpacks too far.
    """
    data = _checked(path)
    with users_own(path):
        document = docx.Document(BytesIO(data))
        document.element.body.xpath("./w:p")
        return document


def filled(path: Path, scope: dict[str, Any]) -> Document:
    """A template with what a result says put in.

    Raises UsageError for a template that is no Word file, or that asks for what is not there.
    """
    environment = OwnTemplates(
        path.as_posix(),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: glued(value) if type(value) is str else value,
    )
    data = _checked(path, braces=True)
    try:
        template = DocxTemplate(BytesIO(data))
        template.render(scope, environment, autoescape=True)
    except (PackageNotFoundError, KeyError) as error:
        raise _not_word(path, error) from error
    except (TemplateError, SyntaxError, ArithmeticError, LookupError, TypeError, ValueError,
            AttributeError, MemoryError, RecursionError) as error:  # fmt: skip
        problem = " ".join(str(error).split()) or type(error).__name__
        raise UsageError("template-broken", place=path.as_posix(), problem=problem) from error
    made: Document = template.docx
    return made


def _checked(path: File, *, braces: bool = False) -> bytes:
    shown = path.as_posix()
    data = bytes_of_file(path, shown, limits.WORD)
    try:
        if wrong := trouble(data):
            raise UsageError(f"word-{wrong}", path=shown)
        with ZipFile(BytesIO(data)) as pack:
            parts = pack.infolist()
            text = max((each.file_size for each in parts if _is_text(each.filename)), default=0)
            if (
                limits.unpacks_too_far(parts, len(data), limits.WORD_UNPACKED)
                or text > limits.WORD_TEXT
            ):
                raise UsageError(
                    "word-too-large",
                    path=shown,
                    most=limits.WORD_UNPACKED // limits.MB,
                    text=limits.WORD_TEXT // limits.MB,
                )
            broken = pack.testzip()
            if broken:
                raise BadZipFile(broken)
            if "[Content_Types].xml" not in pack.namelist():
                raise BadZipFile("no [Content_Types].xml")
            for each in filter(lambda part: _is_text(part.filename), parts):
                xml = pack.read(each)
                if declares(xml):
                    raise UsageError("word-doctype", path=shown)
                said = {"path": shown, "part": each.filename}
                _count(xml, b"<", limits.WORD_TAGS, ("word-too-long", "word-too-long-page"), said)
                if braces:
                    _count(xml, b"{", limits.BRACES, ("word-braces", "word-braces-page"), said)
    except BROKEN as error:
        raise _not_word(path, error) from error
    return data


def _count(xml: bytes, sign: bytes, most: int, keys: tuple[str, str], said: dict[str, str]) -> None:
    """Raises UsageError where a part has too many of a sign, with the paragraph in which the first
    too many stands, and its page where Word has marked the pages."""
    pieces = xml.split(sign, most + 1)
    if len(pieces) <= most + 1:
        return
    before = xml[: len(xml) - len(pieces[-1])]
    paragraph, pages = len(_PARAGRAPH.findall(before)), len(_PAGE_BREAK.findall(before))
    page = {"page": str(pages + 1)} if pages else {}
    raise UsageError(keys[bool(pages)], most=most, paragraph=max(1, paragraph), **page, **said)


@contextmanager
def users_own(path: File | None) -> Iterator[None]:
    """What is done here is done with a Word file of the user's own: whatever a broken one makes
    happen is told of it as UsageError. Without a file, nothing is."""
    try:
        yield
    except (CheckerError, MemoryError):
        raise
    except Exception as error:
        if path is None:
            raise
        raise UsageError("word-broken", path=path.as_posix()) from error


def _is_text(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels"))


def _not_word(path: File, error: Exception) -> UsageError:
    told = re.sub(r"^file '<.*?>' is not a Word file, ", "", " ".join(str(error).split()))
    detail = getattr(error, "strerror", None) or told or type(error).__name__
    return UsageError("not-word", path=path.as_posix(), detail=detail[:120])


def node(name: str, /, **values: str | int) -> Any:
    """An element of Word's XML with its attributes: ``node("w:lang", val="da-DK")``."""
    return OxmlElement(name, {qn(f"w:{key}"): str(value) for key, value in values.items()})


def speak(document: Document, language: Language) -> None:
    """Sets the language that Word checks the spelling in.

    A second copy of the styles, which old versions of Word wrote, would no longer agree and goes.
    """
    styles = document.styles.element
    within = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        if within.find(qn(name)) is None:
            within.insert(0, node(name))
        within = within.find(qn(name))
    for each in styles.xpath(".//w:lang"):
        each.getparent().remove(each)
    within.append(node("w:lang", val=LOCALES[language], eastAsia=LOCALES[language]))
    for id, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(id)


def sign(
    document: Document,
    title: str,
    language: Language,
    day: date | None = None,
    author: str = "ressort",
) -> None:
    """The properties of a file: its title, its language, who it is from, and the day of the
    proposal, or the oldest day that a file can have."""
    properties = document.core_properties
    at = datetime.combine(day, time()) if day else datetime(*_OLDEST)
    properties.title = title[:250]
    properties.author = properties.last_modified_by = author[:250]
    properties.language = LOCALES[language]
    properties.created = properties.modified = at
    properties.comments = ""
    properties.revision = 1


def packed(document: Document) -> bytes:
    """The file's bytes, the same each time: no entry carries the hour it was written at."""
    saved, made = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _OLDEST), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
