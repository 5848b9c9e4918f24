"""Every unit, or chosen tasks and areas, under every committee: what each placement takes."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from checker.errors import MistakesError
from checker.result import Ref, Result
from checker.speech.node import Document, Name
from checker.speech.proposal import Proposal
from checker.weigh import sweep
from checker.weigh.choices import placement, present, ref
from checker.weigh.judge import Judge


@frozen
class Cell:
    """One thing under one committee.

    Attributes:
        stays: it is there already.
        result: of the move; None where it stays or cannot be placed there.
        problem: why it cannot.
    """

    thing: Ref
    committee: str
    stays: bool = False
    result: Result | None = None
    problem: str | None = None


def cells(judge: Judge, frame: Document, names: Sequence[Name]) -> list[Cell]:
    """All cells, thing by thing, the committees in the order they are on file.

    Args:
        frame: a settled proposal that is nothing but its header.
        names: the things to be placed, by their ids.
    """
    checker, header = judge.checker, frame.statements[0]
    assert isinstance(header, Proposal)
    organisation = checker.organisation(header.concerns.text)
    assert organisation is not None
    found = []
    for name in names:
        thing = ref(name.text, organisation, checker.book)
        for committee in organisation.structure.committees:
            if present(thing, organisation, checker.book) == (committee,):
                found.append(Cell(thing, committee, stays=True))
                continue
            place = Name(committee, span=name.span)
            option = placement(name, place, organisation, checker.book)
            proposal = evolve(frame, statements=(header, *option.statements))
            try:
                found.append(Cell(thing, committee, result=judge.result(proposal)))
            except MistakesError as mistakes:
                found.append(Cell(thing, committee, problem=sweep.reason(mistakes)))
    return found
