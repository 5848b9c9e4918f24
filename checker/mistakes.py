"""What is wrong at places in texts: collected, each told in the language of its file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol, Self

from checker import limits
from checker.alike import drawn
from checker.errors import CheckerError, MistakesError, MoreError
from checker.records import define, field
from checker.say import Language, nearest, say, say_with_hint
from checker.source import Source, Span

_SHOWN = 12


class TextError(CheckerError):
    """Something wrong at a place in a text.

    Attributes:
        message: what is wrong, in the file's own language, lower case, no full stop.
        span: the place to underline.
        hint: what to do, or None.
    """

    message = ""
    said: object = None

    def __init__(self, message: str, span: Span, hint: str | None = None) -> None:
        self.message, self.span, self.hint = message, span, hint
        self.said = span.path, span.start, span.end, message, hint
        super().__init__(message)

    @classmethod
    def of(
        cls, span: Span, key: str, language: Language | None = None, /, **values: object
    ) -> Self:
        """The message of a key at a place, in the language of its file or another."""
        message, hint = say_with_hint(language or span.source.language, key, **values)
        return cls(message, span, hint)

    def __str__(self) -> str:
        text = f"{self.span.place}: {self.message}\n{self.span.excerpt()}"
        return f"{text}\n= {self.hint}" if self.hint else text


class TextWarning(TextError):  # noqa: N818  (never raised as an error)
    """A place that may not mean what its author thinks; shown, never fatal."""


@define(eq=False, repr=False)
class Mistakes:
    """The mistakes found so far, each once; as a context, it raises them at its end. What is
    beyond the limit is not made but counted.

    Attributes:
        told_in: the language for mistakes in some files, by path, where that is not their own.
    """

    told_in: Mapping[str, Language] = field(factory=dict)
    errors: list[CheckerError] = field(factory=list)
    _known: set[object] = field(factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: object, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.settle()

    def settle(self) -> None:
        """Raises MistakesError when anything was noted."""
        if self.errors:
            raise MistakesError(self.errors)

    @property
    def full(self) -> bool:
        """Whether so much is wrong that more would not help."""
        return len(self.errors) >= limits.ERRORS

    def note(self, error: CheckerError) -> None:
        """Notes what is wrong elsewhere than at a place in a text."""
        if not isinstance(error, MoreError):
            self._note(error.said, lambda: error)
        elif self.errors and isinstance(last := self.errors[-1], MoreError):
            last.count += error.count
        else:
            self.errors.append(MoreError(error.count))

    def _note(self, known: object, make: Callable[[], CheckerError]) -> None:
        if known not in self._known:
            self._known.add(known)
            if self.full:
                self.note(MoreError(1))
            else:
                self.errors.append(make())

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Notes what is raised meanwhile, so that the next can be looked at."""
        try:
            yield
        except MistakesError as mistakes:
            for each in mistakes.errors:
                self.note(each)
        except CheckerError as error:
            self.note(error)

    def language(self, span: Span) -> Language:
        """The language that a mistake at a place is told in."""
        return self.told_in.get(span.path, span.source.language)

    def say(self, span: Span, key: str, /, **values: object) -> str:
        """A message in the language for a place."""
        return say(self.language(span), key, **values)

    def kinds(self, kinds: Iterable[str], span: Span) -> str:
        """``a unit or a task`` in the language for a place."""
        return self.say(span, "or").join(self.say(span, f"kind.{kind}") for kind in kinds)

    def add(self, span: Span, key: str, /, **values: object) -> None:
        """Notes a mistake at a place."""
        if self.full:
            self.pass_over(span, key)
        else:
            self.note(TextError.of(span, key, self.language(span), **values))
            self._known.add((span.path, span.start, key))

    def pass_over(self, span: Span, key: str) -> None:
        """Counts what is beyond the limit."""
        self._note((span.path, span.start, key), lambda: MoreError(1))

    def unknown(self, span: Span, kinds: Iterable[str], name: str, known: Iterable[str]) -> None:
        """Notes an unknown name, with the nearest known one or all of them."""
        if self.full:
            self.pass_over(span, "unknown")
            return
        nouns = [self.say(span, f"kind.{kind}") for kind in kinds]
        bare = self.say(span, "or").join(noun.partition(" ")[2] or noun for noun in nouns)
        hint = _meant(self.language(span), name, sorted(known))
        self.add(span, "unknown", kind=bare, id=name, hint=hint)

    def unknown_town(
        self, span: Span, name: str, known: Iterable[str], nearby: Mapping[str, str]
    ) -> None:
        """Notes an unknown municipality, with the organisation file around that could be meant."""
        language = self.language(span)
        if name in nearby:
            hint = say(language, "town-elsewhere", path=nearby[name])
        elif nearby:
            near = nearest(name, nearby) or min(nearby)
            hint = say(language, "town-nearby", id=near, path=nearby[near])
        else:
            alike = [each for each in known if nearest(_stem(name), [_stem(each)])]
            meant = _meant(language, name if alike else "", sorted(alike or known))
            hint = f"{meant}; {say(language, 'town-new')}"
        self.add(
            span,
            "unknown",
            kind=say(language, "kind.municipality").partition(" ")[2],
            id=name,
            hint=hint,
        )

    def expect_unlike(self, span: Span, name: str, seen: dict[str, str]) -> None:
        """Notes a new id that looks like another; ``seen``: the others, by how they are drawn."""
        other = seen.setdefault(drawn(name), name)
        if other != name:
            self.add(span, "look-alike", id=name, other=other)

    def expect(
        self, span: Span, name: str, allowed: Iterable[str], kinds: Mapping[str, str]
    ) -> None:
        """Notes a name that is unknown, or of a kind that does not fit here."""
        wanted, kind = tuple(allowed), kinds.get(name)
        if kind is None:
            self.unknown(span, wanted, name, (one for one in kinds if kinds[one] in wanted))
        elif kind not in wanted:
            found, needed = self.kinds([kind], span), self.kinds(wanted, span)
            self.add(span, "wrong-kind", id=name, found=found, kind=needed)


class TextRange(Protocol):
    """A place in the text that is read."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@define(eq=False, repr=False)
class FileMistakes(Mistakes):
    """The errors of a file, and its warnings."""

    source: Source = field(kw_only=True)
    warnings: list[TextWarning] = field(factory=list)

    def span(self, place: TextRange) -> Span:
        return Span(self.source, place.start, place.end)

    def at(self, place: TextRange, key: str, /, **values: object) -> None:
        """Notes an error at a place of the parser."""
        self.add(self.span(place), key, **values)

    def warn(self, place: TextRange, key: str, /, **values: object) -> None:
        """Notes a warning."""
        self.warnings.append(TextWarning.of(self.span(place), key, **values))


def by_place(errors: Iterable[CheckerError]) -> list[CheckerError]:
    """The errors of each file together, in the order of their places."""
    paths: dict[str, int] = {}

    def place(error: CheckerError) -> tuple[int, int]:
        if isinstance(error, MoreError):  # last
            return sys.maxsize, 0
        span = error.span if isinstance(error, TextError) else None
        return paths.setdefault(span.path if span else "", len(paths)), span.start if span else 0

    return sorted(errors, key=place)


def _stem(town: str) -> str:
    """The id of an organisation without its year: of another town, only the year is alike."""
    return town.rstrip("-0123456789")


def _meant(language: Language, name: str, known: list[str]) -> str:
    if near := nearest(name, known):
        return say(language, "did-you-mean", near=near)
    if not known:
        return say(language, "none-known")
    more = " …" if len(known) > _SHOWN else ""
    return say(language, "known", known=", ".join(known[:_SHOWN]) + more)
