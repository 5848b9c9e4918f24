# SPDX-License-Identifier: EUPL-1.2
"""The help of every command: in groups, with an example, in Danish for Danes; and completion."""

import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from checker.commands import cli
from checker.commands.group import LazyGroup
from checker.say import sentences

DANISH = sentences("help", "da")
OF_CLICK = {
    *("Usage:", "[OPTIONS]", "COMMAND [ARGS]...", "Options", "Example"),
    *("Show the version and exit.", "Show this message and exit."),
}


def commands(group: LazyGroup = cli, *before: str) -> Iterator[tuple[list[str], click.Command]]:
    """Each command with the words that it is called by."""
    for name in group.table:
        command = group.get_command(click.Context(group), name)
        assert command
        yield [*before, *name.split()], command
        if isinstance(command, LazyGroup):
            yield from commands(command, *before, *name.split())


EVERY = list(commands())


def texts() -> Iterator[str]:
    for _, command in [([], cli), *EVERY]:
        yield from inspect.cleandoc(command.help or "").split("\n\n")
        yield from (each.help or "" for each in command.params if isinstance(each, click.Option))
        if isinstance(command, LazyGroup):
            yield from command.sections
            yield from (line for _, line in command.table.values())


def test_each_option_stands_on_a_page_of_the_documentation() -> None:
    root = Path(__file__).parents[1]
    pages = [*root.glob("*.md"), *root.glob("*/README.md"), *root.glob(".*/*.md")]
    text = "\n".join(each.read_text(encoding="utf-8") for each in pages)
    told = {*re.findall(r"--[a-z][a-z-]*", text)}
    options = {
        name: " ".join(words)
        for words, command in EVERY
        for each in command.params
        if isinstance(each, click.Option)
        for name in each.opts
        if name.startswith("--")
    }

    assert {name: words for name, words in options.items() if name not in told} == {}


def test_all_help_is_there_in_danish_and_nothing_else() -> None:
    assert {*DANISH} == {" ".join(each.split()) for each in texts()} | OF_CLICK


@pytest.mark.parametrize("words", [each for each, _ in EVERY], ids=" ".join)
def test_each_command_has_help_and_an_example(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    short = ressort(*words, "-h")
    assert (short.status, short.err) == (0, "")
    assert short == ressort(*words, "--help")
    example = short.out.rpartition("\nExample:\n  ")[2].strip()
    assert " ".join(["ressort", *words]) in example

    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    danish = ressort(*words, "-h").out
    assert danish.startswith("Brug: ressort ")
    assert danish.endswith(f"\nEksempel:\n  {example}\n")
    assert "Options:" not in danish
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    if "--lang " in short.out:
        assert ressort(*words, "-h", "--lang", "da").out == danish


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(each) for each, _ in EVERY])
def test_an_example_has_no_option_that_is_not_there(
    words: list[str], command: click.Command, ressort: Callable
) -> None:
    example = ressort(*words, "-h").out.rpartition("\nExample:\n  ")[2].strip()
    line = example.removeprefix('eval "$(').removesuffix(')"').partition(" > ")[0]
    _, *given = shlex.split(line.partition(" >> ")[0])
    there = {name for each in command.params for name in each.opts}

    if not isinstance(command, LazyGroup):
        before_dashes = given[: given.index("--")] if "--" in given else given
        assert {each for each in before_dashes if each.startswith("--")} <= there


def test_commands_stand_in_groups(ressort: Callable) -> None:
    shown = ressort("-h").out

    for heading in ("Check and read", "Weigh", "Write", "The law", "House-keeping"):
        assert f"\n{heading}:\n" in shown
    assert {name for names in cli.sections.values() for name in names} == {*cli.table}


# ------------------------------------------------------------ completion


def completed(*words: str) -> list[str]:
    """What a shell is told of the last word."""
    env = {**os.environ, "_RESSORT_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words),
           "COMP_CWORD": str(len(words) - 1)}  # fmt: skip
    program = "from checker.commands import main; main()"
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True,
                          encoding="utf-8")  # fmt: skip
    assert done.stderr == ""
    return [each.partition(",")[2] for each in done.stdout.splitlines() if each]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ressort", "ch"], ["check"]),
        (["ressort", "ne"], ["new", "new organisation"]),
        (["ressort", "rules", "tr"], ["translate"]),
        (["ressort", "check", "--fail"], ["--fail-on"]),
        (["ressort", "check", "--fail-on", "in"], ["incomplete"]),
        (["ressort", "units", "--organisation", "ra"], ["randers-2018"]),
        (["ressort", "matrix", "--organisation", "copenhagen-2013", "--unit", "kej"], ["KEjd"]),
        (["ressort", "matrix", "--area", "employ"], ["employment"]),
        (["ressort", "explain", "two-r"], ["two-readings"]),
        (["ressort", "rules", "show", "two-r"], ["two-readings"]),
        (["ressort", "check", "forsl"], ["forsl"]),
        (["ressort", "completion", ""], ["bash", "zsh", "fish"]),
        (["ressort", "nonsense", "x"], []),
    ],
    ids=" ".join,
)
def test_a_shell_completes(words: list[str], found: list[str]) -> None:
    assert completed(*words) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_read_what_completes_in_it(
    ressort: Callable, tmp_path: Path, shell: str
) -> None:
    done = ressort("completion", shell)
    assert done.status == 0
    assert "_RESSORT_COMPLETE" in done.out

    if program := shutil.which(shell):
        script = tmp_path / "completion"
        script.write_text(done.out, "utf-8")
        assert subprocess.run([program, "-n", script]).returncode == 0


def test_another_shell_is_told(ressort: Callable) -> None:
    done = ressort("completion", "fsh")

    assert done.status == 2
    assert "`fsh` is no value for SHELL; use one of: bash, zsh, fish; did you mean" in done.err
