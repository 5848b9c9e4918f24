# SPDX-License-Identifier: EUPL-1.2
"""``expect`` sentences set against a result: what a case says and the checker does not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.records import frozen
from checker.result import Finding, RequiredInstrument, Result
from checker.source import Span
from checker.speech import instruments
from checker.speech import proposal as written
from checker.speech.node import Citation, Document, Leader, Mayor, Name, Named, Node, Role
from checker.speech.saying import Phrase


@frozen
class Unmet:
    """An expectation that the result does not meet, and what it says instead."""

    span: Span
    phrase: Phrase


def unmet(document: Document, result: Result) -> tuple[Unmet, ...]:
    """The expectations of a settled proposal that are not met, in the order they are written."""
    return tuple(_unmet(document, result))


def _unmet(document: Document, result: Result) -> Iterator[Unmet]:
    for node in document.statements:
        match node:
            case written.ExpectVerdict():
                if node.verdict != result.verdict:
                    yield Unmet(node.span, Phrase.of("x.verdict", verdict=result.verdict))
            case written.ExpectFinding():
                found = [one for one in result.findings if _is_meant(one, node)]
                if bool(found) == node.negated:
                    yield Unmet(node.span, _instead(node, result))
            case written.ExpectNoFindingUnder():
                found = [one for one in result.findings if _rests_on(one, node.provision)]
                if found:
                    rules = ", ".join(sorted({one.rule for one in found}))
                    yield Unmet(node.span, Phrase.of("x.under", rules=rules))
            case written.ExpectInstrument():
                met = [one for one in result.instruments if _is_asked(one, node, result)]
                if bool(met) == node.negated:
                    kind = node.instrument.kind
                    same = [one.id for one in result.instruments if one.kind == kind]
                    key = "x.instrument-there" if met else "x.instrument"
                    yield Unmet(node.span, Phrase.of(key, found=", ".join(same)))
            case _:
                pass


def _instead(node: written.ExpectFinding, result: Result) -> Phrase:
    if node.negated:
        return Phrase.of("x.finding-there", rule=node.rule.text)
    same = [one for one in result.findings if one.rule == node.rule.text]
    found = ", ".join(f"{one.subject.id} ({one.status})" for one in same)
    return Phrase.of("x.finding", rule=node.rule.text, found=found)


def _is_meant(one: Finding, node: written.ExpectFinding) -> bool:
    if one.rule != node.rule.text:
        return False
    if node.status is not None and one.status != node.status:
        return False
    if node.status is None and one.status == "resolved":
        return False
    return node.subject is None or _is_subject(one, node.subject)


def _is_subject(one: Finding | RequiredInstrument, subject: Named | Role) -> bool:
    """Whether what is expected of a subject is said of it; an office, of a body or of all."""
    if isinstance(subject, Role):
        return one.subject is not None and one.subject.kind in ("municipality", "committee")
    return one.subject is not None and one.subject.id == subject.name.text


def _rests_on(one: Finding, provision: Citation) -> bool:
    """Whether a finding, not one that the proposal ends, rests on a provision or a part of it."""
    rule = one.definition
    return (
        rule is not None
        and one.status != "resolved"
        and any(provision.holds(base) for base in rule.bases)
    )


def _is_asked(one: RequiredInstrument, node: written.ExpectInstrument, result: Result) -> bool:
    wanted = node.instrument
    if one.kind != wanted.kind or one.status == "not needed":
        return False
    if node.subject and not _is_subject(one, node.subject):
        return False
    if node.holder and one.held_by not in _leaders(node.holder, result):
        return False
    match wanted:
        case instruments.Dispensation():
            named = wanted.authority.text if wanted.authority else None
            return (
                _fits(wanted.norm, one.norm)
                and _fits(named, one.authority)
                and _fits(wanted.granted_under, one.granted_under)
                and not (wanted.one_term and one.until is None)
                and {*wanted.dues} <= {*one.dues}
            )
        case instruments.LawAmendment():
            return one.source == wanted.source.source
        case instruments.Readings():
            return (
                one.count == wanted.count
                and _is_body(one, wanted.body, result)
                and _fits(wanted.gap, one.days_apart)
                and not (wanted.dues and one.before is None)
            )
        case instruments.Step():
            return (
                (wanted.body is None or _is_body(one, wanted.body, result))
                and (wanted.matter is None or instruments.one_matter(wanted.matter, one.matter))
                and {*wanted.dues} <= {*one.dues}
            )
    return True


def _fits(wanted: object, there: object) -> bool:
    """Whether a term is as it is expected, where it is named."""
    return wanted is None or str(wanted) == str(there)


def _is_body(one: RequiredInstrument, body: Node, result: Result) -> bool:
    if isinstance(body, Name):
        return one.authority == body.text
    assert isinstance(body, Role)
    kind = result.kinds.get(one.authority or "")
    return kind == ("council" if body.role == "council" else "committee")


def _leaders(holder: Leader, result: Result) -> tuple[str, ...]:
    if isinstance(holder, Name):
        return (holder.text,)
    assert isinstance(holder, Mayor)
    if isinstance(holder.committee, Name):
        committee = holder.committee.text
        return (f"mayor of {committee}", result.mayors.get(committee, ""))
    return tuple(result.mayors.values())
