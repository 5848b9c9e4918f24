# SPDX-License-Identifier: EUPL-1.2
"""A branch does not loosen the gate that judges it: every way to try, and what is told of each."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from branches import (
    AREAS,
    BAD,
    GOOD,
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

GUIDE = """source VEJ bylaw "Vedtægten"

rule no-art "No art"
    JOB must not hold art tasks
    under VEJ § 1
"""
WAIVER = """
waive no-art for JOB
    because "Tried" decided by the council on 2013-01-02
    journal "1" until 2029-12-31
"""


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


def hidden_from_the_index() -> None:
    lax_in_place()
    git("update-index", "--skip-worktree", "regler/r.ressort")


def attributes_and_ignored() -> None:
    write(".gitattributes", "*.ressort export-ignore ident export-subst filter=lfs -text\n")
    write(".gitignore", "regler/\n*.ressort\n")
    lax_in_place()


def another_case() -> None:
    write("Regler/r.ressort", LAX)
    write("ressort.toml", SETTINGS.replace("regler", "Regler"))


def a_folder_for_a_file() -> None:
    Path("regler/r.ressort").unlink()
    write("regler/r.ressort/r.ressort", LAX)


def a_wider_area() -> None:
    write("regler/r.ressort", STRICT.replace('"kunst"', '"kunst" within labour'))


def proposals_behind_a_link() -> None:
    shutil.move("sager", "egne")
    Path("sager").symlink_to("egne")
    lax_in_place()


HOSTILE = [
    hidden_from_the_index,
    attributes_and_ignored,
    another_case,
    a_folder_for_a_file,
    a_wider_area,
    proposals_behind_a_link,
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


@pytest.mark.parametrize("option", ["--trust", "--changed-since"])
def test_what_is_found_and_not_judged_is_told_also_where_another_judges(
    ressort: Callable, top: Path, option: str
) -> None:
    shutil.move("sager/sag.ressort", "gemt.ressort")
    (top / "sager" / "sag.ressort").symlink_to("../gemt.ressort")
    write("sager/plan.csv", "task;from;to\n")
    write("sager/plan.ressort", BAD.replace("proposal", "proposed"))

    done = ressort("check", option, "main")

    assert done.status == 0
    assert "tables passed over because they are not named themselves: 1" in done.err
    assert "links not followed because they lead out of the folder: 1" in done.err
    assert "passed over, not being proposals: sager/plan.ressort" in done.err
