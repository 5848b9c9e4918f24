# SPDX-License-Identifier: EUPL-1.2
"""A repository whose branch adds a proposal."""

from pathlib import Path

import pytest
from branches import BAD, GOOD, SETTINGS, STRICT, TOWN, write
from gits import commit, git


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a rule, an organisation and a lawful proposal; its branch adds another."""
    top = tmp_path / "repo"
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("regler", "byer", "sager"):
        (top / name).mkdir(parents=True)
    monkeypatch.chdir(top)
    git("init", "-q", "-b", "main")
    write("regler/r.ressort", STRICT)
    write("byer/o.ressort", TOWN)
    write("sager/god.ressort", GOOD)
    write("ressort.toml", SETTINGS)
    commit()
    git("checkout", "-q", "-b", "branch")
    write("sager/sag.ressort", BAD)
    return top
