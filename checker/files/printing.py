# SPDX-License-Identifier: EUPL-1.2
"""Documents as the printer writes them, by the words of a rule base and of organisations."""

from __future__ import annotations

from collections.abc import Sequence

from checker.language.names import area_words, bears, declared_ids, resolve_names, titles_in
from checker.language.printer import print_document
from checker.mistakes import Mistakes
from checker.municipality.names import taken_by_area
from checker.say import Language
from checker.speech.node import Document, Name
from checker.speech.organisation import municipality_of
from checker.speech.proposal import Proposal, Register


class BasePrinter:
    """Prints documents in either language by the words of a rule base and of the documents, which
    tell which names are areas and which are ids."""

    def __init__(self, base: Sequence[Document], documents: Sequence[Document] = ()) -> None:
        """Raises MistakesError where one of the documents gives a thing the word of an area.

        Args:
            base: rules and organisations.
            documents: what is to be printed, as far as that declares names of its own.
        """
        base = [*base, *documents]
        self.words = area_words(base)
        self.towns = [one for one in base if one.kind == "organisation"]
        self.known = declared_ids(base)
        self._called: dict[str, dict[str, str]] = {}
        with Mistakes() as mistakes:
            for document in documents:
                for node in document.walk():
                    if isinstance(name := getattr(node, "id", None), Name):
                        taken_by_area(name, self.words, mistakes)

    def print(self, document: Document, language: Language | None = None) -> str:
        """A document, in its own language or in another."""
        return print_document(self.settled(document), language or document.surface, self.words)

    def settled(self, document: Document) -> Document:
        """A document with every name an id."""
        known = self.known | document.ids
        return resolve_names(document, self.words, known, self._titles(document))

    def town_of(self, document: Document) -> Document | None:
        """The only organisation that a document concerns."""
        header = document.statements[0]
        if not isinstance(header, Proposal | Register):
            return None
        concerned = header.concerns.text.strip('"')
        headers = [(municipality_of(one), one) for one in self.towns]
        found = [one for its, one in headers if its.id.text == concerned] or [
            one for its, one in headers if bears(its.id.text, its.name, concerned)
        ]
        return found[0] if len(found) == 1 else None

    def _titles(self, document: Document) -> dict[str, str]:
        """The names of that organisation, with their ids."""
        town = self.town_of(document)
        if town is None:
            return {}
        name = municipality_of(town).id.text
        if name not in self._called:
            self._called[name] = titles_in([town])
        return self._called[name]
