# SPDX-License-Identifier: EUPL-1.2
"""Changes made by hand to the text of a proposal: what is put in, taken out or put another way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from checker.errors import MistakesError, UsageError
from checker.files.printing import BasePrinter
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.records import evolve, frozen
from checker.say import Language, say
from checker.source import Source
from checker.speech import proposal as written
from checker.speech.changed import Changes
from checker.speech.node import Document, Name, NoCommittee, Node, Prose
from checker.speech.organisation import municipality_of
from checker.speech.structure import Structure

CHANGES = (*get_args(written.Change), written.Open)
OUT = "-"  # in place of a committee: none
PATH = "forslag.ressort"  # what a proposal of the page is called where its file is named


def read(text: str, path: str = PATH) -> Document:
    """The proposal in a text. Raises MistakesError, and UsageError for another kind of document."""
    document = parse(Source.of(text, path))
    if document.kind != "proposal":
        kind = say(document.surface, f"document.{document.kind}")
        raise UsageError("page-other-kind", kind=kind)
    return document


@frozen(eq=False, repr=False)
class Editor:
    """Writes proposals as the printer does, whatever is done to them."""

    printer: BasePrinter

    def formatted(self, text: str) -> str:
        """A proposal in its one written form. Raises as ``read`` does."""
        return self.printer.print(read(text), None)

    def begun(self, organisation: Document, title: str, proposed: date, effective: date) -> str:
        """A proposal that is nothing but its header."""
        id = Name(municipality_of(organisation).id.text)
        header = written.Proposal(Prose.of(title), id, proposed, effective)
        return self.printed(organisation.surface, header)

    def printed(self, language: Language, *statements: Node) -> str:
        """Statements of a proposal as text."""
        document = Document("proposal", language, statements)
        return print_document(document, language, self.printer.words)

    def with_more(self, text: str, *statements: Node) -> str:
        """A proposal with more statements: a change after its last change, others at its end."""
        for statement in statements:
            document = read(text)
            more = self.printed(document.surface, statement)
            changes = [each for each in document.statements if isinstance(each, CHANGES)]
            last = document.statements[-1]
            apart = type(last) is not type(statement)
            if isinstance(statement, CHANGES):
                last = changes[-1] if changes else document.statements[0]
                apart = not changes
            text = _put_in(text, _end(text, last), more, apart=apart)
        return self.formatted(text)

    def with_sentence(self, text: str, sentence: str) -> str:
        """A proposal with one sentence more, as its author wrote it. Raises MistakesError for one
        that cannot be read, UsageError for none or several."""
        head = text[: _end(text, read(text).statements[0])]
        said = read(f"{head.rstrip()}\n\n{sentence.strip()}\n").statements[1:]
        if len(said) != 1:
            raise UsageError("page-one-sentence")
        alone = evolve(read(text), statements=said, comments=(), warnings=())
        return self.with_more(text, self.printer.settled(alone).statements[0])

    def without(self, text: str, *statements: Node) -> str:
        """A proposal without some of its statements, each told by its place in the text."""
        for statement in sorted(statements, key=lambda each: -each.span.start):
            start = text.rfind("\n", 0, statement.span.start) + 1
            text = text[:start] + text[_end(text, statement) :]
        return self.formatted(text)

    def with_header(self, text: str, **facts: Any) -> str:
        """A proposal with some facts of its header otherwise."""
        document = self.printer.settled(read(text))
        old = document.statements[0]
        new = self.printed(document.surface, evolve(old, **facts))
        start = text.rfind("\n", 0, old.span.start) + 1
        return self.formatted(f"{text[:start]}{new.rstrip()}\n{text[_end(text, old) :]}")


def moved(
    editor: Editor,
    text: str,
    card: str,
    here: str,
    to: str,
    before: Structure,
    changes: Changes,
) -> str:
    """A proposal in which a card stands under another committee: its own move goes elsewhere, or
    goes, or is made. All moves take effect together, so that each names where its thing stood.
    What is left open of it is settled with that, also where it stays.

    Args:
        here: the committee that it stands under with the proposal; "" for none.
        to: a committee, or ``OUT``.
        before: as it stands without the proposal.
    """
    document = editor.printer.settled(read(text))
    for made in document.all_of(written.CreateUnit):
        if made.unit.id.text == card:  # it begins where it is to be
            unit = evolve(made.unit, owner=_body(to))
            return editor.with_more(editor.without(text, made), evolve(made, unit=unit))
    old = changes.old(card)
    moves = [
        one
        for one in document.all_of(written.Move)
        if one.thing.text in (card, old) and _names(one.destination, here)
    ]
    settled = [one for one in document.all_of(written.Open) if one.thing.text in (card, old)]
    if moves or settled:
        text = editor.without(text, *moves[:1], *settled)
    if settled and to == here:
        return text
    origins = _placed(old, before)
    back = changes.renamed.get(to, to) if to in before.committees else to
    from_here = moves[0].origin if moves else None
    home = from_here.text if isinstance(from_here, Name) else _home(here, origins, changes)
    if moves and changes.renamed.get(home, home or OUT) == back:
        return text
    origin = Name(home) if home else None
    return editor.with_more(text, written.Move(Name(card), _body(to), origin))


def _body(committee: str) -> Name | NoCommittee:
    return NoCommittee() if committee == OUT else Name(committee)


def _home(here: str, origins: Iterable[str], changes: Changes) -> str:
    """The committee on file that a card comes from: that which it is told to leave, else the only
    one there is, else none that could be named."""
    known = [*origins]
    old = changes.old(here)
    if old in known:
        return old
    return known[0] if len(known) == 1 else ""


def _placed(card: str, before: Structure) -> tuple[str, ...]:
    """The committees that something stands under without a proposal."""
    if card in before.units:
        return tuple(filter(None, [before.units[card].owner]))
    return (before.tasks[card].holders or ()) if card in before.tasks else ()


def _names(body: Node, committee: str) -> bool:
    """Whether a body is a committee; "" is none."""
    if isinstance(body, NoCommittee):
        return not committee
    return isinstance(body, Name) and body.text == committee


def _end(text: str, statement: Node) -> int:
    """Where the line ends that a statement ends in, with its line end."""
    found = text.find("\n", max(statement.span.start, statement.span.end - 1))
    return len(text) if found < 0 else found + 1


def _put_in(text: str, at: int, more: str, *, apart: bool) -> str:
    head, rest = text[:at], text[at:]
    if not head.endswith("\n"):
        head += "\n"
    gap = "\n" if apart else ""
    tail = "\n" if apart and rest and not rest.startswith("\n") else ""
    return f"{head}{gap}{more.rstrip()}\n{tail}{rest}"


def reads(text: str) -> bool:
    """Whether a text is a proposal that can be read."""
    try:
        read(text)
    except (MistakesError, UsageError):
        return False
    return True
