"""``ressort explain``: a rule, or a finding or an instrument of a proposal, with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from textwrap import fill

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import Session, check_pin, open_session
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_rules
from checker.language.printer import print_sentence
from checker.pipeline import Checker
from checker.report.entries import BasisEntry, FactEntry, FindingEntry, InstrumentEntry
from checker.report.report import ResultEntry
from checker.report.wording import phrases
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.rule import LegalSource, Rule

Cause = FindingEntry | InstrumentEntry
_WIDTH = 88
_GLUED = re.compile(r"(?<=§) | (?=stk\.)|(?<=stk\.) ")


@click.command("explain")
@click.argument("id", metavar="ID")
@click.argument("path", metavar="[PATH]", required=False)
@settings.configured(*settings.SHARED)
@options.shared(*options.JUDGING[:-1])
def command(id: str, path: str | None, shared: Shared) -> int:
    """Explain a rule by its ID; with PATH also a finding or an instrument of that proposal.

    The ids of findings and instruments stand in the results of `ressort check`.
    """
    if path is None:
        output.put(_without_proposal(id, shared))
        return 0
    session = open_session(shared, [path], one=True)
    result = session.expressed(session.results()).results[0]
    output.put(_within_proposal(id, result, session))
    return 0


def _without_proposal(id: str, shared: Shared) -> str:
    documents = read_rules(shared.rules)
    check_pin(documents, shared.rule_base)
    checker = Checker(documents, ())
    known = {rule.id.text: rule for rule in checker.rules}
    if id not in known:
        raise UsageError.unknown("unknown-rule", id, known)
    return _rule(known[id], checker, documents, shared.lang or known[id].span.source.language)


def _within_proposal(id: str, result: ResultEntry, session: Session) -> str:
    checker, language = session.checker, session.language
    instruments = {each.id: each for each in result.instruments}
    rules = {rule.id.text: rule for rule in checker.rules}
    named = {one for each in result.findings for one in (each.id, each.rule)}
    id = _meant(id, {*instruments, *rules, *named})
    if id in instruments:
        return _instrument(instruments[id], result, language)
    findings = [each for each in result.findings if id in (each.id, each.rule)]
    parts = [_rule(rules[id], checker, session.library.rules, language)] if id in rules else []
    parts += [_finding(each, result, language) for each in findings]
    return "\n".join(parts)


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
    rows = [
        ("rule", " ".join(print_sentence(rule, language, checker.words).split())),
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


def _finding(finding: FindingEntry, result: ResultEntry, language: Language) -> str:
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


def _instrument(instrument: InstrumentEntry, result: ResultEntry, language: Language) -> str:
    """An instrument: how far it has come, why it is needed, and what it needs in turn."""
    every: list[Cause] = [*result.findings, *result.instruments]
    causes = _causes(instrument, {each.id: each for each in every})
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
    lines = [f"{id}: {title}", ""]
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
    return "\n".join([*lines, ""]).replace("\xa0", " ")


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
