# SPDX-License-Identifier: EUPL-1.2
"""A small case with some wording of its bylaw on file, and the command over it."""

import pytest
from engine import HEADER
from memos import CHANGES, FILED, RULES


@pytest.fixture
def folder(tmp_path):
    """A small case with some wording of its bylaw on file."""
    for name, text in (("law", RULES), ("town", FILED), ("case", HEADER + CHANGES)):
        (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(folder, ressort):
    """check("--report", …) checks the small case."""

    def command(*more, name="check"):
        known = ("--rules", folder / "law.ressort", "--organisations", folder / "town.ressort")
        return ressort(name, folder / "case.ressort", *known, "--lang", "da", *more)

    return command
