# SPDX-License-Identifier: EUPL-1.2
"""What a report of a case shows: its page, its tables and its pictures."""

import xml.etree.ElementTree as ET
from pathlib import Path

from engine import TOWN, check
from shipped import told

from checker.folders import FIXTURES
from checker.page.blocks import Picture, Subsection, Table
from checker.page.drawing import svg
from checker.page.memo import MemoPage
from checker.report.express import express
from checker.report.report import Report
from checker.report.wording import Wording

SVG = "{http://www.w3.org/2000/svg}"


CASES = FIXTURES / "copenhagen-2013"


KBS, LATE = CASES / "kbs-biu.ressort", CASES / "kejd-oeu-sen-hoering.ressort"


def page(path: Path, language="da") -> MemoPage:
    return MemoPage.of(told(path, language).results[0].merged, Wording(language))


def tables(of: MemoPage) -> list[Table]:
    groups = [block for one in of.sections for block in one.blocks if isinstance(block, Subsection)]
    return [block for group in groups for block in group.blocks if isinstance(block, Table)]


def told_of(changes: str, town: str = TOWN) -> Report:
    return express([check(changes, town=town)], "en", str)


def cells(table: Table) -> list[list[str]]:
    def said(parts):
        return "".join(one if isinstance(one, str) else one.text for one in parts)

    return [[said(parts) for parts in row] for row in table.lines]


def drawn(picture: Picture) -> ET.Element:
    return ET.fromstring(svg(picture))


def words(picture: Picture) -> list[str]:
    return [one.text or "" for one in drawn(picture).iter(f"{SVG}text")]
