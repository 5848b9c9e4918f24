# SPDX-License-Identifier: EUPL-1.2
"""The revision as git has it: links, submodules, clones in part, and nothing that is run."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from branches import (
    BAD,
    LAX,
    SETTINGS,
    STRICT,
    TOWN,
    changed,
    judged,
    lax_in_place,
    verdicts,
    write,
)
from gits import commit, git, on_main

from checker import folders

EMPTY = '{"version": 1, "findings": []}'


def test_a_link_in_the_revision_is_followed_there(ressort: Callable, top: Path) -> None:
    (top / "vores").symlink_to(".")
    write("ressort.toml", SETTINGS.replace("regler", "vores/regler"))
    commit()
    git("branch", "-f", "main")
    lax_in_place()

    assert judged(ressort)[0] == 1
    (top / "vores").unlink()
    write("vores/regler/r.ressort", LAX)
    assert judged(ressort)[0] == 1


def test_settings_behind_a_link_of_their_folder_judge(ressort: Callable, top: Path) -> None:
    with on_main():
        Path("sager/sag.ressort").unlink()
        Path("ressort.toml").unlink()
        write("opsat/ressort.toml", SETTINGS)
        (top / "fælles").symlink_to("opsat")
        (top / "ressort.toml").symlink_to("fælles/ressort.toml")
    write("sager/sag.ressort", BAD)
    assert judged(ressort)[0] == 1

    Path("ressort.toml").unlink()
    write("ressort.toml", SETTINGS.replace("forbidden", "never"))
    assert judged(ressort)[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "way"),
    [
        *product(["--baseline", "--config", "--template"], ["file", "chain"]),
        *product(["--baseline", "--template"], ["folder"]),
    ],
)
def test_a_file_behind_links_is_that_of_the_revision(
    ressort: Callable, top: Path, option: str, way: str
) -> None:
    name, text, lax = {
        "--baseline": ("kendte.json", EMPTY, EMPTY),
        "--config": ("opsat.toml", SETTINGS, SETTINGS.replace("forbidden", "never")),
        "--template": ("egen.html", "trusted", "hostile"),
    }[option]
    with on_main():
        Path("sager/sag.ressort").unlink()
        write(f"arkiv/{name}", text)
        (top / "ark").symlink_to("arkiv")
        (top / "over").symlink_to(f"ark/{name}")
        (top / f"link-{name}").symlink_to(f"arkiv/{name}" if way == "file" else "over")
    write("sager/sag.ressort", BAD)
    write(f"arkiv/{name}", lax)
    named = f"ark/{name}" if way == "folder" else f"link-{name}"

    done = ressort("check", "--trust", "main", option, named, "--report", "r.html")

    assert done.status == 1, done.err
    if option == "--template":
        assert Path("r.html").read_text(encoding="utf-8") == "trusted"
        assert "arkiv/egen.html" in done.out


def test_no_link_of_the_revision_takes_what_is_laid_out_elsewhere(
    ressort: Callable, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each link leads inside by its words; together they would lead out."""
    with on_main():
        Path("sager/sag.ressort").unlink()
        (top / "a" / "b").mkdir(parents=True)
        (top / "a" / "b" / "c").symlink_to("../..")
        (top / "ny").symlink_to("a/b/c/../ude")
    monkeypatch.setattr(tempfile, "tempdir", str(top.parent))
    outside = top.parent / "ude"
    (top / "ny").unlink()
    write("ny/sag.ressort", BAD)
    outside.mkdir()

    assert judged(ressort, "ny")[0] == 1
    assert [*outside.iterdir()] == []


def test_the_rules_of_the_checker_itself_are_the_revisions_too(
    ressort: Callable, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "RULES", top / "regler")
    write("ressort.toml", SETTINGS.replace('rules = "regler"\n', ""))
    commit()
    git("branch", "-f", "main")
    lax_in_place()
    assert ressort("check").status == 0

    status, answer = judged(ressort)

    assert (status, changed(answer)[0]) == (1, "rule:only-work:changed")


@pytest.mark.usefixtures("top")
def test_a_tag_does_not_take_the_place_of_a_branch(ressort: Callable) -> None:
    git("update-ref", "refs/remotes/origin/main", "main")
    lax_in_place()
    commit()
    git("tag", "origin/main")

    done = ressort("check", "--trust", "origin/main")

    assert done.status == 2
    assert "name it in full" in done.err
    assert judged(ressort, rev="refs/remotes/origin/main")[0] == 1


@pytest.mark.usefixtures("top")
def test_an_organisation_that_is_only_moved_beside_its_proposal_is_not_new(
    ressort: Callable,
) -> None:
    with on_main():
        Path("sager/sag.ressort").unlink()
        git("rm", "-q", "sager/god.ressort")
        write("ressort.toml", 'rules = "regler"\npaths = "."\nlang = "en"\n')
    git("mv", "byer/o.ressort", "sager.ressort")
    write("sager/o.ressort", TOWN.replace("within art", "within labour"))
    Path("sager.ressort").unlink()
    write("sager/sag.ressort", BAD)
    assert ressort("check").status == 0

    status, answer = judged(ressort)

    assert (status, verdicts(answer)) == (1, {"sager/sag.ressort": "forbidden"})
    assert any(each.startswith("fact:") for each in changed(answer))


@pytest.mark.usefixtures("top")
def test_what_is_named_on_the_command_line_must_be_at_the_revision(ressort: Callable) -> None:
    write("slappe/r.ressort", LAX)
    done = ressort("check", "--trust", "main", "--rules", "slappe")
    assert done.status == 2
    assert "slappe: `main` has no such file" in done.err

    outside = Path("..") / "udenfor" / "r.ressort"
    write(str(outside), LAX)
    assert ressort("check", "--trust", "main", "--rules", outside.parent).status == 0


def test_a_path_from_a_folder_below_or_as_a_whole_is_the_same(
    ressort: Callable, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lax_in_place()
    monkeypatch.chdir(top / "sager")

    for rules in ("../regler", str(top / "regler"), "../sager/../regler"):
        status, answer = judged(ressort, "--rules", rules)
        assert (status, verdicts(answer)["sag.ressort"]) == (1, "forbidden")
        assert answer["trust"]["changes"][0]["path"].endswith("regler/r.ressort")
        assert "/ressort-" not in json.dumps(answer)


@pytest.mark.usefixtures("top")
def test_a_template_is_that_of_the_revision(ressort: Callable) -> None:
    write("egen.html", "trusted {% include 'del.html' %}")
    write("del.html", "part")
    commit()
    git("branch", "-f", "main")
    write("egen.html", "hostile")
    write("del.html", "hostile")

    asked = ("check", "--trust", "main", "--template", "egen.html", "--report", "r.html")
    told = ressort(*asked)
    assert told.status == 1
    assert "egen.html" in told.out
    assert "del.html" in told.out
    assert Path("r.html").read_text(encoding="utf-8") == "trusted part"


@pytest.mark.usefixtures("top")
def test_what_is_wrong_at_the_revision_is_told_as_wrong_there(ressort: Callable) -> None:
    write("regler/r.ressort", STRICT.replace("may only", "may onyl"))
    commit()
    git("branch", "-f", "main")
    write("regler/r.ressort", STRICT)

    done = ressort("check", "--trust", "main")

    assert done.status == 2
    assert "wrong in `main`" in done.err
    assert "regler/r.ressort:6:" in done.err


def test_a_revision_that_is_not_here_is_two_and_how_to_fetch_it(
    ressort: Callable, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit()
    git("clone", "-q", "--depth=1", "--single-branch", top.as_uri(), str(top.parent / "clone"))
    base = git("rev-parse", "main").strip()
    monkeypatch.chdir(top.parent / "clone")

    done = ressort("check", "--trust", base)

    assert (done.status, done.out) == (2, "")
    assert f"git fetch --depth=1 origin {base}" in done.err
    said = ressort("check", "--trust", "origin/main").err
    (command,) = re.findall(r"`git (fetch [^`]*)`", said)
    git(*command.split())
    assert ressort("check", "--trust", "origin/main").status == 1
    git("config", "uploadpack.allowAnySHA1InWant", "true")
    git("fetch", "-q", "--depth=1", "origin", base)
    assert ressort("check", "--trust", base).status == 1


def test_a_clone_in_part_fetches_nothing(
    ressort: Callable, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lax_in_place()
    commit()
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "-q", "--filter=blob:none", top.as_uri(), str(top.parent / "clone"))
    monkeypatch.chdir(top.parent / "clone")

    done = ressort("check", "--trust", "origin/main")

    assert done.status == 2
    assert "git has not all of `origin/main` here" in done.err


@pytest.mark.usefixtures("top")
def test_a_sparse_checkout_is_judged_by_what_is_not_checked_out(ressort: Callable) -> None:
    commit()
    git("sparse-checkout", "set", "--no-cone", "/sager/", "/byer/", "/ressort.toml", "/slappe/")
    write("slappe/r.ressort", LAX)
    write("ressort.toml", SETTINGS.replace("regler", "slappe"))
    assert not Path("regler").exists()

    assert judged(ressort)[0] == 1


@pytest.mark.slow
def test_rules_in_a_submodule_are_those_of_the_revisions_commit(
    ressort: Callable, top: Path
) -> None:
    with on_main():
        inner = top.parent / "inner"
        shutil.copytree("regler", inner)
        for each in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
            git("-C", str(inner), *each)
        git("rm", "-rq", "regler")
        git("submodule", "--quiet", "add", str(inner), "regler")
    write("regler/r.ressort", LAX)
    assert judged(ressort)[0] == 1
    git("-C", "regler", "commit", "-qam", "x")
    commit()
    assert judged(ressort)[0] == 1

    git("submodule", "--quiet", "deinit", "-f", "regler")
    shutil.rmtree(".git/modules")
    shutil.rmtree("regler")
    write("regler/r.ressort", LAX)
    done = ressort("check", "--trust", "main")
    assert done.status == 2
    assert "regler: the submodule is not here" in done.err


@pytest.mark.slow
@pytest.mark.parametrize("key", ["beside", "organisations"])
def test_facts_in_a_submodule_that_is_not_here_are_not_guessed(
    ressort: Callable, top: Path, key: str
) -> None:
    """The branch has a folder with facts of its own in its place, by an id that is shipped."""
    facts = TOWN.replace("lilleby", "copenhagen-2013")
    place = "sager" if key == "beside" else "byer"
    settings = SETTINGS if key != "beside" else SETTINGS.replace('organisations = "byer"', "")
    with on_main():
        inner = top.parent / "inner"
        write(str(inner / "o.ressort"), facts)
        for each in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
            git("-C", str(inner), *each)
        shutil.rmtree("sager")
        git("rm", "-rqf", place)
        git("submodule", "--quiet", "add", str(inner), place)
        write("ressort.toml", settings)
    git("submodule", "--quiet", "deinit", "-f", place)
    git("rm", "-qf", "--cached", place)
    shutil.rmtree(".git/modules")
    shutil.rmtree(place, ignore_errors=True)
    write(f"{place}/o.ressort", facts.replace("within art", "within labour"))
    write("sager/sag.ressort", BAD.replace("lilleby", "copenhagen-2013"))
    assert ressort("check").status == 0

    done = ressort("check", "--trust", "main")

    assert done.status == 2
    assert f"{place}: the submodule is not here" in done.err


def test_nothing_of_the_repository_is_run(ressort: Callable, top: Path) -> None:
    hurt = top.parent / "hurt"
    run = top.parent / "run"
    run.write_text(f"#!/bin/sh\ntouch {hurt}\ncat\n", encoding="utf-8")
    run.chmod(0o755)
    write(".gitattributes", "* filter=x diff=x\n")
    commit()
    for key in ("core.fsmonitor", "filter.x.clean", "filter.x.smudge", "diff.x.textconv",
                "diff.external", "core.pager", "core.sshCommand"):  # fmt: skip
        git("config", key, str(run))
    hooks = top / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(run, hooks / name)
    hurt.unlink(missing_ok=True)
    Path("sager/sag.ressort").write_text(BAD + "# x\n", encoding="utf-8")

    for option in ("--trust", "--changed-since"):
        assert ressort("check", option, "main").status == 1
    assert not hurt.exists()
