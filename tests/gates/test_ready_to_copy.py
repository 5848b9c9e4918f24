# SPDX-License-Identifier: EUPL-1.2
"""Action, template, hooks and the YAML of the pages work as they stand."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
import yaml
from gits import commit, git
from pre_commit.clientlib import load_manifest
from repositories import CASES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
HOOKS = {each["id"]: each for each in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}
ACTION = yaml.safe_load((ROOT / ".github/actions/ressort/action.yml").read_text(encoding="utf-8"))
TEMPLATE = [*yaml.safe_load_all((ROOT / ".gitlab/ressort.yml").read_text(encoding="utf-8"))]


def hook(ressort: Callable, name: str, *files: str) -> Any:
    """What a hook gives as pre-commit runs it: entry, arguments and, where it takes them, files."""
    told = HOOKS[name]
    given = [*told["entry"].split(), *told["args"], *(files if told["pass_filenames"] else ())]
    assert given[0] == "ressort"
    return ressort(*given[1:])


def test_each_hook_passes_and_fails(ressort: Callable, repository: Path) -> None:
    files = [each.name for each in repository.glob("*.ressort")]
    assert set(HOOKS) == {"ressort-check", "ressort-format", "ressort-rules-test"}
    for name in HOOKS:
        done = hook(ressort, name, *files)
        assert done.status == 0, done.err + done.out

    path = repository / "ingen-aendring.ressort"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n\n\nflyt   KS fra ØU til KFU\n", encoding="utf-8")
    settings = repository / "ressort.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('"never"', '"forbidden"'), encoding="utf-8"
    )
    for name in HOOKS:
        assert hook(ressort, name, *files).status == 1


def test_the_hooks_look_at_documents_alone() -> None:
    assert {each["files"] for each in HOOKS.values()} == {r"\.ressort$"}


@pytest.fixture
def act(repository: Path) -> Callable[..., tuple[int, dict[str, str], str]]:
    """act(name=value, …) runs the action's check: its status, its outputs, its log."""
    outside = repository.parent
    bin = outside / "runner" / "ressort" / "bin"
    bin.mkdir(parents=True)
    (bin / "python").symlink_to(sys.executable)
    (bin / "ressort").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -I -m checker "$@"\n', encoding="utf-8"
    )
    (bin / "ressort").chmod(0o755)
    _, step = ACTION["runs"]["steps"]

    def run(**given: str) -> tuple[int, dict[str, str], str]:
        inputs = {name: each["default"] for name, each in ACTION["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        outputs = outside / "outputs"
        outputs.write_text("", encoding="utf-8")
        values = {
            key: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")]
            for key, value in step["env"].items()
        }
        runner = {"RUNNER_TEMP": str(outside / "runner"), "GITHUB_OUTPUT": str(outputs)}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            shell, capture_output=True, encoding="utf-8", env={**os.environ, **values, **runner}
        )
        lines = outputs.read_text(encoding="utf-8").splitlines()
        return (
            done.returncode,
            dict(line.split("=", 1) for line in lines),
            done.stdout + done.stderr,
        )

    return run


def test_the_action_checks_and_tells(act: Callable, repository: Path) -> None:
    status, outputs, log = act()

    assert status == 0, log
    assert outputs == {
        "report": "ressort.json",
        "receipt": "ressort.receipt.json",
        "verdict": "incomplete",
    }
    assert "file=kbs-biu.ressort" in log
    assert (repository / outputs["receipt"]).exists()


def test_the_action_fails_as_the_tool_does(act: Callable) -> None:
    assert act(fail_on="incomplete")[0] == 1
    assert act(fail_on="incomplete", changed_since="HEAD")[0] == 0
    assert act(paths="ingen-aendring.ressort\n", fail_on="incomplete")[1]["verdict"] == "clear"
    status, outputs, log = act(paths="$(touch hurt)\n; touch hurt")
    assert (status, outputs) == (2, {})
    assert "$(touch hurt)" in log
    assert not Path("hurt").exists()


def test_the_action_is_of_one_version_with_the_tool_and_its_outputs_are_made() -> None:
    install, check = ACTION["runs"]["steps"]

    there = (ROOT / ".github/actions/ressort/../../..").resolve()
    assert '"$GITHUB_ACTION_PATH/../../.."' in install["run"]
    assert (there / "pyproject.toml").exists()
    for name, each in ACTION["outputs"].items():
        assert each["value"] == f"${{{{ steps.check.outputs.{name} }}}}"
        assert f'echo "{name}=' in check["run"]
    assert "${{" not in check["run"] + install["run"]


def lay_tool(folder: Path) -> None:
    """The tool where the job of GitLab installs it."""
    tool = folder / ".ressort-venv" / "bin" / "ressort"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m checker "$@"\n', encoding="utf-8")
    tool.chmod(0o755)


def test_the_gitlab_job_writes_what_it_hands_over(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, job = TEMPLATE[0], TEMPLATE[1]["ressort"]
    given = {"source": "x", "paths": "", "options": "--lang da"}
    for name, value in job["variables"].items():
        key = value.removeprefix("$[[ inputs.").removesuffix(" ]]")
        assert key in header["spec"]["inputs"]
        monkeypatch.setenv(name, given[key])
    lay_tool(repository)

    done = subprocess.run(["sh", "-ec", job["script"][-1]], capture_output=True, encoding="utf-8")

    assert done.returncode == 0, done.stderr
    kept = job["artifacts"]
    for path in [*kept["paths"], *kept["reports"].values()]:
        assert (repository / path).stat().st_size > 100


@pytest.fixture
def pull_request(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shallow clone of one branch of the repository, which makes its own gate never fail."""
    settings = (repository / "ressort.toml").read_text(encoding="utf-8")
    strict = settings.replace('"never"', '"incomplete"')
    (repository / "ressort.toml").write_text(strict, encoding="utf-8")
    commit()
    git("branch", "-M", "main")
    git("checkout", "-q", "-b", "lax")
    (repository / "ressort.toml").write_text(settings, encoding="utf-8")
    for name in ("json.py", "pip.py", "venv.py"):
        (repository / name).write_text("open('hurt', 'w')\n", encoding="utf-8")
    commit()
    clone = repository.parent / "clone"
    git("clone", "-q", "--depth=1", "--branch=lax", repository.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    return clone


def test_the_action_judges_by_what_a_pull_request_is_merged_into(
    act: Callable, pull_request: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert act()[0] == 0

    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    status, outputs, log = act()

    assert (status, outputs["verdict"]) == (1, "incomplete"), log
    assert "The branch changes the setting fail-on" in log
    assert not (pull_request / "hurt").exists()
    monkeypatch.setenv("GITHUB_BASE_REF", "gone")
    status, outputs, log = act()
    assert (status, outputs) == (2, {})
    assert "git knows no revision `refs/remotes/origin/gone` here" in log


def test_the_gitlab_job_judges_by_what_a_merge_request_is_merged_into(
    pull_request: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_tool(pull_request)
    script = "\n".join(TEMPLATE[1]["ressort"]["script"][-2:])

    def status() -> int:
        return subprocess.run(["sh", "-ec", script], capture_output=True).returncode

    assert status() == 0
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    assert status() == 1


def test_no_module_of_the_checkout_is_imported_by_action_and_template() -> None:
    runs = [each["run"] for each in ACTION["runs"]["steps"]] + TEMPLATE[1]["ressort"]["script"]
    started = [
        line for run in runs for line in run.splitlines() if re.search(r"python3?\"? ", line)
    ]

    assert len(started) == 5
    assert all(re.search(r"python3?\"? -I ", line) for line in started)


def blocks(page: str) -> list[Any]:
    """The blocks of YAML in a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [yaml.safe_load(each) for each in found]


PRE_COMMIT, WORKFLOW, GITLAB, TRUSTED = blocks(".github/GATE.md")


def test_the_pages_show_the_action_as_it_is() -> None:
    for page in (WORKFLOW, TRUSTED):
        _, step, *_ = page["jobs"]["ressort"]["steps"]
        assert step["uses"] == "OWNER/REPOSITORY/.github/actions/ressort@TAG"
        assert step["with"].keys() <= ACTION["inputs"].keys()


def test_the_pages_show_the_hooks_as_they_are() -> None:
    (short,) = blocks("README.md")

    assert short == PRE_COMMIT
    (told,) = PRE_COMMIT["repos"]
    assert [each["id"] for each in told["hooks"]] == [*HOOKS]


@pytest.fixture
def fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a proposal that fails on a branch, on a main branch with one that passes;
    none says what it expects."""
    top = tmp_path / "by"
    (top / "sager").mkdir(parents=True)
    monkeypatch.chdir(top)
    for name in ("CI", "GITHUB_STEP_SUMMARY", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git("init", "-q", "-b", "main")
    head = 'proposal "{}"\n    concerns copenhagen-2013\n    proposed 2013-06-18\n'
    head += "    effective 2014-01-01\n"
    for name in ("gammel", "anden"):
        (top / "sager" / f"{name}.ressort").write_text(head.format(name), encoding="utf-8")
    commit()
    git("checkout", "-q", "-b", "sag")
    text = head.format("ny") + "\nmove KEjd from KFU to ØU\n"
    (top / "sager" / "ny.ressort").write_text(text, encoding="utf-8")
    commit()
    git("update-ref", "refs/remotes/origin/main", "main")
    git("remote", "add", "origin", top.as_uri())
    return top


def test_pre_commit_runs_the_block_as_it_stands(fails: Path, tmp_path: Path) -> None:
    hooks = tmp_path / "ressort"
    hooks.mkdir()
    # What pre-commit would install is here already: the tool itself.
    told = [{**each, "language": "system"} for each in HOOKS.values()]
    bare = [{key: value for key, value in each.items() if value != "0"} for each in told]
    (hooks / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(bare), encoding="utf-8")
    tool = tmp_path / "bin" / "ressort"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    with chdir(hooks):
        git("init", "-q")
        commit()
        git("tag", "TAG")
    text = yaml.safe_dump(PRE_COMMIT).replace("https://github.com/OWNER/REPOSITORY", str(hooks))
    (fails / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    git("add", "-A")
    where = {
        "PATH": f"{tool.parent}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "kept"),
    }

    def run() -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **where},
        )
        return done.returncode, done.stdout + done.stderr

    status, log = run()
    assert status == 1, log
    lines = log.splitlines()
    assert re.match(r"ressort check\.+Failed$", next(line for line in lines if "check." in line))
    assert re.search(r"^ressort rules format\.+Passed$", log, re.MULTILINE)
    assert re.search(r"^ressort rules test\.+Passed$", log, re.MULTILINE)
    assert "sager/ny.ressort:6:1  error  unit-bylaw-change  Moving" in log
    assert "1 of 3 fails: sager/ny.ressort (incomplete ≥ incomplete)" in lines
    assert "Next: ressort plan sager/ny.ressort" in lines
    assert len(lines) < 28
    git("rm", "-q", "-f", "sager/ny.ressort")
    assert run()[0] == 0


def test_the_workflow_of_github_runs_as_it_stands(
    act: Callable, fails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fails)
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    _, step, upload, comment = WORKFLOW["jobs"]["ressort"]["steps"]
    given = {key.replace("-", "_"): value for key, value in step["with"].items()}
    given["changed_since"] = given["changed_since"].replace("${{ github.base_ref }}", "main")

    status, outputs, log = act(**given)

    assert (status, outputs["verdict"]) == (1, "incomplete"), log
    assert log.count("::error ") == 2
    assert upload["with"]["sarif_file"] in given["reports"].split()
    (run,) = json.loads(Path("ressort.sarif").read_text(encoding="utf-8"))["runs"]
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["sager/ny.ressort"]
    gh = fails.parent / "gh"
    gh.mkdir()
    (gh / "gh").write_text(
        '#!/bin/sh\necho "$@" >> "$ASKED"\n[ "$2" != --paginate ] || printf "$FOUND"\n',
        encoding="utf-8",
    )
    (gh / "gh").chmod(0o755)
    asked = fails.parent / "asked"
    env = {"PATH": f"{gh}:{os.environ['PATH']}", "ASKED": str(asked), "GH_REPO": "a/b"}
    for found, told in (
        ("", "pr comment 7 --body-file ressort.comment.md"),
        ("12\\n13\\n", "--method PATCH repos/a/b/issues/comments/12 -F body=@ressort.comment.md"),
    ):
        subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", comment["run"]],
            check=True,
            env={**os.environ, **env, "NUMBER": "7", "FOUND": found},
        )
        assert asked.read_text(encoding="utf-8").splitlines()[-1].endswith(told)
    page = Path("ressort.comment.md").read_text(encoding="utf-8")
    assert page.startswith("<!-- ressort -->\n")
    assert 'startswith("<!-- ressort -->")' in comment["run"]


def test_the_pipeline_of_gitlab_runs_as_it_stands(
    fails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, job = TEMPLATE[0], TEMPLATE[1]["ressort"]
    (included,) = GITLAB["include"]
    given = {name: each.get("default") for name, each in header["spec"]["inputs"].items()}
    given |= included["inputs"]
    assert included["inputs"].keys() <= header["spec"]["inputs"].keys()
    assert None not in given.values()
    assert included["remote"].endswith("/TAG/.gitlab/ressort.yml")
    assert GITLAB["ressort"].keys() == {"rules"}
    for name, value in job["variables"].items():
        monkeypatch.setenv(name, given[value.removeprefix("$[[ inputs.").removesuffix(" ]]")])
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
    lay_tool(fails)
    script = "\n".join(job["script"][-2:])

    done = subprocess.run(["sh", "-ec", script], capture_output=True, encoding="utf-8")

    assert done.returncode == 1, done.stderr
    assert "1 of 3 fails: sager/ny.ressort" in done.stdout
    entries = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert "sager/ny.ressort" in {each["location"]["path"] for each in entries}


def test_a_test_of_rules_is_silent_where_nothing_is_expected(ressort: Callable, here: Path) -> None:
    quiet = ("rules", "test", ".", "--quiet")
    nothing = ressort(*quiet)
    shutil.copy(CASES / "kejd-oeu.ressort", here / "a.ressort")
    met = ressort(*quiet)
    text = Path("a.ressort").read_text(encoding="utf-8")
    Path("a.ressort").write_text(text.partition("\nforvent")[0], encoding="utf-8")
    none_expected, asked = ressort(*quiet), ressort("rules", "test", ".")
    Path("a.ressort").write_text(
        text.replace("forvent ufuldstændigt", "forvent i orden"), encoding="utf-8"
    )
    unmet = ressort(*quiet)
    Path("a.ressort").write_text("forslag", encoding="utf-8")

    for run in (nothing, met, none_expected):
        assert (run.status, run.out, run.err) == (0, "", "")
    assert asked.status == 2
    assert unmet.status == 1
    assert unmet.out.startswith("DUMPET  a.ressort\n")
    assert unmet.out.endswith("tilfælde: 1, dumpet: 1\n")
    assert ressort(*quiet).status == 2
