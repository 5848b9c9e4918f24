# SPDX-License-Identifier: EUPL-1.2
"""What the rules find with the proposal, set against what they find without it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from checker.findings.find import Law
from checker.findings.raw import RawFinding
from checker.findings.record import Found, RuleFindings, asked_of
from checker.findings.worse import Worsening, as_before, as_it_was, made_worse, old_holder
from checker.lawbook.book import Lawbook
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.result import FindingKind, Status
from checker.speech import instruments
from checker.speech.changed import Changes
from checker.speech.counts import ExactlyOne
from checker.speech.node import Name
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.sentences import Alternative

Identity = tuple[object, ...]
_ASKING = "breach", "need", "duty"
_Doing = Mapping[Ref, tuple[Ref, ...]]


@frozen(kw_only=True, eq=False, repr=False)
class Group:
    """Findings of one rule on one subject, of one kind and status, shown together.

    Attributes:
        ways: the alternatives as written, with what the kind of its basis adds.
        holder: the mayor who must hold a unit's dispensation.
        remarks: that the proposal makes worse what is wrong already.
        comes_along: whether it hangs on which tasks come of a committee that ends.
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
    remarks: tuple[Phrase, ...] = ()
    comes_along: bool = False

    @property
    def rule_id(self) -> str:
        return self.rule.id.text

    @property
    def requires(self) -> bool:
        """Whether it asks for instruments that are listed."""
        return self.kind in _ASKING and self.status != "resolved"


@frozen(eq=False, repr=False)
class _Raw:
    identity: Identity
    kind: FindingKind
    found: RawFinding
    was: RawFinding | None = None

    @property
    def fails(self) -> Identity:
        """Its identity, whether it is so or may be."""
        rule, _, *others = self.identity
        return rule, *others


def compare(found: Found, law: Law, before: View, after: View) -> list[Group]:
    """The findings with their status: new, existing or resolved by the proposal.

    Args:
        before, after: what stands without the proposal, and with it.
    """
    later: list[Group] = []
    gone: list[Group] = []
    former = after.changes.former
    if former:  # a rename makes nothing new of what a rule says under either id
        before = evolve(before, changes=Changes(also_called=former))
    worsening = Worsening(law, before, after)
    for one, other in zip(found.before, found.after, strict=True):
        names = (node.text for node in one.rule.walk() if isinstance(node, Name)) if former else ()
        if any(name in former for name in names):
            one = asked_of(law, one.rule, one.looked_at, before)
        if one is not other or one.pieces or one.note:
            there, ended = _kept(one, other, worsening)
            later, gone = later + there, gone + ended
    return later + gone


def _kept(
    one: RuleFindings, other: RuleFindings, worsening: Worsening
) -> tuple[list[Group], list[Group]]:
    """What ``_of_rule`` tells; another reading of the sources, or a rule that has read nothing that
    is otherwise with the proposal, makes it no other."""
    view = worsening.after
    seen: tuple[object, ...] = one, view.book, None if one is other else view.changes
    told = other.kept.get("groups")
    if told is None or any(now is not then for now, then in zip(seen, told[0], strict=True)):
        told = other.kept["groups"] = seen, _of_rule(one, other, worsening)
    groups: tuple[list[Group], list[Group]] = told[1]
    return groups


def _of_rule(
    one: RuleFindings, other: RuleFindings, worsening: Worsening
) -> tuple[list[Group], list[Group]]:
    """The findings of a rule that are new or existing, and those that are resolved."""
    view = worsening.after

    def is_known(raw: _Raw) -> bool:
        if raw.kind != "undetermined" or raw.fails not in failing:  # advice clears nothing
            return raw.identity in known
        there = one.pieces.get(as_it_was(raw.found.subject, view))
        untouched = there is other.pieces.get(raw.found.subject)
        return untouched or not worsening.may_be(raw.found)

    earlier = _raw(one, view)
    later = [*_as_far_as_known(_raw(other, view), earlier, view.book)]
    known, failing = {one.identity: one.found for one in earlier}, {one.fails for one in earlier}
    still = {raw.identity for raw in later}
    then = {raw.fails for raw in later}
    told: list[tuple[Status, _Raw]] = [
        ("existing", evolve(raw, was=known.get(raw.identity))) if is_known(raw) else ("new", raw)
        for raw in later
    ]
    broken = {
        raw.found.subject for status, raw in told if status == "new" and not raw.found.question
    }
    told = [one for one in told if not (one[1].found.unlisted and one[1].found.subject in broken)]
    gone: list[tuple[Status, _Raw]] = [
        ("resolved", raw) for raw in earlier if raw.identity not in still and raw.fails not in then
    ]
    was, renamed = _doing(earlier), view.changes.renamed
    did = {
        one: tuple(each._replace(id=renamed.get(each.id, each.id)) for each in who)
        for one, who in was.items()
    }
    return _grouped(told, _doing(later), did, view), _grouped(gone, was, {}, view)


def _as_far_as_known(
    later: Iterable[_Raw], earlier: Sequence[_Raw], book: Lawbook
) -> Iterator[_Raw]:
    """What is found with a proposal; a breach that nothing makes lawful as the question that it
    hangs on without the proposal whether the rule is kept: it may be none of its doing."""
    asked = {one.fails: one.found for one in earlier if one.kind == "undetermined"}
    for raw in later:
        was, now = asked.get(raw.fails), raw.found
        if (
            was is None
            or was.question is None
            or raw.kind != "breach"
            or _known(was) != _known(now)
            or any(not way.unavailable for way in ways_of(now.rule, book))
        ):
            yield raw
            continue
        rule, _, *others = raw.identity
        asked_of = evolve(now, question=as_before(was.question))
        yield _Raw((rule, True, *others), "undetermined", asked_of)


def _known(found: RawFinding) -> object:
    """How many there are as far as the files say, of what is counted."""
    told = dict(found.message.args)
    return told.get("least", told.get("found"))


def _grouped(
    raws: Iterable[tuple[Status, _Raw]], doing: _Doing, did: _Doing, view: View
) -> list[Group]:
    """Findings that are shown together, of those who do what one may: of an existing one, those
    who ``did``, whatever the proposal brings."""
    found: dict[tuple[Status, FindingKind, Ref, Identity], list[_Raw]] = {}
    for status, raw in raws:
        apart = raw.identity if raw.kind in ("need", "duty") else ()
        subject = (_giver(raw.found, view) if status == "new" else None) or raw.found.subject
        found.setdefault((status, raw.kind, subject, apart), []).append(raw)
    return [
        _group(status, subject, members, view, did if status == "existing" else doing)
        for (status, _, subject, _), members in found.items()
    ]


def _giver(found: RawFinding, view: View) -> Ref | None:
    """Of an open finding on a task that may come of a committee that ends, that committee: one
    question is asked of all its tasks."""
    task = view.structure.tasks.get(found.subject.id) if found.subject.kind == "task" else None
    if found.question is None or task is None or not task.falls_to:
        return None
    return Ref("committee", min(chain(*task.falls_to.values())))


def _doing(raws: Iterable[_Raw]) -> dict[Ref, tuple[Ref, ...]]:
    """Subject to all that hold or perform what exactly one may, new or not, as is known."""
    found: dict[Ref, tuple[Ref, ...]] = {}
    for one in raws:
        sure = one.found.question is None
        if sure and isinstance(one.found.rule.sentence, ExactlyOne) and one.found.what:
            found[one.found.subject] = (*found.get(one.found.subject, ()), one.found.what)
    return found


def _raw(raw: Iterable[RawFinding], after: View) -> list[_Raw]:
    found = []
    for one in raw:
        if one.question is not None and one.rule.sentence.finding == "note":
            continue  # whatever the answer, nothing hangs on a remark
        kind = _kind(one, after.book)
        found.append(_Raw(_identity(one, kind, after), kind, one))
    sure = {one.fails for one in found if one.found.question is None}
    return [one for one in found if one.found.question is None or one.fails not in sure]


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


def _identity(found: RawFinding, kind: FindingKind, after: View) -> Identity:
    """Rule, subject and what fails or may fail, as if a renamed thing still bore its old id."""
    fails: object = as_it_was(found.what, after) if found.what else None
    if kind in ("need", "duty") or (kind == "undetermined" and found.rule.sentence.asks):
        fails = _wanted(found.rule, old_holder(found.holder, after))
    return found.rule.id.text, found.question is not None, as_it_was(found.subject, after), fails


def _wanted(rule: Rule, holder: str | None) -> Identity:
    """For a need or a duty: its instruments with their norms, and the holder."""
    wanted = [one for way in rule.sentence.asks for one in way.instruments]
    holds = any(isinstance(one, instruments.Dispensation) for one in wanted)
    return tuple((type(one).__name__, str(getattr(one, "norm", None))) for one in wanted) + (
        (holder,) if holds else ()
    )


def _group(
    status: Status,
    subject: Ref,
    members: list[_Raw],
    view: View,
    doing: _Doing,
) -> Group:
    first = members[0]
    rule, along = first.found.rule, subject != first.found.subject
    what = tuple(dict.fromkeys(one.found.what for one in members if one.found.what))
    message = first.found.message
    if first.found.question:
        message = Phrase.of("undetermined", subject=subject, rule=rule.title)
    elif what:
        others = doing.get(as_it_was(subject, view) if status == "existing" else subject, what)
        message = message._replace(args=tuple(sorted((*message.args, ("others", others)))))
    questions = dict.fromkeys(one.found.question for one in members if one.found.question)
    witnesses = dict.fromkeys(fact for one in members for fact in one.found.witnesses)
    supports = {id(one.found.support): one.found.support for one in members}  # mostly the same
    support = dict.fromkeys(chain(*supports.values()))
    identities = sorted(repr(one.identity) for one in members)
    return Group(
        id=finding_id(rule.id.text, subject, identities),
        rule=rule,
        kind=first.kind,
        status=status,
        subject=subject,
        message=message,
        witnesses=tuple(witnesses),
        questions=tuple(questions),
        support=tuple(one for one in support if one not in witnesses),
        ways=ways_of(rule, view.book) if along or first.kind in _ASKING else (),
        holder=first.found.holder,
        what=what,
        remarks=tuple(made_worse(first.was, first.found)) if first.was else (),
        comes_along=along,
    )


def finding_id(rule: str, subject: Ref, what: Iterable[str]) -> str:
    """An id that depends on rule, subject and what fails, never on a line number."""
    text = "\n".join((rule, subject.kind, subject.id, *what))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
    return f"{rule}:{subject.id}:{digest}"


def ways_of(rule: Rule, book: Lawbook) -> tuple[Alternative, ...]:
    """The ways a rule names, and the one that the kind of its basis adds to a breach.

    A breach of a bylaw can always be cured by a bylaw change, of a mandate by a decision of the
    body that gave it. What takes all of another way, whenever that is due, and more, is no way of
    its own.
    """

    def ways_of(rule: Rule) -> tuple[Alternative, ...]:
        ways = [(way, {*map(_undated, way.instruments)}) for way in _all_ways(rule, book)]
        enough = [parts for way, parts in ways if not way.unavailable]
        return tuple(way for way, parts in ways if not any(parts > one for one in enough))

    return book.once(ways_of, rule)


def _undated(node: instruments.Instrument) -> instruments.Instrument:
    if isinstance(node, instruments.Dispensation | instruments.Readings | instruments.Step):
        return evolve(node, dues=())
    return node


def _all_ways(rule: Rule, book: Lawbook) -> tuple[Alternative, ...]:
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
