"""Sweeps, matrices and plans to the documents that every output of them is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from checker.pipeline import Checker
from checker.report.express import Language, proposal_entry, wording_of
from checker.report.findings import asked, open_questions
from checker.report.instruments import instrument_entry
from checker.report.opening import in_brief
from checker.report.plain import as_json
from checker.report.steps import next_steps
from checker.report.wording import Wording
from checker.speech.node import Document
from checker.speech.proposal import Proposal
from checker.weigh import outcome
from checker.weigh.choices import Option
from checker.weigh.matrix import Cell
from checker.weigh.outcome import Count
from checker.weigh.plan import Plan
from checker.weigh.sweep import Sweep, Task

Json = dict[str, Any]

VERSION = 1
_BEST = 10


@frozen
class Teller:
    """Says in one language what concerns one organisation.

    Attributes:
        wording: knows the names on file and those that the proposals create.
    """

    language: Language
    wording: Wording

    @classmethod
    def of(cls, checker: Checker, proposals: Sequence[Document], language: Language) -> Teller:
        """The one for some settled proposals."""
        names: dict[str, str] = {}
        kinds: dict[str, str] = {}
        for proposal in proposals:
            own_names, own_kinds = checker.names(proposal)
            names, kinds = names | own_names, kinds | own_kinds
        return cls(language, Wording(language, names, kinds, checker.words))

    # ------------------------------------------------------------ sweep

    def sweep(self, sweep: Sweep, task: Task, proposals: Sequence[Document], every: bool) -> Json:
        """What came of all combinations; ``every``: with each of them."""
        ranked = sweep.ranked()
        document = self._frame(task.space.frame, task) | {
            "proposals": [
                {"path": one.span.path, "title": _header(one).title.said(self.language)}
                for one in proposals
            ],
            "tried": len(sweep.outcomes) + len(sweep.unfit),
            "placements": len(sweep.outcomes),
            "by_verdict": dict(sweep.by_verdict),
            "outside_mandate": sum(one.outside_mandate for one in sweep.outcomes.values()),
            "by_instruments": [
                {"instruments": dict(count), "placements": number}
                for count, number in sweep.by_instruments
            ],
            "best": [
                self._placement(sweep, number) | {"reason": self._reason(task, number)}
                for number in ranked[:_BEST]
            ],
            "not_combined": [
                {"reason": why, "count": many, "example": self.choices(task.space.pick(first))}
                for why, many, first in sweep.not_combined
            ],
        }
        if every:
            document["combinations"] = [self._placement(sweep, number) for number in ranked]
        return document

    def _placement(self, sweep: Sweep, number: int) -> Json:
        one = sweep.outcomes[number]
        return {
            "choices": self.choices(sweep.space.pick(number)),
            "verdict": one.verdict,
            "instruments": dict(one.instruments),
            "outside_mandate": one.outside_mandate,
        }

    def _reason(self, task: Task, number: int) -> str:
        proposal = task.space.document(task.space.pick(number))
        result = task.judge.result(proposal)
        return in_brief(result, wording_of(result, self.language))

    def choices(self, picked: Iterable[Option]) -> list[str]:
        """What a combination chooses, in words."""
        said = [self.wording.say(phrase) for option in picked for phrase in option.said]
        return said or [self.wording.words("choice.none")]

    # ------------------------------------------------------------ matrix

    def matrix(self, cells: Sequence[Cell], task: Task) -> Json:
        """What each thing takes under each committee."""
        things = dict.fromkeys(cell.thing for cell in cells)
        names = self.wording.names
        return self._frame(task.space.frame, task) | {
            "subjects": [
                {"kind": one.kind, "id": one.id, "name": self.wording.name(one)} for one in things
            ],
            "committees": [
                {"id": one, "name": names.get(one, one)}
                for one in dict.fromkeys(cell.committee for cell in cells)
            ],
            "cells": [self._cell(cell) for cell in cells],
        }

    def _cell(self, cell: Cell) -> Json:
        verdict = "clear" if cell.stays else None
        count: Count = ()
        outside = False
        if cell.result is not None:
            brief = outcome.of(cell.result)
            verdict, count, outside = brief.verdict, brief.instruments, brief.outside_mandate
            reason = in_brief(cell.result, wording_of(cell.result, self.language))
        elif cell.stays:
            committee = self.wording.names.get(cell.committee, cell.committee)
            reason = self.wording.words("cell.stays", thing=cell.thing, committee=committee)
        else:
            reason = self.wording.words("cell.problem", problem=cell.problem)
        return {
            "subject": as_json(cell.thing),
            "committee": cell.committee,
            "verdict": verdict,
            "instruments": dict(count),
            "reason": reason,
            "stays": cell.stays,
            "outside_mandate": outside,
        }

    # ------------------------------------------------------------ plan

    def plan(
        self,
        plan: Plan,
        chosen: Sequence[Option],
        others: Sweep | None,
        *,
        open_choices: bool,
    ) -> Json:
        """The plan of a proposal, and what may be placed otherwise.

        Args:
            chosen: the options taken for what the proposal leaves open.
            others: the other placements that were tried.
            open_choices: whether those are the other choices for what is left open.
        """
        result = plan.result
        wording = wording_of(plan.under_way, self.language)
        questions = [
            one
            for one in open_questions(plan.when_carried.findings)
            if plan.when_carried.verdict != "forbidden"
        ]
        ranked = [] if others is None else others.ranked()
        lawful = [
            one
            for one in ranked
            if others and (others.outcomes[one].verdict != "forbidden" or open_choices)
        ]
        hopeless = plan.when_carried.verdict == "forbidden"
        return {
            "version": VERSION,
            "language": self.language,
            "proposal": as_json(proposal_entry(result, self.wording)),
            "verdict": result.verdict,
            "reason": in_brief(result, wording_of(result, self.language)),
            "choices": [self.wording.say(said) for option in chosen for said in option.said],
            "plan": [] if hopeless else self._instruments(plan, wording),
            "steps": [] if hopeless else as_json(next_steps(plan.under_way, wording)),
            "verdict_when_carried": plan.when_carried.verdict,
            "questions": [wording.whole(text) for text in asked(questions, wording, cut=False)],
            "late": not hopeless and _is_late(plan),
            "open_choices": open_choices,
            "alternatives": [
                self._alternative(others, number) for number in lawful[:_BEST] if others
            ],
            "also_forbidden": len(ranked) - len(lawful),
        }

    def _instruments(self, plan: Plan, wording: Wording) -> list[Json]:
        """In the order they are best had: by the last day of each, then as a result lists them."""
        order = {row.requires: at for at, row in reversed([*enumerate(plan.under_way.schedule)])}
        ranked = sorted(plan.instruments, key=lambda one: order.get(one.id, -1))
        return [as_json(instrument_entry(one, "", wording)) | _days(one.id, plan) for one in ranked]

    def _alternative(self, others: Sweep, number: int) -> Json:
        one = others.outcomes[number]
        said = [phrase for option in others.space.pick(number) for phrase in option.said]
        return {
            "changes": [self.wording.whole(self.wording.say(phrase)) for phrase in said],
            "verdict": one.verdict,
            "instruments": dict(one.instruments),
            "outside_mandate": one.outside_mandate,
        }

    def _frame(self, frame: Document, task: Task) -> Json:
        """What all placements share."""
        header = _header(frame)
        organisation = task.judge.checker.organisation(header.concerns.text)
        assert organisation is not None
        as_of = task.judge.as_of or header.as_of or header.proposed
        return {
            "version": VERSION,
            "language": self.language,
            "organisation": organisation.id,
            "municipality": organisation.name,
            "proposed": header.proposed.isoformat(),
            "effective": header.effective.isoformat(),
            "law_date": (task.judge.law_date or header.effective).isoformat(),
            "as_of": as_of.isoformat(),
        }


def _header(proposal: Document) -> Proposal:
    header = proposal.statements[0]
    assert isinstance(header, Proposal)
    return header


def _days(id: str, plan: Plan) -> Json:
    """The first and the last day for an instrument."""
    rows = [row for row in plan.under_way.schedule if row.requires == id]
    first, last = (rows[0].earliest, rows[-1].latest) if rows else (None, None)
    return {
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
    }


def _is_late(plan: Plan) -> bool:
    """Whether something stays open though all is carried: its last day is past."""
    findings = plan.when_carried.findings
    lacking = [one for one in findings if one.status == "new" and one.requirement != "met"]
    states = [one.state for one in outcome.needed(plan.when_carried)]
    return any(one.requirement for one in lacking) or any(state != "met" for state in states)
