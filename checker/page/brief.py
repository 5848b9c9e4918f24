"""A result on one page: the verdict, what must be done, what was not checked, where the rest is.

Each list is bounded, so that no proposal takes more than a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.page.annex import with_annexes
from checker.page.blocks import Fact, Facts, Items, ListItem, Paragraph, Piece, Section
from checker.page.memo import MemoPage
from checker.records import frozen
from checker.report.report import Options, ResultEntry, ShortStep
from checker.report.sheet import is_touched, own_steps
from checker.report.wording import Wording, capital

_TITLE, _OPENING, _SENTENCE = 160, 700, 420  # characters
_STEPS, _STEP, _GROUPS = 1900, 320, 9
_NOTE = 300
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
        room, left = int(_STEPS * self.room[0]), len(short)
        for group in [*groups.values()][:_GROUPS]:
            told, used = _fitting([each.what for each in group], room, _STEP)
            room, left = room - used, left - len(told)
            if told:
                yield self._item(group[0].when, _PARTED.join(told))
            if len(told) < len(group):
                break
        if left:
            yield ListItem((self.wording.sentence("brief.more", count=left),))

    def _unchecked(self) -> Iterator[ListItem]:
        result = self.result
        if self.room[1] == 1:  # the head has the day
            law = self._say("t.sources", day=result.proposal.as_of, effective=self._later())
            yield ListItem((law,))
        named = [one for each in result.findings for one in each.provisions]
        named += [one for each in result.instruments for one in each.provisions]
        hand = dict.fromkeys(one.provision for one in named if one.second_hand)
        uncoded = [one.provision for one in result.not_coded if is_touched(one.provision, result)]
        room = int(_NOTE * self.room[1])
        for key, texts, between in (
            ("severity.warning", [each.words for each in result.coming], " "),
            ("brief.second-hand", hand, _PARTED),
            ("brief.not-coded", dict.fromkeys(uncoded), _PARTED),
            ("brief.doubts", [each.question for each in result.doubts if each.touched], " "),
            ("brief.assuming", result.proposal.assuming, _PARTED),
        ):
            if texts:
                told = self._within([*texts], room, _NOTE, between)
                yield self._item(self._say(key), told)

    def _rest(self) -> str:
        found = [each.status for each in self.result.findings]
        return self._say(
            "brief.rest",
            new=found.count("new") or None,
            existing=found.count("existing") or None,
            annexes=self.annexes or None,
            command=self.command or None,
        )

    # ------------------------------------------------------------ words

    def _item(self, lead: str, text: str) -> ListItem:
        if not lead:
            return ListItem((self.wording.whole(text),))
        end = "" if text.endswith((".", "?", "!")) else "."
        return ListItem((Piece(f"{capital(lead)}: ", "lead"), f"{text}{end}"))

    def _within(self, texts: Sequence[str], room: int, most: int, between: str) -> str:
        """The first of some texts, and how many more there are."""
        told, _ = _fitting(texts, room, most)
        if not told:
            return self._say("brief.elsewhere", count=len(texts))
        sentences, left = between == " ", len(texts) - len(told)
        told = [*map(self.wording.whole, told)] if sentences else told
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
    result: ResultEntry, wording: Wording, options: Options, number: int = 1
) -> MemoPage | BriefPage:
    """The page of a merged result that is asked for."""
    kind = BriefPage if options.brief else MemoPage
    return kind.of(result, wording, number)


def _fitting(texts: Iterable[str], room: int, most: int) -> tuple[list[str], int]:
    """The first of some texts that there is room for, and how much they take."""
    told: list[str] = []
    used = 0
    for each in texts:
        text = shortened(each, most)
        if used + len(text) > room:
            break
        told.append(text)
        used += len(text)
    return told, used


def shortened(text: str, most: int) -> str:
    """A text no longer than that, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head, _, _ = flat[:most].rpartition(" ")
    return f"{head or flat[: most - 1]} …"
