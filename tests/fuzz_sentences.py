# SPDX-License-Identifier: EUPL-1.2
"""Bytes to sentences: each byte chooses what ``grammar/ressort.lark`` lets stand at a place."""

from functools import cache

from towns import LAW, TOWN

from checker.language import lines
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.language.words import vocabulary
from checker.pipeline import Checker
from checker.source import Source
from checker.speech.node import Surface

DEEPEST = 40
PROPOSAL = 'proposal "Case"\n    concerns town\n    proposed 2013-06-18\n    effective 2014-01-01\n'
REGISTER = "waivers of town\n"
RULES = """\
rule r0 "R"
    C2 may only hold alfa tasks
    otherwise a dispensation from LAW § 64 by MIN or an amendment of LAW
    under LAW § 5
rule p0 "P"
    a unit that moves needs a bylaw change
    under LAW § 2
rule p1 "P"
    a bylaw change needs two readings in the council at least 6 days apart
    under LAW § 2
"""
FACTS = """\
unit U1 "Unit U1" under C1 within alfa
unit U2 "Unit U2" under FIN led as centre
task t1 "Task t1" within alfa held by C1 performed by U1
task t2 "Task t2" within gamma held by C2 and C1
task t3 "Task t3" held by FIN performed by U2 described in BYL § 7
"""
BASE = {"rules": LAW + RULES, "organisation": TOWN + FACTS, "proposal": PROPOSAL}

_COMMITTEES = ("C1", "C2", "FIN", "SPC", "C1")
_BODIES = (*_COMMITTEES, "BR")
_UNITS, _TASKS, _AREAS = ("U1", "U2"), ("t1", "t2", "t3"), ("alfa", "bravo", "gamma")
_SOURCES = ("LAW", "BYL", "MAN", "ADV")
_ANY = (
    *_BODIES,
    *_UNITS,
    *_TASKS,
    *_AREAS,
    *_SOURCES,
    "MIN",
    "SUP",
    "r0",
    "p1",
    "town",
    "M1",
    "A1",
)
# What stands for a name in a line, by the line.
_NAMES = {
    **dict.fromkeys(("body", "place", "set_municipality", "leader", "mayor_of"), _BODIES),
    **dict.fromkeys(("is_within", "set_parent", "set_area", "set_within"), _AREAS),
    **dict.fromkeys(("_names", "things", "_things"), (*_AREAS, *_TASKS, *_UNITS)),
    **dict.fromkeys(("_thing", "named"), (*_UNITS, *_TASKS)),
    **dict.fromkeys(("transfer", "lead", "set_from_unit", "set_to_unit", "set_performer"), _UNITS),
    **dict.fromkeys(("be_performed_by", "is_performed_by", "led_so"), _UNITS),
    **dict.fromkeys(("whole_source", "citation"), _SOURCES),
    **dict.fromkeys(("set_authority",), ("MIN", "SUP")),
    **dict.fromkeys(("set_despite", "waive", "waiver_proposed", "expect_finding"), ("r0", "p0")),
    **dict.fromkeys(("set_rules", "sign_off"), ("r0", "p1")),
    **dict.fromkeys(("set_concerns", "register", "municipality"), ("town",)),
    **dict.fromkeys(("set_interpretation", "set_following", "interpretation"), ("near", "far")),
}
# Lines whose first name is that of something new.
_NEW = {
    *("legal_source", "own_source", "authority", "area", "rule", "known_form", "doubt", "council"),
    *("committee", "unit", "task", "titled", "part", "merge", "create_committee", "create_unit"),
    *("rename", "held_dispensation"),
}
_KINDS = ("rules", "organisation", "proposal", "waivers")
_STRINGS = ("T", "Økonomiudvalget", "One", "form one", "æ ø å", "Case", "Task t1", "en ændring")
_DAYS = ("2013-06-18", "2014-01-01", "2013-10-11", "2013-12-01", "2017-12-31", "2013-07-01")
_NUMBERS = ("2", "1", "3", "6", "7", "9", "31")


class Choices:
    """What bytes choose; where there are none left, the first."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def below(self, count: int) -> int:
        """A number below another."""
        size = 1 if count <= 256 else 2 if count <= 65536 else 4
        taken = self.data[self.at : self.at + size]
        self.at += size
        return int.from_bytes(taken, "big") % max(1, count)

    def of(self, values):
        return values[self.below(len(values))]

    def one_in(self, count: int) -> bool:
        """Whether a rare thing is to be: no, where there are no bytes left."""
        return self.below(count) == count - 1

    @property
    def over(self) -> bool:
        return self.at >= len(self.data)


class Writer:
    """Writes statements of the grammar in one language."""

    def __init__(self, choices: Choices, surface: Surface) -> None:
        self.choices, self.surface, self.made = choices, surface, 0

    def statement(self, kind: str) -> str:
        """A statement of a kind of document, or several where a rule needs a basis."""
        ways = [way for way in lines.choices(kind) if way[0].symbol not in _HEADERS]
        symbol = self.choices.of(ways)[0].symbol
        words = self._line(symbol, [], 0)
        if symbol == "rule" and not any(" § " in one or one in _SOURCES for one in words[4:]):
            words += [vocabulary(self.surface).bare("UNDER"), "LAW § 5"]
        return " ".join(words).replace(" ,", ",").replace(" ’s", "’s")

    def _line(self, symbol: str, above: list[str], depth: int) -> list[str]:
        if symbol.isupper():
            return [self._terminal(symbol, above)]
        ways = lines.choices(symbol)
        if depth > DEEPEST:
            ways = ways[:1]
        found: list[str] = []
        for part in self.choices.of(ways):
            for _ in range(self._times(part.times)):
                found += self._part(part, [*above, symbol], depth)
        return found

    def _part(self, part: lines.LinePart, above: list[str], depth: int) -> list[str]:
        if not part.choices:
            return self._line(part.symbol, above, depth + 1)
        found: list[str] = []
        for each in self.choices.of(part.choices):
            for _ in range(self._times(each.times)):
                found += self._part(each, above, depth + 1)
        return found

    def _times(self, times: str) -> int:
        if times == "":
            return 1
        most = 2 if times == "?" else 3
        return max(self.choices.below(most), times == "+")

    def _terminal(self, name: str, above: list[str]) -> str:
        choose = self.choices.of
        match name:
            case "NAME":
                return self._name(above)
            case "STRING":
                return f'"{choose(_STRINGS)}"'
            case "CITATION":
                return f"{choose(_SOURCES)} § {choose(('7', '2', '64 a', '5, stk. 2'))}"
            case "DATE":
                return choose(_DAYS)
            case "NUMBER":
                return choose(_NUMBERS)
            case "COMMA":
                return ","
            case "GENITIVE":
                return "’s"
        wordings = vocabulary(self.surface).wordings[name]
        at = self.choices.below(len(wordings)) if len(wordings) > 1 else 0
        return vocabulary(self.surface).printed(name, at)

    def _name(self, above: list[str]) -> str:
        for line in reversed(above):
            if line in _NEW:
                self.made += 1
                return f"N{self.made}"
            if line in _NAMES:
                return self.choices.of(_NAMES[line])
        return self.choices.of(_ANY)


_HEADERS = ("municipality", "proposal_header", "register")


@cache
def base(kind: str, surface: Surface) -> str:
    """The document that new statements stand in."""
    if kind == "waivers":
        return {"en": REGISTER, "da": "fravigelser for town\n"}[surface]
    if surface == "en":
        return BASE[kind]
    known = {name: parse(Source.of(text, name)) for name, text in BASE.items()}
    words = Checker([known["rules"]], [known["organisation"]]).words
    return print_document(known[kind], surface, words)


def document(choices: Choices, kind: str, surface: Surface, most: int) -> str:
    """A document of a kind: what all need, and some statements more."""
    writer = Writer(choices, surface)
    made = [writer.statement(kind) for _ in range(choices.below(most + 1))]
    return base(kind, surface) + "\n".join(made) + "\n"
