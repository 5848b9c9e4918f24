# SPDX-License-Identifier: EUPL-1.2
"""Where the data folders are (``grammar``, ``rules``, ``reports``, ``fixtures``), and how what is
missing is installed.

An installed wheel carries them in ``checker/_data``; in a checkout (an editable install
included) they are the folders of the same name beside this package.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHIPPED = _PACKAGE / "_data"

ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
GRAMMAR = ROOT / "grammar"
RULES = ROOT / "rules"
REPORTS = ROOT / "reports"
FIXTURES = ROOT / "fixtures"
# What was made of them when the wheel was, or when the checkout was installed.
KEPT = _SHIPPED / "kept" if _SHIPPED.is_dir() else ROOT / ".kept"


def adding(extra: str) -> str:
    """The command that adds an extra to the environment this runs in, as it can be typed there."""
    pip = "py -m pip" if os.name == "nt" else "python3 -m pip"
    return f'{pip} --python "{sys.executable}" install {_requirement(extra)}'


def _requirement(extra: str) -> str:
    """An extra as pip takes it. The name alone, which an index may give to anyone, is used only
    where this came from one."""
    if ROOT.joinpath("pyproject.toml").is_file():
        return f'--editable "{ROOT}[{extra}]"'
    from importlib import metadata  # slower than all that a check imports of Python's own
    from json import loads

    origin = loads(metadata.distribution("ressort").read_text("direct_url.json") or "{}")
    if not origin:
        return f'"ressort[{extra}]"'
    address = origin["url"]
    if made := origin.get("vcs_info"):
        address = f"{made['vcs']}+{address}@{made['commit_id']}"
    return f'"ressort[{extra}] @ {address}"'
