# SPDX-License-Identifier: EUPL-1.2
"""The shipped law and cases, read and judged once for all the tests of a process."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.commands.options import Shared
from checker.commands.runs import report_of, run_over
from checker.files.documents import Library, read_library
from checker.folders import FIXTURES, RULES
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.report.report import Report
from checker.result import Result
from checker.say import Language
from checker.source import Source
from checker.speech.node import Document

GENERAL, COPENHAGEN = RULES / "general", RULES / "copenhagen"
CASES_OF_2013 = FIXTURES / "copenhagen-2013"
FILES = sorted([*RULES.rglob("*.ressort"), *FIXTURES.rglob("*.ressort")])
CASES = [
    path for path in FILES if path.is_relative_to(FIXTURES) and path.name != "organisation.ressort"
]


def mostly_slow(values: Iterable[Any], fast: int = 10) -> list[Any]:
    """The values as parameters, all marked as slow but each that stands after ``fast`` others."""
    slow = pytest.mark.slow
    return [
        pytest.param(each, marks=() if number % fast == 0 else slow)
        for number, each in enumerate(values)
    ]


@cache
def document(path: Path) -> Document:
    """A shipped file by itself."""
    return parse(Source.read(path))


def documents(*roots: Path) -> list[Document]:
    """All files in some folders of what is shipped."""
    return [document(file) for root in roots for file in sorted(root.rglob("*.ressort"))]


@cache
def library() -> Library:
    """All that is shipped, as a command reads it."""
    return read_library([str(FIXTURES)])


@cache
def checker() -> Checker:
    """A checker of the shipped rules and organisations; nothing that it is asked changes it."""
    return run_over(library(), Shared(), "en").checker


@cache
def proposals() -> dict[Path, Document]:
    return {Path(one.span.path): one for one in library().proposals}


@cache
def result(path: Path) -> Result:
    """The result of a shipped case."""
    return checker().check(proposals()[path])


@cache
def told(path: Path, language: Language) -> Report:
    """What is told of a shipped case."""
    return report_of(checker(), [result(path)], language)


def asked(found: Result) -> set[tuple[str, str, str]]:
    """What is newly required or broken, as (kind, rule, subject)."""
    return {
        (one.kind, one.rule, one.subject.id)
        for one in found.findings
        if one.status == "new" and one.kind in ("breach", "need")
    }
