"""Results to the one document that every output sees: promised keys, and words beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from checker import __version__
from checker.report.doubts import doubt_json, sentence_json
from checker.report.findings import Printer, all_ways, finding_json, written_in
from checker.report.groups import groups_json
from checker.report.instruments import (
    change_json,
    instrument_json,
    learn_names,
    read_in_words,
    step_json,
)
from checker.report.opening import summary
from checker.report.rules import rule_json
from checker.report.steps import next_steps
from checker.report.waivers import waiver_json
from checker.report.wording import Language, Wording
from checker.result import Basis, RequiredInstrument, Result
from checker.source import together
from checker.speech.node import Prose
from checker.speech.rule import Rule

__all__ = ["Language", "Printer", "express", "proposal_json", "wording_of"]

Json = dict[str, Any]

VERSION = 1
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
_ABBREVIATED = ("committee", "unit", "council", "body", "source")


def express(
    results: Sequence[Result],
    language: Language,
    sentence: Printer,
    applied: Sequence[tuple[Rule, tuple[Basis, ...]]] = (),
) -> Json:
    """The result document of some proposals, in the order given.

    ``sentence`` prints a rule in the report's language; ``applied`` are the rules that the
    proposals were judged by, with what each rests on. Every format sees this document and
    nothing else.
    """
    return {
        "version": VERSION,
        "language": language,
        "rules": [rule_json(rule, basis, language, sentence) for rule, basis in applied],
        "results": [_result_json(result, language, sentence) for result in results],
    }


def wording_of(result: Result, language: Language) -> Wording:
    """The wording that knows the names in a result, its instruments among them."""
    names = {**result.sources, **result.names}
    wording = Wording(language, names, result.kinds, result.words)
    learn_names(result, wording)
    return wording


def _result_json(result: Result, language: Language, sentence: Printer) -> Json:
    wording = wording_of(result, language)
    instruments = {instrument.id: instrument for instrument in result.instruments}
    findings = [
        finding_json(finding, instruments, wording, sentence) for finding in result.findings
    ]
    document: Json = {
        "proposal": proposal_json(result, wording),
        "verdict": result.verdict,
        "summary": summary(result, wording),
        "next_steps": next_steps(result, wording),
        "findings": findings,
        "waivers": [waiver_json(each, wording) for each in result.waivers],
        "without_waivers": result.without_waivers,
        "baseline": _baseline(result),
        "groups": groups_json(result, findings, wording),
        "instruments": [
            instrument_json(each, _beside(each, result, wording), wording)
            | {"reason_language": _reason_language(each, result, language)}
            for each in result.instruments
        ],
        "bylaw_changes": [change_json(each, wording) for each in result.bylaw_changes],
        "schedule": [step_json(each, wording) for each in result.schedule],
        "names": dict(result.names),
        "not_coded": [
            {
                "source": each.source,
                "provision": each.provision,
                "reason": each.reason.said(language),
                "reason_language": language
                if each.reason.translated
                else each.language or language,
            }
            for each in result.not_coded
        ],
        "doubts": [doubt_json(each, result, wording, language) for each in result.doubts],
        "register": [sentence_json(each, language, wording) for each in result.sentences],
        "second_hand": _second_hand(result, wording),
        "counts": _counts(result),
        "receipt": _receipt(result),
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
    }
    return document | {"abbreviations": _abbreviations(document, result)}


def proposal_json(result: Result, wording: Wording) -> Json:
    """What the header of the proposal says, with the flags that override it."""
    proposal = result.proposal
    return {
        "path": proposal.path,
        "title": proposal.title.said(wording.language),
        "effective": proposal.effective.isoformat(),
        "organisation": proposal.organisation,
        "law_date": proposal.law_date.isoformat(),
        "as_of": proposal.as_of.isoformat(),
        "assuming": [each.said(wording.language) for each in proposal.assuming],
        "assuming_language": wording.language
        if all(each.translated for each in proposal.assuming)
        else proposal.language,
        "language": proposal.language,
        "proposed": proposal.proposed.isoformat(),
        "municipality": result.municipality,
    }


def _baseline(result: Result) -> Json | None:
    seen = result.baseline
    return {"count": seen.count, "gone": list(seen.gone), "beyond": seen.beyond} if seen else None


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


def _second_hand(result: Result, wording: Wording) -> list[Json]:
    """Each provision whose own text was not read, once, with where it was met instead."""
    bases: list[Basis] = [basis for each in result.findings for basis in each.basis]
    bases += [basis for each in result.instruments for basis in each.basis]
    found: dict[str, dict[tuple[str, str], None]] = {}
    for basis in bases:
        if not basis.checked:
            found.setdefault(basis.provision, {}).update(dict.fromkeys(basis.read_in))
    return [
        {
            "provision": provision,
            "read_in": [{"document": each[0], "section": each[1]} for each in read],
            "read_in_words": read_in_words(read, wording),
        }
        for provision, read in found.items()
    ]


def _counts(result: Result) -> dict[str, int]:
    severities = [finding.severity for finding in result.findings]
    return {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
    }


def _receipt(result: Result) -> Json:
    """What the answer was computed from; the rule base is told by its files' digests alone, so
    that the folder it lies in does not matter."""
    digests = (each.sha256 for each in result.inputs if each.kind == "rules")
    return {
        "ressort": __version__,
        "rule_base": together(digests),
        "rules_run": list(result.rules_run),
    }


def _abbreviations(document: Json, result: Result) -> list[Json]:
    """The abbreviations that the document's words use, with what they stand for."""
    used = set(_WORD.findall(" ".join(_texts(document))))
    known = {**dict.fromkeys(result.sources, "source"), **result.kinds}
    names = {**result.sources, **result.names}
    return [
        {"id": id, "name": names[id]}
        for id in sorted(used, key=_alphabetical)
        if known.get(id) in _ABBREVIATED and names.get(id, id) != id
    ]


def _alphabetical(word: str) -> tuple[str, str]:
    """Danish order: æ, ø and å last, whatever the case."""
    return word.casefold().translate(_LAST), word


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, each in value.items() if key != "names" for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []
