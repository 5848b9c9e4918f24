# SPDX-License-Identifier: EUPL-1.2
"""Draft letters and a draft council item, filled from a result; what is missing stays a blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from checker import folders
from checker.desk import blanks, paper, redline
from checker.desk.citing import Scope
from checker.desk.memo import amendment
from checker.desk.scopes import LetterScopes
from checker.desk.tracked import Tracker
from checker.records import frozen
from checker.report.entries import InstrumentEntry
from checker.report.report import Report, ResultEntry
from checker.report.wording import Language, Wording
from checker.source import File
from checker.speech.instruments import KINDS, LetterKind

_WANTED = ("missing", "declared", "expired")


@frozen
class Letter:
    """A file to be written: its name, its bytes, and what it is, in words."""

    name: str
    data: bytes
    about: str


def letters(
    document: Report, language: Language, templates: Path | None = None, bylaw: File | None = None
) -> tuple[list[Letter], list[redline.Undone]]:
    """What others and the council are to be sent, for every result in turn; and what could not be
    drafted in the bylaw.

    One application for each dispensation that is still to be had, and for each approval that is
    not the council's own; one notification for each that is to be given; one letter to each
    committee that is heard; one item for the council where it reads a bylaw change; and the bylaw
    of the user's own with its changes tracked.

    Args:
        templates: a folder with templates of the user's own; those it lacks are the shipped ones.
        bylaw: the bylaw as a Word file.

    Raises UsageError for a template or a bylaw that cannot be used.
    """
    results = [paper.clean(result).merged for result in document.results]
    made: list[Letter] = []
    undone: list[redline.Undone] = []
    for number, result in enumerate(results, 1):
        before = f"{number}-" if len(results) > 1 else ""
        say = redline.wording_in(result, language)
        with paper.users_own(bylaw):
            changed = bylaw if result.bylaw_changes else None
            own = redline.BylawFile.read(changed) if changed else None
            drafts, told = redline.drafts_and_rest(result, say, own)
        desk = _LetterDesk(told, say, templates, before, own, drafts)
        made += desk.letters()
        with paper.users_own(bylaw):
            changes, left = desk.bylaw(result)
        made += changes
        undone += left
    return made, undone


@frozen
class _LetterDesk:
    """One result, its changes of the bylaw as they are drafted, and the letters that it takes.

    Attributes:
        own: the bylaw of the user's own, where something of it changes.
    """

    result: ResultEntry
    say: Wording
    templates: Path | None
    before: str
    own: redline.BylawFile | None
    drafts: Sequence[redline.Draft | redline.Undone]

    def letters(self) -> Iterator[Letter]:
        """Every letter in turn, those of a kind numbered."""
        drafted = [each for each in self.drafts if isinstance(each, redline.Draft)]
        marked = any(each.lines for each in drafted)
        scopes = LetterScopes(self.result, self.say, amended=bool(drafted), marked=marked)
        scope_of: dict[LetterKind, Callable[[list[InstrumentEntry]], Scope]] = {
            "application": scopes.application,
            "notification": scopes.notification,
            "consultation": scopes.consultation,
            "council-item": scopes.council_item,
        }
        for kind, scope in scope_of.items():
            for number, group in enumerate(self._wanted(kind), 1):
                first, about = group[0], ""
                if kind == "application":
                    about = f"{first.norm or ''} {first.subject.id if first.subject else ''}"
                elif kind == "consultation":
                    about = first.authority or ""
                told = self.say.words(f"letter.{kind}")
                name = _file_name(f"{self.before}{told}-{number}", about)
                data = self._written(kind, scope(group))
                yield Letter(name, data, self.say.join([each.name for each in group]))

    def _wanted(self, kind: LetterKind) -> list[list[InstrumentEntry]]:
        """What each letter of a kind is for: one thing, or all that one body is heard on."""
        groups: dict[str, list[InstrumentEntry]] = {}
        for each in self.result.instruments:
            if self._takes(kind, each):
                one = each.authority if kind == "consultation" else None
                groups.setdefault(one or each.id, []).append(each)
        return list(groups.values())

    def _takes(self, kind: LetterKind, instrument: InstrumentEntry) -> bool:
        """Whether an instrument that is still to be had takes a letter of a kind."""
        if instrument.status not in _WANTED or instrument.for_existing:
            return False
        council = LetterScopes(self.result, self.say).acting_council()
        outside = instrument.authority not in (None, council)
        one = KINDS[instrument.kind]
        return one.letter == kind and (kind != "application" or one.is_for_others(outside))

    def _written(self, kind: str, scope: Scope) -> bytes:
        proposal = self.result.proposal
        own, path = self._template(kind)
        with paper.users_own(path if own else None):
            made = paper.filled(path, scope)
            blanks.mark_notes(Tracker(made, proposal.proposed, proposal.municipality))
            blanks.mark_blanks(made)
            paper.speak(made, self.say.language)
            paper.sign(
                made,
                proposal.title,
                self.say.language,
                proposal.proposed,
                proposal.municipality,
            )
            return paper.packed(made)

    def _template(self, kind: str) -> tuple[bool, Path]:
        """Whether a letter has a template of the user's own, and its template: in either folder
        that of the municipality, where there is one, before that of all."""
        form = f"{kind}.{paper.slug(self.result.proposal.municipality)}"
        for folder in filter(None, (self.templates, folders.REPORTS)):
            for name in (form, kind):
                path = folder / f"{name}.{self.say.language}.docx"
                if path.is_file():
                    return folder == self.templates, path
        raise FileNotFoundError(kind)

    def bylaw(self, result: ResultEntry) -> tuple[list[Letter], list[redline.Undone]]:
        """The annex on the bylaw and, where it is given, the user's own file with the changes
        tracked; none where nothing is drafted, and what is not."""
        drafted = [each for each in self.drafts if isinstance(each, redline.Draft)]
        pairs = [(each, each.lines) for each in drafted if each.lines]
        undone = [each for each in self.drafts if isinstance(each, redline.Undone)]
        undone = undone if self.own else []
        if not drafted:
            return [], [redline.Undone(self.say.words("w.nothing")), *undone] if self.own else []
        annex = amendment(result, self.drafts, self.say)
        letters = [self._named_as("amendment", annex, "h.edits")]
        if self.own and pairs:
            proposal = result.proposal
            tracker = Tracker(self.own.document, proposal.proposed, proposal.municipality)
            redline.mark(tracker, pairs, result, self.say.language)
            letters.append(self._named_as("bylaw", paper.packed(self.own.document), "h.redline"))
        return letters, undone

    def _named_as(self, kind: str, data: bytes, about: str) -> Letter:
        name = _file_name(f"{self.before}{self.say.words(f'letter.{kind}')}", "")
        return Letter(name, data, self.say.words(about))


def _file_name(start: str, about: str) -> str:
    plain = paper.slug(about)
    return f"{f'{start}-{plain}' if plain else start}"[:80].rstrip("-") + ".docx"
