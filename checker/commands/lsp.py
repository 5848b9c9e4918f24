# SPDX-License-Identifier: EUPL-1.2
"""``ressort lsp``: an editor is told what is wrong while it is written, what an id stands for, and
the one written form of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from checker import __version__
from checker.commands import options
from checker.commands.options import Shared
from checker.commands.printing import said_by_id
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files.documents import Reader, checker_of, read_base
from checker.files.printing import BasePrinter
from checker.folders import adding
from checker.language.parser import parse
from checker.mistakes import TextError, TextWarning
from checker.municipality.case import Terms
from checker.source import Source
from checker.speech.node import Document
from checker.speech.organisation import municipality_of

if TYPE_CHECKING:
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer
    from pygls.workspace import TextDocument

_ID = re.compile(r"[^\W\d_][\w-]*")


@click.command("lsp", epilog="ressort lsp --rules rules")
@options.shared("rules", "organisations")
def command(shared: Shared) -> int:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    What is wrong is told as it is typed, with what is meant; the editor's command to format writes
    the one written form, and an id of the rules shows what is written under it.
    """
    if find_spec("pygls") is None:
        raise UsageError("no-lsp-extra", command=adding("editor"))
    _server(EditorAnswers(shared)).start_io()
    return 0


class EditorAnswers:
    """What a document that is being written says, by the rules and organisations on the disk."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def mistakes(self, text: str, path: str) -> list[TextError]:
        """What is wrong with a document, and what may be meant otherwise."""
        found: list[CheckerError] = []
        try:
            document = parse(Source.of(text, path))
            found += document.warnings
            self._judge(document)
        except MistakesError as mistakes:
            found += mistakes.errors
        except CheckerError:  # what is wrong elsewhere is told by `ressort check`
            pass
        return [one for one in found if isinstance(one, TextError) and one.span.path == path]

    def printed(self, text: str, path: str) -> str:
        """A document in its one written form. Raises MistakesError."""
        document = parse(Source.of(text, path))
        rules, organisations = self._base(document)
        return BasePrinter([*rules, *organisations], [document]).print(document)

    def meaning(self, id: str) -> str | None:
        """What the rules write under an id."""
        known = said_by_id(Reader().rules(self._shared.rules))
        return known[id](None) if id in known else None

    def _base(self, document: Document) -> tuple[Sequence[Document], Sequence[Document]]:
        """Rules and organisations; those that the document itself is are as it is written now."""
        read = read_base(self._shared.rules, self._shared.organisations, [document.span.path])
        rules: Sequence[Document] = read.rules
        towns: Sequence[Document] = read.organisations
        if document.kind == "rules":
            rules = [*(one for one in rules if not document.ids & one.ids), document]
        elif document.kind == "organisation":
            id = municipality_of(document).id.text
            towns = [*(one for one in towns if municipality_of(one).id.text != id), document]
        return rules, towns

    def _judge(self, document: Document) -> None:
        """Raises MistakesError for what only rules and organisations tell of a document."""
        checker = checker_of(*self._base(document), [document] * (document.kind == "waivers"))
        if document.kind == "proposal":
            checker.considered(document, Terms())
        elif document.kind == "organisation":
            checker.organisation(municipality_of(document).id.text)


def _server(editor: EditorAnswers) -> LanguageServer:
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    server = LanguageServer("ressort", __version__)

    def document(uri: str) -> TextDocument:
        return server.workspace.get_text_document(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def tell(
        given: types.DidOpenTextDocumentParams
        | types.DidChangeTextDocumentParams
        | types.DidSaveTextDocumentParams,
    ) -> None:
        uri = given.text_document.uri
        mistakes = editor.mistakes(document(uri).source, document(uri).path)
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, [*_diagnostics(mistakes)])
        )

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def format(given: types.DocumentFormattingParams) -> list[types.TextEdit]:
        text = document(given.text_document.uri)
        try:
            printed = editor.printed(text.source, text.path)
        except CheckerError:  # it is told as it is typed
            return []
        whole = types.Range(types.Position(0, 0), types.Position(len(text.lines) + 1, 0))
        return [types.TextEdit(whole, printed)]

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(given: types.HoverParams) -> types.Hover | None:
        text, at = document(given.text_document.uri), given.position
        line = text.lines[at.line] if at.line < len(text.lines) else ""
        for word in _ID.finditer(line):
            if word.start() <= at.character <= word.end():
                said = editor.meaning(word[0])
                shown = types.MarkupContent(types.MarkupKind.PlainText, said or "")
                return types.Hover(shown) if said else None
        return None

    return server


def _diagnostics(mistakes: Iterable[TextError]) -> Iterable[types.Diagnostic]:
    from lsprotocol import types

    for each in mistakes:
        source = each.span.source
        (line, column), (last, end) = map(source.position, (each.span.start, each.span.end))
        severity = types.DiagnosticSeverity
        yield types.Diagnostic(
            types.Range(
                types.Position(line - 1, column - 1), types.Position(last - 1, max(end, 1) - 1)
            ),
            "\n".join(filter(None, (each.message, each.hint))),
            severity.Warning if isinstance(each, TextWarning) else severity.Error,
            source="ressort",
        )
