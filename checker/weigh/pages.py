# SPDX-License-Identifier: EUPL-1.2
"""What is told of sweeps, matrices and plans, as blocks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from checker.formats import pages
from checker.page import markup
from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title
from checker.page.markup import csv_text
from checker.page.weighed import weighed_blocks
from checker.report.entries import ProposalEntry
from checker.report.report import as_json
from checker.report.wording import Wording
from checker.speech.saying import Argument, Ref
from checker.weigh.counted import PlacementEntry, SweepEntry
from checker.weigh.pictures import cost, matrix_picture, sweep_picture
from checker.weigh.telling import AlternativeEntry, CellEntry, FrameEntry, MatrixEntry, PlanEntry

_MOST_ROWS = 12


def page_of(told: MatrixEntry | PlanEntry, format: str) -> str | bytes:
    """What is told, in a format: of a matrix the table, then what is behind its cells; of a plan
    the verdict now, what makes it lawful, and what may be placed otherwise."""
    page = _PlacementsPage(Wording(told.language))
    if isinstance(told, PlanEntry):
        return pages.written(as_json(told), [*page.plan(told)], format)
    if format == "csv":
        return csv_text(rows_of_cells(told))
    return pages.written(as_json(told), [*page.matrix(told)], format)


def page_of_sweep(
    told: SweepEntry, format: str, combinations: Iterable[PlacementEntry]
) -> Iterator[str] | bytes:
    """A sweep in a format, piece by piece: how many of each, what they take, the best, what cannot
    be combined, and where there are any to be listed, all of them."""
    page = _PlacementsPage(Wording(told.language))
    left = iter(combinations)
    first = next(left, None)
    blocks = [*page.sweep(told, every=first is not None)]
    if first is None or format in ("pdf", "word"):
        listed = Items.of(
            map(page.placement, () if first is None else chain([first], left)), "numbered"
        )
        made = pages.written(as_json(told), [*blocks, listed], format)
        return made if isinstance(made, bytes) else iter([made])
    every = ((as_json(one), page.placement(one)) for one in chain([first], left))
    return markup.render_with_list(as_json(told), blocks, format, "combinations", every)


def rows_of_cells(told: MatrixEntry) -> Iterator[list[str]]:
    """A matrix as a plain table: a row a cell, with a column for each kind of instrument."""
    kinds = list(dict.fromkeys(kind for cell in told.cells for kind in cell.instruments))
    yield ["subject", "committee", "verdict", *kinds, "reason"]
    for cell in told.cells:
        numbers = [str(cell.instruments.get(kind, 0)) for kind in kinds]
        yield [cell.subject.id, cell.committee, cell.verdict or "", *numbers, cell.reason]


class _PlacementsPage:
    def __init__(self, wording: Wording) -> None:
        self.wording, self.say = wording, wording.words

    def sweep(self, told: SweepEntry, *, every: bool) -> Iterator[Plain]:
        more = " …" if len(told.proposals) > 3 else ""
        yield Title("; ".join(each["title"] for each in told.proposals[:3]) + more)
        yield from self._dates("placements.of", told)
        numbers = {
            "counted": told.placements,
            "outside": told.outside_mandate,
            "unfit": told.tried - told.placements,
        }
        counts = [
            self.wording.sentence(f"placements.{key}", count=number)
            for key, number in numbers.items()
            if number or key == "counted"
        ]
        yield Paragraph((" ".join([*counts, *self._found(told)]),))
        yield self._heading("placements.h-verdicts")
        rows = [(self._verdict(one), str(number)) for one, number in told.by_verdict.items()]
        heads = (self.say("l.verdict"), self.say("placements.number"))
        yield Table.of([heads, *rows], sweep_picture(told, self.wording))
        if told.by_instruments:
            yield self._heading("placements.h-instruments")
        many = []
        for each in told.by_instruments:
            said = {
                "count": str(each.placements),
                "instruments": self._instruments(each.instruments),
            }
            many.append(self.say("placements.many", **said))
        yield Items.of(self._cut(many))
        if told.best:
            yield self._heading("placements.h-best")
        yield Items.of(map(self.placement, told.best), "numbered")
        yield self._paragraph("matrix.legend")
        if told.not_combined:
            yield self._heading("placements.h-unfit")
        unfit = []
        for one in told.not_combined:
            row = self.say("placements.unfit-row", count=str(one.count), reason=one.reason)
            example = self.say("placements.example", choices="; ".join(one.example))
            unfit.append(f"{row} ({example})")
        yield Items.of(self._cut(unfit))
        if every:
            yield self._heading("placements.h-all")

    def _found(self, told: SweepEntry) -> Iterator[str]:
        """How it was found out, and how far it was held to single checks."""
        if told.found == "factored":
            yield self.wording.sentence("placements.factored", count=told.checked)
        else:
            rules = tuple(told.looked_at_together)
            key = "placements.together" if rules else "placements.enumerated"
            yield self.wording.sentence(key, rules=rules, count=len(rules))
        if told.verified:
            yield self.wording.sentence("placements.verified", count=told.verified)

    def matrix(self, told: MatrixEntry) -> Iterator[Plain]:
        names = [one["name"] for one in told.subjects]
        yield Title(self.say("matrix.title", things=tuple(names)))
        yield from self._dates("placements.of", told)
        cells = {}
        for one in told.cells:
            text = self.say("matrix.stays" if one.stays else "matrix.problem")
            if one.verdict and not one.stays:
                text = self._verdict(one.verdict, one.instruments)
            cells[one.subject.id, one.committee] = text
        rows = [
            (committee["id"], *(cells[each["id"], committee["id"]] for each in told.subjects))
            for committee in told.committees
        ]
        heads = (self.say("placements.committee"), *names)
        yield Table.of([heads, *rows], matrix_picture(told, self.wording))
        yield self._paragraph("matrix.legend")
        for weighed in told.weighed:
            yield Heading(weighed.title)
            yield from weighed_blocks(weighed, self.wording)
        yield self._heading("matrix.why")
        for subject in told.subjects:
            own = [one for one in told.cells if one.subject.id == subject["id"]]
            items = []
            for committees, reason in self._alike(own):
                bodies = tuple(Ref("body", one) for one in committees)
                under = self.say("matrix.under", thing=subject["name"], committees=bodies)
                items.append(f"{under}: {reason}")
            yield Items.of(items)

    def plan(self, told: PlanEntry) -> Iterator[Plain]:
        hopeless = told.verdict_when_carried == "forbidden"
        yield Title(told.proposal.title)
        yield from self._dates("t.header", told.proposal)
        if told.choices:
            key = "plan.all-forbidden" if hopeless else "plan.best"
            yield Paragraph((self.say(key, choices="; ".join(told.choices)) + ".",))
        yield Heading(self.say("h.verdict-is", verdict=self._verdict(told.verdict)))
        yield Paragraph((told.reason,))
        if not hopeless:
            yield from self._way(told)
        if told.alternatives or hopeless:
            yield self._heading("plan.h-choices" if told.open_choices else "plan.h-alternatives")
            items = []
            for one in told.alternatives:
                verdict, instruments = (
                    self._verdict(one.verdict),
                    self._instruments(one.instruments),
                )
                said = {"verdict": verdict[:1].upper() + verdict[1:], "instruments": instruments}
                items.append(self.say("plan.alternative", changes=" ".join(one.changes), **said))
                items[-1] += self._differs(one)
            yield Items.of(items, "numbered")
            if not told.alternatives:
                yield self._paragraph("plan.none")
            if told.also_forbidden:
                yield Paragraph((self.wording.sentence("plan.also", count=told.also_forbidden),))

    def _differs(self, one: AlternativeEntry) -> str:
        """What sets it apart from what is planned, where that is not all of it."""
        if not one.differs:
            return ""
        more = {kind: number for kind, number in one.more.items() if number > 0}
        fewer = {kind: -number for kind, number in one.more.items() if number < 0}
        said = {
            "changes": "; ".join(one.differs),
            "more": self._instruments(more) if more else None,
            "fewer": self._instruments(fewer) if fewer else None,
        }
        return " " + self.wording.sentence("plan.differs", **said)

    def _way(self, told: PlanEntry) -> Iterator[Plain]:
        if not told.plan or told.late:
            yield self._heading("plan.h-nothing")
        else:
            counted = Counter(one.kind for one in told.plan)
            number, instruments = str(counted.total()), self._instruments(counted)
            yield self._heading("plan.h-plan", count=number, instruments=instruments)
        yield Items.of((step.words for step in told.steps), "numbered")
        if told.late:
            yield self._paragraph("plan.late", verdict=told.verdict_when_carried)
        elif told.questions:
            yield self._paragraph("plan.questions", count=len(told.questions))
        elif told.plan:
            yield self._paragraph("plan.clear")

    # ------------------------------------------------------------ parts

    def _dates(self, key: str, told: FrameEntry | ProposalEntry) -> Iterator[Plain]:
        days = {
            "effective": self.wording.day(told.effective),
            "proposed": self.wording.day(told.proposed),
            "law_date": self.wording.day(told.law_date),
            "as_of": self.wording.day(told.as_of),
        }
        path = told.path if isinstance(told, ProposalEntry) else None
        ahead = str(told.proposed) > str(told.as_of)  # ISO 8601
        yield self._paragraph(key, path=path, municipality=told.municipality, **days)
        yield self._paragraph("t.dates-ahead" if ahead else "t.dates", **days)

    def _instruments(self, count: Mapping[str, int]) -> str:
        """Numbers of instruments in words."""
        said = [self.say(f"count.{kind}", count=number) for kind, number in count.items()]
        return self.wording.join(said) or self.say("count.none")

    def placement(self, one: PlacementEntry) -> str:
        """One placement in words."""
        outside = [self.say("placements.outside-one")] if one.outside_mandate else []
        verdict = "; ".join([self._verdict(one.verdict, one.instruments), *outside])
        choices = "; ".join(one.choices)
        said = f"{choices[:1].upper()}{choices[1:]}: {verdict}."
        return f"{said} {one.reason}" if one.reason else said

    def _verdict(self, verdict: str, instruments: Mapping[str, int] | None = None) -> str:
        """The verdict, with the number of instruments that it takes."""
        number = cost(instruments or {})
        said = self.say(f"verdict.{verdict}")
        return f"{said} ({number})" if number else said

    def _alike(self, cells: Sequence[CellEntry]) -> Iterator[tuple[list[str], str]]:
        """Committees with what is behind their cells, those of which the same is true together."""
        by_reason: dict[str, list[str]] = {}
        for cell in cells:
            by_reason.setdefault(cell.reason, []).append(cell.committee)
        groups: dict[str, list[tuple[list[str], str]]] = {}
        for reason, committees in by_reason.items():
            key = reason
            if len(committees) == 1:
                of_any = self.say("matrix.the-committee")
                key = re.sub(rf"\b{re.escape(committees[0])}\b", of_any, reason)
            groups.setdefault(key, []).append((committees, reason))
        for key, group in groups.items():
            committees = [one for each, _ in group for one in each]
            yield committees, key if len(group) > 1 else group[0][1]

    def _cut(self, items: Sequence[str]) -> list[str]:
        left = len(items) - _MOST_ROWS
        more = [self.say("placements.more", count=left)] if left > 0 else []
        return [*items[:_MOST_ROWS], *more]

    def _heading(self, key: str, **args: Argument | None) -> Heading:
        return Heading(self.say(key, **args))

    def _paragraph(self, key: str, **args: Argument | None) -> Paragraph:
        return Paragraph((self.say(key, **args),))
