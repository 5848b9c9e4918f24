# SPDX-License-Identifier: EUPL-1.2
"""Phrases, names, dates and lists to words in one language, by ``reports/phrases.*.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from functools import partial
from textwrap import TextWrapper
from typing import Any, Generic, Literal, TypeVar

from checker.days import iso_day
from checker.language.words import vocabulary
from checker.records import field, frozen
from checker.say import Language as Language
from checker.say import chosen, filled, sentences
from checker.speech.instruments import KINDS
from checker.speech.node import Prose
from checker.speech.organisation import keyword_of
from checker.speech.saying import Argument, Phrase, Ref, listed

_HYPHEN = re.compile(r"(?<=\w{4})-(?=\w)")
_GLUED = re.compile(
    r" (?=§)|(?<=§) (?=\d)|(?<=\b(?:stk|art)\.) (?=\d)|(?<=\bnr\.) (?=\d)|(?<=\blitra) (?=[a-z]\b)"
    r"|(?<=\bafsnit) (?=\d)|(?<=\bsection) (?=\d)"
    r"|(?<=\d\.) (?=[a-z])|(?<=\d) (?=[a-z]\b)|(?<=\d) (?=[A-Z][a-z]+ \d{4})"
)
_CITED = re.compile(r"(?<=[\da-z],) (?=(?:stk|nr)\.\s\d|litra\s[a-z]\b|\d+\.\spkt)")
WIDTH = 100
_Said = TypeVar("_Said")
phrases = partial(sentences, "phrases")  # every wording of a language by its key


def glued(text: str) -> str:
    """A text with hard blanks where a date or a citation must not be broken."""
    return _GLUED.sub("\xa0", text)


def spaced(word: str) -> str:
    """The word of an area, which has hyphens for blanks, as it is written."""
    return word.replace("-og-", " og ") if "-og-" in word else _HYPHEN.sub(" ", word)


def capital(text: str) -> str:
    """A text with a capital first."""
    return text[:1].upper() + text[1:]


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """A text as lines of a terminal that break neither a date nor a citation, where one fits.

    Args:
        first: what the first line begins with; ``rest``: what the others do.
    """
    wrapper = TextWrapper(
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    whole = _loosened(_CITED.sub("\xa0", glued(text)), width - max(len(first), len(rest)))
    return [line.replace("\xa0", " ") for line in wrapper.wrap(whole)]


def _loosened(text: str, room: int) -> str:
    """A text whose runs fit a line: one that is longer breaks before a provision, else within."""
    for hard in ("\xa0§", ",\xa0", "\xa0"):
        soft = hard.replace("\xa0", " ")
        text = " ".join(
            each if len(each) <= room else each.replace(hard, soft) for each in text.split(" ")
        )
    return text


class ToldById(dict[str, _Said], Generic[_Said]):
    """What is said of some things, by their ids; it is put into words where it is asked for."""

    _of: Callable[[], Mapping[str, Any]] = dict
    _say: Callable[[Any], _Said]

    def learn(self, of: Callable[[], Mapping[str, Any]], say: Callable[[Any], _Said]) -> None:
        """Has some things, which it asks for, told by what says something of one."""
        self._of, self._say = of, say

    def __missing__(self, id: str) -> _Said:
        made = self[id] = self._say(self._of()[id])
        return made

    def get(self, id: str, default: Any = None) -> Any:
        """As of a dictionary."""
        return self[id] if id in self or id in self._of() else default


@frozen(eq=False, repr=False)
class Wording:
    """One language, and the names of one result.

    Attributes:
        names, kinds: id to name and to kind, as in a Result.
        areas: area id to its Danish word.
        instruments: instrument id to its name in words; in ``brief`` without its subject, in
            ``full`` with what a step is taken for, in ``definite`` as one that has been spoken of.
        statements: instrument id to whether it is a statement, which is obtained.
        asked: instrument id to the body, of a statement that says no more than whose it is.
    """

    language: Language
    names: Mapping[str, str] = field(factory=dict)
    kinds: Mapping[str, str] = field(factory=dict)
    areas: Mapping[str, str] = field(factory=dict)
    instruments: ToldById[str] = field(factory=ToldById)
    brief: ToldById[str] = field(factory=ToldById)
    full: ToldById[str] = field(factory=ToldById)
    definite: ToldById[str] = field(factory=ToldById)
    statements: ToldById[bool] = field(factory=ToldById)
    asked: ToldById[Ref | None] = field(factory=ToldById)

    def say(self, phrase: Phrase) -> str:
        """A phrase in words, without a capital or a full stop. Raises KeyError for a key that
        no wording has, and for an argument that its wording lacks."""
        return self.words(phrase.key, **dict(phrase.args))

    def words(self, key: str, **args: Argument | None) -> str:
        """The wording of a key with its arguments filled in. Raises KeyError as ``say`` does."""
        said = phrases(self.language)
        if key not in said:
            key, args = self._by_keyword(key, args)
        known = {
            name
            for name, value in args.items()
            if (value or value == 0) and not (value.__class__ is Ref and not value.id)
        }
        return filled(chosen(said[key], known), partial(self._fill, args, known))

    def _by_keyword(
        self, key: str, args: Mapping[str, Argument | None]
    ) -> tuple[str, dict[str, Argument | None]]:
        """What is said alike of every fact, and of every step, that has no words of its own but
        its keyword."""
        how, _, what = key.partition(".")
        word = vocabulary(self.language).bare
        if (fact := keyword_of(what)) and f"{how}.fact" in phrases(self.language):
            thing = next((one for one in args.values() if isinstance(one, Ref)), None)
            told = {"thing": thing, "word": word(fact), "fact": args.get(what)}
            return f"{how}.fact", {**told, **args}
        step = KINDS[what].keyword(before_body=bool(args.get("body"))) if what in KINDS else ""
        if step and f"{how}.step" in phrases(self.language):
            return f"{how}.step", {**args, "word": word(step), "number": str(args.get("count"))}
        raise KeyError(key)

    def sentence(self, key: str, **args: Argument | None) -> str:
        """The wording of a key as a whole sentence."""
        return self.whole(self.words(key, **args))

    def whole(self, text: str) -> str:
        """Words as a sentence: a capital, unless an id comes first, and a full stop."""
        first = re.match(r"[\w-]*", text)
        if first is not None and first[0] not in self.names:
            text = capital(text)
        return text if text.endswith((".", "?", "!")) else f"{text}."

    def day(self, day: date | str) -> str:
        """A date as it is written in the language; ISO text is read too."""
        at = date.fromisoformat(day) if isinstance(day, str) else day
        month = phrases(self.language)[f"month.{at.month}"]
        return self.words("date", day=str(at.day), month=month, year=str(at.year))

    def weekday(self, day: date | str) -> str:
        """A date with its day of the week, as a last day is told."""
        at = date.fromisoformat(day) if isinstance(day, str) else day
        name = phrases(self.language)[f"weekday-name.{at.weekday()}"]
        return self.words("date.weekday", weekday=name, date=self.day(at))

    def cited(self, provision: str) -> str:
        """A provision as it is named in running text: by what lawyers call its source."""
        source, _, rest = provision.partition(" ")
        bylaw = self.names.get(source, "").lower().startswith("styrelsesvedt")
        of = "bylaw" if bylaw else source
        key = f"cite.{of}" if rest else f"cite.whole.{of}"
        if key in phrases(self.language):
            return self.words(key, rest=rest)
        title = self.names.get(source, source)
        return provision if rest or title == source else self.words("quoted", text=title)

    def join(self, words: Sequence[str], how: Literal["and", "or"] = "and") -> str:
        """A list in words."""
        last = phrases(self.language)[f"join.{how}"]
        return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)

    def name(self, ref: Ref) -> str:
        """What something is called in running text."""
        kind = self.kinds.get(ref.id, ref.kind)
        if ref.kind == "task" and kind == "unit":
            return self.words("tasks.unit", list=self.names.get(ref.id, ref.id))
        if ref.kind == "construction" or ref.kind == "role" or ref.id == "nobody":
            return self.words(ref.id if ref.id == "nobody" else f"{ref.kind}.{ref.id}")
        if ref.kind == "instrument":
            return self.instruments.get(ref.id) or ref.id
        if ref.kind == "area" or kind == "area":
            word = self.areas.get(ref.id, ref.id) if self.language == "da" else ref.id
            return spaced(word)
        if ref.id.startswith("mayor of "):
            return self.words(
                "mayor-of", committee=Ref("committee", ref.id.removeprefix("mayor of "))
            )
        named = self.names.get(ref.id, ref.id)
        if self.language == "da" and ref.kind in ("mayor", "source") and named != ref.id:
            return named[:1].lower() + named[1:]  # an office, or a law: not a proper name
        if ref.kind == "task" or kind == "task":
            return self.words("quoted", text=named)
        return named

    def _fill(
        self, args: Mapping[str, Argument | None], known: Set[str], name: str, spec: str
    ) -> str:
        value = args[name]
        if "/" in spec:
            one, many = spec.split("/")
            return one if _count(value) == 1 else many.replace("#", self._number(_count(value)))
        if spec.startswith("counted "):
            one, many = self.words(f"noun.{value}").split("/")
            return one if _count(args[spec.removeprefix("counted ")]) == 1 else many
        if spec.startswith("key "):
            return self.words(f"{spec.removeprefix('key ')}.{value}")
        return self._spelt(value, spec) if name in known else self.words("unstated")

    def _spelt(self, value: Argument | None, spec: str) -> str:
        if spec == "tasks":
            return self._tasks(listed(value))
        if isinstance(value, tuple) and not isinstance(value, Ref):
            return self._list(value, "or" if spec == "or" else "and", spec)
        at = iso_day(value) if isinstance(value, str) else value
        if isinstance(at, date):
            return self.weekday(at) if spec == "weekday" else self.day(at)
        if spec == "cited" and isinstance(value, str):
            return self.cited(value)
        if isinstance(value, int):
            ordinal = phrases(self.language).get(f"ordinal.{value}", f"{value}.")
            return ordinal if spec == "ordinal" else self._number(value, spec == "words")
        if isinstance(value, Prose):
            said = value.said(self.language)
            own = (
                spec == "matter" and not said[:1].islower()
            )  # a title, and no part of the sentence
            return self.words("quoted", text=said) if own else said
        word = self.name(value) if isinstance(value, Ref) else str(value)
        if spec == "the" and isinstance(value, Ref):
            return self.definite.get(value.id) or word
        if spec == "long" and isinstance(value, Ref):
            full = self.names.get(value.id, word)
            return word if full == word else self.words("long", name=full, id=word)
        return self.genitive(word) if spec == "s" else word

    def genitive(self, word: str) -> str:
        """Whose something is."""
        hissing = word[-1:].lower() in ("s", "x", "z")
        return self.words("genitive.s" if hissing else "genitive", word=word)

    def _list(
        self, values: tuple[Argument | None, ...], how: Literal["and", "or"], spec: str = ""
    ) -> str:
        words = [self._spelt(value, spec if spec == "cited" else "") for value in values]
        if all(isinstance(value, date) for value in values):
            words[1:] = [self.words("date.next", day=word) for word in words[1:]]
        return self.join(words, how)

    def _tasks(self, values: tuple[Argument | None, ...]) -> str:
        """Things that are spoken of as what is held: areas, tasks, what a unit or committee has."""
        groups: dict[str, list[Argument | None]] = {}
        for value in values:
            kind = value.kind if isinstance(value, Ref) else "task"
            groups.setdefault(kind if f"tasks.{kind}" in phrases("en") else "task", []).append(
                value
            )
        said = [
            self.words(f"tasks.{kind}", list=self._list(tuple(group), "and"))
            for kind, group in groups.items()
        ]
        return self.join(said)

    def _number(self, value: int, in_words: bool = True) -> str:
        words = phrases(self.language).get(f"number.{value}") if in_words else None
        return words or str(value)


def _count(value: Argument | None) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, Ref) and value.kind == "area":  # told as the tasks within it
        return 2
    return len(listed(value))
