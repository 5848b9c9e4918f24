# SPDX-License-Identifier: EUPL-1.2
"""An input to its outcome: the command is run in a folder of its own, and what it promises held
against what it did."""

import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

from fuzz_inputs import Made
from jinja2 import Environment

from checker.commands import run
from checker.errors import CheckerError
from checker.files import documents
from checker.files.walk import files_nearby
from checker.language.parser import parse
from checker.memo import Memo, Same
from checker.pipeline import Checker
from checker.records import evolve, frozen
from checker.say import sentences
from checker.source import Source
from checker.speech.node import Document

SECONDS, MEMORY, GIVEN_UP = 5.0, 300 * 1024 * 1024, 30  # of a processor, not of a clock
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURPRISES = [
    sentences.__wrapped__("messages", language)[key].split("{")[0]
    for language in ("en", "da")
    for key in ("bug", "no-memory", "system")
]
_PLACE = re.compile(r"^([a-z]\d*\.ressort):(\d+):\d+: ", re.MULTILINE)
_WRONG = re.compile(r"^([a-z]\w*\.\w+):[ \d]", re.MULTILINE)
_REPAIRS, _READ, _BASES = 1, 4096, 16


@lru_cache(_READ)
def _parsed(path: str, text: str, digest: str) -> Document | CheckerError:
    try:
        return parse(Source(path, text, digest))
    except CheckerError as error:
        return error


def _document(source: Source) -> Document:
    """What is read time and again is parsed once; a table has places of its own."""
    if type(source) is not Source:
        return parse(source)
    found = _parsed(source.path, source.text, source.sha256)
    if isinstance(found, CheckerError):
        raise found.with_traceback(None)
    return found


@lru_cache(_BASES)
def _kept_checker(*documents: tuple[Same, ...]) -> Checker:
    rules, *others = (tuple(each.it for each in part) for part in documents)
    return Checker(rules, *others, nearby=files_nearby)


def _checker(
    rules: Sequence[Document],
    organisations: Sequence[Document],
    registers: Sequence[Document] = (),
    memo: Memo | None = None,
) -> Checker:
    """What is asked time and again judges once: the rule base that most inputs share."""
    if memo:
        return Checker(rules, organisations, registers, memo, files_nearby)
    return _kept_checker(*(tuple(map(Same, part)) for part in (rules, organisations, registers)))


_compiled: dict[tuple[object, ...], object] = {}
_compile = Environment.compile


def _once_compiled(self: Environment, source: object, *names: object, **options: object) -> object:
    """As ``tests/conftest.py`` does: what jinja makes of a template of ours is kept for all."""
    key = (type(self), self.autoescape, self.finalize, str(source), *names, *options.items())
    if key not in _compiled:
        if len(_compiled) >= _READ:
            _compiled.clear()
        _compiled[key] = _compile(self, source, *names, **options)
    return _compiled[key]


@contextmanager
def _as_it_runs(out: io.StringIO, err: io.StringIO) -> Iterator[None]:
    with (
        mock.patch.multiple(sys, stdout=out, stderr=err),
        mock.patch.multiple(documents, _document=_document, checker_of=_checker),
        mock.patch.object(Environment, "compile", _once_compiled),
    ):
        yield


@frozen
class Outcome:
    """What came of an input: its status and what is wrong with that, or "" where nothing is.

    ``checked``: how many inputs were loaded and gone through to the end; ``tried``: the input as it
    was tried last.
    """

    status: int
    fault: str
    seconds: float
    out: str = ""
    err: str = ""
    checked: int = 0
    tried: Made | None = None


@contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    """Within, the working folder is another; what was written there is taken away."""
    before = Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)


def tried(made: Made, folder: Path) -> Outcome:
    """The outcome of an input; where lines are refused that may be left out, of what is left."""
    slowest, checked = 0.0, 0
    for _ in range(_REPAIRS + 1):
        outcome = _once(made, folder)
        slowest = max(slowest, outcome.seconds)
        checked += outcome.checked
        left = _repaired(made, outcome) if made.repairable and outcome.status == 2 else None
        if outcome.fault or left is None:
            break
        made = left
    return evolve(outcome, seconds=slowest, checked=checked, tried=made)


def _unusable(made: Made, err: str) -> set[str]:
    """Those of the inputs that something is wrong with: all, unless each error names one."""
    found = {*_WRONG.findall(err)}
    return found if found and found < {*made.asked} else {*made.asked}


def _repaired(made: Made, outcome: Outcome) -> Made | None:
    """What could not be used without the lines that an error names, but for the first of a file."""
    wrong: dict[str, set[int]] = {}
    for name, line in _PLACE.findall(outcome.err):
        if name in made.files and line != "1":
            wrong.setdefault(name, set()).add(int(line))
    if not wrong:
        return None
    files = dict(made.files)
    for name, numbers in wrong.items():
        lines = files[name].decode("utf-8", "replace").split("\n")
        kept = [each for at, each in enumerate(lines, 1) if at not in numbers]
        files[name] = "\n".join(kept).encode()
    unusable = _unusable(made, outcome.err)
    done = {*made.asked} - unusable
    return evolve(
        made,
        files={name: data for name, data in files.items() if name not in done},
        arguments=tuple(each for each in made.arguments if each not in done),
        asked=tuple(each for each in made.asked if each in unusable),
    )


def _once(made: Made, folder: Path) -> Outcome:
    with in_folder(folder):
        for name, data in made.files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        out, err = io.StringIO(), io.StringIO()
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
        try:
            with _as_it_runs(out, err):
                status = run([*made.arguments])
        except BaseException as error:
            return Outcome(-1, f"{type(error).__name__}: {error}", time.process_time() - start)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds = time.process_time() - start
        fault = _fault(made, status, out.getvalue(), err.getvalue(), seconds)
        checked = made.count if status in (0, 1) else 0
        if status == 2 and made.asked:
            checked = made.count - len(_unusable(made, err.getvalue()))
        return Outcome(
            status, fault, seconds, out.getvalue(), err.getvalue(), 0 if fault else checked
        )


def _fault(made: Made, status: int, out: str, err: str, seconds: float) -> str:
    """The first promise that is not held."""
    if status not in (0, 1, 2):
        return f"status {status}"
    for surprise in _SURPRISES:
        if surprise in err:
            return err.strip().splitlines()[0][:300]
    if "Traceback" in err:
        return "traceback"
    if status == 2 and not err.strip():
        return "status 2 and not a word"
    if seconds > SECONDS:
        return f"{seconds:.1f} seconds"
    for said in (out, err):
        if found := CONTROL.search(said):
            return f"U+{ord(found[0]):04X} is shown raw"
    if any(path.name.endswith(".draft") for path in Path().rglob("*")):
        return "a draft is left"
    return _unreadable(made, status, out)


def _unreadable(made: Made, status: int, out: str) -> str:
    """What is wrong with a report for programs, where one was asked for and written."""
    arguments = made.arguments
    format = arguments[arguments.index("--format") + 1] if "--format" in arguments else ""
    if status == 2:
        return ""
    try:
        if format in ("json", "sarif", "gitlab"):
            json.loads(out)
        elif format == "junit":
            ElementTree.fromstring(out)
        for path in Path().glob("x.*"):
            _readable(path)
    except Exception as error:
        return f"no {format or 'report'}: {type(error).__name__}: {error}"
    return ""


def _readable(path: Path) -> None:
    if path.suffix == ".ics":
        from icalendar import Calendar

        calendar = Calendar.from_ical(path.read_bytes())
        names = [str(each["uid"]) for each in calendar.walk("VEVENT")]
        if len({*names}) < len(names):
            raise ValueError("two events of one name")
    elif path.suffix == ".docx":
        import docx

        docx.Document(str(path))
    elif path.suffix == ".sarif":
        json.loads(path.read_text(encoding="utf-8"))


def peak(*, anew: bool = False) -> int:
    """The most memory that this process has had, in bytes; on Linux it can be counted anew."""
    if anew:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
