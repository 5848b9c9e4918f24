# SPDX-License-Identifier: EUPL-1.2
"""The tutorials: each command shown is run, in the order shown, and shows what the page shows.

A block ``console`` holds commands after ``$``, each with what it writes; a line ``…`` stands for
any lines, and within a line for any words. A block with a caption is a file of that name, written
before what follows. ``--update`` writes what is written otherwise now, whole, into the page.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / ".docs"
PAGES = sorted(DOCS.glob("tutorial-*.md"))
MARK = "-- the end of what it wrote --"
BLOCK = re.compile(
    r"^```(?:console\n(?P<shown>.*?)"
    r"|\{code-block\} \w+\n:caption: (?P<name>.+?)\n\n(?P<text>.*?))^```$",
    re.MULTILINE | re.DOTALL,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("bash"), reason="the pages show a shell"),
]


def steps(shown: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what stands below it."""
    return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)


def script(page: str) -> Iterator[str]:
    """The page as a script, which marks where each command ends."""
    for block in BLOCK.finditer(page):
        if block["name"]:
            yield f"cat > {block['name']} <<'END'\n{block['text']}END"
        for command, _ in steps(block["shown"] or ""):
            yield f"{command}\nstatus=$?; printf '%s\\n' '{MARK}'; (exit $status)"


def run(page: Path, folder: Path) -> list[str]:
    """What each command of the page writes, on either of its outputs."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    language = "da_DK.UTF-8" if page.stem.endswith(".da") else "C.UTF-8"
    named = {
        f"GIT_{who}_{what}": "who@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(["exec 2>&1", *script(page.read_text(encoding="utf-8"))])],
        cwd=folder,
        env=os.environ
        | named
        | {"PATH": programs, "LC_ALL": language, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout.split(f"{MARK}\n")[:-1]


def alike(shown: str, written: str) -> bool:
    lines = (
        "(?:.*\n)*?" if line == "…\n" else re.escape(line).replace("…", ".*?")
        for line in shown.splitlines(keepends=True)
    )
    return re.fullmatch("".join(lines), written) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_command_of_a_tutorial_writes_what_the_page_shows(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text(encoding="utf-8")
    written = iter(run(page, tmp_path))
    if request.config.getoption("--update"):
        page.write_text(BLOCK.sub(lambda block: renewed(block, written), text), encoding="utf-8")
        return

    found = [step for block in BLOCK.finditer(text) for step in steps(block["shown"] or "")]
    told = list(written)

    assert len(found) == len(told) >= 5
    for (command, shown), output in zip(found, told, strict=True):
        assert alike(shown, output), f"$ {command}\n{output}"


def renewed(block: re.Match[str], written: Iterator[str]) -> str:
    """The block with what its commands write now, where that is shown whole."""
    if block["name"]:
        return block[0]
    lines = []
    for command, shown in steps(block["shown"]):
        output = next(written)
        lines += [f"$ {command}\n", shown if alike(shown, output) else output]
    return f"```console\n{''.join(lines)}```"


def test_the_tutorials_are_in_both_languages_and_in_the_same_order() -> None:
    names = {page.name.split(".")[0] for page in PAGES}

    for name in names:
        english, danish = (
            [
                command.split()[:2]
                for block in BLOCK.finditer((DOCS / f"{name}.{language}.md").read_text("utf-8"))
                for command, _ in steps(block["shown"] or "")
            ]
            for language in ("en", "da")
        )
        assert [first for first, *_ in english] == [first for first, *_ in danish]
        assert len(english) >= 5
