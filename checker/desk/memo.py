# SPDX-License-Identifier: EUPL-1.2
"""The memo as a Word file: what the HTML memo says, and the bylaw change as tracked changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from checker import folders
from checker.desk import blanks, paper, pieces, redline
from checker.desk.pieces import ANNEX, PLACE, SMALL, STRONG, Part
from checker.desk.runon import RunOnPieces, part_of, text_of
from checker.desk.tracked import Tracker
from checker.page.blocks import (
    Block,
    Facts,
    FindingBlock,
    Items,
    Section,
    Subsection,
    Table,
    TableCell,
)
from checker.page.branch import branch_section, broken_section
from checker.page.brief import page_of
from checker.page.mirror import edit_blocks, title_of
from checker.provision import BETWEEN, GAP
from checker.records import define, evolve
from checker.report.report import Options, Report, ResultEntry, as_json
from checker.report.wording import Language, Wording, capital


def word(document: Report, language: Language, options: Options) -> bytes:
    """The memo of all results as a Word file, in a template of the user's own if there is one.

    Its placeholder ``{{p memo }}`` is where the memo comes; without one it comes last. Raises
    UsageError for a template or a bylaw that cannot be used.
    """
    results = [paper.clean(result).merged for result in document.results]
    bylaw = redline.BylawFile.read(options.bylaw) if options.bylaw else None
    template = options.template or folders.REPORTS / "memo.docx"
    first, say = results[0], Wording(language)
    alone = page_of(first, say, options).title
    title = alone if len(results) == 1 else say.words("h.memos", count=len(results))
    with paper.users_own(options.template or options.bylaw):
        made = paper.filled(template, _scope(results, title, say))
        first_told = broken_section(document.broken, say), branch_section(document.trust, say)
        if options.template is None:
            pieces.ensure(made)
            pieces.tighten(made, brief=options.brief)
        writer = _MemoWriter.of(made, say, options=options)
        writer.whole(results, bylaw, [*map(paper.clean, filter(None, first_told))])
        paper.speak(made, language)
        paper.sign(made, title, language, first.proposal.proposed)
        return paper.packed(made)


def amendment(
    result: ResultEntry, made: Sequence[redline.Draft | redline.Undone], say: Wording
) -> bytes:
    """The annex to what the council is sent: the amending text of a bylaw, both wordings side by
    side, the new one alone, and the changes tracked; what is asked as comments."""
    drafts = [_for_council(each, say) for each in made if isinstance(each, redline.Draft)]
    edits = tuple(evolve(each.edit, questions=()) for each in drafts)
    result = evolve(result, bylaw_edits=edits, findings=())
    title, proposal = say.words("h.amendment"), result.proposal
    scope = _scope([result], title, say) | {"kind": proposal.title}
    document = paper.filled(folders.REPORTS / "memo.docx", scope)
    writer = _MemoWriter.of(document, say, options=Options())
    writer.amendment(result, drafts)
    blanks.mark_blanks(document)
    paper.speak(document, say.language)
    paper.sign(document, title, say.language, proposal.proposed, proposal.municipality)
    return paper.packed(document)


def _for_council(draft: redline.Draft, say: Wording) -> redline.Draft:
    """A draft that names its provision as the amending text does, without the bylaw's id, and of
    what is told to whoever drafts it says only what its gaps are."""
    edit, said = draft.edit, say.sentence("w.phrase-only", gap=GAP)
    place = re.search(rf"{BETWEEN.pattern}|§.*", edit.provision or "")
    return evolve(
        draft,
        edit=evolve(
            edit,
            provision=capital(place[0]) if place else edit.provision,
            told=tuple(each for each in edit.told if each == said),
        ),
    )


def _scope(results: Sequence[ResultEntry], title: str, say: Wording) -> dict[str, Any]:
    """What a memo's template may speak of."""
    towns = dict.fromkeys(each.proposal.municipality for each in results)
    return {
        "title": title,
        "short_title": title if len(title) <= 90 else f"{title[:89]}…",
        "kind": say.words("h.memo"),
        "municipality": ", ".join(towns),
        "page": say.words("l.page"),
        "of": say.words("l.of"),
        "results": [as_json(each) for each in results],
        "language": say.language,
        "say": say.words,
        "day": say.day,
        "memo": Markup(pieces.MEMO),
    }


@define
class _MemoWriter(RunOnPieces):
    """Writes a memo into a document."""

    options: Options = Options()

    # ------------------------------------------------------------ the whole

    def whole(
        self,
        results: Sequence[ResultEntry],
        bylaw: redline.BylawFile | None,
        before: Sequence[Section],
    ) -> None:
        """All of the memo, then the table of contents, whose headings are known now."""
        single, brief, contents = len(results) == 1, self.options.brief, None
        for section in before:
            self.paragraph((section.title, STRONG))
            self._blocks(section.blocks, 1)
        if not single:
            contents = self._contents()
            self._overview(results)
        tracker = Tracker(self.document, results[0].proposal.proposed)
        for number, result in enumerate(results, 1):
            drafted = bool(result.bylaw_changes) and not brief
            made: list[redline.Draft | redline.Undone] = []
            if result.bylaw_changes and bylaw:
                wording = redline.wording_in(result, self.say.language)
                made, result = redline.drafts_and_rest(result, wording, bylaw)
            elif drafted:
                made = redline.drafts(result, self.say.language)
            edits = tuple(each.edit for each in made if isinstance(each, redline.Draft))
            result = evolve(result, bylaw_edits=edits)
            page = page_of(result, self.say, self.options, number, paper=True)
            if not single:
                heading = self.heading(1, page.title, result.proposal.language)
                heading.paragraph_format.page_break_before = brief or None
            self._facts(page.head)
            level = 1 if single else 2
            narrow = False
            for section in page.sections:
                if not narrow and section.key in _ANNEXES:
                    if drafted:
                        self._redline(result, level, made, tracker)
                    self.columns(1)
                    narrow = True
                mark = f"{section.key}-{page.number}" if section.key == "sources" else ""
                self.heading(level, section.title, mark=mark)
                self._blocks(section.blocks, level, narrow=narrow)
                if single and section.key == "verdict" and not brief:  # what is to be done first
                    contents = self._contents()
            if narrow:
                self.columns()
        known = [] if brief else [self.say.words("t.not-stated")]
        self.paragraph((" ".join([*known, self.say.words("t.disclaimer")]), SMALL))
        if contents:
            self.contents(contents, 1 if single else 2)
        self.place._p.getparent().remove(self.place._p)

    def amendment(self, result: ResultEntry, made: Sequence[redline.Draft]) -> None:
        """All that the annex on the bylaw has."""
        self._blocks([*edit_blocks(result, self.say)], 0)
        self.heading(1, self.say.words("h.clean"))
        for edit in result.bylaw_edits:
            self.heading(2, title_of(edit, self.say))
            for line in edit.lines:
                if line.new is not None:
                    self.paragraph((line.new, "lang:da"))
        proposal = result.proposal
        tracker = Tracker(self.document, proposal.proposed, proposal.municipality)
        self._redline(result, 1, made, tracker, told=False)
        self.place._p.getparent().remove(self.place._p)

    def _contents(self) -> Paragraph:
        """The heading of the table of contents, and the place of the table, on one page."""
        look = self.paragraph((self.say.words("h.contents"), STRONG)).paragraph_format
        look.keep_with_next, look.space_before = True, Pt(6)
        return self.paragraph()

    def _overview(self, results: Sequence[ResultEntry]) -> None:
        rows: list[list[list[Part]]] = []
        for each in results:
            counts = (f"\n{self.say.words('t.counts', **each.counts)}", SMALL)
            verdict = capital(self.say.words(f"verdict.{each.verdict}"))
            rows.append([[each.proposal.title], [verdict, counts]])
        self.table([self.say.words("l.proposal"), self.say.words("l.verdict")], rows, (65, 35))

    # ------------------------------------------------------------ the blocks

    def _blocks(self, blocks: Sequence[Block], level: int, *, narrow: bool = False) -> None:
        for block in blocks:
            if narrow and self.run_on(block):
                continue
            match block:
                case Subsection():
                    self.heading(level + 1, block.title)
                    self._blocks(block.blocks, level + 1, narrow=narrow)
                case Facts():
                    self._facts(block)
                case Items():
                    self._items(block)
                case Table():
                    if block.picture:
                        self.picture(block.picture)
                    rows = [[self._cell(cell, block.look) for cell in row] for row in block.rows]
                    self.table(block.heads, rows, block.widths)
                case FindingBlock():
                    self.finding(block, level + 1)
                case _:
                    look = "ressort verdict" if block.look == "verdict" else "Normal"
                    look = ANNEX if narrow else look
                    self.paragraph(*map(part_of, block.parts), style=look)

    def _facts(self, facts: Facts) -> None:
        label, value = _FACTS[facts.look]
        rows = [
            ([(row.label, label)], [(text_of(part), value) for part in row.parts])
            for row in facts.rows
        ]
        self.table((), rows, (18, 82) if facts.look == "names" else (25, 75))

    def _items(self, block: Items) -> None:
        steps = pieces.new_list(self.document) if block.look == "steps" else None
        style = "List Bullet" if steps is None else "List Number"
        for item in block.items:
            for level, each in ((0, item), *((1, one) for one in item.items)):
                own = "Normal" if block.look == "doubts" and each is item else style
                made = self.paragraph(*map(part_of, each.parts), style=own)
                if steps is not None:
                    pieces.list_item(made._p, steps, level)
                elif level and block.look != "doubts":
                    made.paragraph_format.left_indent = Mm(12.7)
                    made.paragraph_format.first_line_indent = Mm(-6.35)

    def _cell(self, cell: TableCell, look: str) -> Sequence[Part]:
        if look == "inputs":
            return [(text_of(each), PLACE) for each in cell.parts]
        parts: list[Part] = [part_of(each) for each in cell.parts]
        if parts and isinstance(parts[0], tuple):  # nothing stands before it to keep away from
            parts[0] = (parts[0][0].lstrip(), parts[0][1])
        if look == "waivers" and cell.under:
            return [*parts, "\n", *map(part_of, cell.under)]
        if look == "waivers":
            return ["".join(map(text_of, cell.parts))]
        under = "".join(map(text_of, cell.under)).strip()
        return [*parts, (f"\n{under}", SMALL)] if under else parts

    def _redline(
        self,
        result: ResultEntry,
        level: int,
        made: Sequence[redline.Draft | redline.Undone],
        tracker: Tracker,
        *,
        told: bool = True,
    ) -> None:
        """The drafts as tracked changes; ``told``: what is to be done with them."""
        self.heading(level, self.say.words("h.redline"))
        drafts = [each for each in made if isinstance(each, redline.Draft)]
        words = self.say.words("w.redline" if drafts else "w.nothing")
        intro = self.paragraph(words) if told or not drafts else self.place
        if drafts and result.findings:
            self.write(intro, f" {self.say.words('w.redline-comments')}")
        pairs = []
        for draft in drafts:
            self.heading(level + 1, title_of(draft.edit, self.say))
            if draft.edit.told:
                self.paragraph((" ".join(draft.edit.told), SMALL))
            places = []
            for text in draft.old:
                paragraph = self.paragraph()
                paragraph.add_run(text)  # to the letter: no blank of it is made a hard one
                places.append(redline.Place(paragraph, 0, len(text)))
            pairs.append((draft, places))
        self.items([[each.words] for each in made if isinstance(each, redline.Undone)])
        if pairs:
            redline.mark(tracker, pairs, result, self.say.language, intro)


_ANNEXES = ("annexes", "sources", "receipt")  # before which the tracked changes come
_FACTS = {"facts": (SMALL, ""), "names": (STRONG, ""), "receipt": (SMALL, PLACE)}
