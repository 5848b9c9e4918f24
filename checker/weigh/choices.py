# SPDX-License-Identifier: EUPL-1.2
"""What is left open, as choices; one of each put together makes a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import get_args

from checker.lawbook.book import Lawbook
from checker.mistakes import Mistakes
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.records import evolve, field, frozen
from checker.speech import proposal as written
from checker.speech.node import Body, Document, Name, Node
from checker.speech.saying import Phrase, Ref
from checker.speech.structure import body_id


@frozen
class Option:
    """One way to settle a choice.

    Attributes:
        said: the way in words, a phrase for each thing that it settles.
        changes: how many of those change anything.
    """

    said: tuple[Phrase, ...]
    statements: tuple[Node, ...]
    changes: int = 1


@frozen
class Space:
    """All combinations of some choices, in a fixed order.

    Attributes:
        frame: the header and the file that stand for every combination.
        choices: for each thing left open its options; the first varies slowest.
    """

    frame: Document
    choices: tuple[tuple[Option, ...], ...] = field(repr=False)

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(len(options) for options in self.choices)

    def pick(self, number: int) -> tuple[Option, ...]:
        """The options of one combination by its number."""
        picked = []
        for options in reversed(self.choices):
            number, at = divmod(number, len(options))
            picked.append(options[at])
        return tuple(reversed(picked))

    def number(self, places: Sequence[int]) -> int:
        """The number of a combination by the place of each of its options."""
        number = 0
        for options, place in zip(self.choices, places, strict=True):
            number = number * len(options) + place
        return number

    def place(self, number: int, at: int) -> int:
        """The place of the option that a combination picks of a choice."""
        below = prod(len(options) for options in self.choices[at + 1 :])
        return number // below % len(self.choices[at])

    def part(self, picked: Mapping[int, int]) -> int:
        """The part that the options of some choices make of a number."""
        number = 0
        for at, options in enumerate(self.choices):
            number = number * len(options) + picked.get(at, 0)
        return number

    def document(self, number: int) -> Document:
        """The proposal that a combination makes."""
        statements = statements_together(option.statements for option in self.pick(number))
        return evolve(self.frame, statements=(*self.frame.statements, *statements))


@frozen
class Ground:
    """Where things are placed: an organisation, under a rule base that knows its areas.

    Attributes:
        words: area id to its Danish word.
    """

    town: Town
    book: Lawbook
    words: Mapping[str, str]

    @classmethod
    def of(cls, proposal: Document, checker: Checker) -> Ground:
        """That of a settled proposal."""
        town = checker.organisation(written.header_of(proposal).concerns.text)
        assert town is not None
        return cls(town, checker.book, checker.words)

    def ref(self, name: str) -> Ref:
        """A unit, a task or an area by its id."""
        if name in self.town.structure.units:
            return Ref("unit", name)
        return Ref("area" if name in self.book.areas else "task", name)

    def present(self, thing: Ref) -> tuple[str | None, ...]:
        """The committees a thing is under as it stands; None among them where no source says."""
        structure = self.town.structure
        if thing.kind == "unit":
            return (structure.units[thing.id].owner,)
        tasks = [
            task
            for task in structure.tasks.values()
            if task.id == thing.id or (task.area and thing.id in self.book.lineage(task.area))
        ]
        return tuple(dict.fromkeys(one for task in tasks for one in task.holders or (None,)))

    def committee(self, body: Body) -> str:
        """The id of a committee that is named in any way; "" where it is none."""
        return body_id(body, self.town.roles, Mistakes()) or ""

    def placement(self, name: Name, body: Body) -> Option:
        """A unit, a task or an area placed under a committee, where it may stand already."""
        thing, place = self.ref(name.text), self.committee(body)
        stays = self.present(thing) == (place,)
        key = "choice.stays" if stays else "choice.placed"
        said = Phrase.of(key, thing=thing, committee=Ref("committee", place))
        return Option((said,), (written.Placed(name, body, span=name.span),), int(not stays))


def statements_together(parts: Iterable[Sequence[Node]]) -> list[Node]:
    """The statements of several proposals; a step that several carry is one step."""
    found: list[Node] = []
    carried: Counter[Node] = Counter()
    for part in parts:
        own: Counter[Node] = Counter()
        for node in part:
            if isinstance(node, written.Carries | written.Assuming):
                own[node] += 1
                if own[node] <= carried[node]:
                    continue
                carried[node] += 1
            found.append(node)
    return found


def frame_of(proposal: Document) -> Document:
    """A proposal with nothing but its header."""
    return evolve(proposal, statements=proposal.statements[:1], comments=(), warnings=())


def choices_in(proposals: Sequence[Document], checker: Checker) -> tuple[tuple[Option, ...], ...]:
    """The choices of settled proposals.

    Of one: what it says anyhow, then each open placement. Between several: each is left, or taken
    with one choice for each of its open placements.
    """
    if len(proposals) > 1:
        return tuple((Option((), (), 0), *_taken(one, checker)) for one in proposals)
    (proposal,) = proposals
    ground = Ground.of(proposal, checker)
    # What it leaves open and what it expects is not said anyhow.
    passed = (written.Open, *get_args(written.Expectation))
    fixed = tuple(node for node in proposal.statements[1:] if not isinstance(node, passed))
    placements = (
        tuple(ground.placement(one.thing, committee) for committee in one.committees)
        for one in _left_open(proposal)
    )
    return ((Option((), fixed, 0),), *placements)


def count_combinations(proposals: Sequence[Document]) -> int:
    """How many combinations there will be, told without making them."""
    each = [prod(len(one.committees) for one in _left_open(proposal)) for proposal in proposals]
    return each[0] if len(each) == 1 else prod(1 + number for number in each)


def _taken(proposal: Document, checker: Checker) -> Iterator[Option]:
    title = Phrase.of("choice.taken", title=written.header_of(proposal).title)
    for picked in product(*choices_in([proposal], checker)):
        said = (title, *(phrase for option in picked for phrase in option.said))
        statements = tuple(statements_together(option.statements for option in picked))
        yield Option(said, statements, 1 + sum(option.changes for option in picked))


def _left_open(proposal: Document) -> list[written.Open]:
    return [node for node in proposal.statements if isinstance(node, written.Open)]
