# SPDX-License-Identifier: EUPL-1.2
"""The command line: ``main`` turns arguments into an exit status, and never into a traceback.

0: checked, nothing at the fail level; 1: a verdict or a test at the fail level; 2: not checked.
"""

from __future__ import annotations

import atexit
import gc
import os
import re
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from checker import __version__, folders
from checker.commands.group import NOT_CHECKED, LazyGroup, Table
from checker.commands.tongue import OF_COMMANDS, tongue
from checker.disk import output
from checker.errors import CheckerError, UsageError
from checker.say import Language, say

BETWEEN_COLLECTIONS = 500_000  # new objects, of which a check, or most sweeps, have fewer


@click.command("schema", epilog="ressort schema > result.schema.json")
def schema() -> int:
    """Print the JSON schema of `ressort check --format json`."""
    output.put((folders.REPORTS / "result.schema.json").read_text(encoding="utf-8"))
    return 0


_RULES = {
    "list": ("printing:list_rules", "Every rule: its id, its basis, its title."),
    "show": ("printing:show", "What is written under an id, word for word."),
    "test": ("testing", "Check proposals against what they expect."),
    "lint": ("lint", "Rules that contradict each other, are idle or untested."),
    "coverage": ("coverage", "What became of each legal sentence and provision."),
    "sign": ("sign", "An office's word for rules as they stand."),
    "format": ("printing:format", "Documents as the printer writes them."),
    "translate": ("printing:translate", "A document in the other language."),
}
_SOURCES = {
    "verify": ("sources", "Find each quotation and text read in its document."),
    "digest": ("sources:digest", "The digest of a text, for a reading."),
}
_CONFIG = {
    "show": ("config:show", "Every setting of check and where it is set."),
    "pin": ("config:pin", "The setting that pins the rule base."),
}
_COMMANDS: Table = {
    "check": ("check", "What proposals need to be lawful."),
    "watch": ("watch", "The same at once whenever a file changes."),
    "explain": ("explain", "A rule, or a finding or an instrument of a proposal."),
    "matrix": ("weighing:matrix", "Every unit against every committee."),
    "plan": ("weighing:plan", "The fewest instruments that make a proposal lawful."),
    "letters": ("letters", "Draft letters and a council item, in Word."),
    "sweep": ("weighing:sweep", "All combinations of what is left open, ranked."),
    "diff": ("diff", "Two versions of rules, a proposal or an organisation."),
    "rules": (
        LazyGroup("rules", _RULES, "The rule base itself.",
                  epilog="ressort rules show employment-committee"),
        "The rule base: list, show, test, coverage and more.",
    ),
    "sources": (
        LazyGroup("sources", _SOURCES, "The documents that the rule base was read in.",
                  epilog="ressort sources verify kilder"),
        "The documents that the rule base was read in.",
    ),
    "organisations": ("listing:organisations", "The organisations there are from here."),
    "units": ("listing:units", "The units of an organisation, by id."),
    "tasks": ("listing:tasks", "The tasks of an organisation, by id."),
    "areas": ("listing:areas", "The areas of the rules, by id."),
    "new": ("new", "A proposal to begin with."),
    "new organisation": ("organisation", "An organisation to begin with, also from a bylaw."),
    "config": (
        LazyGroup("config", _CONFIG, "The settings of this folder.",
                  epilog="ressort config show"),
        "The settings of this folder, and where they are set.",
    ),
    "lsp": ("lsp", "What an editor asks while a file is written."),
    "serve": ("serve", "The page on which placements are tried by hand."),
    "page": ("serve:page", "The page as one HTML file, which needs no network."),
    "verify": ("verify", "A run made again from its receipt."),
    "convert": ("convert", "A proposal as a table, and a table as a proposal."),
    "completion": ("completion", "What makes a shell complete what is typed."),
    "schema": (schema, "The JSON schema of a result."),
}  # fmt: skip
_SECTIONS = {
    "Check and read": ("check", "watch", "explain", "organisations", "units", "tasks", "areas"),
    "Weigh": ("matrix", "plan", "sweep", "serve", "page"),
    "Write": ("new", "new organisation", "convert", "letters", "lsp"),
    "The law": ("rules", "sources", "diff"),
    "House-keeping": ("config", "verify", "completion", "schema"),
}

cli = LazyGroup(
    "ressort",
    _COMMANDS,
    "Checks where a municipality may place its units and tasks, and what a move takes.",
    _SECTIONS,
)
click.version_option(__version__, prog_name="ressort", message="%(prog)s %(version)s")(cli)


def main() -> NoReturn:
    """The entry point of the ``ressort`` command; it tidies up, too, where it is told to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(BETWEEN_COLLECTIONS)
    status = run(sys.argv[1:])
    if _nothing_follows():
        atexit._run_exitfuncs()
        output.leave(status)
    sys.exit(status)


def _nothing_follows() -> bool:
    """Whether ``main`` was called by what Python was started for itself, not by a test, a profiler
    or another program: then nobody needs that each object is taken down."""
    program = sys._getframe(2)
    below = program.f_back and program.f_back.f_code.co_filename
    return program.f_code.co_name == "<module>" and below in (None, "<frozen runpy>")


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit status; every surprise is one line and status 2."""
    try:
        output.speak_utf8()
        status = cli.main(list(arguments), prog_name="ressort", standalone_mode=False)
        output.put("")
        return status if isinstance(status, int) else 0
    except (BrokenPipeError, SystemExit):  # nobody reads on; click makes it an exit
        return NOT_CHECKED
    except (KeyboardInterrupt, click.Abort):
        output.tell(f"ressort: {say(_spoken(arguments), 'interrupted')}")
    except Exception as error:
        usable = not getattr(error, "in_settings", False)
        language = getattr(error, "spoken", None) or _spoken(arguments, settings=usable)
        output.tell(_line(error, language, arguments))
        output.give_up(error)
    return NOT_CHECKED


def _spoken(arguments: Sequence[str], *, settings: bool = True) -> Language:
    """The language that is spoken to whoever asks, also where nothing says one."""
    said = tongue(arguments, settings=settings)
    return said or OF_COMMANDS.get(_asked(arguments).partition(" ")[2], "en")


def _line(error: Exception, language: Language, arguments: Sequence[str]) -> str:
    match error:
        case UsageError():
            return f"ressort: {error.told(language)}"
        case CheckerError():
            return error.told(language)
        case click.UsageError():
            return _usage(error, language, arguments)
        case MemoryError():
            return f"ressort: {say(language, 'no-memory')}"
        case RecursionError():
            return f"ressort: {say(language, 'too-deep')}"
        case OSError():
            detail = ": ".join(str(part) for part in (error.strerror, error.filename) if part)
            return f"ressort: {say(language, 'system', detail=detail or type(error).__name__)}"
    detail = f"{type(error).__name__}: {error}".splitlines()[0]
    line = f"ressort: {say(language, 'bug', detail=detail)}"
    if os.environ.get("RESSORT_DEBUG"):
        from traceback import format_exception

        return f"{line}\n{''.join(format_exception(error))}"
    return line


def _usage(error: click.UsageError, language: Language, arguments: Sequence[str]) -> str:
    match error:
        case click.NoSuchOption():
            known = error.possibilities or ()
            told = UsageError.unknown("no-such-option", error.option_name, known).told(language)
        case click.MissingParameter(param=click.Parameter() as missing):
            told = say(language, "argument-missing", name=missing.human_readable_name)
        case click.BadOptionUsage():
            needless = "not take a value" in error.message
            key = "value-needless" if needless else "value-missing"
            told = say(language, key, name=error.option_name)
        case _:
            told = error.format_message()
            if more := re.search(r"extra arguments? \((.*)\)", told):
                told = say(language, "too-many-arguments", values=more[1])
            else:
                told = say(language, "usage", problem=told)
    command = error.ctx.command_path if error.ctx else _asked(arguments)
    return f"ressort: {told}\n{say(language, 'see-help', command=command)}"


def _asked(arguments: Sequence[str]) -> str:
    """The command that a command line begins with, as far as there is one."""
    group, words = cli, ["ressort"]
    for number, word in enumerate(arguments, start=1):
        two = " ".join(arguments[number - 1 : number + 1])
        name = two if two in group.table else word
        if name not in group.table:
            break
        words.append(name)
        inner = group.table[name][0]
        if not isinstance(inner, LazyGroup):
            break
        group = inner
    return " ".join(words)
