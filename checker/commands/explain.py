# SPDX-License-Identifier: EUPL-1.2
"""``ressort explain``: a rule, or a finding or an instrument of a proposal, with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.runs import check_pin, open_run
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_rules
from checker.pipeline import Checker
from checker.report.entries import FindingEntry, InstrumentEntry
from checker.report.instruments import read_in_words, said_day, status_key
from checker.report.report import ResultEntry
from checker.report.sourced import BasisEntry
from checker.report.wording import Wording, phrases
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.rule import LegalSource, Rule

Cause = FindingEntry | InstrumentEntry
Rows = Iterable[tuple[str, str | None]]
_WIDTH = 88
_GLUED = re.compile(r"(?<=§) | (?=stk\.)|(?<=stk\.) ")


@click.command("explain", epilog="ressort explain employment-committee forslag.ressort")
@click.argument("id", metavar="ID")
@click.argument("path", metavar="[PATH]", required=False)
@settings.configured(*settings.SHARED)
@options.shared(*options.JUDGING)
def command(id: str, path: str | None, shared: Shared) -> int:
    """Explain a rule by its ID; with PATH also a finding or an instrument of that proposal.

    The ids of findings and instruments stand in the results of `ressort check`.
    """
    if path is None:
        documents = read_rules(shared.rules)
        check_pin(documents, shared.rule_base)
        checker = Checker(documents, ())
        known = {rule.id.text: rule for rule in checker.rules}
        if id not in known:
            raise UsageError.unknown("unknown-rule", id, known)
        language = shared.lang or known[id].span.source.language
        output.put(_rule(known[id], checker, documents, language))
        return 0
    run = open_run(shared, [path], one=True)
    checker, language = run.checker, run.language
    (result,) = run.expressed(run.results()).results
    instruments = {each.id: each for each in result.instruments}
    rules = {rule.id.text: rule for rule in checker.rules}
    named = {one for each in result.findings for one in (each.id, each.rule)}
    id = _meant(id, {*instruments, *rules, *named})
    if id in instruments:
        output.put(_instrument(instruments[id], result, language))
        return 0
    findings = [each for each in result.findings if id in (each.id, each.rule)]
    parts = [_rule(rules[id], checker, run.read.rules, language)] if id in rules else []
    parts += [_finding(each, result, language) for each in findings]
    output.put("\n".join(parts))
    return 0


def _meant(id: str, known: set[str]) -> str:
    """The known id that is given, whole or by its first letters."""
    if id in known:
        return id
    begun = sorted(each for each in known if each.startswith(id))
    if len(begun) > 1:
        raise UsageError("several-ids", name=id, ids=", ".join(begun))
    if not begun:
        raise UsageError.unknown("unknown-id", id, known)
    return begun[0]


def _rule(rule: Rule, checker: Checker, documents: Sequence[Document], language: Language) -> str:
    """A rule: its sentence, its basis, where it was read, its reason, what displaces it."""
    statements = [each for document in documents for each in document.statements]
    sources = {each.id.text: each for each in statements if isinstance(each, LegalSource)}
    displacing = [
        each for each in checker.rules if rule.id.text in {name.text for name in each.despite}
    ]
    # It is in force where its own interval and those of its sources meet.
    bounds = [rule.interval, *(sources[each.source].interval for each in rule.bases)]
    starts = [each.start for each in bounds if each and each.start]
    ends = [each.end for each in bounds if each and each.end]
    in_force = [say(language, "from-day", day=said_day(max(starts), language))] if starts else []
    in_force += [say(language, "until-day", day=said_day(min(ends), language))] if ends else []
    read_on = [basis.checked_on for basis in checker.book.basis(rule) if basis.checked_on]
    whole = len(read_on) == len(rule.bases)
    day = said_day(min(read_on), language) if whole else None
    hand = say(language, "checked-on" if whole else "second-hand", day=day)
    called = Wording(language, {id: source.title for id, source in sources.items()})
    rows = [
        ("rule", " ".join(checker.sentence(rule, language).split())),
        *(("because", each.text) for each in rule.because if each.language == language),
        *(("basis", f"{each} ({sources[each.source].title})") for each in rule.bases),
        *(("read-in", read_in_words([each], called)) for each in rule.read_in),
        ("text", hand),
        ("in-force", " ".join(in_force)),
        *(("displaces", name.text) for name in rule.despite),
        *(("displaced", f"{each.id.text}: {each.title.said(language)}") for each in displacing),
        ("place", f"{rule.span.path}:{rule.span.line}"),
    ]
    return _page(rule.id.text, rule.title.said(language), rows, language)


def _finding(finding: FindingEntry, result: ResultEntry, language: Language) -> str:
    """A finding: the rule, the facts, what follows from them, and the way out."""
    instruments, words = {each.id: each for each in result.instruments}, phrases(language)
    ways = [instruments[id] for way in finding.alternatives for id in way if id in instruments]
    parts = ("kind", "status", "severity", "requirement")
    states = [f"{part}.{value}" for part in parts if (value := getattr(finding, part))]
    sentence = " ".join((finding.sentence or finding.title).split())
    rows: list[tuple[str, str | None]] = [
        ("finding", finding.message),
        ("state", ", ".join(words[each] for each in states)),
        ("rule", f"{finding.rule}: {sentence}"),
        ("because", finding.because),
    ]
    for each in (*finding.support, *finding.witnesses):
        place = f" ({each.path}:{each.line})" if each.path else ""
        rows.append(("fact", f"{each.fact}{place}"))
    rows += [
        *(("question", each) for each in finding.questions),
        *(("remark", each) for each in finding.remarks),
        ("way-out", finding.way_out),
        *(("instrument", f"{each.name} [{each.id}]") for each in ways),
        *_bases(finding.basis, language),
        ("place", f"{finding.path}:{finding.line}:{finding.column}"),
    ]
    return _page(finding.id, finding.title, rows, language)


def _instrument(instrument: InstrumentEntry, result: ResultEntry, language: Language) -> str:
    """An instrument: how far it has come, why it is needed, and what it needs in turn."""
    every: dict[str, Cause] = {each.id: each for each in result.findings}
    every |= {each.id: each for each in result.instruments}
    # What requires it, what requires that in turn, and so on to the findings.
    causes = list(instrument.required_by)
    for id in causes:
        cause = every[id]
        needs = cause.required_by if isinstance(cause, InstrumentEntry) else ()
        causes += [each for each in needs if each not in causes]
    rows = [
        ("state", phrases(language)[status_key(instrument, result.schedule)]),
        ("reason", instrument.reason),
        *(("detail", each) for each in instrument.details),
        *(("required-by", _called(every[id])) for id in causes),
        *(
            ("needs", _called(each))
            for each in result.instruments
            if instrument.id in each.required_by
        ),
        *_bases(instrument.basis, language),
    ]
    return _page(instrument.id, instrument.name, rows, language)


def _called(each: Cause) -> str:
    return f"{each.message if isinstance(each, FindingEntry) else each.name} [{each.id}]"


def _bases(bases: Sequence[BasisEntry], language: Language) -> Iterator[tuple[str, str]]:
    for basis in bases:
        read = basis.read_in_words
        hand = "" if basis.checked else f" ({say(language, 'second-hand')})"
        yield "basis", f"{basis.provision}{hand}{': ' if read else ''}{read}"


def _page(id: str, title: str, rows: Rows, language: Language) -> str:
    said = [(say(language, f"explain.{key}"), text) for key, text in rows if text]
    width = max(len(label) for label, _ in said) + 2
    lines, previous = [f"{id}: {title}", ""], ""
    for label, text in said:
        first = f"  {'' if label == previous else label:{width}}"
        text = _GLUED.sub("\xa0", text)
        indents: dict[str, Any] = {"initial_indent": first, "subsequent_indent": " " * len(first)}
        lines += wrap(text, _WIDTH, **indents, break_long_words=False, break_on_hyphens=False)
        previous = label
    return "\n".join([*lines, ""]).replace("\xa0", " ")
