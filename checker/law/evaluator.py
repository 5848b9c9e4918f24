"""Rules asked of a view: what each rule finds in one structure on one day.

This module is to be read beside the language page. For every sentence it lists the candidates
(whom the finding would be about, what would fail) with a test; ``view.decide`` then tells
whether the test holds, does not, or hangs on a question that no file answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import frozen

from checker.law import facts, predicates
from checker.law.rulecheck import subject_of
from checker.law.structure import Task
from checker.law.view import View, all_of, any_of, decide
from checker.model import rule as written
from checker.model.node import BuiltAs, Mayor, Name, Named, NoCommittee, Role
from checker.result import Argument, Phrase, Ref, Witness

Test = Callable[[], bool]
NOBODY = Ref("nobody", "nobody")
_VERBS = {"hold": "hold", "perform": "perform", "be under": "under"}
_VERBS |= {"be led as": "led-as", "be led by": "led-by"}


@frozen
class Found:
    """What one rule finds in one structure, before it is compared with the other.

    Attributes:
        subject: whom it is about.
        what: what fails; None for a need and for a count.
        message: the sentence, without the others that fail with it.
        question: what must be answered where a fact is on no file; None: it is so.
        witnesses: the facts behind it.
    """

    rule: written.Rule
    subject: Ref
    what: Ref | None
    message: Phrase
    question: Phrase | None
    witnesses: tuple[Witness, ...]


@frozen
class Candidate:
    """Something a rule might find: the test says whether it does."""

    subject: Ref
    what: Ref | None
    test: Callable[[], bool]
    task: str | None = None


@frozen
class Law:
    """The rules that bind a municipality and are in force, as a view is asked about them.

    Attributes:
        rules: in the order of the rule base.
        municipality: its id, the subject of counts.
    """

    rules: tuple[written.Rule, ...]
    municipality: str

    def find(self, view: View) -> list[Found]:
        """Everything the rules find in a view, but for the rules on instruments."""
        found = []
        for rule in self.rules:
            if isinstance(subject_of(rule), written.EachInstrument):
                continue
            for one in self._candidates(rule, view):
                outcome = decide(one.test, view)
                if outcome is not False:
                    found.append(_found(rule, one, outcome, view))
        return found

    # ------------------------------------------------------------ whom a rule applies to

    def applies(self, rule: written.Rule, subject: Ref, view: View) -> bool:
        """Whether a rule applies to a subject: its conditions hold and nothing displaces it."""
        return all_of(
            (
                partial(self._conditions_hold, rule, subject, view),
                lambda: not self.displaced(rule, subject, view),
            )
        )

    def _conditions_hold(self, rule: written.Rule, subject: Ref, view: View) -> bool:
        return all_of(self._tests(rule, subject, view))

    def _tests(self, rule: written.Rule, subject: Ref, view: View) -> Iterator[Test]:
        spoken_of = subject_of(rule)
        if isinstance(spoken_of, Named) and spoken_of.construction:
            construction = spoken_of.construction
            yield (
                lambda: subject.id in view.structure.units and view.led_as(subject.id, construction)
            )
        clause = spoken_of.clause if isinstance(spoken_of, written.Each) else None
        for condition in (clause, rule.when):
            if condition:
                yield partial(predicates.holds, condition, subject, view)
        exception = rule.unless
        if exception:
            yield lambda: not predicates.holds(exception, subject, view)

    def displaced(self, rule: written.Rule, subject: Ref, view: View) -> bool:
        """Whether a rule that says ``despite`` this one applies to the subject."""
        return any_of(
            partial(self.applies, other, subject, view)
            for other in self.rules
            if subject in self.subjects(other, view)
            and any(name.text == rule.id.text for name in other.despite)
        )

    def subjects(self, rule: written.Rule, view: View) -> list[Ref]:
        """Everything a rule may speak of in a view, whether or not its conditions hold."""
        structure, sentence = view.structure, rule.sentence
        spoken_of = subject_of(rule)
        if isinstance(sentence, written.OnlyMay):
            if sentence.relation.verb == "hold":
                return [Ref("committee", name) for name in structure.committees]
            return [Ref("unit", name) for name in structure.units]
        if spoken_of is None:
            if isinstance(sentence, written.Count):
                return [Ref("municipality", self.municipality)]
            things = structure.units if sentence.verb == "be under" else structure.tasks  # type: ignore[union-attr]
            return [Ref("unit" if things is structure.units else "task", name) for name in things]
        return self._speakers(rule, view)

    def _speakers(self, rule: written.Rule, view: View) -> list[Ref]:
        structure = view.structure
        match subject_of(rule):
            case Named() as named:
                return self._named(named.name.text, rule, view)
            case Role(role="finance committee"):
                return [Ref("committee", structure.finance)] if structure.finance else []
            case Role():
                return [Ref("municipality", self.municipality)]
            case written.Each(noun="unit"):
                return [Ref("unit", name) for name in structure.units] + self._ended(
                    "unit", rule, view
                )
            case written.Each(noun="task"):
                return [Ref("task", name) for name in structure.tasks]
            case written.Each() as each:
                kinds = COMMITTEE_KINDS[each.noun]
                return [
                    Ref("committee", one.id)
                    for one in structure.committees.values()
                    if one.kind in kinds
                ] + self._ended("committee", rule, view)
            case _:
                return []

    def _named(self, name: str, rule: written.Rule, view: View) -> list[Ref]:
        here, structure = view.now(name), view.structure
        if here in structure.committees:
            return [Ref("committee", here)]
        if here in structure.units:
            return [Ref("unit", here)]
        if here in structure.tasks:
            return [Ref("task", here)]
        kind = view.kinds.get(name, "committee")
        return [ref for ref in self._ended(kind, rule, view) if ref.id == name]

    def _ended(self, kind: str, rule: written.Rule, view: View) -> list[Ref]:
        """The abolished, for a rule that speaks of what is abolished; nothing else sees them."""
        spoken_of = subject_of(rule)
        clause = spoken_of.clause if isinstance(spoken_of, written.Each) else None
        said = [one for part in (clause, rule.when) if part for one in part.predicates]
        if not any(isinstance(one, written.Becomes) and one.change == "abolished" for one in said):
            return []
        return [Ref(kind, name) for name in view.changes.abolished if view.kinds[name] == kind]

    # ------------------------------------------------------------ what each sentence looks at

    def _candidates(self, rule: written.Rule, view: View) -> Iterator[Candidate]:
        sentence = rule.sentence
        match sentence:
            case written.MayOnly() | written.Must():
                for subject in self._speakers(rule, view):
                    for one in _with_subject(sentence, subject, view):
                        yield self._guarded(rule, one, view)
            case written.OnlyMay():
                yield from self._only_may(rule, sentence, view)
            case written.ExactlyOne():
                for one in _exactly_one(sentence, view):
                    yield self._guarded(rule, one, view)
            case written.Count():
                subject = Ref("municipality", self.municipality)
                wrong = Candidate(subject, None, lambda: not _counts(sentence, view))
                yield self._guarded(rule, wrong, view)
            case _:
                for subject in self._speakers(rule, view):
                    yield self._guarded(rule, Candidate(subject, None, lambda: True), view)

    def _guarded(self, rule: written.Rule, one: Candidate, view: View) -> Candidate:
        tests = (one.test, partial(self.applies, rule, one.subject, view))
        return Candidate(one.subject, one.what, partial(all_of, tests), one.task)

    def _only_may(
        self, rule: written.Rule, sentence: written.OnlyMay, view: View
    ) -> Iterator[Candidate]:
        """Every other committee or unit that does it: it is the subject, not the one who may."""
        speakers = self._speakers(rule, view)
        for other in self.subjects(rule, view):
            for one in _related_to(sentence.relation, other, view):

                def test(one: Candidate = one, other: Ref = other) -> bool:
                    return all_of(
                        (
                            one.test,
                            lambda: self._is_other(rule, other, speakers, view),
                            lambda: not self.displaced(rule, other, view),
                        )
                    )

                yield Candidate(other, one.what, test, one.task)

    def _is_other(self, rule: written.Rule, other: Ref, speakers: list[Ref], view: View) -> bool:
        """Whether a committee or unit is not among those who alone may.

        ``only a committee that … may``: those for whom the clause fails are among the others.
        ``only ØU may … when …``: where the condition fails the rule says nothing.
        """
        if isinstance(subject_of(rule), written.Each):
            return not (other in speakers and self._conditions_hold(rule, other, view))
        return other not in speakers and any_of(
            partial(self._conditions_hold, rule, may, view) for may in speakers
        )


COMMITTEE_KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("finance committee", "committee"),
    "standing committee": ("committee",),
    "special committee": ("special committee",),
}


def _with_subject(
    sentence: written.MayOnly | written.Must, subject: Ref, view: View
) -> Iterator[Candidate]:
    relation = sentence.relation
    if isinstance(sentence, written.MayOnly):
        yield from _outside(relation, subject, view)
    elif sentence.negated:
        yield from _related_to(relation, subject, view)
    elif relation.verb in ("hold", "perform"):
        yield from _missing(relation, subject, view)
    else:
        yield from _outside(relation, subject, view, must=True)


def _does(verb: str, name: str, task: Task, view: View) -> bool:
    return view.holds(name, task) if verb == "hold" else view.performs(name, task)


def _may_do(verb: str, name: str, task: Task) -> bool:
    """Whether it is worth asking: the file does not rule it out."""
    if verb == "perform":
        return task.performer == name
    return name in task.left_by if task.holders is None else name in task.holders


def _outside(
    relation: written.Relation, subject: Ref, view: View, *, must: bool = False
) -> Iterator[Candidate]:
    """What the subject stands in the relation to, beside the objects."""
    verb, name = relation.verb, subject.id
    if verb in ("hold", "perform"):
        allowed = [one.text for one in predicates.things(relation)]
        for task in view.structure.tasks.values():
            if not _may_do(verb, name, task):
                continue

            def outside(task: Task = task) -> bool:
                return all_of(
                    (
                        lambda: _does(verb, name, task, view),
                        lambda: not view.within_any(task, allowed),
                    )
                )

            yield Candidate(subject, Ref("task", task.id), outside, task.id)
        return
    if name not in view.structure.units:
        return
    actual = _actual(verb, name, view)
    if actual == NOBODY and not must:
        return

    def otherwise() -> bool:
        return not any_of(
            partial(predicates.is_related, verb, name, one, view) for one in relation.objects
        )

    yield Candidate(subject, actual, otherwise)


def _related_to(relation: written.Relation, subject: Ref, view: View) -> Iterator[Candidate]:
    """Each thing among the objects that the subject stands in the relation to."""
    verb, name = relation.verb, subject.id
    if verb in ("hold", "perform"):
        spoken_of = [one.text for one in predicates.things(relation)]
        for task in view.structure.tasks.values():
            if not _may_do(verb, name, task):
                continue

            def inside(task: Task = task) -> bool:
                return all_of(
                    (
                        lambda: _does(verb, name, task, view),
                        lambda: view.within_any(task, spoken_of),
                    )
                )

            yield Candidate(subject, Ref("task", task.id), inside, task.id)
        return
    if name in view.structure.units:

        def is_so() -> bool:
            return any_of(
                partial(predicates.is_related, verb, name, one, view) for one in relation.objects
            )

        yield Candidate(subject, _actual(verb, name, view), is_so)


def _missing(relation: written.Relation, subject: Ref, view: View) -> Iterator[Candidate]:
    """Each task within an object that the subject does not hold; or that there is none."""
    verb, name = relation.verb, subject.id
    for thing in predicates.things(relation):
        for task in view.structure.tasks.values():

            def lacks(task: Task = task, thing: Name = thing) -> bool:
                if not view.within(task, thing.text):
                    return False
                if verb == "hold":
                    return (task.holders is None and _left_open(name, task, view)) or (
                        task.holders is not None and name not in task.holders
                    )
                return task.performer != name

            yield Candidate(subject, Ref("task", task.id), lacks, task.id)

        def none(thing: Name = thing) -> bool:
            return not any_of(
                partial(view.within, task, thing.text) for task in view.structure.tasks.values()
            )

        yield Candidate(subject, Ref("area", thing.text), none)


def _left_open(name: str, task: Task, view: View) -> bool:
    """For a task whose holder is on no file: that it is not the one who must hold it."""
    return not view.ask("q.held-by", task=Ref("task", task.id), committee=Ref("committee", name))


def _actual(verb: str, unit: str, view: View) -> Ref:
    """The committee, construction or mayor a unit has."""
    one = view.structure.units[unit]
    if verb == "be under":
        return Ref("committee", one.owner) if one.owner else NOBODY
    if verb == "be led as":
        return Ref("construction", one.construction) if one.construction else NOBODY
    leader = view.structure.leader_of(unit)
    return Ref("mayor", leader) if leader else NOBODY


def _exactly_one(sentence: written.ExactlyOne, view: View) -> Iterator[Candidate]:
    structure = view.structure
    if sentence.verb == "be under":
        for unit in structure.units.values():
            yield Candidate(
                Ref("unit", unit.id),
                NOBODY,
                lambda unit=unit: unit.owner is None,  # type: ignore[misc]
            )
        return
    if sentence.things is None:
        groups = [(Ref("task", name), (name,)) for name in structure.tasks]
    else:
        groups = [
            (Ref(view.kinds.get(one.text, "area"), one.text), None)  # type: ignore[misc]
            for one in sentence.things.names
        ]
    for subject, names in groups:
        yield from _one_holder(sentence.verb, subject, names, view)


def _one_holder(
    verb: str, subject: Ref, names: tuple[str, ...] | None, view: View
) -> Iterator[Candidate]:
    """A candidate for each holder, in breach where there is another; and one for nobody."""

    def group() -> list[Task]:
        tasks = view.structure.tasks
        if names is not None:
            return [tasks[name] for name in names]
        return [task for task in tasks.values() if view.within(task, subject.id)]

    def known(task: Task) -> tuple[str, ...]:
        if verb == "perform":
            return (task.performer,) if task.performer else ()
        return task.holders or ()

    def holders() -> set[str]:
        return {one for task in group() for one in known(task)}

    def odd() -> bool:
        """Whether a task whose holder is on no file breaks the unity, by the assumed answer."""
        if verb == "perform":
            return False
        return any(
            not view.ask("q.one-holder", task=Ref("task", task.id))
            for task in group()
            if task.holders is None
        )

    def nobody() -> bool:
        tasks = group()
        if not tasks:
            return True
        if any(task.holders is None for task in tasks) and verb == "hold":
            return len(holders()) < 2 and odd()
        return not any(known(task) for task in tasks)

    kind = "committee" if verb == "hold" else "unit"
    everyone = {one for task in view.structure.tasks.values() for one in known(task)}
    for holder in sorted(everyone):

        def shared(holder: str = holder) -> bool:
            found = holders()
            return holder in found and len(found) > 1

        yield Candidate(subject, Ref(kind, holder), shared)
    yield Candidate(subject, NOBODY, nobody)


def _counts(sentence: written.Count, view: View) -> bool:
    found = count(sentence.noun, view)
    wanted = sentence.number
    return {
        "exactly": found == wanted,
        "at least": found >= wanted,
        "at most": found <= wanted,
    }[sentence.comparison]


def count(noun: written.Noun, view: View) -> int:
    """How many there are of a noun; special committees count only by their own name."""
    structure = view.structure
    if noun == "unit":
        return len(structure.units)
    if noun == "task":
        return len(structure.tasks)
    if noun == "administration":
        own = [one for one in structure.committees.values() if one.kind != "special committee"]
        found = {one.administration.id.text for one in own if one.administration}
        without = [one.id for one in own if one.administration is None]
        extra = [
            one for one in without if view.ask("q.administration", committee=Ref("committee", one))
        ]
        return len(found) + len(extra)
    kinds = COMMITTEE_KINDS[noun]
    return sum(one.kind in kinds for one in structure.committees.values())


# ---------------------------------------------------------------- how it is said


def _found(rule: written.Rule, one: Candidate, outcome: bool | Phrase, view: View) -> Found:
    question = None if outcome is True else outcome
    assert question is None or isinstance(question, Phrase)
    if question is not None:
        message = Phrase.of("undetermined", subject=one.subject)
    else:
        message = message_of(rule, one.subject, view)
    witnesses = facts.behind(rule, one.subject, one.what, one.task, view)
    return Found(rule, one.subject, one.what, message, question, witnesses)


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
            return Phrase.of(f"exactly-one.{verb}", subject=subject)
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
                kind = "mayor" if relation.verb == "be led by" else "committee"
                found.append(Ref(kind, view.now(one.text)))
            case Role():
                found.append(Ref("committee", predicates.body(one, view) or one.role))
    return tuple(found)
