# SPDX-License-Identifier: EUPL-1.2
"""The page as it is shown: its beginning, the board with its answer, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from checker import folders
from checker.board import edits
from checker.board.answer import answer_of
from checker.board.edits import Editor, read
from checker.board.forms import CONSTRUCTIONS, states_of
from checker.board.live import Base, LiveProposal, LiveProposals
from checker.board.pages import rendered
from checker.board.state import PageState, Reply, Request
from checker.errors import CheckerError, UsageError
from checker.language.printer import print_node
from checker.report.wording import spaced
from checker.say import Language
from checker.source import Source
from checker.speech.proposal import Expectation


class Scene:
    """Shows pages by one rule base and its organisations; ``formats``: those that a proposal can
    be saved in here."""

    def __init__(self, base: Base, formats: tuple[str, ...]) -> None:
        self.proposals = LiveProposals(base)
        self.formats = formats

    def draft(self, state: PageState) -> LiveProposal:
        """The proposal of a page. Raises CheckerError where it cannot be judged."""
        return self.proposals.of(state)

    def editor(self, state: PageState) -> edits.Editor:
        """What writes proposals for a page."""
        return self.proposals.base(state.own).editor

    def work(self, state: PageState, wrong: str = "") -> Reply:
        """The board with its answer; ``wrong``: what could not be done."""
        return Reply(self.inner(state, wrong))

    def changed(self, state: PageState, text: str) -> Reply:
        """The page with another proposal, where that can be judged; else as it is, with why not."""
        after = state.with_text(text)
        try:
            self.draft(after)
        except CheckerError as error:
            return self.work(state, error.told(state.language))
        return self.work(after)

    def inner(self, state: PageState, wrong: str = "") -> str:
        """What stands between head and foot of the page."""
        given: dict[str, Any] = {"state": state, "wrong": wrong, "formats": self.formats}
        if not state.text:
            given |= {"towns": self.proposals.base(state.own).towns, "examples": EXAMPLES}
            return rendered("begin.html.j2", state.language, **given)
        try:
            draft = self.draft(state)
        except CheckerError as error:
            told = error.told(state.language)
            given["wrong"] = wrong if told in wrong else "\n\n".join(filter(None, [wrong, told]))
            return rendered("broken.html.j2", state.language, **given)
        words = draft.base.checker.words
        return rendered(
            "work.html.j2",
            state.language,
            draft.wording(state.language),
            draft=draft,
            board=draft.board(state),
            answer=answer_of(draft, state.language, self.proposals.bylaw(state)),
            sentences=[*_sentences(draft, state.language)],
            constructions=CONSTRUCTIONS,
            states_of=states_of,
            words=words,
            areas=sorted(words.values() if state.language == "da" else words),
            opened=[*_opened(draft, state.language)],
            **_placed(draft),
            **given,
        )


Handler = Callable[[Scene, Request, PageState], Reply]


def _sentences(draft: LiveProposal, language: Language) -> Iterator[tuple[int, str]]:
    """The sentences of a proposal after its header, each with its place."""
    words = draft.base.editor.printer.words
    for at, statement in enumerate(draft.settled.statements[1:], 1):
        yield at, " ".join(print_node(statement, language, words).split())


def area_word(draft: LiveProposal, area: str | None, language: Language) -> str:
    """The word of an area, as it is written; "" for none."""
    if not area:
        return ""
    return spaced(draft.base.checker.words.get(area, area) if language == "da" else area)


def _opened(draft: LiveProposal, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is left open by its name, and the committees that it may come under."""
    names = draft.result.names
    for thing, places in draft.open.items():
        name = names.get(thing) or area_word(draft, thing, language)
        yield name, tuple(names.get(each, each) for each in places)


def _placed(draft: LiveProposal) -> dict[str, list[tuple[str, str]]]:
    """The committees, units and tasks to choose from: id and name. The committees of an answer are
    those on file, of which a fact can be given."""
    structure, names = draft.applied.after.structure, draft.result.names

    def named(ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(each, names.get(each, each)) for each in ids]

    return {
        "units": named(structure.units),
        "tasks": named(one.id for one in structure.tasks.values() if not one.of_unit),
        "targets": named(draft.applied.before.structure.committees),
    }


_CASES = folders.FIXTURES / "copenhagen-2013"
_PLACES = {
    "question": {
        "kejd": _CASES / "kejd-oeu.ressort",
        "kbs": _CASES / "kbs-biu.ressort",
        "kes": _CASES / "kes-ordlyd.ressort",
        "ks": _CASES / "ks-biu.ressort",
    },
    "mistake": {
        "1": folders.REPORTS / "board" / "tour-1.ressort",
        "2": folders.REPORTS / "board" / "tour-2.ressort",
        "3": _CASES / "ks-kfu.ressort",
        "4": _CASES / "kejd-oeu-fem-dage.ressort",
        "5": _CASES / "kbs-kfu-forkert-indehaver.ressort",
    },
}
FILES = tuple(file for places in _PLACES.values() for file in places.values())
EXAMPLES = {kind: tuple(places) for kind, places in _PLACES.items()}


def text_of_example(kind: str, name: str, editor: Editor) -> str:
    """The text of an example, without what its author expected of the checker.

    Raises UsageError where there is none of that name.
    """
    place = _PLACES.get(kind, {}).get(name)
    if place is None:
        raise UsageError("page-nothing", field="example")
    text = Source.read(place).text
    try:
        statements = read(text).statements
    except CheckerError:  # that is its mistake
        return text
    expected = [each for each in statements if isinstance(each, get_args(Expectation))]
    return editor.without(text, *expected)
