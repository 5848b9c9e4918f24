# SPDX-License-Identifier: EUPL-1.2
"""What a branch brings does not count yet, what is told of it, and a receipt of it."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from branches import GOOD, SETTINGS, STRICT, TOWN, changed, judged, lax_in_place, write
from gits import commit, git, on_main


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
