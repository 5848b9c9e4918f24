"""Printing needs to know which names are areas and which are ids: a rule base tells it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.commands.options import Shared
from checker.files.documents import Reader
from checker.language.names import area_words, declared_ids, resolve_names
from checker.language.printer import print_document
from checker.say import Language
from checker.speech.node import Document


class Printer:
    """Prints documents in either language by the words of a rule base and of the documents."""

    def __init__(self, reader: Reader, shared: Shared, documents: Sequence[Document]) -> None:
        """Reads rule base and organisations. Raises MistakesError for all that ``reader`` met."""
        rules, organisations = shared.rules, shared.organisations
        base = [*reader.rules(rules), *reader.organisations(organisations), *documents]
        reader.finish()
        self.words = area_words(base)
        self.known = declared_ids(base)

    def print(self, document: Document, language: Language | None = None) -> str:
        """A document, in its own language or in another."""
        settled = resolve_names(document, self.words, self.known)
        return print_document(settled, language or document.surface, self.words)
