# SPDX-License-Identifier: EUPL-1.2
"""A result on one page: the verdict, what must be done, what was not checked, where the rest is.

Each list is bounded, so that no proposal takes more than a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from math import ceil

from checker.page.annex import with_annexes
from checker.page.blocks import Fact, Facts, Items, ListItem, Paragraph, Piece, Section
from checker.page.memo import MemoPage
from checker.records import frozen
from checker.report.report import Options, ResultEntry, ShortStep
from checker.report.sheet import is_touched, own_rows, own_steps
from checker.report.wording import Wording, capital

_TITLE, _OPENING, _SENTENCE, _STEP, _NOTE = 120, 480, 480, 320, 290  # characters
_WORD = 60
_LINE, _LINES = 90, 22  # of what must be done
_PARTED = "; "


@frozen
class BriefPage:
    """Lays one merged result out on a page.

    Attributes:
        number: its place among several, for what links lead to.
        annexes: how many the full report has.
        room: the shares of what a page holds that steps and notes may take.
        command: what writes the full report, where that is to be told.
    """

    result: ResultEntry
    wording: Wording
    number: int
    annexes: int
    room: tuple[float, float] = (1, 1)
    command: str = ""

    @classmethod
    def of(cls, result: ResultEntry, wording: Wording, number: int = 1) -> BriefPage:
        """The page of a merged result, its long lists told by the annexes of the full report."""
        told, annexes = with_annexes(result, wording)
        return cls(told, wording, number, len(annexes))

    @property
    def title(self) -> str:
        """What the page is about."""
        return shortened(self.result.proposal.title, _TITLE)

    @property
    def head(self) -> Facts:
        """What the proposal is, before the sections."""
        proposal = self.result.proposal
        rows = [Fact(self._say("l.municipality"), (shortened(proposal.municipality, _TITLE),))]
        for key, day in (("effective", proposal.effective), ("as-of", proposal.as_of)):
            if not (key == "effective" and proposal.alone):
                rows.append(Fact(self._say(f"l.{key}"), (self._day(day),)))
        return Facts(tuple(rows))

    @property
    def sections(self) -> Iterator[Section]:
        """The page's sections in their order."""
        verdict = self._say(f"verdict.{self.result.verdict}")
        opening = self._within(
            self.result.opening, int(_OPENING * max(self.room[0], 0.6)), _SENTENCE, " "
        )
        yield Section(
            "verdict",
            self._say("h.verdict-is", verdict=verdict),
            (Paragraph((opening,), "verdict"),),
        )
        yield Section("next", self._say("h.next"), (Items(tuple(self._next())),))
        unchecked = tuple(self._unchecked())
        yield Section("unchecked", self._say("h.unchecked"), (Items(unchecked),))
        yield Section("rest", self._say("h.rest"), (Paragraph((self._rest(),)),))

    # ------------------------------------------------------------ what they hold

    def _next(self) -> Iterator[ListItem]:
        """What must be in place, under the day by which; what is left out comes last by its day."""
        short = [each.short for each in own_steps(self.result, self.wording)]
        groups: dict[str, list[ShortStep]] = {}
        for number, each in enumerate(sorted(short, key=lambda one: (one.turn, one.day))):
            groups.setdefault(each.when or str(number), []).append(each)
        room, left = _LINES * self.room[0], len(short)
        for group in groups.values():
            lone = len(group[0].when) if len(group) == 1 else 0
            room -= not lone  # the lead has a line of its own
            size = partial(_lines, lead=lone)
            told = _fitting([each.what for each in group], room, _STEP, size)
            if told:
                yield self._due(group[0].when, told)
            room -= sum(map(size, told))
            left -= len(told)
            if len(told) < len(group):
                break
        if left:
            yield ListItem((self.wording.sentence("brief.more", count=left),))

    def _unchecked(self) -> Iterator[ListItem]:
        result = self.result
        named = [one for each in result.findings for one in each.provisions]
        named += [one for each in result.instruments for one in each.provisions]
        hand = dict.fromkeys(one.provision for one in named if one.second_hand)
        touched = [one for one in result.not_coded if is_touched(one.provision, result)]
        room = int(_NOTE * self.room[1])
        if self.room[1] == 1:  # else the head alone has the day
            law = self._say("t.sources", day=result.proposal.as_of, effective=self._later())
            whole = [one for one in touched if one.provision == one.source]
            touched = [one for one in touched if one not in whole]
            said = (law, *(f"{capital(one.called)}: {one.reason}" for one in whole))
            yield ListItem((self._within(said, 2 * _NOTE, _NOTE, " "),))
        for key, texts, between in (
            ("brief.coming", [each.words for each in result.coming], " "),
            ("brief.second-hand", hand, _PARTED),
            ("brief.not-coded", dict.fromkeys(one.called for one in touched), _PARTED),
            ("brief.doubts", [each.question for each in result.doubts if each.touched], " "),
            ("brief.assuming", result.proposal.assuming, _PARTED),
        ):
            if texts:
                told = self._within([*texts], room, _NOTE, between)
                yield self._item(self._say(key, count=len(texts)), told)

    def _rest(self) -> str:
        found = [each.status for each in self.result.findings]
        return self._say(
            "brief.rest",
            new=found.count("new") or None,
            existing=found.count("existing") or None,
            annexes=self.annexes or None,
            rows=len(own_rows(self.result)) or None,
            changes=len(self.result.bylaw_changes) or None,
            command=self.command or None,
        )

    # ------------------------------------------------------------ words

    def _due(self, when: str, told: Sequence[str]) -> ListItem:
        """What must be in place by a day: a list in the list, where there can be one."""
        asked = all(each.endswith("?") for each in told)
        one = self._item(when, (" " if asked else _PARTED).join(told))
        if len(told) == 1:
            return one
        below = tuple(ListItem((each,)) for each in told)
        return ListItem((Piece(f"{capital(when)}:", "lead"),), below, flat=one.flat)

    def _item(self, lead: str, text: str) -> ListItem:
        if not lead:
            return ListItem((self.wording.whole(text),))
        end = "" if text.endswith((".", "?", "!", "…")) else "."
        told = f"{text}{end}"
        return ListItem((Piece(f"{capital(lead)}: ", "lead"), told), flat=told)

    def _within(self, texts: Sequence[str], room: int, most: int, between: str) -> str:
        """The first of some texts, and how many more there are."""
        told = _fitting(texts, room, most, len)
        if not told:
            return self._say("brief.elsewhere", count=len(texts))
        sentences, left = between == " ", len(texts) - len(told)
        ended = (one if one.endswith("…") else self.wording.whole(one) for one in told)
        told = [*ended] if sentences else told
        if left:
            more = self._say("brief.more", count=left)
            told.append(self.wording.whole(more) if sentences else more)
        return between.join(told)

    def _later(self) -> date | None:
        proposal = self.result.proposal
        return proposal.effective if proposal.effective > proposal.as_of else None

    def _day(self, day: date) -> Piece:
        return Piece(self.wording.day(day), "day", of=str(day))

    def _say(self, key: str, **args: str | int | date | None) -> str:
        return self.wording.words(key, **args)


def page_of(
    result: ResultEntry, wording: Wording, options: Options, number: int = 1, *, paper: bool = False
) -> MemoPage | BriefPage:
    """The page of a merged result that is asked for."""
    if options.brief:
        return BriefPage.of(result, wording, number)
    return MemoPage.of(result, wording, number, paper=paper)


def _fitting(texts: Iterable[str], room: float, most: int, size: Callable[[str], int]) -> list[str]:
    """The first of some texts that there is room for."""
    told = []
    for text in (shortened(each, most) for each in texts):
        room -= size(text)
        if room < 0:
            break
        told.append(text)
    return told


def _lines(text: str, lead: int = 0) -> int:
    """How many lines of a page a text takes, behind what stands on its first."""
    return ceil((lead + 4 + len(text)) / _LINE)


def shortened(text: str, most: int) -> str:
    """A text no longer than that, cut between words; a word that is longer than any is cut."""
    flat = " ".join(
        each if len(each) <= _WORD else f"{each[: _WORD - 1]}…" for each in text.split()
    )
    if len(flat) <= most:
        return flat
    head, _, _ = flat[:most].rpartition(" ")
    return f"{head} …"
