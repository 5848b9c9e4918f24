# SPDX-License-Identifier: EUPL-1.2
"""Several proposals in text, short: of each what decides, in three lines at most, in the words that
a log has room for; the municipalities' own findings once; then how many fail, and what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from shlex import quote

from checker.records import define, field
from checker.report.broken import BrokenEntry
from checker.report.entries import ChangedEntry, FindingEntry
from checker.report.report import WORST_FIRST, Options, Report, ResultEntry, beyond
from checker.report.wording import Language, Wording, wrapped
from checker.say import on_one_line

Paint = Callable[..., str]

_LINES = 3  # of a proposal
_NAMED = 3  # of those that fail
OF_FINDINGS = "alternatives", "provisions", "second_hand", "ids"  # what lines are made from
_MARK = "*"  # of what was not read itself
_LOG = 120  # columns, where there is no terminal
_SAID = 80  # characters of a finding at least
_COLOURS = {
    "forbidden": "red",
    "incomplete": "red",
    "conditional": "yellow",
    "clear": "green",
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
}


class Painted:
    """Words in one language; ``paint`` colours a text."""

    def __init__(self, language: Language, paint: Paint) -> None:
        self.wording, self.say, self.paint = Wording(language), Wording(language).words, paint

    def heading(self, key: str) -> str:
        """A heading by its key."""
        return self._strong(self.say(f"h.{key}"))

    def _strong(self, text: str) -> str:
        """A text as a heading is printed."""
        return self.paint(text, bold=True)

    def _coloured(self, group: str, value: str, look: Callable[[str], str] = str) -> str:
        """The word for a verdict or a severity in its colour."""
        return self.paint(look(self.say(f"{group}.{value}")), fg=_COLOURS[value], bold=True)


def deciding(result: ResultEntry) -> list[FindingEntry]:
    """The findings that the verdict on what is not in the baseline hangs on; those that nothing
    cures come first."""
    verdict = beyond(result)
    gravity = {"clear": "", "conditional": "warning"}.get(verdict, "error")
    found = [
        each
        for each in result.findings
        if each.status == "new" and each.severity == gravity and not each.in_baseline
    ]
    return sorted(found, key=lambda each: verdict == "forbidden" and bool(each.alternatives))


def told_findings(result: ResultEntry) -> frozenset[str]:
    """The ids of the findings of which lines say what is the case."""
    there = (each for each in result.findings if each.status == "existing")
    return frozenset(each.id for each in chain(there, deciding(result)))


def told_of(result: ResultEntry) -> Iterator[str]:
    """The parts of a result that its lines are made from."""
    yield from ("proposal", "verdict", "baseline", "findings", "groups", "waivers", "counts")
    if beyond(result) != "clear" and not deciding(result):
        yield "summary"


@define(eq=False, repr=False)
class GateCount:
    """What is counted while proposals go by.

    Attributes:
        failing: path, verdict and the rule of what decides of those that fail.
        known: how much is in the baseline; ``gone``: its entries that no longer occur.
    """

    total: Counter[str] = field(factory=Counter)
    failing: list[tuple[str, str, str | None]] = field(factory=list)
    count: int = 0
    baseline: bool = False
    known: int = 0
    gone: list[str] = field(factory=list)

    def add(self, result: ResultEntry, options: Options) -> None:
        """Counts a proposal."""
        self.count += 1
        self.total.update(result.counts)
        if result.baseline:
            self.baseline = True
            self.known += result.baseline.count
            self.gone += result.baseline.gone
        if options.fails(verdict := beyond(result)):
            rule = next((each.rule for each in deciding(result)), None)
            self.failing.append((result.proposal.path, verdict, rule))


class ShortPage(Painted):
    """The short form of several proposals."""

    def __init__(self, language: Language, paint: Paint, options: Options) -> None:
        super().__init__(language, paint)
        self.options = options
        self.marked = False

    def of(self, document: Report) -> Iterator[str]:
        """The lines, a proposal at a time."""
        counted = GateCount()
        own, waived = dict[str, dict[str, str]](), dict[str, str]()
        loud = not self.options.quiet
        for each in document.results:
            counted.add(each, self.options)
            result = each.merged
            if self.shows(result):
                yield from self._proposal(result)
            found = own.setdefault(result.proposal.municipality, {})
            for one in result.findings if loud else ():
                ids = one.ids or (one.id,)
                if one.status == "existing" and not found.keys() >= {*ids}:
                    found.update(dict.fromkeys(ids, self._in_short(one)))
            for waiver in result.waivers if loud else ():
                place = f"{on_one_line(waiver.path)}:{waiver.line}"
                waived.setdefault(place, f"{waiver.words}; {place}")
        yield from self.broken(document.broken)
        for town, found in own.items():
            heading = f"{self.say('h.existing')}: {town}"
            yield from self._under(heading, dict.fromkeys(found.values()))
        yield from self._under(self.say("h.waivers"), waived.values())
        if self.marked:
            yield from ("", f"{_MARK} {self.say('t.second-hand')}")
        if loud or counted.failing or document.broken or self.changes(document):
            yield ""
            yield from self._closing(counted, document)

    def changes(self, document: Report) -> Sequence[ChangedEntry]:
        """What a branch changes of its judges; quiet, none where nothing fails."""
        changes = document.changes
        if changes and self.options.quiet and all(one.severity != "error" for one in changes):
            return changes if any(map(self.shows, document.results)) else ()
        return changes

    def shows(self, result: ResultEntry) -> bool:
        """Whether anything is told of a proposal."""
        return not self.options.quiet or self.options.fails(beyond(result))

    def broken(self, broken: Iterable[BrokenEntry]) -> Iterator[str]:
        """What is wrong with the files that could not be checked."""
        for each in broken:
            for place, error in [*each.places()][:_LINES]:
                severity = self.say("severity.error")
                lines = _cut(self._wrapped(f"{place}  {severity}  {error.whole}", "", "    "), 2)
                head = f"{place}  {self._coloured('severity', 'error')}"
                yield from _painted(lines, f"{place}  {severity}", head)

    def closing(self, document: Report) -> Iterator[str]:
        """How much was found in proposals, how many fail and by what, and what to ask next."""
        counted = GateCount()
        for each in document.results:
            counted.add(each, self.options)
        yield from self._closing(counted, document)

    def _closing(self, counted: GateCount, document: Report) -> Iterator[str]:
        proposals = self.say("t.counts-proposals", count=counted.count)
        found = f"{proposals}: {self.say('t.counts', **counted.total)}"
        yield from self._wrapped(found, "", "  ")
        if counted.baseline:
            yield self.wording.sentence("t.baseline", count=counted.known)
        if counted.gone:
            gone = ", ".join(counted.gone)
            yield from self._wrapped(self.wording.sentence("t.baseline-gone", ids=gone), "", "  ")
        failing, broken = counted.failing, [one.path for one in document.broken]
        total, threshold = counted.count + len(broken), f"verdict.{self.options.fail_on}"
        if broken:
            told = self._named(map(on_one_line, broken))
            said = self.say("t.unread", count=len(broken), total=total, named=told)
            yield from self._strongly(said)
        if any(each.severity == "error" for each in document.changes):
            yield from self._strongly(self.say("t.branch-fails"))
        if not failing:
            yield self.say("t.pass", passed=counted.count, count=total)
            return
        failing.sort(key=lambda each: WORST_FIRST.index(each[1]))
        told = self._named(
            f"{on_one_line(path)} ({self.say(f'verdict.{verdict}')} ≥ {self.say(threshold)})"
            for path, verdict, _ in failing
        )
        said = self.say("t.fail", failed=len(failing), count=total, named=told)
        yield from self._strongly(said)
        yield from self._next(*failing[0])

    def _strongly(self, said: str) -> Iterator[str]:
        """What a reader looks for at the end, in the lines of a terminal."""
        return (self.paint(line, bold=True) for line in self._wrapped(said, "", "  "))

    def _named(self, told: Iterable[str]) -> str:
        """The first of some, as many as a line has room for, and how many there are more."""
        named = [*told]
        first = named[:1]
        for each in named[1:_NAMED]:
            if len(", ".join([*first, each])) > _LOG:
                break
            first.append(each)
        left = len(named) - len(first)
        return ", ".join([*first, *[f"… {self.say('t.more', count=left)}"] * bool(left)])

    def _next(self, path: str, _: str, rule: str | None) -> Iterator[str]:
        """The commands that say what it takes, and why."""
        if path == "-":
            return
        given = "".join(f" {quote(each)}" for each in self.options.again)
        place = quote(f"./{path}" if path.startswith("-") else path)
        yield f"{self.say('l.ask')}: ressort plan {place}{given}"
        if rule:
            yield " " * len(f"{self.say('l.ask')}: ") + f"ressort explain {rule} {place}{given}"

    def _proposal(self, result: ResultEntry) -> Iterator[str]:
        """What decides, or that nothing does."""
        found = deciding(result)
        if found:
            yield from self._fitting(found)
            return
        path, verdict = on_one_line(result.proposal.path), beyond(result)
        known = result.baseline.count if result.baseline else 0
        told = [result.proposal.title if verdict == "clear" else result.summary]
        told += [f"({self.say('t.baseline', count=known)})"] if known else []
        head = "  ".join([path, self.say(f"verdict.{result.verdict}")])
        painted = "  ".join([path, self._coloured("verdict", result.verdict)])
        lines = self._wrapped(self._fitted(head, told[0], *told[1:]), "", "    ")
        yield from _painted(_cut(lines, _LINES), head, painted)

    def _fitting(self, found: list[FindingEntry]) -> Iterator[str]:
        """Findings in the lines that there are for a proposal, and how many there are more."""
        left = _LINES
        for number, each in enumerate(found):
            place = f"{on_one_line(each.path)}:{each.line}:{each.column}"
            head = "  ".join([place, self.say(f"severity.{each.severity}"), each.rule])
            coloured = self._coloured("severity", each.severity)
            painted = "  ".join([place, coloured, self._strong(each.rule)])
            lines = self._wrapped(self._in_short(each, head), "", "    ")
            others = len(found) - number - 1
            room = left - bool(others)
            if number and len(lines) > room:
                yield f"    … {self.say('t.more', count=others + 1)}"
                return
            lines = _cut(lines, room)
            yield from _painted(lines, head, painted)
            left -= len(lines)

    def _in_short(self, each: FindingEntry, head: str = "") -> str:
        """A finding behind what its line begins with: what is the case, and what it rests on."""
        self.marked |= each.second_hand
        named = [one.provision for one in each.provisions]
        more = " …" if len(named) > 1 else ""
        why = f"{named[0]}{_MARK * each.second_hand}{more}" if named else self.say("t.no-basis")
        return self._fitted(head, each.short, f"({why})")

    def _fitted(self, head: str, said: str, *more: str) -> str:
        """A line of a log, what is said in it cut to the room there is; a terminal wraps it."""
        rest = "".join(f" {each}" for each in more)
        if not self.options.width:
            from checker.page.brief import shortened

            said = shortened(said, max(_LOG - len(head) - len(rest) - 2, _SAID))
        return f"{head}  {said}{rest}" if head else f"{said}{rest}"

    def _under(self, heading: str, told: Iterable[str]) -> Iterator[str]:
        for number, each in enumerate(told):
            if not number:
                yield ""
                yield self._strong(heading)
            yield from self._wrapped(each, "  ", "      ")

    def _wrapped(self, text: str, first: str, rest: str) -> list[str]:
        """A text in the lines of a terminal; in one where there is none."""
        width = self.options.width
        return wrapped(text, first, rest, width) if width else [f"{first}{text}"]


def _cut(lines: list[str], room: int) -> list[str]:
    """Lines in the room there is, between two words."""
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], f"{lines[room - 1].rpartition(' ')[0]} …"]


def _painted(lines: list[str], head: str, painted: str) -> list[str]:
    """Lines with what they begin with coloured: colours have no width."""
    first, *rest = lines
    return [painted + first.removeprefix(head) if first.startswith(head) else first, *rest]
