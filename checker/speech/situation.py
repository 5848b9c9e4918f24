# SPDX-License-Identifier: EUPL-1.2
"""What a part of speech may ask of a municipality: what is so, which is yes, no, or a question that
no file answers; and what stands in the files."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Protocol, TypeVar, cast

from checker.records import define, field
from checker.speech.answers import Answers, Beside, Test, UnknownError, any_of, outcome_of, surely
from checker.speech.changed import NOTHING, Changes
from checker.speech.node import Body, Citation, Role
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.structure import Structure, TaskFacts, UnitFacts

_Kept = TypeVar("_Kept")


Ends = tuple[tuple[str | None, ...], tuple[str | None, ...]]


class InstrumentFacts(Protocol):
    """What can be asked of a required instrument; any of them may raise UnknownError."""

    def takes_effect_at_term_start(self) -> bool: ...
    def adopted(self, relation: str) -> bool: ...
    def touches(self, provision: Citation) -> bool: ...


@define(eq=False, repr=False)
class Situation:
    """A municipality as it is without a proposal, or with it. Any question may raise UnknownError.

    Attributes:
        effective: the day it is looked at on.
        kinds: every id to its kind.
        changes: what the proposal changes; nothing where it is left out.
        assumed: the answers assumed to open questions.
        instrument: the required instrument that is spoken of, if any.
    """

    structure: Structure
    effective: date
    council: str | None
    kinds: dict[str, str]
    changes: Changes = NOTHING
    assumed: Answers = field(factory=Answers)
    instrument: InstrumentFacts | None = None
    _settled: dict[object, bool | Phrase] = field(factory=dict, init=False, eq=False)
    _kept: dict[object, object] = field(factory=dict, init=False, eq=False)
    _assuming: tuple[int, dict[object, bool | Phrase]] = field(
        default=(0, {}), init=False, eq=False
    )

    def once(self, key: object, test: Test) -> bool:
        """The outcome of a test that is asked again and again under a key; it is found out once as
        long as the same answers are assumed. Raises UnknownError as the test does."""
        stand = self.assumed.stand
        if stand and stand != self._assuming[0]:
            self._assuming = stand, {}
        settled = self._assuming[1] if stand else self._settled
        if key not in settled:
            outcome = outcome_of(test)
            if self.assumed.stand == stand:
                settled[key] = outcome
        else:
            outcome = settled[key]
        if isinstance(outcome, bool):
            return outcome
        raise UnknownError(outcome)

    def is_settled(self, key: object) -> bool:
        """Whether the outcome under a key was found out, with the same answers assumed."""
        stand = self.assumed.stand
        if not stand:
            return key in self._settled
        return stand == self._assuming[0] and key in self._assuming[1]

    def keep(self, key: object, make: Callable[[], _Kept]) -> _Kept:
        """What ``make`` tells of it, whatever is assumed; it is made once."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(_Kept, self._kept[key])

    def ask(self, key: str, *, beside: Beside | None = None, **args: str | Ref) -> bool:
        """The assumed answer to a question. Raises UnknownError where none is assumed.

        Args:
            beside: what it asks hangs on this, too, which its words pass over.
        """
        return self.assumed.to(Phrase.of(key, **args), beside)

    def ask_number(self, question: Phrase, number: int, *, grows: bool | None) -> bool:
        """The answer to a question on a number, perhaps told by one on another.

        Args:
            grows: whether yes for a number is yes for each that is larger, or for each smaller.
        """
        whom = next(one for _, one in question.args if isinstance(one, Ref))
        for asked, answer in self.assumed.about(whom).items():
            args = dict(asked.args) | {"number": str(number)}
            if grows is not None and question == Phrase.of(asked.key, **args):
                told = int(str(dict(asked.args)["number"]))
                if told <= number if answer is grows else told >= number:
                    return answer
        return self.assumed.to(question)

    # ------------------------------------------------------------ names

    def now(self, name: str) -> str:
        """The id a name stands for in this structure: a renamed thing bears its new one, or is
        known under both."""
        there = (self.structure.committees, self.structure.units, self.structure.tasks)
        if any(name in one for one in there):
            return name
        return self.changes.renamed.get(name) or self.changes.also_called.get(name, name)

    def body(self, node: Body) -> str | None:
        """The id that a body stands for; None where it is no single one, or on no file."""
        match node:
            case Role(role="finance committee"):
                return self.structure.finance
            case Role(role="committees concerned"):
                return None
            case Role():
                return self.council
        return self.now(node.text)

    def concerned(self, thing: Ref) -> list[str]:
        """The committees to ask that a unit or a task leaves and gets, or that one ends in: none
        that the proposal makes, nor the finance committee, asked of every change of the bylaw."""
        ends, changes = [*(self.left_and_entered(thing) or ())], self.changes
        ends += [(new, *old) for new, old in changes.heirs.items() if thing.id in (new, *old)]
        asked = dict.fromkeys(self.now(one) for end in (*ends, (thing.id,)) for one in end if one)
        there = {*self.structure.committees, *changes.ended, *chain(*changes.heirs.values())}
        return [one for one in asked if one in there - {self.structure.finance, *changes.made}]

    def moves_of(self, thing: Ref) -> list[tuple[Ends, Test]]:
        """What a unit or a task leaves and gets, with whether it surely moves so; a task whose
        holder is on no file does where that is the one it would come from."""
        if ends := self.left_and_entered(thing):
            return [(ends, surely)]
        task = self.structure.tasks.get(thing.id) if thing.kind == "task" else None
        coming = (task.left_by, task.falls_to) if task else ()
        return [
            (((one,), (entered,) if entered else ()), self._held_before(task, one))
            for each in coming
            for entered, left in each.items()
            for one in left
            if task
        ]

    def left_and_entered(self, thing: Ref) -> Ends | None:
        """The committees that a unit or a task leaves and gets, if it moves."""
        if thing.kind != "unit":
            return self.changes.holders.get(thing.id)
        ends = self.changes.owners.get(thing.id)
        return ((ends[0],), (ends[1],)) if ends else None

    @property
    def day(self) -> date:
        """The day it is looked at on, as far as a rule on the structure asks."""
        return self.effective

    @property
    def is_unreasoned(self) -> bool:
        """Whether something is proposed and no reason stated."""
        return self.changes.unreasoned

    @abstractmethod
    def is_form(self, form: str) -> bool:
        """Whether a form of government is the one on file, by whatever name."""

    @abstractmethod
    def starts_term(self) -> bool | None:
        """Whether a council term begins on the day it is looked at; None: no file says."""

    @abstractmethod
    def lineage(self, area: str) -> Sequence[str]:
        """The area and every wider one, narrowest first."""

    @abstractmethod
    def areas_within(self, area: str) -> Sequence[str]:
        """The area and every one within it."""

    @abstractmethod
    def known_of(self, areas: tuple[str, ...]) -> dict[str, bool]:
        """Areas that surely lie within one of some, or surely in none, as far as it is known."""

    # ------------------------------------------------------------ what is so

    def holds(self, committee: str, task: TaskFacts) -> bool:
        """Whether a committee is responsible for a task; one whose holder is on no file is
        passed over, unless the proposal may bring it to the committee."""
        if task.holders is not None:
            return committee in task.holders
        return any_of([self._held_before(task, one) for one in task.come_from(committee)])

    def _held_before(self, task: TaskFacts, committee: str) -> Test:
        whom, of = Ref("committee", committee), Ref("task", task.id)
        return partial(self.assumed.to, Phrase.of("q.held-by", task=of, committee=whom))

    def sources(self, task: TaskFacts, committee: str) -> list[Ref]:
        """The committees of which one must have held a task, whose holder is on no file, for a
        committee to hold it now."""
        old = self.changes.old(committee)
        stays = [] if old in chain(*task.left_by.values()) else [old]
        came = dict.fromkeys((*task.come_from(committee), *stays))
        return [Ref("committee", one) for one in came]

    def held_by(self, task: TaskFacts, committee: str) -> bool:
        """Whether a task is held by a committee. Raises UnknownError where no file says."""
        if task.holders is not None:
            return committee in task.holders
        whom, of = Ref("committee", committee), Ref("task", task.id)
        ways: list[Test] = [partial(self.holds, committee, task)]
        left = chain(*task.left_by.values(), *task.falls_to.values())
        if self.changes.old(committee) not in (*left, *self.changes.made):
            ways.append(lambda: self.ask("q.held-now", task=of, committee=whom))
        return any_of(ways)

    def is_bare(self, committee: str) -> bool:
        """Whether nothing is on file of a committee but what the proposal brings it."""
        held, changes = (*self.structure.held(committee), *self.structure.unheld), self.changes
        units = {one for one, (_, owner) in changes.owners.items() if owner == committee}
        return all(
            one.id in units | changes.new or committee in changes.holders.get(one.id, ((), ()))[1]
            for one in held
        )

    def gets_unlisted(self, committee: str) -> bool:
        """Whether a committee gets tasks of one that ends, and of which none are on file."""
        brought = (Ref("committee", one) for one in self.changes.brought.get(committee, ()))
        return any_of(partial(self.ask, "q.tasks", committee=one) for one in brought)

    def within(self, task: TaskFacts, name: str) -> bool:
        """Whether a task is one of ``name`` tasks: an area's, a unit's, a committee's, itself."""
        kind = self.kinds.get(name)
        if kind == "area":
            return self.lies_within(Ref("task", task.id), task.area, name)
        here = self.now(name)
        if kind == "unit":
            return task.performer == here
        if kind == "committee":
            return self.holds(here, task)
        return task.id == here

    def among(self, names: Sequence[str]) -> Callable[[TaskFacts], bool]:
        """What tells whether a task is one of the tasks of some things."""
        areas = tuple(name for name in names if self.kinds.get(name) == "area")
        others = [name for name in names if name not in areas]
        lies_in = self.lies_in(areas)

        def is_among(task: TaskFacts) -> bool:
            return any_of(
                [*(partial(self.within, task, one) for one in others), partial(lies_in, task)]
            )

        return is_among if others else lies_in

    def known_among(self, names: Sequence[str]) -> Mapping[str, bool]:
        """By the area that a task is filed under, whether it surely is one of the tasks of some
        things, or surely none, as far as that is known: nothing where they are not all areas."""
        return self.known_of(tuple(names)) if {*map(self.kinds.get, names)} == {"area"} else {}

    def lies_in(self, areas: tuple[str, ...]) -> Callable[[TaskFacts | UnitFacts], bool]:
        """What tells whether a task or a unit lies within one of some areas; it is only asked
        about those that lie within the one that it is filed under."""
        return partial(self._lies_in, areas, self.known_of(areas))

    def _lies_in(
        self, areas: tuple[str, ...], known: dict[str, bool], thing: TaskFacts | UnitFacts
    ) -> bool:
        filed = thing.area
        if filed is None:
            narrower = areas
        elif filed in known:
            return known[filed]
        else:
            wider = self.lineage(filed)
            narrower = tuple(area for area in areas if filed in self.lineage(area))
            if not narrower or any(area in wider for area in areas):
                known[filed] = any(area in wider for area in areas)
                return known[filed]
        ref = Ref("unit" if isinstance(thing, UnitFacts) else "task", thing.id)
        return any_of(partial(self.lies_within, ref, filed, area) for area in narrower)

    def tasks_near(self, name: str) -> Sequence[TaskFacts]:
        """The tasks that may be among ``name`` tasks: for no other is there anything to ask."""
        kind, here, structure = self.kinds.get(name), self.now(name), self.structure
        if kind == "area":
            return structure.filed((None, *self.lineage(name), *self.areas_within(name)))
        if kind == "unit":
            return structure.performed(here)
        if kind == "committee":
            return structure.held(here)
        return [structure.tasks[here]] if here in structure.tasks else []

    def lies_within(self, thing: Ref, filed: str | None, area: str) -> bool:
        """Whether a task or a unit lies within an area, by the one that it is filed under; a
        question where that is a wider one, or none."""
        key = "q.within" if thing.kind == "task" else "q.unit-within"
        told = [
            (lies.id, answer)
            for question, answer in self.assumed.about(thing).items()
            if question.key == key and isinstance(lies := dict(question.args)["area"], Ref)
        ]
        for one, answer in told:  # the narrowest that it is assumed to lie in
            if answer and (filed is None or filed in self.lineage(one)):
                filed = one
        if filed is not None:
            if area in self.lineage(filed):
                return True
            if filed not in self.lineage(area):
                return False
        if told and any((one, False) in told for one in self.lineage(area)):
            return False
        return self.assumed.to(Phrase.of(key, **{thing.kind: thing}, area=Ref("area", area)))

    def led_as(self, unit: str, construction: str) -> bool:
        """Whether a unit is led so. Raises UnknownError where its construction is on no file."""
        built, asked = self.structure.units[unit].construction, Ref("construction", construction)
        if built is not None:
            return built == construction
        for question, answer in self.assumed.about(Ref("unit", unit)).items():
            if answer and question.key == "q.construction":
                return dict(question.args)["construction"] == asked
        return self.ask("q.construction", unit=Ref("unit", unit), construction=asked)

    # ------------------------------------------------------------ what stands in the files

    def fact_of_task(self, name: str) -> Witness:
        """Who holds and performs a task, and where it is filed; a moved one also says so."""
        task, moved = self.structure.tasks[name], name in self.changes.holders
        fact = Phrase.of(
            "f.task.then" if moved and task.holders else "f.task",
            task=Ref("task", name),
            holders=tuple(Ref("committee", one) for one in task.holders or ()),
            performer="" if task.of_unit else or_nobody("unit", task.performer),
            area=or_nobody("area", task.area),
        )
        return Witness(fact, (moved and self.changes.causes.get(name)) or task.span)

    def fact_of_transfer(self, task: str) -> Witness:
        """Which unit performs a transferred task, and which one did."""
        origin, unit = (or_nobody("unit", one) for one in self.changes.performers[task])
        fact = Phrase.of("f.transferred", thing=Ref("task", task), origin=origin, unit=unit)
        return Witness(fact, self.changes.causes.get(task))

    def fact_of_unit(self, name: str) -> Witness:
        """Where a unit stands and how it is led."""
        unit = self.structure.units.get(name)
        if unit is None:
            return Witness(Phrase.of("f.abolished", thing=Ref("unit", name)), None)
        fact = Phrase.of(
            "f.unit.then" if name in {*self.changes.owners, *self.changes.led} else "f.unit",
            unit=Ref("unit", name),
            owner=or_nobody("committee", unit.owner),
            construction=or_nobody("construction", unit.construction),
        )
        return Witness(fact, unit.span)

    def facts_of_failure(self, subject: Ref, what: Ref | None, task: str | None) -> list[Witness]:
        """What fails a rule, as it stands on file; nothing for a need or a count."""
        structure = self.structure
        if task is not None:
            return [self.fact_of_task(task)]
        if what is None:
            return []
        if what.kind == "mayor":
            key = "f.led-by.then" if subject.id in self.changes.owners else "f.led-by"
            fact = Phrase.of(key, unit=subject, mayor=what)
            return [Witness(fact, structure.units[subject.id].span)]
        if subject.kind == "unit":
            return [self.fact_of_unit(subject.id)]
        if subject.id in structure.tasks and (subject.kind == "task" or what.kind != "committee"):
            return [self.fact_of_task(subject.id)]
        thing = what if what.kind == "area" else subject
        filed = structure.filed(self.areas_within(thing.id))
        if what.kind == "committee":
            return [self.fact_of_task(one.id) for one in filed if what.id in (one.holders or ())]
        unknown = [self.fact_of_task(one.id) for one in filed if one.holders is None]
        return unknown or [Witness(Phrase.of("f.nobody", thing=thing), None)]


def or_nobody(kind: str, name: str | None) -> Ref | str:
    """Something by its kind and id; "" where there is none."""
    return Ref(kind, name) if name else ""
