# SPDX-License-Identifier: EUPL-1.2
"""The modules of the checker as they are written, parsed where a test first looks at them."""

import ast
from functools import cache
from pathlib import Path

import checker

PACKAGE = Path(checker.__file__).parent


@cache
def trees() -> dict[Path, ast.Module]:
    """Each module, in the order of their paths."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
