# SPDX-License-Identifier: EUPL-1.2
"""What the templates of letters and of the council item are told, from one result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from checker.desk.citing import Citations, Scope
from checker.records import frozen
from checker.report.edits import lacking
from checker.report.entries import ChangeEntry, FindingEntry, InstrumentEntry, StepEntry
from checker.report.instruments import status_key, window_of
from checker.report.wording import capital
from checker.speech.instruments import KINDS
from checker.speech.saying import Ref

_REMARKS = ("advice", "note")


@frozen
class LetterScopes(Citations):
    """One result, and what a letter on some of its instruments says.

    Attributes:
        amended: an annex has the wording of the bylaw; ``marked``: another the whole bylaw.
    """

    amended: bool = False
    marked: bool = False

    def application(self, about: Sequence[InstrumentEntry]) -> Scope:
        """An application to an authority."""
        instrument = about[0]
        ids = set(instrument.ids or (instrument.id,))
        asking = [
            each
            for each in self.result.findings
            if each.status == "new" and any(not ids.isdisjoint(way) for way in each.alternatives)
        ]
        approvals = [
            capital(each.name)
            for each in self.result.instruments
            if each.kind == "approval" and each.subject and each.subject.id in ids
        ]
        names = self._names(self.result.instruments)
        departs = instrument.kind == "dispensation"
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "norm": (instrument.norm and self.say.cited(instrument.norm))
            or (self._blank("norm") if departs else None),
            "introduced": instrument.norm
            and self.introduced(self.say.cited(instrument.norm), instrument.norm),
            "granted_under": instrument.granted_under and self.say.cited(instrument.granted_under),
            "start": self.say.day(instrument.start or self.result.proposal.effective),
            "until": self._day_or_blank(instrument.until, "until"),
            "reason": instrument.reason,
            "findings": list(self._findings(asking)),
            "approvals": approvals,
            "legal_basis": self.by_source(instrument.provisions),
            "unread": self.unread(instrument.provisions),
            "otherwise": [names[id] for id in instrument.alternative_of if id in names],
        }

    def notification(self, about: Sequence[InstrumentEntry]) -> Scope:
        """A notification of an authority, once the change is adopted."""
        instrument = about[0]
        readings = self._readings()
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "council": self._named(self.acting_council(), "body"),
            "readings": readings,
            "adopted": readings[-1]["date"] if readings else self._blank("day"),
            "bylaw": self._bylaw_named(),
        }

    def consultation(self, about: Sequence[InstrumentEntry]) -> Scope:
        """What a body that is heard is told: what concerns it, or all where nothing does more."""
        instrument, body = about[0], about[0].authority
        moves, changes = self.result.proposal.changes, self.result.bylaw_changes
        finance = any(each.told_as == "finance statement" for each in about)
        own_moves = [each for each in moves if not finance and self._names_body(each, body)]
        own = [
            each for each in changes if not finance and body in (each.committee, *each.committees)
        ]
        its_own = bool(own_moves or own)
        provisions = list(chain.from_iterable(each.provisions for each in about))
        rows = [row for row in self.result.schedule if row.requires in self._names(about)]
        days = [day for row in rows for day in [row.day or row.latest]
                if day and day >= self.result.proposal.as_of]  # fmt: skip
        return self._common(instrument) | {
            "body": self._named(body, "body"),
            "council": self._named(self.acting_council(), "body"),
            "statement": any(map(_is_statement, about)),
            "basis": [self.spelt(each) for each in dict.fromkeys(p.provision for p in provisions)],
            "unread": self.unread(provisions),
            "latest": self.say.weekday(min(days)) if days else self._blank("latest"),
            "its_own": its_own,
            "moves": own_moves if its_own else moves,
            "changes": self._changes(own if its_own else changes),
        }

    def council_item(self, about: Sequence[InstrumentEntry]) -> Scope:
        """What the council is put."""
        instrument = about[0]
        found = [each for each in self.result.findings if each.status == "new"]
        told = [each for each in found if not each.questions]
        own = [each for each in self.result.instruments if not each.for_existing]
        needed = [each for each in own if each.status != "not needed"]
        heard = [each for each in needed if KINDS[each.kind].hears]
        answers = [
            {
                "body": self._named(e.authority, "body"),
                "name": e.name,
                "statement": _is_statement(e),
            }
            for e in heard
        ]
        committees = [e.authority for e in heard if _is_statement(e)]
        over = [self._named(each, "body") for each in dict.fromkeys(committees)]
        asked = self._names(own)
        remarks = [each for each in told if each.kind in _REMARKS]
        guidance = [each for each in remarks if _is_guidance(each)]
        remarks = [each for each in remarks if each not in guidance]
        breaches = [each for each in told if each.kind not in (*_REMARKS, "duty")]
        shown = [each.provisions for each in told if each not in guidance]
        provisions = self.law(chain(*shown, *(each.provisions for each in needed)), found)
        questions = list(dict.fromkeys(one for each in found for one in each.questions))
        open_ones = [each for each in needed if each.status != "granted"]
        decided = [
            e for e in open_ones if e.kind == "decision" and e.authority == instrument.authority
        ]
        money = capital(self.say.words("w.money"))
        moneyed = {id for each in own if _is_on_money(each) for id in (each.id, *each.ids)}
        paper = self._common(instrument) | {
            "council": self._named(instrument.authority, "body"),
            "committees": over,
            "committees_said": self.say.join(over),
            "answers": answers,
            "moves": self.result.proposal.changes or (self.result.proposal.title,),
            "points": list(self._points(instrument, open_ones, decided)),
            "money": any(map(_is_on_money, decided)),
            "applications": [each.name for each in needed if each.kind == "dispensation"],
            "considerations": [each.words for each in self.result.proposal.considerations],
            "weighed": list(self._weighed()),
            "reason": self.result.proposal.reason,
            "assuming": [self.say.whole(each) for each in self.result.proposal.assuming],
            "readings": self._readings(),
            "bylaw": self._bylaw_named(),
            "amended": self.amended,
            "marked": self.marked,
            "findings": list(self._findings(breaches)),
            "remarks": list(self._findings(remarks)),
            "notes": [
                *(self.say.words("w.note.question", question=each) for each in questions),
                *(each.message for each in guidance),
            ],
            "takes": list(self._takes_of([each for each in needed if not each.duty])),
            "duties": list(self._takes_of([each for each in needed if each.duty])),
            "steps": [each.words for each in self.result.next_steps],
            "schedule": [
                self._step(row) | ({"step": money} if row.requires in moneyed else {})
                for row in self.result.schedule
                if row.requires in asked and not _is_idle(row)
            ],
            "provisions": self.in_full(provisions),
            "legal_basis": self.by_source(provisions),
            "unread": self.unread(provisions),
            "questions": questions,
        }
        return self.spelt_out(paper)

    def acting_council(self) -> str | None:
        """The council that reads the change."""
        readings = (each for each in self.result.instruments if each.kind == "reading")
        return next((each.authority for each in readings), None)

    # ------------------------------------------------------------ parts of them

    def _common(self, instrument: InstrumentEntry) -> Scope:
        """What every template may speak of."""
        proposal = self.result.proposal
        return {
            "say": self.say.words,
            "day": self.say.day,
            "municipality": proposal.municipality,
            "title": proposal.title,
            "moves": proposal.changes,
            "file": proposal.path,
            "proposed": self.say.day(proposal.proposed),
            "ahead": proposal.proposed > proposal.as_of,
            "effective": self.say.day(proposal.effective),
            "summary": self.result.summary,
            "name": instrument.name,
            "details": instrument.details,
            "provisions": self.in_full(instrument.provisions),
            "changes": self._changes(self.result.bylaw_changes),
            "disclaimer": self.say.words("t.disclaimer"),
            "rule_base": self.result.receipt.rule_base[:12],
            "version": self.result.receipt.ressort,
        }

    def _points(
        self,
        reading: InstrumentEntry,
        needed: Sequence[InstrumentEntry],
        decided: Sequence[InstrumentEntry],
    ) -> Iterator[Scope]:
        """What the council is recommended, point by point."""
        for move in self.result.proposal.changes:
            yield {"kind": "move", "what": move}
        places = (
            each.provision.partition(" ")[2]
            if each.provision
            else self.say.words("w.of-provision", committee=Ref("committee", each.committee or ""))
            for each in self.result.bylaw_changes
            if each.provision or not each.anew
        )
        yield {"kind": "bylaw", "what": self.say.join(list(dict.fromkeys(places)))}
        yield {"kind": "readings", "what": reading.name}
        for each in needed:
            if each.kind == "dispensation":
                to = self._named(each.authority, "authority") if each.authority else None
                yield {"kind": "apply", "what": each.name, "to": to}
        for each in decided:
            what, money = each.matter or each.name, _is_on_money(each)
            ways = money and re.search(r"\b(?:eller|or)\b", what)
            yield {"kind": "money" if ways else "decide", "what": what, "money": money}

    def _weighed(self) -> Iterator[Scope]:
        """What speaks for a placing and against it, with the document that says so."""
        groups: dict[tuple[str, str, str], list[str]] = {}
        documents = self.say.names
        for each in self.result.proposal.considerations:
            named = [documents[one.document] for one in each.read_in if one.document in documents]
            key = each.stance, each.committee, self.say.join(list(dict.fromkeys(named)))
            groups.setdefault(key, []).append(self.say.whole(each.text))
        for (stance, committee, source), texts in groups.items():
            name = self._named(committee, "body")
            yield {"stance": stance, "committee": name, "source": source, "texts": texts}

    def _changes(self, changes: Iterable[ChangeEntry]) -> list[str]:
        """What changes in the bylaw; what no file has of it is a blank, and not told besides."""
        told = []
        for change in changes:
            lacks, words = lacking(change), change.words
            if lacks:
                place = "provisions" if change.anew else "place"
                blank = self._blank("wording" if change.provision else place)
                words = f"{words.replace(self.say.words(lacks), '')} {blank}"
            told.append(words)
        return told

    def _takes_of(self, needed: list[InstrumentEntry]) -> Iterator[Scope]:
        """What must be had, those of which one is enough as one."""
        names = {each.id: each.name for each in needed}
        told: set[str] = set()
        for each in needed:
            if each.id in told or KINDS[each.kind].follows:
                continue
            ways = [each.id, *(id for id in each.alternative_of if id in names)]
            told.update(ways)
            name = self.say.join([names[id] for id in ways], "or")
            yield {
                "name": capital(self.say.words("w.money") if _is_on_money(each) else name),
                "state": self.say.words(status_key(each, self.result.schedule)),
                "basis": self.cited_together(one.provision for one in each.provisions),
            }

    def _findings(self, findings: Sequence[FindingEntry]) -> Iterator[Scope]:
        """Findings, those that say the same as one."""
        area = self.say.words("w.fact-area")
        for message in dict.fromkeys(each.message for each in findings):
            alike = [each for each in findings if each.message == message]
            facts = [one.fact for each in alike for one in each.witnesses if not one.asked]
            cited = (one.provision for each in alike for one in each.provisions)
            yield {
                "title": alike[0].title,
                "message": message,
                "because": " ".join(dict.fromkeys(e.because for e in alike if e.because)),
                "facts": [self.say.whole(one.partition(area)[0]) for one in dict.fromkeys(facts)],
                "more": "",
                "basis": self.cited_together(cited),
            }

    def _readings(self) -> list[Scope]:
        return [
            self._step(row) | {"date": self._day_or_blank(row.day, "day")}
            for row in self.result.schedule
            if row.step == "reading" and not _is_idle(row)
        ]

    def _step(self, row: StepEntry) -> Scope:
        days = {"earliest": row.earliest, "latest": row.latest, "date": row.day}
        told = {key: self.say.weekday(day) if day else "–" for key, day in days.items()}
        when = self.say.weekday(row.day) if row.day else window_of(row, self.say)
        return {"step": row.words, "when": capital(when or self._blank("day")), **told}

    def _bylaw_named(self) -> str:
        changes = (each for each in self.result.instruments if each.kind == "bylaw change")
        ids = {each.source for each in changes if each.source}
        known = {each.id: each.name for each in self.result.abbreviations}
        unnamed = self.say.words("w.bylaw-of", municipality=self.result.proposal.municipality)
        return unnamed if len(ids) < 2 else ", ".join(known.get(id, id) for id in sorted(ids))

    def _names(self, instruments: Iterable[InstrumentEntry]) -> dict[str, str]:
        """What each instrument is called, by its id and the ids that are put together in it."""
        return {id: each.name for each in instruments for id in (each.id, *each.ids)}

    def _names_body(self, words: str, body: str | None) -> bool:
        """Whether words name a body, and not only another that its name is a part of."""
        name = self.result.names.get(body or "", "")
        for other in self.result.names.values():
            if name in other and other != name:
                words = words.replace(other, "")
        return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None

    def _named(self, id: str | None, what: str) -> str:
        return self.result.names.get(id, id) if id else self._blank(what)

    def _blank(self, what: str) -> str:
        return f"[… {self.say.words(f'w.blank.{what}')}]"

    def _day_or_blank(self, day: date | None, what: str) -> str:
        return self.say.day(day) if day else self._blank(what)


def _is_statement(instrument: InstrumentEntry) -> bool:
    """Whether a committee gives a statement, and is not only heard."""
    return instrument.told_as.endswith("statement")


def _is_on_money(instrument: InstrumentEntry) -> bool:
    """Whether a decision that follows is on appropriations."""
    words = instrument.matter or instrument.name
    return instrument.duty and re.search(r"bevilling|appropriation", words, re.I) is not None


def _is_idle(row: StepEntry) -> bool:
    """Whether a row of the timetable is a reading that counts for nothing."""
    return row.step == "reading" and bool(row.day) and not row.number


def _is_guidance(finding: FindingEntry) -> bool:
    """Whether a remark is advice to whoever writes the paper, and rests on no provision."""
    return finding.kind == "advice" or all(each.kind == "guideline" for each in finding.basis)
