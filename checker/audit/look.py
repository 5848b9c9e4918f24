"""Some rules in all the small municipalities that they can tell apart: what they say in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import define, field

from checker.audit.distinctions import Distinctions
from checker.audit.examples import Example
from checker.audit.worlds import World, worlds
from checker.errors import MistakesError
from checker.findings.find import Law
from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.apply import rearranged
from checker.municipality.situation import Calendar, View
from checker.municipality.structure import NOTHING
from checker.municipality.town import Town
from checker.result import Ref
from checker.source import NOWHERE
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Document, Name, Prose
from checker.speech.truth import decide

_MOST_WORLDS = 20_000


@define
class Look:
    """Some rules in all the worlds that they can tell apart."""

    book: Lawbook
    rules: tuple[written.Rule, ...]
    apart: Distinctions
    day: date
    municipality: str
    law: Law = field(init=False)
    whole: bool = field(init=False)
    _view: View | None = None
    _world: World | None = None

    def __attrs_post_init__(self) -> None:
        self.law = Law(self.rules, "eksempel")
        self.whole = self.apart.whole and self.apart.size() <= _MOST_WORLDS

    def worlds(self) -> Iterator[World]:
        for number, world in enumerate(worlds(self.apart)):
            if number >= _MOST_WORLDS:
                self.whole = False
                return
            if self._seen(world) is not None:
                yield world

    def speaks(self, rule: written.Rule, world: World) -> list[tuple[Ref, Ref | None]]:
        view = self._seen(world)
        return list(self.law.failing(rule, view)) if view else []

    def may_be_kept(self, rules: Sequence[written.Rule], world: World) -> bool:
        view = self._seen(world)
        return view is None or self.law.may_be_kept(rules, view)

    def said(self, rule: written.Rule, world: World) -> set[tuple[object, ...]]:
        """What a rule says in a world, by what fails or, of a need, by whom and what it needs."""
        return {rule.sentence.same(subject, what) for subject, what in self.speaks(rule, world)}

    def applying(self, rule: written.Rule, world: World) -> list[Ref]:
        """Whom a rule applies to in a world."""
        view = self._seen(world)
        if view is None:
            return []
        if rule.sentence.of_all:
            return [Ref("municipality", "eksempel")]
        law = self.law
        return [
            subject
            for subject in law.subjects(rule, view)
            if decide(lambda subject=subject: law.applies(rule, subject, view), view) is True  # type: ignore[misc]
        ]

    def example(self, world: World) -> Example:
        return Example(world, self.day, self.municipality)

    def _seen(self, world: World) -> View | None:
        """The view of a world with its change, or None where the change does not fit."""
        if world is self._world:
            return self._view
        self._world, self._view = world, None
        structure, changed = world.structure, NOTHING
        kinds = {**dict.fromkeys(self.book.areas, "area"), **world.kinds}
        if world.changes:
            mistakes = Mistakes()
            try:
                structure, changed = rearranged(
                    _proposal(world, self.day),
                    _organisation(world, self.day, self.municipality),
                    self.book,
                    mistakes,
                )
            except MistakesError:  # a change that does not fit makes no world
                return None
            kinds |= dict.fromkeys(structure.committees, "committee")
            kinds |= dict.fromkeys(structure.units, "unit")
        self._view = View(structure, self.book, Calendar(), self.day, "BR", kinds, changed)
        return self._view


# ---------------------------------------------------------------- a world as the checker takes it


def _proposal(world: World, day: date) -> Document:
    header = proposed.Proposal(
        Prose.of("Eksempel"), Name("eksempel", span=NOWHERE), day, day, span=NOWHERE
    )
    return Document("proposal", "da", (header, *world.changes), span=NOWHERE)


def _organisation(world: World, day: date, municipality: str) -> Town:
    return Town(
        "eksempel",
        municipality,
        day,
        "BR",
        Calendar(),
        world.structure,
        (),
        (),
        {id: id for id in world.kinds},
        world.kinds,
        Document("organisation", "da", (), span=NOWHERE),
    )
