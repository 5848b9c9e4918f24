# SPDX-License-Identifier: EUPL-1.2
"""What a command is given that is too much of anything, by the kind of input."""

import zipfile
from pathlib import Path

from checker.folders import FIXTURES

CASE = FIXTURES / "copenhagen-2013" / "kbs-biu.ressort"
INPUTS = {
    "proposal": ["check", "{}"],
    "rules": ["check", CASE, "--rules", "{}"],
    "organisation": ["check", CASE, "--organisations", "{}"],
    "register": ["check", CASE, "--waivers", "{}"],
    "baseline": ["check", CASE, "--baseline", "{}"],
    "settings": ["check", CASE, "--config", "{}"],
    "bylaw": ["check", CASE, "--report", "a.docx", "--bylaw", "{}"],
    "template": ["check", CASE, "--report", "a.md", "--template", "{}"],
    "word template": ["check", CASE, "--report", "a.docx", "--template", "{}"],
    "receipt": ["verify", "{}"],
    "text": ["sources", "digest", "{}"],
    "new organisation": ["new", "organisation", "--from", "{}"],
}
ENDINGS = {
    "settings": ".toml",
    "baseline": ".json",
    "receipt": ".json",
    "bylaw": ".docx",
    "word template": ".docx",
    "new organisation": ".docx",
    "template": ".j2",
    "text": ".txt",
}


def given(input: str, path: Path) -> list[str]:
    return [str(each).replace("{}", path.name) for each in INPUTS[input]]


def packed(path: Path, *more: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        for name, data in more:
            pack.writestr(name, data)


TOWN = 'municipality by-2026 "By" as of 2026-01-01\nfinance committee ØU "Ø"\n'
HEADER = 'proposal "P"\n    concerns by-2026\n    proposed 2026-01-01\n    effective 2027-01-01\n'
