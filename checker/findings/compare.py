"""What the rules find with the proposal, set against what they find without it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from checker.findings.find import RawFinding
from checker.lawbook.book import Lawbook
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.result import FindingKind, Phrase, Ref, Status, Witness
from checker.speech import instruments
from checker.speech.counts import ExactlyOne
from checker.speech.rule import Rule
from checker.speech.sentences import Alternative

Identity = tuple[object, ...]


@frozen(kw_only=True, eq=False, repr=False)
class Group:
    """Findings of one rule on one subject, of one kind and status, shown together.

    Attributes:
        ways: the alternatives as written, with what the kind of its basis adds.
        holder: the mayor who must hold a unit's dispensation.
    """

    id: str
    rule: Rule
    kind: FindingKind
    status: Status
    subject: Ref
    message: Phrase
    witnesses: tuple[Witness, ...]
    questions: tuple[Phrase, ...] = ()
    support: tuple[Witness, ...] = ()
    ways: tuple[Alternative, ...] = ()
    holder: str | None = None
    what: tuple[Ref, ...] = ()

    @property
    def rule_id(self) -> str:
        return self.rule.id.text

    @property
    def requires(self) -> bool:
        """Whether it asks for instruments that are listed."""
        return self.kind in ("breach", "need", "duty") and self.status != "resolved"


@frozen(eq=False, repr=False)
class _Raw:
    identity: Identity
    kind: FindingKind
    found: RawFinding
    holder: str | None


def compare(
    found_before: Iterable[RawFinding], found_after: Iterable[RawFinding], before: View, after: View
) -> list[Group]:
    """The findings with their status: new, existing or resolved by the proposal."""
    earlier = _raw(found_before, before, after)
    later = _raw(found_after, after, after)
    known = {one.identity for one in earlier}
    still = {one.identity for one in later}
    sorted_out: list[tuple[Status, _Raw, View]] = []
    for one in later:
        status: Status = "existing" if one.identity in known else "new"
        sorted_out.append((status, one, after))
    gone = [one for one in earlier if one.identity not in still]
    sorted_out += [("resolved", one, before) for one in gone]
    grouped: dict[tuple[Status, Identity], list[tuple[_Raw, View]]] = {}
    for status, one, view in sorted_out:
        apart = one.identity if one.kind in ("need", "duty") else ()
        key = (one.found.rule.id.text, one.kind, one.found.subject, apart)
        grouped.setdefault((status, key), []).append((one, view))
    doing = {False: _doing(earlier), True: _doing(later)}
    return [
        _group(status, [one for one, _ in members], members[0][1], doing[members[0][1] is after])
        for (status, _), members in grouped.items()
    ]


def _doing(raws: Iterable[_Raw]) -> dict[tuple[str, Ref], tuple[Ref, ...]]:
    """Rule and subject to all that hold or perform what exactly one may, new or not."""
    found: dict[tuple[str, Ref], tuple[Ref, ...]] = {}
    for one in raws:
        if isinstance(one.found.rule.sentence, ExactlyOne) and one.found.what:
            key = one.found.rule.id.text, one.found.subject
            found[key] = (*found.get(key, ()), one.found.what)
    return found


def _raw(raw: Iterable[RawFinding], view: View, after: View) -> list[_Raw]:
    found = []
    for one in raw:
        if one.question is not None and one.rule.sentence.finding == "note":
            continue  # whatever the answer, nothing hangs on a remark
        kind = _kind(one, view.book)
        holder = required_holder(one.subject, view)
        found.append(_Raw(_identity(one, kind, holder, after), kind, one, holder))
    return found


def _kind(found: RawFinding, book: Lawbook) -> FindingKind:
    sentence = found.rule.sentence
    if found.note:
        return "note"
    if sentence.finding == "note":
        return "advice" if sentence.advice and found.question is None else "note"
    if sentence.finding == "duty":
        return "note" if found.question else "duty"
    advice = sentence.advice or book.kind(found.rule) == "guideline"
    if found.question is not None:
        return "note" if advice else "undetermined"
    return "advice" if advice else sentence.finding


def required_holder(subject: Ref, view: View) -> str | None:
    """The mayor who must hold a unit's dispensation: that of its owner committee."""
    if subject.kind == "unit" and subject.id in view.structure.units:
        return view.structure.leader_of(subject.id)
    return None


def _identity(found: RawFinding, kind: FindingKind, holder: str | None, after: View) -> Identity:
    """Rule, subject and what fails or may fail, as if a renamed thing still bore its old id."""
    fails: object = _old(found.what, after) if found.what else None
    if kind in ("need", "duty") or (kind == "undetermined" and found.rule.sentence.asks):
        fails = _wanted(found.rule, _old_holder(holder, after))
    return found.rule.id.text, found.question is not None, _old(found.subject, after), fails


def _old(ref: Ref, after: View) -> Ref:
    if ref.kind == "mayor":
        return Ref("mayor", _old_holder(ref.id, after) or "")
    return Ref(ref.kind, after.changes.old(ref.id))


def _old_holder(holder: str | None, after: View) -> str | None:
    if holder and holder.startswith("mayor of "):
        return f"mayor of {after.changes.old(holder.removeprefix('mayor of '))}"
    return holder


def _wanted(rule: Rule, holder: str | None) -> Identity:
    """For a need or a duty: its instruments with their norms, and the holder."""
    wanted = [one for way in rule.sentence.asks for one in way.instruments]
    holds = any(isinstance(one, instruments.Dispensation) for one in wanted)
    return tuple((type(one).__name__, str(getattr(one, "norm", None))) for one in wanted) + (
        (holder,) if holds else ()
    )


def _group(
    status: Status,
    members: list[_Raw],
    view: View,
    doing: Mapping[tuple[str, Ref], tuple[Ref, ...]],
) -> Group:
    first = members[0]
    rule = first.found.rule
    what = tuple(dict.fromkeys(one.found.what for one in members if one.found.what))
    message = first.found.message
    if first.found.question is None and what:
        others = doing.get((rule.id.text, first.found.subject), what)
        message = evolve(message, args=tuple(sorted((*message.args, ("others", others)))))
    questions = dict.fromkeys(one.found.question for one in members if one.found.question)
    witnesses = dict.fromkeys(fact for one in members for fact in one.found.witnesses)
    support = dict.fromkeys(fact for one in members for fact in one.found.support)
    identities = sorted(repr(one.identity) for one in members)
    return Group(
        id=finding_id(rule.id.text, first.found.subject, identities),
        rule=rule,
        kind=first.kind,
        status=status,
        subject=first.found.subject,
        message=message,
        witnesses=tuple(witnesses),
        questions=tuple(questions),
        support=tuple(one for one in support if one not in witnesses),
        ways=ways_of(rule, view.book) if first.kind in ("breach", "need", "duty") else (),
        holder=first.holder,
        what=what,
    )


def finding_id(rule: str, subject: Ref, what: Iterable[str]) -> str:
    """An id that depends on rule, subject and what fails, never on a line number."""
    text = "\n".join((rule, subject.kind, subject.id, *what))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
    return f"{rule}:{subject.id}:{digest}"


def ways_of(rule: Rule, book: Lawbook) -> tuple[Alternative, ...]:
    """The ways a rule names, and the one that the kind of its basis adds to a breach.

    A breach of a bylaw can always be cured by a bylaw change, of a mandate by a decision of the
    body that gave it.
    """
    if rule.sentence.asks:
        return rule.sentence.asks
    kind = book.kind(rule)
    if kind == "bylaw":
        added: instruments.Instrument = instruments.BylawChange(span=rule.span)
    elif kind == "mandate":
        given = next(
            book.sources[base.source].given_by
            for base in rule.bases
            if book.sources[base.source].kind == "mandate"
        )
        added = instruments.Step("decision", given, span=rule.span)
    else:
        return rule.otherwise
    if any(way.instruments == (added,) for way in rule.otherwise):
        return rule.otherwise
    return (*rule.otherwise, Alternative((added,), span=rule.span))
