# SPDX-License-Identifier: EUPL-1.2
"""What is shown beside the board on demand: other readings, one card in every committee, a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.board.answer import answer_of
from checker.board.changing import moved_to
from checker.board.edits import CHANGES, Editor
from checker.board.live import LiveProposal
from checker.board.pages import rendered
from checker.board.scene import Handler, Scene, area_word
from checker.board.state import PageState, Reply, Request
from checker.errors import CheckerError, UsageError
from checker.records import evolve, frozen
from checker.result import Verdict
from checker.speech import proposal as written
from checker.speech.node import Document
from checker.weigh.choices import Option, Space, choices_in, frame_of
from checker.weigh.counting import sweep_all
from checker.weigh.plan import Others, Planner, alternatives
from checker.weigh.sweep import Judge, Trial, needed_instruments
from checker.weigh.telling import Teller

_MOST_PLACEMENTS = 2000  # of what is left open that are looked at
_BEST = 10


def show(scene: Scene, _: Request, state: PageState) -> Reply:
    """The board as it is, searched anew."""
    return scene.work(state)


def rivals(scene: Scene, _: Request, state: PageState) -> Reply:
    """What other readings of the sources would make of the proposal."""
    answer = answer_of(scene.draft(state), state.language, rivals_too=True)
    return _beside("rivals", scene, state, answer=answer)


def _beside(template: str, scene: Scene, state: PageState, **given: Any) -> Reply:
    """A fragment on the proposal of a page."""
    wording = scene.draft(state).wording(state.language)
    return Reply(rendered(f"{template}.html.j2", state.language, wording, state=state, **given))


@frozen
class WhatIf:
    """A card under one committee: what the whole proposal then comes to; no verdict where it
    cannot stand there.

    Attributes:
        chosen: whether it is one of those that the proposal leaves open.
    """

    committee: str
    name: str
    stays: bool
    chosen: bool
    verdict: Verdict | None = None
    count: int = 0
    reason: str = ""


def card(scene: Scene, request: Request, state: PageState) -> Reply:
    """What is on file of a card, and what if it went elsewhere."""
    draft, id, here = scene.draft(state), request.one("card"), request.one("here")
    structure = draft.applied.after.structure
    one = structure.units.get(id) or structure.tasks.get(id)
    if one is None:
        raise UsageError("page-nothing", field="card")
    return _beside(
        "card",
        scene,
        state,
        one=one,
        area=area_word(draft, one.area, state.language),
        described=", ".join(map(str, one.described)),
        here=here,
        open=bool(draft.choices(id)),
        placings=[*_placings(scene, state, draft, id, here)],
    )


def _placings(
    scene: Scene, state: PageState, draft: LiveProposal, card: str, here: str
) -> Iterator[WhatIf]:
    choices = draft.choices(card)
    for committee in draft.applied.after.structure.committees:
        name = draft.result.names.get(committee, committee)
        placing = WhatIf(committee, name, committee == here, committee in choices)
        try:
            there = draft
            if choices or committee != here:
                text = moved_to(scene, state, card, here, committee)
                there = scene.draft(evolve(state, text=text))
        except CheckerError as error:
            yield evolve(placing, reason=error.told(state.language).splitlines()[0])
            continue
        count = len(needed_instruments(there.result))
        yield evolve(placing, verdict=there.result.verdict, count=count)


@frozen(eq=False, repr=False)
class Way:
    """A proposal that can be taken over with one click: what it changes, and its text."""

    changes: tuple[str, ...]
    verdict: Verdict
    count: int
    text: str


def plan(scene: Scene, _: Request, state: PageState) -> Reply:
    """The fewest instruments that make the proposal lawful; where none do, lawful placements; and
    of what is left open the best choices."""
    draft = scene.draft(state)
    judge, settled = Judge(draft.base.checker), draft.base.checker.settled(draft.document)
    made = Planner(judge, draft.base.checker.settled(draft.judged)).plan()
    hopeless = made.when_carried.verdict == "forbidden"
    others = Others(Space(frame_of(settled), ()))
    if draft.open:
        space = Space(others.space.frame, choices_in([settled], judge.checker))
        swept = sweep_all(Trial(judge, space), map, _MOST_PLACEMENTS)
        others = evolve(others, space=space, best=tuple(swept.best(_BEST)))
    elif hopeless:
        others = alternatives(settled, judge, map, state.language)
    teller = Teller.of(draft.base.checker, [settled], state.language)
    told = teller.plan(made, (), others, open_choices=False)
    editor = scene.editor(state)
    ways = [
        Way(one.changes, one.verdict, sum(one.instruments.values()), text)
        for one, (number, _) in zip(told.alternatives, others.best, strict=True)
        for text in [_with_options(editor, state.text, settled, others.space.pick(number))]
    ]
    carried = editor.with_more(state.text, *made.carried) if made.carried else ""
    return _beside(
        "plan", scene, state, told=told, open=draft.open, hopeless=hopeless, ways=ways, text=carried
    )


def _with_options(editor: Editor, text: str, settled: Document, picked: Sequence[Option]) -> str:
    """A proposal with other placements than its own: what is not picked of its changes goes, and
    what is placed elsewhere is a move."""
    chosen = {id(node) for option in picked for node in option.statements}
    gone = [
        node for node in settled.statements if isinstance(node, CHANGES) and id(node) not in chosen
    ]
    placed = [
        written.Move(node.thing, node.committee)
        for option in picked
        for node in option.statements
        if isinstance(node, written.Placed) and option.changes
    ]
    return editor.with_more(editor.without(text, *gone), *placed)


BESIDE: dict[str, Handler] = {"rivals": rivals, "card": card, "plan": plan}
HANDLERS: dict[str, Handler] = {"show": show, **BESIDE}
