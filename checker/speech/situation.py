"""What a part of speech may ask of a municipality: the only way from a sentence to the facts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from attrs import define, field

from checker.speech.node import Body, Citation, Role
from checker.speech.saying import Phrase, Ref
from checker.speech.structure import NOTHING, Changes, Structure, TaskFacts
from checker.speech.truth import Answers


class InstrumentFacts(Protocol):
    """What can be asked of a required instrument; any of them may raise UnknownError."""

    def takes_effect_at_term_start(self) -> bool: ...
    def adopted(self, relation: str) -> bool: ...
    def touches(self, provision: Citation) -> bool: ...


@define
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

    def ask(self, key: str, **args: str | Ref) -> bool:
        """The assumed answer to a question. Raises UnknownError where none is assumed."""
        return self.assumed.to(Phrase.of(key, **args))

    # ------------------------------------------------------------ names

    def now(self, name: str) -> str:
        """The id a name stands for in this structure: a renamed thing bears its new one."""
        there = (self.structure.committees, self.structure.units, self.structure.tasks)
        if any(name in one for one in there):
            return name
        return self.changes.renamed.get(name, name)

    def body(self, node: Body) -> str | None:
        """The id that a body stands for."""
        if isinstance(node, Role):
            return self.structure.finance if node.role == "finance committee" else self.council
        return self.now(node.text)

    @abstractmethod
    def lineage(self, area: str) -> Sequence[str]:
        """The area and every wider one, narrowest first."""

    # ------------------------------------------------------------ facts

    def holds(self, committee: str, task: TaskFacts) -> bool:
        """Whether a committee is responsible for a task; one whose holder is on no file is
        passed over, unless its unit moves to the committee."""
        if task.holders is not None:
            return committee in task.holders
        if committee not in task.left_by:
            return False
        return self.ask(
            "q.held-by",
            task=Ref("task", task.id),
            committee=Ref("committee", task.left_by[committee]),
        )

    def held_by(self, task: TaskFacts, committee: str) -> bool:
        """Whether a task is held by a committee. Raises UnknownError where no file says."""
        if task.holders is None:
            return self.ask(
                "q.held-now", task=Ref("task", task.id), committee=Ref("committee", committee)
            )
        return committee in task.holders

    def within(self, task: TaskFacts, name: str) -> bool:
        """Whether a task is one of ``name`` tasks: an area's, a unit's, a committee's, itself."""
        kind = self.kinds.get(name)
        if kind == "area":
            return self._within_area(task, name)
        here = self.now(name)
        if kind == "unit":
            return task.performer == here
        if kind == "committee":
            return self.holds(here, task)
        return task.id == here

    def _within_area(self, task: TaskFacts, area: str) -> bool:
        filed = self._filed_under(task)
        if filed is not None and area in self.lineage(filed):
            return True
        wider = self.lineage(area)
        if filed is not None and filed not in wider:
            return False
        if any(self._excluded(task, one) for one in wider):
            return False
        return self.ask("q.within", task=Ref("task", task.id), area=Ref("area", area))

    def _filed_under(self, task: TaskFacts) -> str | None:
        """The narrowest area a task is filed under, or is assumed to lie in."""
        filed = task.area
        for area, answer in self._told(task):
            if answer and (filed is None or filed in self.lineage(area)):
                filed = area
        return filed

    def _excluded(self, task: TaskFacts, area: str) -> bool:
        return (area, False) in self._told(task)

    def _told(self, task: TaskFacts) -> list[tuple[str, bool]]:
        """The areas that a task is assumed to lie in or not."""
        return [
            (area.id, answer)
            for question, answer in self.assumed.about(Ref("task", task.id)).items()
            if question.key == "q.within" and isinstance(area := dict(question.args)["area"], Ref)
        ]

    def led_as(self, unit: str, construction: str) -> bool:
        """Whether a unit is led so. Raises UnknownError where its construction is on no file."""
        built = self.structure.units[unit].construction
        if built is None:
            others = [
                question
                for question, answer in self.assumed.about(Ref("unit", unit)).items()
                if answer and question.key == "q.construction"
            ]
            if others:
                return dict(others[0].args)["construction"] == Ref("construction", construction)
            return self.ask(
                "q.construction",
                unit=Ref("unit", unit),
                construction=Ref("construction", construction),
            )
        return built == construction
