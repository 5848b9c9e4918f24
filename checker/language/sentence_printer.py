"""What is not said as its line of the grammar has it: subjects, conditions, articles, numbers."""

from __future__ import annotations

from typing import Any

from checker.language.line_printer import Bit, LinePrinter, LineSaid, Piece, glued
from checker.language.lines import line_of
from checker.language.wording import is_neuter
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import rule as r
from checker.speech.counts import ExactlyOne
from checker.speech.predicates import Condition, Predicate
from checker.speech.proposal import ExpectInstrument
from checker.speech.relations import Things
from checker.speech.subjects import Each, EachInstrument, Subject

_ONE = {"hold": "BE_HELD_BY_ONE", "perform": "BE_PERFORMED_BY_ONE", "be under": "BE_UNDER_ONE"}
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


class SentencePrinter(LinePrinter):
    """Writes whatever a document says in one surface, the odd parts of sentences too."""

    def node(self, node: n.Node) -> str:
        """Any node on one line, a predicate finite and a subject as a sentence begins with it."""
        for kinds, method in _ALONE:
            if isinstance(node, kinds):
                text: str = getattr(self, method)(node)
                return text
        return glued(piece.text for piece in self.pieces(node))

    def pieces(self, node: n.Node) -> list[Piece]:
        """A statement in the pieces that a line may be broken between."""
        self.neuter = False
        if isinstance(node, ExpectInstrument):
            return [Piece(self._expect_instrument(node), node.span.start)]
        if isinstance(node, ExactlyOne):
            return [Piece(self.exactly_one(node), node.span.start)]
        return super().pieces(node)

    def law(self, rule: r.Rule) -> str:
        """A rule's sentence, when, unless and otherwise."""
        told = LineSaid("rule", rule, [])
        told.bits.append(Bit(self.node(rule.sentence)))
        for symbol in ("set_when", "set_unless"):
            self.option(symbol, told)
        if rule.otherwise:
            told.bits.append(Bit(","))
            self.option("set_otherwise", told)
        return glued(bit.text for bit in told.bits)

    def subject(self, subject: Subject) -> str:
        """Whom a sentence speaks of."""
        self.neuter = is_neuter(subject)
        match subject:
            case n.Named():
                is_area = subject.construction is None and subject.name.text in self.words
                tasks = f" {self.key('TASKS')}" if is_area and not self.danish else ""
                return self.named(subject) + tasks
            case Each():
                said = self.value("A_", subject.noun)
            case EachInstrument():
                said = self.instrument(subject.instrument, article=True)
            case n.Role():
                return self.body(subject)
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
        told = LineSaid(union, predicate, [("", predicate)])
        self._symbol(union, told)
        return glued(bit.text for bit in told.bits)

    def exactly_one(self, sentence: ExactlyOne) -> str:
        """``A tasks must be held by exactly one committee``."""
        subject = self.key("EVERY_UNIT" if sentence.verb == "be under" else "EVERY_TASK")
        if sentence.things is not None:
            subject = self.things(sentence.things)
        modal = "SHOULD" if sentence.advice else "MUST"
        return f"{subject} {self.key(f'{modal}_{_ONE[sentence.verb]}')}"

    def things(self, things: Things) -> str:
        """``employment, integration and business tasks``."""
        said = self.names(things.names)
        return said if self.danish else f"{said} {self.key('TASKS')}"

    def names(self, names: tuple[n.Name, ...]) -> str:
        """``A, B and C``."""
        return self.list(map(self.name, names))

    def instrument(self, instrument: i.Instrument, *, article: bool | None = None) -> str:
        """An instrument; with its article or without it, or as it is printed alone."""
        self.article = article
        said = self.said(line_of(instrument), instrument)
        self.article = None
        return said

    def reading_count(self, count: int) -> str:
        """``a reading``, ``two readings``."""
        if count != 1:
            return f"{self.number(count)} {self.key('READINGS')}"
        return (
            self.key("A_READING")
            if self.article is None
            else self.chosen("A_READING", article=self.article)
        )

    def digits(self, number: int) -> str:
        """A number as it is counted with."""
        return str(number)

    def day_month(self, day: tuple[int, int]) -> str:
        """``1 December``."""
        dot = "." if self.danish else ""
        return f"{day[1]}{dot} {self.key('MONTH', day[0] - 1)}"

    def _expect_instrument(self, item: ExpectInstrument) -> str:
        article = False if item.negated else None if self.danish else True
        told = LineSaid("expect_instrument", item, [])
        told.bits.append(Bit(self.key("EXPECT")))
        self.option("set_negated", told)
        told.bits.append(Bit(self.instrument(item.instrument, article=article)))
        self.option("set_subject", told)
        self.option("set_holder", told)
        return glued(bit.text for bit in told.bits)
