# SPDX-License-Identifier: EUPL-1.2
"""What the adoption of a bylaw change settles beside: a number that it sets anew, and a mandate
that the body which gave it departs from by adopting it."""

from __future__ import annotations

from checker.agenda.items import Agenda, Key
from checker.findings.compare import Group
from checker.municipality.carried import Carried
from checker.municipality.situation import View
from checker.speech import instruments as written
from checker.speech.counts import Count
from checker.speech.node import Citation
from checker.speech.rule import Rule


def breaks_number(group: Group, view: View) -> bool:
    """Whether it breaches a number that a bylaw sets, by what the proposal does."""
    if not isinstance(group.rule.sentence, Count):
        return False
    return group.status == "new" and view.book.kind(group.rule) == "bylaw"


def provisions_of(group: Group, view: View) -> tuple[Citation, ...]:
    """The provisions of bylaws that a finding rests on."""
    sources = view.book.sources
    return tuple(one for one in group.rule.bases if sources[one.source].kind == "bylaw")


def decides_mandate(node: written.Instrument, rule: Rule, view: View) -> bool:
    """Whether a decision is that of the body that gave the mandate the rule rests on."""
    kind = view.book.kind(rule)
    return node.kind == "decision" and kind == "mandate" and not rule.sentence.asks


def adopter(group: Group, view: View) -> str | None:
    """The body that gave the mandate which a finding rests on."""
    for node in (node for way in group.ways for node in way.instruments):
        if decides_mandate(node, group.rule, view):
            assert isinstance(node, written.Step)
            return view.body(node.body) if node.body else None
    return None


def adoption(group: Group, agenda: Agenda, carried: Carried, view: View) -> tuple[Key, ...]:
    """What shows that the body which gave a mandate adopts the change that departs from it: its own
    readings, required or, of the council, which alone adopts a bylaw, carried."""
    body = adopter(group, view)
    required = [one.key for one in agenda.of_kind("reading") if one.body == body]
    readings = [key for key in required if key in agenda.caused]
    adopts = body == view.council and carried.of_kind("reading", body)
    return tuple(readings or (agenda.root if adopts else ()))
