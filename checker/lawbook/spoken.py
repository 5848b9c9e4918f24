"""What a rule speaks of: its subject, what it says of it, the instruments it names."""

from __future__ import annotations

from checker.speech import instruments
from checker.speech import rule as written
from checker.speech.node import Body, Citation, Node, Role

_VERB_SUBJECT = {
    "hold": "committee",
    "perform": "unit",
    "be under": "unit",
    "be led as": "unit",
    "be led by": "unit",
    "be held by": "task",
    "be performed by": "task",
}
_BECOMES = {
    "new": ("committee", "unit"),
    "abolished": ("committee", "unit"),
    "renamed": ("committee", "unit"),
    "split": ("committee",),
    "merged": ("committee",),
    "resized": ("committee",),
}
_NOUN_KIND = {"unit": "unit", "task": "task", "administration": "municipality"}


def subject_of(rule: written.Rule) -> written.Subject | None:
    """The subject of a rule's sentence; None for counts and ``exactly one``."""
    return getattr(rule.sentence, "subject", None)


def subject_kind(rule: written.Rule) -> str | None:
    """The kind of subject a rule speaks of, as far as the rule alone tells; None: a name."""
    sentence = rule.sentence
    if isinstance(sentence, written.Count):
        return "municipality"
    if isinstance(sentence, written.ExactlyOne):
        return "unit" if sentence.verb == "be under" else "task"
    subject = sentence.subject
    if isinstance(subject, written.EachInstrument):
        return "instrument"
    if isinstance(subject, written.Each):
        return _NOUN_KIND.get(subject.noun, "committee")
    if isinstance(subject, Role):
        return "committee" if subject.role == "finance committee" else subject.role
    if subject.construction:
        return "unit"
    relation = getattr(sentence, "relation", None)
    return _VERB_SUBJECT[relation.verb] if relation else None


def allowed_kinds(predicate: written.Predicate) -> tuple[str, ...]:
    """The kinds of subject a predicate can be said of; empty: of any."""
    match predicate:
        case written.Relation():
            return (_VERB_SUBJECT[predicate.verb],)
        case written.Moves() | written.MovesBetweenCommittees():
            return ("unit", "task")
        case written.MovesWithoutUnit():
            return ("task",)
        case written.Becomes():
            return _BECOMES[predicate.change]
        case written.PerformsForOthers():
            return ("unit",)
        case written.FormIs():
            return ()
        case _:
            return ("instrument",)


def conditions(rule: written.Rule) -> list[written.Condition]:
    """The relative clause, ``when`` and ``unless`` of a rule."""
    clause = getattr(subject_of(rule), "clause", None)
    return [condition for condition in (clause, rule.when, rule.unless) if condition]


def said_of(rule: written.Rule) -> list[tuple[Node, tuple[str, ...]]]:
    """Everything a rule says of its subject, with the kinds it can be said of."""
    said: list[tuple[Node, tuple[str, ...]]] = [
        (predicate, allowed_kinds(predicate))
        for condition in conditions(rule)
        for predicate in condition.predicates
    ]
    relation = getattr(rule.sentence, "relation", None)
    if relation is not None:
        said.append((relation, (_VERB_SUBJECT[relation.verb],)))
    return said


def may_be(pattern: instruments.Instrument, other: instruments.Instrument) -> bool:
    """Whether a rule on ``pattern`` may speak of ``other``, judged without a municipality."""
    if pattern.kind != other.kind:
        return False
    if isinstance(pattern, instruments.Dispensation):
        assert isinstance(other, instruments.Dispensation)
        return nested(pattern.norm, other.norm) and _same(pattern.authority, other.authority)
    if isinstance(pattern, instruments.LawAmendment):
        assert isinstance(other, instruments.LawAmendment)
        return pattern.source.source == other.source.source
    if isinstance(pattern, instruments.Readings | instruments.Step):
        assert isinstance(other, instruments.Readings | instruments.Step)
        return _same(pattern.body, other.body)
    return True


def nested(one: Citation | None, other: Citation | None) -> bool:
    """Whether one provision lies in the other, or one of them is not named."""
    return one is None or other is None or one.holds(other) or other.holds(one)


def _same(one: Body | None, other: Body | None) -> bool:
    if one is None or other is None or type(one) is not type(other):
        return True
    return one == other


def differing(one: instruments.Dispensation, two: instruments.Dispensation) -> list[str]:
    """The named values in which two requirements on one dispensation differ."""
    values = []
    if one.authority and two.authority and one.authority != two.authority:
        values += [two.authority.text, one.authority.text]
    if one.granted_under and two.granted_under and not nested(one.granted_under, two.granted_under):
        values += [str(two.granted_under), str(one.granted_under)]
    return values
