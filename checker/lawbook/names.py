"""The names in rules: everything a rule speaks of is known to the municipality it binds."""

from __future__ import annotations

from collections.abc import Iterator

from checker.lawbook.complaints import Complaints, kind_words
from checker.lawbook.spoken import said_of, subject_of
from checker.lawbook.walk import walk
from checker.speech import instruments
from checker.speech import rule as written
from checker.speech.node import Name, Named


def check_names(rule: written.Rule, kinds: dict[str, str], complaints: Complaints) -> None:
    """Notes every name in a rule that is unknown to a municipality, or of the wrong kind."""
    for node, allowed in names_in(rule):
        complaints.expect(node.span, node.text, allowed, kinds)
    subject = subject_of(rule)
    if isinstance(subject, Named) and not subject.construction:
        _check_named(rule, subject, kinds, complaints)


def _check_named(
    rule: written.Rule, subject: Named, kinds: dict[str, str], complaints: Complaints
) -> None:
    kind = kinds.get(subject.name.text)
    if kind is None:
        return
    for node, allowed in said_of(rule):
        if allowed and kind not in allowed:
            language = complaints.language(rule.span)
            complaints.add(
                node.span,
                "predicate-kind",
                allowed=kind_words(allowed, language),
                kind=kind_words([kind], language),
            )


def names_in(rule: written.Rule) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Every name a rule speaks of, with the kinds that fit there."""
    for node in walk(rule):
        match node:
            case Named(construction=None):
                yield node.name, ("committee", "unit", "task")
            case Named():
                yield node.name, ("unit",)
            case written.Things():
                for name in node.names:
                    yield name, ("area", "task", "unit", "committee")
            case written.Relation():
                wanted = {"be led by": "mayor", "be performed by": "unit"}.get(
                    node.verb, "committee"
                )
                for one in node.objects:
                    if isinstance(one, Name):
                        yield one, (wanted,)
            case written.Moves():
                for end in (node.origin, node.destination):
                    if isinstance(end, Name):
                        yield end, ("committee",)
            case instruments.Dispensation(authority=Name() as authority):
                yield authority, ("authority",)
            case instruments.Readings(body=Name() as body) | instruments.Step(body=Name() as body):
                yield body, instruments.KINDS[node.kind].acts
            case _:
                committee = getattr(node, "committee", None)
                if isinstance(committee, Name):
                    yield committee, ("committee",)
