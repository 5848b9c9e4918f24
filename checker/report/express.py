# SPDX-License-Identifier: EUPL-1.2
"""Results to the one report that every output sees: promised keys, and words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from checker import __version__
from checker.records import frozen
from checker.report.edits import change_entry, edits_of
from checker.report.entries import (
    AbbreviationEntry,
    ChangeEntry,
    DoubtEntry,
    EndingEntry,
    FindingEntry,
    GroupsEntry,
    InstrumentEntry,
    ProposalEntry,
    QuestionEntry,
    ReceiptEntry,
    RegisterEntry,
    RuleEntry,
    StepEntry,
    UncodedEntry,
    WaiverEntry,
)
from checker.report.findings import (
    CHANGES,
    Printer,
    all_ways,
    because_of,
    finding_entry,
    question_entries,
    waiver_entry,
    written_in,
)
from checker.report.groups import groups_of
from checker.report.instruments import (
    basis_entries,
    carried_besides,
    coming_entry,
    instrument_entry,
    read_in_words,
    wording_of,
)
from checker.report.opening import in_short, opening
from checker.report.placing import PlacingEntry, placing_entry
from checker.report.report import (
    ComingEntry,
    EditEntry,
    NextStepEntry,
    Report,
    ResultEntry,
    counted,
    entry,
)
from checker.report.rivals import doubt_entry
from checker.report.sheet import second_hand, sources, uncovered
from checker.report.sourced import SecondHandEntry, SourceEntry, WeighedEntry
from checker.report.steps import next_steps, step_entry
from checker.report.terse import Terse
from checker.report.texts import texts
from checker.report.weighed import consideration_entry, weighed_entries
from checker.report.wording import Language, Wording
from checker.result import Basis, RequiredInstrument, Result, Ways
from checker.source import together
from checker.speech.node import Prose
from checker.speech.rule import LegalSentence, Rule
from checker.speech.saying import Ref

__all__ = ["Language", "Printer", "express", "proposal_entry", "wording_of"]

VERSION = 1
_WORD = re.compile(r"[^\W\d_][\w-]*")
_TEXTS = 2048
_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_ABBREVIATED = ("committee", "unit", "council", "body", "source")


def express(
    results: Sequence[Result],
    language: Language,
    sentence: Printer,
    rules: Sequence[RuleEntry] = (),
) -> Report:
    """The report on some proposals, in the order given.

    ``sentence`` prints a rule in the report's language; ``rules`` are those that they were judged
    by. Every format sees this report and nothing else.
    """
    return Report(
        version=VERSION,
        language=language,
        rules=rules,
        results=tuple(_Expressing(result, language, sentence).entry for result in results),
    )


@frozen(eq=False, repr=False)
class _Expressing:
    """Tells a result, a part at a time; what its entry has by the same name stays as it is."""

    result: Result
    language: Language
    printer: Printer

    @cached_property
    def entry(self) -> ResultEntry:
        """The entry, of which each part is told where it is asked for."""
        return ResultEntry.made_by(self._part)

    def _part(self, name: str) -> Any:
        tell = getattr(self, f"_{name}", None)
        return tell() if tell else getattr(self.result, name)

    @cached_property
    def wording(self) -> Wording:
        """The wording that knows the names in the result."""
        return wording_of(self.result, self.language)

    @cached_property
    def terse(self) -> Terse:
        """What is said of each finding where there is room for a line."""
        return Terse.of(self.result, self.wording)

    @cached_property
    def existing(self) -> int:
        """How many existing findings are shown."""
        entry = self.entry
        beyond = {id for group in entry.groups.findings for id in group.ids[1:]}
        return sum(one.status == "existing" and one.id not in beyond for one in entry.findings)

    @cached_property
    def said(self) -> list[str]:
        """The sentences of the summary."""
        return opening(self.result, self.wording, self.existing)

    def _proposal(self) -> ProposalEntry:
        return proposal_entry(self.result, self.wording)

    def _summary(self) -> str:
        return " ".join(self.said)

    def _opening(self) -> tuple[str, ...]:
        return tuple(in_short(self.said, self.result, self.wording, self.existing))

    def _next_steps(self) -> tuple[NextStepEntry, ...]:
        return tuple(next_steps(self.result, self.wording))

    def _findings(self) -> tuple[FindingEntry, ...]:
        of = self.result, self.wording, self.printer, lambda each: self.terse.said(each)
        return tuple(finding_entry(one, *of) for one in self.result.findings)

    def _questions(self) -> tuple[QuestionEntry, ...]:
        found = (question_entries(one, self.wording) for one in self.result.findings)
        return tuple(chain.from_iterable(found))

    def _waivers(self) -> tuple[WaiverEntry, ...]:
        return tuple(waiver_entry(each, self.wording) for each in self.result.waivers)

    def _groups(self) -> GroupsEntry:
        return groups_of(self.result, self.entry.findings, self.wording, lambda: self.terse)

    def _instruments(self) -> tuple[InstrumentEntry, ...]:
        result, wording, beside = self.result, self.wording, _beside(self.result)
        first_rows = {one.requires: one for one in reversed(result.schedule)}
        return tuple(
            instrument_entry(
                each,
                all_ways(beside[each.id], wording),
                wording,
                _reason_language(each, result, wording),
                first_rows.get(each.id),
            )
            for each in result.instruments
        )

    def _bylaw_changes(self) -> tuple[ChangeEntry, ...]:
        return tuple(change_entry(each, self.wording) for each in self.result.bylaw_changes)

    def _bylaw_edits(self) -> tuple[EditEntry, ...]:
        changes = self.entry.bylaw_changes
        return edits_of(changes, self.wording) if changes else ()

    def _schedule(self) -> tuple[StepEntry, ...]:
        return tuple(step_entry(each, self.result, self.wording) for each in self.result.schedule)

    def _not_coded(self) -> tuple[UncodedEntry, ...]:
        return tuple(
            entry(
                UncodedEntry,
                each,
                called=uncovered(each, self.result, self.wording),
                reason=each.reason.said(self.language),
                reason_language=(None if each.reason.translated else each.language)
                or self.language,
            )
            for each in self.result.not_coded
        )

    def _doubts(self) -> tuple[DoubtEntry, ...]:
        return tuple(doubt_entry(each, self.result, self.wording) for each in self.result.doubts)

    def _register(self) -> tuple[RegisterEntry, ...]:
        return tuple(_registered(each, self.wording) for each in self.result.sentences)

    def _second_hand(self) -> tuple[SecondHandEntry, ...]:
        return tuple(second_hand(self.result, self.wording))

    def _sources(self) -> tuple[SourceEntry, ...]:
        return tuple(sources(self.result, self.wording))

    def _coming(self) -> tuple[ComingEntry, ...]:
        proposal = self.result.proposal
        alone = proposal.effective if proposal.alone else None
        return tuple(coming_entry(each, self.wording, alone) for each in self.result.coming)

    def _placing(self) -> PlacingEntry | None:
        return placing_entry(self.result, self.wording)

    def _weighed(self) -> tuple[WeighedEntry, ...]:
        return tuple(weighed_entries(self.result, self.wording))

    def _counts(self) -> dict[str, int]:
        return counted(self.entry.findings)

    def _receipt(self) -> ReceiptEntry:
        # The rule base is told by its files' digests alone: the folder it lies in does not matter.
        digests = (each.sha256 for each in self.result.inputs if each.kind == "rules")
        return ReceiptEntry(__version__, together(digests), self.result.rules_run)

    def _abbreviations(self) -> tuple[AbbreviationEntry, ...]:
        return tuple(_abbreviations(self.entry.but(abbreviations=()), self.result))


def proposal_entry(result: Result, wording: Wording) -> ProposalEntry:
    """What the header of the proposal says, with the flags that override it, each part told where
    it is asked for."""
    proposal, language = result.proposal, wording.language

    def own() -> bool:
        said = [*proposal.assuming, *(each.text for each in proposal.considerations)]
        return all(each.translated for each in (*said, *filter(None, [proposal.reason])))

    return ProposalEntry.of(
        proposal,
        title=lambda: proposal.title.said(language),
        assuming=lambda: tuple(each.said(language) for each in proposal.assuming),
        assuming_language=lambda: language if own() else proposal.language,
        municipality=lambda: result.municipality,
        endings=lambda: tuple(
            EndingEntry(one, day, wording.words("cal.ends", committee=Ref("committee", one)))
            for one, day in proposal.endings
        ),
        reason=lambda: proposal.reason and proposal.reason.said(language),
        given=lambda: tuple(map(wording.say, proposal.given)),
        besides=lambda: tuple(carried_besides(each, result, wording) for each in result.besides),
        changes=lambda: tuple(dict.fromkeys(_changes(result, wording))),
        does=lambda: tuple(wording.whole(wording.say(each)) for each in proposal.does),
        considerations=lambda: tuple(
            consideration_entry(each, wording) for each in proposal.considerations
        ),
        remarks=lambda: tuple(f"{of}: {said}" for of, said in proposal.remarks),
    )


def _changes(result: Result, wording: Wording) -> Iterator[str]:
    """What the proposal changes, as far as something new hangs on it."""
    for finding in result.findings:
        for each in (*finding.witnesses, *finding.support):
            if finding.status == "new" and each.fact.key in CHANGES:
                yield wording.say(each.fact)


def rule_entry(
    rule: Rule, basis: Sequence[Basis], wording: Wording, sentence: Printer
) -> RuleEntry:
    """A rule: what it says, why, and what it rests on."""
    because = because_of(rule, wording.language)
    return RuleEntry(
        id=rule.id.text,
        title=rule.title.said(wording.language),
        sentence=sentence(rule).strip(),
        because=wording.whole(because.text) if because else None,
        basis=basis_entries(basis, wording),
        second_hand=any(not each.checked for each in basis),
        checked_on=rule.checked,
    )


def _beside(result: Result) -> dict[str, Ways]:
    """The ways that may be taken instead of those that an instrument is part of, by its id."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for finding in result.findings:
        for id in dict.fromkeys(id for way in finding.alternatives for id in way):
            others = (way for way in finding.alternatives if id not in way)
            found.setdefault(id, {}).update(dict.fromkeys(others))
    outer = {one.id: tuple((id,) for id in one.alternative_of) for one in result.instruments}
    return outer | {id: tuple(ways) for id, ways in found.items() if ways}


def _reason_language(instrument: RequiredInstrument, result: Result, wording: Wording) -> Language:
    """The language of a reason: a rule's own words stay as the rule has them."""
    said = [value for _, value in instrument.reason.args] if instrument.reason else []
    if not any(isinstance(value, Prose) and not value.translated for value in said):
        return wording.language
    written = [written_in(each) for each in result.findings if each.rule in instrument.rules]
    return next((each for each in written if each), wording.language)


def _registered(sentence: LegalSentence, wording: Wording) -> RegisterEntry:
    """A legal sentence of the register: its number, what it says, and what became of it."""
    return RegisterEntry(
        sentence=sentence.number,
        text=sentence.text.said(wording.language),
        provision="; ".join(map(str, sentence.bases)) or None,
        rules=tuple(name.text for name in sentence.rules),
        reason=sentence.uncoded.said(wording.language) if sentence.uncoded else None,
        read_in_words=read_in_words(sentence.read_in, wording, filed=True),
    )


@lru_cache(_TEXTS)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text, of which most are a rule's, and so in many results."""
    return tuple({*_WORD.findall(text)})


def _abbreviations(entry: ResultEntry, result: Result) -> Iterator[AbbreviationEntry]:
    """The abbreviations that the words of a result use, with what they stand for."""
    known = {**dict.fromkeys(result.sources, "source"), **result.kinds}
    names = {**result.sources, **result.names}
    there = {id for id, name in names.items() if known.get(id) in _ABBREVIATED and name != id}
    abbreviated = there & {*chain(*map(_words, {*texts(entry)}))}
    # In Danish order, whatever the case.
    for id in sorted(abbreviated, key=lambda word: (word.casefold().translate(_LAST), word)):
        yield AbbreviationEntry(id, names[id])
