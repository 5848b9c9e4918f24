# SPDX-License-Identifier: EUPL-1.2
"""What changes a proposal on the page: cards moved, sentences put in and taken out, days set."""

from __future__ import annotations

from checker.board import edits, forms
from checker.board.pages import word
from checker.board.scene import Handler, Scene, text_of_example
from checker.board.state import PageState, Reply, Request
from checker.errors import UsageError
from checker.speech import proposal as written
from checker.speech.node import Prose
from checker.weigh.plan import norms_in


def undo(scene: Scene, _: Request, state: PageState) -> Reply:
    """The proposal as it was."""
    return scene.work(state.undone())


def redo(scene: Scene, _: Request, state: PageState) -> Reply:
    """The proposal as it was before it was undone."""
    return scene.work(state.redone())


def new(scene: Scene, request: Request, state: PageState) -> Reply:
    """A proposal that changes nothing yet."""
    base = scene.proposals.base(state.own)
    organisation = base.organisation(request.one("organisation"))
    proposed, effective = base.days(organisation)
    title = _title(request) or word(organisation.surface, "untitled")
    text = base.editor.begun(organisation, title, proposed, effective)
    return scene.work(state.with_text(base.editor.formatted(text)))


def close(scene: Scene, _: Request, state: PageState) -> Reply:
    """The beginning again, from which the proposal can be come back to."""
    return scene.work(state.with_text(""))


def example(scene: Scene, request: Request, state: PageState) -> Reply:
    """A proposal of the tour."""
    name = request.one("example")
    text = text_of_example(request.one("of"), name, scene.editor(state))
    return scene.work(state.with_text(text))


def move(scene: Scene, request: Request, state: PageState) -> Reply:
    """A card under another committee, or left where it is where that was open."""
    card, here, to = (request.one(name) for name in ("card", "here", "to"))
    if not to or (to == here and not scene.draft(state).choices(card)):
        return scene.work(state)
    return scene.changed(state, moved_to(scene, state, card, here, to))


def moved_to(scene: Scene, state: PageState, card: str, here: str, to: str) -> str:
    """The proposal in which a card stands under another committee. Raises CheckerError."""
    applied = scene.draft(state).applied
    before, changes = applied.before.structure, applied.after.changes
    return edits.moved(scene.editor(state), state.text, card, here, to, before, changes)


def add(scene: Scene, request: Request, state: PageState) -> Reply:
    """One change more, as a form says it."""
    text = scene.editor(state).with_more(state.text, forms.statement_of(request))
    return scene.changed(state, text)


def sentence(scene: Scene, request: Request, state: PageState) -> Reply:
    """One sentence more, as its author writes it."""
    return scene.changed(
        state, scene.editor(state).with_sentence(state.text, request.one("sentence"))
    )


def drop(scene: Scene, request: Request, state: PageState) -> Reply:
    """One sentence less."""
    statements = scene.draft(state).document.statements
    at = request.one("at")
    if not at.isdecimal() or not 0 < int(at) < len(statements):
        raise UsageError("page-nothing", field="at")
    return scene.changed(state, scene.editor(state).without(state.text, statements[int(at)]))


def head(scene: Scene, request: Request, state: PageState) -> Reply:
    """Another title, or other days."""
    old = scene.draft(state).header
    title = _title(request)
    facts = {
        "title": old.title if title in ("", old.title.said(state.language)) else Prose.of(title),
        "proposed": forms.day_of(request, "proposed") or old.proposed,
        "effective": forms.day_of(request, "effective") or old.effective,
        "as_of": forms.day_of(request, "as-of"),
        "until": forms.day_of(request, "until"),
    }
    return scene.changed(state, scene.editor(state).with_header(state.text, **facts))


def answer(scene: Scene, request: Request, state: PageState) -> Reply:
    """A fact or an assumption that answers a question."""
    text = scene.editor(state).with_more(state.text, forms.answer_in(request))
    return scene.changed(state, text)


def step(scene: Scene, request: Request, state: PageState) -> Reply:
    """How far an instrument has come: what was planned of it is then done."""
    draft = scene.draft(state)
    one = draft.result.by_id.get(request.one("instrument"))
    if one is None:
        raise UsageError("page-nothing", field="instrument")
    carried = forms.step_in(request, one, norms_in(draft.base.checker.rules))
    editor, text = scene.editor(state), state.text
    planned = [
        each
        for each in editor.printer.settled(draft.document).all_of(written.Carries)
        if each.instrument == carried.instrument
        and each.state.state in ("planned", "applied")
        and each.state != carried.state
    ]
    if planned and carried.state.state != "planned":
        text = editor.without(text, planned[0])
    return scene.changed(state, editor.with_more(text, carried))


def _title(request: Request) -> str:
    return " ".join(request.one("title").replace('"', "").split())


HANDLERS: dict[str, Handler] = {
    "undo": undo,
    "redo": redo,
    "new": new,
    "close": close,
    "example": example,
    "move": move,
    "add": add,
    "sentence": sentence,
    "drop": drop,
    "head": head,
    "answer": answer,
    "step": step,
}
