"""One rule, finding or instrument to a page that says what it rests on and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from textwrap import fill

from checker.language.printer import print_sentence
from checker.report.entries import BasisEntry, FactEntry, FindingEntry, InstrumentEntry
from checker.report.report import ResultEntry
from checker.report.wording import phrases
from checker.say import Language, say
from checker.speech.rule import LegalSource, Rule

Cause = FindingEntry | InstrumentEntry
_WIDTH = 88
_GLUED = re.compile(r"(?<=§) | (?=stk\.)|(?<=stk\.) ")


def of_rule(
    rule: Rule,
    language: Language,
    words: dict[str, str],
    sources: dict[str, LegalSource],
    displacing: Sequence[Rule],
) -> str:
    """A rule: its sentence, its basis, where it was read, its reason, what displaces it."""
    rows = [
        ("rule", " ".join(print_sentence(rule, language, words).split())),
        *(("because", each.text) for each in rule.because if each.language == language),
        *(("basis", _basis(str(each), sources.get(each.source))) for each in rule.bases),
        *(
            ("read-in", say(language, "section", document=each.document, section=each.section))
            for each in rule.read_in
        ),
        ("text", _read(rule, language)),
        ("in-force", _in_force(rule, sources, language)),
        *(("displaces", name.text) for name in rule.despite),
        *(("displaced", f"{each.id.text}: {each.title.said(language)}") for each in displacing),
        ("place", f"{rule.span.path}:{rule.span.line}"),
    ]
    return _page(rule.id.text, rule.title.said(language), rows, language)


def of_finding(finding: FindingEntry, result: ResultEntry, language: Language) -> str:
    """A finding: the rule, the facts, what follows from them, and the way out."""
    instruments = {each.id: each for each in result.instruments}
    ways = [instruments[id] for way in finding.alternatives for id in way if id in instruments]
    rows = [
        ("finding", finding.message),
        ("state", _state(finding, language)),
        ("rule", f"{finding.rule}: {_sentence(finding)}"),
        ("because", finding.because),
        *(("fact", _fact(each)) for each in (*finding.support, *finding.witnesses)),
        *(("question", each) for each in finding.questions),
        *(("remark", each) for each in finding.remarks),
        ("way-out", finding.way_out),
        *(("instrument", f"{each.name} [{each.id}]") for each in ways),
        *_bases(finding.basis, language),
        ("place", f"{finding.path}:{finding.line}:{finding.column}"),
    ]
    return _page(finding.id, finding.title, rows, language)


def of_instrument(instrument: InstrumentEntry, result: ResultEntry, language: Language) -> str:
    """An instrument: how far it has come, why it is needed, and what it needs in turn."""
    causes = _causes(instrument, {each.id: each for each in _all(result)})
    needs = [each for each in result.instruments if instrument.id in each.required_by]
    rows = [
        ("state", phrases(language)[f"state.{instrument.status}"]),
        ("reason", instrument.reason),
        *(("detail", each) for each in instrument.details),
        *(("required-by", _called(each)) for each in causes),
        *(("needs", _called(each)) for each in needs),
        *_bases(instrument.basis, language),
    ]
    return _page(instrument.id, instrument.name, rows, language)


def _all(result: ResultEntry) -> list[Cause]:
    return [*result.findings, *result.instruments]


def _causes(instrument: InstrumentEntry, every: dict[str, Cause]) -> list[Cause]:
    """What requires an instrument, what requires that in turn, and so on to the findings."""
    ids = list(instrument.required_by)
    for id in ids:
        cause = every[id]
        needs = cause.required_by if isinstance(cause, InstrumentEntry) else ()
        ids += [each for each in needs if each not in ids]
    return [every[id] for id in ids]


def _page(id: str, title: str, rows: Iterable[tuple[str, str | None]], language: Language) -> str:
    said = [(say(language, f"explain.{key}"), text) for key, text in rows if text]
    width = max(len(label) for label, _ in said) + 2
    lines = []
    previous = ""
    for label, text in said:
        first = f"  {'' if label == previous else label:{width}}"
        lines.append(
            fill(
                _GLUED.sub("\xa0", text),
                _WIDTH,
                initial_indent=first,
                subsequent_indent=" " * len(first),
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
        previous = label
    return "\n".join([f"{id}: {title}", "", *lines, ""]).replace("\xa0", " ")


def _read(rule: Rule, language: Language) -> str:
    if rule.checked is None:
        return say(language, "second-hand")
    return say(language, "checked-on", day=rule.checked)


def _in_force(rule: Rule, sources: dict[str, LegalSource], language: Language) -> str | None:
    """Where the rule's own interval and those of its sources meet; None: no bound is known."""
    bounds = [rule.interval, *(sources[each.source].interval for each in rule.bases)]
    starts = [each.start for each in bounds if each and each.start]
    ends = [each.end for each in bounds if each and each.end]
    said = [say(language, "from-day", day=max(starts))] if starts else []
    said += [say(language, "until-day", day=min(ends))] if ends else []
    return " ".join(said) or None


def _basis(provision: str, source: LegalSource | None) -> str:
    return f"{provision} ({source.title})" if source else provision


def _bases(bases: Sequence[BasisEntry], language: Language) -> Iterable[tuple[str, str]]:
    for basis in bases:
        read = "; ".join(
            say(language, "section", document=each.document, section=each.section)
            for each in basis.read_in
        )
        hand = "" if basis.checked else f" ({say(language, 'second-hand')})"
        yield "basis", f"{basis.provision}{hand}{': ' if read else ''}{read}"


def _state(finding: FindingEntry, language: Language) -> str:
    parts = ("kind", "status", "severity", "requirement")
    words = phrases(language)
    return ", ".join(
        words[f"{part}.{value}"] for part in parts if (value := getattr(finding, part))
    )


def _sentence(finding: FindingEntry) -> str:
    return " ".join((finding.sentence or finding.title).split())


def _fact(witness: FactEntry) -> str:
    place = f" ({witness.path}:{witness.line})" if witness.path else ""
    return f"{witness.fact}{place}"


def _called(each: Cause) -> str:
    return f"{each.message if isinstance(each, FindingEntry) else each.name} [{each.id}]"
