"""A result as the sections of a memo, which Markdown, HTML and Word write alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from checker.page.blocks import (
    Block,
    Fact,
    FactList,
    Facts,
    FindingBlock,
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
from checker.report.entries import FactEntry, FindingEntry, InstrumentEntry, ProvisionEntry
from checker.report.instruments import under_headings
from checker.report.report import ResultEntry
from checker.report.wording import Wording, capital

DATES = ("proposed", "effective", "as_of", "law_date")
_STATUSES = ("new", "existing", "resolved")
_SHOWN = 6


@frozen
class MemoPage:
    """Lays one merged result out; ``number``: its place among several, for what links lead to."""

    result: ResultEntry
    wording: Wording
    number: int = 1

    @property
    def title(self) -> str:
        """What the memo is about."""
        return self.result.proposal.title

    @property
    def head(self) -> Facts:
        """What the proposal is, before the sections."""
        proposal = self.result.proposal
        rows = [Fact(self._say("l.municipality"), (proposal.municipality,))]
        rows += [
            Fact(self._say(f"l.{key.replace('_', '-')}"), (self._day(getattr(proposal, key)),))
            for key in DATES
        ]
        rows.append(Fact(self._say("l.file"), (Piece(proposal.path, "path"),)))
        return Facts(tuple(rows))

    @property
    def sections(self) -> Iterator[Section]:
        """The memo's sections in their order."""
        verdict = self._say(f"verdict.{self.result.verdict}")
        yield Section("verdict", self._say("h.verdict-is", verdict=verdict), (*self._verdict(),))
        for key, blocks in (
            ("required", self._required()),
            ("findings", self._findings()),
            ("unchecked", self._unchecked()),
            ("receipt", self._receipt()),
        ):
            told = tuple(blocks) or (self._paragraph("t.none"),)
            yield Section(key, self._say(f"h.{key}"), told)

    # ------------------------------------------------------------ the sections

    def _verdict(self) -> Iterator[Block]:
        result, proposal = self.result, self.result.proposal
        yield Paragraph((result.summary,), "verdict")
        if proposal.assuming:
            spoken = proposal.assuming_language
            yield self._group(
                "assumptions",
                Items(tuple(ListItem((_in(text, spoken),)) for text in proposal.assuming)),
            )
        steps = (
            ListItem(
                (step.intro if step.choices else step.words,),
                tuple(ListItem((choice,)) for choice in step.choices),
                flat=step.words,
            )
            for step in result.next_steps
        )
        yield self._group("next", Items(tuple(steps), "steps"))
        if result.abbreviations:
            rows = tuple(Fact(each.id, (each.name,)) for each in result.abbreviations)
            yield self._group("names", Facts(rows, "names"))

    def _required(self) -> Iterator[Block]:
        result = self.result
        idle = [each for each in result.instruments if each.status == "not needed"]
        own = [each for each in result.instruments if each.status != "not needed"]
        for key, rows in under_headings(each for each in own if not each.for_existing):
            yield self._instruments(key, rows)
        if result.bylaw_changes:
            yield self._group("bylaw", Items(tuple(self._changes()), "changes"))
        if result.schedule:
            yield self._group("schedule", self._schedule())
        for key, rows in (
            ("regardless", [each for each in own if each.for_existing]),
            ("idle", idle),
        ):
            if rows:
                yield self._instruments(key, rows)

    def _findings(self) -> Iterator[Block]:
        result = self.result
        for status in _STATUSES:
            found = [each for each in result.findings if each.status == status]
            if found:
                yield self._group(status, *(self._finding(*each) for each in enumerate(found, 1)))
        if result.baseline:
            seen = result.baseline
            said = [capital(self._say("t.baseline", count=seen.count))]
            if seen.gone:
                said.append(capital(self._say("t.baseline-gone", ids=", ".join(seen.gone))))
            yield Paragraph((". ".join([*said, ""]).strip(),), "baseline")
        if result.waivers:
            yield self._group("waivers", self._paragraph("t.waivers"), self._waivers())

    def _unchecked(self) -> Iterator[Block]:
        result = self.result
        asked = [
            ListItem((Piece(each.title, "link", each.title_language, self._ref(each.status, at)),
                  Piece(each.rule, "place", of=each.rule)))
            for status in _STATUSES
            for at, each in enumerate((one for one in result.findings if one.status == status), 1)
            if each.kind == "undetermined"
        ]  # fmt: skip
        if asked:
            yield self._group("questions", self._paragraph("t.questions"), Items(tuple(asked)))
        if result.doubts:
            yield self._group(
                "doubts", self._paragraph("t.doubts"), Items(tuple(self._doubts()), "doubts")
            )
        unread = self._say("unstated-read")
        yield from self._listed(
            "register",
            ("sentence", "read-in", "coded"),
            (50, 25, 25),
            [
                (
                    (f"{each.sentence}. " if each.sentence else "", each.text),
                    (each.read_in_words or each.provision or unread,),
                    (", ".join(each.rules) or each.reason or "",),
                )
                for each in result.register
            ],
        )
        yield from self._listed(
            "not-coded",
            ("provision", "reason"),
            (25, 75),
            [
                ((each.provision,), (_in(each.reason, each.reason_language),))
                for each in result.not_coded
            ],
        )
        yield from self._listed(
            "second-hand",
            ("provision", "read-in"),
            (35, 65),
            [
                ((Piece(each.provision, "unread"),), (each.read_in_words or unread,))
                for each in result.second_hand
            ],
        )

    def _receipt(self) -> Iterator[Block]:
        result = self.result
        receipt = result.receipt
        yield self._paragraph("t.receipt")
        rows = (
            ("version", Piece(f"ressort {receipt.ressort}")),
            ("organisation", Piece(result.proposal.organisation)),
            ("rule-base", Piece(receipt.rule_base, "digest")),
            ("rules-run", Piece(", ".join(receipt.rules_run) or self._say("none"), "path")),
        )
        yield Facts(tuple(Fact(self._say(f"l.{key}"), (told,)) for key, told in rows), "receipt")
        files = [
            (TableCell((Piece(each.path, "path"),)), TableCell((Piece(each.sha256, "digest"),)))
            for each in result.inputs
        ]
        heads = (self._say("l.file"), self._say("l.sha256"))
        yield Table(self._say("l.inputs"), heads, tuple(files), (28, 72), "inputs")

    # ------------------------------------------------------------ what they hold

    def _instruments(self, key: str, found: Sequence[InstrumentEntry]) -> Subsection:
        rows, flat = [], [self._heads("instrument", "basis", "state", "remark")]
        for each in found:
            reason: Parts = (
                (" ", _in(each.reason, each.reason_language or "")) if each.reason else ()
            )
            more: Parts = (" ".join(each.details), *reason)
            cells = (
                TableCell((capital(each.name),), more if each.details or each.reason else ()),
                TableCell(self._provisions(each.provisions)),
                TableCell((capital(self._say(f"state.{each.status}")),)),
            )
            rows.append(cells)
            flat.append((*(cell.parts for cell in cells), more))
        title = self._say(f"h.{key}")
        heads = tuple(self._say(f"l.{each}") for each in ("instrument", "basis", "state"))
        table = Table(title, heads, tuple(rows), (52, 32, 16), "instruments", tuple(flat))
        return Subsection(key, title, (table,))

    def _provisions(self, found: Sequence[ProvisionEntry]) -> Parts:
        parts: list[str | Piece] = []
        for each in found:
            parts += [Piece("; ", "break")] if parts else []
            parts.append(each.provision)
            if each.second_hand:
                parts.append(Piece(f" ({self._say('t.second-hand')})", "second-hand"))
        return tuple(parts) or (self._say("unstated"),)

    def _changes(self) -> Iterator[ListItem]:
        blank = self._say("t.wording-not-on-file")
        for change in self.result.bylaw_changes:
            facts = (
                Fact(self._say("l.old"), (change.old or change.text or blank,)),
                Fact(self._say("l.new"), (change.new or blank,)),
            )
            yield ListItem((change.words,), facts=facts if change.on_file == "text" else ())

    def _schedule(self) -> Table:
        rows, flat = [], [self._heads("step", "earliest", "latest", "day", "remark")]
        for step in self.result.schedule:
            tight = self._say("step.tight") if step.tight else ""
            met = "" if step.met is None else self._say("step.met" if step.met else "step.unmet")
            cells = (
                TableCell((step.words,), (f"{capital(tight)}.",) if tight else ()),
                TableCell((self._day(step.earliest),)),
                TableCell((self._day(step.latest),)),
                TableCell((self._day(step.day),), (met,) if met else ()),
            )
            rows.append(cells)
            flat.append((*(cell.parts for cell in cells), (met, f" {tight}" if tight else "")))
        title = self._say("h.schedule")
        heads = tuple(self._say(f"l.{each}") for each in ("step", "earliest", "latest", "day"))
        return Table(title, heads, tuple(rows), (37, 21, 21, 21), "schedule", tuple(flat))

    def _waivers(self) -> Table:
        keys = ("waiver", "decided", "journal", "waiver-until", "state")
        rows, flat = [], [self._heads(*keys, "reason")]
        for each in self.result.waivers:
            state = self._say(f"waiver.state.{each.state}")
            until = self._day(each.until) if each.until else self._say("t.no-end")
            middle: tuple[Parts, ...] = (
                (f"{each.by_name}, ", self._day(each.day)),
                (each.journal,),
                (until,),
            )
            name = (each.subject_name, Piece(each.rule, "path"))
            reason = (_in(each.reason, each.reason_language),)
            rows.append(
                (TableCell(name, reason), *map(TableCell, middle), TableCell((capital(state),)))
            )
            place = f"({each.path}:{each.line})"
            flat.append(((f"{each.rule}, {each.subject_name} {place}",), *middle, (state,), reason))
        heads = tuple(self._say(f"l.{key}") for key in keys)
        title = self._say("h.waivers")
        return Table(title, heads, tuple(rows), (32, 22, 14, 17, 15), "waivers", tuple(flat))

    def _finding(self, at: int, finding: FindingEntry) -> FindingBlock:
        marks = [self._say(f"kind.{finding.kind}")]
        if finding.kind != finding.severity:
            marks.append(self._say(f"severity.{finding.severity}"))
        if finding.requirement:
            marks.append(self._say(f"requirement.{finding.requirement}"))
        marks += [self._say("t.waived")] if finding.waived else []
        marks += [self._say("t.in-baseline")] if finding.in_baseline else []
        return FindingBlock(
            entry=finding,
            ref=self._ref(finding.status, at),
            marks=(capital(marks[0]), *marks[1:]),
            support=self._facts(finding.support),
            facts=self._facts(finding.witnesses),
        )

    def _facts(self, facts: Sequence[FactEntry]) -> FactList:
        told = [each for each in facts if not each.asked]
        items = tuple(ListItem((each.fact, *_place(each))) for each in told[:_SHOWN])
        left = len(told) - _SHOWN
        more = capital(self._say("t.more", count=left)) if left > 0 else ""
        return FactList(bool(facts), items, more, len(told) < len(facts))

    def _doubts(self) -> Iterator[ListItem]:
        for each in self.result.doubts:
            followed = self._say("d.followed", text=each.following.text)
            why = each.following.because
            others = tuple(
                ListItem((self._say("d.other", text=one.text), Piece(f" {one.words}", "rule")))
                for one in each.interpretations
            )
            said = f" {followed} {why}" if why else f" {followed}"
            yield ListItem((Piece(each.question, "question"), said), others)

    def _listed(
        self,
        key: str,
        heads: tuple[str, ...],
        widths: tuple[int, ...],
        rows: list[tuple[Parts, ...]],
    ) -> Iterator[Subsection]:
        if rows:
            title, why = self._say(f"h.{key}"), "-why" if key == "second-hand" else ""
            cells = tuple(tuple(map(TableCell, row)) for row in rows)
            table = Table(title, tuple(self._say(f"l.{each}") for each in heads), cells, widths)
            yield Subsection(key, title, (self._paragraph(f"t.{key}{why}"), table))

    # ------------------------------------------------------------ words

    def _group(
        self, key: str, *blocks: Facts | Paragraph | Items | Table | FindingBlock
    ) -> Subsection:
        return Subsection(key, self._say(f"h.{key}"), blocks)

    def _paragraph(self, key: str) -> Paragraph:
        return Paragraph((self._say(key),))

    def _heads(self, *keys: str) -> tuple[Parts, ...]:
        return tuple((self._say(f"l.{key}"),) for key in keys)

    def _day(self, day: date | None) -> Piece:
        return Piece(self.wording.day(day), "day", of=str(day)) if day else Piece("–", "empty")

    def _ref(self, status: str, at: int) -> str:
        return f"{self.number}-{status}-{at}"

    def _say(self, key: str, **args: str | int) -> str:
        return self.wording.words(key, **args)


def _in(text: str, language: str) -> Piece:
    return Piece(text, language=language)


def _place(fact: FactEntry) -> Parts:
    if not fact.path:
        return ()
    short = f"{fact.path.rpartition('/')[2]}:{fact.line}"
    return (Piece(short, "place", of=f"{fact.path}:{fact.line}"),)
