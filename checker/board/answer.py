# SPDX-License-Identifier: EUPL-1.2
"""The answer to a proposal, line by line: what it takes, what is found, what must be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from checker.board.forms import Taken, taken
from checker.board.live import LiveProposal
from checker.lawbook.book import IDLE_RULE
from checker.page.annex import finding_block
from checker.page.blocks import FindingBlock, Picture, Subsection
from checker.page.mirror import title_of
from checker.page.pictures import timetable
from checker.page.placing import placing_blocks
from checker.provision import edits
from checker.records import frozen
from checker.report import sheet
from checker.report.entries import (
    DoubtEntry,
    InstrumentEntry,
    StepEntry,
)
from checker.report.instruments import status_key, under_headings
from checker.report.report import EditEntry, ResultEntry
from checker.report.wording import Wording, capital
from checker.say import Language
from checker.speech.organisation import fact_asked
from checker.speech.saying import Argument, Phrase, Ref, listed

if TYPE_CHECKING:
    from checker.desk.redline import BylawFile

Look = Literal["same", "cut", "put"]


@frozen
class Line:
    """One line of the answer, which opens what it rests on.

    Attributes:
        under: what more there is to know of it.
        findings: those that ask for it, with rule, provision, facts and chain.
    """

    words: str
    state: str
    status: str
    under: tuple[str, ...]
    provisions: tuple[str, ...]
    findings: tuple[FindingBlock, ...]
    instrument: InstrumentEntry


@frozen
class Redline:
    """How a provision of the bylaw changes: its lines, each in pieces: ``same``, ``cut``, ``put``.

    Attributes:
        amending: the points of the amending text, in Danish.
        more: where the text is from, and what must be answered before it can be used.
    """

    title: str
    lines: tuple[tuple[tuple[Look, str], ...], ...]
    amending: tuple[str, ...]
    more: tuple[str, ...]


@frozen
class Question:
    """A question, and what can be answered on the spot.

    Attributes:
        asked: the fact that a sentence of the proposal can give, or "", and how it is given.
        things: what it is asked of: id and name of each.
        likely: the answer that the question itself names, or "".
    """

    id: str
    text: str
    asked: str
    taken: Taken | None
    things: tuple[tuple[str, str], ...]
    likely: str = ""


@frozen(eq=False, repr=False)
class LiveAnswer:
    """What is told of a proposal, beside the report that it is drawn from.

    Attributes:
        steps: what must be in place, under the day by which; questions stand by themselves.
    """

    result: ResultEntry
    verdict: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    required: tuple[tuple[str, tuple[Line, ...]], ...]
    duties: tuple[tuple[str, tuple[Line, ...]], ...]
    edits: tuple[Redline, ...]
    undrafted: tuple[str, ...]
    schedule: tuple[StepEntry, ...]
    picture: Picture | None
    placing: tuple[Subsection, ...]
    questions: tuple[Question, ...]
    findings: tuple[tuple[str, tuple[FindingBlock, ...]], ...]

    @property
    def idle(self) -> bool:
        """Whether the proposal changes nothing, so that its verdict says nothing either."""
        return any(each.rule == IDLE_RULE for each in self.result.findings)

    @property
    def doubts(self) -> tuple[DoubtEntry, ...]:
        """The questions that the sources leave open and that the proposal has to do with."""
        return tuple(each for each in self.result.doubts if each.touched)


def answer_of(
    draft: LiveProposal,
    language: Language,
    bylaw: BylawFile | None = None,
    *,
    rivals_too: bool = False,
) -> LiveAnswer:
    """The answer to a proposal in a language, the words of the bylaw from a file of the user's own
    where there is one; with what other readings make of it, or without."""
    wording = draft.wording(language)
    (entry,) = draft.report(language, rivals_too=rivals_too).merged()
    return _Reader(draft, wording, entry, bylaw).answer()


@frozen(eq=False, repr=False)
class _Reader:
    draft: LiveProposal
    wording: Wording
    entry: ResultEntry
    bylaw: BylawFile | None

    def answer(self) -> LiveAnswer:
        entry = self.entry
        brought = [
            each
            for each in entry.instruments
            if each.status != "not needed" and not each.for_existing
        ]
        blocks = self._blocks()
        drafted, undrafted = self._drafted()
        return LiveAnswer(
            entry,
            capital(self.wording.words(f"verdict.{entry.verdict}")),
            tuple(self._steps()),
            self._groups(under_headings(one for one in brought if not one.duty), blocks),
            self._groups(sheet.duties(entry), blocks),
            tuple(map(self._redline, drafted)),
            undrafted,
            tuple(sheet.own_rows(entry)),
            timetable(entry, sheet.own_rows(entry), self.wording, "timetable", weekdays=True),
            tuple(placing_blocks(entry.placing, self.wording, 0)) if entry.placing else (),
            tuple(self._questions()),
            tuple(
                (status, tuple(one for one in blocks if one.entry.status == status))
                for status in ("new", "resolved", "existing")
            ),
        )

    def _steps(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        short = [
            each.short for each in sheet.own_steps(self.entry, self.wording) if each.short.turn
        ]
        groups: dict[str, list[str]] = {}
        for each in sorted(short, key=lambda one: (one.turn, one.day)):
            groups.setdefault(each.when, []).append(each.what)
        return ((when, tuple(steps)) for when, steps in groups.items())

    def _blocks(self) -> list[FindingBlock]:
        return [
            finding_block(f"finding-{at}", each, self.entry, self.wording)
            for at, each in enumerate(self.entry.findings)
        ]

    def _groups(
        self,
        groups: Sequence[tuple[str, Sequence[InstrumentEntry]]],
        blocks: Sequence[FindingBlock],
    ) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        return tuple(
            (self.wording.words(f"h.{key}"), tuple(self._line(each, blocks) for each in found))
            for key, found in groups
        )

    def _line(self, one: InstrumentEntry, blocks: Sequence[FindingBlock]) -> Line:
        asking = tuple(
            block
            for block in blocks
            if {block.entry.id, *block.entry.ids} & {*one.required_by}
            or block.entry.rule in one.rules
        )
        more = (*one.details, *([one.reason] if one.reason else []))
        mark = self.wording.words("t.second-hand")
        return Line(
            capital(one.name),
            capital(self.wording.words(status_key(one, self.entry.schedule))),
            one.status,
            tuple(more),
            tuple(f"{each.provision} ({mark})" if each.second_hand else each.provision
                  for each in one.provisions),
            asking,
            one,
        )  # fmt: skip

    def _drafted(self) -> tuple[Sequence[EditEntry], tuple[str, ...]]:
        """How the words of the bylaw change, and what is not drafted, in sentences."""
        if self.bylaw is None or not self.entry.bylaw_changes:
            return self.entry.bylaw_edits, ()
        from checker.desk.paper import clean
        from checker.desk.redline import Draft, drafts

        made = drafts(clean(self.entry), self.wording.language, self.bylaw)
        edits = tuple(each.edit for each in made if isinstance(each, Draft))
        return edits, tuple(each.words for each in made if not isinstance(each, Draft))

    def _redline(self, edit: EditEntry) -> Redline:
        lines = (
            tuple(piece for piece in _pieces(line.old or "", line.new or "") if piece[1])
            for line in edit.lines
        )
        more = (*edit.told, *edit.questions)
        return Redline(title_of(edit, self.wording), tuple(lines), edit.amending, more)

    def _questions(self) -> Iterator[Question]:
        seen = set()
        for finding in self.draft.result.findings:
            for phrase in finding.questions:
                text = self.wording.whole(self.wording.say(phrase))
                if text not in seen:
                    seen.add(text)
                    yield self._question(f"question-{len(seen)}", text, phrase)

    def _question(self, id: str, text: str, phrase: Phrase) -> Question:
        kind, asked = fact_asked(phrase.key.removesuffix("-many")) or ("", "")
        of = (kind, f"{kind}s")  # or several of them
        things = [one for name, value in phrase.args if name in of for one in _refs(value)]
        others = [one for _, value in phrase.args for one in _refs(value) if one.kind != kind]
        named = tuple((each.id, self.wording.names.get(each.id, each.id)) for each in things)
        if not (asked and named):
            return Question(id, text, "", None, named)
        return Question(id, text, asked, taken(asked), named, others[0].id if others else "")


def _refs(value: Argument) -> list[Ref]:
    return [each for each in listed(value) if isinstance(each, Ref)]


def _pieces(old: str, new: str) -> Iterator[tuple[Look, str]]:
    at = 0
    for start, end, words in edits(old, new):
        yield from (("same", old[at:start]), ("cut", old[start:end]), ("put", words))
        at = end
    yield "same", old[at:]
