# SPDX-License-Identifier: EUPL-1.2
"""The user's files to parsed documents: rules, organisations and the proposals asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from checker import folders, limits
from checker.disk import keep
from checker.errors import CheckerError, MistakesError, UnreadableError, UsageError
from checker.files.kinds import OTHERS, FoundFile, given_by, some_of, unquoted
from checker.files.walk import documents_in, files_beside, files_nearby, real, tabular, walk
from checker.mistakes import Mistakes, by_place
from checker.records import evolve, field, frozen
from checker.say import Language, say
from checker.source import STDIN, Source, is_pipe, together
from checker.speech.node import Document, DocumentKind, HalfReadError
from checker.speech.proposal import as_it_stands

if TYPE_CHECKING:
    from checker.memo import Memo
    from checker.pipeline import Checker

SIGN_OFFS = "sign-offs.ressort"
_SHIPPED = (("rules",), ("fixtures",))
_ORGANISATION = "organisation.ressort"


@frozen(eq=False, repr=False)
class Notice:
    """Something the user should know that is no error: a message of ``say``."""

    key: str
    values: dict[str, object] = field(factory=dict)

    def told(self, language: Language) -> str:
        return say(language, self.key, **self.values)


@frozen(eq=False, repr=False)
class Library:
    """All that one run works on, in the order of the shown paths.

    Attributes:
        waiting: proposals that are found and not read yet, where that is left for later.
    """

    rules: tuple[Document, ...] = ()
    organisations: tuple[Document, ...] = ()
    proposals: tuple[Document, ...] = ()
    notices: tuple[Notice, ...] = ()
    files: frozenset[Path] = frozenset()
    registers: tuple[Document, ...] = ()
    waiting: tuple[FoundFile, ...] = ()

    def checker(self, memo: Memo | None = None) -> Checker:
        """What judges by these rules and organisations. Raises MistakesError."""
        return checker_of(self.rules, self.organisations, self.registers, memo)


class Reader:
    """Reads files, and gathers what is wrong with any of them instead of stopping at the first."""

    def __init__(self) -> None:
        self.mistakes = Mistakes()
        self.notices: list[Notice] = []
        self.files: set[Path] = set()
        self.half_read: list[Document] = []
        self.passed_over: list[FoundFile] = []
        self._walked: dict[tuple[Path, str], list[FoundFile]] = {}

    def rules(self, paths: Sequence[str]) -> tuple[Document, ...]:
        """The rule documents under the paths, the shipped ones where no path is given; with a
        file of them the sign-offs that stand beside it."""
        beside = (Path(path).with_name(SIGN_OFFS) for path in paths if Path(path).is_file())
        signed = [each.as_posix() for each in dict.fromkeys(beside) if each.is_file()]
        return self._of_kind("rules", [*paths, *signed], folders.RULES, "no-rule")

    def organisations(self, paths: Sequence[str], near: Iterable[str] = ()) -> tuple[Document, ...]:
        """The organisations under the paths; where no path is given, those beside some files and
        above them that these concern, and the shipped ones with other ids."""
        if paths:
            return self._of_kind("organisation", paths, folders.FIXTURES, "no-organisation")
        failed = len(self.mistakes.errors)
        shipped = {each.real: each for each in _shipped_organisations()}
        beside = (FoundFile(Path(path), path, True) for path in files_beside(near))
        own = {each.real: each for each in beside}
        taken = {each.organisation: each.shown for each in own.values()}
        rest = []
        for file, each in shipped.items():
            if file in own or (id := each.organisation) not in taken:
                rest.append(each)
            elif id:
                told: dict[str, object] = {"path": taken[id], "id": id}
                self.notices.append(Notice("in-place-of-shipped", told))
        found = [*rest, *(each for file, each in own.items() if file not in shipped)]
        documents = tuple(
            each for each in self._read(found, most=limits.LIBRARY) if each.kind == "organisation"
        )
        self._need(documents, failed, "no-organisation", [folders.FIXTURES.name])
        return documents

    def registers(
        self, paths: Sequence[str], organisations: Sequence[str] = (), own: Iterable[Document] = ()
    ) -> tuple[Document, ...]:
        """The registers of waivers under the paths; without any, those beside the organisations,
        of which there need be none: ``own`` are those read that were not named."""
        if paths:
            return self._of_kind("waivers", paths, folders.FIXTURES, "no-register")
        found = Reader()._find(organisations)
        if not organisations:
            places = dict.fromkeys(Path(each.span.path).parent for each in own)
            shipped = real(folders.FIXTURES)  # in which there is none
            others = (each for each in places if not real(each).is_relative_to(shipped))
            there = (file for each in others for file in documents_in(each))
            beside = (FoundFile(file, file.as_posix(), named=False) for file in there)
            found += {each.real: each for each in beside}.values()
        files = (each for each in found if each.kind == "waivers")
        return tuple(self._read(files, most=limits.LIBRARY))

    def proposals(self, paths: Sequence[str]) -> tuple[Document, ...]:
        """The proposals under the paths; a named file that is none is an error."""
        return self.opened(self.waiting(paths), at_once=True)

    def waiting(self, paths: Sequence[str]) -> tuple[FoundFile, ...]:
        """The files that ``proposals`` would read, by their first words."""
        failed = len(self.mistakes.errors)
        found = self._find(paths)
        wanted = tuple(each for each in found if each.named or each.kind in ("proposal", None))
        self.passed_over += [each for each in found if each not in wanted]
        self._need(wanted, failed, "no-proposal", paths, some_of(self.passed_over))
        return wanted

    def opened(
        self, waiting: Iterable[FoundFile], *, at_once: bool = False, alone: bool = False
    ) -> tuple[Document, ...]:
        """The proposals in files that waited; ``at_once``: none is parsed before all are read.

        ``alone``: an organisation among them stands for the proposal to change nothing of it.
        """
        documents = [
            as_it_stands(each) if alone and each.kind == "organisation" else each
            for each in self._read(waiting, at_once=at_once)
        ]
        for other in (each for each in documents if each.kind != "proposal"):
            kind = self.mistakes.say(other.span, f"document.{other.kind}")
            self.mistakes.add(other.statements[0].span, "not-a-proposal", kind=kind)
        return tuple(each for each in documents if each.kind == "proposal")

    def documents(self, paths: Sequence[str]) -> tuple[Document, ...]:
        """The documents of any kind under the paths; none at all is an error."""
        failed = len(self.mistakes.errors)
        documents = tuple(self._read(self._find(paths)))
        self._need(documents, failed, "no-document", paths)
        return documents

    @property
    def told(self) -> tuple[Notice, ...]:
        """What the user should know of what was read, and of what was found and not read."""
        over = [each for each in self.passed_over if each.real not in self.files]
        told: dict[str, object] = {"files": some_of(over), "given": given_by(over)}
        return (*self.notices, *([Notice("passed-over", told)] if over else ()))

    def finish(self) -> None:
        """Raises all that went wrong so far, as one MistakesError."""
        self.mistakes.settle()

    def _of_kind(
        self, kind: DocumentKind, paths: Sequence[str], shipped: Path, none: str
    ) -> tuple[Document, ...]:
        failed = len(self.mistakes.errors)
        found = self._find(paths, shipped)
        files = [each for each in found if each.kind in (kind, None)]
        read = self._read(files, most=limits.LIBRARY)
        documents = tuple(each for each in read if each.kind == kind)
        others = some_of([each for each in found if each not in files])
        self._need(documents, failed, none, paths or [shipped.name], others)
        return documents

    def _need(
        self, found: Sized, failed: int, key: str, paths: Sequence[str], others: str = ""
    ) -> None:
        """Notes that nothing was found where nothing else went wrong, and what was instead."""
        if not found and len(self.mistakes.errors) == failed:
            where = ", ".join(Path(path).as_posix() for path in paths)
            self.mistakes.note(UsageError(key, where=where, files=others))

    def _read(
        self, files: Iterable[FoundFile], *, at_once: bool = True, most: float = inf
    ) -> Iterator[Document]:
        """What is in some files, and no more than so much text; what cannot be read is noted."""

        def sources() -> Iterator[tuple[Path, Source]]:
            room = most
            for found in files:
                with self.mistakes.noting():
                    source = _source(found)
                    room -= len(source.text)
                    if room < 0:
                        self.mistakes.note(
                            UnreadableError(found.shown, "library-full", str(most // limits.MB))
                        )
                        return
                    yield found.file, source
                    self.files.add(found.real)

        for file, source in [*sources()] if at_once else sources():
            with self.mistakes.noting():
                try:
                    pasted = source.bare_names and not tabular(source.path)
                    with unquoted(file, source.text, pasted=pasted):
                        yield _document(source)
                except HalfReadError as mistakes:
                    self.half_read.append(mistakes.readable)
                    raise

    def _find(self, paths: Sequence[str], shipped: Path | None = None) -> list[FoundFile]:
        """The files under the paths, each once; what is shipped where there is no path."""
        if shipped and not paths:
            return self._walk(shipped, shipped.name)
        files: dict[Path, FoundFile] = {}
        for path in paths:
            for found in self._under(path):
                files.setdefault(found.real, found)
        return [*files.values()]

    def _under(self, path: str) -> Iterator[FoundFile]:
        shown = Path(path).as_posix() if path else '""'
        try:
            place = STDIN if path == "-" else self._place(Path(path))
            if not path:
                self.mistakes.note(UnreadableError(shown, "no-such-file"))
            elif place.is_dir():
                yield from self._walk(place, shown)
            elif is_pipe(place) or place.exists():
                yield FoundFile(place, shown, named=True)
            else:
                self.mistakes.note(UnreadableError(shown, "no-such-file"))
        except OSError as error:
            self.mistakes.note(UnreadableError.refused(shown, error))

    def _place(self, path: Path) -> Path:
        """The path, or the shipped file of that name where the working folder has none."""
        shipped = folders.ROOT / path
        if path.exists() or path.parts[:1] not in _SHIPPED or not shipped.exists():
            return path
        self.notices.append(Notice("shipped", {"path": path.as_posix()}))
        return shipped

    def _walk(self, top: Path, shown: str) -> list[FoundFile]:
        """The documents under a folder, which is walked once."""
        if (top, shown) not in self._walked:
            self._walked[top, shown], passed_over = walk(top, shown, self.mistakes)
            self.notices += [Notice(key, {"count": count}) for key, count in passed_over.items()]
        return self._walked[top, shown]


def _shipped_organisations() -> list[FoundFile]:
    """Each lies in a folder beside the cases on it, which are not looked at to find it."""
    there = sorted(folders.FIXTURES.glob(f"*/{_ORGANISATION}"))
    shown = (each.relative_to(folders.ROOT).as_posix() for each in there)
    found = (FoundFile(*each, named=False) for each in zip(there, shown, strict=True))
    return [each for each in found if each.kind in ("organisation", None)]


def read_rules(paths: Sequence[str]) -> tuple[Document, ...]:
    """The rule documents under the paths, or the shipped ones. Raises MistakesError with all that
    is wrong in any."""
    reader = Reader()
    rules = reader.rules(paths)
    reader.finish()
    return rules


def read_base(
    rules: Sequence[str],
    organisations: Sequence[str],
    near: Iterable[str] = (),
    registers: Sequence[str] | None = None,
) -> Library:
    """What judges, without proposals: registers only where they are asked for. Raises MistakesError
    with all that is wrong in any file."""
    reader = Reader()
    base, known = reader.rules(rules), reader.organisations(organisations, near)
    kept = () if registers is None else reader.registers(registers, organisations, known)
    reader.finish()
    return Library(base, known, registers=kept)


def checker_of(
    rules: Sequence[Document],
    organisations: Sequence[Document],
    registers: Sequence[Document] = (),
    memo: Memo | None = None,
) -> Checker:
    """What judges by some rules and organisations, and knows of the files around a proposal where
    its municipality could be meant. Raises MistakesError."""
    from checker.lawbook.load import recalled
    from checker.pipeline import Checker

    book = recalled(rules, organisations)
    return Checker(book, organisations, registers, memo, files_nearby)


def rule_base(rules: Iterable[Document]) -> str:
    """The digest of all rule documents, as every result's receipt shows it."""
    return together(each.span.source.sha256 for each in rules)


def read_library(
    paths: Sequence[str],
    rules: Sequence[str] = (),
    organisations: Sequence[str] = (),
    registers: Sequence[str] = (),
    *,
    waiting: bool = False,
    alone: bool = False,
) -> Library:
    """Everything a check needs. Raises MistakesError with all that is wrong in any file.

    ``waiting``: the proposals are only found, and wait to be read: of many, never all are in
    memory. Where something else is wrong, they are read all the same, and told of with it.
    ``alone``: an organisation that is named is checked as it stands.
    """
    reader = Reader()
    base = reader.rules(rules)
    found = reader.waiting(paths)
    proposals = () if waiting else reader.opened(found, at_once=True, alone=alone)
    named = [each.shown for each in found if each.named and each.organisation]
    if organisations:
        organisations = [*organisations, *named]
    known = reader.organisations(organisations, [each.shown for each in found])
    kept = reader.registers(registers, organisations, known)
    library = Library(base, known, proposals, registers=kept, waiting=found if waiting else ())
    if reader.mistakes.errors and waiting:
        return read_library(paths, rules, organisations, registers, alone=True)
    _settle(library, reader)
    return evolve(library, notices=reader.told, files=frozenset(reader.files))


def read_waiting(library: Library, waiting: Sequence[FoundFile]) -> tuple[Document, ...]:
    """The proposals in files that waited. Raises MistakesError with all that is wrong in any."""
    reader = Reader()
    library = evolve(library, proposals=reader.opened(waiting, alone=True))
    _settle(library, reader)
    return library.proposals


def _settle(library: Library, reader: Reader) -> None:
    if reader.mistakes.errors:
        raise MistakesError(by_place([*reader.mistakes.errors, *_names_wrong(library, reader)]))


def _names_wrong(library: Library, reader: Reader) -> list[CheckerError]:
    """What else is wrong with the proposals, so that all of it comes in one go."""
    broken = {each.kind for each in reader.half_read} - {"proposal"}
    if broken or not (library.rules and library.organisations):
        return []
    try:
        checker = library.checker()
    except MistakesError as mistakes:
        return mistakes.errors
    proposals = [*library.proposals, *reader.half_read]
    return [error for each in proposals for error in checker.mistakes(each)]


def _source(found: FoundFile) -> Source:
    """What a file says: a table is put into the language's own text, each place its cell's."""
    if not found.is_table:
        if kind := OTHERS.get(Path(found.shown).suffix.casefold()):
            raise UsageError(f"is-{kind}", path=found.shown)
        return Source.read(found.file, found.shown)
    from checker.table import files, reading

    with unquoted(found.file, pasted=not tabular(found.shown)):
        return reading.source_of(files.read_grid(found.file, found.shown))


@lru_cache(maxsize=1)  # what is checked is read to know its language, to check, to tell of errors
def _document(source: Source) -> Document:
    """A document, parsed once for each text: what was kept of an earlier run is taken."""
    document = None if source.bare_names else keep.recall(source)
    if document is None:
        from checker.language.parser import parse

        document = parse(source)
        if not source.bare_names:
            keep.remember(document)
        elif guessed := getattr(source, "guessed", None):
            document = evolve(document, warnings=(guessed, *document.warnings))
    return document
