# SPDX-License-Identifier: EUPL-1.2
"""A result as the sections of a memo, which Markdown, HTML and Word write alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.page.annex import finding_block, places_of, told_once, with_annexes
from checker.page.blocks import (
    Block,
    Fact,
    Facts,
    Inner,
    Items,
    ListItem,
    Paragraph,
    Parts,
    Piece,
    Section,
    Subsection,
    Table,
    TableCell,
)
from checker.page.mirror import edit_blocks
from checker.page.placing import changed_blocks
from checker.page.schedule import Row, day_piece, schedule_table, table_of
from checker.page.weighed import weighed_blocks
from checker.records import frozen
from checker.report import sheet
from checker.report.entries import DoubtEntry, FindingEntry, InstrumentEntry
from checker.report.instruments import status_key, under_headings
from checker.report.report import ResultEntry
from checker.report.wording import Wording, capital

DATES = ("proposed", "effective", "as_of", "law_date")


@frozen
class MemoPage:
    """Lays one merged result out.

    Attributes:
        number: its place among several, for what links lead to.
        annexes: the tasks of each annex that its sentences name.
        paper: whether it is read from first to last.
    """

    result: ResultEntry
    wording: Wording
    number: int
    annexes: tuple[tuple[str, ...], ...]
    paper: bool = False

    @classmethod
    def of(
        cls, result: ResultEntry, wording: Wording, number: int = 1, *, paper: bool = False
    ) -> MemoPage:
        """The page of a merged result, its long lists in annexes."""
        told, annexes = with_annexes(result, wording)
        return cls(told, wording, number, annexes, paper)

    @property
    def title(self) -> str:
        """What the memo is about."""
        return self.result.proposal.title

    @property
    def head(self) -> Facts:
        """What the proposal is, before the sections."""
        proposal = self.result.proposal
        shown = DATES[2:-1] if proposal.alone else DATES[:-1]
        days = {key.replace("_", "-"): self._day(getattr(proposal, key)) for key in shown}
        days["law-date"] = Piece(self._say("t.law-known", day=str(proposal.as_of)))
        if proposal.proposed > proposal.as_of and not proposal.alone:
            days = {f"{key}-ahead" if key == "proposed" else key: day for key, day in days.items()}
        if proposal.until:
            days["until"] = self._day(proposal.until)
        facts = self._facts("facts", {"municipality": proposal.municipality, **days})
        ends = (Fact(each.words, (self._day(each.until),)) for each in proposal.endings)
        label = self._say("l.coming")
        coming = (Fact(label, (self.wording.whole(each.words),)) for each in self.result.coming)
        return Facts((*facts.rows, *ends, *coming))

    @property
    def sections(self) -> Iterator[Section]:
        """The memo's sections in their order."""
        verdict = self._say(f"verdict.{self.result.verdict}")
        of_proposals = ("required", "findings") if self.result.proposal.alone else ()
        spared = ("changed", "edits", "existing", "annexes", *of_proposals)
        yield Section("verdict", self._say("h.verdict-is", verdict=verdict), (*self._verdict(),))
        for key, blocks in (
            ("changed", self._changed()),
            ("required", self._required()),
            ("findings", self._findings()),
            ("unchecked", self._unchecked()),
            ("edits", edit_blocks(self.result, self.wording)),
            ("existing", self._existing()),
            ("annexes", self._annexes()),
            ("sources", self._sources()),
            ("receipt", self._receipt()),
        ):
            told = tuple(blocks)
            if told or key not in spared:
                nothing = self._paragraph("t.none" if key == "findings" else "t.nothing")
                yield Section(key, self._say(f"h.{key}"), told or (nothing,))

    # ------------------------------------------------------------ the sections

    def _verdict(self) -> Iterator[Block]:
        result, proposal = self.result, self.result.proposal
        yield Paragraph((result.summary,), "verdict")
        steps = (
            ListItem(
                (step.intro if step.choices else step.words,),
                tuple(ListItem((choice,)) for choice in step.choices),
                flat=step.words,
            )
            for step in sheet.own_steps(result, self.wording)
        )
        yield self._group("next", Items(tuple(steps), "steps"))
        spoken = proposal.assuming_language
        for key, stated, language in (
            ("assumption" + "s" * (len(proposal.assuming) > 1), proposal.assuming, spoken),
            ("given", proposal.given, self.wording.language),
            ("besides", proposal.besides, self.wording.language),
            ("reason", (proposal.reason,) if proposal.reason else (), spoken),
            ("remarks", proposal.remarks, proposal.language),
        ):
            said = ((Piece(text, language=language),) for text in stated)
            if stated:
                yield self._group(key, Items(tuple(map(ListItem, said))))

    def _changed(self) -> Iterator[Block]:
        """What is proposed, who has what before and after it, and what speaks for and against."""
        yield from changed_blocks(self.result, self.wording, self.number)
        for each in self.result.weighed:
            told = weighed_blocks(each, self.wording, self.result.proposal.assuming_language)
            yield Subsection(f"weighed-{each.committee}", each.title, (*told,))

    def _required(self) -> Iterator[Block]:
        result = self.result
        brought = [
            each
            for each in result.instruments
            if each.status != "not needed" and not each.for_existing
        ]
        for key, rows in under_headings(each for each in brought if not each.duty):
            yield self._instruments(key, rows)
        for key, rows in sheet.duties(result):
            yield self._instruments(key, rows)
        if result.bylaw_changes:
            changes = (ListItem((each.words,)) for each in result.bylaw_changes)
            yield self._group("bylaw", Items(tuple(changes), "changes"))
        if table := schedule_table(result, self.wording, self.number):
            yield self._group("schedule", table)
        if idle := [each for each in result.instruments if each.status == "not needed"]:
            yield self._instruments("idle", idle)

    def _findings(self) -> Iterator[Block]:
        result = self.result
        each = (one for status in ("new", "resolved") for one in self._numbered(status))
        blocks = (finding_block(*one, result, self.wording) for one in each)
        told = [*(told_once(blocks, self.wording) if self.paper else blocks)]
        for status in ("new", "resolved"):
            found = tuple(one for one in told if one.entry.status == status)
            if found:
                key = "resolved" if status == "resolved" else "brought"
                yield Subsection(status, self._say(f"h.{key}"), found)
        if result.baseline:
            seen = result.baseline
            said = [capital(self._say("t.baseline", count=seen.count))]
            if seen.gone:
                said.append(capital(self._say("t.baseline-gone", ids=", ".join(seen.gone))))
            yield Paragraph((". ".join([*said, ""]).strip(),), "baseline")
        if result.waivers:
            heads = ("waiver", "decided", "journal", "waiver-until", "state")
            widths, rows = (32, 22, 14, 17, 15), self._waivers()
            table = table_of(self.wording, "waivers", heads, widths, rows, last="reason")
            yield self._group("waivers", self._paragraph("t.waivers"), table)

    def _unchecked(self) -> Iterator[Block]:
        result = self.result
        asked = [
            ListItem((Piece(each.title, "link", each.title_language, ref),))
            for status in ("new", "existing", "resolved")
            for ref, each in self._numbered(status)
            if each.kind == "undetermined"
        ]
        if asked:
            found = self._say("h.findings")
            where = Paragraph((self._say("t.questions", section=found),))
            yield self._group("questions", where, Items(tuple(asked)))
        asked_of = [each for each in result.doubts if each.touched]
        if asked_of:
            doubts = Items(tuple(map(self._doubt, asked_of)), "doubts")
            yield self._group("doubts", self._paragraph("t.doubts"), doubts)
        touched = [each for each in result.not_coded if sheet.is_touched(each.provision, result)]
        yield from self._listed(
            "not-coded",
            ("provision", "reason"),
            (25, 75),
            [
                ((capital(each.called),), (Piece(each.reason, language=each.reason_language),))
                for each in touched
            ],
        )
        for key, others in (
            (sheet.others_key(touched), len(result.not_coded) - len(touched)),
            ("t.doubts-not-touched", len(result.doubts) - len(asked_of)),
        ):
            if others:
                yield Paragraph((self.wording.sentence(key, count=others),))

    def _existing(self) -> Iterator[Block]:
        """What the proposal does not touch, a line each."""
        found = [each for each in self.result.findings if each.status == "existing"]
        rows = []
        for each in found:
            told = "; ".join(one.provision for one in each.provisions)
            mark = f"; {self._say('t.waived')}" if each.waived else ""
            mark += f"; {self._say('t.in-baseline')}" if each.in_baseline else ""
            hand = ("; ", self._second_hand()) if each.second_hand else ()
            rows.append(ListItem((f"{each.message} ({told}", *hand, f"{mark})")))
        rows += [ListItem((each.words,)) for each in self.result.next_steps if each.regardless]
        if rows:
            yield Items(tuple(rows))

    def _annexes(self) -> Iterator[Block]:
        for number, tasks in enumerate(self.annexes, 1):
            title = self._say("annex.title", number=str(number), count=len(tasks))
            items = Items(tuple(ListItem((each,)) for each in tasks))
            yield Subsection(f"annex-{number}", title, (items,))

    def _sources(self) -> Iterator[Block]:
        """The source sheet."""
        nowhere = self._say("unstated-read")
        yield Paragraph((sheet.sources_intro(self.result, self.wording),))
        rows: list[Row] = []
        for each in self.result.sources:
            name = (Piece(each.provision, "unread" if each.second_hand else ""),)
            title = sheet.title_of(each)
            mark = list(map(self.wording.whole, filter(None, [sheet.unread(each, self.wording)])))
            remarks = " ".join([*mark, *each.remarks])
            unstated = Piece(self._say("t.consolidation-unstated"), "empty")
            text, on = (each.consolidation or unstated,), each.read_on
            never = Piece(sheet.never_read(each, self.wording), "empty" if mark else "")
            read = (self._day(on) if on else never,)
            where = (each.read_in_words or nowhere,)
            told = (TableCell(name, (title,) if title else ()), TableCell(where, (remarks,)))
            flat = ((*name, f" ({title})" if title else ""), where, text, read, (remarks,))
            rows.append(((*told, TableCell(text), TableCell(read)), flat))
        if rows:
            heads, widths = ("provision", "read-in", "consolidation", "read-on"), (20, 34, 24, 22)
            yield table_of(self.wording, "sources", heads, widths, rows)

        yield from self._listed(
            "register",
            ("sentence", "read-in", "coded"),
            (50, 25, 25),
            [
                (
                    (f"{each.sentence}. " if each.sentence else "", each.text),
                    (each.read_in_words or each.provision or nowhere,),
                    (", ".join(each.rules) or each.reason or "",),
                )
                for each in self.result.register
            ],
        )
        if self.result.abbreviations:
            named = tuple(Fact(each.id, (each.name,)) for each in self.result.abbreviations)
            yield self._group("names", Facts(named, "names"))

    def _receipt(self) -> Iterator[Block]:
        receipt = self.result.receipt
        yield self._paragraph("t.receipt")
        yield self._facts(
            "receipt",
            {
                "version": f"ressort {receipt.ressort}",
                "organisation": self.result.proposal.organisation,
                "rule-base": Piece(receipt.rule_base, "digest"),
                "rules-run": Piece(", ".join(receipt.rules_run) or self._say("none"), "path"),
            },
        )
        if places := places_of(self.result):
            heads = self._labels("finding", "rule", "where")
            yield Table(self._say("l.places"), heads, places, (36, 18, 46), "places")
        files = [
            (TableCell((Piece(each.path, "path"),)), TableCell((Piece(each.sha256, "digest"),)))
            for each in self.result.inputs
        ]
        heads = self._labels("file", "sha256")
        yield Table(self._say("l.inputs"), heads, tuple(files), (28, 72), "inputs")

    # ------------------------------------------------------------ what they hold

    def _instruments(self, key: str, found: Sequence[InstrumentEntry]) -> Subsection:
        heads = ("instrument", "basis", "state")
        rows = map(self._instrument, found)
        table = table_of(self.wording, key, heads, (52, 32, 16), rows, "instruments")
        return self._group(key, table)

    def _instrument(self, instrument: InstrumentEntry) -> Row:
        language = instrument.reason_language or ""
        more: Parts = (" ".join(instrument.details),)
        if instrument.reason:
            more = (*more, " ", Piece(instrument.reason, language=language))
        provisions: list[str | Piece] = []
        for each in instrument.provisions:
            provisions += [Piece("; ", "break")] if provisions else []
            provisions.append(each.provision)
            if each.second_hand:
                provisions += [" (", self._second_hand(), ")"]
        under = more if instrument.details or instrument.reason else ()
        name, rests = (capital(instrument.name),), tuple(provisions) or (self._say("unstated"),)
        state = (capital(self._say(status_key(instrument, self.result.schedule))),)
        cells = (TableCell(name, under), TableCell(rests), TableCell(state))
        return cells, (name, rests, state, more)

    def _waivers(self) -> Iterator[Row]:
        for each in self.result.waivers:
            state = self._say(f"waiver.state.{each.state}")
            until = self._day(each.until) if each.until else self._say("t.no-end")
            decided = (f"{each.by_name}, ", self._day(each.day))
            middle: tuple[Parts, ...] = (decided, (each.journal,), (until,))
            reason = (Piece(each.reason, language=each.reason_language),)
            titles = (one.title for one in self.result.findings if one.rule == each.rule)
            name = f"{next(titles, each.rule)}: {each.subject_name}"
            yield (
                (TableCell((name,), reason), *map(TableCell, middle), TableCell((capital(state),))),
                ((name,), *middle, (state,), reason),
            )

    def _numbered(self, status: str) -> Iterator[tuple[str, FindingEntry]]:
        """The findings of a status, each with what links lead to."""
        found = [each for each in self.result.findings if each.status == status]
        return ((f"{self.number}-{status}-{at}", each) for at, each in enumerate(found, 1))

    def _second_hand(self) -> Piece:
        """The mark that leads to the source sheet."""
        return Piece(self._say("t.second-hand"), "second-hand", of=f"sources-{self.number}")

    def _doubt(self, doubt: DoubtEntry) -> ListItem:
        said = f" {self._say('d.followed', text=doubt.following.text)}"
        why = f" {doubt.following.because}" if doubt.following.because else ""
        others = tuple(
            ListItem((self._say("d.other", text=one.text), Piece(f" {one.words}", "rule")))
            for one in doubt.interpretations
        )
        return ListItem((Piece(doubt.question, "question"), said + why), others)

    def _listed(
        self,
        key: str,
        heads: tuple[str, ...],
        widths: tuple[int, ...],
        rows: list[tuple[Parts, ...]],
    ) -> Iterator[Subsection]:
        if rows:
            cells = tuple(tuple(map(TableCell, row)) for row in rows)
            table = Table(self._say(f"h.{key}"), self._labels(*heads), cells, widths)
            yield self._group(key, self._paragraph(f"t.{key}"), table)

    # ------------------------------------------------------------ words

    def _group(self, key: str, *blocks: Inner) -> Subsection:
        return Subsection(key, self._say(f"h.{key}"), blocks)

    def _paragraph(self, key: str) -> Paragraph:
        return Paragraph((self._say(key),))

    def _facts(self, look: str, rows: dict[str, str | Piece]) -> Facts:
        told = (Fact(self._say(f"l.{key}"), (each,)) for key, each in rows.items())
        return Facts(tuple(told), look)

    def _labels(self, *keys: str) -> tuple[str, ...]:
        return tuple(self._say(f"l.{key}") for key in keys)

    def _day(self, day: date | None) -> Piece:
        return day_piece(day, self.wording)

    def _say(self, key: str, **args: str | int) -> str:
        return self.wording.words(key, **args)
