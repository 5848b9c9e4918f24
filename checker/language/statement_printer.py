"""Statements of all four kinds of document to the pieces of their lines."""

from __future__ import annotations

from typing import NamedTuple

from checker.language.sentence_printer import SentencePrinter
from checker.language.wording import hard, is_neuter, terminal_of
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import rule as r


class Piece(NamedTuple):
    """A stretch of a line that is kept together where it fits.

    Attributes:
        text: what is printed.
        offset: where what it says stands in the source, to keep comments at their place.
        own_line: whether it begins a line of its own.
    """

    text: str
    offset: int
    own_line: bool = False


class StatementPrinter(SentencePrinter):
    """Writes the statements of rule and organisation documents in one surface."""

    def rule(self, rule: r.Rule) -> list[Piece]:
        start = rule.span.start
        head = Piece(f"{self.key('RULE')} {rule.id.text} {self.prose(rule.title)}", start)
        sentence = [Piece(t, rule.sentence.span.start) for t in self.sentence(rule.sentence)]
        sentence[0] = sentence[0]._replace(own_line=True)
        return [head, *sentence, *self.conditions(rule), *self._qualifiers(rule)]

    def conditions(self, rule: r.Rule) -> list[Piece]:
        """``when …`` and ``unless …``."""
        neuter = is_neuter(getattr(rule.sentence, "subject", n.Role("council", span=rule.span)))
        return [
            Piece(self.condition(key, condition, neuter=neuter), condition.span.start)
            for key, condition in (("WHEN", rule.when), ("UNLESS", rule.unless))
            if condition
        ]

    def _qualifiers(self, rule: r.Rule) -> list[Piece]:
        def line(text: str, node: n.Node) -> Piece:
            return Piece(text, node.span.start, own_line=True)

        said: list[Piece] = []
        if rule.otherwise:
            text = f"{self.key('OTHERWISE')} {self.ways(rule.otherwise)}"
            said.append(line(text, rule.otherwise[0]))
        if rule.bases:
            said.append(line(f"{self.key('UNDER')} {self.citations(rule.bases)}", rule.bases[0]))
        if rule.interval:
            said.append(line(self.interval(rule.interval), rule.interval))
        if rule.despite:
            names = self.list(name.text for name in rule.despite)
            said.append(line(f"{self.key('DESPITE')} {names}", rule.despite[0]))
        if rule.because:
            said.append(line(self._because(rule.because), rule.because[0]))
        if rule.interpretation:
            text = f"{self.key('IN_INTERPRETATION')} {rule.interpretation.text}"
            said.append(line(text, rule.interpretation))
        if rule.not_waivable:
            place = max([rule.span.start, *(p.offset for p in said)])
            said.append(Piece(self.key("NOT_WAIVABLE").strip(", "), place, own_line=True))
        said += [line(self.read_in(read_in), read_in) for read_in in rule.read_in]
        if rule.checked:
            text = f"{self.key('CHECKED')} {self.day(rule.checked)}"
            said.append(Piece(text, max([rule.span.start, *(p.offset for p in said)]), True))
        return said

    def pieces(self, statement: n.Node, head: str, *parts: object) -> list[Piece]:
        """A statement that has no lines of its own: its head, and each option as a piece."""
        start = statement.span.start
        said = [Piece(part, start) for part in (head, *parts) if isinstance(part, str)]
        read = getattr(statement, "read_in", ())
        return said + [Piece(self.read_in(item), item.span.start) for item in read]

    def source(self, source: r.LegalSource) -> list[Piece]:
        return self.pieces(
            source,
            f"{self.key('SOURCE')} {source.id.text} {self.value('', source.kind)}"
            f" {self.text(source.title)}",
            None
            if source.municipality is None
            else f"{self.key('OF_CITY')} {self.text(source.municipality)}",
            source.given_by and f"{self.key('GIVEN_BY')} {self.body(source.given_by)}",
            None
            if source.address is None
            else f"{self.key('ADDRESS')} {self.text(source.address)}",
            source.interval and self.interval(source.interval),
        )

    def authority(self, authority: r.Authority) -> list[Piece]:
        names = [
            self.text(name.name)
            + (f" {self.key('UNTIL')} {self.day(name.until)}" if name.until else "")
            for name in authority.names
        ]
        return self.pieces(
            authority,
            f"{self.key('AUTHORITY')} {authority.id.text} {names[0]}",
            *(f"{self.key('THEN')} {name}" for name in names[1:]),
            *(f"{self.key('ALSO')} {self.text(name)}" for name in authority.also),
        )

    def area(self, area: r.Area) -> list[Piece]:
        return self.pieces(
            area,
            f"{self.key('AREA')} {area.id.text} {self.text(area.word)}",
            area.parent and f"{self.key('WITHIN')} {self.name(area.parent)}",
        )

    def not_coded(self, item: r.NotCoded) -> list[Piece]:
        because = f"{',' if self.danish else ''} {self.key('BECAUSE')} {self.prose(item.reason)}"
        return self.pieces(
            item, f"{self.key('NOT_CODED')} {self.citation(item.provision)}{because}"
        )

    def legal_sentence(self, item: r.LegalSentence) -> list[Piece]:
        start = item.span.start
        number = "" if item.number is None else f" {item.number}"
        head = f"{self.key('LEGAL_SENTENCE')}{number} {self.prose(item.text)}"
        facts = [fact.text if isinstance(fact, n.Name) else str(fact) for fact in item.facts]
        lines = [
            item.bases and f"{self.key('UNDER')} {self.citations(item.bases)}",
            item.rules and f"{self.key('CODED_IN')} {self.list(r.text for r in item.rules)}",
            facts and f"{self.key('FACT')} {self.list(facts)}",
            item.shown_in and f"{self.key('SHOWN_IN')} {self.list(map(self.text, item.shown_in))}",
            item.uncoded
            and f"{self.key('NOT_CODED_BECAUSE').strip(', ')} {self.prose(item.uncoded)}",
            *map(self.read_in, item.read_in),
        ]
        return [Piece(head, start), *(Piece(line, start, own_line=True) for line in lines if line)]

    def doubt(self, doubt: r.Doubt) -> list[Piece]:
        start = doubt.span.start
        key = self.key("INTERPRETATION")
        lines = [
            *(f"{key} {each.id.text} {self.prose(each.text)}" for each in doubt.interpretations),
            f"{self.key('FOLLOWING')} {doubt.following.text}",
            doubt.because and self._because(doubt.because),
            *map(self.read_in, doubt.read_in),
        ]
        head = Piece(f"{self.key('DOUBT')} {doubt.id.text} {self.prose(doubt.text)}", start)
        return [head, *(Piece(line, start, own_line=True) for line in lines if line)]

    def _because(self, reasons: tuple[r.Because, ...]) -> str:
        texts = [f"{each.language} {self.text(each.text)}" for each in reasons]
        return f"{self.key('BECAUSE')} {' '.join(texts)}"

    def municipality(self, item: o.Municipality) -> list[Piece]:
        head = f"{self.key('MUNICIPALITY')} {item.id.text} {self.text(item.name)}"
        return self.pieces(item, head, f"{self.key('AS_OF')} {self.day(item.as_of)}")

    def form(self, form: o.Form) -> list[Piece]:
        return self.pieces(form, f"{self.key('FORM')} {self.text(form.form)}")

    def council(self, council: o.Council) -> list[Piece]:
        head = f"{self.key('COUNCIL')} {council.id.text} {self.text(council.name)}"
        return self.pieces(council, head, self.members(council.members))

    def term(self, term: o.Term) -> list[Piece]:
        start, end = term.interval.start, term.interval.end
        assert start is not None
        assert end is not None
        head = f"{self.key('TERM')} {self.key('FROM')} {self.day(start)}"
        return self.pieces(term, f"{head} {self.key('UNTIL')} {self.day(end)}")

    def meeting_window(self, window: o.MeetingWindow) -> list[Piece]:
        first, last = self._day_month(window.first), self._day_month(window.last)
        head = f"{self.key('CONSTITUTING_MEETING')} {self.key('BETWEEN')} {first}"
        return self.pieces(window, f"{head} {self.key('AND')} {last}")

    def _day_month(self, day: tuple[int, int]) -> str:
        dot = "." if self.danish else ""
        return f"{day[1]}{dot} {self.key('MONTH', day[0] - 1)}"

    def meeting_day(self, meeting: o.MeetingDay) -> list[Piece]:
        head = f"{self.key('CONSTITUTING_MEETING')} {self.key('ON')} {self.day(meeting.day)}"
        return self.pieces(meeting, head)

    def committee(self, committee: o.Committee, before: str = "") -> list[Piece]:
        kind = self.key(terminal_of("", committee.kind))
        return self.pieces(
            committee,
            f"{before}{kind} {committee.id.text} {self.text(committee.name)}",
            self.titled("ADMINISTRATION", committee.administration),
            self.titled("MAYOR", committee.mayor),
            self.members(committee.members),
            self._described(committee.described),
        )

    def titled(self, terminal: str, titled: o.Titled | None) -> str | None:
        """``administration ØKF "…"``."""
        if titled is None:
            return None
        return f"{self.key(terminal)} {titled.id.text} {self.text(titled.name)}"

    def members(self, members: int | None) -> str | None:
        """``with 13 members``."""
        if members is None:
            return None
        return f"{self.key('WITH')} {members} {self.key('MEMBERS', int(members == 1))}"

    def _described(self, provisions: tuple[n.Citation, ...]) -> str | None:
        return f"{self.key('DESCRIBED_IN')} {self.citations(provisions)}" if provisions else None

    def unit(self, unit: o.Unit, before: str = "") -> list[Piece]:
        owner = self.key("UNDER_NO_COMMITTEE")
        if not isinstance(unit.owner, n.NoCommittee):
            owner = f"{self.key('UNDER_COMMITTEE')} {self.body(unit.owner)}"
        construction = unit.construction and self.value("", unit.construction)
        return self.pieces(
            unit,
            f"{before}{self.key('UNIT')} {unit.id.text} {self.text(unit.name)}",
            owner,
            unit.area and f"{self.key('WITHIN')} {self.name(unit.area)}",
            construction and f"{self.key('LED_AS')} {construction}",
            self._described(unit.described),
        )

    def task(self, task: o.Task) -> list[Piece]:
        holders = task.holders and self.list(map(self.body, task.holders))
        return self.pieces(
            task,
            f"{self.key('TASK')} {task.id.text} {self.text(task.name)}",
            task.area and f"{self.key('WITHIN')} {self.name(task.area)}",
            f"{self.key('HELD_BY')} {holders}" if holders else None,
            task.performer and f"{self.key('PERFORMED_BY')} {task.performer.text}",
            self._described(task.described),
        )

    def held_dispensation(self, item: o.HeldDispensation) -> list[Piece]:
        return self.pieces(
            item,
            f"{self.key('DISPENSATION')} {item.id.text}"
            f" {self.key('FOR')} {self.named(item.subject)}",
            *self.granting(item.norm, item.authority, item.granted_under),
            item.holder and self.holder(item.holder),
            item.until and f"{self.key('UNTIL')} {self.day(item.until)}",
        )

    def holder(self, holder: n.Leader) -> str:
        """``held by M``, of a dispensation: ``hos M`` in Danish."""
        return f"{self.key('HELD_BY', int(self.danish))} {self.body(holder)}"

    def provision(self, item: o.Provision) -> list[Piece]:
        text = None
        if item.text is not None:
            text = f"{self.key('TEXT')} {self.text(item.text)}"
            if item.text_as_of:
                text += hard(f" {self.key('AS_OF')} {self.day(item.text_as_of)}")
        return self.pieces(
            item,
            f"{self.key('PROVISION')} {self.citation(item.provision)}",
            item.committee and f"{self.key('OF_COMMITTEE')} {self.body(item.committee)}",
            None if item.phrase is None else f"{self.key('PHRASE')} {self.text(item.phrase)}",
            text,
        )
