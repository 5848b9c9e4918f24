# SPDX-License-Identifier: EUPL-1.2
"""A conversation at a terminal: questions with lists of what can be answered, answers that are
checked when they are given, and nothing lost of them, however it ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from itertools import chain
from locale import LC_CTYPE, Error, getlocale, setlocale
from pathlib import Path
from shutil import get_terminal_size
from tempfile import gettempdir
from types import ModuleType
from typing import TypeVar

import click

from checker.disk import output
from checker.errors import CheckerError, MistakesError, UsageError
from checker.mistakes import TextError
from checker.records import define, field
from checker.report.wording import wrapped
from checker.say import Language, plain, say

_Value = TypeVar("_Value")
Choices = Sequence[tuple[str, str, str]]  # a kind of thing, what is answered, what it is called
Follows = Callable[[str], Choices]  # what may come after words that are finished
_AT_ONCE = ("organisation", "form", "unit", "committee", "term")  # kinds that are listed unasked
_MOST = 40
_EIGHT_BITS = ("input-meta on", "output-meta on", "convert-meta off")
_SIGNALS = {each.name: each for each in signal.Signals}


def answers() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


@define(eq=False, repr=False)
class Dialogue:
    """Questions to a person, and what was answered.

    Attributes:
        terminal: whether a person is there.
        goes_on: the command that goes on where this one ends too early.
        draft: where what was said is kept then.
        said: each answer that was taken, under the name of its question.
        before: those of the time before, which are taken before anybody is asked.
        half: what was begun of an answer.
    """

    language: Language
    terminal: bool
    goes_on: str
    draft: Path
    said: list[tuple[str, str]] = field(factory=list)
    before: list[tuple[str, str]] = field(factory=list)
    half: str = ""

    def put(
        self,
        name: str,
        read: Callable[[str], _Value],
        choices: Choices = (),
        *,
        optional: bool = False,
        follows: Follows | None = None,
    ) -> _Value:
        """The answer to a question, asked again until it can be used; where none is needed, an
        empty line is one, too. Raises UsageError where nobody is there."""
        if not self.terminal:
            raise UsageError("argument-missing", name=name)
        while True:
            answer = self._answer(name, choices, follows)
            if answer.startswith("?") or not (answer or optional):
                self._list(name, answer.strip("? "), choices)
                continue
            try:
                value = read(answer)
            except CheckerError as error:
                _tell(self._told(error))
                continue
            self.said.append((name, answer))
            return value

    def each(
        self,
        name: str,
        read: Callable[[str], _Value],
        choices: Choices = (),
        follows: Follows | None = None,
    ) -> Iterator[_Value]:
        """The answers to a question that is asked until nothing more is said. An empty line before
        the first shows what can be said; the next ends."""
        told = False

        def or_end(answer: str) -> _Value | None:
            return read(answer) if answer else None

        while self.terminal:
            value = self.put(name, or_end, choices, optional=True, follows=follows)
            if value is not None:
                told = True
                yield value
            else:
                del self.said[-1]
                if told:
                    return
                told = True
                self._list(name, "", choices)

    # ------------------------------------------------------------ a question

    def _answer(self, name: str, choices: Choices, follows: Follows | None) -> str:
        asked = f"{say(self.language, f'ask.{name}')}: "
        for at, (question, answer) in enumerate(self.before):
            if question == name:
                del self.before[at]
                output.tell(f"{asked}{answer}")
                return answer
        if not (answers() and sys.stdout.isatty()):
            with redirect_stdout(sys.stderr):
                typed: str = click.prompt(asked[:-2], default="", show_default=False, err=True)
            return typed.strip()
        begun, self.half = self.half, ""
        with _completing(self.language, asked, choices, begun, follows):
            return input(asked).strip()

    def _list(self, name: str, sought: str, choices: Choices) -> None:
        """What can be answered: that which holds a word, or all that is not too much."""
        lines = [say(self.language, f"help.{name}")]
        there = [each for each in choices if plain(sought) in plain(f"{each[1]} {each[2]}")]
        if not sought:
            there = [each for each in choices if each[0] in _AT_ONCE]
        width = max((len(word) for _, word, _ in there[:_MOST]), default=0)
        kind = ""
        for of, word, called in there[:_MOST]:
            if of != kind:
                lines.append(say(self.language, f"listed.{of}"))
            kind = of
            lines.append(f"  {word.ljust(width)}  {called}".rstrip())
        if len(there) > _MOST:
            lines.append(say(self.language, "listed.more", count=len(there) - _MOST))
        if sought and not there:
            lines.append(say(self.language, "listed.none", word=sought))
        _tell("\n".join(lines))

    def _told(self, error: CheckerError) -> str:
        """What is wrong with an answer, without a place in a file that is none."""
        each = error.errors if isinstance(error, MistakesError) else [error]
        return "\n".join(
            str(one).removeprefix(f"{one.span.place}: ")
            if isinstance(one, TextError)
            else one.told(self.language)
            for one in each
        )

    # ------------------------------------------------------------ nothing lost

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Takes up what was said before, and keeps what is said where that comes to no end: raises
        UsageError with the place of it, in place of what went wrong, which is told."""
        if not self.terminal:
            yield
            return
        self._take_up()

        def stop(*_: object) -> None:
            readline = _readline()
            self.half = readline.get_line_buffer() if readline else ""
            raise KeyboardInterrupt

        signals = [each for each in map(_SIGNALS.get, ("SIGINT", "SIGHUP", "SIGTERM")) if each]
        former = [(each, signal.signal(each, stop)) for each in signals]
        try:
            yield
        except (KeyboardInterrupt, EOFError, click.Abort) as stopped:
            output.tell("")
            raise self._kept("stopped") or stopped from stopped
        except (CheckerError, OSError) as error:
            if not (kept := self._kept("ended")):
                if isinstance(error, CheckerError):
                    error.spoken = self.language
                raise
            told = error.told(self.language) if isinstance(error, CheckerError) else str(error)
            output.tell(f"ressort: {told}")
            raise kept from error
        finally:
            for each, handler in former:
                signal.signal(each, handler)
        self.draft.unlink(missing_ok=True)

    def _take_up(self) -> None:
        try:
            lines = self.draft.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        pairs = (line.partition(" ") for line in lines if line.startswith("--"))
        self.before = [(name, answer) for name, _, answer in pairs]
        self.half = next((line[2:] for line in lines if line.startswith("# ")), "")
        path = self.draft.as_posix()
        output.tell(say(self.language, "goes-on", path=path, count=len(self.before)))

    def _kept(self, key: str) -> UsageError | None:
        """What was said in a file, or where none can be written on the screen; None where nothing
        was said."""
        lines = [f"{name} {answer}\n" for name, answer in (*self.said, *self.before)]
        lines += [f"# {self.half}\n"] if self.half else []
        if not lines:
            return None
        for folder in (self.draft.parent, None):
            try:
                path = Path(folder or gettempdir(), self.draft.name)
                output.write({path: "".join(lines)})
            except (UsageError, OSError):
                continue
            command, where = (self.goes_on if path == self.draft else ""), path.as_posix()
            break
        else:
            output.tell("".join(lines).rstrip())
            command = where = ""
        kept = UsageError(f"kept-{key}", path=where, command=command)
        kept.spoken = self.language
        return kept


def _tell(text: str) -> None:
    """Tells something, no word of it broken at the edge of the terminal."""
    width = get_terminal_size().columns
    lines = (wrapped(each, width=width) if each else [""] for each in text.splitlines())
    output.tell("\n".join(chain.from_iterable(lines)))


@contextmanager
def _completing(
    language: Language, asked: str, choices: Choices, begun: str, follows: Follows | None
) -> Iterator[None]:
    """Tab completes what can be answered, and lists it, while somebody types, who goes on with what
    was begun; where there is no readline, nothing."""
    readline = _readline()
    if readline is None:
        yield
        return

    def there_after(line: str) -> tuple[Choices, list[str]]:
        done, _, begun = line.rpartition(" ")
        there = follows(done) if follows and done.strip() else choices
        if begun and not _begun(line, _words(there))[1]:  # what begins a sentence does so once
            there = [each for each in choices if each[0] != "word" or not done]
        return there, _words(there)

    def complete(_: str, state: int) -> str | None:
        line = readline.get_line_buffer()
        found = completions(line, there_after(line)[1])
        found = [f"{line} "] if found == [line] else found  # then what may come next
        return found[state] if state < len(found) else None

    def show(*_: object) -> None:
        readline.redisplay()  # with what all of them have in common
        line = readline.get_line_buffer()
        offered, words = there_after(line)
        found = {*_begun(line, words)[1]}
        there = [(word, called) for _, word, called in offered if {word, called} & found]
        rows = [f"  {word}  {called}".rstrip() for word, called in there[:_MOST]]
        if len(there) > _MOST:
            rows.append(say(language, "listed.more", count=len(there) - _MOST))
        sys.stdout.write("\n".join(["", *rows, f"{asked}{line}"]))
        sys.stdout.flush()

    delimiters = readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims("")
    if hasattr(readline, "set_completion_display_matches_hook"):
        readline.set_completion_display_matches_hook(show)
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    for setting in ("show-all-if-ambiguous on", *_EIGHT_BITS):
        readline.parse_and_bind(f"set {setting}")
    readline.set_startup_hook(lambda: readline.insert_text(begun))
    try:
        yield
    finally:
        readline.set_startup_hook(None)
        readline.set_completer(None)
        readline.set_completer_delims(delimiters)


def _words(choices: Choices) -> list[str]:
    """What can be typed: that which is answered, and what it is called."""
    return [*chain.from_iterable((word, called) for _, word, called in choices)]


def completions(line: str, words: Sequence[str]) -> list[str]:
    """The lines that a line may become by a word at its end; what is typed of a word that several
    begin with stays as it is typed."""
    start, found = _begun(line, words)
    if len(found) == 1:
        return [line[:start] + found[0]]
    typed = line[start:]
    return [
        line + each[len(typed) :] for each in found if plain(each[: len(typed)]) == plain(typed)
    ]


def _begun(line: str, words: Sequence[str]) -> tuple[int, list[str]]:
    """Where the word at the end of a line begins, which may be several, and what it may become."""
    for start in (0, *(at + 1 for at, sign in enumerate(line) if sign == " ")):
        typed = plain(line[start:])
        found = [*dict.fromkeys(each for each in words if each and plain(each).startswith(typed))]
        if found and (typed or start == len(line)):
            return start, found
    return 0, []


def _readline() -> ModuleType | None:
    try:
        import readline
    except ImportError:  # as on Windows
        return None
    if getlocale(LC_CTYPE)[1] is None:  # one that is not installed: `æ` would be two letters
        with suppress(Error):
            setlocale(LC_CTYPE, "C.UTF-8")
    return readline
