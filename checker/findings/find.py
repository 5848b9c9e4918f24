"""Rules asked of a view: what each rule finds in one structure on one day.

This module is to be read beside the language page. For every sentence it lists the candidates
(whom the finding would be about, what would fail) with a test; ``view.decide`` then tells
whether the test holds, does not, or hangs on a question that no file answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from attrs import frozen

from checker.findings import evidence, predicates
from checker.findings.candidates import Candidate, Test, exactly_one, related_to, with_subject
from checker.findings.counting import COMMITTEE_KINDS, counts
from checker.findings.sayings import message_of
from checker.lawbook.spoken import subject_of
from checker.municipality.situation import View, all_of, any_of, decide
from checker.result import Phrase, Ref, Witness
from checker.speech import rule as written
from checker.speech.node import Named, Role


@frozen
class Found:
    """What one rule finds in one structure, before it is compared with the other.

    Attributes:
        subject: whom it is about.
        what: what fails; None for a need and for a count.
        message: the sentence, without the others that fail with it.
        question: what must be answered where a fact is on no file; None: it is so.
        witnesses: what fails; for a need, what makes it apply.
        support: what makes the rule apply to the subject.
    """

    rule: written.Rule
    subject: Ref
    what: Ref | None
    message: Phrase
    question: Phrase | None
    witnesses: tuple[Witness, ...]
    support: tuple[Witness, ...]


@frozen
class Law:
    """The rules that bind a municipality and are in force, as a view is asked about them.

    Attributes:
        rules: in the order of the rule base.
        municipality: its id, the subject of counts.
        procedural: the rules on instruments, in force or not: a step is judged on its own day.
    """

    rules: tuple[written.Rule, ...]
    municipality: str
    procedural: tuple[written.Rule, ...] = ()

    def find(self, view: View) -> list[Found]:
        """Everything the rules find in a view, but for the rules on instruments."""
        return [one for rule in self.speaking for one in self.found_by(rule, view)]

    @property
    def speaking(self) -> Iterator[written.Rule]:
        """The rules that find something in a structure: all but those on instruments."""
        return (r for r in self.rules if not isinstance(subject_of(r), written.EachInstrument))

    def looked_at(self, rule: written.Rule) -> tuple[written.Rule, ...]:
        """All rules that what one finds depends on: itself, and those that displace it."""
        found, waiting = [rule], [rule]
        while waiting:
            for other in self._displacing.get(waiting.pop().id.text, ()):
                if other not in found:
                    found.append(other)
                    waiting.append(other)
        return tuple(found)

    @cached_property
    def _displacing(self) -> dict[str, list[written.Rule]]:
        found: dict[str, list[written.Rule]] = {}
        for rule in self.rules:
            for name in rule.despite:
                found.setdefault(name.text, []).append(rule)
        return found

    def failing(self, rule: written.Rule, view: View) -> Iterator[tuple[Ref, Ref | None]]:
        """Whom a rule surely speaks of in a view, and what fails; nothing that hangs on a
        question."""
        for one in self._candidates(rule, view):
            if decide(one.test, view) is True:
                yield one.subject, one.what

    def may_be_kept(self, rules: Sequence[written.Rule], view: View) -> bool:
        """Whether some answer to the open questions of a view lets all of some rules be kept."""
        fails = [one.test for rule in rules for one in self._candidates(rule, view)]
        return decide(lambda: not any_of(fails), view) is not False

    def found_by(self, rule: written.Rule, view: View) -> Iterator[Found]:
        """What one rule finds in a view."""
        for one in self._candidates(rule, view):
            outcome = decide(one.test, view)
            if outcome is not False:
                yield _found(rule, one, outcome, view)

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
            for other in self._displacing.get(rule.id.text, ())
            if subject in self.subjects(other, view)
        )

    def subjects(self, rule: written.Rule, view: View) -> list[Ref]:
        """Everything a rule may speak of in a view, whether or not its conditions hold."""
        structure, sentence = view.structure, rule.sentence
        spoken_of = subject_of(rule)
        if isinstance(sentence, written.OnlyMay):
            if sentence.relation.verb == "hold":
                return [Ref("committee", name) for name in structure.committees]
            if sentence.relation.verb in ("be held by", "be performed by"):
                return [Ref("task", name) for name in structure.tasks]
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
        ended = [name for name in view.changes.abolished if view.kinds[name] == kind]
        if kind == "committee" and isinstance(spoken_of, written.Each):
            meant = COMMITTEE_KINDS[spoken_of.noun]
            ended = [name for name in ended if view.changes.ended.get(name) in meant]
        return [Ref(kind, name) for name in ended]

    # ------------------------------------------------------------ what each sentence looks at

    def _candidates(self, rule: written.Rule, view: View) -> Iterator[Candidate]:
        sentence = rule.sentence
        match sentence:
            case written.MayOnly() | written.Must():
                for subject in self._speakers(rule, view):
                    for one in with_subject(sentence, subject, view):
                        yield self._guarded(rule, one, view)
            case written.OnlyMay():
                yield from self._only_may(rule, sentence, view)
            case written.ExactlyOne():
                for one in exactly_one(sentence, view):
                    yield self._guarded(rule, one, view)
            case written.Count():
                subject = Ref("municipality", self.municipality)
                wrong = Candidate(subject, None, lambda: not counts(sentence, view))
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
            for one in related_to(sentence.relation, other, view):

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


def _found(rule: written.Rule, one: Candidate, outcome: bool | Phrase, view: View) -> Found:
    question = None if outcome is True else outcome
    assert question is None or isinstance(question, Phrase)
    if question is not None:
        message = Phrase.of("undetermined", subject=one.subject)
    else:
        message = message_of(rule, one.subject, view)
    support = evidence.behind(rule, one.subject, view)
    witnesses = evidence.failing(one.subject, one.what, one.task, view)
    if isinstance(rule.sentence, written.Needs | written.MayNeed | written.NoteOn):
        witnesses = support
    return Found(rule, one.subject, one.what, message, question, witnesses, support)
