# SPDX-License-Identifier: EUPL-1.2
"""Settings and receipts stay inside the repository, and no line of a file that is no document of
ours is shown."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from checker.commands import cli, receipt, settings
from checker.folders import FIXTURES

CASE = FIXTURES / "copenhagen-2013" / "ingen-aendring.ressort"
SECRET = "hunter2"
CHECK = cli.get_command(click.Context(cli), "check")
assert CHECK is not None
KEYS = [*settings.keys(CHECK), "templates", "receipt", "write-baseline"]
NAMES = ("x.html", "x.ressort", "x.json")
OUTSIDE = {
    "absolute": "{outside}/{name}",
    "upwards": "../outside/{name}",
    "link": "{name}-link",
    "folder-link": "linked/{name}",
    "home": "~/{name}",
    "nul": "a\\u0000b{name}",
    "device": "/dev/zero",
    "long": f"{'x' * 300}/{{name}}",
    "fifo": "fifo-{name}",
    "git": ".git/{name}",
}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, beside a folder that is none of its business."""
    outside, top = tmp_path / "outside", tmp_path / "repo"
    outside.mkdir()
    top.mkdir()
    monkeypatch.setenv("HOME", str(outside))
    monkeypatch.setenv("RESSORT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(top)
    git("init", "-q")
    shutil.copy(CASE, top / "sag.ressort")
    (top / "linked").symlink_to(outside)
    for name in ("x.html", "x.ressort", "x.json", "config"):
        for folder in (outside, top / ".git"):
            (folder / name).write_text(f"[core]\n\ttoken = {SECRET}\n", encoding="utf-8")
        (top / f"{name}-link").symlink_to(outside / name)
        os.mkfifo(top / f"fifo-{name}")
    return top


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def all_outside(top: Path) -> dict[Path, tuple[bytes, int]]:
    places = [*(top.parent / "outside").rglob("*"), *(top / ".git").rglob("*")]
    return {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in places if each.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("way", OUTSIDE)
@pytest.mark.parametrize("key", KEYS)
def test_no_setting_reads_or_writes_outside(
    ressort: Callable, top: Path, key: str, way: str
) -> None:
    before = all_outside(top)
    param = settings.keys(CHECK).get(key) if CHECK else None
    for name in (
        NAMES if param and param.metavar in ("FILE", "DIR", "PATH", "PATH...") else NAMES[:1]
    ):
        value = OUTSIDE[way].format(outside=top.parent / "outside", name=name)
        (top / "ressort.toml").write_text(f'{key} = "{value}"\n', encoding="utf-8")

        done = ressort("check", *(["sag.ressort"] if key != "paths" else []))
        if key == "templates" and done.status == 0:  # whose folder is not that of another
            done = ressort("letters", "sag.ressort", "--to", "breve")

        assert done.status == 2, (value, done)
        assert SECRET not in done.out + done.err
        assert "internal" not in done.err
        assert "system" not in done.err
        assert all_outside(top) == before


@pytest.mark.slow
@pytest.mark.parametrize("path", [".github/x.html", ".x.html", "docs/../.x/y.json"])
def test_settings_write_to_no_hidden_place(ressort: Callable, top: Path, path: str) -> None:
    for folder in (".github", ".x", "docs"):
        (top / folder).mkdir()
    before = [*top.rglob("*")]
    (top / "ressort.toml").write_text(f'report = "{path}"\n', encoding="utf-8")

    told = ressort("check", "sag.ressort").err
    assert "begins with a dot" in told
    assert "name it on the command line" in told
    assert {*top.rglob("*")} - {*before} == {top / "ressort.toml"}
    assert ressort("check", "sag.ressort", "--no-config", "--report", path).status == 0


def test_settings_write_over_no_file_of_the_repository(ressort: Callable, top: Path) -> None:
    (top / "ressort.toml").write_text('report = "README.md"\n', encoding="utf-8")
    assert [ressort("check", "sag.ressort").status for _ in range(2)] == [0, 0]

    git("add", "README.md")
    done = ressort("check", "sag.ressort")

    assert done.status == 2
    assert "ressort.toml:1:1: README.md: the settings may have no report written over" in done.err
    assert ressort("check", "sag.ressort", "--no-config", "--report", "README.md").status == 0


def test_settings_that_lead_out_are_not_read(ressort: Callable, top: Path) -> None:
    (top.parent / "outside" / "s.toml").write_text(f"{SECRET}\n", encoding="utf-8")
    (top / "ressort.toml").symlink_to(top.parent / "outside" / "s.toml")

    done = ressort("check", "sag.ressort")
    assert (done.status, SECRET in done.err) == (2, False)
    assert "leads out of the repository" in done.err
    (top / "ressort.toml").unlink()
    (top / "secrets.toml").write_text(f'password = "{SECRET}"\n', encoding="utf-8")
    (top / "ressort.toml").symlink_to("secrets.toml")
    done = ressort("check", "sag.ressort")
    assert (done.status, SECRET in done.err) == (2, False)
    done = ressort("check", "sag.ressort", "--config", ".git/config")
    assert (done.status, SECRET in done.err) == (2, False)


@pytest.mark.slow
def test_a_path_inside_is_taken_however_it_is_written(ressort: Callable, top: Path) -> None:
    (top / "sager").mkdir()
    shutil.copy(CASE, top / "sager" / "a.ressort")
    (top / "mod-sager").symlink_to("sager")
    for path in ("sager", "./sager/../sager/a.ressort", f"{top}/sager", "mod-sager"):
        (top / "ressort.toml").write_text(f'paths = "{path}"\n', encoding="utf-8")
        assert ressort("check").status == 0, path


@pytest.mark.slow
@pytest.mark.parametrize("key", receipt._ASKED)
@pytest.mark.parametrize("way", OUTSIDE)
def test_no_receipt_reads_outside(ressort: Callable, top: Path, key: str, way: str) -> None:
    assert ressort("check", "sag.ressort", "--receipt", "k.json").status == 0
    told = json.loads((top / "k.json").read_text(encoding="utf-8"))
    value = OUTSIDE[way].format(outside=top.parent / "outside", name="x.ressort")
    value = value.replace("\\u0000", "\0")
    told["asked"][key] = [value] if receipt._ASKED[key] is list else value
    (top / "k.json").write_text(json.dumps(told), encoding="utf-8")

    done = ressort("verify", "k.json")

    assert done.status == 2
    assert SECRET not in done.out + done.err


def places(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each text in a value of JSON."""
    if isinstance(value, str):
        yield way
    elif isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(each, (*way, key))


@pytest.mark.slow
@pytest.mark.parametrize("way", ["absolute", "upwards", "folder-link", "git"])
def test_no_text_of_a_receipt_leads_outside(ressort: Callable, top: Path, way: str) -> None:
    assert ressort("check", "sag.ressort", "--receipt", "k.json").status == 0
    whole, before = (top / "k.json").read_text(encoding="utf-8"), all_outside(top)
    found = [*places(json.loads(whole))]
    assert {one[0] for one in found} >= receipt._FORM.keys() - {"asked"}

    for *above, last in found:
        told = at = json.loads(whole)
        for key in above:
            at = at[key]
        at[last] = OUTSIDE[way].format(outside=top.parent / "outside", name="x.ressort")
        (top / "k.json").write_text(json.dumps(told), encoding="utf-8")

        done = ressort("verify", "k.json")

        assert done.status in (1, 2), (above, last)
        assert SECRET not in done.out + done.err
        assert "internal" not in done.err
        assert all_outside(top) == before


def test_a_receipts_inputs_tell_nothing_of_files_outside(ressort: Callable, top: Path) -> None:
    assert ressort("check", "sag.ressort", "--receipt", "k.json").status == 0
    told = json.loads((top / "k.json").read_text(encoding="utf-8"))
    told["inputs"].append({"path": "../outside/x.json", "sha256": "0"})
    (top / "k.json").write_text(json.dumps(told), encoding="utf-8")

    done = ressort("verify", "k.json")

    assert done.status == 2
    assert "k.json: the receipt names ../outside/x.json" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [f"[core]\n\ttoken = {SECRET}\n", f"machine x login {SECRET}\n", f"-----BEGIN {SECRET}"],
)
@pytest.mark.parametrize("name", ["a.ressort", "a.txt", "a", "a.csv"])
def test_a_file_that_is_not_ours_is_not_shown(
    ressort: Callable, top: Path, name: str, text: str
) -> None:
    (top / name).write_text(text, encoding="utf-8")

    for arguments in ([name], ["sag.ressort", "--rules", name]):
        done = ressort("check", *arguments)
        assert done.status == 2
        assert done.err.startswith(f"{name}:{'A1' if name == 'a.csv' else '1:1'}: ")
        assert SECRET not in done.err


def test_what_a_link_is_called_does_not_make_it_ours(ressort: Callable, top: Path) -> None:
    (top / "env").write_text(f"source ~/.x\nexport {SECRET}=1\n", encoding="utf-8")
    for name in ("l.ressort", "l.csv"):
        (top / name).symlink_to("env")
        done = ressort("check", name)
        assert (done.status, SECRET in done.err, "~" in done.err) == (2, False, False)


def test_a_document_of_ours_is_shown_and_a_slip_in_its_first_word_has_a_hint(
    ressort: Callable, top: Path
) -> None:
    (top / "a.ressort").write_text('# x\n\nforslag "A"\n    vedrørr x\n', encoding="utf-8")
    assert "4 |     vedrørr x" in ressort("check", "a.ressort").err
    (top / "a.ressort").write_text('# x\n\nforslga "A"\n', encoding="utf-8")
    assert "a.ressort:3:1" in (said := ressort("check", "a.ressort").err)
    assert "did you mean `forslag`" in said


@pytest.mark.slow
@pytest.mark.parametrize("name", [".git/config", "linked/x.html", "secret.json", "../x.html"])
def test_a_template_includes_templates_alone(ressort: Callable, top: Path, name: str) -> None:
    (top / "secret.json").write_text(SECRET, encoding="utf-8")
    (top / "own.html").write_text(f"{{% include '{name}' %}}", encoding="utf-8")

    arguments = ("sag.ressort", "--template", "own.html", "--report", "r.html")
    done = ressort("check", *arguments)

    assert (done.status, SECRET in done.err) == (2, False)
    assert not (top / "r.html").exists()
    (top / "part.html").write_text("part", encoding="utf-8")
    (top / "own.html").write_text("{% include 'part.html' %}", encoding="utf-8")
    assert ressort("check", *arguments).status == 0
    assert (top / "r.html").read_text(encoding="utf-8") == "part"


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--report", "--receipt", "--write-baseline", "--template"])
@pytest.mark.parametrize("link", ["x.html", "linked/x.html", "deep/x.html", "kept.html"])
def test_no_link_of_the_repository_takes_what_is_written_or_shown_outside(
    ressort: Callable, top: Path, option: str, link: str
) -> None:
    (top / "x.html").symlink_to(top.parent / "outside" / "x.html")
    (top / "deep").symlink_to("linked")
    (top / "kept.html").symlink_to(".git/config")
    before = all_outside(top)

    more = ("--report", "r.html") if option == "--template" else ()
    done = ressort("check", "sag.ressort", option, link, *more)

    assert done.status == 2
    assert "leads out of the repository" in done.err
    assert (SECRET in done.out, all_outside(top) == before) == (False, True)
    assert not (top / "r.html").exists()
    if option == "--report":
        assert ressort("check", "sag.ressort", option, "../outside/ny.html").status == 0
