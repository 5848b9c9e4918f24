"""A settled document to its text, in either surface and in one canonical layout."""

from __future__ import annotations

from collections.abc import Mapping

from checker.language.layout import commented, joined, lines_of, loose, stacked
from checker.language.proposal_printer import ProposalPrinter
from checker.language.statement_printer import Piece
from checker.language.wording import HARD_BLANK
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech import waiver as w


def print_document(document: n.Document, surface: n.Surface, words: Mapping[str, str]) -> str:
    """The text of a settled document; ``words`` are the Danish words of areas by their ids.

    Comments stay at their place, and a blank line where the author left one or more.
    """
    printer = ProposalPrinter(surface, words)
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
        lines = commented(lines_of(_pieces(printer, statement)), inner, text)
        end = max([statement.span.end, *(c.offset + 1 for c in inner)])
        chunks.append((start, end, lines))
    chunks += [loose(comment, text) for comment in comments]
    return stacked(chunks, text)


def print_node(node: n.Node, surface: n.Surface, words: Mapping[str, str]) -> str:
    """One settled statement, rule sentence, predicate, instrument, subject or name, on one line."""
    printer = ProposalPrinter(surface, words)
    match node:
        case n.Name():
            text = printer.name(node)
        case n.Citation():
            text = str(node)
        case n.Role() | n.Mayor():
            text = printer.body(node)
        case n.BuiltAs():
            text = printer.value("", node.construction)
        case n.Interval():
            text = printer.interval(node)
        case n.ReadIn():
            text = printer.read_in(node)
        case n.Named() | r.Each() | r.EachInstrument():
            text = printer.subject(node)
        case r.Things():
            text = printer.things(node)
        case r.Alternative():
            text = printer.ways([node])
        case i.Dispensation() | i.LawAmendment() | i.BylawChange() | i.Readings() | i.Step():
            text = printer.instrument(node)
        case i.Reconstitution():
            text = printer.instrument(node)
        case p.CarriedStep() | p.CarriedDispensation():
            text = " ".join(printer.carried(node))
        case p.State():
            text = printer.state(node).removeprefix(", ")
        case _:
            text = _sentence_or_statement(printer, node)
    return text.replace(HARD_BLANK, " ")


def print_sentence(rule: r.Rule, surface: n.Surface, words: Mapping[str, str]) -> str:
    """What a settled rule says, on one line and in one language: its sentence, when, unless and
    otherwise."""
    printer = ProposalPrinter(surface, words, one_language=True)
    parts = [*printer.sentence(rule.sentence), *(c.text for c in printer.conditions(rule))]
    if rule.otherwise:
        parts.append(f", {printer.key('OTHERWISE')} {printer.ways(rule.otherwise)}")
    return joined(parts).replace(HARD_BLANK, " ")


def print_lines(node: n.Node, surface: n.Surface, words: Mapping[str, str]) -> tuple[str, ...]:
    """A settled statement as its lines, however long: its head, what is said, its qualifiers."""
    lines: list[list[str]] = [[]]
    for piece in _pieces(ProposalPrinter(surface, words), node):
        lines += [[]] if piece.own_line else []
        lines[-1].append(piece.text)
    return tuple(joined(line).replace(HARD_BLANK, " ") for line in lines)


def _sentence_or_statement(printer: ProposalPrinter, node: n.Node) -> str:
    match node:
        case (
            r.MayOnly()
            | r.OnlyMay()
            | r.Must()
            | r.ExactlyOne()
            | r.Count()
            | r.Needs()
            | r.MayNeed()
            | r.NoteOn()
        ):
            return joined(printer.sentence(node))
        case (
            r.Relation()
            | r.Moves()
            | r.MovesBetweenCommittees()
            | r.MovesWithoutUnit()
            | r.Becomes()
            | r.PerformsForOthers()
            | r.TakesEffect()
            | r.TakesEffectAtTermStart()
            | r.Adopted()
            | r.Touches()
            | r.FormIs()
        ):
            return printer.predicate(node)
    return joined(piece.text for piece in _pieces(printer, node))


def _pieces(printer: ProposalPrinter, node: n.Node) -> list[Piece]:
    match node:
        case r.Rule():
            return printer.rule(node)
        case p.CreateCommittee():
            return printer.create(node.committee)
        case p.CreateUnit():
            return printer.create(node.unit)
        case (
            p.ExpectVerdict() | p.ExpectFinding() | p.ExpectNoFindingUnder() | p.ExpectInstrument()
        ):
            return printer.expectation(node)
    method = getattr(printer, _METHODS[type(node)])
    pieces: list[Piece] = method(node)
    return pieces


_METHODS: dict[type[n.Node], str] = {
    r.LegalSource: "source",
    r.Authority: "authority",
    r.Area: "area",
    r.NotCoded: "not_coded",
    r.LegalSentence: "legal_sentence",
    r.Doubt: "doubt",
    o.Municipality: "municipality",
    o.Form: "form",
    o.Council: "council",
    o.Term: "term",
    o.MeetingWindow: "meeting_window",
    o.MeetingDay: "meeting_day",
    o.Committee: "committee",
    o.Unit: "unit",
    o.Task: "task",
    o.HeldDispensation: "held_dispensation",
    o.Provision: "provision",
    p.Proposal: "proposal",
    p.Move: "move",
    p.Transfer: "transfer",
    p.Lead: "lead",
    p.Split: "split",
    p.Merge: "merge",
    p.Abolish: "abolish",
    p.Rename: "rename",
    p.Resize: "resize",
    p.Insert: "insert",
    p.Remove: "remove",
    p.Reword: "reword",
    p.Carries: "carries",
    p.Open: "open",
    p.Assuming: "assuming",
    w.Register: "register",
    w.Waive: "waive",
}
