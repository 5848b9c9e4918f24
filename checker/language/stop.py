# SPDX-License-Identifier: EUPL-1.2
"""Where the grammar stopped in a statement, and how that is told."""

from __future__ import annotations

from typing import NamedTuple

from checker.language.grammar import openings, phrases_at, recognise
from checker.language.scanner import Extent, Lexeme
from checker.language.words import Vocabulary, folded, vocabulary
from checker.mistakes import FileMistakes
from checker.say import say
from checker.speech.node import DocumentKind

LEAVES = ("NAME", "STRING", "CITATION", "DATE", "NUMBER", "$END")
_QUOTES = '"“”„»«'
_MOST = 7
_NEAR, _NEAR_SHORT = 0.74, 0.66
_LONGEST_LINE = 200


class Stop(NamedTuple):
    """Where the grammar stopped: the statement, the lexeme, what would have been taken, in what."""

    mistakes: FileMistakes
    lexemes: list[Lexeme]
    at: int
    accepted: list[str]
    kind: DocumentKind

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.mistakes.source.language)

    @property
    def text(self) -> str:
        """The whole text that is read."""
        return self.mistakes.source.text

    @property
    def lexeme(self) -> Lexeme:
        return self.lexemes[self.at]

    @property
    def place(self) -> Extent:
        return self.span(self.at, self.at)

    def span(self, first: int, last: int) -> Extent:
        """The place from one lexeme to another."""
        return Extent(self.lexemes[first].start, self.lexemes[last].end)

    def word(self, offset: int = 0) -> str:
        """A lexeme before or after, with a small first letter."""
        at = self.at + offset
        return self.lexemes[at].folded if 0 <= at < len(self.lexemes) else ""

    def note(self, place: Extent, key: str, **values: object) -> bool:
        """Notes a slip; the answer is that it is one."""
        self.mistakes.at(place, key, **values)
        return True

    def write(
        self,
        place: Extent,
        key: str,
        text: str,
        *,
        noted: Extent | None = None,
        **values: object,
    ) -> bool:
        """Notes a slip at a place, or another, with the line as it is with a text in the place."""
        start, end = self.text.rfind("\n", 0, place.start) + 1, self.line_end(place.end)
        line = f"{self.text[start : place.start]}{text}{self.text[place.end : end]}"
        line = short(line.replace(" ,", ","), _LONGEST_LINE)
        return self.note(noted or place, key, text=line, **values)

    def line_end(self, offset: int) -> int:
        """Where the line of a place ends."""
        end = self.text.find("\n", offset)
        return end if end >= 0 else len(self.text)

    def is_unclosed(self) -> bool:
        """Notes a quotation that is never closed: the first that runs on, else the last."""
        *before, stray, _ = self.lexemes if len(self.lexemes) > 1 else self.lexemes * 2
        if stray.kind != "STRAY" or stray.text not in _QUOTES:
            return False
        strings = (one for one in before if one.kind == "STRING" and "\n" in one.text)
        start = next(strings, stray).start
        place = Extent(start, self.line_end(start))
        return self.lexeme.start >= start and self.note(place, "unclosed")

    def near(self, least: float = 0.0) -> tuple[str, int] | None:
        """The nearest of the keywords, and where the words that it is near to end."""
        from difflib import SequenceMatcher  # only a mistake needs it

        if self.lexeme.kind != "NAME" or self.lexeme.end - self.lexeme.start > 40:
            return None
        best: tuple[float, str, int] = (0.0, "", 0)
        for terminal in self.accepted:
            for number in range(len(self.words.wordings.get(terminal, ()))):
                wording = self.words.bare(terminal, number)
                written = self.lexemes[self.at : self.at + len(wording.split())]
                text = " ".join([self.word(), *(one.text for one in written[1:])]).casefold()
                matcher = SequenceMatcher(None, text, folded(wording))
                enough = max(best[0], least or (_NEAR_SHORT if len(wording) < 5 else _NEAR))
                if wording and matcher.real_quick_ratio() > enough and matcher.ratio() > enough:
                    best = (matcher.ratio(), wording, written[-1].end)
        return best[1:] if best[1] else None

    def one_too_many(self) -> tuple[str, int] | None:
        """A keyword before which a line begins with a word too many, and where it ends."""
        line = self.text[self.text.rfind("\n", 0, self.lexeme.start) + 1 : self.lexeme.start]
        if self.lexeme.kind != "NAME" or line.strip():
            return None
        terminal, count, _ = recognise(self.accepted, self.words, self.lexemes, self.at + 1)
        if terminal not in self.words.wordings:
            return None
        word = self.words.bare(terminal)
        return (word, self.lexemes[self.at + count].end) if word[:1].isalpha() else None

    @property
    def opening(self) -> str:
        """The keyword that the statement begins with."""
        return recognise(openings(self.kind), self.words, self.lexemes, 0)[0]

    def expected(self) -> str:
        """What would have been taken, as it is told."""
        language, words = self.mistakes.source.language, self.words
        leaves = (t.strip("$").lower() for t in LEAVES if t in self.accepted)
        keywords = (t for t in words.wordings if t in self.accepted and t != "NUMBER_WORD")
        said = [say(language, f"expected.{leaf}") for leaf in leaves]
        said = [*dict.fromkeys([*said, *(f"`{words.bare(terminal)}`" for terminal in keywords)])]
        if len(said) > _MOST:
            return ", ".join(said[:_MOST]) + " " + say(language, "expected.more")
        return say(language, "or").join(filter(None, (", ".join(said[:-1]), *said[-1:])))

    def not_expected(self) -> bool:
        """Notes the lexeme, or the keyword that stands there, with what would have been taken."""
        word, end = self.near() or self.one_too_many() or ("", self.lexeme.end)
        longest = next(phrases_at(self.words, self.lexemes, self.at), None)
        if longest and self.lexeme.kind == "NAME":
            end = max(end, self.lexemes[self.at + len(longest.words) - 1].end)
        place = Extent(self.lexeme.start, end)
        if self.lexeme.kind == "$END":
            return self.note(place, "ends-early", expected=self.expected())
        text = visible(self.mistakes.span(place).text)
        return self.note(place, "unexpected", text=text, expected=self.expected(), word=word)


def short(text: str, most: int = 40) -> str:
    """A text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"


def visible(text: str) -> str:
    """A short text with each sign that is not seen by its number."""
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in short(text))
