# SPDX-License-Identifier: EUPL-1.2
"""Sweeps, matrices and plans to what every output of them is made from, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from checker.errors import MistakesError
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.records import asdict, evolve, field, frozen
from checker.report.entries import InstrumentEntry, ProposalEntry
from checker.report.express import Language, proposal_entry, wording_of
from checker.report.findings import asked, open_questions
from checker.report.instruments import instrument_entry
from checker.report.opening import in_brief
from checker.report.report import NextStepEntry
from checker.report.sourced import LegalCell, WeighedEntry
from checker.report.steps import next_steps
from checker.report.weighed import legal_cell, weighed_entry
from checker.report.wording import Wording
from checker.result import Result, Verdict
from checker.speech.node import Document, Name, nodes_of
from checker.speech.proposal import Consideration, Move, Open, header_of
from checker.speech.saying import Ref
from checker.weigh.choices import Ground, Option
from checker.weigh.plan import Others, Plan
from checker.weigh.sweep import (
    Judge,
    Outcome,
    needed_instruments,
    outcome_of,
)

VERSION = 1
_OPTIONAL = {"optional": True}  # a key where it has a value


@frozen(kw_only=True)
class FrameEntry:
    """What all placements share."""

    version: int = VERSION
    language: Language
    organisation: str
    municipality: str
    proposed: str
    effective: str
    law_date: str
    as_of: str


@frozen(kw_only=True)
class CellEntry:
    """One thing under one committee; no verdict where it cannot be placed there."""

    subject: Ref
    committee: str
    verdict: Verdict | None
    instruments: dict[str, int]
    reason: str
    stays: bool
    outside_mandate: bool


@frozen(kw_only=True)
class MatrixEntry(FrameEntry):
    """Each thing under each committee; subjects with kind, id and name, committees with the last
    two."""

    subjects: tuple[dict[str, str], ...]
    committees: tuple[dict[str, str], ...]
    cells: tuple[CellEntry, ...]
    weighed: tuple[WeighedEntry, ...] = field(default=(), metadata=_OPTIONAL)


@frozen
class PlannedEntry(InstrumentEntry):
    """An instrument with the first and the last day for it."""

    earliest: str | None = field(kw_only=True)
    latest: str | None = field(kw_only=True)


@frozen(kw_only=True)
class AlternativeEntry:
    """Another placement.

    Attributes:
        differs: what is chosen otherwise than in what is planned, where that is not all.
        more: how many instruments of a kind it takes more, or fewer.
    """

    changes: tuple[str, ...]
    verdict: Verdict
    instruments: dict[str, int]
    outside_mandate: bool
    differs: tuple[str, ...] = field(metadata=_OPTIONAL)
    more: dict[str, int] = field(metadata=_OPTIONAL)


@frozen(kw_only=True)
class PlanEntry:
    """The plan of a proposal, and what may be placed otherwise.

    Attributes:
        open_choices: whether the alternatives are the other choices for what is left open.
        also_forbidden: how many more were tried.
    """

    version: int = VERSION
    language: Language
    proposal: ProposalEntry
    verdict: Verdict
    reason: str
    choices: tuple[str, ...]
    plan: tuple[PlannedEntry, ...]
    steps: tuple[NextStepEntry, ...]
    verdict_when_carried: Verdict
    questions: tuple[str, ...]
    late: bool
    open_choices: bool
    alternatives: tuple[AlternativeEntry, ...]
    also_forbidden: int


@frozen
class Teller:
    """Says in one language what concerns one organisation; its ``wording`` knows the names on file
    and those that the proposals create."""

    wording: Wording

    @property
    def language(self) -> Language:
        return self.wording.language

    @classmethod
    def of(cls, checker: Checker, proposals: Sequence[Document], language: Language) -> Teller:
        """The one for some settled proposals."""
        names: dict[str, str] = {}
        kinds: dict[str, str] = {}
        for proposal in proposals:
            own_names, own_kinds = checker.names(proposal)
            names, kinds = names | own_names, kinds | own_kinds
        return cls(Wording(language, names, kinds, checker.words))

    def reason(self, result: Result) -> str:
        """What a result rests on, in brief."""
        return in_brief(result, wording_of(result, self.language))

    def choices(self, picked: Iterable[Option]) -> tuple[str, ...]:
        """What a combination chooses, in words."""
        return self._said(picked) or (self.wording.words("choice.none"),)

    def matrix(
        self,
        judge: Judge,
        frame: Document,
        names: Sequence[Name],
        proposals: Sequence[Document] = (),
    ) -> MatrixEntry:
        """What each thing takes under each committee, the committees as they are on file.

        Args:
            frame: a settled proposal that is nothing but its header.
            names: the things to be placed, by their ids.
            proposals: settled, whose considerations are told of what they place.
        """
        ground = Ground.of(frame, judge.checker)
        committees = [*ground.town.structure.committees]
        things = dict.fromkeys(ground.ref(name.text) for name in names)
        cells = tuple(
            self._cell(name, committee, ground, judge, frame)
            for name, committee in product(names, committees)
        )
        return MatrixEntry(
            **self.frame(judge, frame),
            subjects=tuple(
                {"kind": one.kind, "id": one.id, "name": self.wording.name(one)} for one in things
            ),
            committees=tuple(
                {"id": one, "name": self.wording.names.get(one, one)} for one in committees
            ),
            cells=cells,
            weighed=tuple(
                one for each in proposals for one in self._weighed(each, cells, ground.town)
            ),
        )

    def _weighed(
        self, proposal: Document, cells: Iterable[CellEntry], town: Town
    ) -> Iterator[WeighedEntry]:
        """What a proposal weighs of placing each thing that it places, the legal cell as the matrix
        has it."""
        nodes = proposal.statements
        placed = {one.thing.text for one in nodes if isinstance(one, Move | Open)}
        said = nodes_of(nodes, Consideration)
        for cell in cells:
            own = [one for one in said if town.named(one.committee).text == cell.committee]
            if cell.subject.id in placed and own:
                if cell.stays or cell.verdict is None:
                    legal = LegalCell(cell.reason, "for" if cell.stays else "against")
                else:
                    legal = legal_cell(cell.verdict, cell.reason, self.wording)
                yield weighed_entry(cell.committee, own, legal, self.wording, cell.subject)

    def _cell(
        self, name: Name, committee: str, ground: Ground, judge: Judge, frame: Document
    ) -> CellEntry:
        thing = ground.ref(name.text)
        stays = ground.present(thing) == (committee,)
        verdict: Verdict | None = "clear" if stays else None
        brief: dict[str, Any] = {"verdict": verdict, "instruments": {}, "outside_mandate": False}
        if stays:
            called = self.wording.names.get(committee, committee)
            reason = self.wording.words("cell.stays", thing=thing, committee=called)
        else:
            option = ground.placement(name, Name(committee, span=name.span))
            proposal = evolve(frame, statements=(*frame.statements, *option.statements))
            try:
                result = judge.result(proposal)
                brief, reason = outcome_of(result).brief, self.reason(result)
            except MistakesError as mistakes:
                problem = mistakes.errors[0].message
                reason = self.wording.words("cell.problem", problem=problem)
        return CellEntry(subject=thing, committee=committee, reason=reason, stays=stays, **brief)

    def plan(
        self,
        plan: Plan,
        chosen: Sequence[Option],
        others: Others,
        *,
        open_choices: bool,
    ) -> PlanEntry:
        """The plan of a proposal, and what may be placed otherwise.

        Args:
            chosen: the options taken for what the proposal leaves open.
            others: the best of the other placements.
            open_choices: whether those are the other choices for what is left open.
        """
        result, wording = plan.result, wording_of(plan.under_way, self.language)
        hopeless = plan.when_carried.verdict == "forbidden"
        questions = [] if hopeless else open_questions(plan.when_carried.findings)
        said = self._said(chosen) if open_choices else ()
        return PlanEntry(
            language=self.language,
            proposal=proposal_entry(result, self.wording),
            verdict=result.verdict,
            reason=self.reason(result),
            choices=self._said(chosen),
            plan=() if hopeless else tuple(_planned(plan, wording)),
            steps=() if hopeless else tuple(next_steps(plan.under_way, wording)),
            verdict_when_carried=plan.when_carried.verdict,
            questions=tuple(wording.whole(text) for text in asked(questions, wording, cut=False)),
            late=not hopeless and _is_late(plan),
            open_choices=open_choices,
            alternatives=tuple(
                self._alternative(self._said(others.space.pick(number)), one, said, plan.result)
                for number, one in others.best
            ),
            also_forbidden=others.forbidden,
        )

    def _alternative(
        self, changes: tuple[str, ...], one: Outcome, chosen: tuple[str, ...], result: Result
    ) -> AlternativeEntry:
        differs = tuple(change for change in changes if change not in chosen)
        some = bool(chosen) and len(differs) < len(changes)
        now, then = Counter(dict(outcome_of(result).instruments)), Counter(dict(one.instruments))
        then.subtract(now)
        return AlternativeEntry(
            changes=tuple(map(self.wording.whole, changes)),
            differs=differs if some else (),
            more={kind: number for kind, number in then.items() if number} if some else {},
            **one.brief,
        )

    def _said(self, picked: Iterable[Option]) -> tuple[str, ...]:
        return tuple(self.wording.say(phrase) for option in picked for phrase in option.said)

    def frame(self, judge: Judge, frame: Document) -> dict[str, Any]:
        """What all placements share, as keys of an entry."""
        header = header_of(frame)
        organisation = judge.checker.organisation(header.concerns.text)
        assert organisation is not None
        return {
            "language": self.language,
            "organisation": organisation.id,
            "municipality": organisation.name,
            "proposed": header.proposed.isoformat(),
            "effective": header.effective.isoformat(),
            "law_date": (judge.law_date or header.effective).isoformat(),
            "as_of": (judge.as_of or header.as_of or header.proposed).isoformat(),
        }


def _planned(plan: Plan, wording: Wording) -> Iterable[PlannedEntry]:
    """In the order they are best had: by the last day of each, then as a result lists them."""
    schedule = plan.under_way.schedule
    order = {row.requires: at for at, row in reversed([*enumerate(schedule)])}
    for one in sorted(plan.instruments, key=lambda one: order.get(one.id, -1)):
        rows = [row for row in schedule if row.requires == one.id]
        first, last = (rows[0].earliest, rows[-1].latest) if rows else (None, None)
        yield PlannedEntry(
            **asdict(instrument_entry(one, "", wording), recurse=False),
            earliest=first.isoformat() if first else None,
            latest=last.isoformat() if last else None,
        )


def _is_late(plan: Plan) -> bool:
    """Whether something stays open though all is carried: its last day is past. What hangs on the
    order within a day is a question."""
    findings, schedule = plan.when_carried.findings, plan.when_carried.schedule
    asking = (one for one in findings if one.status == "new" and one.kind != "duty")
    states = [one.requirement for one in asking if one.requirement]
    states += [one.state for one in needed_instruments(plan.when_carried)]
    untold = any(one.day and one.met is None for one in schedule)
    return any(state != "met" and not (untold and state == "pending") for state in states)
