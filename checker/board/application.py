"""The page as one function: a request to what is answered, over HTTP or in a browser alike.

``Application.answer`` takes a ``Request`` and gives a ``Reply``; it reads no file but those of
``reports``, starts nothing, and keeps nothing of a request that another could see: what the page
knows stands in the form ``#state`` that every request sends (``PageState``). A transport carries
requests (htmx posts them, a form with ``formaction`` where a file is saved) and static files, which
are paths like others (``page.css``, ``page.js``, ``htmx.min.js``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from checker.board import edits
from checker.board.answer import answer_of
from checker.board.live import Base, LiveProposals
from checker.board.pages import FOLDER, STATIC, rendered, word
from checker.board.request import Reply, Request
from checker.board.state import PageState
from checker.errors import CheckerError

Handler = Callable[["Application", Request, PageState], Reply]


class Application:
    """What answers for one rule base and its organisations; ``formats``: those that a proposal can
    be saved in here."""

    def __init__(self, base: Base, formats: tuple[str, ...] = ("html",)) -> None:
        self.drafts = LiveProposals(base)
        self.formats = formats

    def answer(self, request: Request) -> Reply:
        """The page, a fragment of it or a file; what is wrong is told in the page, never raised."""
        if request.path in STATIC:
            return Reply((FOLDER / request.path).read_bytes(), STATIC[request.path])
        handler = _HANDLERS.get(request.path)
        if handler is None:
            return Reply(word("en", "no-such-path"), "text/plain; charset=utf-8", status=404)
        state = PageState()
        try:
            state = PageState.of(request)
            return handler(self, request, state)
        except CheckerError as error:
            return self.work(state, error.told(state.language))

    # ------------------------------------------------------------ what is shown

    def page(self, _: Request, state: PageState) -> Reply:
        """The whole page."""
        return Reply(rendered("page.html.j2", state.language, work=self._work(state), state=state))

    def inside(self, _: Request, state: PageState) -> Reply:
        """All that stands in the page, for another language."""
        work = self._work(state)
        return Reply(rendered("inside.html.j2", state.language, work=work, state=state))

    def work(self, state: PageState, wrong: str = "") -> Reply:
        """The board with its answer."""
        return Reply(self._work(state, wrong))

    def _work(self, state: PageState, wrong: str = "") -> str:
        if not state.text:
            return self._begin(state, wrong)
        try:
            draft = self.drafts.of(state)
        except CheckerError as error:
            told = error.told(state.language)
            wrong = wrong if wrong in (told, "") or told in wrong else f"{wrong}\n\n{told}"
            return rendered("broken.html.j2", state.language, state=state, wrong=wrong or told)
        answer = answer_of(draft, state.language)
        return rendered(
            "work.html.j2",
            state.language,
            draft.wording(state.language),
            state=state,
            wrong=wrong,
            draft=draft,
            board=draft.board(state),
            answer=answer,
            formats=self.formats,
        )

    def _begin(self, state: PageState, wrong: str = "") -> str:
        towns = self.drafts.base(state.own).towns
        return rendered("begin.html.j2", state.language, state=state, wrong=wrong, towns=towns)

    def show(self, _: Request, state: PageState) -> Reply:
        """The board as it is, searched anew."""
        return self.work(state)

    def rivals(self, _: Request, state: PageState) -> Reply:
        """What other readings of the sources would make of the proposal."""
        draft = self.drafts.of(state)
        answer = answer_of(draft, state.language, rivals_too=True)
        wording = draft.wording(state.language)
        return Reply(rendered("rivals.html.j2", state.language, wording, answer=answer))

    # ------------------------------------------------------------ what is changed

    def undo(self, _: Request, state: PageState) -> Reply:
        """The proposal as it was."""
        return self.work(state.undone())

    def redo(self, _: Request, state: PageState) -> Reply:
        """The proposal as it was before it was undone."""
        return self.work(state.redone())

    def new(self, request: Request, state: PageState) -> Reply:
        """A proposal that changes nothing yet."""
        base = self.drafts.base(state.own)
        organisation = base.organisation(request.one("organisation"))
        proposed, effective = base.days(organisation)
        title = " ".join(request.one("title").replace('"', "").split())
        title = title or word(organisation.surface, "untitled")
        text = base.editor.begun(organisation, title, proposed, effective)
        return self.work(state.with_text(base.editor.formatted(text)))

    def move(self, request: Request, state: PageState) -> Reply:
        """A card under another committee."""
        draft = self.drafts.of(state)
        card, here, to = (request.one(name) for name in ("card", "here", "to"))
        if not to or to == here:
            return self.work(state)
        view = draft.applied.after
        before = draft.applied.before.structure
        text = edits.moved(self._editor(state), state.text, card, here, to, before, view.changes)
        return self._changed(state, text)

    def _changed(self, state: PageState, text: str) -> Reply:
        """The page with another proposal, where that can be judged; else as it is, with why not."""
        after = state.with_text(text)
        try:
            self.drafts.of(after)
        except CheckerError as error:
            return self.work(state, error.told(state.language))
        return self.work(after)

    def _editor(self, state: PageState) -> edits.Editor:
        return self.drafts.base(state.own).editor

    # ------------------------------------------------------------ in and out

    def text(self, request: Request, state: PageState) -> Reply:
        """A proposal that was written, pasted or kept."""
        text = request.one("written")
        with suppress(CheckerError):  # it is shown as it is, with what is wrong
            text = self._editor(state).formatted(text)
        return self.work(state.with_text(text))

    def save_proposal(self, _: Request, state: PageState) -> Reply:
        """The proposal as a file, as the printer writes it."""
        text = self._editor(state).formatted(state.text)
        return Reply(text, "text/plain; charset=utf-8", edits.PATH)


_HANDLERS: dict[str, Handler] = {
    "": Application.page,
    "inside": Application.inside,
    "show": Application.show,
    "rivals": Application.rivals,
    "undo": Application.undo,
    "redo": Application.redo,
    "new": Application.new,
    "move": Application.move,
    "text": Application.text,
    "save/proposal": Application.save_proposal,
}
