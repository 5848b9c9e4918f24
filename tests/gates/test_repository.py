# SPDX-License-Identifier: EUPL-1.2
"""In a repository: what changed since a revision is checked, and what git says of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from gits import commit, git
from repositories import CASES, add

pytestmark = pytest.mark.slow


def checked(ressort: Callable, *arguments: str) -> tuple[list[str], str]:
    """The proposals that were checked since the last revision, and the notes."""
    done = ressort("check", "--changed-since", "HEAD", "--format", "json", *arguments)
    assert done.status == 0, done.err
    return [one["proposal"]["path"] for one in json.loads(done.out)["results"]], done.err


@pytest.mark.usefixtures("repository")
def test_what_did_not_change_is_not_checked(ressort: Callable) -> None:
    found, notes = checked(ressort)

    assert found == []
    assert "no proposal has changed since HEAD" in notes


def test_of_nothing_only_what_programs_read_is_written(ressort: Callable, repository: Path) -> None:
    endings = (".txt", ".json", ".md", ".html", ".sarif", ".xml", ".gitlab.json", ".comment.md")
    wanted = {f"x{ending}" for ending in endings}
    names = [*wanted, "x.docx", "x.pdf", "x.ics"]
    found, notes = checked(ressort, *(part for name in names for part in ("--report", name)))

    assert found == []
    assert {path.name for path in repository.glob("x.*")} == wanted
    assert notes.count("is not written") == 3


def test_changed_staged_and_untracked_proposals_are_checked(
    ressort: Callable, repository: Path
) -> None:
    add(repository / "kbs-biu.ressort", "# ændret\n")
    add(repository / "ingen-aendring.ressort", "# ændret\n")
    git("add", "ingen-aendring.ressort")
    new = "ny\nsag.ressort"
    shutil.copy(CASES / "ingen-aendring.ressort", repository / new)
    (repository / "kejd-oeu-planlagt.ressort").touch()

    assert checked(ressort)[0] == ["ingen-aendring.ressort", "kbs-biu.ressort", new]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_is_told_to_overlook_is_checked_where_it_changed(
    ressort: Callable, repository: Path, flag: str
) -> None:
    git("update-index", flag, "kbs-biu.ressort", "ingen-aendring.ressort", "ressort.toml")
    add(repository / "kbs-biu.ressort", "# ændret\n")
    assert not git("status", "--porcelain")

    assert checked(ressort)[0] == ["kbs-biu.ressort"]

    git("update-index", flag, "regler/general/ksl.ressort")
    add(repository / "regler/general/ksl.ressort", "# ændret\n")
    assert len(checked(ressort)[0]) == 3


@pytest.mark.parametrize(
    "path", ["regler/general/ksl.ressort", "organisation.ressort", "ressort.toml"]
)
def test_where_what_all_rest_on_changed_all_are_checked(
    ressort: Callable, repository: Path, path: str
) -> None:
    add(repository / path, "# ændret\n")

    found, notes = checked(ressort)

    assert len(found) == 3
    assert f"{path} has changed since HEAD" in notes


def test_a_rule_document_that_is_gone_counts(ressort: Callable, repository: Path) -> None:
    add(repository / "regler" / "egen.ressort", 'kilde X lov "X"\n')
    commit()
    (repository / "regler" / "egen.ressort").unlink()

    assert len(checked(ressort)[0]) == 3


def test_it_works_from_a_folder_below(
    ressort: Callable, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(repository / "kbs-biu.ressort", "# ændret\n")
    monkeypatch.chdir(repository / "regler")

    assert checked(ressort)[0] == ["../kbs-biu.ressort"]


@pytest.mark.usefixtures("repository")
def test_what_git_does_not_know_is_checked(ressort: Callable, tmp_path: Path) -> None:
    outside = tmp_path / "udenfor.ressort"
    shutil.copy(CASES / "ingen-aendring.ressort", outside)
    Path(".gitignore").write_text("kladde.ressort\n", encoding="utf-8")
    shutil.copy(outside, "kladde.ressort")
    commit()

    assert checked(ressort, ".", str(outside))[0] == ["kladde.ressort", str(outside)]


def test_a_submodule_that_changed_counts(ressort: Callable, repository: Path) -> None:
    for name, source in (("sager", CASES / "kbs-biu.ressort"), ("byer", "organisation.ressort")):
        inner = repository.parent / name
        inner.mkdir()
        shutil.copy(source, inner)
        git("-C", str(inner), "init", "-q")
        git("-C", str(inner), "add", "-A")
        git("-C", str(inner), "commit", "-q", "-m", "x")
        git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), name)
    commit()
    asked = ("--organisations", "byer", ".")
    (repository / "organisation.ressort").unlink()
    commit()
    assert checked(ressort, *asked)[0] == []

    add(repository / "sager" / "kbs-biu.ressort", "# ændret\n")
    assert checked(ressort, *asked)[0] == ["sager/kbs-biu.ressort"]

    add(repository / "byer" / "organisation.ressort", "# ændret\n")
    assert len(checked(ressort, *asked)[0]) == 4


def test_a_receipt_of_what_changed_names_just_that(ressort: Callable, repository: Path) -> None:
    add(repository / "kbs-biu.ressort", "# ændret\n")
    checked(ressort, "--receipt", "k.json")

    receipt = json.loads((repository / "k.json").read_text(encoding="utf-8"))
    assert receipt["asked"]["paths"] == ["kbs-biu.ressort"]
    assert ressort("verify", "k.json").status == 0


@pytest.mark.parametrize(
    ("revision", "fetched"),
    [
        ("nowhere", "git fetch --depth=1 origin nowhere"),
        ("origin/a/b", "git fetch --depth=1 origin +refs/heads/a/b:refs/remotes/origin/a/b"),
        *((each, "name a branch or a commit") for each in ("", " ", "refs/remotes/origin/")),
        *((each, "git fetch --unshallow origin") for each in ("HEAD~9", "HEAD:kbs-biu.ressort")),
        *((each, "name a branch or a commit") for each in ("--help", "-x", "a..b", "a\nb", "a`b")),
    ],
)
@pytest.mark.usefixtures("repository")
def test_an_unknown_revision_is_one_clear_error_and_how_to_fetch_it(
    ressort: Callable, revision: str, fetched: str
) -> None:
    done = ressort("check", f"--changed-since={revision}")

    assert done.status == 2
    assert f"git knows no revision `{revision}` here" in done.err
    assert fetched in done.err
    assert "origin `" not in done.err
    assert "origin -" not in done.err


def test_no_repository_and_no_git_are_told(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    case = CASES / "ingen-aendring.ressort"

    assert "is in none" in ressort("check", case, "--changed-since", "HEAD").err
    monkeypatch.setenv("PATH", str(tmp_path))
    done = ressort("check", case, "--changed-since", "HEAD")
    assert done.status == 2
    assert "needs git" in done.err
