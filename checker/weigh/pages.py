"""What the documents of sweeps, matrices and plans say in words, as blocks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title
from checker.report.wording import Language, Wording
from checker.result import Ref

Json = dict[str, Any]

_MOST_ROWS = 12


class Pages:
    """What each document says in one language, as blocks."""

    def __init__(self, language: Language) -> None:
        self.wording = Wording(language)

    def sweep(self, document: Json) -> Iterator[Plain]:
        """Of a sweep: how many of each, what they take, the best, what cannot be combined."""
        yield from self._head(document)
        said = [self._counted("counted", document["placements"])]
        for key, number in (
            ("outside", document["outside_mandate"]),
            ("unfit", document["tried"] - document["placements"]),
        ):
            said += [self._counted(key, number)] if number else []
        yield Paragraph((" ".join(said),))
        yield self._heading("placements.h-verdicts")
        yield Table.of(
            [
                (self._said("l.verdict"), self._said("placements.number")),
                *(
                    (self._said(f"verdict.{verdict}"), str(number))
                    for verdict, number in document["by_verdict"].items()
                ),
            ]
        )
        rows = document["by_instruments"]
        if rows:
            yield self._heading("placements.h-instruments")
        items = [
            self._said(
                "placements.many",
                count=str(each["placements"]),
                instruments=self.instruments(each["instruments"]),
            )
            for each in rows
        ]
        yield Items.of(self._cut(items))
        if document["best"]:
            yield self._heading("placements.h-best")
        yield Items.of([self._placement(each) for each in document["best"]], "numbered")
        yield Paragraph((self._said("matrix.legend"),))
        if document["not_combined"]:
            yield self._heading("placements.h-unfit")
        yield Items.of(self._cut([self._unfit(each) for each in document["not_combined"]]))
        if "combinations" in document:
            yield self._heading("placements.h-all")
            yield Items.of([self._placement(each) for each in document["combinations"]], "numbered")

    def matrix(self, document: Json) -> Iterator[Plain]:
        """Of a matrix: the table, then what is behind its cells."""
        names = [one["name"] for one in document["subjects"]]
        yield Title(self._said("matrix.title", things=tuple(names)))
        yield from self._dates(document)
        cells = {(one["subject"]["id"], one["committee"]): one for one in document["cells"]}
        rows = [
            (
                committee["id"],
                *(
                    self._in_table(cells[each["id"], committee["id"]])
                    for each in document["subjects"]
                ),
            )
            for committee in document["committees"]
        ]
        yield Table.of([(self._said("placements.committee"), *names), *rows])
        yield Paragraph((self._said("matrix.legend"),))
        yield self._heading("matrix.why")
        for subject in document["subjects"]:
            own = [one for one in document["cells"] if one["subject"]["id"] == subject["id"]]
            yield Items.of([self._why(subject["name"], *each) for each in self._alike(own)])

    def plan(self, document: Json) -> Iterator[Plain]:
        """Of a plan: the verdict now, what makes it lawful, what may be placed otherwise."""
        proposal = document["proposal"]
        yield Title(proposal["title"])
        day = {key: self.wording.day(proposal[key]) for key in ("effective", *_DATES)}
        yield Paragraph((self._said("t.header", **{**proposal, **day}),))
        yield Paragraph((self._said("t.dates", **day),))
        if document["choices"]:
            choices = "; ".join(document["choices"])
            none = document["verdict_when_carried"] == "forbidden"
            key = "plan.all-forbidden" if none else "plan.best"
            yield Paragraph((self._said(key, choices=choices) + ".",))
        verdict = self._said(f"verdict.{document['verdict']}")
        yield Heading(self._said("h.verdict-is", verdict=verdict))
        yield Paragraph((document["reason"],))
        yield from self._way(document)
        if document["alternatives"] or document["verdict_when_carried"] == "forbidden":
            key = "plan.h-choices" if document["open_choices"] else "plan.h-alternatives"
            yield self._heading(key)
            yield Items.of(
                [self._alternative(each) for each in document["alternatives"]], "numbered"
            )
            if not document["alternatives"]:
                yield Paragraph((self._said("plan.none"),))
            if document["also_forbidden"]:
                yield Paragraph(
                    (self.wording.sentence("plan.also", count=document["also_forbidden"]),)
                )

    def _way(self, document: Json) -> Iterator[Plain]:
        if document["verdict_when_carried"] == "forbidden":
            return
        if not document["plan"] or document["late"]:
            yield self._heading("plan.h-nothing")
        else:
            counted = Counter(one["kind"] for one in document["plan"])
            number, instruments = str(counted.total()), self.instruments(counted)
            yield Heading(self._said("plan.h-plan", count=number, instruments=instruments))
        yield Items.of([step["words"] for step in document["steps"]], "numbered")
        if document["late"]:
            yield Paragraph((self._said("plan.late", verdict=document["verdict_when_carried"]),))
        elif document["questions"]:
            yield Paragraph((self._said("plan.questions", count=len(document["questions"])),))
        elif document["plan"]:
            yield Paragraph((self._said("plan.clear"),))

    # ------------------------------------------------------------ parts

    def instruments(self, count: Mapping[str, int]) -> str:
        """Numbers of instruments in words."""
        said = [self._said(f"count.{kind}", count=number) for kind, number in count.items()]
        return self.wording.join(said) or self._said("count.none")

    def _head(self, document: Json) -> Iterator[Plain]:
        yield Title(
            "; ".join(each["title"] for each in document["proposals"][:3])
            + (" …" if len(document["proposals"]) > 3 else "")
        )
        yield from self._dates(document)

    def _dates(self, document: Json) -> Iterator[Plain]:
        day = {key: self.wording.day(document[key]) for key in ("effective", *_DATES)}
        municipality = document["municipality"]
        yield Paragraph((self._said("placements.of", municipality=municipality, **day),))
        yield Paragraph((self._said("placements.dates", **day),))

    def _placement(self, one: Json) -> str:
        outside = [self._said("placements.outside-one")] if one["outside_mandate"] else []
        verdict = "; ".join([self._verdict(one), *outside])
        choices = "; ".join(one["choices"])
        said = f"{choices[:1].upper()}{choices[1:]}: {verdict}."
        return f"{said} {one['reason']}" if "reason" in one else said

    def _verdict(self, one: Json) -> str:
        """The verdict, with the number of instruments that it takes."""
        number = sum(one["instruments"].values())
        verdict = self._said(f"verdict.{one['verdict']}")
        return f"{verdict} ({number})" if number else verdict

    def _unfit(self, one: Json) -> str:
        row = self._said("placements.unfit-row", count=str(one["count"]), reason=one["reason"])
        example = self._said("placements.example", choices="; ".join(one["example"]))
        return f"{row} ({example})"

    def _in_table(self, cell: Json) -> str:
        if cell["stays"] or cell["verdict"] is None:
            return self._said("matrix.stays" if cell["stays"] else "matrix.problem")
        return self._verdict(cell)

    def _alike(self, cells: list[Json]) -> list[tuple[list[str], str]]:
        """Committees with what is behind their cells, those of which the same is true together."""
        by_reason: dict[str, list[str]] = {}
        for cell in cells:
            by_reason.setdefault(cell["reason"], []).append(cell["committee"])
        together: dict[str, list[tuple[list[str], str]]] = {}
        for reason, committees in by_reason.items():
            key = reason
            if len(committees) == 1:
                of_any = self._said("matrix.the-committee")
                key = re.sub(rf"\b{re.escape(committees[0])}\b", of_any, reason)
            together.setdefault(key, []).append((committees, reason))
        return [
            ([one for committees, _ in group for one in committees], key)
            if len(group) > 1
            else group[0]
            for key, group in together.items()
        ]

    def _why(self, name: str, committees: list[str], reason: str) -> str:
        bodies = tuple(Ref("body", one) for one in committees)
        return f"{self._said('matrix.under', thing=name, committees=bodies)}: {reason}"

    def _alternative(self, one: Json) -> str:
        verdict = self._said(f"verdict.{one['verdict']}")
        return self._said(
            "plan.alternative",
            changes=" ".join(one["changes"]),
            verdict=verdict[:1].upper() + verdict[1:],
            instruments=self.instruments(one["instruments"]),
        )

    def _cut(self, items: list[str]) -> list[str]:
        if len(items) <= _MOST_ROWS:
            return items
        more = self._said("placements.more", count=len(items) - _MOST_ROWS)
        return [*items[:_MOST_ROWS], more]

    def _counted(self, key: str, number: int) -> str:
        return self.wording.sentence(f"placements.{key}", count=number)

    def _heading(self, key: str) -> Heading:
        return Heading(self._said(key))

    def _said(self, key: str, **args: Any) -> str:
        return self.wording.words(key, **args)


_DATES = ("proposed", "law_date", "as_of")
