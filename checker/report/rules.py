"""Rules that proposals were judged by, as they stand in a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.report.entries import RuleEntry
from checker.report.instruments import basis_entry
from checker.report.wording import Language, Wording
from checker.result import Basis
from checker.speech.rule import Because, Rule


def rule_entry(
    rule: Rule, basis: Sequence[Basis], language: Language, sentence: Callable[[Rule], str]
) -> RuleEntry:
    """A rule: what it says, why, and what it rests on."""
    wording = Wording(language)
    because = because_of(rule, language)
    return RuleEntry(
        id=rule.id.text,
        title=rule.title.said(language),
        sentence=sentence(rule).strip(),
        because=wording.whole(because.text) if because else None,
        basis=tuple(basis_entry(each, wording) for each in basis),
        second_hand=any(not each.checked for each in basis),
        checked_on=str(rule.checked) if rule.checked else None,
    )


def because_of(rule: Rule, language: Language) -> Because | None:
    """A rule's own reason, in a language where it has one."""
    own = [reason for reason in rule.because if reason.language == language]
    return next(iter(own or rule.because), None)
