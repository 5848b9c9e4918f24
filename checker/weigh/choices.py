"""What is left open, as choices; one of each put together makes a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import TypeVar, get_args

from attrs import evolve, field, frozen

from checker.lawbook.book import RuleBook
from checker.mistakes import Mistakes
from checker.municipality.structure import body_id
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.result import Phrase, Ref
from checker.speech import proposal as written
from checker.speech.node import Body, Document, Name, Node

_Kind = TypeVar("_Kind", bound=Node)


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

    def document(self, picked: Iterable[Option]) -> Document:
        """The proposal that a combination makes."""
        statements = together(option.statements for option in picked)
        return evolve(self.frame, statements=(*self.frame.statements, *statements))


def together(parts: Iterable[Sequence[Node]]) -> list[Node]:
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


def frame(proposal: Document) -> Document:
    """A proposal with nothing but its header."""
    return evolve(proposal, statements=proposal.statements[:1], comments=(), warnings=())


def of_one(proposal: Document, checker: Checker) -> tuple[tuple[Option, ...], ...]:
    """The choices of one settled proposal: what it says anyhow, then each open placement."""
    open_ones = _of_kind(proposal, written.Open)
    fixed = Option((), tuple(_said(proposal)), 0)
    return ((fixed,), *(_placements(one, proposal, checker) for one in open_ones))


def of_several(proposals: Sequence[Document], checker: Checker) -> tuple[tuple[Option, ...], ...]:
    """The choices between several settled proposals: each is left, or taken with one choice for
    each of its open placements."""
    return tuple((Option((), (), 0), *_taken(one, checker)) for one in proposals)


def count(proposals: Sequence[Document]) -> int:
    """How many combinations there will be, told without making them."""
    each = [
        prod(len(one.committees) for one in _of_kind(proposal, written.Open))
        for proposal in proposals
    ]
    return each[0] if len(each) == 1 else prod(1 + number for number in each)


def _taken(proposal: Document, checker: Checker) -> Iterator[Option]:
    header = proposal.statements[0]
    assert isinstance(header, written.Proposal)
    title = Phrase.of("choice.taken", title=header.title)
    for picked in product(*of_one(proposal, checker)):
        said = (title, *(phrase for option in picked for phrase in option.said))
        statements = tuple(together(option.statements for option in picked))
        yield Option(said, statements, 1 + sum(option.changes for option in picked))


def _of_kind(proposal: Document, kind: type[_Kind]) -> list[_Kind]:
    return [node for node in proposal.statements if isinstance(node, kind)]


def _said(proposal: Document) -> Iterator[Node]:
    """All that a proposal says but for its header, what it leaves open and what it expects."""
    passed = (written.Open, *get_args(written.Expectation))
    return (node for node in proposal.statements[1:] if not isinstance(node, passed))


def _placements(one: written.Open, proposal: Document, checker: Checker) -> tuple[Option, ...]:
    header = proposal.statements[0]
    assert isinstance(header, written.Proposal)
    organisation = checker.organisation(header.concerns.text)
    assert organisation is not None
    return tuple(
        placement(one.thing, committee, organisation, checker.book) for committee in one.committees
    )


def placement(name: Name, committee: Body, organisation: Town, book: RuleBook) -> Option:
    """A unit, a task or an area placed under a committee, where it may stand already."""
    thing = ref(name.text, organisation, book)
    place = body_id(committee, organisation.roles, Mistakes()) or ""
    stays = present(thing, organisation, book) == (place,)
    key = "choice.stays" if stays else "choice.placed"
    said = Phrase.of(key, thing=thing, committee=Ref("committee", place))
    return Option((said,), (written.Placed(name, committee, span=name.span),), int(not stays))


def ref(name: str, organisation: Town, book: RuleBook) -> Ref:
    """A unit, a task or an area by its id."""
    if name in organisation.structure.units:
        return Ref("unit", name)
    return Ref("area" if name in book.areas else "task", name)


def present(thing: Ref, organisation: Town, book: RuleBook) -> tuple[str | None, ...]:
    """The committees a thing is under as it stands; None among them where no source says."""
    structure = organisation.structure
    if thing.kind == "unit":
        return (structure.units[thing.id].owner,)
    tasks = [
        task
        for task in structure.tasks.values()
        if task.id == thing.id or (task.area and thing.id in book.lineage(task.area))
    ]
    return tuple(dict.fromkeys(one for task in tasks for one in task.holders or (None,)))
