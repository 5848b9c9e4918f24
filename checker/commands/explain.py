"""``ressort explain``: a rule, or a finding or an instrument of a proposal, with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

import click

from checker.commands import explanation, options, settings
from checker.commands.options import Shared
from checker.commands.session import Session, check_pin, opened
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_rules
from checker.pipeline import Checker
from checker.report.report import ResultEntry
from checker.say import Language
from checker.speech.node import Document
from checker.speech.rule import LegalSource, Rule


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
    session = opened(shared, [path], one=True)
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
        return explanation.of_instrument(instruments[id], result, language)
    findings = [each for each in result.findings if id in (each.id, each.rule)]
    parts = [_rule(rules[id], checker, session.library.rules, language)] if id in rules else []
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
        raise UsageError.unknown("unknown-id", id, known)
    return begun[0]


def _rule(rule: Rule, checker: Checker, documents: Sequence[Document], language: Language) -> str:
    statements = [each for document in documents for each in document.statements]
    sources = {each.id.text: each for each in statements if isinstance(each, LegalSource)}
    displacing = [
        each for each in checker.rules if rule.id.text in {name.text for name in each.despite}
    ]
    return explanation.of_rule(rule, language, checker.words, sources, displacing)
