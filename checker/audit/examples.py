# SPDX-License-Identifier: EUPL-1.2
"""A small municipality written out: the organisation and the proposal that the checker accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count

from checker.audit.distinctions import MADE_UP, Known, made_up
from checker.audit.worlds import World
from checker.days import in_year
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.lawbook.book import Lawbook, names_in
from checker.records import frozen
from checker.say import say
from checker.source import Source
from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech.node import Document, DocumentKind, Interval, Name, Node, Prose, Surface


@frozen
class Example:
    """A world on a day, in a municipality whose rules it shows.

    Attributes:
        day: the proposal's day and that of its effect.
        municipality: the name that binds it to a city's own rules.
        effective: the day of effect, where it is another.
        carries: what the proposal carries.
    """

    world: World
    day: date
    municipality: str
    effective: date | None = None
    carries: tuple[Node, ...] = ()


@frozen
class Written:
    """An example as text, and as documents."""

    organisation: str
    proposal: str
    documents: tuple[Document, Document]


@frozen
class Writer:
    """Writes examples for one rule base.

    Every name that the other rules in force speak of is declared too, out of the way: the checker
    takes no municipality of theirs without it.

    Attributes:
        taken: names that stand for something in the rule base; what is made up gets others.
    """

    book: Lawbook
    known: Known
    words: Mapping[str, str]
    surface: Surface
    taken: frozenset[str] = frozenset()

    def write(self, example: Example, number: int) -> Written:
        """An example as the organisation ``example-N`` and a proposal that concerns it."""
        word = say(self.surface, "example")
        id, title = self._fresh(f"{word.lower()}-{number}"), f"{word} {number}"
        effective = example.effective or example.day
        organisation = self._printed("organisation", self._organisation(example, id))
        reason = Prose.of(word) if example.world.reasoned else None
        header = proposed.Proposal(Prose.of(title), Name(id), example.day, effective, reason=reason)
        proposal = self._printed("proposal", [header])
        if rest := [*example.world.changes, *example.carries]:
            proposal += "\n" + self._printed("proposal", rest)
        town = parse(Source.of(organisation, f"{id}/organisation.ressort"))
        case = parse(Source.of(proposal, f"{id}/proposal.ressort"))
        return Written(organisation, proposal, (town, case))

    def _printed(self, kind: DocumentKind, nodes: Sequence[Node]) -> str:
        document = Document(kind, self.surface, tuple(nodes))
        text = print_document(document, self.surface, self.words)
        return MADE_UP.sub(lambda found: self._fresh(found[1]), text)

    def _fresh(self, name: str) -> str:
        """A made-up name as it is written: with a number behind it where it is taken."""
        others = (f"{name}-{number}" for number in count(2))
        taken = {*self.taken, *self.words.values()}
        return next(each for each in chain([name], others) if each not in taken)

    def _organisation(self, example: Example, id: str) -> list[Node]:
        world, day = example.world, example.day
        others = self._others(example)
        council = next((name for name, kind in others.items() if kind == "council"), made_up("BR"))
        last = (example.effective or day).year
        starts = range(day.year - day.year % 4 + 2 - 4, last + 1, 4)
        terms = (Interval(in_year(year, 1, 1), in_year(year + 3, 12, 31)) for year in starts)
        finance = Name(world.committees[0].id)
        return [
            filed.Municipality(Name(id), example.municipality, day),
            filed.Form(world.form),
            filed.Council(Name(council), council, world.structure.council_members),
            *(filed.Term(term) for term in terms),
            filed.MeetingWindow((12, 1), (12, 15)),
            *world.statements(),
            *(one for name, kind in others.items() for one in _declared(name, kind, finance)),
        ]

    def _others(self, example: Example) -> dict[str, str]:
        """The names of other rules that bind here, to their kinds."""
        world, effective = example.world, example.effective or example.day
        nodes = [node for change in world.changes for node in change.walk()]
        present = {*world.kinds, *(one.leader for one in world.committees)}
        present |= {node.id.text for node in nodes if hasattr(node, "id")}
        present |= {*self.book.areas, *self.book.authorities}
        found: dict[str, str] = {}
        for rule in self.book.rules:
            speaks = rule.subject_kind == "instrument" or self.book.in_force(rule, effective)
            if speaks and self.book.binds(rule, example.municipality):
                for name, fitting in names_in(rule):
                    if name.text not in present:
                        found.setdefault(name.text, self.known.kind(name.text, rule, fitting))
        return found


def _declared(id: str, kind: str, finance: Name) -> Iterator[Node]:
    """A thing that no one in the example speaks of."""
    name = Name(id)
    match kind:
        case "unit":
            yield filed.Unit(name, id, finance)
        case "task":
            yield filed.Task(name, id, None, (finance,))
        case "mayor":
            mayor, own = filed.Titled(name, id), made_up(f"Udvalg-{id}")
            yield filed.Committee("committee", Name(own), own, mayor=mayor)
        case "special committee":
            yield filed.Committee(kind, name, id)
        case "committee" | "finance committee":
            yield filed.Committee("committee", name, id)
