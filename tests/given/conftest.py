# SPDX-License-Identifier: EUPL-1.2
"""Public cases of real municipalities as they lie in ``real``, each in a folder of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from given_case import Case

REAL = Path(__file__).parent.parent / "real"


@pytest.fixture
def case(tmp_path: Path, ressort: Callable) -> Callable[[str], Case]:
    def copied(name: str) -> Case:
        shutil.copytree(REAL / name, tmp_path / name)
        return Case(tmp_path / name, ressort)

    return copied
