# SPDX-License-Identifier: EUPL-1.2
"""An instrument as a rule asks for it, made an item of the agenda."""

from __future__ import annotations

from typing import Any

from checker.agenda.items import AgendaItem
from checker.findings.compare import Group
from checker.municipality.situation import View
from checker.speech import instruments as written
from checker.speech.rule import Rule
from checker.speech.saying import Ref
from checker.speech.sentences import Alternative


def item_of(
    node: written.Instrument,
    way: Alternative,
    rule: Rule,
    subject: Ref,
    source: str | None,
    proposal: Ref,
    view: View,
    group: Group | None = None,
) -> AgendaItem:
    """An instrument as a rule asks for it, by itself or (``group``) by what it finds.

    Args:
        source: the bylaw that a change of it changes.
        proposal: what a bylaw change, and a step that serves all of it, is of.
    """
    of: Ref | None = subject
    said: dict[str, Any] = {"rules": (rule,)}
    if group:
        there = group.status == "existing"
        said |= {"requirers": (group.id,), "new": not there, "existing": there}
        said["wanted"] = group.kind != "duty"
    if dues := getattr(node, "dues", ()):
        said |= {"dues": tuple(sorted({*dues}, key=repr)), "due_rule": rule}
    match node:
        case written.Dispensation():
            said["written"], said["norm"], said["one_term"] = node, node.norm, node.one_term
            said["authority"] = node.authority.text if node.authority else None
            said["granted_under"], said["holder"] = node.granted_under, group and group.holder
        case written.LawAmendment():
            said["source"] = node.source.source
            of = None
        case written.BylawChange():
            said["source"], said["body"] = source, view.council
            of = proposal
        case written.Readings():
            said["body"], said["count"] = view.body(node.body), node.count
            said["gap"], said["days_between"] = node.gap, _between(node)
            said["gap_rule"] = None if node.gap is None else rule
        case written.Step():
            said["body"] = view.body(node.body) if node.body else None
            said["matter"], said["told_as"] = node.matter, told_as(node, view)
            alone = not written.KINDS[node.kind].about_its_subject
            # One decision on a matter serves all that moves, as a committee's statement does.
            whole = node.matter is not None and subject.kind in ("unit", "task")
            gathered = whole or written.is_of_committees_concerned(node)
            of = proposal if alone or gathered else subject
    return AgendaItem(kind=node.kind, subject=of, unavailable=way.unavailable, **said)


def _between(node: written.Readings) -> int | None:
    """The whole days between readings, where that is the gap."""
    between = node.days_between
    return between if between is not None and node.gap == between + 1 else None


def told_as(step: written.Step, view: View) -> str:
    """What a step is called: its kind; a consultation that is written so, a statement."""
    if step.kind == "consultation":
        body = view.body(step.body) if step.body else None
        if body and body == view.structure.finance:
            return "finance statement"
        if "STATEMENT" in step.wording:
            return "statement"
    return step.kind
