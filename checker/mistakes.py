# SPDX-License-Identifier: EUPL-1.2
"""What is wrong at places in texts: collected, each told in the language of its file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol, Self

from checker import limits
from checker.alike import drawn
from checker.errors import CheckerError, MistakesError, MoreError
from checker.records import define, field
from checker.say import Language, nearest, plain, say, say_with_hint, sentences
from checker.source import Source, Span

_LISTED = ("area", "unit", "task")  # by commands
_SHOWN = _LINES = 12
_LEAST = 4  # letters of a name that is part of another
ENDS_AS_BODY = re.compile(r"\s*(udvalg(et)?|committee|forvaltning(en)?)$")
_WORD = re.compile(rf"\w{{{_LEAST},}}")
_IN_SHORT = 3  # words of a name that each tell what it means
_OF_NAMES = ("unknown", "wrong-kind")
_TOLD = (*_OF_NAMES, "ambiguous-name")


class TextError(CheckerError):
    """Something wrong at a place in a text.

    Attributes:
        message: what is wrong, in the file's own language, lower case, no full stop.
        span: the place to underline.
        hint: what to do, or None.
        again: the other places where the same stands.
    """

    message = ""
    said: object = None
    language: Language = "en"

    def __init__(self, message: str, span: Span, hint: str | None = None) -> None:
        self.message, self.span, self.hint = message, span, hint
        self.said = span.path, span.start, span.end, message, hint
        self.again: list[Span] = []
        super().__init__(message)

    @classmethod
    def of(
        cls, span: Span, key: str, language: Language | None = None, /, **values: object
    ) -> Self:
        """The message of a key at a place, in the language of its file or another."""
        language = language or span.source.language
        message, hint = say_with_hint(language, key, **values)
        made = cls(message, span, hint)
        made.language = language
        return made

    def __str__(self) -> str:
        lines = [f"{self.span.place}: {self.message}", self.span.excerpt()]
        lines += [f"= {each}" for each in (self.hint, self.elsewhere) if each]
        return "\n".join(lines)

    def join(self, other: CheckerError) -> None:
        """Tells another error of the same cause with this one, by its place alone."""
        assert isinstance(other, TextError)
        there = {each.start for each in (self.span, *self.again)}
        self.again += [one for one in (other.span, *other.again) if one.start not in there]

    @property
    def elsewhere(self) -> str:
        """How often the same stands in the file, and in which lines; empty where only once."""
        if not self.again:
            return ""
        there = sorted((self.span, *self.again), key=lambda each: each.start)
        named = dict.fromkeys(each.source.line_of(each.start)[0] for each in there)
        lines = ", ".join([*named][:_LINES]) + (" …" if len(named) > _LINES else "")
        of = {"cells" if self.span.source.bare_names else "lines": lines}
        return say(self.language, "so-often", count=len(self.again) + 1, **of)


class TextWarning(TextError):  # noqa: N818  (never raised as an error)
    """A place that may not mean what its author thinks; shown, never fatal."""


@define(eq=False, repr=False)
class Mistakes:
    """The mistakes found so far, each once; as a context, it raises them at its end. What is
    beyond the limit is not made but counted.

    Attributes:
        told_in: the language for mistakes in some files, by path, where that is not their own.
        titles: ids on file with their names, by which somebody may know them.
    """

    told_in: Mapping[str, Language] = field(factory=dict)
    errors: list[CheckerError] = field(factory=list)
    _known: set[object] = field(factory=set)
    titles: Mapping[str, str] = field(factory=dict)

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
            raise MistakesError(by_place(self.errors))

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
            error = TextError.of(span, key, self.language(span), **values)
            error.cause = (span.path, values["id"]) if key in _OF_NAMES else None
            self.note(error)
            self._known.add((span.path, span.start, key))

    def pass_over(self, span: Span, key: str) -> None:
        """Counts what is beyond the limit."""
        self._note((span.path, span.start, key), lambda: MoreError(1))

    def unknown(self, span: Span, kinds: Iterable[str], name: str, known: Iterable[str]) -> None:
        """Notes an unknown name, with the nearest known one or all of them."""
        if self.full:
            self.pass_over(span, "unknown")
            return
        asked = [*kinds]
        nouns = [self.say(span, f"kind.{kind}") for kind in asked]
        bare = self.say(span, "or").join(noun.partition(" ")[2] or noun for noun in nouns)
        hint = self._meant(span, name, sorted(known), _listed(asked))
        self.add(span, "unknown", kind=bare, id=name, hint=hint)

    def _meant(self, span: Span, name: str, known: list[str], listed: str | None) -> str:
        """What a name may have meant: an id, or the id of something by its name; ``listed``: the
        command that lists all."""
        language = self.language(span)
        near = nearest(name, known)
        words, title = self._titled(name, known)
        if english := _translated(name, self.titles):
            return say(language, "meant-by-name", near=english, title=self.titles[english])
        also = near if near and words == plain(near) else None
        if title is None or (near and not also and nearest(name, [near, words]) == near):
            return _meant(language, name, known, listed)
        return say(language, "meant-by-name", near=title, title=self.titles[title], also=also)

    def _titled(self, name: str, known: Iterable[str]) -> tuple[str, str | None]:
        return _titled(name, {id: self.titles[id] for id in known if id in self.titles})

    def unknown_town(
        self, span: Span, name: str, known: Mapping[str, str], nearby: Mapping[str, str]
    ) -> None:
        """Notes an unknown municipality, with the organisation file around that could be meant;
        ``known``: the ids on file, with the names of the municipalities."""
        language, name = self.language(span), name.strip('"')
        close = nearest(name, [*known, *nearby])
        alike = [each for each in known if nearest(_stem(name), [_stem(each)])]
        named = [each for each in known if nearest(name, [*known[each].split()[:1], known[each]])]
        if name in nearby:
            hint = say(language, "town-elsewhere", path=nearby[name])
        elif nearby and (close in nearby or not (close or named)):
            near = close or min(nearby)
            hint = say(language, "town-nearby", id=near, path=nearby[near])
        else:
            meant = _meant(language, name if alike else "", sorted(alike or named or known))
            more = say(language, "town-new")
            hint = (
                f"{meant} {more[:1].upper()}{more[1:]}" if meant[-1] == "?" else f"{meant}; {more}"
            )
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

    def _written(self, span: Span, id: str, kinds: Mapping[str, str]) -> str:
        """An id as it is written: in Danish an area by its word."""
        by_word = kinds[id] == "area" and span.source.language == "da"
        return self.titles.get(id, id) if by_word else id

    def expect(
        self, span: Span, name: str, allowed: Iterable[str], kinds: Mapping[str, str]
    ) -> None:
        """Notes, once at a place, a name that is unknown or of a kind that does not fit here."""
        if any((span.path, span.start, key) in self._known for key in _TOLD):
            return
        wanted, kind = tuple(allowed), kinds.get(name)
        if kind is None:
            known = (one for one in kinds if kinds[one] in wanted)
            self.unknown(span, wanted, name, (self._written(span, one, kinds) for one in known))
        elif kind not in wanted:
            found, needed = self.kinds([kind], span), self.kinds(wanted, span)
            written = self._written(span, name, kinds)
            _, near = self._titled(written, (one for one in kinds if kinds[one] in wanted))
            title = near and self.titles[near]
            values = {"id": written, "found": found, "kind": needed, "near": near, "title": title}
            others = sorted(
                self._written(span, one, kinds) for one in kinds if kinds[one] in wanted
            )
            listed = _listed(wanted)
            values["known"] = _meant(self.language(span), "", others, listed)
            self.add(span, "wrong-kind", **values)


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


def _titled(name: str, titles: Mapping[str, str]) -> tuple[str, str | None]:
    """What a name means in part, and its id: of committees, only what they are called is compared;
    of what is called by few words, each too that no other such is called by."""
    bare = ENDS_AS_BODY.sub("", plain(name))
    ids: dict[str, str] = {}
    words: dict[str, set[str]] = {}
    for id, title in titles.items():
        if title != id:
            called = ENDS_AS_BODY.sub("", plain(title))
            ids.setdefault(called, id)
            for word in _WORD.findall(called) if called.count(" ") < _IN_SHORT else ():
                words.setdefault(word, set()).add(id)
    asked = [each.strip("-,") for each in bare.split() if each != "og"]
    within = [each for each in ids if all(word in each for word in asked)]
    if len(within) == 1 and len(bare) >= _LEAST:
        return within[0], ids[within[0]]
    ids = {word: min(its) for word, its in words.items() if len(its) == 1} | ids
    near = nearest(bare, ids)
    return (near, ids[near]) if near else ("", None)


def _translated(name: str, titles: Mapping[str, str]) -> str | None:
    """The id of what a name means in English: one that is written so, or else what is called by
    two or more of its words in Danish, the shortest where it is by all; ``titles``: names in
    Danish, of areas the words."""
    words = [each for each in re.findall(r"\w+", plain(name)) if each not in ("the", "and", "of")]
    if (id := "-".join(words)) in titles:
        return id
    danish = sentences("names", "da")
    said = [next((danish[one] for one in danish if word.startswith(one)), None) for word in words]
    stems = [
        plain(stem)
        for word, own in zip(words, said, strict=True)
        if (stem := own or titles.get(word))
    ]
    called = {id: plain(title) for id, title in titles.items() if title[:1].isupper()}
    found = [id for id, title in called.items() if all(stem in title for stem in stems)]
    whole = len(stems) == len(words)
    if len(stems) < 2 or not (len(found) == 1 or (found and whole)):
        return None
    return min(found, key=lambda id: len(called[id]))


def _listed(kinds: Sequence[str]) -> str | None:
    """The command that lists all of a kind."""
    return f"{kinds[0]}s" if len(kinds) == 1 and kinds[0] in _LISTED else None


def _stem(town: str) -> str:
    """The id of an organisation without its year: of another town, only the year is alike."""
    return town.rstrip("-0123456789")


def _meant(language: Language, name: str, known: list[str], listed: str | None = None) -> str:
    if near := nearest(name, known):
        return say(language, "did-you-mean", near=near)
    if not known:
        return say(language, "none-known")
    if len(known) <= _SHOWN:
        return say(language, "known", known=", ".join(known))
    told = ", ".join(known[:_SHOWN]) + " …"
    return say(language, "known", known=told, command=listed)
