# SPDX-License-Identifier: EUPL-1.2
"""Results to the report that every format is made from, by the rule base that judged them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from checker.memo import Same
from checker.pipeline import Checker
from checker.report.entries import RuleEntry
from checker.report.express import express, rule_entry
from checker.report.report import OnDemand, Report
from checker.report.wording import Wording
from checker.result import Result
from checker.say import Language
from checker.speech.rule import Rule


def report_of(
    checker: Checker,
    results: Sequence[Result],
    language: Language,
    run: Collection[str] | None = None,
) -> Report:
    """Results as the report that every format is made from.

    ``run``: the rules that it lists, where these are others than those that ran for the results.
    """

    def sentence(rule: Rule) -> str:
        return checker.sentence(rule, language)

    if run is None:
        run = {name for result in results for name in result.rules_run}

    titles = {name: source.title for name, source in checker.book.sources.items()}
    wording = Wording(language, titles)

    def told(rule: Rule) -> RuleEntry:
        basis, key = checker.book.basis(rule), ("entry", Same(rule), language)
        return checker.printed.once(key, lambda: rule_entry(rule, basis, wording, sentence))

    those = [rule for rule in checker.book.rules if rule.id.text in run]
    return express(results, language, sentence, OnDemand(those, lambda _, rule: told(rule)))
