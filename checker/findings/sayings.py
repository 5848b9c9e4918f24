"""What a rule says of a subject, as a phrase for the report."""

from __future__ import annotations

from collections.abc import Sequence

from checker.findings import predicates
from checker.findings.candidates import NOBODY
from checker.findings.counting import count
from checker.municipality.situation import View
from checker.result import Argument, Phrase, Ref
from checker.speech import instruments
from checker.speech import rule as written
from checker.speech.node import BuiltAs, Mayor, Name, Named, NoCommittee, Role

_VERBS = {"hold": "hold", "perform": "perform", "be under": "under"}
_VERBS |= {"be led as": "led-as", "be led by": "led-by"}
_VERBS |= {"be held by": "held-by", "be performed by": "performed-by"}

_OBJECTS = {"be led by": "mayor", "be performed by": "unit"}


def message_of(rule: written.Rule, subject: Ref, view: View) -> Phrase:
    """What a rule says of a subject, as a phrase; ``others`` is added when findings are grouped."""
    sentence = rule.sentence
    match sentence:
        case written.MayOnly():
            return _modal("may-only", sentence.relation, subject, view)
        case written.OnlyMay():
            speakers = _subject_refs(sentence.subject, view)
            return _modal("only-may", sentence.relation, subject, view, may=speakers)
        case written.Must():
            key = "should" if sentence.advice else "must"
            key += "-not" if sentence.negated else ""
            return _modal(key, sentence.relation, subject, view)
        case written.ExactlyOne():
            verb = {"hold": "hold", "perform": "perform", "be under": "under"}[sentence.verb]
            modal = "should" if sentence.advice else "exactly"
            return Phrase.of(f"{modal}-one.{verb}", subject=subject)
        case written.Count():
            found = _safe_count(sentence.noun, view)
            return Phrase.of(
                "count",
                comparison=sentence.comparison,
                number=sentence.number,
                found=found,
                noun=sentence.noun,
            )
        case written.NoteOn():
            return Phrase.of("note", text=sentence.text, subject=subject)
        case written.MayNeed():
            return Phrase.of("may-need", subject=subject)
        case _:
            return Phrase.of("needs", subject=subject)


def _safe_count(noun: written.Noun, view: View) -> int:
    if noun == "administration":
        return sum(bool(one.administration) for one in view.structure.committees.values())
    return count(noun, view)


def _subject_refs(subject: written.Subject, view: View) -> tuple[Ref, ...]:
    if isinstance(subject, Named):
        return (Ref(view.kinds.get(subject.name.text, "committee"), view.now(subject.name.text)),)
    if isinstance(subject, Role) and view.structure.finance:
        return (Ref("committee", view.structure.finance),)
    return ()


def _modal(
    key: str, relation: written.Relation, subject: Ref, view: View, may: Sequence[Ref] = ()
) -> Phrase:
    args: dict[str, Argument] = {"subject": subject, "objects": _objects(relation, view)}
    if key == "only-may":
        args["may"] = tuple(may)
    return Phrase.of(f"{key}.{_VERBS[relation.verb]}", **args)


def _objects(relation: written.Relation, view: View) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for one in relation.objects:
        match one:
            case written.Things():
                found += [Ref(view.kinds.get(name.text, "area"), name.text) for name in one.names]
            case BuiltAs():
                found.append(Ref("construction", one.construction))
            case NoCommittee():
                found.append(NOBODY)
            case Mayor(committee=None):
                found.append(Ref("mayor", "mayor of its committee"))
            case Mayor(committee=Name() | Role() as committee):
                there = predicates.body(committee, view)
                found.append(Ref("mayor", f"mayor of {there}"))
            case Name():
                kind = _OBJECTS.get(relation.verb, "committee")
                found.append(Ref(kind, view.now(one.text)))
            case Role():
                found.append(Ref("committee", predicates.body(one, view) or one.role))
    return tuple(found)


def instrument_phrase(
    node: instruments.Instrument, subject: Ref | None, holder: str | None, view: View
) -> Phrase:
    """An instrument as a rule names it, to be put into words."""
    match node:
        case instruments.Dispensation():
            return Phrase.of(
                "name.dispensation",
                norm=str(node.norm) if node.norm else "",
                subject=subject or "",
                holder=Ref("mayor", holder) if holder else "",
            )
        case instruments.LawAmendment():
            return Phrase.of("name.law amendment", source=Ref("source", node.source.source))
        case instruments.BylawChange():
            return Phrase.of("name.bylaw change", source="")
        case instruments.Readings():
            return Phrase.of(
                "name.reading",
                count=node.count,
                body=Ref("body", predicates.body(node.body, view) or ""),
                days=node.days_apart if node.days_apart is not None else "",
            )
        case instruments.Step():
            there = predicates.body(node.body, view) if node.body else None
            return Phrase.of(f"name.{node.kind}", body=Ref("body", there) if there else "", what="")
        case instruments.Reconstitution():
            return Phrase.of("name.reconstitution")
