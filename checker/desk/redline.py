"""What the bylaw's own text becomes: drafted where its wording is on file, said where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from docx.document import Document
from docx.text.paragraph import Paragraph

from checker import limits
from checker.desk import tracked
from checker.desk.paper import clean, opened, users_own
from checker.desk.provisions import WordLine, lines_of, provision
from checker.desk.unseen import hidden_in
from checker.records import field, frozen
from checker.report.entries import ChangeEntry, FindingEntry, InstrumentEntry
from checker.report.instruments import cited
from checker.report.report import Report, ResultEntry
from checker.report.wording import Language, Wording, capital
from checker.result import Ref
from checker.source import bytes_of_file


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

    @classmethod
    def read(cls, path: Path) -> BylawFile:
        """Raises UsageError for what is no Word file."""
        document = opened(path)
        digest = sha256(bytes_of_file(path, path.as_posix(), limits.WORD)).hexdigest()
        return cls(clean(path.name), document, digest, tuple(lines_of(document)))

    def provision(self, cite: str) -> list[WordLine]:
        """The lines that make up a provision, or none where it is not found."""
        return provision(self.lines, cite)


def drafts(
    result: ResultEntry, language: Language, bylaw: BylawFile | None = None
) -> list[Draft | Undone]:
    """For each provision that a proposal changes its new wording, or why there is none.

    Only words that the proposal writes are drafted, and only in a text that is on file.
    """
    wording = Wording(language, result.names)
    groups: dict[str, list[ChangeEntry]] = {}
    made: list[Draft | Undone] = []
    for change in result.bylaw_changes:
        if change.provision is None:
            committee = Ref("body", change.committee or "")
            made.append(Undone(wording.words("w.no-provision", committee=committee)))
        else:
            groups.setdefault(change.provision, []).append(change)
    drafted = [one for each in groups.items() for one in _drafted(*each, wording, bylaw)]
    return [*drafted, *dict.fromkeys(made)]


def lost(document: Report, language: Language, bylaw: Path) -> list[str]:
    """The edits of all results that found no place in the bylaw, each in a sentence. Raises
    UsageError for what is no Word file."""
    with users_own(bylaw):
        file = BylawFile.read(bylaw)
        made = [each for result in document.results for each in drafts(result, language, file)]
    return list(
        dict.fromkeys(each.words for each in made if isinstance(each, Undone) and each.lost)
    )


def _drafted(
    cite: str, group: Sequence[ChangeEntry], wording: Wording, bylaw: BylawFile | None
) -> Iterator[Draft | Undone]:
    """The draft of a provision, and why there is none of it or of some words in it."""
    worded = [each for each in group if each.cut or each.put]
    text = next((each.text for each in group if each.text), None)
    paragraphs: tuple[Paragraph, ...] = ()
    if bylaw is None and text is None:
        yield Undone(wording.words("w.not-on-file", provision=cite))
        return
    if not worded:
        yield Undone(wording.words("w.no-wording", provision=cite))
        return
    if bylaw is not None:
        lines = bylaw.provision(cite)
        paragraphs = tuple(dict.fromkeys(each.paragraph for each in lines))
        if lacking := _lacking(cite, paragraphs, bylaw, wording):
            yield Undone(lacking, lost=True)
            return
        unplaced = [each for each in worded if not _is_placed(each, lines)]
        for change in unplaced:
            key = "w.words-not-there" if change.cut else "w.ends-in-table"
            words = change.cut or change.put
            told = wording.words(key, words=words, provision=cite, file=bylaw.name)
            yield Undone(told, lost=True)
        worded = [each for each in worded if each not in unplaced]
        if not worded:
            return
        told = wording.sentence("w.from-file", file=bylaw.name, sha256=bylaw.sha256)
        old = new = tuple(map(tracked.shown, paragraphs))
        for change in worded:
            if change.cut:
                new = tuple(_replaced(each, change.cut, change.put or "") for each in new)
    else:
        lines = []
        old = (text or "",)
        new = (next((each.new or "" for each in worded if each.cut), old[0]),)
        day = next((each.text_as_of for each in worded if each.text_as_of), None)
        told = wording.sentence("w.as-of", day=day) if day else wording.sentence("w.as-of-open")
    added = [change.put or "" for change in worded if not change.cut]
    more = [wording.words("w.placed-last", provision=cite)] if added else []
    if any(each.beside for each in lines):
        more.append(wording.words("w.beside", provision=cite))
    yield Draft(cite, old, (*new, *added), (told, *more), tuple(worded), paragraphs)
    emptied = [each for each, text in zip(paragraphs, new, strict=False) if not text]
    if any(tracked.shown(each) and tracked.cell_of(each) is not None for each in emptied):
        yield Undone(wording.words("w.row-left", provision=cite))


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


def _is_placed(change: ChangeEntry, lines: Sequence[WordLine]) -> bool:
    """Whether it is plain where the words of a change stand, or come."""
    if not change.cut:
        return not lines[-1].listed
    words = _squeezed(change.cut)
    return sum(_squeezed(each.text).count(words) for each in lines) == 1


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
