# SPDX-License-Identifier: EUPL-1.2
"""The page as one function: a request to what is answered, over HTTP or in a browser alike.

``Application.answer`` takes a ``Request`` and gives a ``Reply``; it reads no file but those of
``reports`` and ``fixtures``, starts nothing, and keeps nothing of a request that another could see:
what the page knows stands in the form ``#state`` that every request sends (``PageState``). A
transport carries requests (htmx posts them; a button with ``formaction`` posts ``#state`` where a
file is saved, and the reply then has a ``name``) and static files, which are paths like others
(``page.css``, ``page.js``, ``htmx.min.js``).
"""

from __future__ import annotations

from checker.board import changing, papers, showing
from checker.board.live import Base
from checker.board.pages import FOLDER, STATIC, rendered, word
from checker.board.scene import Scene
from checker.board.state import PageState, Reply, Request
from checker.errors import CheckerError

_PAGES = {"": "page.html.j2", "inside": "inside.html.j2"}
_HANDLERS = {**showing.HANDLERS, **changing.HANDLERS, **papers.HANDLERS}


class Application:
    """What answers for one rule base and its organisations; ``formats``: those that a proposal can
    be saved in here, beside its own."""

    def __init__(self, base: Base, formats: tuple[str, ...] = ("html", "csv")) -> None:
        self.scene = Scene(base, formats)

    def answer(self, request: Request) -> Reply:
        """The page, a fragment of it or a file; what is wrong is told in the page, never raised."""
        if request.path in STATIC:
            return Reply((FOLDER / request.path).read_bytes(), STATIC[request.path])
        if request.path not in (*_PAGES, *_HANDLERS):
            return Reply(word("en", "no-such-path"), "text/plain; charset=utf-8", status=404)
        state = PageState()
        try:
            state = PageState.of(request)
            if request.path in _PAGES:
                return self._page(_PAGES[request.path], state)
            return _HANDLERS[request.path](self.scene, request, state)
        except CheckerError as error:
            told = error.told(state.language)
            if request.path in showing.BESIDE:
                return Reply(rendered("wrong.html.j2", state.language, wrong=told))
            return self.scene.work(state, told)

    def _page(self, template: str, state: PageState) -> Reply:
        work = self.scene.inner(state)
        return Reply(rendered(template, state.language, work=work, state=state))
