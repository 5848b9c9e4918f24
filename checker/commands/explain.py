"""``ressort explain``: a rule, or a finding or an instrument of a proposal, with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from checker.commands import explanation, options, settings
from checker.commands.checking import check_pin, checked, notify, told
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Library, Reader, read
from checker.pipeline import Checker
from checker.report.entries import ResultEntry
from checker.say import Language, nearest
from checker.speech.node import Document
from checker.speech.rule import LegalSource, Rule


@click.command("explain")
@click.argument("id", metavar="ID")
@click.argument("path", metavar="[PATH]", required=False)
@settings.configured(*settings.SHARED)
@options.rules
@options.pin
@options.organisations
@options.waivers
@options.language
@options.dates
def command(
    id: str,
    path: str | None,
    rules: tuple[str, ...],
    rule_base: str | None,
    organisations: tuple[str, ...],
    waivers: tuple[str, ...],
    lang: Language | None,
    law_date: date | None,
    as_of: date | None,
) -> int:
    """Explain a rule by its ID; with PATH also a finding or an instrument of that proposal.

    The ids of findings and instruments stand in the results of `ressort check`.
    """
    if path is None:
        output.put(_without_proposal(id, rules, rule_base, lang))
        return 0
    library = read([path], rules, organisations, waivers)
    check_pin(library.rules, rule_base)
    if len(library.proposals) > 1:
        raise UsageError("one-proposal", where=path, count=len(library.proposals))
    language = lang or library.proposals[0].surface
    notify(library, language)
    checker, results = checked(library, law_date, as_of)
    result = told(checker, results, language).results[0]
    output.put(_within_proposal(id, result, library, checker, language))
    return 0


def _without_proposal(
    id: str, rules: tuple[str, ...], rule_base: str | None, lang: Language | None
) -> str:
    reader = Reader()
    documents = reader.rules(rules)
    reader.finish()
    check_pin(documents, rule_base)
    checker = Checker(documents, ())
    known = {rule.id.text: rule for rule in checker.rules}
    if id not in known:
        raise UsageError("unknown-rule", nearest(id, known), name=id)
    return _rule(known[id], checker, documents, lang or _surface(known[id], documents))


def _within_proposal(
    id: str, result: ResultEntry, library: Library, checker: Checker, language: Language
) -> str:
    instruments = {each.id: each for each in result.instruments}
    rules = {rule.id.text: rule for rule in checker.rules}
    named = {one for each in result.findings for one in (each.id, each.rule)}
    id = _meant(id, {*instruments, *rules, *named})
    if id in instruments:
        return explanation.of_instrument(instruments[id], result, language)
    findings = [each for each in result.findings if id in (each.id, each.rule)]
    parts = [_rule(rules[id], checker, library.rules, language)] if id in rules else []
    parts += [explanation.of_finding(each, result, language) for each in findings]
    return "\n".join(parts)


def _meant(id: str, known: set[str]) -> str:
    """The known id that is given, whole or by its first letters."""
    if id in known:
        return id
    begun = sorted(each for each in known if each.startswith(id))
    if len(begun) > 1:
        raise UsageError("several-ids", name=id, ids=", ".join(begun))
    if not begun:
        raise UsageError("unknown-id", nearest(id, known), name=id)
    return begun[0]


def _rule(rule: Rule, checker: Checker, documents: Sequence[Document], language: Language) -> str:
    statements = [each for document in documents for each in document.statements]
    sources = {each.id.text: each for each in statements if isinstance(each, LegalSource)}
    displacing = [
        each for each in checker.rules if rule.id.text in {name.text for name in each.despite}
    ]
    return explanation.of_rule(rule, language, checker.words, sources, displacing)


def _surface(rule: Rule, documents: Sequence[Document]) -> Language:
    return next(each.surface for each in documents if each.span.path == rule.span.path)
