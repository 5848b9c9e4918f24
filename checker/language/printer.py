"""A settled document to its text, in either surface and in one canonical layout."""

from __future__ import annotations

from collections.abc import Mapping

from checker.language.layout import commented, lines_of, loose, stacked
from checker.language.line_printer import glued
from checker.language.sentence_printer import SentencePrinter
from checker.language.wording import HARD_BLANK
from checker.speech import node as n
from checker.speech import rule as r


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
