# SPDX-License-Identifier: EUPL-1.2
"""A repository of proposals, and the tool as a job finds it."""

import shutil
from pathlib import Path

import pytest
from gits import commit, git

from checker.folders import FIXTURES, RULES

CASES = FIXTURES / "copenhagen-2013"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder under git with rules, an organisation and three proposals."""
    top = tmp_path / "sager å"
    top.mkdir()
    monkeypatch.chdir(top)
    for name in ("CI", "GITHUB_STEP_SUMMARY", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(RULES, top / "regler")
    shutil.copy(CASES / "organisation.ressort", top)
    for name in ("kejd-oeu-planlagt", "ingen-aendring", "kbs-biu"):
        shutil.copy(CASES / f"{name}.ressort", top)
    (top / "ressort.toml").write_text(
        'rules = "regler"\norganisations = "organisation.ressort"\nfail-on = "never"\n'
        'paths = "."\njobs = 1\nlang = "en"\n',
        encoding="utf-8",
    )
    git("init", "-q")
    commit()
    return top


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
