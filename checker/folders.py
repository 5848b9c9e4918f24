# SPDX-License-Identifier: EUPL-1.2
"""Where the data folders are: ``grammar``, ``rules``, ``reports`` and ``fixtures``.

An installed wheel carries them in ``checker/_data``; in a checkout (an editable install
included) they are the folders of the same name beside this package.
"""

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
