"""``ressort new``: a proposal to begin with, for an organisation on file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from datetime import date
from itertools import product
from pathlib import Path
from typing import TypeVar

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import MistakesError, UsageError
from checker.files import documents
from checker.files.beside import organisation_here
from checker.files.documents import checker_of
from checker.language.names import declared_ids, resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.pipeline import Checker
from checker.records import evolve, frozen
from checker.say import Language, say
from checker.source import Source
from checker.speech.node import Document, Name, Node, Prose
from checker.speech.organisation import Committee, Unit, municipality_of
from checker.speech.proposal import Move, Proposal
from checker.table.workbook import excel_of
from checker.table.writing import blank_rows, choices_of, csv_of, rows_of

_Value = TypeVar("_Value")
_MARKS = ({'"'}, {"“", "”"}, {"»", "«"})


@click.command("new")
@click.argument("file", metavar="[FILE]", required=False)
@options.one("--organisation", "ID", "The organisation it concerns.")
@options.one("--title", "TEXT", "What the proposal is called.")
@options.one("--proposed", "DATE", "The day it is put forward.", options.day)
@options.one("--effective", "DATE", "The day it takes effect.", options.day)
@options.many("--move", '"THING FROM TO"', "A move; FROM may be left out; may be given again.")
@options.many("--statement", "SENTENCE", "Any other sentence of a proposal; may be given again.")
@options.one("--table", "FILE", "Write a table with drop-down lists instead: .xlsx or .csv.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@options.shared("rules", "organisations", "lang")
def command(
    file: str | None,
    organisation: str | None,
    title: str | None,
    proposed: date | None,
    effective: date | None,
    move: tuple[str, ...],
    statement: tuple[str, ...],
    table: str | None,
    force: bool,
    shared: Shared,
) -> int:
    """Write a proposal to begin with to FILE, or to standard output.

    On a terminal it asks for what is not given. A table is written as far as it is given.
    """
    if table and file:
        raise UsageError("one-target", path=Path(file).as_posix())
    target = table or file
    ends_as_table = Path(target or "").suffix.casefold() in (".xlsx", ".csv")
    if target and ends_as_table != bool(table):
        key = "table-ending" if table else "table-option"
        raise UsageError(key, path=Path(target).as_posix())
    keep_what_is_there(Path(target) if target else None, force)
    reader = documents.Reader()
    base, known = (
        reader.rules(shared.rules),
        reader.organisations(shared.organisations, [target or "."]),
    )
    reader.finish()
    checker = checker_of(base, known)
    by_id = {municipality_of(each).id.text: each for each in known}
    chosen = _organisation(organisation, by_id, shared.lang or "en")
    language = shared.lang or by_id[chosen].surface
    draft = _Draft(checker, language, by_id[chosen])
    if table and not (title and proposed and effective):
        given = {"title": title, "concerns": chosen, "proposed": proposed, "effective": effective}
        if move or statement:
            missing = next(name for name, value in given.items() if not value)
            raise UsageError("argument-missing", name=f"--{missing}")
        draft.write_table(Path(table), *blank_rows(given, language))
        return 0
    header = Proposal(
        title=Prose.of(
            clean_title(ask("--title", language, clean_title) if title is None else title)
        ),
        concerns=Name(chosen),
        proposed=proposed or ask("--proposed", language, options.day),
        effective=effective or ask("--effective", language, options.day),
    )
    head = draft.printed(header)
    changes: list[Node] = [draft.move(each) for each in move]
    if not (move or statement or table):
        changes += draft.asked_moves(head)
    ids = declared_ids([*base, *known])
    changes += [draft.statement(each, head, ids) for each in statement]
    text = f"{head}\n{draft.printed(*changes)}" if changes else head
    if not changes and not table:
        text += draft.example()
    written = parse(Source.of(text, target or "proposal.ressort"))
    checker.check(written)
    if table:
        draft.write_table(Path(table), *rows_of(written))
    elif file is None:
        output.put(text)
    else:
        write(Path(file), text, language)
    return 0


def keep_what_is_there(target: Path | None, force: bool) -> None:
    """Raises UsageError where a file would be overwritten that nobody says is to be."""
    if target and target.exists() and not force:
        raise UsageError("exists", path=target.as_posix())


def write(path: Path, data: str | bytes, language: Language) -> None:
    """Writes a file, and tells where."""
    output.write({path: data})
    output.tell(say(language, "written", path=path.as_posix()))


@frozen
class _Draft:
    """A proposal that comes to be, in one language, for one organisation."""

    checker: Checker
    language: Language
    organisation: Document

    def printed(self, *statements: Node) -> str:
        document = Document("proposal", self.language, statements)
        return print_document(document, self.language, self.checker.words)

    def write_table(self, path: Path, rows: list[list[str]], heading: int) -> None:
        """The rows as a file; in an Excel file with lists of what the organisation has."""
        made: str | bytes = csv_of(rows)
        if path.suffix.casefold() != ".csv":
            lists = choices_of(self.organisation, self.checker.words, self.language)
            made = excel_of(rows, heading, self.language, lists)
        write(path, made, self.language)

    def move(self, text: str) -> Move:
        """A move in two or three words, areas by id or by word. Raises UsageError for another."""
        areas = {word: id for id, word in self.checker.words.items()}
        match [Name(areas.get(word, word)) for word in text.split()]:
            case [thing, origin, destination]:
                return Move(thing, destination, origin)
            case [thing, destination]:
                return Move(thing, destination)
        raise UsageError("no-move", value=text)

    def asked_moves(self, head: str) -> list[Node]:
        """The moves that somebody at the terminal names, until nothing more is said.

        Each is checked with those before it, and asked for again where it cannot be used.
        """
        moves: list[Node] = []
        asked = say(self.language, "ask.--move")
        while answers():
            answer = click.prompt(asked, default="", show_default=False, err=True)
            if not answer.strip():
                break
            try:
                more = [*moves, self.move(answer)]
                text = f"{head}\n{self.printed(*more)}"
                self.checker.check(parse(Source.of(text, "--move")), rivals_too=False)
                moves = more
            except (UsageError, MistakesError) as error:
                output.tell(error.told(self.language))
        return moves

    def statement(self, text: str, head: str, ids: Collection[str]) -> Node:
        """One sentence of a proposal, in the language written. Raises UsageError for another."""
        said = " ".join(text.split())
        try:
            read = parse(Source.of(f"{head}\n{said}\n", "--statement"))
        except MistakesError as mistakes:
            problem = mistakes.errors[0].message
            raise UsageError("no-statement", value=said, problem=problem) from mistakes
        if len(read.statements) != 2:
            problem = say(self.language, "one-sentence")
            raise UsageError("no-statement", value=said, problem=problem)
        settled = resolve_names(read, self.checker.words, {*ids, *declared_ids([read])})
        return evolve(settled.statements[1])

    def example(self) -> str:
        """A move that the organisation allows, as a comment to begin from."""
        stated = self.organisation.statements
        for unit, committee in product(stated, stated):
            if isinstance(unit, Unit) and isinstance(committee, Committee):
                id, owner = committee.id.text, unit.owner
                if isinstance(owner, Name) and owner.text != id:
                    return f"\n# {self.printed(self.move(f'{unit.id.text} {owner.text} {id}'))}"
        return ""


def _organisation(given: str | None, known: Collection[str], language: Language) -> str:
    given = given or organisation_here(known)
    if given is None and not answers():
        raise UsageError("organisation-missing", known=", ".join(sorted(known)))
    if given is None:
        return ask(
            "--organisation", language, lambda answer: _organisation(answer, known, language)
        )
    if given not in known:
        raise UsageError.unknown("unknown-organisation", given, known)
    return given


def answers() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(name: str, language: Language, read: Callable[[str], _Value]) -> _Value:
    """The answer of a person at a terminal, asked again until it can be used."""
    if not answers():
        raise UsageError("argument-missing", name=name)
    while True:
        try:
            return read(click.prompt(say(language, f"ask.{name}"), err=True))
        except UsageError as error:
            output.tell(error.told(language))


def clean_title(text: str) -> str:
    """A title that can be quoted. Raises UsageError for one that cannot."""
    text = " ".join(text.split())
    if not text or all(marks & set(text) for marks in _MARKS):
        raise UsageError("no-title", value=text)
    return text
