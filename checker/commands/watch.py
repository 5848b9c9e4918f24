# SPDX-License-Identifier: EUPL-1.2
"""``ressort watch``: what changes is checked at once, and the last answer stays on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import click
from click import style, unstyle

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.runs import (
    CommandRun,
    Spool,
    check_all,
    gathered,
    notify,
    run_over,
    surface,
)
from checker.disk import output
from checker.errors import CheckerError, UnreadableError, UsageError
from checker.files.baseline import Baseline, read_baseline
from checker.files.documents import Library
from checker.files.kinds import FoundFile
from checker.folders import adding
from checker.formats.catalogue import render
from checker.page.short import ShortPage
from checker.records import define, evolve, field, frozen
from checker.report.report import Options, ResultEntry
from checker.say import Language, say
from checker.source import bytes_of_file

_LOOK = 500  # milliseconds from one look at what lies elsewhere to the next
_LEAST = 5  # lines of an answer that are shown on the lowest screen: its verdict is among them


@click.command("watch", cls=options.Repeatable, epilog="ressort watch sager")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@settings.configured(*settings.SHARED, "fail-on", "baseline")
@options.shared(
    *options.JUDGING,
    options.choice(
        "--fail-on", options.FAILS_AT, "The verdict from which a proposal fails.", "incomplete"
    ),
    options.baseline,
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    shared: Shared,
    fail_on: str,
    baseline: str | None,
) -> int:
    """Check files and folders whenever something in them changes, until it is interrupted.

    The last answer stays on the screen, short; a file that is broken meanwhile is told of beside
    it. Rules, organisations, registers, the baseline and the settings are watched too. Exit
    status: 0 ended, 2 not watched.
    """
    for path in paths:
        if path == "-":
            raise UsageError("watch-pipe")
        if not Path(path).exists():
            raise UnreadableError(path, "no-such-file")
    watched = _Watched(ctx, paths, _Asked(shared, fail_on, baseline))
    try:
        for _ in _changes(paths, watched.files):
            watched.look()
    except KeyboardInterrupt:
        output.progress("")
    return 0


def _changes(paths: Sequence[str], others: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Once at first, and whenever something changes in folders or in other files, which may be
    written whole anew: so a file is looked for by its name. Raises UsageError without the extra."""
    try:
        from watchfiles import watch
    except ModuleNotFoundError as error:
        raise UsageError("no-watch-extra", command=adding("watch")) from error
    folders = [path for path in paths if Path(path).is_dir()]
    named = [Path(path) for path in paths if path not in folders]
    yield
    seen: list[object] | None = None  # what changed before the watch began is not told by it
    where = folders or [each.parent.as_posix() for each in named]
    for found in watch(
        *where, recursive=bool(folders), yield_on_timeout=True, rust_timeout=_LOOK, step=20
    ):
        now: list[object] = [*map(_stamp, (*named, *others()))]
        if found or now != seen:
            seen = now
            yield


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """What tells that a file was written."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


@frozen
class _Asked:
    """What the options say, or the settings in their place."""

    shared: Shared
    fail_on: str
    baseline: str | None

    @classmethod
    def again(cls, ctx: click.Context) -> _Asked:
        """What they say now. Raises CheckerError for settings that cannot be used."""
        named = settings.named(ctx)
        given = settings.anew(ctx, Path(named) if named else None).params
        shared = Shared(**{name: given[name] for name in options.JUDGING})
        return cls(shared, given["fail_on"], given["baseline"])


@define(eq=False, repr=False)
class _Watched:
    """The answers so far.

    Attributes:
        asked: what the options say.
        run: judges as long as rules, organisations, registers, baseline and options say the same.
        judges: what these say, by their digests.
        read: what each proposal said when it was last looked at.
        answers: the last of each.
        broken: what is wrong with those that are no more to be read, and with what judges.
    """

    ctx: click.Context
    paths: Sequence[str]
    asked: _Asked
    run: CommandRun | None = None
    known: Baseline | None = None
    judges: tuple[object, ...] = ()
    read: dict[str, str] = field(factory=dict)
    answers: dict[str, ResultEntry] = field(factory=dict)
    broken: dict[str, str] = field(factory=dict)

    def files(self) -> Iterable[Path]:
        """What was read besides the proposals, and the folders of it, where more may be put."""
        read = self.run.read.files if self.run else frozenset[Path]()
        shared, baseline = self.asked.shared, self.asked.baseline
        named = (*shared.rules, *shared.organisations, *shared.waivers, baseline)
        others = (*map(Path, filter(None, named)), *settings.places(self.ctx))
        return sorted({*read, *(each.parent for each in read), *others})

    def look(self) -> None:
        """Checks what says something else than before, and shows the answers anew where
        anything does."""
        try:
            self.asked = _Asked.again(self.ctx)
            library = gathered(self.asked.shared, self.paths, waiting=True)
            is_new = self._take(library)
        except CheckerError as error:
            told = error.told(self._language)
            if self.broken.get("") != told:
                self.broken[""] = told
                output.clear()
                self._show([*self.answers])
            return
        is_new = bool(self.broken.pop("", "")) or is_new
        found = {each.shown: each for each in library.waiting}
        said = {name: _said(each) for name, each in found.items()}
        changed = [name for name in said if self.read.get(name) != said[name]]
        gone = {*self.read} - {*said}
        if not (changed or gone or is_new):
            return
        self.read = said
        for each in (self.answers, self.broken):
            for name in gone & {*each}:
                del each[name]
        output.clear()
        if is_new:
            notify(library, self._language)
        for name in changed:
            self._check(found[name])
        self._show(changed or [*self.answers])

    def _take(self, library: Library) -> bool:
        """Takes what judges now; whether it is another, by which all must be checked anew."""
        documents = (*library.rules, *library.organisations, *library.registers)
        said = frozenset(f"{one.span.path} {one.span.source.sha256}" for one in documents)
        known = read_baseline(self.asked.baseline) if self.asked.baseline else None
        judges = (said, self.asked, known and known.entries)
        if self.run and judges == self.judges:
            self.run = evolve(self.run, read=library)
            return False
        self.run = run_over(library, self.asked.shared, surface(library))
        self.judges, self.known, self.read = judges, known, {}
        return True

    def _check(self, one: FoundFile) -> None:
        assert self.run
        alone = evolve(self.run, read=evolve(self.run.read, waiting=(one,)))
        try:
            with Spool() as spool:
                (self.answers[one.shown],) = check_all(alone, spool, 1, self.known).report.results
            self.broken.pop(one.shown, None)
        except CheckerError as error:
            self.broken[one.shown] = error.told(self._language)

    # ------------------------------------------------------------ on the screen

    @property
    def _language(self) -> Language:
        return self.run.language if self.run else self.asked.shared.lang or "en"

    def _show(self, names: Sequence[str]) -> None:
        """The last answers of some proposals, of one its page, how all of them stand, and what is
        broken."""
        language, colour = self._language, output.in_colour()
        fails = self.asked.fail_on
        asked = Options(colour=colour, width=output.columns(), brief=True, fail_on=fails)
        shown = [self.answers[name] for name in names if name in self.answers]
        before = [say(language, "before-mistake")] if self.broken and shown else []
        told, after = "", list[str]()
        if shown and self.run:
            report = self.run.expressed([], ())
            asked = evolve(asked, lines=len(shown) > 1)
            told = str(render(evolve(report, results=shown), "text", language, asked)).rstrip("\n")
            if len(self.answers) > 1 and not asked.lines:
                page = ShortPage(language, style if colour else (lambda text, **_: text), asked)
                whole = evolve(report, results=[*self.answers.values()])
                after.append("\n".join(page.closing(whole)))
        after += self.broken.values()  # last, where a low screen ends
        if told and (screen := output.screen()):
            others = sum(_height(f"{each}\n", screen.columns) for each in (*before, *after))
            room = screen.lines - others - 2
            told = _fitted(told, screen.columns, room, language, whole=not asked.lines)
        pieces = [*before, told, *after] if told else [*before, *after]
        output.put("\n\n".join(pieces) + "\n\n")
        output.progress(say(language, "watching", count=len(self.read)))


def _height(text: str, columns: int) -> int:
    """How many lines of a screen a text takes."""
    return sum(max(1, -(-len(unstyle(line)) // columns)) for line in text.split("\n"))


def _fitted(told: str, columns: int, room: int, language: Language, *, whole: bool) -> str:
    """An answer without the lines that a screen has no room for, its verdict left: on a page it
    stands at first, and below lines of findings at last."""
    lines = told.split("\n")
    last = 0 if whole else next((n for n, each in enumerate(reversed(lines)) if not each), 0)
    end = lines[len(lines) - last :]
    begin = lines[: len(lines) - last]
    room -= _height("\n".join(end), columns) if end else 0
    if _height("\n".join(begin), columns) <= room:
        return told
    kept = begin
    while len(kept) > _LEAST and _height("\n".join(kept), columns) >= room:
        kept = kept[:-1]
    return "\n".join([*kept, say(language, "watch-more", count=len(begin) - len(kept)), *end])


def _said(one: FoundFile) -> str:
    """A digest of what stands in a file; of one that cannot be read, why."""
    try:
        return sha256(bytes_of_file(one.file, one.shown)).hexdigest()
    except CheckerError as error:
        return str(error)
