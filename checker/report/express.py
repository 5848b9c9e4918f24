"""Results to the one report that every output sees: promised keys, and words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from checker import __version__
from checker.report.doubts import doubt_entry, register_entry
from checker.report.entries import (
    AbbreviationEntry,
    BaselineEntry,
    InputEntry,
    ProposalEntry,
    ReadInEntry,
    ReceiptEntry,
    SecondHandEntry,
    UncodedEntry,
)
from checker.report.findings import Printer, all_ways, finding_entry, written_in
from checker.report.groups import groups_entry
from checker.report.instruments import (
    change_entry,
    instrument_entry,
    learn_names,
    read_in_words,
    step_entry,
)
from checker.report.opening import summary
from checker.report.plain import texts
from checker.report.report import Report, ResultEntry
from checker.report.rules import rule_entry
from checker.report.steps import next_steps
from checker.report.waivers import waiver_entry
from checker.report.wording import Language, Wording
from checker.result import Basis, RequiredInstrument, Result, Uncoded
from checker.source import together
from checker.speech.node import Prose
from checker.speech.rule import Rule

__all__ = ["Language", "Printer", "express", "proposal_entry", "wording_of"]

VERSION = 1
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_ABBREVIATED = ("committee", "unit", "council", "body", "source")


def express(
    results: Sequence[Result],
    language: Language,
    sentence: Printer,
    applied: Sequence[tuple[Rule, tuple[Basis, ...]]] = (),
) -> Report:
    """The report on some proposals, in the order given.

    ``sentence`` prints a rule in the report's language; ``applied`` are the rules that the
    proposals were judged by, with what each rests on. Every format sees this report and
    nothing else.
    """
    return Report(
        version=VERSION,
        language=language,
        rules=tuple(rule_entry(rule, basis, language, sentence) for rule, basis in applied),
        results=tuple(_result(result, language, sentence) for result in results),
    )


def wording_of(result: Result, language: Language) -> Wording:
    """The wording that knows the names in a result, its instruments among them."""
    names = {**result.sources, **result.names}
    wording = Wording(language, names, result.kinds, result.words)
    learn_names(result, wording)
    return wording


def _result(result: Result, language: Language, sentence: Printer) -> ResultEntry:
    wording = wording_of(result, language)
    by_id = {instrument.id: instrument for instrument in result.instruments}
    findings = tuple(finding_entry(each, by_id, wording, sentence) for each in result.findings)
    entry = ResultEntry(
        proposal=proposal_entry(result, wording),
        verdict=result.verdict,
        summary=summary(result, wording),
        next_steps=tuple(next_steps(result, wording)),
        findings=findings,
        waivers=tuple(waiver_entry(each, wording) for each in result.waivers),
        without_waivers=result.without_waivers,
        baseline=_baseline(result),
        groups=groups_entry(result, findings, wording),
        instruments=tuple(
            instrument_entry(
                each,
                _beside(each, result, wording),
                wording,
                _reason_language(each, result, language),
            )
            for each in result.instruments
        ),
        bylaw_changes=tuple(change_entry(each, wording) for each in result.bylaw_changes),
        schedule=tuple(step_entry(each, wording) for each in result.schedule),
        names=dict(result.names),
        not_coded=tuple(_uncoded(each, language) for each in result.not_coded),
        doubts=tuple(doubt_entry(each, result, wording, language) for each in result.doubts),
        register=tuple(register_entry(each, language, wording) for each in result.sentences),
        second_hand=tuple(_second_hand(result, wording)),
        counts=_counts(result),
        receipt=_receipt(result),
        inputs=tuple(InputEntry(each.path, each.sha256) for each in result.inputs),
    )
    return evolve(entry, abbreviations=tuple(_abbreviations(entry, result)))


def proposal_entry(result: Result, wording: Wording) -> ProposalEntry:
    """What the header of the proposal says, with the flags that override it."""
    proposal = result.proposal
    return ProposalEntry(
        path=proposal.path,
        title=proposal.title.said(wording.language),
        effective=proposal.effective.isoformat(),
        organisation=proposal.organisation,
        law_date=proposal.law_date.isoformat(),
        as_of=proposal.as_of.isoformat(),
        assuming=tuple(each.said(wording.language) for each in proposal.assuming),
        assuming_language=wording.language
        if all(each.translated for each in proposal.assuming)
        else proposal.language,
        language=proposal.language,
        proposed=proposal.proposed.isoformat(),
        municipality=result.municipality,
    )


def _baseline(result: Result) -> BaselineEntry | None:
    seen = result.baseline
    return BaselineEntry(seen.count, seen.gone, seen.beyond) if seen else None


def _uncoded(uncoded: Uncoded, language: Language) -> UncodedEntry:
    own = language if uncoded.reason.translated else uncoded.language or language
    return UncodedEntry(uncoded.source, uncoded.provision, uncoded.reason.said(language), own)


def _beside(instrument: RequiredInstrument, result: Result, wording: Wording) -> str:
    """The ways that may be taken instead of those that an instrument is part of."""
    ways = {
        way: None
        for finding in result.findings
        if any(instrument.id in each for each in finding.alternatives)
        for way in finding.alternatives
        if instrument.id not in way
    }
    others = tuple((id,) for id in instrument.alternative_of)
    return all_ways(tuple(ways) or others, wording)


def _reason_language(
    instrument: RequiredInstrument, result: Result, language: Language
) -> Language:
    """The language of a reason: a rule's own words stay as the rule has them."""
    said = [value for _, value in instrument.reason.args] if instrument.reason else []
    if not any(isinstance(value, Prose) and not value.translated for value in said):
        return language
    written = [written_in(each) for each in result.findings if each.rule in instrument.rules]
    return next((each for each in written if each), language)


def _second_hand(result: Result, wording: Wording) -> Iterator[SecondHandEntry]:
    """Each provision whose own text was not read, once, with where it was met instead."""
    bases: list[Basis] = [basis for each in result.findings for basis in each.basis]
    bases += [basis for each in result.instruments for basis in each.basis]
    found: dict[str, dict[tuple[str, str], None]] = {}
    for basis in bases:
        if not basis.checked:
            found.setdefault(basis.provision, {}).update(dict.fromkeys(basis.read_in))
    for provision, read in found.items():
        told = tuple(ReadInEntry(*each) for each in read)
        yield SecondHandEntry(provision, told, read_in_words(read, wording))


def _counts(result: Result) -> dict[str, int]:
    severities = [finding.severity for finding in result.findings]
    return {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
    }


def _receipt(result: Result) -> ReceiptEntry:
    """What the answer was computed from; the rule base is told by its files' digests alone, so
    that the folder it lies in does not matter."""
    digests = (each.sha256 for each in result.inputs if each.kind == "rules")
    return ReceiptEntry(
        ressort=__version__,
        rule_base=together(digests),
        rules_run=result.rules_run,
    )


def _abbreviations(entry: ResultEntry, result: Result) -> Iterator[AbbreviationEntry]:
    """The abbreviations that the words of a result use, with what they stand for."""
    used = set(_WORD.findall(" ".join(texts(entry))))
    known = {**dict.fromkeys(result.sources, "source"), **result.kinds}
    names = {**result.sources, **result.names}
    for id in sorted(used, key=_alphabetical):
        if known.get(id) in _ABBREVIATED and names.get(id, id) != id:
            yield AbbreviationEntry(id, names[id])


def _alphabetical(word: str) -> tuple[str, str]:
    """Danish order: æ, ø and å last, whatever the case."""
    return word.casefold().translate(_LAST), word
