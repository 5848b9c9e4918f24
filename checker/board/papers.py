# SPDX-License-Identifier: EUPL-1.2
"""What goes into the page and out of it: files and pasted texts, proposals and reports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker import limits
from checker.board import edits
from checker.board.live import OWN, LiveProposal
from checker.board.scene import Handler, Scene
from checker.board.state import PageState, Reply, Request, Upload
from checker.errors import CheckerError, UnreadableError, UsageError
from checker.files.kinds import TABLES
from checker.formats.catalogue import extra, render
from checker.language.parser import parse
from checker.records import evolve
from checker.report.report import Options, Report
from checker.source import Source
from checker.speech.node import Document, DocumentKind, HalfReadError
from checker.table import files, reading
from checker.table.workbook import excel_of
from checker.table.writing import choices_of, csv_of, rows_of

if TYPE_CHECKING:
    from checker.desk.letters import Letter

MEDIA = {
    "proposal": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "calendar": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "letters": "application/zip",
    "bylaw": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ENDINGS = {
    "proposal": "ressort",
    "html": "html",
    "calendar": "ics",
    "csv": "csv",
    "excel": "xlsx",
    "word": "docx",
    "pdf": "pdf",
    "letters": "zip",
    "bylaw": "docx",
}
_WORD = (".docx", ".doc", ".docm", ".dotx")


def text(scene: Scene, request: Request, state: PageState) -> Reply:
    """A text that was written, pasted or kept: a proposal, an organisation, or rules."""
    return _opened(scene, state, request.one("written"))


def open_file(scene: Scene, request: Request, state: PageState) -> Reply:
    """A file: a proposal or a table of one, an organisation, rules, a register of waivers."""
    given = request.files.get("file")
    if given is None:
        raise UsageError("page-nothing", field="file")
    if PurePath(given.name).suffix.casefold() in _WORD:
        return _with_bylaw(scene, state, given)
    return _opened(scene, state, _text_of(given))


def _with_bylaw(scene: Scene, state: PageState, given: Upload) -> Reply:
    """The page with the bylaw in Word. Raises UsageError where that cannot be read here."""
    if "word" not in scene.formats:
        raise UsageError("page-word-served", path=given.name)
    if len(given.data) * 4 > limits.STATE * 3:
        raise UnreadableError(given.name, "too-large", str(limits.STATE * 3 // (4 * limits.MB)))
    after = state.with_bylaw(given)
    scene.proposals.bylaw(after)
    return scene.work(after)


def drop_own(scene: Scene, request: Request, state: PageState) -> Reply:
    """The page without one of the user's own rules or organisations, or without the bylaw."""
    at = request.one("at")
    if at == "bylaw":
        return scene.work(state.with_bylaw(None))
    own = tuple(each for number, each in enumerate(state.own) if str(number) != at)
    return scene.work(evolve(state, own=own))


def _opened(scene: Scene, state: PageState, said: str) -> Reply:
    if not said.strip():
        raise UsageError("page-nothing", field="written")
    if _kind(said) != "proposal":
        after = evolve(state, own=(*state.own, said))
        scene.proposals.base(after.own)
        return scene.work(after)
    with suppress(CheckerError):  # else it is shown as it is, with what is wrong
        said = scene.editor(state).formatted(said)
    return scene.work(state.with_text(said))


def _kind(said: str) -> DocumentKind:
    """What a text is; one that says nothing at all is taken for a proposal. Raises HalfReadError
    for rules or an organisation that cannot be read."""
    try:
        return parse(Source.of(said, OWN)).kind
    except HalfReadError as mistakes:
        if mistakes.readable.kind != "proposal":
            raise
    except CheckerError:
        pass
    return "proposal"


def _text_of(given: Upload) -> str:
    """What a file says, a table put into the language. Raises CheckerError where it cannot be."""
    if len(given.data) > limits.FILE:
        raise UnreadableError(given.name, "too-large", str(limits.FILE // limits.MB))
    ending = PurePath(given.name).suffix.casefold()
    if ending in TABLES:
        return reading.source_of(files.grid_of(given.data, given.name, ending)).text
    try:
        return given.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(given.name, "not-utf8", str(line)) from error


# ---------------------------------------------------------------- out


def saved(format: str) -> Handler:
    """What saves the proposal in a format, as a file."""

    def save(scene: Scene, _: Request, state: PageState) -> Reply:
        offered = "letters" if format == "bylaw" else format
        if offered not in ("proposal", *scene.formats):
            raise UsageError("page-no-format", format=format)
        if format == "proposal":
            body: str | bytes = scene.editor(state).formatted(state.text)
        else:
            body = _WRITERS.get(format, _report(format))(scene.draft(state), state)
        name = "vedtaegt" if format == "bylaw" else "forslag"
        return Reply(body, MEDIA[format], f"{name}.{_ENDINGS[format]}")

    save.__doc__ = "The proposal as a file."
    return save


def _report(format: str) -> Callable[[LiveProposal, PageState], str | bytes]:
    def write(draft: LiveProposal, state: PageState) -> str | bytes:
        asked = Options(bylaw=state.bylaw_file)
        return render(_told(draft, state), format, state.language, asked)

    return write


def _told(draft: LiveProposal, state: PageState) -> Report:
    """What a paper tells of a proposal. Raises UsageError where that leaves something open: a
    paper is about one placing."""
    if draft.open:
        names = draft.result.names
        raise UsageError("page-open", names=", ".join(names.get(one, one) for one in draft.open))
    return draft.report(state.language, rivals_too=True)


def _workbook(draft: LiveProposal, _: PageState) -> bytes:
    printed = _printed(draft)
    lists = choices_of(draft.town.document, draft.base.checker.words, printed.surface)
    return excel_of(*rows_of(printed), printed.surface, lists)


def _letters(draft: LiveProposal, state: PageState) -> bytes:
    """The drafts of letters in one packed file, always the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for each in _drafts(draft, state):
            folder.writestr(ZipInfo(each.name), each.data, ZIP_DEFLATED)
    return packed.getvalue()


def _bylaw(draft: LiveProposal, state: PageState) -> bytes:
    """The bylaw of the user's own with its changes tracked. Raises UsageError where none has a
    place in it."""
    tracked = f"{draft.wording(state.language).words('letter.bylaw')}.docx"
    for each in _drafts(draft, state):
        if each.name == tracked:
            return each.data
    raise UsageError("page-bylaw-same")


def _drafts(draft: LiveProposal, state: PageState) -> list[Letter]:
    with extra("word"):
        from checker.desk.letters import letters

        return letters(_told(draft, state), state.language, None, state.bylaw_file)[0]


def _printed(draft: LiveProposal) -> Document:
    return parse(Source.of(draft.base.editor.formatted(draft.text), edits.PATH))


_WRITERS: dict[str, Callable[[LiveProposal, PageState], str | bytes]] = {
    "csv": lambda draft, _: csv_of(rows_of(_printed(draft))[0]),
    "excel": _workbook,
    "letters": _letters,
    "bylaw": _bylaw,
}
HANDLERS: dict[str, Handler] = {
    "text": text,
    "open": open_file,
    "drop-own": drop_own,
    **{f"save/{format}": saved(format) for format in MEDIA},
}
