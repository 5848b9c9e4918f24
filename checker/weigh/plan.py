# SPDX-License-Identifier: EUPL-1.2
"""The fewest instruments that make a proposal lawful, and what may be placed otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import get_args

from checker.errors import UsageError
from checker.language.printer import print_node
from checker.records import define, evolve, field, frozen
from checker.result import UNDATED_STEP, RequiredInstrument, Result
from checker.say import Language
from checker.speech import instruments
from checker.speech import proposal as written
from checker.speech.node import Citation, Document, Leader, Mayor, Name, Named, Node, Role
from checker.speech.rule import Rule
from checker.speech.saying import Phrase, Ref
from checker.weigh.choices import Ground, Option, Space, frame_of
from checker.weigh.counting import Spread, Sweep, one_by_one, sweep_all
from checker.weigh.sweep import BEST_FIRST, Judge, Outcome, Trial, to_be_had, ways_to_choose

_BEST = 10
_MOST_PLACEMENTS = 2000
_MOST_WAYS = 64

_Carried = (
    instruments.LawAmendment
    | instruments.BylawChange
    | written.CarriedDispensation
    | written.CarriedStep
)


@frozen
class Plan:
    """What a proposal takes to become lawful.

    Attributes:
        result: of the proposal as it stands.
        instruments: all that it takes, with how far each has come.
        when_carried: the result if all of them are granted or held in time.
        under_way: the result with all of them planned, the states being those of today; what
            must be done and by when is told from it.
        carried: the statements that plan those of them that are missing.
    """

    result: Result
    instruments: tuple[RequiredInstrument, ...]
    when_carried: Result
    under_way: Result
    carried: tuple[Node, ...] = field(repr=False)


@frozen
class Others:
    """The best of the other placements.

    Attributes:
        forbidden: how many more were counted that are forbidden.
    """

    space: Space
    best: tuple[tuple[int, Outcome], ...] = ()
    forbidden: int = 0

    @classmethod
    def of(cls, sweep: Sweep, but: int, *, lawful: bool) -> Others:
        """Those of a sweep, one left out; ``lawful``: no forbidden ones."""
        best = [one for one in sweep.best(_BEST + 1) if one[0] != but]
        counts = sweep.counts.items()
        if not lawful:
            return cls(sweep.space, tuple(best[:_BEST]))
        barred = sum(
            count
            for one, (count, _) in counts
            if isinstance(one, Outcome) and one.verdict == "forbidden"
        )
        there = sweep.came(but)
        barred -= isinstance(there, Outcome) and there.verdict == "forbidden"
        allowed = [one for one in best if one[1].verdict != "forbidden"]
        return cls(sweep.space, tuple(allowed[:_BEST]), barred)


@define
class Planner:
    """Looks for the plan of a settled proposal, by checking it with what it is to carry."""

    judge: Judge
    proposal: Document
    _norms: dict[str, Citation] = field(init=False)
    _reads: bool = field(init=False)
    _today: date = field(init=False, default=date.min)

    def __attrs_post_init__(self) -> None:
        written_of = [one for rule in self.judge.checker.rules for one in rule.walk()]
        self._norms = norms_in(self.judge.checker.rules)
        self._reads = any(isinstance(one, instruments.Readings) for one in written_of)

    def plan(self) -> Plan:
        """The plan of a proposal that leaves nothing open. Raises MistakesError where it does not
        fit."""
        result = self._check(())
        self._today = result.proposal.as_of
        end = max(result.proposal.effective, self._today)
        leaves = islice(self._explore((), frozenset(), end), _MOST_WAYS)
        when_carried, taken = min(
            leaves, key=lambda leaf: (BEST_FIRST.index(leaf[0].verdict), len(leaf[1]))
        )
        wanted = [one for one in when_carried.instruments if one.id in taken]
        planned = self._check(self._carried(wanted, when_carried, None))
        now = {one.id: one.status for one in result.instruments}
        states = tuple(
            evolve(one, status=now.get(one.id, "missing"))
            for one in planned.instruments
            if one.id in taken
        )
        under_way = evolve(planned, instruments=states)
        carried = self._carried([one for one in states if one.status == "missing"], planned, None)
        return Plan(result, states, when_carried, under_way, carried)

    def _check(self, carried: Sequence[Node], as_of: date | None = None) -> Result:
        """The result if the proposal carries some statements more."""
        extended = evolve(self.proposal, statements=(*self.proposal.statements, *carried))
        return self.judge.result(extended, as_of)

    def _explore(
        self, carried: tuple[Node, ...], done: frozenset[str], end: date
    ) -> Iterator[tuple[Result, frozenset[str]]]:
        """Every way to have all that is required, each with its result and its instruments."""
        result = self._check(carried, end)
        live = to_be_had(result)
        tried: set[frozenset[str]] = set()
        for taken in map(frozenset, sorted(ways_to_choose(result), key=len)):
            if taken in tried:
                continue
            tried.add(taken)
            more = [one for id, one in live.items() if id in taken and id not in done]
            more = [one for one in more if one.status != "granted"]
            if not more:
                yield result, taken
                continue
            brought = self._carried(more, result, end)
            yield from self._explore((*carried, *brought), done | {one.id for one in more}, end)

    # ------------------------------------------------------------ what is to be carried

    def _carried(
        self, wanted: Sequence[RequiredInstrument], result: Result, end: date | None
    ) -> tuple[Node, ...]:
        """The statements that carry instruments: each in place on the last safe day that is not
        past, or (``end`` is None) planned."""
        return tuple(
            written.Carries(carried, state)
            for one in wanted
            for carried, state in self._statements(one, result, end)
        )

    def _statements(
        self, one: RequiredInstrument, result: Result, end: date | None
    ) -> Iterator[tuple[_Carried, written.State]]:
        planned = written.State("planned")
        if one.kind == "bylaw change":
            yield instruments.BylawChange(), planned
            if not self._reads:  # no rule asks for readings: one adopts it
                day = max(result.proposal.effective, self._today)
                held = written.State("held", day) if end else planned
                yield written.CarriedStep("reading"), held
        granted = instruments.KINDS[one.kind].applied_for
        rows = [row for row in result.schedule if row.requires == one.id]
        if not rows and one.kind in instruments.STEPS.values():  # nothing says when
            rows = [UNDATED_STEP]
        for row in rows:
            idle = one.kind == "reading" and row.number is None
            if not idle and (row.day is None or row.met is False):
                state = planned
                if end is not None:
                    day = max(row.latest or end, row.earliest or date.min, self._today)
                    state = written.State("granted" if granted else "held", day)
                yield carried_as(one, self._norms), state


def norms_in(rules: Iterable[Rule]) -> dict[str, Citation]:
    """The provisions that rules name, as an instrument names them."""
    nodes = (one for rule in rules for one in rule.walk())
    return {str(one): one for one in nodes if isinstance(one, Citation)}


def carried_as(one: RequiredInstrument, norms: Mapping[str, Citation]) -> _Carried:
    """An instrument as a proposal carries it.

    Args:
        norms: the provisions that rules name.
    """
    match one.kind:
        case "bylaw change":
            return instruments.BylawChange()
        case "law amendment":
            return instruments.LawAmendment(Citation(one.source or ""))
        case "dispensation":
            assert one.subject is not None
            whole = one.subject.kind == "municipality"
            subject = Role("municipality") if whole else Named(Name(one.subject.id))
            norm, mayor = norms.get(one.norm or ""), one.held_by or ""
            holder: Leader | None = Name(mayor) if mayor else None
            if mayor.startswith("mayor of "):  # one who is on no file, by the committee
                holder = Mayor(Name(mayor.removeprefix("mayor of ")))
            return written.CarriedDispensation(subject, norm, holder=holder)
        case _:
            body = Name(one.authority) if one.authority else None
            return written.CarriedStep(one.kind, body, one.matter)


# ---------------------------------------------------------------- otherwise placed


def alternatives(proposal: Document, judge: Judge, spread: Spread, language: Language) -> Others:
    """The same things placed under every other committee or left where they are, and the other
    changes made or not: the best that are lawful.

    Args:
        proposal: settled, with nothing left open.
        language: in which a change is told as it is written.

    Where there are more than can be counted only one change at a time is varied.
    """
    ground = Ground.of(proposal, judge.checker)
    changes = [node for node in proposal.statements if isinstance(node, get_args(written.Change))]
    changes += [node for node in proposal.statements if isinstance(node, written.Placed)]
    others = [node for node in proposal.statements[1:] if node not in changes]
    choices: list[tuple[Option, ...]] = [(Option((), tuple(others), 0),)]
    choices += [tuple(_options(node, ground, language)) for node in changes]
    trial = Trial(judge, Space(frame_of(proposal), tuple(choices)))
    try:
        sweep: Sweep = sweep_all(trial, spread, _MOST_PLACEMENTS)
    except UsageError:
        single = [
            [0] * at + [place] + [0] * (len(choices) - at - 1)
            for at, options in enumerate(choices)
            for place in range(1, len(options))
        ]
        sweep = one_by_one(trial, spread, [trial.space.number(places) for places in single])
    return Others.of(sweep, 0, lawful=True)


def _options(change: Node, ground: Ground, language: Language) -> Iterator[Option]:
    """A change as it is, a move to each other committee, and no change."""
    match change:
        case written.Move(name, Name() | Role() as wanted) | written.Placed(name, wanted):
            pass
        case _:
            text = print_node(change, language, ground.words).strip()
            yield Option((Phrase.of("choice.kept", text=text),), (change,))
            yield Option((Phrase.of("choice.dropped", text=text),), (), 0)
            return
    yield evolve(ground.placement(name, wanted), statements=(change,))
    thing = ground.ref(name.text)
    here = ground.present(thing)
    for committee in ground.town.structure.committees:
        if committee not in (*here, ground.committee(wanted)):
            yield ground.placement(name, Name(committee, span=change.span))
    places = tuple(Ref("committee", one) for one in here if one)
    yield Option((Phrase.of("choice.stays", thing=thing, committee=places),), (), 0)
