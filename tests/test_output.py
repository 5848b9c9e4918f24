# SPDX-License-Identifier: EUPL-1.2
"""What is written: UTF-8 everywhere, and reports whole or not at all."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from shipped import mostly_slow

from checker.disk import output
from checker.errors import UsageError
from checker.folders import FIXTURES

CASE = FIXTURES / "copenhagen-2013" / "kbs-biu.ressort"


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", *map(str, arguments)]
    return subprocess.run(command, **{"capture_output": True} | options)


@cache
def plain() -> bytes:
    """What the case is answered where nothing is said of encodings."""
    return process("check", CASE).stdout


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-16"])
def test_the_console_does_not_change_the_bytes(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}

    done = process("check", CASE, env=environment)

    assert done.returncode == 1
    assert done.stdout == plain()
    assert "Økonomiudvalget" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


@pytest.mark.slow
def test_a_diagnostic_is_utf8_too(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}

    done = process("check", tmp_path / "forslag på æøå.ressort", env=environment)

    assert "forslag på æøå.ressort: there is no such file" in done.stderr.decode("utf-8")


@pytest.mark.slow
def test_a_terminal_that_hangs_up_is_no_error_to_talk_about() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = process("check", CASE, capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)

    assert (done.returncode, done.stderr) == (2, b"")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("flags", [[], ["--format", "json"], ["--help"]])
def test_a_full_disk_is_two(flags: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("check", CASE, *flags, capture_output=False, stdout=full, stderr=-1)

    assert done.returncode == 2
    assert done.stderr.decode("utf-8").startswith("ressort: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_no_colour_off_a_terminal() -> None:
    assert b"\x1b" not in plain()


@pytest.mark.slow
def test_reports_are_the_answers_in_their_formats(ressort: Callable, tmp_path: Path) -> None:
    names = {"svar.html": "html", "svar.MD": "markdown", "svar.json": "json", "svar.txt": "text"}
    flags = [flag for name in names for flag in ("--report", tmp_path / name)]

    assert ressort("check", CASE, *flags).status == 1

    assert {path.name for path in tmp_path.iterdir()} == set(names)
    for name, format in names.items():
        answer = ressort("check", CASE, "--format", format).out
        assert (tmp_path / name).read_bytes() == answer.encode("utf-8")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with an old report, a file where a folder is needed, and what is protected."""
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "protected.md").write_text("old", encoding="utf-8")
    (tmp_path / "protected.md").chmod(0o444)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere/a.md", "there is no folder"),
        ("file/a.md", "there is no folder"),
        ("folder.md", "not a file that can be replaced"),
        ("protected.md", "is write-protected"),
        ("a" * 300 + ".md", "cannot be written"),
    ],
)
def test_where_one_report_fails_nothing_is_written(
    ressort: Callable, reports: Path, target: str, message: str
) -> None:
    before = sorted(reports.iterdir())

    done = ressort("check", CASE, "--report", reports / "old.md", "--report", reports / target)

    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert sorted(reports.iterdir()) == before
    assert (reports / "old.md").read_text(encoding="utf-8") == "old"


def test_a_device_is_never_replaced(ressort: Callable, tmp_path: Path) -> None:
    link = tmp_path / "report.md"
    link.symlink_to(os.devnull)

    assert ressort("check", CASE, "--report", link).status == 2
    assert link.is_symlink()


def test_a_link_to_a_report_stays_a_link(ressort: Callable, reports: Path) -> None:
    link = reports / "link.md"
    link.symlink_to(reports / "old.md")

    assert ressort("check", CASE, "--report", link).status == 1
    assert link.is_symlink()
    assert (reports / "old.md").read_text(encoding="utf-8") != "old"


def test_a_report_never_overwrites_what_was_read(ressort: Callable, tmp_path: Path) -> None:
    proposal = tmp_path / "forslag.md"
    proposal.write_bytes(CASE.read_bytes())

    done = ressort("check", proposal, "--report", proposal)

    assert (done.status, done.out) == (2, "")
    assert "may not overwrite" in done.err
    assert proposal.read_bytes() == CASE.read_bytes()


def test_a_report_keeps_the_rights_of_the_one_it_replaces(tmp_path: Path) -> None:
    old = tmp_path / "old.md"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)

    output.write({old: "new"})

    assert (old.read_text(encoding="utf-8"), old.stat().st_mode & 0o777) == ("new", 0o640)


def test_no_text_is_written_where_the_second_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        output.write({tmp_path / "a.md": "a", tmp_path / "no" / "b.md": "b"})

    assert list(tmp_path.iterdir()) == []


ROOMLESS = ("x.html", "x.sarif", "x.xml", "x.docx", "x.pdf", "x.ics", "receipt.json", "y.xlsx")
LITTLE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
sys.argv = ["ressort", *sys.argv[1:]]
from checker.commands import main
main()
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the grammar and what is shipped are kept as they are read."""
    folder = tmp_path_factory.mktemp("kept")
    process("check", CASE, env={**os.environ, "RESSORT_CACHE": str(folder)})
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the room for a file is limited on Linux alone")
@pytest.mark.parametrize(
    "name",
    mostly_slow(["y.csv", *ROOMLESS]),
)
def test_where_there_is_no_room_the_old_file_stays(tmp_path: Path, kept: Path, name: str) -> None:
    """A file of 500 bytes is too long, be it the one asked for or one for the time between."""
    folder, between = tmp_path / "folder", tmp_path / "between"
    folder.mkdir()
    between.mkdir()
    old = folder / name
    old.write_bytes(b"old")
    asked = ["check", CASE, "--receipt" if name == "receipt.json" else "--report", old]
    if name.startswith("y"):
        asked = ["convert", CASE, "--output", old, "--force"]
    environment = {**os.environ, "TMPDIR": str(between), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"RESSORT_CACHE": str(kept), "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("PYTHONWARNDEFAULTENCODING", None)  # it makes others' packages speak

    done = subprocess.run(
        [sys.executable, "-c", LITTLE, *map(str, asked)], capture_output=True, env=environment
    )

    assert (done.returncode, done.stdout) == (2, b"")
    [said] = done.stderr.decode("utf-8").splitlines()
    assert "cannot be written (" in said
    assert [each.read_bytes() for each in folder.iterdir()] == [b"old"]
    assert [*between.iterdir()] == []


ENDS = """
import atexit, sys
from checker.commands import main
sys.argv = ["ressort", "--version"]
atexit.register(print, "at exit")
def called():
    main()
try:
    {}()
finally:
    print("after")
"""


@pytest.mark.parametrize(
    ("call", "said"), [("main", ["at exit"]), ("called", ["after", "at exit"])]
)
def test_only_where_nothing_follows_the_process_ends_at_once(call: str, said: list[str]) -> None:
    command = [sys.executable, "-c", ENDS.format(call)]

    done = subprocess.run(command, capture_output=True, encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == said
