# SPDX-License-Identifier: EUPL-1.2
"""What the bylaw's own text becomes: drafted where its wording is on file, said where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from docx.document import Document
from docx.text.paragraph import Paragraph

from checker import limits
from checker.desk import tracked
from checker.desk.aside import lines_aside, old_aside
from checker.desk.found import with_words
from checker.desk.paper import clean, opened, users_own
from checker.desk.provisions import WordLine, lines_of, place_of, provision
from checker.desk.unseen import hidden_in
from checker.provision import LineChange, ProvisionLine
from checker.records import evolve, field, frozen
from checker.report.edits import (
    by_provision,
    change_entry,
    drafted,
    drafts_on_file,
    order_of,
    verbs,
    without_text,
)
from checker.report.entries import ChangeEntry, FindingEntry, InstrumentEntry
from checker.report.instruments import cited
from checker.report.report import EditEntry, Report, ResultEntry
from checker.report.texts import with_texts
from checker.report.wording import Language, Wording, capital
from checker.source import File, bytes_of_file
from checker.speech.saying import Ref


@frozen
class Draft:
    """The new wording of one provision.

    Attributes:
        edit: what every writer shows of it.
        rows: its lines, in the order of the edit's.
        changes: the entries of the result that it draws on.
        lines: those of the user's own file, where the text is from one.
    """

    edit: EditEntry
    rows: tuple[LineChange, ...]
    changes: tuple[ChangeEntry, ...]
    lines: tuple[WordLine, ...] = ()

    @property
    def old(self) -> tuple[str, ...]:
        """Its lines as they stand."""
        return tuple(each.old for each in self.edit.lines if each.old is not None)

    @property
    def new(self) -> tuple[str, ...]:
        """Its lines as they become."""
        return tuple(each.new for each in self.edit.lines if each.new is not None)

    @property
    def provision(self) -> str:
        """As cited, or nothing."""
        return self.edit.provision or ""


@frozen
class Undone:
    """What is not drafted of a change, in a sentence.

    Attributes:
        lost: words are written for it, and found no place.
    """

    words: str
    lost: bool = False


@frozen
class BylawFile:
    """The user's own Word file of the bylaw."""

    name: str
    document: Document
    sha256: str
    lines: tuple[WordLine, ...] = field(repr=False)
    aside: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def read(cls, path: File) -> BylawFile:
        """Raises UsageError for what is no Word file."""
        document = opened(path)
        digest = sha256(bytes_of_file(path, path.as_posix(), limits.WORD)).hexdigest()
        lines, aside = tuple(lines_of(document)), lines_aside(document)
        return cls(clean(path.name), document, digest, lines, aside)

    @cached_property
    def placed(self) -> tuple[tuple[str, str], ...]:
        """Each line's place with its text."""
        return tuple((place_of(each), each.text) for each in self.lines)

    def provision(self, cite: str) -> list[WordLine]:
        """The lines that make up a provision, or none where it is not found."""
        return provision(self.lines, cite)


def drafts(
    result: ResultEntry, language: Language, bylaw: BylawFile | None = None
) -> list[Draft | Undone]:
    """For each provision that a proposal changes its new wording, in order, or why there is none.

    Only words that the proposal writes are drafted, and only in a text that is on file.
    """
    return _drafts(_changes(result, bylaw), Wording(language, result.names), bylaw)


def wording_in(result: ResultEntry, language: Language) -> Wording:
    """The wording that knows all names in a result, those of its sources too."""
    sources = {each.id: each.name for each in result.abbreviations}
    return Wording(language, {**sources, **result.names})


def drafts_and_rest(
    result: ResultEntry, say: Wording, bylaw: BylawFile | None
) -> tuple[list[Draft | Undone], ResultEntry]:
    """The same, and the result with what is drafted told in the words of the amending text, as a
    paper has it that has the wording too; ``say``: the wording of the paper."""
    changes = _changes(result, bylaw)
    made = _drafts(changes, Wording(say.language, result.names), bylaw)
    drafted = [each for each in made if isinstance(each, Draft) and each.provision]
    done = {id(one) for each in drafted for one in each.changes}
    rest = [each for each in changes if id(each) not in done]
    rest = [each if each in result.bylaw_changes else change_entry(each, say) for each in rest]
    amended = (one for each in drafted for one in _amended(each, say))
    steps = result.next_steps
    if not any(each.on_file == "none" for each in rest):
        said = say.words("brief.unworded")
        lacks = rf"; {said}| \({said}\)"
        steps = with_texts(steps, lambda text: re.sub(lacks, "", text))
    return made, evolve(result, bylaw_changes=(*amended, *rest), next_steps=steps)


def _changes(result: ResultEntry, bylaw: BylawFile | None) -> tuple[ChangeEntry, ...]:
    return with_words(result, bylaw.lines) if bylaw else result.bylaw_changes


def _amended(draft: Draft, say: Wording) -> Iterator[ChangeEntry]:
    """A draft point by point as a change that lacks nothing."""
    edit = draft.edit
    for words in edit.amending:
        yield ChangeEntry(
            *(edit.provision, next(iter(edit.committees), None), "reword", edit.tasks),
            *("", "", "text"),
            committees=edit.committees,
            words=capital(say.words("w.amending-point", words=words)),
        )


def _drafts(
    changes: Sequence[ChangeEntry], wording: Wording, bylaw: BylawFile | None
) -> list[Draft | Undone]:
    groups, made = by_provision(changes), list[Draft | Undone]()
    if bylaw is None:
        found = [each for each in drafts_on_file(changes, wording) if each.changes]
        made += [Draft(each.edit, each.rows, each.changes) for each in found]
        told = {id(one) for each in found for one in each.changes}
        left = {cite: [each for each in group if id(each) not in told]
                for cite, group in groups.items()}  # fmt: skip
    else:
        holding = verbs(changes, lambda cite: [each.typed for each in bylaw.provision(cite)])
        left = {}
        for cite, group in _by_widest(groups, bylaw).items():
            worded = [each for each in group if each.cut or each.put]
            if cite and worded:
                made += _in_file(cite, worded, bylaw, wording, holding)
            else:
                moved = [each for each in group if each.put and cite is None]
                for each in without_text(cite, moved, wording, holding):
                    made.append(Draft(each.edit, each.rows, each.changes))
                made += [_homeless(each, wording, bylaw) for each in moved]
                left[cite] = [each for each in group if each not in moved]
        aside = old_aside(changes, bylaw.aside)
        made += (
            Undone(wording.words("w.aside", words=each, file=bylaw.name), lost=True)
            for each in aside
        )
    for cite, group in left.items():
        missing = [each for each in group
                   if not each.anew or (each.on_file == "none" and each.anew.stands)]  # fmt: skip
        made += dict.fromkeys(_undrafted(cite, each, wording, bylaw) for each in missing)
    drafted = sorted(
        (each for each in made if isinstance(each, Draft)), key=lambda e: order_of(e.edit)
    )
    return [*drafted, *(each for each in made if isinstance(each, Undone))]


def _by_widest(
    groups: Mapping[str | None, list[ChangeEntry]], bylaw: BylawFile
) -> dict[str | None, list[ChangeEntry]]:
    """Changes by provision, those of a part of another that is changed too with these."""
    lines = {cite: {*bylaw.provision(cite)} if cite else set() for cite in groups}
    found: dict[str | None, list[ChangeEntry]] = {}
    for cite, group in groups.items():
        wider = [each for each in groups if lines[cite] and lines[each] >= lines[cite]]
        widest = max(wider, key=lambda each: len(lines[each]), default=cite)
        found.setdefault(widest, []).extend(group)
    return found


def _undrafted(
    cite: str | None, change: ChangeEntry, wording: Wording, bylaw: BylawFile | None
) -> Undone:
    """Why there is no draft of a change whose words no file has."""
    if cite is None:
        committee = Ref("body", change.committee or "")
        return Undone(wording.words("w.no-provision", committee=committee))
    text = bylaw or change.text
    return Undone(wording.words("w.no-wording" if text else "w.not-on-file", provision=cite))


def _homeless(moved: ChangeEntry, wording: Wording, bylaw: BylawFile) -> Undone:
    """That words which move found no provision of the committee that receives them, or a name or a
    size of one no place."""
    committee = Ref("body", moved.committee or "")
    anew = moved.anew
    said = {"words": anew.name, "number": moved.put} if anew else {"words": moved.put}
    key = f"w.{anew.what}-nowhere" if anew else "w.homeless"
    return Undone(wording.words(key, committee=committee, file=bylaw.name, **said), lost=True)


def lost(document: Report, language: Language, bylaw: File) -> list[str]:
    """The edits of all results that found no place in the bylaw, each in a sentence. Raises
    UsageError for what is no Word file."""
    with users_own(bylaw):
        file = BylawFile.read(bylaw)
        made = [each for result in document.results for each in drafts(result, language, file)]
    return list(
        dict.fromkeys(each.words for each in made if isinstance(each, Undone) and each.lost)
    )


def _in_file(
    cite: str,
    worded: Sequence[ChangeEntry],
    bylaw: BylawFile,
    wording: Wording,
    holding: Mapping[str, str],
) -> Iterator[Draft | Undone]:
    """The draft of a provision in the user's own file, and each edit that has no place there."""
    lines = bylaw.provision(cite)
    if lacking := _lacking(cite, lines, bylaw, wording):
        yield Undone(lacking, lost=True)
        return
    told = [wording.sentence("w.from-file", file=bylaw.name, sha256=bylaw.sha256)]
    by_name = [each.cut for each in worded if each.cut and each.tasks and each.on_file == "none"]
    if by_name:
        told.append(wording.sentence("w.found-by-name", words=tuple(by_name)))
    if any(each.beside for each in lines):
        told.append(wording.words("w.beside", provision=cite))
    in_table = [e for e in worded if not (e.cut or e.anew) and lines[-1].listed]
    fitting = [each for each in worded if each not in in_table]
    own = {*lines}
    others = [said for each, said in zip(bylaw.lines, bylaw.placed, strict=True) if each not in own]
    found = drafted(cite, fitting, [each.typed for each in lines], told, wording, holding, others)
    for key, changes in (("w.words-not-there", found.unplaced), ("w.ends-in-table", in_table)):
        for each in changes:
            words = each.cut or each.put
            said = wording.words(key, words=words, provision=cite, file=bylaw.name)
            yield Undone(said, lost=True)
    stood = (row for row in found.rows if row.old)
    gone = [each for each, row in zip(lines, stood, strict=True) if row.new is None]
    edit = found.edit
    if any(each.paragraph._p.xpath(tracked.NOTES) for each in gone):
        asked = (*edit.questions, wording.sentence("w.ask-note", provision=cite))
        edit = evolve(edit, questions=asked)
    if found.changes:
        yield Draft(edit, found.rows, found.changes, tuple(lines))
    if any(tracked.cell_of(each.paragraph) is not None for each in gone):
        yield Undone(wording.words("w.row-left", provision=cite))


def _lacking(
    cite: str, lines: Sequence[WordLine], bylaw: BylawFile, wording: Wording
) -> str | None:
    """Why nothing can be drafted in the user's own file, if it cannot."""
    paragraphs = [each.paragraph for each in lines]
    if not paragraphs:
        return wording.words("w.no-such-provision", provision=cite, file=bylaw.name)
    if any(map(tracked.is_tracked, paragraphs)):
        return wording.words("w.in-tracked", provision=cite, file=bylaw.name)
    if any(map(hidden_in, paragraphs)):
        return wording.words("w.in-hidden", provision=cite, file=bylaw.name)
    return None


def _concerned(
    finding: FindingEntry, made: Sequence[Draft], instruments: Sequence[InstrumentEntry]
) -> int | None:
    """The index of the draft that a finding is about, or None."""
    cited = [basis.provision for basis in finding.basis]
    for index, draft in enumerate(made):
        names = {*draft.edit.committees, *draft.edit.tasks}
        if finding.subject.id in names or any(_meets(draft.provision, each) for each in cited):
            return index
    changes = [each for each in instruments if each.kind == "bylaw change"]
    asked = any(finding.id in each.required_by for each in changes)
    return 0 if asked and made else None


def _meets(provision: str, cite: str) -> bool:
    return cite == provision or cite.startswith(f"{provision},") or provision.startswith(f"{cite},")


def _remark(finding: FindingEntry, wording: Wording) -> str:
    """What a comment says of a finding."""
    kind = wording.words(f"kind.{finding.kind}")
    said = [wording.words("w.finding", kind=capital(kind), message=finding.message)]
    said += finding.questions
    bases = [cited(each, wording) for each in finding.provisions]
    if bases:
        said.append(wording.words("w.finding-basis", list="; ".join(bases)))
    if finding.way_out and not finding.way_out_said:
        said.append(wording.words("w.finding-way", way=finding.way_out))
    return "\n".join(said)


@frozen
class Place:
    """Where a line of a draft stands: from one place of a paragraph to another."""

    paragraph: Paragraph
    start: int
    end: int


def mark(
    tracker: tracked.Tracker,
    pairs: Sequence[tuple[Draft, Sequence[Place | WordLine]]],
    result: ResultEntry,
    language: Language,
    intro: Paragraph | None = None,
) -> None:
    """Marks drafts in the places that hold their old lines, with one comment a finding and one a
    question; in the bylaw itself also one for what is told of a draft, but where its text is from.

    A finding that is about none of the provisions has its comment at ``intro``. Without one, as in
    the bylaw itself, only what the proposal gives rise to in a provision is told.
    """
    wording = Wording(language)
    made = [draft for draft, _ in pairs]
    for finding in result.findings:
        index = _concerned(finding, made, result.instruments)
        place = intro if index is None else pairs[index][1][0].paragraph
        if place is not None and (intro is not None or finding.status == "new"):
            tracker.comment(place, _remark(finding, wording))
    for draft, places in pairs:
        told = draft.edit.told[1:] if intro is None else ()  # a memo has it beside its wordings
        for remark in (*told, *draft.edit.questions):
            tracker.comment(places[-1].paragraph, remark)
        _write(tracker, draft.rows, places)


def _write(
    tracker: tracked.Tracker, rows: Sequence[LineChange], places: Sequence[Place | WordLine]
) -> None:
    """Marks what becomes of the lines that stand in some places."""
    texts = {each.paragraph: tracked.shown(each.paragraph) for each in places}
    waiting, last = iter(places), places[0]
    added: list[tuple[Paragraph, ProvisionLine]] = []
    within: list[tuple[Place | WordLine, str | None]] = []
    for row in rows:
        if row.old:
            last = next(waiting)
            if row.new is None or row.new.text != row.old.text:
                within.append((last, row.new.text if row.new else None))
        elif row.new and (last.start > 0 or last.end < len(texts[last.paragraph])):
            said = texts[last.paragraph][last.start : last.end]
            said = next((text or "" for place, text in within if place is last), said)
            within = [each for each in within if each[0] is not last]
            within.append((last, f"{said}\n{row.new.text}"))
        elif row.new:
            added.append((last.paragraph, row.new))
    for place, new in sorted(within, key=lambda each: -each[0].start):
        text = texts[place.paragraph]
        gone = new is None
        start = place.start - (gone and place.start > 0)
        end = place.end + (gone and place.start == 0 and place.end < len(text))
        texts[place.paragraph] = text[:start] + (new or "") + text[end:]
    for paragraph, text in texts.items():
        tracker.rewrite(paragraph, text)
    ends: dict[Paragraph, Paragraph] = {}
    for paragraph, line in added:
        before = ends.get(paragraph, paragraph)
        ends[paragraph] = tracker.append(before, line.text, counted=bool(line.counted))
