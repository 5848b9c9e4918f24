"""What the bylaw's own text becomes: drafted where its wording is on file, said where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from checker import limits
from checker.desk import tracked
from checker.desk.numbering import labels
from checker.desk.paper import clean, opened
from checker.desk.unseen import hidden_in
from checker.records import field, frozen
from checker.report.entries import ChangeEntry, FindingEntry, InstrumentEntry
from checker.report.instruments import cited
from checker.report.report import ResultEntry
from checker.report.wording import Language, Wording, capital
from checker.result import Ref
from checker.source import bytes_of_file

Line = tuple[Paragraph, str]

_PARAGRAPH = re.compile(r"§\s*(\d+)(?:\s*([a-z])\b)?")
_PART = re.compile(r"stk\.\s*(\d+)")
STARTS = re.compile(r"\s*§\s*(\d+)(?!\d|\s*,)(?:\s*([a-z])(?=\.|\s*$|\s+[A-ZÆØÅ]))?")
PART_STARTS = re.compile(r"\s*stk\.?\s*(\d+)", re.IGNORECASE)
OUTSIDE = re.compile(r"\s*(kapitel|afsnit|bilag)\b", re.IGNORECASE)
CONTENTS = re.compile(r"(toc|indholdsfortegnelse) \d", re.IGNORECASE)
_HEADING = re.compile(r"(heading|overskrift) \d", re.IGNORECASE)


@frozen
class Draft:
    """The new wording of one provision.

    Attributes:
        provision: as cited.
        old: its paragraphs as they stand.
        new: the same, changed, and then those that are inserted after them.
        told: where the text is from, and what else must be known of it.
        changes: the entries of the result that it draws on.
        paragraphs: those of the user's own file, where the text is from one.
    """

    provision: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    told: tuple[str, ...]
    changes: tuple[ChangeEntry, ...]
    paragraphs: tuple[Paragraph, ...] = ()


@frozen
class BylawFile:
    """The user's own Word file of the bylaw.

    Attributes:
        lines: its paragraphs outside contents, those in tables too, each as a reader sees it: with
            the number that Word counts itself.
    """

    name: str
    document: Document
    sha256: str
    lines: tuple[Line, ...] = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> BylawFile:
        """Raises UsageError for what is no Word file."""
        document = opened(path)
        digest = sha256(bytes_of_file(path, path.as_posix(), limits.WORD)).hexdigest()
        return cls(clean(path.name), document, digest, tuple(_lines(document)))

    def provision(self, cite: str) -> list[Paragraph]:
        """The paragraphs that make up a provision, or none where it is not found.

        A provision begins where a paragraph begins with its ``§``, a part of it with ``Stk. 2``;
        the first part has no number of its own.
        """
        wanted = _PARAGRAPH.search(cite)
        if wanted is None:
            return []
        found: list[Line] = []
        inside = False
        for line in self.lines:
            starts = STARTS.match(line[1])
            if starts:
                if found:
                    break
                inside = starts.groups() == wanted.groups()
            elif inside and OUTSIDE.match(line[1]):
                break
            if inside:
                found.append(line)
        part = _PART.search(cite)
        return _trimmed(_part_of(found, int(part[1])) if part else found)


def _lines(document: Document) -> Iterator[Line]:
    body = document.element.body
    found = body.xpath("./w:p | ./w:sdt/w:sdtContent/w:p | ./w:tbl//w:p")
    for element, label in zip(found, labels(document, found), strict=True):
        paragraph = Paragraph(element, document._body)
        if not CONTENTS.match(_style(paragraph)):
            yield paragraph, f"{label} {tracked.shown(paragraph)}".removeprefix(" ")


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style and paragraph.style.name) or ""


def _part_of(lines: Sequence[Line], wanted: int) -> list[Line]:
    number, found = 1, []
    for line in lines:
        starts = PART_STARTS.match(STARTS.sub("", line[1], count=1).lstrip(" .,"))
        number = int(starts[1]) if starts else number
        if number == wanted:
            found.append(line)
    return found


def _trimmed(lines: list[Line]) -> list[Paragraph]:
    """Without the blank lines and the headings before what comes next."""
    found = [paragraph for paragraph, _ in lines]
    while found[1:] and (
        not tracked.shown(found[-1]).strip()
        or _HEADING.match(_style(found[-1]))
        or found[-1].alignment == WD_ALIGN_PARAGRAPH.CENTER
    ):
        found.pop()
    return found


def drafts(
    result: ResultEntry, language: Language, bylaw: BylawFile | None = None
) -> list[Draft | str]:
    """For each provision that a proposal changes its new wording, or why there is none.

    Only words that the proposal writes are drafted, and only in a text that is on file.
    """
    wording = Wording(language, result.names)
    groups: dict[str, list[ChangeEntry]] = {}
    made: list[Draft | str] = []
    for change in result.bylaw_changes:
        if change.provision is None:
            committee = Ref("body", change.committee or "")
            made.append(wording.words("w.no-provision", committee=committee))
        else:
            groups.setdefault(change.provision, []).append(change)
    drafted = [one for each in groups.items() for one in _drafted(*each, wording, bylaw)]
    return [*drafted, *dict.fromkeys(made)]


def _drafted(
    cite: str, group: Sequence[ChangeEntry], wording: Wording, bylaw: BylawFile | None
) -> Iterator[Draft | str]:
    """The draft of a provision, and why there is none of it or of some words in it."""
    worded = [each for each in group if each.cut or each.put]
    text = next((each.text for each in group if each.text), None)
    paragraphs: tuple[Paragraph, ...] = ()
    if bylaw is None and text is None:
        yield wording.words("w.not-on-file", provision=cite)
        return
    if not worded:
        yield wording.words("w.no-wording", provision=cite)
        return
    if bylaw is not None:
        paragraphs = tuple(bylaw.provision(cite))
        if lacking := _lacking(cite, paragraphs, bylaw, wording):
            yield lacking
            return
        unplaced = [each for each in worded if not _is_placed(each, paragraphs)]
        for change in unplaced:
            key = "w.words-not-there" if change.cut else "w.ends-in-table"
            words = change.cut or change.put
            yield wording.words(key, words=words, provision=cite, file=bylaw.name)
        worded = [each for each in worded if each not in unplaced]
        if not worded:
            return
        told = wording.sentence("w.from-file", file=bylaw.name, sha256=bylaw.sha256)
        old = new = tuple(map(tracked.shown, paragraphs))
        for change in worded:
            if change.cut:
                new = tuple(_replaced(each, change.cut, change.put or "") for each in new)
    else:
        old = (text or "",)
        new = (next((each.new or "" for each in worded if each.cut), old[0]),)
        day = next((each.text_as_of for each in worded if each.text_as_of), None)
        told = wording.sentence("w.as-of", day=day) if day else wording.sentence("w.as-of-open")
    added = [change.put or "" for change in worded if not change.cut]
    last = [wording.words("w.placed-last", provision=cite)] if added else []
    yield Draft(cite, old, (*new, *added), (told, *last), tuple(worded), paragraphs)
    emptied = [each for each, text in zip(paragraphs, new, strict=False) if not text]
    if any(tracked.shown(each) and tracked.cell_of(each) is not None for each in emptied):
        yield wording.words("w.row-left", provision=cite)


def _lacking(
    cite: str, paragraphs: Sequence[Paragraph], bylaw: BylawFile, wording: Wording
) -> str | None:
    """Why nothing can be drafted in the user's own file, if it cannot."""
    if not paragraphs:
        return wording.words("w.no-such-provision", provision=cite, file=bylaw.name)
    if any(map(tracked.is_tracked, paragraphs)):
        return wording.words("w.in-tracked", provision=cite, file=bylaw.name)
    if any(map(hidden_in, paragraphs)):
        return wording.words("w.in-hidden", provision=cite, file=bylaw.name)
    return None


def _is_placed(change: ChangeEntry, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether it is plain where the words of a change stand, or come."""
    if not change.cut:
        return tracked.cell_of(paragraphs[-1]) is None
    words = _squeezed(change.cut)
    return sum(_squeezed(tracked.shown(each)).count(words) for each in paragraphs) == 1


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _replaced(text: str, cut: str, put: str) -> str:
    """The text with the words exchanged once, however its blanks are written; no two blanks are
    left where words went out."""
    parts = [r"\s+" if each.isspace() else re.escape(each) for each in re.split(r"(\s+)", cut)]
    found = re.search("".join(parts), text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    if not put and (not before or before[-1:].isspace()):
        after = after.lstrip()
    return before + put + after


def _concerned(
    finding: FindingEntry, made: Sequence[Draft], instruments: Sequence[InstrumentEntry]
) -> int | None:
    """The index of the draft that a finding is about, or None."""
    cited = [basis.provision for basis in finding.basis]
    for index, draft in enumerate(made):
        names = {each for change in draft.changes for each in (change.committee, *change.tasks)}
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


def mark(
    tracker: tracked.Tracker,
    pairs: Sequence[tuple[Draft, Sequence[Paragraph]]],
    result: ResultEntry,
    language: Language,
    intro: Paragraph | None = None,
) -> None:
    """Marks drafts in the paragraphs that hold their old text, with one comment a finding.

    A finding that is about none of the provisions has its comment at ``intro``, or at the first.
    """
    wording = Wording(language)
    made = [draft for draft, _ in pairs]
    for finding in result.findings:
        index = _concerned(finding, made, result.instruments)
        place = pairs[index or 0][1][0] if index is not None or intro is None else intro
        tracker.comment(place, _remark(finding, wording))
    for draft, paragraphs in pairs:
        for paragraph, new in zip(paragraphs, draft.new, strict=False):
            tracker.rewrite(paragraph, new)
        last = paragraphs[-1]
        for added in draft.new[len(draft.old) :]:
            last = tracker.append(last, added)
