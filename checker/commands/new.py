"""``ressort new``: a proposal to begin with, written for an organisation on file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from attrs import evolve

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import MistakesError, UsageError
from checker.files import documents
from checker.language.names import declared_ids, resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.pipeline import Checker
from checker.say import Language, say
from checker.source import NOWHERE, Source
from checker.speech.node import Document, Name, Node, Prose
from checker.speech.organisation import Committee, Unit, municipality_of
from checker.speech.proposal import Move, Proposal
from checker.table.writing import blank_rows, choices_of, csv_of, excel_of, rows_of

_Value = TypeVar("_Value")
_Node = TypeVar("_Node", bound=Node)
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
    if target and not force and Path(target).exists():
        raise UsageError("exists", path=Path(target).as_posix())
    reader = documents.Reader()
    base, known = reader.rules(shared.rules), reader.organisations(shared.organisations)
    reader.finish()
    checker = Checker(base, known)
    by_id = {municipality_of(each).id.text: each for each in known}
    chosen = _organisation(organisation, by_id, shared.lang or "en")
    language = shared.lang or by_id[chosen].surface
    words = checker.words
    if table and not (title and proposed and effective):
        given = {"title": title, "concerns": chosen, "proposed": proposed, "effective": effective}
        if move or statement:
            missing = [name for name, value in given.items() if not value]
            raise UsageError("argument-missing", name=f"--{missing[0]}")
        _write_table(Path(table), by_id[chosen], words, language, blank_rows(given, language))
        return 0
    header = _node(
        Proposal,
        title=Prose.of(_title(_needed("--title", title, language, _title))),
        concerns=_node(Name, text=chosen),
        proposed=_needed("--proposed", proposed, language, options.day),
        effective=_needed("--effective", effective, language, options.day),
    )
    head = _printed([header], language, words)
    changes: list[Node] = [_move(each, words) for each in move]
    if not (move or statement or table):
        changes += _asked_moves(checker, head, language)
    ids = declared_ids([*base, *known])
    changes += [_statement(each, head, language, words, ids) for each in statement]
    text = "\n".join([head, _printed(changes, language, words)] if changes else [head])
    if not changes and not table:
        text += _example(by_id[chosen], language, words)
    written = parse(Source.of(text, target or "proposal.ressort"))
    checker.check(written)
    if table:
        _write_table(Path(table), by_id[chosen], words, language, rows_of(written))
    elif file is None:
        output.put(text)
    else:
        output.write({Path(file): text})
        output.tell(say(language, "written", path=Path(file).as_posix()))
    return 0


def _write_table(
    path: Path,
    organisation: Document,
    words: Mapping[str, str],
    language: Language,
    rows: tuple[list[list[str]], int],
) -> None:
    """The rows as a file; in an Excel file with lists of what the organisation has."""
    cells, heading = rows
    if path.suffix.casefold() == ".csv":
        output.write({path: csv_of(cells)})
    else:
        lists = choices_of(organisation, words, language)
        output.write({path: excel_of(cells, heading, language, lists)})
    output.tell(say(language, "written", path=path.as_posix()))


def _asked_moves(checker: Checker, head: str, language: Language) -> list[Node]:
    """The moves that somebody at the terminal names, until nothing more is said.

    Each is checked with those before it, and asked for again where it cannot be used.
    """
    moves: list[Node] = []
    while _answers():
        answer = click.prompt(say(language, "ask.--move"), default="", show_default=False, err=True)
        if not answer.strip():
            break
        try:
            asked = [*moves, _move(answer, checker.words)]
            text = f"{head}\n{_printed(asked, language, checker.words)}"
            checker.check(parse(Source.of(text, "--move")), rivals_too=False)
            moves = asked
        except (UsageError, MistakesError) as error:
            output.tell(error.told(language))
    return moves


def _statement(
    text: str, head: str, language: Language, words: Mapping[str, str], ids: Collection[str]
) -> Node:
    """One sentence of a proposal, in the language written. Raises UsageError for another."""
    said = " ".join(text.split())
    try:
        read = parse(Source.of(f"{head}\n{said}\n", "--statement"))
    except MistakesError as mistakes:
        problem = mistakes.errors[0].message
        raise UsageError("no-statement", value=said, problem=problem) from mistakes
    if len(read.statements) != 2:
        raise UsageError("no-statement", value=said, problem=say(language, "one-sentence"))
    settled = resolve_names(read, words, {*ids, *declared_ids([read])})
    return evolve(settled.statements[1], span=NOWHERE)


def _node(kind: Callable[..., _Node], **parts: object) -> _Node:
    return kind(**parts, span=NOWHERE)


def _organisation(given: str | None, known: Collection[str], language: Language) -> str:
    if given is None and len(known) == 1:
        return next(iter(known))
    if given is None and not _answers():
        raise UsageError("organisation-missing", known=", ".join(sorted(known)))
    if given is None:
        return _ask(
            "--organisation", language, lambda answer: _organisation(answer, known, language)
        )
    if given not in known:
        raise UsageError.unknown("unknown-organisation", given, known)
    return given


def _needed(
    name: str, given: _Value | None, language: Language, read: Callable[[str], _Value]
) -> _Value:
    return _ask(name, language, read) if given is None else given


def _answers() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(name: str, language: Language, read: Callable[[str], _Value]) -> _Value:
    """The answer of a person at a terminal, asked again until it can be used."""
    if not _answers():
        raise UsageError("argument-missing", name=name)
    while True:
        try:
            return read(click.prompt(say(language, f"ask.{name}"), err=True))
        except UsageError as error:
            output.tell(error.told(language))


def _title(text: str) -> str:
    """A title that can be quoted. Raises UsageError for one that cannot."""
    text = " ".join(text.split())
    if not text or all(marks & set(text) for marks in _MARKS):
        raise UsageError("no-title", value=text)
    return text


def _move(text: str, words: Mapping[str, str]) -> Move:
    """A move in two or three words, areas by id or by word. Raises UsageError for another."""
    areas = {word: id for id, word in words.items()}
    names = [_node(Name, text=areas.get(word, word)) for word in text.split()]
    match names:
        case [thing, origin, destination]:
            return _node(Move, thing=thing, origin=origin, destination=destination)
        case [thing, destination]:
            return _node(Move, thing=thing, destination=destination)
    raise UsageError("no-move", value=text)


def _printed(statements: Sequence[Node], language: Language, words: Mapping[str, str]) -> str:
    document = Document("proposal", language, tuple(statements), span=NOWHERE)
    return print_document(document, language, words)


def _example(organisation: Document, language: Language, words: Mapping[str, str]) -> str:
    """A move that the organisation allows, as a comment to begin from."""
    units = [each for each in organisation.statements if isinstance(each, Unit)]
    committees = [each for each in organisation.statements if isinstance(each, Committee)]
    for unit in units:
        for committee in committees:
            if isinstance(unit.owner, Name) and unit.owner.text != committee.id.text:
                move = _move(f"{unit.id.text} {unit.owner.text} {committee.id.text}", words)
                return f"\n# {_printed([move], language, words)}"
    return ""
