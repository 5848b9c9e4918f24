"""What a proposal carries and what is on file: the answers there are to requirements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from checker.mistakes import Mistakes
from checker.municipality.structure import body_id
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.instruments import BylawChange, LawAmendment
from checker.speech.node import Document


@frozen
class Step:
    """A reading or another step: by or in a body (None: left out), on a day (None: planned)."""

    kind: str
    body: str | None
    state: written.State
    span: Span

    @property
    def day(self) -> date | None:
        return self.state.day


@frozen
class Carried:
    """Everything a proposal carries, with the dispensations on file.

    Attributes:
        as_of: the proposal's day; what is dated later is declared, not held.
        wordings: insertions, removals and rewordings of bylaw text.
        bylaw_change: whether ``a bylaw change`` is carried in so many words.
    """

    as_of: date
    proposed: date
    effective: date
    steps: tuple[Step, ...]
    dispensations: tuple[tuple[written.CarriedDispensation, written.State], ...]
    amendments: tuple[tuple[str, written.State], ...]
    wordings: tuple[written.Insert | written.Remove | written.Reword, ...]
    bylaw_change: bool
    on_file: tuple[filed.HeldDispensation, ...]

    def readings(self, body: str | None) -> list[Step]:
        """The readings carried in a body, in the order of their days; planned ones last."""
        return self.of_kind("reading", body)

    def of_kind(self, kind: str, body: str | None) -> list[Step]:
        """The steps of a kind that fit a body."""
        fitting = [step for step in self.steps if step.kind == kind and step.body in (None, body)]
        return sorted(fitting, key=lambda step: step.day or date.max)

    @property
    def bylaw_change_declared(self) -> bool:
        """Whether the proposal carries a bylaw change, by whatever statement."""
        return (
            self.bylaw_change
            or bool(self.wordings)
            or any(step.kind == "reading" for step in self.steps)
        )


def read(
    document: Document,
    as_of: date | None,
    roles: Mapping[str, str | None],
    on_file: tuple[filed.HeldDispensation, ...],
    complaints: Mistakes,
) -> Carried:
    """What a settled proposal carries.

    Args:
        as_of: the flag that overrides the proposal's own day.
        on_file: the dispensations of the organisation.
    """
    header = document.statements[0]
    assert isinstance(header, written.Proposal)
    steps: list[Step] = []
    dispensations: list[tuple[written.CarriedDispensation, written.State]] = []
    amendments: list[tuple[str, written.State]] = []
    wordings: list[written.Insert | written.Remove | written.Reword] = []
    bylaw_change = False
    for node in document.statements:
        match node:
            case written.Insert() | written.Remove() | written.Reword():
                wordings.append(node)
            case written.Carries(instrument=written.CarriedStep() as step):
                body = body_id(step.body, roles, complaints) if step.body else None
                steps.append(Step(step.kind, body, node.state, node.span))
            case written.Carries(instrument=written.CarriedDispensation() as dispensation):
                dispensations.append((dispensation, node.state))
            case written.Carries(instrument=LawAmendment() as amendment):
                amendments.append((amendment.source.source, node.state))
            case written.Carries(instrument=BylawChange()):
                bylaw_change = True
            case _:
                pass
    return Carried(
        as_of or header.as_of or header.proposed,
        header.proposed,
        header.effective,
        tuple(steps),
        tuple(dispensations),
        tuple(amendments),
        tuple(wordings),
        bylaw_change,
        on_file,
    )
