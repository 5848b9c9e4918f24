"""What can be asked of a structure: yes, no, or a question that no file answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from attrs import define, field

from checker.lawbook.book import RuleBook
from checker.municipality.calendar import Calendar
from checker.municipality.changes import NOTHING, Changes
from checker.municipality.structure import Structure, Task
from checker.result import Phrase, Ref

_MOST_BRANCHES = 400


class UnknownError(Exception):
    """A fact that is needed and stands in no file."""

    def __init__(self, question: Phrase) -> None:
        self.question = question


@define
class View:
    """One structure with the law's calendar, and the answers assumed to open questions.

    Attributes:
        changes: what the proposal changes; nothing in the view without the proposal.
        effective: the day the structure is looked at on.
    """

    structure: Structure
    book: RuleBook
    calendar: Calendar
    effective: date
    council: str | None
    kinds: dict[str, str]
    changes: Changes = NOTHING
    assumed: dict[Phrase, bool] = field(factory=dict)

    def ask(self, key: str, **args: str | Ref) -> bool:
        """The assumed answer to a question. Raises UnknownError where none is assumed."""
        question = Phrase.of(key, **args)
        if question not in self.assumed:
            raise UnknownError(question)
        return self.assumed[question]

    # ------------------------------------------------------------ names

    def now(self, name: str) -> str:
        """The id a name stands for in this structure: a renamed thing bears its new one."""
        there = (self.structure.committees, self.structure.units, self.structure.tasks)
        if any(name in one for one in there):
            return name
        return self.changes.renamed.get(name, name)

    # ------------------------------------------------------------ facts

    def holds(self, committee: str, task: Task) -> bool:
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

    def performs(self, unit: str, task: Task) -> bool:
        """Whether a unit does the work of a task."""
        return task.performer == unit

    def within_any(self, task: Task, names: Sequence[str]) -> bool:
        """Whether a task is one of the tasks of any of the names."""
        return any_of(partial(self.within, task, name) for name in names)

    def held_by(self, task: Task, committee: str) -> bool:
        """Whether a task is held by a committee. Raises UnknownError where no file says."""
        if task.holders is None:
            return self.ask(
                "q.held-now", task=Ref("task", task.id), committee=Ref("committee", committee)
            )
        return committee in task.holders

    def within(self, task: Task, name: str) -> bool:
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

    def _within_area(self, task: Task, area: str) -> bool:
        filed = self._filed_under(task)
        if filed is not None and area in self.book.lineage(filed):
            return True
        wider = self.book.lineage(area)
        if filed is not None and filed not in wider:
            return False
        if any(self._excluded(task, one) for one in wider):
            return False
        return self.ask("q.within", task=Ref("task", task.id), area=Ref("area", area))

    def _filed_under(self, task: Task) -> str | None:
        """The narrowest area a task is filed under, or is assumed to lie in."""
        filed = task.area
        for question, answer in self.assumed.items():
            if answer and question.key == "q.within":
                args = dict(question.args)
                area = args["area"]
                assert isinstance(area, Ref)
                if args["task"] == Ref("task", task.id) and (
                    filed is None or filed in self.book.lineage(area.id)
                ):
                    filed = area.id
        return filed

    def _excluded(self, task: Task, area: str) -> bool:
        question = Phrase.of("q.within", task=Ref("task", task.id), area=Ref("area", area))
        return self.assumed.get(question) is False

    def led_as(self, unit: str, construction: str) -> bool:
        """Whether a unit is led so. Raises UnknownError where its construction is on no file."""
        built = self.structure.units[unit].construction
        if built is None:
            others = [
                question
                for question, answer in self.assumed.items()
                if answer
                and question.key == "q.construction"
                and dict(question.args)["unit"] == Ref("unit", unit)
            ]
            if others:
                return dict(others[0].args)["construction"] == Ref("construction", construction)
            return self.ask(
                "q.construction",
                unit=Ref("unit", unit),
                construction=Ref("construction", construction),
            )
        return built == construction

    def performs_for_others(self, unit: str) -> bool:
        """Whether a unit performs a task that another committee than its owner holds."""
        owner = self.structure.units[unit].owner
        doubtful = []
        for task in self.structure.tasks.values():
            if task.performer != unit:
                continue
            if task.holders is None:
                doubtful.append(task)
            elif any(holder != owner for holder in task.holders):
                return True
        return any(not self.ask("q.own-task", task=Ref("task", task.id)) for task in doubtful)

    def form_is(self, form: str) -> bool:
        """Whether the municipality has a form of government."""
        if self.structure.form is None:
            return self.ask("q.form", form=form)
        return self.structure.form.casefold() == form.casefold()


def any_of(tests: Iterable[Callable[[], bool]]) -> bool:
    """Whether one of several tests holds; a question is open only where none surely does."""
    open_question: UnknownError | None = None
    for test in tests:
        try:
            if test():
                return True
        except UnknownError as unknown:
            open_question = open_question or unknown
    if open_question:
        raise open_question
    return False


def all_of(tests: Iterable[Callable[[], bool]]) -> bool:
    """Whether all of several tests hold; a question is open only where none surely fails."""
    open_question: UnknownError | None = None
    for test in tests:
        try:
            if not test():
                return False
        except UnknownError as unknown:
            open_question = open_question or unknown
    if open_question:
        raise open_question
    return True


def decide(test: Callable[[], bool], view: View) -> bool | Phrase:
    """The outcome of a test, or the first question whose answer would change it.

    Every way to answer the open questions is tried; where all give one outcome, the open
    questions do not matter. Beyond a few hundred ways the first question is returned.
    """
    left = [_MOST_BRANCHES]

    def explore() -> tuple[frozenset[bool], Phrase | None]:
        left[0] -= 1
        try:
            return frozenset([test()]), None
        except UnknownError as unknown:
            question = unknown.question
        if left[0] <= 0:
            return frozenset([True, False]), question
        view.assumed[question] = True
        yes, in_yes = explore()
        view.assumed[question] = False
        no, in_no = explore()
        del view.assumed[question]
        pivot = question if yes != no else in_yes or in_no
        return yes | no, pivot

    outcomes, question = explore()
    if len(outcomes) == 1:
        return next(iter(outcomes))
    assert question is not None
    return question
