# SPDX-License-Identifier: EUPL-1.2
"""A settled document to its text, in either surface and in one canonical layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.language.line_printer import Bit, LinePiece, LinePrinter, LineSaid, text_of
from checker.language.wording import HARD_BLANK, QUOTES, glued
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import rule as r
from checker.speech.counts import ExactlyOne
from checker.speech.node import Things
from checker.speech.predicates import Condition, Predicate
from checker.speech.proposal import ExpectInstrument
from checker.speech.sentences import Each, EachInstrument, Subject

_SHORTEST = 20
_WIDTH = 100
_BLANK_LINE = re.compile(r"\n[ ]*\n")
_NEUTER = {"committee", "standing committee", "special committee", "finance committee"}
Line = tuple[int, str]
_ALONE: tuple[tuple[Any, str], ...] = (
    (n.Name, "name"),
    (n.Citation, "citation"),
    (n.Role | n.Mayor, "body"),
    (n.ReadIn, "read_in"),
    (Subject, "subject"),
    (Things, "things"),
    (i.Instrument, "instrument"),
    (Predicate, "predicate"),
)


def print_document(document: n.Document, surface: n.Surface, words: Mapping[str, str]) -> str:
    """The text of a settled document; ``words`` are the Danish words of areas by their ids.

    Comments stay at their place, and a blank line where the author left one or more.
    """
    printer = SentencePrinter(surface, words)
    text = document.span.source.text
    chunks: list[tuple[int, int, list[str]]] = []
    comments = list(document.comments)
    for number, statement in enumerate(document.statements):
        ending = document.statements[number + 1 :]
        until = ending[0].span.start if ending else len(text) + 1
        start = statement.span.start
        while comments and comments[0].offset < start:
            chunks.append(loose(comments.pop(0), text))
        inner = [
            comment
            for comment in comments
            if comment.offset < until
            and (comment.offset < statement.span.end or not comment.own_line)
        ]
        comments = [comment for comment in comments if comment not in inner]
        lines = commented(lines_of(printer.pieces(statement)), inner, text)
        end = max([statement.span.end, *(c.offset + 1 for c in inner)])
        chunks.append((start, end, lines))
    chunks += [loose(comment, text) for comment in comments]
    return stacked(chunks, text)


def print_node(node: n.Node, surface: n.Surface, words: Mapping[str, str]) -> str:
    """One settled statement, rule sentence, predicate, instrument, subject or name, on one line."""
    text = SentencePrinter(surface, words).node(node)
    return text.removeprefix(", ").replace(HARD_BLANK, " ")


def print_sentence(rule: r.Rule, surface: n.Surface, words: Mapping[str, str]) -> str:
    """What a settled rule says, on one line and in one language: its sentence, when, unless and
    otherwise."""
    printer = SentencePrinter(surface, words, one_language=True)
    return printer.law(rule).replace(HARD_BLANK, " ")


def print_lines(node: n.Node, surface: n.Surface, words: Mapping[str, str]) -> tuple[str, ...]:
    """A settled statement as its lines, however long: its head, what is said, its qualifiers."""
    lines: list[list[str]] = [[]]
    for piece in SentencePrinter(surface, words).pieces(node):
        lines += [[]] if piece.own_line else []
        lines[-1].append(piece.text)
    return tuple(glued(line).replace(HARD_BLANK, " ") for line in lines)


# ---------------------------------------------------------------- sentences


class SentencePrinter(LinePrinter):
    """Writes whatever a document says in one surface, the odd parts of sentences too."""

    def node(self, node: n.Node) -> str:
        """Any node on one line, a predicate finite and a subject as a sentence begins with it."""
        for kinds, method in _ALONE:
            if isinstance(node, kinds):
                text: str = getattr(self, method)(node)
                return text
        return glued(piece.text for piece in self.pieces(node))

    def pieces(self, node: n.Node) -> list[LinePiece]:
        """A statement in the pieces that a line may be broken between."""
        self.neuter = False
        if isinstance(node, ExpectInstrument):
            return [LinePiece(self._expect_instrument(node), node.span.start)]
        if isinstance(node, ExactlyOne):
            return [LinePiece(self.exactly_one(node), node.span.start)]
        return super().pieces(node)

    def law(self, rule: r.Rule) -> str:
        """A rule's sentence, when, unless and otherwise."""
        told = LineSaid("rule", rule, [], [Bit(self.node(rule.sentence))])
        for symbol in ("set_when", "set_unless"):
            self.option(symbol, told)
        if rule.otherwise:
            told.bits.append(Bit(","))
            self.option("set_otherwise", told)
        return text_of(told.bits)

    def subject(self, subject: Subject) -> str:
        """Whom a sentence speaks of."""
        self.neuter = False
        match subject:
            case n.Named():
                is_area = subject.construction is None and subject.name.text in self.words
                tasks = f" {self.key('TASKS')}" if is_area and not self.danish else ""
                return self.named(subject) + tasks
            case Each():
                self.neuter = subject.noun in _NEUTER
                said = self.value("A_", subject.noun)
            case EachInstrument():
                said = self.instrument(subject.instrument, article=True)
            case n.Role():
                self.neuter = subject.role in _NEUTER
                return self.body(subject)
        if isinstance(subject, Each) and subject.within:
            said = f"{said} {self.key('WITHIN')} {self.list(map(self.name, subject.within), 'OR')}"
        if subject.clause is None:
            return said
        predicates = map(self.predicate, subject.clause.predicates)
        joint = f" {self.key(subject.clause.joint.upper())} "
        return glued([said, self.key("THAT"), joint.join(predicates)])

    def condition(self, condition: Condition) -> str:
        """``it moves to ØU and is new``, after ``when`` and ``unless``."""
        said: list[str] = []
        previous: Predicate | None = None
        for predicate in condition.predicates:
            text = self.predicate(predicate)
            if not predicate.clause and (previous is None or previous.clause):
                text = f"{self.key('IT', int(self.neuter))} {text}"
            said.append(text)
            previous = predicate
        return f" {self.key(condition.joint.upper())} ".join(said)

    def predicate(self, predicate: Predicate) -> str:
        """A predicate, finite."""
        union = "_own_clause" if predicate.clause else "_predicate"
        told = LineSaid(union, predicate, [("", predicate)], [])
        self._symbol(union, told)
        return text_of(told.bits)

    def _expect_instrument(self, item: ExpectInstrument) -> str:
        article = False if item.negated else None if self.danish else True
        told = LineSaid("expect_instrument", item, [], [Bit(self.key("EXPECT"))])
        self.option("set_negated", told)
        told.bits.append(Bit(self.instrument(item.instrument, article=article)))
        self.option("set_subject", told)
        self.option("set_holder", told)
        return text_of(told.bits)


# ---------------------------------------------------------------- lines and comments


def lines_of(pieces: list[LinePiece]) -> list[Line]:
    """Pieces to lines: what does not fit goes on in a line that is indented more."""
    lines: list[Line] = []
    indent = ""
    for piece in pieces:
        own = piece.own_line or not lines
        text = piece.text if own else glued([lines[-1][1], piece.text])
        if own:
            indent = "    " if lines else ""
            lines += _wrapped(indent + piece.text, piece.offset, indent + "    ")
        elif len(text) <= _WIDTH or piece.text[0] in QUOTES:
            lines[-1] = (lines[-1][0], text)
        else:
            text = piece.text
            if text.startswith(","):
                lines[-1] = (lines[-1][0], lines[-1][1] + ",")
                text = text.removeprefix(", ")
            lines += _wrapped(f"{indent}    {text}", piece.offset, f"{indent}    ")
    return [(offset, line.replace(HARD_BLANK, " ")) for offset, line in lines]


def _wrapped(text: str, offset: int, hang: str) -> list[Line]:
    """A long line broken at its last blank that fits.

    A quotation stays beside its keyword, and no short word stands alone.
    """
    lines: list[Line] = []
    while len(text) > _WIDTH:
        margin = len(text) - len(text.lstrip(" "))
        blanks = [
            at
            for at in range(margin + _SHORTEST, len(text))
            if text[at] == " " and text[at + 1] not in QUOTES
        ]
        if not blanks:
            break
        at = max((one for one in blanks if one <= _WIDTH), default=blanks[0])
        lines.append((offset, text[:at]))
        text = hang + text[at + 1 :]
    return [*lines, (offset, text)]


def loose(comment: n.Comment, text: str) -> tuple[int, int, list[str]]:
    """A comment between statements: where it begins and ends, and its line."""
    indent = "" if comment.offset == 0 or text[comment.offset - 1] == "\n" else "    "
    return comment.offset, comment.offset + 1, [indent + f"# {comment.text}".rstrip()]


def commented(lines: list[Line], comments: list[n.Comment], text: str) -> list[str]:
    """Lines with the comments that stand within their statement."""
    said = [line for _, line in lines]
    above: list[list[str]] = [[] for _ in range(len(lines) + 1)]
    for comment in comments:
        if comment.own_line:
            after = [k for k, (offset, _) in enumerate(lines) if offset > comment.offset]
            at = min(after, key=lambda k: lines[k][0], default=len(lines))
            above[at] += loose(comment, text)[2]
        else:
            earlier = [k for k, (offset, _) in enumerate(lines) if offset <= comment.offset]
            at = max(earlier, key=lambda k: (lines[k][0], k), default=len(lines) - 1)
            joint = "; " if "  # " in said[at] else "  # "
            said[at] += f"{joint}{comment.text}"
    for at in range(len(lines), -1, -1):
        said[at:at] = above[at]
    return said


def stacked(chunks: list[tuple[int, int, list[str]]], text: str) -> str:
    """Statements and loose comments one below the other, with the author's blank lines."""
    out: list[str] = []
    previous: int | None = None
    for start, end, lines in chunks:
        if previous is not None and _BLANK_LINE.search(text, previous, max(start, previous)):
            out.append("")
        out += lines
        previous = end
    return "\n".join(out) + "\n" if out else ""
