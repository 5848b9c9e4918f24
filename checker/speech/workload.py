# SPDX-License-Identifier: EUPL-1.2
"""What is demanded or said of how many tasks a committee holds or a unit performs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial

from checker.records import frozen
from checker.speech.amounts import Numbered, Quantity, refs_of
from checker.speech.answers import Test, UnknownError, all_of, any_of, outcome_of
from checker.speech.circumstances import kept_by
from checker.speech.node import Fitting, Name, fitting
from checker.speech.part import Tried
from checker.speech.predicates import Predicate
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.situation import Situation
from checker.speech.structure import TaskFacts, takers


class Working(Numbered):
    """What is said of a number of tasks."""

    abstract = True

    @abstractmethod
    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        """Whether it does a task. Raises UnknownError where no file says."""

    @abstractmethod
    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        """The tasks that it may do: the file does not rule it out."""

    def tests(self, subject: Ref, situation: Situation) -> Iterator[Test]:
        return (test for _, test in self._tested(subject, situation))

    def _tested(self, subject: Ref, situation: Situation) -> Iterator[tuple[TaskFacts, Test]]:
        areas = [one.text for one in self.quantity.areas]
        among, known = situation.among(areas), situation.known_among(areas)
        for task in self.done_by(subject.id, situation):
            does = partial(self.does, subject.id, task, situation)
            if (lies := not areas or known.get(task.area or "")) is not False:
                yield task, does if lies else partial(all_of, (partial(among, task), does))

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        """The tasks that count, as far as the files say."""
        tested = self._tested(subject, situation)
        return [situation.fact_of_task(task.id) for task, test in tested if _surely(test)]


def _surely(test: Test) -> bool:
    try:
        return test()
    except UnknownError:
        return False


@frozen
class HoldNumber(Working):
    """The committee is responsible for so many tasks."""

    verb = "hold"
    said_of = ("committee",)

    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        """A committee that the proposal creates holds nothing yet of which the holder is on no
        file: only what leaves such a committee for it may be its own."""
        structure, changes = situation.structure, situation.changes
        unheld = structure.unheld
        if name in changes.new - changes.split - changes.merged:
            unheld = [task for task in unheld if name in takers(task)]
        return structure.in_order((*structure.held(name), *unheld))

    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return situation.held_by(task, name)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        """It is a question where nothing is on file of a committee, or of one that ends in it."""
        kept, wanted, changes = super().holds(subject, situation), self.quantity, situation.changes
        some = max(wanted.number, 1)
        turns = [one for one in (some, some + 1) if wanted.is_kept(one) is not kept]
        ways: list[Test] = []
        there = subject.id in {*situation.structure.committees} - {*changes.made}
        bare = there and situation.is_bare(subject.id)
        most = self.interval(subject, situation)[1] if bare or subject.id in changes.brought else 0
        if bare and most < some in turns:
            ways.append(partial(situation.ask, "q.tasks", committee=subject))
        if turns and turns[-1] > most:
            ways.append(partial(situation.gets_unlisted, subject.id))
        return any_of(ways) is not kept


@frozen
class PerformNumber(Working):
    """The unit performs so many tasks."""

    verb = "perform"
    said_of = ("unit",)

    def done_by(self, name: str, situation: Situation) -> Sequence[TaskFacts]:
        return situation.structure.performed(name)

    def does(self, name: str, task: TaskFacts, situation: Situation) -> bool:
        return task.performer == name

    def holds(self, subject: Ref, situation: Situation) -> bool:
        """It is a question where no task of a unit is on file: that it counts as one does not tell
        how many it performs."""
        kept, wanted = super().holds(subject, situation), self.quantity
        structure = situation.structure
        if not _is_unlisted(subject.id, situation):
            return kept
        areas = tuple(one.text for one in wanted.areas)
        unit, own = structure.units[subject.id], subject.id in structure.tasks
        if areas and outcome_of(partial(situation.lies_in(areas), unit)) is False:
            return kept
        listed = self.interval(subject, situation)[1] - own

        def at_most(number: int) -> bool:
            if number - listed < own:
                return False
            more = Phrase.of(
                "q.performs", unit=subject, areas=refs_of(wanted.areas), number=str(number - listed)
            )
            return situation.ask_number(more, number - listed, grows=True)

        return kept_by(at_most, wanted.comparison, wanted.number)


def _is_unlisted(unit: str, situation: Situation) -> bool:
    """Whether of a unit that is there without the proposal no task is on file but what comes to
    it."""
    ends, structure = situation.changes.performers, situation.structure
    if unit not in structure.units or unit in situation.changes.new:
        return False
    left = any(old == situation.changes.old(unit) for old, _ in ends.values())
    return not left and all(
        one.of_unit or ends.get(one.id, ("", ""))[1] == unit for one in structure.performed(unit)
    )


@frozen
class HoldsNone(Predicate):
    """The committee is responsible for no task, or for none within some areas."""

    read_as = "HOLDS_NO _done"
    said_of = ("committee",)
    tried = Tried(tasks=1, changes=("new",))
    areas: tuple[Name, ...] = ()

    @property
    def _number(self) -> HoldNumber:
        none = Quantity("at most", 0, "task", self.areas, span=self.span)
        return HoldNumber(none, span=self.span)

    def holds(self, subject: Ref, situation: Situation) -> bool:
        return self._number.holds(subject, situation)

    def facts(self, subject: Ref, situation: Situation) -> list[Witness]:
        there = situation.structure.committees.get(subject.id)
        if there is None or self._number.facts(subject, situation):
            return []
        fact = Phrase.of("f.no-tasks", committee=subject, areas=refs_of(self.areas))
        return [Witness(fact, situation.changes.causes.get(subject.id) or there.filed.span)]

    def spoken_names(self) -> Fitting:
        return fitting(("area",), *self.areas)
