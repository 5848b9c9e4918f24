# SPDX-License-Identifier: EUPL-1.2
"""A proposal that comes to be, read by the rules and the organisation; and what commands share that
write a document: how they ask, and what they write where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

import click

from checker.commands import options
from checker.commands.dialogue import Dialogue
from checker.disk import output
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files.kinds import ENDING
from checker.language.grammar import openings
from checker.language.names import declared_ids, resolve_names, titles_in
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.language.values import day_of, readings
from checker.language.words import folded, vocabulary
from checker.mistakes import TextError
from checker.records import evolve, frozen
from checker.say import Language, say
from checker.source import Source
from checker.speech.node import Document, Name, Node, nodes_of
from checker.speech.organisation import Committee, Term, Unit, municipality_of
from checker.speech.proposal import Move, Proposal
from checker.table.workbook import excel_of
from checker.table.writing import choices_of, csv_of

if TYPE_CHECKING:
    from checker.pipeline import Checker


_LISTED = ("unit", "committee", "council", "task", "area")
_QUOTED = re.compile(r'("[^"]*"|“[^”]*”|»[^«]*«)')


@frozen
class NewProposal:
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
        output.write({path: made})
        output.tell(say(self.language, "written", path=path.as_posix()))

    def move(self, text: str) -> Move:
        """A move in two or three words, areas by id or by word, the others also by name. Raises
        UsageError for another."""
        areas = {word: id for id, word in self.checker.words.items()}
        match [Name(areas.get(word, word)) for word in self._with_ids(text).split()]:
            case [thing, origin, destination]:
                return Move(thing, destination, origin)
            case [thing, destination]:
                return Move(thing, destination)
        raise UsageError("no-move", value=text)

    def change(self, text: str, head: str, others: Sequence[Node]) -> Node:
        """A change as somebody writes it who may not know the language: a sentence, a move without
        its verb, or two or three words; names stand for ids.

        Raises UsageError for what is none, and MistakesError where it cannot be used, after the
        others.
        """
        first: CheckerError | None = None
        for read in self._readings(text):
            try:
                made = read(head)
                said = f"{head}\n{self.printed(*others, made)}"
                self.checker.check(parse(Source.of(said, "--move")), rivals_too=False)
            except (UsageError, MistakesError) as error:
                first = first or error
            else:
                return made
        assert first
        raise first

    def _readings(self, text: str) -> Iterator[Callable[[str], Node]]:
        """The ways in which a change may be read, the likeliest first."""
        named, move = self._with_ids(text), self.printed(Move(Name("x"), Name("x"))).split()[0]
        is_sentence = vocabulary(self.language).phrases.get(folded(text.split()[0]))
        if is_sentence:
            for each in dict.fromkeys((named, text)):
                yield partial(self.statement, each)
        yield lambda _: self.move(text)
        if not is_sentence:
            yield lambda head: self.statement(f"{move} {named}", head)

    def _with_ids(self, text: str) -> str:
        """A text with the id for each name that only one thing has, but for what is in quotes."""
        parts = _QUOTED.split(text)
        if self._by_name:
            names = "|".join(map(re.escape, sorted(self._by_name, key=len, reverse=True)))
            name = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
            parts[::2] = [
                name.sub(lambda found: self._by_name[found[0].casefold()], each)
                for each in parts[::2]
            ]
        return "".join(parts)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for id, name in titles_in([self.organisation]).items():
            found.setdefault(name.casefold(), []).append(id)
        return {name: ids[0] for name, ids in found.items() if len(ids) == 1}

    def day(self, text: str) -> date:
        """A day as people of the language write it. Raises UsageError for what is none."""
        return day_in(text, self.language)

    def day_of_effect(self, header: Proposal) -> Callable[[str], date]:
        """Reads a day that a proposal can take effect on: raises as ``day``, and MistakesError."""

        def read(text: str) -> date:
            found = self.day(text)
            said = self.printed(evolve(header, effective=found))
            self.checker.check(parse(Source.of(said, "--effective")), rivals_too=False)
            return found

        return read

    @property
    def terms(self) -> list[tuple[str, str, str]]:
        """The days that council terms begin on."""
        terms = nodes_of(self.organisation.statements, Term)
        days = (each.interval.start for each in terms)
        return [("term", day.isoformat(), "") for day in days if day]

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """What a change can name: units, committees, tasks and areas, with what they are called."""
        town = self.checker.organisation(municipality_of(self.organisation).id.text)
        assert town
        areas = self.checker.words
        listed = [(town.kinds[id], id, name) for id, name in town.names.items() if id not in areas]
        listed += [
            ("area", word, "") if self.language == "da" else ("area", id, word)
            for id, word in areas.items()
        ]
        return sorted((each for each in listed if each[0] in _LISTED),
                      key=lambda each: _LISTED.index(each[0]))  # fmt: skip

    @property
    def verbs(self) -> list[tuple[str, str, str]]:
        """The words that a sentence of a proposal may begin with."""
        begin = (each for each in openings("proposal") if each != "PROPOSAL")
        return [("word", word, "") for word in sorted(map(vocabulary(self.language).bare, begin))]

    def following(self, done: str) -> list[tuple[str, str, str]]:
        """What may come after some words of a change: after a thing the words for where it comes
        from and goes to, and a committee after each of these."""
        _, _, out, _, into, _ = self.printed(Move(Name("x"), Name("x"), Name("x"))).split()
        *_, last = said = self._with_ids(done).split()
        kind = {id: kind for kind, id, _ in self.choices}.get(last)
        if last in (out, into):
            return [each for each in self.choices if each[0] == "committee"]
        if kind == "committee":
            return [("word", into, "")] * (into not in said)
        if kind:
            return [("word", each, "") for each in (out, into) if each not in said]
        return self.choices

    def statement(self, text: str, head: str) -> Node:
        """One sentence of a proposal, in the language written. Raises UsageError for another."""
        said = " ".join(text.split())
        read = with_sentence(f"{head}\n", said, "no-statement")
        if len(read.statements) != 2:
            problem = say(self.language, "one-sentence")
            raise UsageError("no-statement", value=said, problem=problem)
        ids = declared_ids([*self.checker.book.documents, self.organisation, read])
        settled = resolve_names(read, self.checker.words, ids, titles_in([self.organisation]))
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


def with_sentence(text: str, said: str, refusal: str) -> Document:
    """A document with one sentence more. Raises UsageError, with what is wrong first in it, where
    it is none."""
    try:
        return parse(Source.of(f"{text}{said}\n", "--statement"))
    except MistakesError as mistakes:
        first = mistakes.errors[0]
        hint = first.hint if isinstance(first, TextError) else None
        problem = f"{first.message}; {hint}" if hint else first.message
        raise UsageError(refusal, value=said, problem=problem) from mistakes


def day_in(text: str, language: Language) -> date:
    """A day as people of a language write it. Raises UsageError for what is none, and in English
    for one of numbers that do not tell which is the month."""
    meant = readings(text) if language == "en" else []
    if meant:
        raise UsageError("day-unsure", text=text, meant=say(language, "or").join(meant))
    months = vocabulary(language).wordings["MONTH"]
    return day_of(text, months) or options.day(text)


_MARKS = ({'"'}, {"“", "”"}, {"»", "«"})


def dialogue(
    ctx: click.Context, target: str | None, language: Language, terminal: bool
) -> Dialogue:
    """The conversation of a command that writes a file, or to standard output."""
    kept = Path(f"{target or (ctx.info_name or '').replace(' ', '-')}.draft")
    given = [str(each) for each in ctx.meta[options.ARGUMENTS]]
    return Dialogue(language, terminal, f"{ctx.command_path} {join(given)}".rstrip(), kept)


def say_next(command: str, language: Language) -> None:
    """Tells the command to run next."""
    output.tell(say(language, "next-command", command=command))


def free_file(answer: str) -> str:
    """A file to write a document to, with its ending; empty where none is named. Raises UsageError
    where it cannot be written, or is there already."""
    if not answer:
        return ""
    path = Path(answer if Path(answer).suffix else f"{answer}{ENDING}")
    if path.suffix.casefold() != ENDING:
        raise UsageError("organisation-ending", path=path.as_posix())
    keep_what_is_there(path, force=False)
    return path.as_posix()


def keep_what_is_there(target: Path | None, force: bool) -> None:
    """Raises UsageError where a file would be overwritten that nobody says is to be, or where none
    can be written."""
    if target and target.exists() and not force:
        raise UsageError("exists", path=target.as_posix())
    if target:
        output.refuse(target)


def write(path: Path, data: str | bytes, language: Language) -> None:
    """Writes a file, and tells where."""
    output.write({path: data})
    output.tell(say(language, "written", path=path.as_posix()))


def clean_title(text: str) -> str:
    """A title that can be quoted. Raises UsageError for one that cannot."""
    text = " ".join(text.split())
    if not text or all(marks & set(text) for marks in _MARKS):
        raise UsageError("no-title", value=text)
    return text
