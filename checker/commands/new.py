"""``ressort new``: a proposal to begin with, written for an organisation on file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from checker import documents, output
from checker.commands import options
from checker.errors import Language, UsageError
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.messages import nearest, say
from checker.model.node import Document, Name, Node, Prose
from checker.model.organisation import Committee, Municipality, Unit
from checker.model.proposal import Move, Proposal
from checker.pipeline import Checker
from checker.source import Source, Span

_Value = TypeVar("_Value")
_Node = TypeVar("_Node", bound=Node)
_MARKS = ({'"'}, {"“", "”"}, {"»", "«"})
_NOWHERE = Span(Source.of(""), 0, 0)


@click.command("new")
@click.argument("file", metavar="[FILE]", required=False)
@options.one("--organisation", "ID", "The organisation it concerns.")
@options.one("--title", "TEXT", "What the proposal is called.")
@options.one("--proposed", "DATE", "The day it is put forward.", options.day)
@options.one("--effective", "DATE", "The day it takes effect.", options.day)
@options.many("--move", '"THING FROM TO"', "A move; FROM may be left out; may be given again.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@options.rules
@options.organisations
@options.language
def command(
    file: str | None,
    organisation: str | None,
    title: str | None,
    proposed: date | None,
    effective: date | None,
    move: tuple[str, ...],
    force: bool,
    rules: tuple[str, ...],
    organisations: tuple[str, ...],
    lang: Language | None,
) -> int:
    """Write a proposal to begin with to FILE, or to standard output.

    On a terminal it asks for what is not given.
    """
    if file and not force and Path(file).exists():
        raise UsageError("exists", path=Path(file).as_posix())
    reader = documents.Reader()
    base, known = reader.rules(rules), reader.organisations(organisations)
    reader.finish()
    checker = Checker(base, known)
    by_id = {_header(each).id.text: each for each in known}
    chosen = _organisation(organisation, by_id, lang or "en")
    language = lang or by_id[chosen].surface
    header = _node(
        Proposal,
        title=Prose.of(_title(_needed("--title", title, language, _title))),
        concerns=_node(Name, text=chosen),
        proposed=_needed("--proposed", proposed, language, options.day),
        effective=_needed("--effective", effective, language, options.day),
    )
    moves = [_move(each, checker.words) for each in move]
    parts = [_printed(part, language, checker.words) for part in ([header], moves) if part]
    text = "\n".join(parts)
    if not move:
        text += _example(by_id[chosen], language, checker.words)
    checker.check(parse(Source.of(text, file or "proposal.ressort")))
    if file is None:
        output.put(text)
    else:
        output.write({Path(file): text})
        output.tell(say("written", language, path=Path(file).as_posix()))
    return 0


def _node(kind: Callable[..., _Node], **parts: object) -> _Node:
    return kind(**parts, span=_NOWHERE)


def _header(organisation: Document) -> Municipality:
    header = organisation.statements[0]
    assert isinstance(header, Municipality)
    return header


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
        raise UsageError("unknown-organisation", nearest(given, known), name=given)
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
            return read(click.prompt(say(f"ask {name}", language), err=True))
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
    document = Document("proposal", language, tuple(statements), span=_NOWHERE)
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
