"""The names in rules: everything a rule speaks of is known to the municipality it binds."""

from __future__ import annotations

from collections.abc import Iterator

from checker.mistakes import Mistakes
from checker.speech.node import Name, Named
from checker.speech.rule import Rule


def check_names(rule: Rule, kinds: dict[str, str], complaints: Mistakes) -> None:
    """Notes every name in a rule that is unknown to a municipality, or of the wrong kind."""
    for node, allowed in names_in(rule):
        complaints.expect(node.span, node.text, allowed, kinds)
    subject = rule.subject
    if isinstance(subject, Named) and not subject.construction and subject.name.text in kinds:
        check_kind(rule, kinds[subject.name.text], complaints)


def check_kind(rule: Rule, kind: str, complaints: Mistakes) -> None:
    """Notes all that a rule says of its subject and that cannot be said of this kind."""
    for predicate in rule.says:
        if predicate.said_of and kind not in predicate.said_of:
            demanded = kind == "instrument" and predicate is rule.sentence.says
            complaints.add(
                predicate.span,
                "instrument-modal" if demanded else "predicate-kind",
                allowed=complaints.kinds(predicate.said_of, rule.span),
                kind=complaints.kinds([kind], rule.span),
            )


def names_in(rule: Rule) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Every name a rule speaks of, with the kinds that fit there."""
    for node in rule.walk():
        yield from node.spoken_names()
