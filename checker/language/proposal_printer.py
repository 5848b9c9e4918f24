"""The statements of proposals to the pieces of their lines."""

from __future__ import annotations

from checker.language.statement_printer import Piece, StatementPrinter
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import waiver as w


class ProposalPrinter(StatementPrinter):
    """Writes the statements of proposals, too, in one surface."""

    def proposal(self, item: p.Proposal) -> list[Piece]:
        start = item.span.start
        lines = [
            f"{self.key('CONCERNS')} {item.concerns.text}",
            f"{self.key('PROPOSED')} {self.day(item.proposed)}",
            item.as_of and f"{self.key('AS_OF')} {self.day(item.as_of)}",
            f"{self.key('EFFECTIVE')} {self.day(item.effective)}",
        ]
        head = Piece(f"{self.key('PROPOSAL')} {self.prose(item.title)}", start)
        return [head, *(Piece(line, start, own_line=True) for line in lines if line)]

    def move(self, move: p.Move) -> list[Piece]:
        head = f"{self.key('MOVE')} {self.area_or_id(move.thing)}"
        return self.pieces(move, head, *self.way(move.origin, move.destination))

    def transfer(self, item: p.Transfer) -> list[Piece]:
        head = f"{self.key('TRANSFER')} {self.area_or_id(item.thing)}"
        return self.pieces(item, head, *self.way(item.origin, item.destination))

    def lead(self, lead: p.Lead) -> list[Piece]:
        construction = self.value("", lead.construction)
        text = f"{self.key('LEAD')} {lead.unit.text} {self.key('AS')} {construction}"
        return self.pieces(lead, text)

    def split(self, split: p.Split) -> list[Piece]:
        into = self.key("TO", 1)
        first, *others = map(self._part, split.parts)
        head = f"{self.key('SPLIT')} {self.body(split.committee)} {into} {first}"
        return self.pieces(split, head, *(f"{self.key('AND')} {part}" for part in others))

    def _part(self, part: p.Part) -> str:
        things = self.list(map(self.name, part.things)) if part.things else self.key("THE_REST")
        said = [
            f"{part.id.text} {self.text(part.name)}",
            self.titled("ADMINISTRATION", part.administration),
            self.titled("MAYOR", part.mayor),
            f"{self.key('WITH')} {things}",
        ]
        return " ".join(filter(None, said))

    def merge(self, merge: p.Merge) -> list[Piece]:
        into = self.key("TO", int(not self.danish))
        committees = self.list(map(self.body, merge.committees))
        return self.pieces(
            merge,
            f"{self.key('MERGE')} {committees} {into} {merge.id.text} {self.text(merge.name)}",
            self.titled("ADMINISTRATION", merge.administration),
            self.titled("MAYOR", merge.mayor),
        )

    def create(self, created: o.Committee | o.Unit) -> list[Piece]:
        before = f"{self.key('CREATE')} "
        if isinstance(created, o.Unit):
            return self.unit(created, before)
        return self.committee(created, before)

    def abolish(self, item: p.Abolish) -> list[Piece]:
        return self.pieces(item, f"{self.key('ABOLISH')} {self.body(item.thing)}")

    def rename(self, item: p.Rename) -> list[Piece]:
        new = f"{self.key('TO')} {item.id.text} {self.text(item.name)}"
        return self.pieces(item, f"{self.key('RENAME')} {self.body(item.thing)} {new}")

    def resize(self, item: p.Resize) -> list[Piece]:
        text = f"{self.key('RESIZE')} {self.body(item.committee)} {self.key('TO')} {item.members}"
        if not self.danish:
            text += f" {self.key('MEMBERS', int(item.members == 1))}"
        return self.pieces(item, text)

    def insert(self, item: p.Insert) -> list[Piece]:
        where = f"{self.key('IN_PROVISION')} {self.citation(item.provision)}"
        return self.pieces(item, f"{self.key('INSERT')} {self.text(item.text)}", where)

    def remove(self, item: p.Remove) -> list[Piece]:
        where = f"{self.key('FROM')} {self.citation(item.provision)}"
        return self.pieces(item, f"{self.key('REMOVE')} {self.text(item.text)}", where)

    def reword(self, item: p.Reword) -> list[Piece]:
        return self.pieces(
            item,
            f"{self.key('REWORD')} {self.citation(item.provision)}",
            f"{self.key('FROM')} {self.text(item.old)}",
            f"{self.key('TO')} {self.text(item.new)}",
        )

    def carries(self, item: p.Carries) -> list[Piece]:
        instrument = self.carried(item.instrument)
        instrument[0] = f"{self.key('CARRIES')} {instrument[0]}"
        state = self.state(item.state)
        if state.startswith(","):
            instrument[-1] += state
        else:
            instrument.append(state)
        return self.pieces(item, *instrument)

    def carried(
        self, item: p.CarriedStep | p.CarriedDispensation | i.LawAmendment | i.BylawChange
    ) -> list[str]:
        """A carried instrument, each of its terms a piece."""
        match item:
            case p.CarriedStep(kind="reading"):
                reading = self.key("A_READING")
                where = item.body and f" {self.key('READINGS_IN')} {self.body(item.body)}"
                return [reading + (where or "")]
            case p.CarriedStep():
                return [self.step(item.kind, item.body, article=not self.danish)]
            case p.CarriedDispensation():
                holder = [self.holder(item.holder)] if item.holder else []
                granting = self.granting(item.norm, item.authority, item.granted_under)
                head = f"{self.key('A_DISPENSATION')} {self.key('FOR')} {self.named(item.subject)}"
                return [head, *granting, *holder]
        return [self.instrument(item)]

    def state(self, state: p.State) -> str:
        """``, planned``, ``, granted D until D``, `` on D``."""
        if state.state == "planned":
            return self.key("PLANNED")
        assert state.day is not None
        terminal = "STEP_ON" if state.state == "held" else state.state.upper()
        said = f"{self.key(terminal)} {self.day(state.day)}"
        return said + (f" {self.key('UNTIL')} {self.day(state.until)}" if state.until else "")

    def open(self, item: p.Open) -> list[Piece]:
        committees = f" {self.key('OR')} ".join(map(self.body, item.committees))
        where = f"{self.key('UNDER_COMMITTEE')} {committees}"
        return self.pieces(item, f"{self.key('OPEN')} {self.area_or_id(item.thing)}", where)

    def assuming(self, item: p.Assuming) -> list[Piece]:
        return self.pieces(item, f"{self.key('ASSUMING')} {self.prose(item.text)}")

    def register(self, item: w.Register) -> list[Piece]:
        head = f"{self.key('WAIVERS')} {self.key('OF_CITY')} {item.concerns.text}"
        return self.pieces(item, head)

    def waive(self, item: w.Waive) -> list[Piece]:
        comma = "," if self.danish else ""
        return self.pieces(
            item,
            f"{self.key('WAIVE')} {item.rule.text} {self.finding_subject(item.subject)}{comma}",
            f"{self.key('BECAUSE')} {self.prose(item.reason)}",
            f"{self.key('DECIDED_BY')} {self.body(item.by)}",
            f"{self.key('STEP_ON')} {self.day(item.day)}",
            f"{self.key('JOURNAL')} {self.text(item.journal)}",
            item.until and f"{self.key('UNTIL')} {self.day(item.until)}",
            None
            if item.proposal is None
            else f"{self.key('IN_PROPOSAL')} {self.text(item.proposal)}",
        )

    def finding_subject(self, subject: n.Named | n.Role) -> str:
        """``for S``, of a finding."""
        named = isinstance(subject, n.Named)
        said = self.named(subject) if named else self.body(subject)  # type: ignore[arg-type]
        return f"{self.key('FOR_FINDING')} {said}"

    def expectation(self, item: p.Expectation) -> list[Piece]:
        return self.pieces(item, f"{self.key('EXPECT')} {self._expected(item)}")

    def _expected(self, item: p.Expectation) -> str:
        match item:
            case p.ExpectVerdict():
                return self.value("", item.verdict)
            case p.ExpectNoFindingUnder():
                return f"{self.key('NO_FINDING_UNDER')} {self.citation(item.provision)}"
            case p.ExpectFinding():
                said = [self.key("NO")] if item.negated else []
                said += [self.value("", item.status)] if item.status else []
                said.append(item.rule.text)
                if item.subject is not None:
                    said.append(self.finding_subject(item.subject))
                return " ".join(said)
            case p.ExpectInstrument():
                return self._expected_instrument(item)

    def _expected_instrument(self, item: p.ExpectInstrument) -> str:
        subject = [f"{self.key('FOR')} {self.named(item.subject)}"] if item.subject else []
        holder = [self.holder(item.holder)] if item.holder else []
        text = self.instrument(item.instrument, article=not self.danish)
        if item.negated:
            bare = text.removeprefix("a ").removeprefix("an ")
            text = f"{self.key('NO')} {bare}"
        return " ".join([text, *subject, *holder])
