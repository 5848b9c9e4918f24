# SPDX-License-Identifier: EUPL-1.2
"""The wheel: it holds what the checkout holds, and runs where there is no checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from venv import EnvBuilder

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
DATA = ("grammar", "rules", "reports", "fixtures")
ENDINGS = (".txt", ".json", ".md", ".html")
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel."""
    unpacked = tmp_path_factory.mktemp("wheel")
    zipfile.ZipFile(built_wheel(tmp_path_factory)).extractall(unpacked)
    return unpacked


def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout as pip does: in an environment that has what it needs by
    the path alone."""
    built, bare = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("bare")
    environment = EnvBuilder(symlinks=os.name != "nt")
    environment.create(bare)
    python = environment.ensure_directories(bare).env_exe
    build = [python, "-m", "hatchling", "build", "--target", "wheel", "--directory", built]
    path = os.pathsep.join(filter(None, sys.path))
    subprocess.run(
        build, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=True, capture_output=True
    )
    return next(built.glob("*.whl"))


def tracked(folder: str) -> set[str]:
    """The files of a folder of the checkout that are no leftovers."""
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", DATA)
def test_the_wheel_holds_each_data_folder_whole(wheel: Path, folder: str) -> None:
    assert files(wheel / "checker" / "_data" / folder) == tracked(folder) != set()


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    assert {path.name.split("-")[0] for path in wheel.iterdir()} == {"checker", "ressort"}
    assert {name for name in files(wheel / "checker") if not name.startswith("_data/")} == tracked(
        "checker"
    )


def test_the_wheel_names_its_licence_and_its_command(wheel: Path) -> None:
    (info,) = wheel.glob("*.dist-info")
    metadata = (info / "METADATA").read_text(encoding="utf-8")
    entry_points = (info / "entry_points.txt").read_text(encoding="utf-8")

    assert "License-Expression: EUPL-1.2" in metadata
    assert "ressort = checker.commands:main" in entry_points


def test_two_wheels_of_one_checkout_are_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, other = (built_wheel(tmp_path_factory).read_bytes() for _ in range(2))

    assert one == other


def run(package: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True)


def test_the_wheel_answers_as_the_checkout_does(wheel: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("there", "here", "empty")]
    for folder in folders:
        folder.mkdir()

    def answered(package: Path, folder: Path, reports: Path) -> subprocess.CompletedProcess[bytes]:
        flags = [flag for end in ENDINGS for flag in ("--report", str(reports / f"x{end}"))]
        return run(package, folder, "check", CASE, *flags)

    there = answered(wheel, folders[2], folders[0])
    here = answered(ROOT, ROOT, folders[1])

    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
    assert there.returncode == 1
    assert CASE in there.stderr.decode("utf-8"), "it says that the shipped file was read"
    for end in ENDINGS:
        one, other = ((folder / f"x{end}").read_bytes() for folder in folders[:2])
        assert one == other != b""


def test_the_wheel_runs_its_own_cases(wheel: Path, tmp_path: Path) -> None:
    done = run(wheel, tmp_path, "rules", "test", "--lang", "en")

    assert done.returncode == 0
    assert ", failed: 0\n" in done.stdout.decode("utf-8")


_SAYS_WHETHER_LARK_RAN = """
import sys
from checker.commands import run
sys.stderr.write(f"{run(['check', *sys.argv[1:]])} {'lark' in sys.modules}")
"""


@pytest.mark.parametrize("broken", [False, True])
def test_what_is_kept_in_the_wheel_is_taken_where_it_is_whole(
    wheel: Path, tmp_path: Path, broken: bool
) -> None:
    package = tmp_path / "package"
    shutil.copytree(wheel, package)
    kept = [*(package / "checker" / "_data" / "kept").iterdir()]
    assert len(kept) > len(tracked("rules"))
    for entry in kept if broken else ():
        data = bytearray(entry.read_bytes())
        data[-9] ^= 1
        entry.write_bytes(data)
    environment = {**os.environ, "PYTHONPATH": str(package), "RESSORT_CACHE": ""}
    command = [sys.executable, "-c", _SAYS_WHETHER_LARK_RAN, CASE, "--lang", "en"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)

    assert done.stderr.decode().splitlines()[-1] == f"1 {broken}"
    assert b"INCOMPLETE" in done.stdout


def test_an_editable_install_has_what_is_kept_in_the_checkout(tmp_path: Path) -> None:
    for name in ("checker", *DATA):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel:editable"]
    for _ in range(2):  # again, too, all of it is made
        subprocess.run(build, cwd=tmp_path, env=environment, check=True, capture_output=True)
        assert len([*(tmp_path / ".kept").iterdir()]) > len(tracked("rules"))

    command = [sys.executable, "-c", _SAYS_WHETHER_LARK_RAN, CASE, "--lang", "en"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**environment, "RESSORT_CACHE": ""}, capture_output=True
    )

    assert done.stderr.decode().splitlines()[-1] == "1 False"
