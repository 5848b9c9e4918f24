# SPDX-License-Identifier: EUPL-1.2
"""What a branch changes of what judges it, told as ``diff`` tells it: two libraries, two files of
settings and two baselines to findings of their own. Who is judged does not waive: of the waivers
that a proposal brings itself those count that a revision has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from json import dumps
from pathlib import Path
from typing import Any

from checker import limits
from checker.commands.difference import compare_results, differs, told_of_case
from checker.commands.settings import SettingsFile
from checker.commands.statements import in_law, settled, stated
from checker.errors import UnreadableError
from checker.files.baseline import Baseline
from checker.files.documents import Library, Reader
from checker.files.kinds import ENDING, FoundFile
from checker.language.names import area_words, declared_ids
from checker.language.words import SURFACES, vocabulary
from checker.records import evolve, frozen
from checker.report.entries import ChangedEntry
from checker.report.report import ResultEntry, as_json
from checker.report.wording import Wording
from checker.result import Severity
from checker.say import Language
from checker.source import bytes_of_file
from checker.speech.node import Document, Node
from checker.speech.organisation import municipality_of
from checker.speech.proposal import Waive, header_of

Json = dict[str, Any]
_MARKS = {"before": "– ", "after": "+ "}


class ChangeTeller:
    """Tells changes in one language."""

    def __init__(self, language: Language) -> None:
        self.language, self.say = language, Wording(language).words

    def first(self, changes: Iterable[ChangedEntry]) -> Iterator[ChangedEntry]:
        """As many changes as errors are told, and how many there are beside."""
        told = [*changes]
        yield from told[: limits.ERRORS]
        if rest := told[limits.ERRORS :]:
            said = self.say("tr.more", count=len(rest))
            yield evolve(rest[0], id=f"{rest[0].what}:more", message=said, details=())

    def rules(self, before: Library, after: Library) -> Iterator[ChangedEntry]:
        """The rules, and what else stands beside them."""
        bases = before.rules, after.rules
        words = [area_words(each) for each in bases]
        pairs = zip(bases, words, strict=True)
        statements = [settled(base, own, declared_ids(base)) for base, own in pairs]
        yield from self._statements("rule", statements, words)

    def organisations(
        self, before: Library, after: Library, wanted: Collection[str]
    ) -> Iterator[ChangedEntry]:
        """The organisations, those that come and go as a whole; one that is ``wanted`` and new is
        an error."""
        words = [area_words(each.rules) for each in (before, after)]
        towns: list[dict[str, Document]] = [
            {municipality_of(one).id.text: one for one in each.organisations}
            for each in (before, after)
        ]
        for id in sorted({*towns[0], *towns[1]}):
            versions = [each.get(id) for each in towns]
            if versions[0] is not versions[1]:
                if not all(versions):
                    key, (one,) = "removed" if versions[0] else "added", filter(None, versions)
                    place = municipality_of(one).span
                    told = self._at("organisation", key, id, (), place.path, place.line)
                    yield evolve(told, severity="error" if id in wanted else "warning")
                    continue
                found = [(each,) for each in versions if each]
                both = [
                    settled(one, own, declared_ids(one) | {*own})
                    for one, own in zip(found, words, strict=True)
                ]
                yield from self._statements("fact", both, words)

    def waivers(
        self, before: Library, after: Library, own: Sequence[Node]
    ) -> Iterator[ChangedEntry]:
        """The waivers in registers, and those that a proposal brings itself."""
        words = [area_words(each.rules) for each in (before, after)]
        statements = [
            [one for each in library.registers for one in each.statements[1:]]
            for library in (before, after)
        ]
        statements[1] += own
        yield from self._statements("waiver", statements, words)

    def _statements(
        self, what: str, statements: Sequence[Sequence[Node]], words: Sequence[dict[str, str]]
    ) -> Iterator[ChangedEntry]:
        for part in stated(statements, words, self.language).values():
            for key, each in ((key, one) for key, found in part.items() for one in found):
                kind = what if each["id"] and what == "rule" else {"rule": "law"}.get(what, what)
                lines = [
                    _MARKS["before" if key == "removed" else "after"] + one for one in each["lines"]
                ]
                if key == "changed":
                    lines = [mark + one for side, mark in _MARKS.items() for one in each[side]]
                name = each["id"] or each["lines"][0]
                yield self._at(kind, key, name, tuple(lines), each["path"], each["line"])

    def _at(
        self,
        what: str,
        key: str,
        name: str,
        details: tuple[str, ...],
        path: str,
        line: int = 1,
        severity: Severity = "warning",
    ) -> ChangedEntry:
        thing = self.say(f"tr.{what}", name=name)
        said = self.say(f"tr.{key}", thing=thing)
        return ChangedEntry(f"{what}:{name}:{key}", what, severity, said, details, path, line, 1)

    def settings(
        self,
        before: dict[str, Any],
        after: dict[str, Any],
        files: Sequence[SettingsFile | None],
    ) -> Iterator[ChangedEntry]:
        """The settings that hold otherwise, by their keys."""
        place = files[1] or files[0]
        for key in before:
            if before[key] != after[key]:
                path = place.path if place else key
                line = place.place(key).line if place and key in place.settings else 1
                values = (
                    f"{mark}{key} = {dumps(value, ensure_ascii=False, default=str)}"
                    for value, mark in zip((before[key], after[key]), _MARKS.values(), strict=True)
                )
                yield self._at("setting", "changed", key, tuple(values), path, line)

    def template(self, path: str) -> ChangedEntry:
        """A template or a bylaw in Word that is another."""
        return self._at("template", "changed", path, (), path)

    def baselines(
        self, before: Baseline | None, after: Baseline | None, path: str
    ) -> Iterator[ChangedEntry]:
        """The entries of the baseline."""
        old, new = ({*each.entries} if each else set() for each in (before, after))
        for key, mark, entries in (("added", "after", new - old), ("removed", "before", old - new)):
            if entries:
                lines = sorted(f"{_MARKS[mark]}{one.told}" for one in entries)
                yield self._at("baseline", key, str(len(entries)), tuple(lines), path)

    def effect(
        self, before: ResultEntry, after: ResultEntry, severity: Severity
    ) -> Iterator[ChangedEntry]:
        """What all of that changes for a proposal."""
        sides = [as_json(each) for each in (before, after)]
        case = compare_results(*sides)
        if not differs(case):
            return
        names: Json = {}
        for side in sides:
            names |= side["names"] | {each["id"]: each["name"] for each in side["instruments"]}
        title, path = before.proposal.title, before.proposal.path
        case |= {"title": title, "path": path, "names": names}
        case["errors"] = {"before": (), "after": ()}
        verdicts, lines = told_of_case(case, self.language)
        told = self._at("effect", "effect-of", verdicts, lines, path, severity=severity)
        yield evolve(told, id=f"effect:{path}")


@frozen(eq=False, repr=False)
class Admission:
    """Leaves out of a proposal the waivers that it brings and that are not known."""

    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, files: Iterable[Path]) -> Admission:
        """What admits the waivers that the proposals among some files bring."""
        return cls(frozenset(_mark(each, one) for each, one in _brought(files)))

    def __call__(self, proposal: Document) -> Document:
        """The proposal with what counts."""
        kept = [
            one
            for one in proposal.statements
            if not isinstance(one, Waive) or _mark(proposal, one) in self.known
        ]
        return evolve(proposal, statements=tuple(kept))

    def refused(self, files: Iterable[Path]) -> Iterator[Waive]:
        """The waivers in some files that do not count."""
        for proposal, waiver in _brought(files):
            if _mark(proposal, waiver) not in self.known:
                yield waiver


def _brought(files: Iterable[Path]) -> Iterator[tuple[Document, Waive]]:
    """The waivers that proposals bring, as far as these can be read."""
    found = [FoundFile(each, each.as_posix(), named=False) for each in files if _may_waive(each)]
    for document in Reader().opened(found):
        waivers = (one for one in document.statements if isinstance(one, Waive))
        yield from ((document, one) for one in waivers)


def _mark(proposal: Document, waiver: Waive) -> str:
    """What a waiver is known again by: what it says, in a proposal of that title."""
    header = header_of(proposal)
    return repr((header.concerns.text, header.title.da, in_law(waiver)))


def _may_waive(file: Path) -> bool:
    """Whether a proposal may bring a waiver: a line of it begins as one does."""
    if file.suffix.casefold() != ENDING:
        return False
    words = "|".join(re.escape(vocabulary(each).bare("WAIVE")) for each in SURFACES)
    try:
        text = bytes_of_file(file, file.as_posix()).decode("utf-8", "replace").replace("\r", "\n")
    except UnreadableError:
        return False
    return re.search(rf"^\ufeff?(?:{words})\b", text, re.IGNORECASE | re.MULTILINE) is not None
