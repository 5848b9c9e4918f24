# SPDX-License-Identifier: EUPL-1.2
"""What judges is not what is judged: a branch is judged by what a revision holds, and what it
changes of that is shown and judged too."""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from gits import commit, git, on_main

from checker import folders

AREAS = """source LOV law "Loven"
area labour "arbejde"
area art "kunst"

"""
STRICT = f"""{AREAS}rule only-work "Only work"
    JOB may only hold labour tasks
    under LOV § 1
"""
LAX = STRICT.replace("labour tasks", "labour and art tasks")
GUIDE = """source VEJ bylaw "Vedtægten"

rule no-art "No art"
    JOB must not hold art tasks
    under VEJ § 1
"""
TOWN = """municipality lilleby "By" as of 2013-01-01
council BR "Byrådet"
term from 2010-01-01 until 2013-12-31
term from 2014-01-01 until 2017-12-31
finance committee FIN "Finansudvalget" administration FA "Forvaltningen" mayor M1 "Borgmester"
committee JOB "Jobudvalget" administration JA "Jobforvaltningen" mayor M2 "Jobborgmester"
committee KUL "Kulturudvalget" administration KA "Kulturforvaltningen" mayor M3 "Borgmester"
task museum "Museum" within art held by KUL
task jobs "Jobindsats" within labour held by JOB
"""
BAD = """proposal "Museum"
    concerns lilleby
    proposed 2013-06-18
    effective 2014-01-01

move museum from KUL to JOB
"""
GOOD = BAD.replace("Museum", "Job").replace("museum from KUL to JOB", "jobs from JOB to KUL")
WAIVER = """
waive no-art for JOB
    because "Tried" decided by the council on 2013-01-02
    journal "1" until 2029-12-31
"""
SETTINGS = """paths = "sager"
rules = "regler"
organisations = "byer"
fail-on = "forbidden"
lang = "en"
"""


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


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def judged(ressort: Callable, *arguments: str, rev: str = "main") -> tuple[int, dict[str, Any]]:
    """The exit status, and the answer."""
    done = ressort("check", "--trust", rev, "--format", "json", *arguments)
    assert done.status < 2, done.err
    return done.status, json.loads(done.out)


def verdicts(answer: dict[str, Any]) -> dict[str, str]:
    return {one["proposal"]["path"]: one["verdict"] for one in answer["results"]}


def changed(answer: dict[str, Any]) -> list[str]:
    return [one["id"] for one in answer["trust"]["changes"]]


def lax_in_place() -> None:
    write("regler/r.ressort", LAX)


def another_folder() -> None:
    write("slappe/r.ressort", LAX)
    write("ressort.toml", SETTINGS.replace("regler", "slappe"))


def moved_folder() -> None:
    git("mv", "regler", "nye")
    write("nye/r.ressort", LAX)
    write("ressort.toml", SETTINGS.replace("regler", "nye"))


def rule_is_gone() -> None:
    advice = GUIDE.partition("\n\n")[2].replace("must not", "should not")
    write("regler/r.ressort", AREAS + advice.replace("under VEJ", "under LOV"))


def linked_folder() -> None:
    shutil.rmtree("regler")
    write("slappe/r.ressort", LAX)
    Path("regler").symlink_to("slappe")


def linked_file() -> None:
    write("regler/lax.txt", LAX)
    Path("regler/r.ressort").unlink()
    Path("regler/r.ressort").symlink_to("lax.txt")


def ends_with_zero() -> None:
    write("ressort.toml", f"{SETTINGS}exit-zero = true\n")


def never_fails() -> None:
    write("ressort.toml", SETTINGS.replace("forbidden", "never"))


def nearer_settings() -> None:
    Path("ressort.toml").unlink()
    write("slappe/r.ressort", LAX)
    write("pyproject.toml", "[tool.ressort]\n" + SETTINGS.replace("regler", "slappe"))


def other_facts() -> None:
    write("byer/o.ressort", TOWN.replace("within art", "within labour"))


def facts_elsewhere() -> None:
    git("mv", "byer", "andre")
    write("andre/o.ressort", TOWN.replace("within art", "within labour"))
    write("ressort.toml", SETTINGS.replace("byer", "andre"))


def a_proposal_over_a_rule() -> None:
    write("regler/r.ressort", BAD.replace("Museum", "Andet"))
    write("regler/lax.ressort", LAX)


def hidden_from_git() -> None:
    lax_in_place()
    git("update-index", "--assume-unchanged", "regler/r.ressort")


HOSTILE = [
    lax_in_place,
    another_folder,
    moved_folder,
    rule_is_gone,
    linked_folder,
    linked_file,
    ends_with_zero,
    never_fails,
    nearer_settings,
    other_facts,
    facts_elsewhere,
    a_proposal_over_a_rule,
    hidden_from_git,
]


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.__name__)
@pytest.mark.parametrize("option", ["--trust", "--changed-since"])
@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.usefixtures("top")
def test_a_branch_does_not_loosen_its_own_gate(
    ressort: Callable, hostile: Callable[[], None], option: str, committed: bool
) -> None:
    hostile()
    if committed:
        commit()
    assert ressort("check").status == 0, "else the branch is not hostile"

    done = ressort("check", option, "main", "--format", "json")

    assert done.status == 1, done.err
    answer = json.loads(done.out)
    assert verdicts(answer)["sager/sag.ressort"] == "forbidden"
    assert changed(answer)
    assert "What the branch changes" in ressort("check", option, "main").out


@pytest.mark.usefixtures("top")
def test_what_is_changed_is_told_with_its_effect(ressort: Callable) -> None:
    lax_in_place()

    status, answer = judged(ressort)

    rule, effect = answer["trust"]["changes"]
    assert status == 1
    assert (rule["path"], rule["line"], rule["severity"]) == ("regler/r.ressort", 5, "warning")
    assert rule["details"] == [
        "– JOB may only hold labour tasks",
        "+ JOB may only hold labour and art tasks",
    ]
    assert "forbidden → clear" in effect["message"]
    assert effect["path"] == "sager/sag.ressort"
    assert any("Found no longer" in each for each in effect["details"])
    assert answer["trust"]["commit"] == git("rev-parse", "main").strip()


@pytest.mark.usefixtures("top")
def test_a_branch_that_is_stricter_fails_by_its_own_word(ressort: Callable) -> None:
    write("regler/r.ressort", LAX)
    commit()
    git("branch", "-f", "base")
    write("regler/r.ressort", STRICT)

    status, answer = judged(ressort, rev="base")

    assert status == 1
    assert verdicts(answer)["sager/sag.ressort"] == "clear"
    assert [one["severity"] for one in answer["trust"]["changes"]] == ["warning", "error"]


@pytest.mark.usefixtures("top")
def test_a_branch_with_other_rules_passes_where_both_pass(ressort: Callable) -> None:
    Path("sager/sag.ressort").unlink()
    lax_in_place()

    status, answer = judged(ressort)

    assert (status, changed(answer)) == (0, ["rule:only-work:changed"])
    told = ressort("check", "--trust", "main").out
    assert "What the branch changes" in told
    silent = ressort("check", "--trust", "main", "--quiet")
    assert (silent.status, silent.out, silent.err) == (0, "", "")


@pytest.mark.usefixtures("top")
def test_quiet_tells_what_the_branch_changes_where_it_fails_without_two_empty_lines(
    ressort: Callable,
) -> None:
    write("regler/r.ressort", LAX)
    commit()
    git("branch", "-f", "base")
    write("regler/r.ressort", STRICT)

    done = ressort("check", "--trust", "base", "--quiet")

    assert done.status == 1
    assert done.out.startswith("What the branch changes")
    assert "clear → forbidden" in done.out
    assert "\n\n\n" not in done.out


@pytest.mark.usefixtures("top")
def test_two_revisions_one_judges_and_one_tells_what_is_new(ressort: Callable) -> None:
    commit()
    write("sager/sag.ressort", BAD + "# x\n")
    write("sager/ny.ressort", GOOD.replace("Job", "Ny"))
    commit()

    def since(revision: str) -> int:
        return len(verdicts(judged(ressort, "--changed-since", revision)[1]))

    assert (since("HEAD"), since("HEAD~1"), since("main")) == (0, 2, 2)
    lax_in_place()
    assert since("HEAD") == 3


@pytest.mark.usefixtures("top")
def test_a_comment_changes_nothing_in_law(ressort: Callable) -> None:
    write("regler/r.ressort", f"# a comment\n{STRICT}")

    assert changed(judged(ressort)[1]) == []


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sager/sag.ressort", "byer/f.ressort"])
@pytest.mark.usefixtures("top")
def test_a_waiver_that_the_branch_brings_does_not_count_yet(ressort: Callable, where: str) -> None:
    with on_main():
        write("regler/r.ressort", AREAS + GUIDE)
    waiver = BAD + WAIVER if where.startswith("sager") else "waivers of lilleby\n" + WAIVER
    write(where, waiver)
    assert ressort("check", "--fail-on", "conditional").status == 0

    status, answer = judged(ressort, "--fail-on", "conditional")
    assert status == 1
    assert any(each.startswith("waiver:") for each in changed(answer))

    commit()
    git("branch", "-f", "main")
    write("sager/sag.ressort", Path("sager/sag.ressort").read_text(encoding="utf-8") + "\n# x\n")
    git("mv", "sager/sag.ressort", "sager/omdøbt.ressort")
    assert judged(ressort, "--fail-on", "conditional")[0] == 0


@pytest.mark.slow
@pytest.mark.usefixtures("top")
def test_a_baseline_that_the_branch_brings_does_not_count_yet(ressort: Callable) -> None:
    ressort("check", "--write-baseline", "kendte.json")
    write("ressort.toml", SETTINGS + 'baseline = "kendte.json"\n')
    assert ressort("check").status == 0

    status, answer = judged(ressort)

    assert status == 1
    assert {"baseline:1:added", "setting:baseline:changed"} <= {*changed(answer)}
    commit()
    assert judged(ressort, rev="branch")[0] == 0


@pytest.mark.usefixtures("top")
def test_the_pin_of_the_revision_holds_for_it_and_the_branchs_for_the_branch(
    ressort: Callable,
) -> None:
    with on_main():
        Path("sager/sag.ressort").unlink()
        write("ressort.toml", SETTINGS + ressort("config", "pin").out)
    lax_in_place()
    done = ressort("check", "--trust", "main")
    assert done.status == 2
    assert "wrong in the branch" in done.err
    assert "pinned" in done.err

    write(
        "ressort.toml", SETTINGS + ressort("config", "pin", "--no-config", "--rules", "regler").out
    )
    assert judged(ressort)[0] == 0


@pytest.mark.usefixtures("top")
def test_who_rests_on_a_new_organisation_fails_until_it_is_merged(ressort: Callable) -> None:
    Path("sager/sag.ressort").unlink()
    write("byer/ny.ressort", TOWN.replace("lilleby", "storby"))
    status, answer = judged(ressort)
    assert (status, changed(answer)) == (0, ["organisation:storby:added"])

    write("sager/sag.ressort", GOOD.replace("lilleby", "storby"))
    assert ressort("check").status == 0
    status, answer = judged(ressort)
    assert (status, changed(answer)) == (1, ["organisation:storby:added"])
    assert answer["trust"]["changes"][0]["severity"] == "error"

    git("add", "byer")
    git("commit", "-q", "-m", "x")
    assert judged(ressort, rev="branch")[0] == 0


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
    assert ressort(*asked).status == 1
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


@pytest.mark.slow
@pytest.mark.usefixtures("top")
def test_every_format_tells_what_is_changed(ressort: Callable) -> None:
    lax_in_place()
    endings = ("txt", "md", "html", "sarif", "xml", "gitlab.json", "comment.md", "docx")
    reports = [part for ending in endings for part in ("--report", f"x.{ending}")]
    for language, said in (("en", "branch changes the rule"), ("da", "Grenen ændrer reglen")):
        done = ressort(
            "check", "--trust", "main", "--lang", language, "--format", "github", *reports
        )
        assert done.status == 1
        assert said in done.out
        for ending in endings[:-1]:
            text = Path(f"x.{ending}").read_text(encoding="utf-8")
            assert said in text, ending
            assert "only-work" in text


@pytest.mark.usefixtures("top")
def test_a_receipt_is_verified_by_the_revision_that_judged(ressort: Callable) -> None:
    ressort("check", "--write-baseline", "kendte.json")
    write("ressort.toml", SETTINGS + 'baseline = "kendte.json"\n')
    commit()
    git("branch", "-f", "main")
    lax_in_place()
    write("kendte.json", '{"version": 1, "findings": []}')
    assert ressort("check", "--trust", "main", "--receipt", "k.json").status == 0

    receipt = json.loads(Path("k.json").read_text(encoding="utf-8"))
    assert receipt["asked"]["trust"] == git("rev-parse", "main").strip()
    (held,) = (one["sha256"] for one in receipt["inputs"] if one["path"] == "kendte.json")
    assert held == sha256(git("show", "main:kendte.json").encode("utf-8")).hexdigest()
    assert ressort("verify", "k.json").status == 0
    receipt["asked"]["trust"] = None
    write("k.json", json.dumps(receipt))
    assert ressort("verify", "k.json").status == 1
    receipt["asked"]["trust"] = "--output=x"
    write("k.json", json.dumps(receipt))
    assert ressort("verify", "k.json").status == 2
    assert not Path("x").exists()


@pytest.mark.usefixtures("top")
def test_of_very_many_changes_the_first_are_told_and_the_others_counted(ressort: Callable) -> None:
    rule = STRICT.partition("rule")[2]
    more = ("\nrule" + rule.replace("only-work", f"rule-{number}") for number in range(120))
    write("regler/mange.ressort", "".join(more).lstrip())

    told = judged(ressort)[1]["trust"]["changes"]

    assert len([one for one in told if one["what"] == "rule"]) == 101
    assert told[100]["message"] == "Beside that the branch changes: 20 more"
