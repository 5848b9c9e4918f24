"""Draft letters and a draft council item, filled from a result; what is missing stays a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from checker import folders
from checker.desk import paper, redline
from checker.desk.tracked import Tracker
from checker.report.entries import FindingEntry, InstrumentEntry, ProvisionEntry
from checker.report.report import Report, ResultEntry
from checker.report.wording import Language, Wording, capital

Scope = dict[str, Any]  # what a template is told
KINDS = ("application", "notification", "council-item")
_WANTED = ("missing", "declared", "expired")
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@frozen
class Letter:
    """A file to be written: its name, its bytes, and what it is, in words."""

    name: str
    data: bytes
    about: str


def letters(
    document: Report, language: Language, templates: Path | None = None, bylaw: Path | None = None
) -> tuple[list[Letter], list[str]]:
    """What an authority and the council are to be sent, for every result in turn; and what could
    not be drafted in the bylaw, each in a sentence.

    One application for each dispensation that is still to be had, and for each approval that is
    not the council's own; one notification for each that is to be given; one item for the council
    where it reads a bylaw change; and the bylaw of the user's own with its changes tracked.

    Args:
        templates: a folder with templates of the user's own; those it lacks are the shipped ones.
        bylaw: the bylaw as a Word file.

    Raises UsageError for a template or a bylaw that cannot be used.
    """
    results = [paper.clean(result).merged for result in document.results]
    made: list[Letter] = []
    undone: list[str] = []
    for number, result in enumerate(results, 1):
        before = f"{number}-" if len(results) > 1 else ""
        desk = _Desk(result, Wording(language, result.names), templates, before)
        made += desk.letters()
        if bylaw is not None and result.bylaw_changes:
            changed, left = desk.bylaw(bylaw)
            made += changed
            undone += left
    return made, undone


@frozen
class _Desk:
    """One result, and the letters that it takes."""

    result: ResultEntry
    say: Wording
    templates: Path | None
    before: str

    def letters(self) -> Iterator[Letter]:
        wanted = [
            each
            for each in self.result.instruments
            if each.status in _WANTED and not each.for_existing
        ]
        numbers = dict.fromkeys(KINDS, 0)
        for kind, instrument, scope in self._drafts(wanted):
            numbers[kind] += 1
            subject = instrument.subject.id if instrument.subject else ""
            about = f"{instrument.norm or ''} {subject if kind == 'application' else ''}"
            told = self.say.words(f"letter.{kind}")
            yield Letter(
                _file_name(f"{self.before}{told}-{numbers[kind]}", about),
                self._written(kind, scope),
                instrument.name,
            )

    def _drafts(
        self, wanted: Sequence[InstrumentEntry]
    ) -> Iterator[tuple[str, InstrumentEntry, Scope]]:
        council = self._acting_council()
        for each in wanted:
            outside = each.kind == "approval" and each.authority not in (None, council)
            if each.kind == "dispensation" or outside:
                yield "application", each, self._application(each)
        for each in wanted:
            if each.kind == "notification":
                yield "notification", each, self._notification(each)
        for each in wanted:
            if each.kind == "reading":
                yield "council-item", each, self._council_item(each)

    def _written(self, kind: str, scope: Scope) -> bytes:
        name = f"{kind}.{self.say.language}.docx"
        own = self.templates / name if self.templates else None
        path = own if own is not None and own.is_file() else folders.REPORTS / name
        made = paper.filled(path, scope)
        paper.mark_blanks(made)
        paper.speak(made, self.say.language)
        proposal = self.result.proposal
        paper.sign(made, proposal.title, self.say.language, proposal.proposed)
        return paper.packed(made)

    def bylaw(self, path: Path) -> tuple[list[Letter], list[str]]:
        """The user's own file with the changes tracked, where there are any."""
        own = redline.BylawFile.read(path)
        made = redline.drafts(self.result, self.say.language, own)
        pairs = list(redline.paired(made))
        undone = [each for each in made if isinstance(each, str)]
        if not pairs:
            return [], [self.say.words("w.nothing"), *undone]
        day = self.result.proposal.proposed
        redline.mark(Tracker(own.document, day), pairs, self.result, self.say.language)
        name = _file_name(f"{self.before}{self.say.words('letter.bylaw')}", "")
        return [Letter(name, paper.packed(own.document), self.say.words("h.redline"))], undone

    # ------------------------------------------------------------ what the templates are told

    def _common(self, instrument: InstrumentEntry) -> Scope:
        """What every template may speak of."""
        proposal = self.result.proposal
        provisions = {each.provision: each for each in instrument.provisions}
        return {
            "say": self.say.words,
            "day": self.say.day,
            "municipality": proposal.municipality,
            "title": proposal.title,
            "file": proposal.path,
            "proposed": self.say.day(proposal.proposed),
            "effective": self.say.day(proposal.effective),
            "summary": self.result.summary,
            "name": instrument.name,
            "details": instrument.details,
            "provisions": [self._provision(each) for each in provisions.values()],
            "changes": [each.words for each in self.result.bylaw_changes],
            "disclaimer": self.say.words("t.disclaimer"),
            "rule_base": self.result.receipt.rule_base[:12],
            "version": self.result.receipt.ressort,
        }

    def _application(self, instrument: InstrumentEntry) -> Scope:
        asking = [each for each in self.result.findings if self._asks(each, instrument)]
        approvals = [
            each.name
            for each in self.result.instruments
            if each.kind == "approval" and each.subject and each.subject.id == instrument.id
        ]
        names = {each.id: each.name for each in self.result.instruments}
        start, until = instrument.start, instrument.until
        departs = instrument.kind == "dispensation"
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "norm": instrument.norm or (self._blank("norm") if departs else None),
            "granted_under": instrument.granted_under,
            "start": self.say.day(start or self.result.proposal.effective),
            "until": self.say.day(until) if until else self._blank("until"),
            "reason": instrument.reason,
            "findings": [self._finding(each) for each in asking],
            "approvals": approvals,
            "otherwise": [names[id] for id in instrument.alternative_of if id in names],
        }

    def _notification(self, instrument: InstrumentEntry) -> Scope:
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "council": self._council(),
            "readings": self._readings(),
            "adopted": self._adopted(),
            "bylaw": self._bylaw_named(),
        }

    def _council_item(self, instrument: InstrumentEntry) -> Scope:
        found = [each for each in self.result.findings if each.status == "new"]
        heard = [
            self._named(each.authority, "body")
            for each in self.result.instruments
            if each.kind == "consultation" and each.status != "not needed"
        ]
        needed = [each for each in self.result.instruments if each.status != "not needed"]
        return self._common(instrument) | {
            "council": self._named(instrument.authority, "body"),
            "committees": list(dict.fromkeys(heard)),
            "readings": self._readings(),
            "bylaw": self._bylaw_named(),
            "wordings": self._wordings(),
            "findings": [self._finding(each) for each in found],
            "takes": [
                {
                    "name": capital(each.name),
                    "state": self.say.words(f"state.{each.status}"),
                    "basis": [self._provision(one) for one in each.provisions],
                }
                for each in needed
            ],
            "steps": [each.words for each in self.result.next_steps],
            "schedule": [
                {
                    "step": row.words,
                    "earliest": self._day_or_dash(row.earliest),
                    "latest": self._day_or_dash(row.latest),
                    "date": self._day_or_dash(row.day),
                }
                for row in self.result.schedule
            ],
            "questions": [one for each in found for one in each.questions],
        }

    def _finding(self, finding: FindingEntry) -> Scope:
        told = [each.fact for each in finding.witnesses if not each.asked]
        return {
            "title": finding.title,
            "message": finding.message,
            "because": finding.because,
            "facts": told[:6],
            "more": self.say.words("t.more", count=len(told) - 6) if len(told) > 6 else "",
            "basis": [self._provision(each) for each in finding.provisions],
        }

    def _asks(self, finding: FindingEntry, instrument: InstrumentEntry) -> bool:
        ways = [id for way in finding.alternatives for id in way]
        return finding.status == "new" and instrument.id in ways

    def _provision(self, told: ProvisionEntry) -> str:
        if told.second_hand:
            return self.say.words("cal.second-hand", provision=told.provision)
        return str(told.provision)

    def _readings(self) -> list[Scope]:
        rows = [each for each in self.result.schedule if each.step == "reading"]
        return [
            {
                "step": row.words,
                "date": self.say.day(row.day) if row.day else self._blank("day"),
                "latest": self._day_or_dash(row.latest),
                "earliest": self._day_or_dash(row.earliest),
            }
            for row in rows
        ]

    def _adopted(self) -> str:
        rows = [each for each in self.result.schedule if each.step == "reading"]
        day = rows[-1].day if rows else None
        return self.say.day(day) if day else self._blank("day")

    def _acting_council(self) -> str | None:
        readings = [each for each in self.result.instruments if each.kind == "reading"]
        return readings[0].authority if readings else None

    def _council(self) -> str:
        return self._named(self._acting_council(), "body")

    def _bylaw_named(self) -> str:
        changes = [each for each in self.result.instruments if each.kind == "bylaw change"]
        ids = {each.source for each in changes if each.source}
        known = {each.id: each.name for each in self.result.abbreviations}
        return ", ".join(known.get(id, id) for id in sorted(ids)) or self._blank("wording")

    def _wordings(self) -> list[str]:
        """What the change says of each provision; a blank where nobody has worded it."""
        return [
            each.words if each.put or each.cut else f"{each.words} {blank}"
            for each in self.result.bylaw_changes
            for blank in [self._blank("wording")]
        ]

    def _named(self, id: str | None, what: str) -> str:
        return str(self.result.names.get(id, id)) if id else self._blank(what)

    def _blank(self, what: str) -> str:
        return f"[… {self.say.words(f'w.blank.{what}')}]"

    def _day_or_dash(self, day: date | None) -> str:
        return self.say.day(day) if day else "–"


def _file_name(start: str, about: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", about.translate(_ASCII)).strip("-").lower()
    return f"{f'{start}-{plain}' if plain else start}"[:80].rstrip("-") + ".docx"
