"""Collects what is wrong with settled documents, in the language each file is written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from checker.errors import CheckerError, MistakesError
from checker.mistakes import TextError
from checker.say import Language, nearest, say, say_with_hint
from checker.source import Span


def kind_words(kinds: Iterable[str], language: Language) -> str:
    """``a unit or a task`` in the language."""
    return say(language, "or").join(say(language, f"kind.{kind}") for kind in kinds)


@define
class Complaints:
    """The mistakes found so far, and the language of each file.

    Attributes:
        languages: path of a source to the surface it is written in.
    """

    languages: dict[str, Language] = field(factory=dict)
    errors: list[CheckerError] = field(factory=list)

    def language(self, span: Span) -> Language:
        return self.languages.get(span.path, "en")

    def say(self, span: Span, key: str, **args: object) -> str:
        """One of the texts, in the language of the file the span stands in."""
        return say(self.language(span), key, **args)

    def add(self, span: Span, key: str, **args: object) -> None:
        """Notes one mistake."""
        message, hint = say_with_hint(self.language(span), key, **args)
        error = TextError(message, span, hint)
        if str(error) not in (str(one) for one in self.errors):
            self.errors.append(error)

    def unknown(self, span: Span, kinds: Iterable[str], name: str, known: Iterable[str]) -> None:
        """Notes an unknown name, with the nearest known one."""
        language = self.language(span)
        nouns = [say(language, f"kind.{kind}") for kind in kinds]
        bare = say(language, "or").join(noun.partition(" ")[2] or noun for noun in nouns)
        self.add(span, "unknown", kind=bare, id=name, hint=self._hint(span, name, known))

    def expect(
        self, span: Span, name: str, allowed: Iterable[str], kinds: Mapping[str, str]
    ) -> None:
        """Notes a name that is unknown, or of a kind that does not fit here."""
        wanted, kind = tuple(allowed), kinds.get(name)
        if kind in wanted:
            return
        if kind is None:
            self.unknown(span, wanted, name, [one for one in kinds if kinds[one] in wanted])
            return
        language = self.language(span)
        found, needed = kind_words([kind], language), kind_words(wanted, language)
        self.add(span, "wrong-kind", id=name, found=found, kind=needed)

    def _hint(self, span: Span, name: str, known: Iterable[str]) -> str:
        ordered = sorted(known)
        if near := nearest(name, ordered):
            return self.say(span, "did-you-mean", near=near)
        if not ordered:
            return self.say(span, "none-known")
        shown = ", ".join(ordered[:12]) + (" …" if len(ordered) > 12 else "")
        return self.say(span, "known", known=shown)

    def settle(self) -> None:
        """Raises MistakesError when anything was noted."""
        if self.errors:
            raise MistakesError(self.errors)
