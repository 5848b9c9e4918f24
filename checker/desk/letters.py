# SPDX-License-Identifier: EUPL-1.2
"""Draft letters and a draft council item, filled from a result; what is missing stays a blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from checker import folders
from checker.desk import paper, redline
from checker.desk.memo import amendment
from checker.desk.tracked import Tracker
from checker.records import frozen
from checker.report.entries import ChangeEntry, FindingEntry, InstrumentEntry, StepEntry
from checker.report.instruments import lacking, status_key
from checker.report.report import Report, ResultEntry
from checker.report.sourced import ProvisionEntry
from checker.report.wording import Language, Wording, capital
from checker.source import File

Scope = dict[str, Any]  # what a template is told
KINDS = ("application", "notification", "council-item")
_WANTED = ("missing", "declared", "expired")
_REMARKS = ("advice", "note")
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@frozen
class Letter:
    """A file to be written: its name, its bytes, and what it is, in words."""

    name: str
    data: bytes
    about: str


def letters(
    document: Report, language: Language, templates: Path | None = None, bylaw: File | None = None
) -> tuple[list[Letter], list[redline.Undone]]:
    """What an authority and the council are to be sent, for every result in turn; and what could
    not be drafted in the bylaw.

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
    undone: list[redline.Undone] = []
    for number, result in enumerate(results, 1):
        before = f"{number}-" if len(results) > 1 else ""
        names = {**{each.id: each.name for each in result.abbreviations}, **result.names}
        desk = _LetterDesk(result, Wording(language, names), templates, before)
        made += desk.letters()
        with paper.users_own(bylaw):
            changed, left = desk.bylaw(bylaw)
        made += changed
        undone += left
    return made, undone


@frozen
class _LetterDesk:
    """One result, and the letters that it takes."""

    result: ResultEntry
    say: Wording
    templates: Path | None
    before: str

    def letters(self) -> Iterator[Letter]:
        """Every letter in turn, those of a kind numbered."""
        for kind, scope_of in zip(
            KINDS, (self._application, self._notification, self._council_item), strict=True
        ):
            wanted = [each for each in self.result.instruments if self._takes(kind, each)]
            for number, each in enumerate(wanted, 1):
                subject = each.subject.id if each.subject and kind == "application" else ""
                told = self.say.words(f"letter.{kind}")
                name = _file_name(f"{self.before}{told}-{number}", f"{each.norm or ''} {subject}")
                yield Letter(name, self._written(kind, scope_of(each)), each.name)

    def _takes(self, kind: str, instrument: InstrumentEntry) -> bool:
        """Whether an instrument that is still to be had takes a letter of a kind."""
        if instrument.status not in _WANTED or instrument.for_existing:
            return False
        outside = instrument.authority not in (None, self._acting_council())
        return kind == {
            "dispensation": "application",
            "approval": "application" if outside else None,
            "notification": "notification",
            "reading": "council-item",
        }.get(instrument.kind)

    def _written(self, kind: str, scope: Scope) -> bytes:
        name = f"{kind}.{self.say.language}.docx"
        own = self.templates / name if self.templates else None
        own = own if own is not None and own.is_file() else None
        proposal = self.result.proposal
        with paper.users_own(own):
            made = paper.filled(own or folders.REPORTS / name, scope)
            paper.mark_blanks(made)
            paper.speak(made, self.say.language)
            paper.sign(made, proposal.title, self.say.language, proposal.proposed)
            return paper.packed(made)

    def bylaw(self, path: File | None) -> tuple[list[Letter], list[redline.Undone]]:
        """The annex on the bylaw and, where it is given, the user's own file with the changes
        tracked; none where nothing is drafted, and what is not."""
        if not self.result.bylaw_changes:
            return [], []
        own = redline.BylawFile.read(path) if path else None
        made = redline.drafts(self.result, self.say.language, own)
        pairs = [(each, each.lines) for each in made if isinstance(each, redline.Draft)]
        undone = [each for each in made if isinstance(each, redline.Undone)] if own else []
        if not pairs:
            return [], [redline.Undone(self.say.words("w.nothing")), *undone] if own else []
        annex = amendment(self.result, made, self.say)
        letters = [self._named_as("amendment", annex, "h.edits")]
        if own:
            day = self.result.proposal.proposed
            redline.mark(Tracker(own.document, day), pairs, self.result, self.say.language)
            letters.append(self._named_as("bylaw", paper.packed(own.document), "h.redline"))
        return letters, undone

    def _named_as(self, kind: str, data: bytes, about: str) -> Letter:
        name = _file_name(f"{self.before}{self.say.words(f'letter.{kind}')}", "")
        return Letter(name, data, self.say.words(about))

    # ------------------------------------------------------------ what the templates are told

    def _common(self, instrument: InstrumentEntry) -> Scope:
        """What every template may speak of."""
        proposal = self.result.proposal
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
            "provisions": self._in_full(instrument.provisions),
            "changes": [self._change(each) for each in self.result.bylaw_changes],
            "disclaimer": self.say.words("t.disclaimer"),
            "rule_base": self.result.receipt.rule_base[:12],
            "version": self.result.receipt.ressort,
        }

    def _change(self, change: ChangeEntry) -> str:
        """What changes in the bylaw; what no file has of it is a blank, and not told besides."""
        if not (lacks := lacking(change)):
            return change.words
        blank = self._blank("place" if change.provision is None else "wording")
        return f"{change.words.replace(self.say.words(lacks), '')} {blank}"

    def _application(self, instrument: InstrumentEntry) -> Scope:
        asking = [
            each
            for each in self.result.findings
            if each.status == "new" and any(instrument.id in way for way in each.alternatives)
        ]
        approvals = [
            capital(each.name)
            for each in self.result.instruments
            if each.kind == "approval" and each.subject and each.subject.id == instrument.id
        ]
        names = {each.id: each.name for each in self.result.instruments}
        departs = instrument.kind == "dispensation"
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "norm": (instrument.norm and self.say.cited(instrument.norm))
            or (self._blank("norm") if departs else None),
            "granted_under": instrument.granted_under and self.say.cited(instrument.granted_under),
            "start": self.say.day(instrument.start or self.result.proposal.effective),
            "until": self._day_or_blank(instrument.until, "until"),
            "reason": instrument.reason,
            "findings": [self._finding(each) for each in asking],
            "approvals": approvals,
            "otherwise": [names[id] for id in instrument.alternative_of if id in names],
        }

    def _notification(self, instrument: InstrumentEntry) -> Scope:
        readings = self._readings()
        return self._common(instrument) | {
            "authority": self._named(instrument.authority, "authority"),
            "council": self._named(self._acting_council(), "body"),
            "readings": readings,
            "adopted": readings[-1]["date"] if readings else self._blank("day"),
            "bylaw": self._bylaw_named(),
        }

    def _council_item(self, instrument: InstrumentEntry) -> Scope:
        found = [each for each in self.result.findings if each.status == "new"]
        told = [each for each in found if not each.questions]
        heard = [
            self._named(each.authority, "body")
            for each in self.result.instruments
            if each.kind == "consultation" and each.status != "not needed"
        ]
        own = [each for each in self.result.instruments if not each.for_existing]
        needed = [each for each in own if each.status != "not needed"]
        asked = {each.id for each in own}
        rests_on = [*(each.provisions for each in told), *(each.provisions for each in needed)]
        return self._common(instrument) | {
            "council": self._named(instrument.authority, "body"),
            "committees": list(dict.fromkeys(heard)),
            "committees_said": self.say.join(list(dict.fromkeys(heard))),
            "moves": self.result.proposal.changes or (self.result.proposal.title,),
            "applications": [each.name for each in needed if each.kind == "dispensation"],
            "considerations": [each.words for each in self.result.proposal.considerations],
            "reason": self.result.proposal.reason,
            "assuming": [self.say.whole(each) for each in self.result.proposal.assuming],
            "readings": self._readings(),
            "bylaw": self._bylaw_named(),
            "findings": [self._finding(each) for each in told if each.kind not in _REMARKS],
            "remarks": [self._finding(each) for each in told if each.kind in _REMARKS],
            "takes": list(self._takes_of([each for each in needed if not each.duty])),
            "duties": list(self._takes_of([each for each in needed if each.duty])),
            "steps": [each.words for each in self.result.next_steps],
            "schedule": [self._step(row) for row in self.result.schedule if row.requires in asked],
            "provisions": self._in_full(chain.from_iterable(rests_on)),
            "questions": list(dict.fromkeys(one for each in found for one in each.questions)),
        }

    def _takes_of(self, needed: list[InstrumentEntry]) -> Iterator[Scope]:
        """What must be had, those of which one is enough as one."""
        names = {each.id: each.name for each in needed}
        told: set[str] = set()
        for each in needed:
            if each.id in told or each.kind in ("notification", "publication"):
                continue
            ways = [each.id, *(id for id in each.alternative_of if id in names)]
            told.update(ways)
            yield {
                "name": capital(self.say.join([names[id] for id in ways], "or")),
                "state": self.say.words(status_key(each, self.result.schedule)),
                "basis": [self._cited(one.provision) for one in each.provisions],
            }

    def _finding(self, finding: FindingEntry) -> Scope:
        told = [each.fact for each in finding.witnesses if not each.asked]
        return {
            "title": finding.title,
            "message": finding.message,
            "because": finding.because,
            "facts": told,
            "more": "",
            "basis": [self._cited(each.provision) for each in finding.provisions],
        }

    def _readings(self) -> list[Scope]:
        return [
            self._step(row) | {"date": self._day_or_blank(row.day, "day")}
            for row in self.result.schedule
            if row.step == "reading"
        ]

    def _step(self, row: StepEntry) -> Scope:
        days = {"earliest": row.earliest, "latest": row.latest, "date": row.day}
        told = {key: self.say.weekday(day) if day else "–" for key, day in days.items()}
        return {"step": row.words, **told}

    def _acting_council(self) -> str | None:
        readings = (each for each in self.result.instruments if each.kind == "reading")
        return next((each.authority for each in readings), None)

    def _bylaw_named(self) -> str:
        changes = (each for each in self.result.instruments if each.kind == "bylaw change")
        ids = {each.source for each in changes if each.source}
        known = {each.id: each.name for each in self.result.abbreviations}
        unnamed = self.say.words("w.bylaw-of", municipality=self.result.proposal.municipality)
        return unnamed if len(ids) < 2 else ", ".join(known.get(id, id) for id in sorted(ids))

    def _named(self, id: str | None, what: str) -> str:
        return self.result.names.get(id, id) if id else self._blank(what)

    def _cited(self, provision: str) -> str:
        """A provision, or the whole of a source, as it is named in a letter."""
        named = {each.source: each.name for each in self.result.sources}
        return named.get(provision) or self.say.cited(provision)

    def _in_full(self, provisions: Iterable[ProvisionEntry]) -> list[str]:
        """Provisions, each once: with the title of its source where a letter would else only
        abbreviate it, and a blank where its text was not read."""
        names = {each.source: each.name for each in self.result.sources}
        told: dict[str, str] = {}
        for each in provisions:
            cited = self._cited(each.provision)
            name = names.get(each.provision.split()[0])
            full = f"{cited} ({name})" if name and cited == each.provision else capital(cited)
            unread = f" {self._blank('second-hand')}" if each.second_hand else ""
            told[each.provision] = full + unread
        return list(told.values())

    def _blank(self, what: str) -> str:
        return f"[… {self.say.words(f'w.blank.{what}')}]"

    def _day_or_blank(self, day: date | None, what: str) -> str:
        return self.say.day(day) if day else self._blank(what)


def _file_name(start: str, about: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", about.translate(_ASCII)).strip("-").lower()
    return f"{f'{start}-{plain}' if plain else start}"[:80].rstrip("-") + ".docx"
