"""The memo as a Word file: what the HTML memo says, and the bylaw change as tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from checker import folders
from checker.desk import paper, redline
from checker.desk.tracked import Tracker
from checker.report.asked import Options
from checker.report.entries import (
    FactEntry,
    FindingEntry,
    InstrumentEntry,
    ProvisionEntry,
    Report,
    ResultEntry,
    WaiverEntry,
)
from checker.report.instruments import under_headings
from checker.report.wording import Language, Wording, glued

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Part = str | tuple[str, str]  # plain, or with its character style or "lang:da"

STRONG, SECOND, PLACE, SMALL, RULE = (
    "Strong",
    "ressort second hand",
    "ressort place",
    "ressort small",
    "ressort rule",
)
_STATUSES = ("new", "existing", "resolved")
_SHOWN = 6


def word(document: Report, language: Language, options: Options) -> bytes:
    """The memo of all results as a Word file, in a template of the user's own if there is one.

    Its placeholder ``{{p memo }}`` is where the memo comes; without one it comes last. Raises
    UsageError for a template or a bylaw that cannot be used.
    """
    results = [paper.clean(result).merged for result in document.results]
    bylaw = redline.Bylaw.read(options.bylaw) if options.bylaw else None
    template = options.template or folders.REPORTS / "memo.docx"
    made = paper.filled(template, _scope(results, language))
    writer = _Writer.of(made, results, language)
    writer.whole(bylaw)
    first = results[0].proposal
    paper.speak(made, language)
    paper.sign(made, writer.title, language, first.proposed)
    return paper.packed(made)


def _scope(results: Sequence[ResultEntry], language: Language) -> dict[str, Any]:
    """What a memo's template may speak of."""
    from markupsafe import Markup

    say = Wording(language)
    title = _title(results, say)
    towns = dict.fromkeys(each.proposal.municipality for each in results)
    return {
        "title": title,
        "short_title": title if len(title) <= 90 else f"{title[:89]}…",
        "kind": say.words("h.memo"),
        "municipality": ", ".join(towns),
        "page": say.words("l.page"),
        "of": say.words("l.of"),
        "results": results,
        "language": language,
        "say": say.words,
        "day": say.day,
        "memo": Markup(
            '<w:p><w:bookmarkStart w:id="0" w:name="ressort_memo"/><w:bookmarkEnd w:id="0"/></w:p>'
        ),
    }


def _title(results: Sequence[ResultEntry], say: Wording) -> str:
    if len(results) == 1:
        return str(results[0].proposal.title)
    return say.words("h.memos", count=len(results))


@define
class _Writer:
    """Writes a memo into a document, before a place in it.

    Attributes:
        place: the paragraph before which all is written.
        contents: where the table of contents comes.
        ids: those of the styles, by their names.
        numbered: whether the headings are.
        headings: level, number, text and bookmark of each.
    """

    document: Document
    results: Sequence[ResultEntry]
    say: Wording
    place: Paragraph
    title: str
    tracker: Tracker
    contents: Paragraph
    ids: dict[str, str]
    numbered: bool
    headings: list[tuple[int, str, str, str]] = field(factory=list)
    counts: list[int] = field(factory=list)

    @classmethod
    def of(cls, document: Document, results: Sequence[ResultEntry], language: Language) -> _Writer:
        """A writer for a template that has been filled in."""
        from docx.text.paragraph import Paragraph

        from checker.desk import styles

        styles.ensure(document)
        found = document.element.body.xpath(".//w:p[w:bookmarkStart[@w:name='ressort_memo']]")
        place = Paragraph(found[0], document._body) if found else document.add_paragraph()
        say = Wording(language)
        tracker = Tracker(document, results[0].proposal.proposed)
        ids = {each.name: each.style_id for each in document.styles if each.name}
        numbered = styles.are_numbered(document)
        title = _title(results, say)
        return cls(document, results, say, place, title, tracker, place, ids, numbered)

    # ------------------------------------------------------------ pieces

    def words(self, key: str, **args: Any) -> str:
        return self.say.words(key, **args)

    def paragraph(self, *parts: Part, style: str = "Normal") -> Paragraph:
        made = self.place.insert_paragraph_before()
        if style != "Normal":
            made._p.style = self.ids[style]
        self.write(made, *parts)
        return made

    def write(self, paragraph: Paragraph, *parts: Part) -> None:
        for part in parts:
            text, kind = (part, "") if isinstance(part, str) else part
            run = paragraph.add_run(glued(text))
            if kind.startswith("lang:"):
                self._spoken(run, kind.removeprefix("lang:"))
            elif kind:
                run._r.style = self.ids[kind]

    def _spoken(self, run: Any, language: str) -> None:
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        if language == self.say.language or language not in paper.LOCALES:
            return
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), paper.LOCALES[language])
        run._r.get_or_add_rPr().append(spoken)

    def heading(self, level: int, text: str, language: str = "") -> None:
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        self.counts = [*self.counts[:level], *[0] * (level - len(self.counts))]
        self.counts[level - 1] += 1
        number = ".".join(map(str, self.counts)) if self.numbered else ""
        made = self.paragraph((text, f"lang:{language}"), style=f"Heading {level}")
        name = f"_Toc{len(self.headings) + 1:08d}"
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(len(self.headings) + 1))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
                made.runs[0]._r.addprevious(mark)
            else:
                made._p.append(mark)
        self.headings.append((level, number, text, name))

    def items(self, texts: Sequence[Sequence[Part]]) -> None:
        for parts in texts:
            self.paragraph(*parts, style="List Bullet")

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Part]]], widths: Sequence[int]
    ) -> None:
        """A table; ``widths`` are the columns' shares, in percent. Lines of a cell end in a
        part that is a line break."""
        from docx.oxml.ns import qn

        from checker.desk.styles import TABLE, keep_row

        made = self.document.add_table(rows=0, cols=len(widths))
        made.style = self.document.styles[TABLE]
        made.autofit = False
        section = self.document.sections[-1]
        sides = (section.page_width, section.left_margin, section.right_margin)
        full = (sides[0] or 7560310) - (sides[1] or 914400) - (sides[2] or 914400)
        given = [[[head] for head in heads], *rows] if heads else list(rows)
        for number, row in enumerate(given):
            added = made.add_row()
            keep_row(added, head=bool(heads) and number == 0)
            for cell, parts, share in zip(added.cells, row, widths, strict=True):
                cell.width = full * share // 100
                self.write(cell.paragraphs[0], *parts)
                cell.paragraphs[0].paragraph_format.space_after = 0
        for column, share in zip(made.columns, widths, strict=True):
            column.width = full * share // 100
        look = made._tbl.tblPr.find(qn("w:tblLook"))
        if look is not None:
            look.attrib.clear()
            look.set(qn("w:val"), "0020" if heads else "0000")
            look.set(qn("w:firstRow"), "1" if heads else "0")
        self.place._p.addprevious(made._tbl)
        self.paragraph(style="ressort small gap")

    def day(self, iso: str | None) -> str:
        return self.say.day(iso) if iso else "–"

    def provisions(self, found: Sequence[ProvisionEntry]) -> list[Part]:
        parts: list[Part] = []
        for each in found:
            parts += ["; "] if parts else []
            parts.append(each.provision)
            if each.second_hand:
                parts.append((f" ({self.words('t.second-hand')})", SECOND))
        return parts or [self.words("unstated")]

    # ------------------------------------------------------------ the whole

    def whole(self, bylaw: redline.Bylaw | None) -> None:
        """All of the memo, then the table of contents, whose headings are known now."""
        single = len(self.results) == 1
        if single:
            self._facts(self.results[0])
        self.paragraph((self.words("h.contents"), STRONG))
        self.contents = self.paragraph()
        if not single:
            self._overview()
        for result in self.results:
            if not single:
                self.heading(1, result.proposal.title, result.proposal.language)
                self._facts(result)
            self._result(result, 1 if single else 2, bylaw)
        self.paragraph((f"{self.words('t.not-stated')} {self.words('t.disclaimer')}", SMALL))
        self._contents()
        self.place._p.getparent().remove(self.place._p)

    def _overview(self) -> None:
        rows: list[Sequence[Sequence[Part]]] = [
            [
                [each.proposal.title],
                [
                    _capital(self.words(f"verdict.{each.verdict}")),
                    (f"\n{self.words('t.counts', **each.counts)}", SMALL),
                ],
            ]
            for each in self.results
        ]
        self.table([self.words("l.proposal"), self.words("l.verdict")], rows, (65, 35))

    def _contents(self) -> None:
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        from checker.desk import styles

        deepest = 1 if len(self.results) == 1 else 2
        shown = [each for each in self.headings if each[0] <= deepest]
        for index, (level, number, text, name) in enumerate(shown):
            line = self.contents.insert_paragraph_before(style=f"toc {level}")
            if index == 0:
                styles.begin_field(line, rf'TOC \o "1-{deepest}" \h \z \u', dirty=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), name)
            link.set(qn("w:history"), "1")
            line._p.append(link)
            link.append(line.add_run(f"{number}  {text}" if number else text)._r)
            if index == len(shown) - 1:
                styles.end_field(line)
        self.contents._p.getparent().remove(self.contents._p)

    def _facts(self, result: ResultEntry) -> None:
        proposal = result.proposal
        rows = [(self.words("l.municipality"), proposal.municipality)]
        rows += [
            (self.words(f"l.{key.replace('_', '-')}"), self.day(getattr(proposal, key)))
            for key in ("proposed", "effective", "as_of", "law_date")
        ]
        rows.append((self.words("l.file"), proposal.path))
        self.table((), [[[(left, SMALL)], [right]] for left, right in rows], (25, 75))

    def _result(self, result: ResultEntry, level: int, bylaw: redline.Bylaw | None) -> None:
        self._verdict(result, level)
        self._required(result, level)
        self._findings(result, level)
        self._unchecked(result, level)
        self._receipt(result, level)
        if result.bylaw_changes:
            self._redline(result, level, bylaw)

    def _verdict(self, result: ResultEntry, level: int) -> None:
        from checker.desk import styles

        verdict = self.words(f"verdict.{result.verdict}")
        self.heading(level, self.words("h.verdict-is", verdict=verdict))
        self.paragraph(result.summary, style="ressort verdict")
        if result.proposal.assuming:
            self.heading(level + 1, self.words("h.assumptions"))
            spoken = f"lang:{result.proposal.assuming_language}"
            self.items([[(text, spoken)] for text in result.proposal.assuming])
        self.heading(level + 1, self.words("h.next"))
        steps = styles.new_list(self.document)
        for step in result.next_steps:
            said = step.intro if step.choices else step.words
            styles.list_item(self.paragraph(said, style="List Number"), steps, 0)
            for choice in step.choices:
                styles.list_item(self.paragraph(choice, style="List Number"), steps, 1)
        if result.abbreviations:
            self.heading(level + 1, self.words("h.names"))
            names: list[Sequence[Sequence[Part]]] = [
                [[(each.id, STRONG)], [each.name]] for each in result.abbreviations
            ]
            self.table((), names, (18, 82))

    def _required(self, result: ResultEntry, level: int) -> None:
        self.heading(level, self.words("h.required"))
        needed = [each for each in result.instruments if each.status != "not needed"]
        own = [each for each in needed if not each.for_existing]
        for key, rows in under_headings(own):
            self._instruments(level, key, rows)
        if result.bylaw_changes:
            self.heading(level + 1, self.words("h.bylaw"))
            for change in result.bylaw_changes:
                self.paragraph(change.words, style="List Bullet")
                if change.on_file == "text":
                    for key, on_file in (("old", change.old or change.text), ("new", change.new)):
                        text = on_file or self.words("t.wording-not-on-file")
                        self.paragraph((f"{self.words(f'l.{key}')}: ", SMALL), text)
        if result.schedule:
            self._schedule(result, level)
        last = (
            ("regardless", [each for each in needed if each.for_existing]),
            ("idle", [each for each in result.instruments if each.status == "not needed"]),
        )
        for key, rows in last:
            self._instruments(level, key, rows)
        if not (result.instruments or result.bylaw_changes or result.schedule):
            self.paragraph(self.words("t.none"))

    def _instruments(self, level: int, key: str, found: Sequence[InstrumentEntry]) -> None:
        if not found:
            return
        self.heading(level + 1, self.words(f"h.{key}"))
        rows: list[Sequence[Sequence[Part]]] = []
        for each in found:
            name: list[Part] = [_capital(each.name)]
            if each.details or each.reason:
                more = " ".join([*each.details, each.reason or ""]).strip()
                name.append((f"\n{more}", SMALL))
            state = _capital(self.words(f"state.{each.status}"))
            rows.append([name, self.provisions(each.provisions), [state]])
        heads = [self.words(f"l.{each}") for each in ("instrument", "basis", "state")]
        self.table(heads, rows, (52, 32, 16))

    def _schedule(self, result: ResultEntry, level: int) -> None:
        self.heading(level + 1, self.words("h.schedule"))
        rows: list[Sequence[Sequence[Part]]] = []
        for step in result.schedule:
            name: list[Part] = [step.words]
            if step.tight:
                name.append((f"\n{_capital(self.words('step.tight'))}.", SMALL))
            on: list[Part] = [self.day(step.date)]
            if step.met is not None:
                said = self.words("step.met" if step.met else "step.unmet")
                on.append((f"\n{said}", SMALL))
            rows.append([name, [self.day(step.earliest)], [self.day(step.latest)], on])
        heads = [self.words(f"l.{each}") for each in ("step", "earliest", "latest", "day")]
        self.table(heads, rows, (37, 21, 21, 21))

    def _findings(self, result: ResultEntry, level: int) -> None:
        self.heading(level, self.words("h.findings"))
        if not (result.findings or result.baseline or result.waivers):
            self.paragraph(self.words("t.none"))
        for status in _STATUSES:
            found = [each for each in result.findings if each.status == status]
            if found:
                self.heading(level + 1, self.words(f"h.{status}"))
            for finding in found:
                self._finding(finding, level + 2)
        if result.baseline:
            seen = result.baseline
            said = [_capital(self.words("t.baseline", count=seen.count))]
            if seen.gone:
                said.append(_capital(self.words("t.baseline-gone", ids=", ".join(seen.gone))))
            self.paragraph(". ".join([*said, ""]).strip())
        if result.waivers:
            self._waivers(result.waivers, level + 1)

    def _waivers(self, waivers: Sequence[WaiverEntry], level: int) -> None:
        self.heading(level, self.words("h.waivers"))
        self.paragraph(self.words("t.waivers"))
        rows: list[Sequence[Sequence[Part]]] = []
        for each in waivers:
            name: list[Part] = [each.subject_name, (f"  {each.rule}", PLACE)]
            name += ["\n", (each.reason, f"lang:{each.reason_language}")]
            until = self.day(each.until) if each.until else self.words("t.no-end")
            state = _capital(self.words(f"waiver.state.{each.state}"))
            decided = f"{each.by_name}, {self.day(each.day)}"
            rows.append([name, [decided], [each.journal or ""], [until], [state]])
        keys = ("waiver", "decided", "journal", "waiver-until", "state")
        self.table([self.words(f"l.{key}") for key in keys], rows, (32, 22, 14, 17, 15))

    def _finding(self, finding: FindingEntry, level: int) -> None:
        self.heading(level, finding.title, finding.title_language)
        marks = [self.words(f"kind.{finding.kind}")]
        if finding.kind != finding.severity:
            marks.append(self.words(f"severity.{finding.severity}"))
        if finding.requirement:
            marks.append(self.words(f"requirement.{finding.requirement}"))
        if finding.waived:
            marks.append(self.words("t.waived"))
        if finding.in_baseline:
            marks.append(self.words("t.in-baseline"))
        rule = f"{finding.rule} · {_place(finding)}:{finding.column}"
        mark = _capital(" · ".join(marks))
        self.paragraph(mark, (f"   {rule}", PLACE), style="ressort mark")
        self.paragraph(finding.message)
        for question in finding.questions:
            self.paragraph((f"{self.words('l.question')}: ", STRONG), question)
        if not finding.way_out_said:
            self.paragraph((f"{self.words('l.way')}: ", STRONG), finding.way_out)
        self._basis(finding)
        for remark in finding.remarks:
            self.paragraph((f"{self.words('l.remark')}: ", STRONG), remark)
        if finding.sentence:
            self.paragraph(
                (f"{self.words('l.rule')}: ", STRONG),
                (f"{_capital(' '.join(finding.sentence.split()))}.", RULE),
            )
            if finding.because:
                self.paragraph((finding.because, f"lang:{finding.because_language}"))
        self._facts_of(finding.support, "l.support")
        self._facts_of(finding.witnesses, "l.facts")

    def _basis(self, finding: FindingEntry) -> None:
        parts: list[Part] = [(f"{self.words('l.basis')}: ", STRONG)]
        for index, basis in enumerate(finding.basis):
            parts += ["; "] if index else []
            kind = self.words(f"source.{basis.kind}")
            parts.append(f"{basis.provision} ({kind})")
            if not basis.checked:
                parts.append((f", {self.words('t.second-hand')}", SECOND))
            elif finding.checked_on:
                checked = self.words("t.checked", day=finding.checked_on)
                parts.append((f", {checked}", SMALL))
            if basis.read_in_words:
                read = f"{self.words('l.read-in')} {basis.read_in_words}"
                parts.append((f". {read}", SMALL))
        self.paragraph(*parts if finding.basis else (*parts, self.words("t.no-basis")))

    def _facts_of(self, facts: Sequence[FactEntry], key: str) -> None:
        if not facts:
            return
        self.paragraph((f"{self.words(key)}:", STRONG)).paragraph_format.keep_with_next = True
        told = [each for each in facts if not each.asked]
        lines: list[list[Part]] = []
        for each in told[:_SHOWN]:
            place = f"  {_place(each)}" if each.path else ""
            lines.append([each.fact, (place, PLACE)])
        if len(told) > _SHOWN:
            lines.append([_capital(self.words("t.more", count=len(told) - _SHOWN))])
        if len(told) < len(facts):
            lines.append([self.words("t.holders-unstated")])
        self.items(lines)

    def _unchecked(self, result: ResultEntry, level: int) -> None:
        self.heading(level, self.words("h.unchecked"))
        start = len(self.headings)
        asked = [each for each in result.findings if each.kind == "undetermined"]
        if asked:
            self.heading(level + 1, self.words("h.questions"))
            self.paragraph(self.words("t.questions"))
            self.items([[each.title, (f"  {each.rule}", PLACE)] for each in asked])
        if result.doubts:
            self._doubts(result, level + 1)
        self._lists(result, level + 1)
        if len(self.headings) == start:
            self.paragraph(self.words("t.none"))

    def _doubts(self, result: ResultEntry, level: int) -> None:
        self.heading(level, self.words("h.doubts"))
        self.paragraph(self.words("t.doubts"))
        for each in result.doubts:
            followed = self.words("d.followed", text=each.following.text)
            why = each.following.because
            said = f"{followed} {why}" if why else followed
            self.paragraph((each.question, STRONG), f" {said}")
            for other in each.interpretations:
                said = self.words("d.other", text=other.text)
                self.paragraph(said, (f" {other.words}", RULE), style="List Bullet")

    def _lists(self, result: ResultEntry, level: int) -> None:
        rows: list[Sequence[Sequence[Part]]]
        if result.register:
            rows = [
                [
                    [f"{each.sentence}. " if each.sentence else "", each.text],
                    [each.read_in_words or each.provision or self.words("unstated-read")],
                    [", ".join(each.rules) or each.reason or ""],
                ]
                for each in result.register
            ]
            heads = [self.words(f"l.{each}") for each in ("sentence", "read-in", "coded")]
            self._listed(level, "register", heads, rows, (50, 25, 25))
        if result.not_coded:
            rows = [
                [[each.provision], [(each.reason, f"lang:{each.reason_language}")]]
                for each in result.not_coded
            ]
            heads = [self.words("l.provision"), self.words("l.reason")]
            self._listed(level, "not-coded", heads, rows, (25, 75))
        if result.second_hand:
            rows = [
                [
                    [(each.provision, SECOND)],
                    [each.read_in_words or self.words("unstated-read")],
                ]
                for each in result.second_hand
            ]
            heads = [self.words("l.provision"), self.words("l.read-in")]
            self._listed(level, "second-hand", heads, rows, (35, 65))

    def _listed(
        self,
        level: int,
        key: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Sequence[Part]]],
        widths: Sequence[int],
    ) -> None:
        self.heading(level, self.words(f"h.{key}"))
        self.paragraph(self.words("t.second-hand-why" if key == "second-hand" else f"t.{key}"))
        self.table(heads, rows, widths)

    def _receipt(self, result: ResultEntry, level: int) -> None:
        receipt = result.receipt
        self.heading(level, self.words("h.receipt"))
        self.paragraph(self.words("t.receipt"))
        run = ", ".join(receipt.rules_run) or self.words("none")
        rows = [
            (self.words("l.version"), f"ressort {receipt.ressort}"),
            (self.words("l.organisation"), result.proposal.organisation),
            (self.words("l.rule-base"), receipt.rule_base),
            (self.words("l.rules-run"), run),
        ]
        told = [[[(left, SMALL)], [(right, PLACE)]] for left, right in rows]
        self.table((), told, (25, 75))
        files = [[[(each.path, PLACE)], [(each.sha256, PLACE)]] for each in result.inputs]
        self.table([self.words("l.file"), self.words("l.sha256")], files, (28, 72))

    def _redline(self, result: ResultEntry, level: int, bylaw: redline.Bylaw | None) -> None:
        self.heading(level, self.words("h.redline"))
        made = redline.drafts(result, self.say.language, bylaw)
        drafts = [each for each in made if isinstance(each, redline.Draft)]
        intro = self.paragraph(self.words("w.redline" if drafts else "w.nothing"))
        pairs = []
        for draft in drafts:
            self.heading(level + 1, draft.provision)
            self.paragraph((" ".join(draft.told), SMALL))
            pairs.append((draft, [self._as_it_stands(text) for text in draft.old]))
        self.items([[each] for each in made if isinstance(each, str)])
        if pairs:
            redline.mark(self.tracker, pairs, result, self.say.language, intro)

    def _as_it_stands(self, text: str) -> Paragraph:
        """A paragraph of the bylaw, to the letter: no blank of it is made a hard one."""
        made = self.paragraph()
        made.add_run(text)
        return made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(told: FindingEntry | FactEntry) -> str:
    return f"{str(told.path).rpartition('/')[2]}:{told.line}"
