# SPDX-License-Identifier: EUPL-1.2
"""What a bylaw in Word itself says of a change: the words for a task that moves, where no file has
them, the provision of the committee that receives it, and where a committee's old name or size
stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.called import Anew, rename, resize
from checker.desk.bylaw_read import key_of
from checker.desk.provisions import Number, WordLine, headings, provision
from checker.enumeration import HOLDS, members_of
from checker.provision import ITEM_STARTS, Revision, core_of
from checker.records import evolve, frozen
from checker.report.entries import ChangeEntry
from checker.report.report import ResultEntry


def with_words(result: ResultEntry, lines: Sequence[WordLine]) -> tuple[ChangeEntry, ...]:
    """The changes of a bylaw with what its own text has of those that move a task, or name a
    committee anew: each task whose name stands in one place alone is moved by that word."""
    sources = [(each.provision or "").partition(" ")[0] for each in result.bylaw_changes]
    sources += [one.source or "" for one in result.instruments if one.kind == "bylaw change"]
    sections: dict[Number, list[WordLine]] = {}
    for line in lines:
        if line.section:
            sections.setdefault(line.section, []).append(line)
    source = next(filter(None, sources), "")
    anew = {(each.anew.what, each.anew.name): each for each in result.bylaw_changes if each.anew}
    before = {each.committee or "": each.anew.name for each in anew.values() if each.anew}
    reading = _MoveReading(lines, sections, {**result.names, **before}, source)
    words: dict[str, tuple[str, str]] = {}
    for change in result.bylaw_changes:
        if change.action == "remove" and not change.cut:
            words |= reading.words_of(change)
    inserted = (each.tasks for each in result.bylaw_changes if each.action == "insert")
    entered = {one for tasks in inserted for one in tasks}
    moved = {task: each for task, each in words.items() if task in entered}
    rest = (each for each in result.bylaw_changes if not each.anew)
    return (
        *(one for each in rest for one in reading.told(each, moved)),
        *(one for each in anew.values() if each.anew for one in reading.anew(each, each.anew)),
    )


@frozen(eq=False, repr=False)
class _MoveReading:
    """The lines of a bylaw, and those of each section of it, read for some moves.

    Attributes:
        names: of tasks and committees, as the bylaw has them before the proposal.
    """

    lines: Sequence[WordLine]
    sections: Mapping[Number, Sequence[WordLine]]
    names: Mapping[str, str]
    source: str

    def told(
        self, change: ChangeEntry, words: Mapping[str, tuple[str, str]]
    ) -> Iterator[ChangeEntry]:
        """A change as it is, or as several: one for each task whose words were found."""
        if change.action == "insert" and change.put and change.provision is None:
            yield evolve(change, provision=self._receiving(change.committee))
            return
        if change.cut or change.put or change.action == "reword":
            yield change
            return
        rest = tuple(each for each in change.tasks if each not in words)
        if rest or not change.tasks:
            yield evolve(change, tasks=rest)
        for task in change.tasks:
            if task not in words:
                continue
            cite, said = words[task]
            if change.action == "remove":
                yield evolve(change, tasks=(task,), provision=cite, cut=said)
            else:
                place = change.provision or self._receiving(change.committee)
                yield evolve(change, tasks=(task,), provision=place, put=said)

    def anew(self, change: ChangeEntry, anew: Anew) -> Iterator[ChangeEntry]:
        """A change for each provision, and each text before one, in which a name or a size stands;
        one without where it stands nowhere for sure."""
        bare = evolve(change, provision=None, text=None, phrases=())
        places = {self._cited(each): lines for each, lines in self.sections.items()}
        described = {self._cited(each) for each in self._sections(change.committee)}
        sure = not anew.stands
        for cite, lines in {**places, **headings(self.lines, self.source)}.items():
            revision = Revision.of(each.typed for each in lines)
            here = evolve(anew, own=not anew.stands and cite in described)
            if anew.what == "name":
                done = rename(revision, [(here, change.put)])
            else:
                size = int(change.cut) if change.cut else None
                done = resize(revision, here, size, int(change.put or 0))
            sure = sure or done
            if done or revision.doubts:
                yield evolve(bare, provision=cite, anew=here)
        if not sure:
            yield bare

    def words_of(self, change: ChangeEntry) -> dict[str, tuple[str, str]]:
        """For each task of a change the provision and the words in it that are its name, where they
        stand in one place alone."""
        places: dict[str, Sequence[WordLine]]
        if change.provision:
            places = {change.provision: provision(self.lines, change.provision)}
        else:
            sections = self._sections(change.committee)
            places = {self._cited(each): self.sections[each] for each in sections}
        found: dict[str, list[tuple[str, str]]] = {}
        for cite, lines in places.items():
            for said in (each for line in lines for each in _said_in(line)):
                found.setdefault(said.casefold(), []).append((cite, said))
        names = {task: core_of(self.names.get(task, "")).casefold() for task in change.tasks}
        there = {task: found.get(name, []) for task, name in names.items()}
        return {task: each[0] for task, each in there.items() if len(each) == 1}

    def _receiving(self, committee: str | None) -> str | None:
        """The one provision on what a committee holds."""
        sections = [*self._sections(committee)]
        return self._cited(sections[0]) if len(sections) == 1 else None

    def _sections(self, committee: str | None) -> Iterator[Number]:
        """The provisions that begin with a committee and say what it holds."""
        stem = re.escape(key_of(self.names.get(committee or "", "")))
        begins = re.compile(rf"(?:et )?{stem}(?:et)?s?\b") if stem else None
        for section, lines in self.sections.items():
            texts = [each.text[each.label :].lstrip(" .,\t") for each in lines]
            about = begins and any(begins.match(text.casefold()) for text in texts)
            if about and any(map(HOLDS.search, texts)):
                yield section

    def _cited(self, section: Number) -> str:
        return f"{self.source} § {' '.join(filter(None, section))}".strip()


def _said_in(line: WordLine) -> Iterator[str]:
    """What an item says, or what the members of a sentence's enumeration do."""
    body = line.text[line.label :].lstrip(" .,\t")
    item = ITEM_STARTS.match(body)
    if item:
        yield core_of(body[item.end() :])
        return
    for verb in HOLDS.finditer(body):
        yield from members_of(body[verb.end() :])
