# SPDX-License-Identifier: EUPL-1.2
"""Rules asked of a view: what each rule finds in one structure on one day.

A sentence tells its candidates (whom the finding would be about, what would fail) with a test;
``decide`` then tells whether the test holds, does not, or hangs on a question that no file
answers.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial

from checker.findings.raw import About, RawFinding, limit_that_ends
from checker.municipality.situation import View
from checker.records import frozen
from checker.speech.answers import Candidate, Test, UnknownError, all_of, all_said, any_of, decide
from checker.speech.node import Named, Role
from checker.speech.rule import Rule
from checker.speech.saying import Ref
from checker.speech.sentences import COMMITTEE_KINDS, Each, EachInstrument

Asked = Callable[[Ref, View], bool]
_LAYERS = 20  # of displacing rules that may wait for each other


@frozen(eq=False, repr=False)
class Spoken:
    """Whom a rule speaks of in a view, and whom it may find something about: others, where it
    says who alone may."""

    rule: Rule
    speakers: Sequence[Ref]
    subjects: Sequence[Ref]
    known: frozenset[Ref]


@frozen(eq=False, repr=False)
class Law:
    """The rules that bind a municipality and are in force, as a view is asked about them.

    Attributes:
        rules: in the order of the rule base.
        municipality: its id, the subject of counts.
        procedural: the rules on instruments, in force or not: a step is judged on its own day.
    """

    rules: tuple[Rule, ...]
    municipality: str
    procedural: tuple[Rule, ...] = ()

    def under(self, followed: Container[str]) -> Law:
        """The same, without what speaks only where another interpretation is followed."""
        rules, procedural = (
            tuple(rule for rule in every if rule.speaks_under(followed))
            for every in (self.rules, self.procedural)
        )
        return Law(rules, self.municipality, procedural)

    def find(self, view: View) -> list[RawFinding]:
        """Everything the rules find in a view, but for the rules on instruments."""
        return [one for rule in self.speaking for one in self.found_by(rule, view)]

    @cached_property
    def speaking(self) -> tuple[Rule, ...]:
        """The rules that find something in a structure: all but those on instruments."""
        return tuple(r for r in self.rules if not isinstance(r.subject, EachInstrument))

    def silenced(self, before: View, after: View) -> tuple[tuple[Ref, Rule], ...]:
        """The rules on one by its id who ends with the proposal: they speak of nobody then."""
        return tuple(
            (one, rule)
            for rule in self.speaking
            if isinstance(rule.subject, Named) and not rule.sentence.of_others
            if not self._speakers(rule, after)
            for one in self._speakers(rule, before)
        )

    def looked_at(self, rule: Rule) -> tuple[Rule, ...]:
        """All rules that what one finds depends on: itself, and those that displace it."""
        return self.looking[rule.id.text]

    @cached_property
    def looking(self) -> dict[str, tuple[Rule, ...]]:
        """What ``looked_at`` tells, by the rule."""
        every = {rule.id.text: (rule,) for rule in (*self.rules, *self.procedural)}
        return every | self._dependent

    @cached_property
    def _dependent(self) -> dict[str, tuple[Rule, ...]]:
        """Each rule that another displaces, with all above it; the uppermost are looked at first,
        so that a layer takes what is known of the one above it."""
        found: dict[str, tuple[Rule, ...]] = {}
        lower = (one for one in self.rules if one.id.text in self._displacing)
        for rule in sorted(lower, key=lambda one: self._layers[one.id.text]):
            above = {id(rule): rule}
            for other in self._displacing[rule.id.text]:
                known = found.get(other.id.text, (other,))
                above.update(zip(map(id, known), known, strict=True))
            found[rule.id.text] = tuple(above.values())
        return found

    @cached_property
    def _displacing(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in rule.despite:
                found.setdefault(name.text, []).append(rule)
        return found

    def failing(self, rule: Rule, view: View) -> Iterator[tuple[Ref, Ref | None]]:
        """Whom a rule surely speaks of in a view, and what fails; nothing that hangs on a
        question."""
        for one in self._every_candidate(rule, view):
            if decide(one.test, view.assumed) is True:
                yield one.subject, one.what

    def may_be_kept(self, rules: Sequence[Rule], view: View) -> bool:
        """Whether some answer to the open questions of a view lets all of some rules be kept."""
        fails = [one.test for rule in rules for one in self._every_candidate(rule, view)]
        return decide(lambda: not any_of(fails), view.assumed) is not False

    def found_by(self, rule: Rule, view: View) -> Iterator[RawFinding]:
        """What one rule finds in a view."""
        for subject in self.spoken(rule, view).subjects:
            yield from self.found_about(subject, rule, view)
        yield from limit_that_ends(rule, view)

    def found_about(self, subject: Ref, rule: Rule, view: View) -> tuple[RawFinding, ...]:
        """What one rule finds about one of its subjects."""
        binding = self._bindings.get(id(rule)) or self._binding(rule)
        try:
            binds = binding(subject, view)
        except UnknownError:
            binds = None
        if binds is False:
            return ()
        found: list[RawFinding] = []
        about: About | None = None
        for one in _looked_at(rule, subject, view):
            test = one.test
            if binds is None:
                test = partial(all_of, (test, partial(binding, subject, view)))
            outcome = decide(test, view.assumed)
            if outcome is not False:
                about = about or About.of(rule, subject, view)
                found.append(about.finding(one, outcome))
        return tuple(found)

    # ------------------------------------------------------------ whom a rule applies to

    def applies(self, rule: Rule, subject: Ref, view: View) -> bool:
        """Whether a rule applies to a subject: its conditions hold and nothing displaces it."""
        if rule.id.text not in self._displacing:
            return self._conditions(rule)(subject, view)
        return all_of(
            (
                partial(self._conditions(rule), subject, view),
                lambda: not self.displaced(rule, subject, view),
            )
        )

    @cached_property
    def _bindings(self) -> dict[int, Asked]:
        return {id(rule): self._binding(rule) for rule in self.speaking}

    def _binding(self, rule: Rule) -> Asked:
        """What tells whether a rule has a say about one of its subjects."""
        if rule.sentence.of_others:
            return partial(self._binds_other, rule)
        displaced = rule.id.text in self._displacing
        return partial(self.applies, rule) if displaced else self._conditions(rule)

    def _conditions(self, rule: Rule) -> Asked:
        """What tells whether the conditions of a rule hold for one."""
        return self._asked[id(rule)] if id(rule) in self._asked else _asked_by(rule)

    @cached_property
    def _asked(self) -> dict[int, Asked]:
        return {id(rule): _asked_by(rule) for rule in (*self.rules, *self.procedural)}

    def displaced(self, rule: Rule, subject: Ref, view: View) -> bool:
        """Whether a rule that says ``despite`` this one applies to the subject."""
        if rule.id.text not in self._displacing:
            return False
        return self._displaced_once(rule, subject, view)

    def _displaced_once(self, rule: Rule, subject: Ref, view: View) -> bool:
        def displaced() -> bool:
            self._ask_before(rule, subject, view)
            return any_of(
                partial(self.applies, other, subject, view)
                for other in self._displacing[rule.id.text]
                if subject in self.spoken(other, view).known
            )

        return view.once((self, rule.id.text, subject), displaced)

    def _ask_before(self, rule: Rule, subject: Ref, view: View) -> None:
        """Asks of every so many layers above what was not asked yet: none waits for all above."""
        waiting: list[Rule] = []
        for layer in reversed(self._stations[: (self._layers[rule.id.text] - 1) // _LAYERS]):
            if all(view.is_settled((self, one.id.text, subject)) for one in layer):
                break
            waiting += layer
        for other in reversed(waiting):
            with suppress(UnknownError):
                self._displaced_once(other, subject, view)

    @cached_property
    def _stations(self) -> list[list[Rule]]:
        found = [list[Rule]() for _ in self.rules]  # by the layer
        for rule in self.rules:
            found[self._layers[rule.id.text]].append(rule)
        return [*filter(None, found[_LAYERS::_LAYERS])]

    @cached_property
    def _layers(self) -> dict[str, int]:
        """How many layers of rules that displace one another are above each rule."""
        found: dict[str, int] = {}
        waiting = [*self.rules]
        while waiting:
            rule = waiting[-1]
            above = self._displacing.get(rule.id.text, ())
            lacking = [one for one in above if one.id.text not in found]
            waiting += lacking
            if not lacking:
                found[rule.id.text] = max((found[one.id.text] + 1 for one in above), default=0)
                waiting.pop()
        return found

    def subjects(self, rule: Rule, view: View) -> Sequence[Ref]:
        """Everything a rule may speak of in a view, whether or not its conditions hold."""
        return self.spoken(rule, view).subjects

    def spoken(self, rule: Rule, view: View) -> Spoken:
        """Whom a rule speaks of in a view, whether or not its conditions hold."""

        def make() -> Spoken:
            speakers = self._speakers(rule, view)
            subjects = rule.sentence.subjects(speakers, view)
            return Spoken(rule, speakers, subjects, frozenset(subjects))

        return view.keep(("spoken", id(rule)), make)

    def _speakers(self, rule: Rule, view: View) -> list[Ref]:
        """Those a rule speaks of; the municipality where it has no subject."""
        structure = view.structure
        match rule.subject:
            case Named() as named:
                return self._named(named.name.text, rule, view)
            case Role(role="finance committee"):
                return [Ref("committee", structure.finance)] if structure.finance else []
            case Role() | None:
                return [Ref("municipality", self.municipality)]
            case Each(noun="task"):
                return [Ref("task", name) for name in structure.tasks]
            case Each(noun="unit"):
                there = list(structure.units)
            case Each(noun=noun):
                kinds = COMMITTEE_KINDS[noun]
                there = [one.id for one in structure.committees.values() if one.kind in kinds]
            case _:
                return []
        kind = rule.subject.kind
        return [Ref(kind, name) for name in there] + self._ended(kind, rule, view)

    def _named(self, name: str, rule: Rule, view: View) -> list[Ref]:
        here, structure = view.now(name), view.structure
        if here in structure.committees:
            return [Ref("committee", here)]
        if here in structure.units:
            return [Ref("unit", here)]
        if here in structure.tasks:
            return [Ref("task", here)]
        kind = view.kinds.get(name, "committee")
        return [ref for ref in self._ended(kind, rule, view) if ref.id == name]

    def _ended(self, kind: str, rule: Rule, view: View) -> list[Ref]:
        """The abolished, for a rule that speaks of what is abolished; nothing else sees them."""
        asked = [one for part in rule.asked for one in part.predicates]
        if not any(one.of_ended for one in asked):
            return []
        ended = [name for name in view.changes.abolished if view.kinds[name] == kind]
        if kind == "committee" and isinstance(rule.subject, Each):
            meant = COMMITTEE_KINDS[rule.subject.noun]
            ended = [name for name in ended if view.changes.ended.get(name) in meant]
        return [Ref(kind, name) for name in ended]

    # ------------------------------------------------------------ what each sentence looks at

    def _every_candidate(self, rule: Rule, view: View) -> Iterator[Candidate]:
        for subject in self.spoken(rule, view).subjects:
            yield from self.candidates(rule, subject, view)

    def candidates(self, rule: Rule, subject: Ref, view: View) -> Iterator[Candidate]:
        """What the sentence of a rule looks at of one subject, where the rule applies."""
        bound = partial(self._binding(rule), subject, view)
        for one in _looked_at(rule, subject, view):
            yield Candidate(subject, one.what, partial(all_of, (one.test, bound)), one.task)

    def _binds_other(self, rule: Rule, other: Ref, view: View) -> bool:
        """Whether a rule on those who alone may binds another, and nothing displaces it."""
        return all_of(
            (
                lambda: self._is_other(rule, other, view),
                lambda: not self.displaced(rule, other, view),
            )
        )

    def _is_other(self, rule: Rule, other: Ref, view: View) -> bool:
        """Whether a committee or unit is not among those who alone may.

        ``only a committee that … may``: those for whom the clause fails are among the others.
        ``only ØU may … when …``: where the condition fails the rule says nothing; nor does it
        of a kind where what fails is said of the municipality or the day.
        """
        speakers = self.spoken(rule, view).speakers
        if isinstance(rule.subject, Each):
            tests: list[Test] = [
                lambda: not (other in speakers and self._conditions(rule)(other, view))
            ]
            if rule.when:
                tests.append(partial(rule.when.whoever, view, otherwise=True))
            if unless := rule.unless:
                tests.append(lambda: not unless.whoever(view, otherwise=False))
            return all_of(tests)
        return other not in speakers and any_of(
            partial(self._conditions(rule), may, view) for may in speakers
        )


def _looked_at(rule: Rule, subject: Ref, view: View) -> Iterator[Candidate]:
    """What the sentence of a rule looks at of a subject; what comes unlisted of one that ends, only
    where that one was not bound alike: then the proposal makes it no worse."""
    alike = isinstance(rule.subject, Each) is not rule.sentence.of_others and not rule.asked
    found = rule.sentence.candidates(subject, view)
    return (one for one in found if not (alike and one.unlisted))


def _asked_by(rule: Rule) -> Asked:
    """What tells whether all holds of one that a rule asks of those it speaks of."""
    asked: list[Asked] = []
    if isinstance(rule.subject, Named) and (construction := rule.subject.construction):
        asked.append(
            lambda subject, view: (
                subject.id in view.structure.units and view.led_as(subject.id, construction)
            )
        )
    for one in rule.asked:
        asked.append(one.predicates[0].holds if len(one.predicates) == 1 else one.holds)
    if exception := rule.unless:
        asked.append(lambda subject, view: not exception.holds(subject, view))
    return asked[0] if len(asked) == 1 else partial(all_said, asked)
