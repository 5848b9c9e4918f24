# SPDX-License-Identifier: EUPL-1.2
"""What a proposal does to the bylaw: the provisions it touches, and the changes to report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from checker.lawbook.patterns import nested
from checker.mistakes import Mistakes
from checker.municipality.anew import told_anew
from checker.municipality.carried import Carried
from checker.municipality.town import Town
from checker.provision import taken_out
from checker.records import evolve, frozen
from checker.result import BylawChangeEntry
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.changed import Changes
from checker.speech.node import Body, Citation
from checker.speech.structure import Structure

Action = Literal["insert", "remove", "reword"]
_Wording = written.Insert | written.Remove | written.Reword


@frozen(eq=False, repr=False)
class Bylaw:
    """The provisions touched, each with the ids that touch it, and the entries to report."""

    touched: tuple[tuple[Citation, tuple[str, ...]], ...]
    entries: tuple[BylawChangeEntry, ...]

    def touches(self, provision: Citation) -> bool:
        """Whether the proposal changes the provision, a part of it, or what holds it."""
        return any(nested(provision, other) for other, _ in self.touched)

    def with_provisions(self, provisions: Iterable[Citation]) -> Bylaw:
        """The same where some provisions more are changed, whatever their words."""
        more = [one for one in dict.fromkeys(provisions) if not self.touches(one)]
        entries = [
            BylawChangeEntry(str(one), None, "reword", (), None, None, "none") for one in more
        ]
        return Bylaw((*self.touched, *((one, ()) for one in more)), (*self.entries, *entries))

    def sources_touched_by(self, name: str) -> list[str]:
        """The bylaws that a thing's move touches."""
        return [*self._sources_by_cause.get(name, ())]

    @cached_property
    def _sources_by_cause(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for cite, causes in self.touched:
            for cause in causes:
                found.setdefault(cause, {})[cite.source] = None
        return found

    @property
    def sources(self) -> list[str]:
        """The bylaws touched at all."""
        return list(dict.fromkeys(cite.source for cite, _ in self.touched))


def bylaw_of(
    town: Town,
    after: Structure,
    changes: Changes,
    carried: Carried,
    names: Mapping[str, str],
    mistakes: Mistakes,
) -> Bylaw:
    """The provisions that a proposal touches and the changes it makes to the bylaw.

    A reworded or removed phrase that does not stand where the proposal says goes to
    ``mistakes``.

    Args:
        names: of every id, before and after.
    """
    wordings: dict[Citation, list[_Wording]] = {}
    for node in carried.wordings:
        wordings.setdefault(node.provision, []).append(node)
    worded = {cite: [_words(node)[1:] for node in nodes] for cite, nodes in wordings.items()}
    own = (text for pairs in worded.values() for pair in pairs for text in pair if text)
    work = _Work(town, after, changes, "\n".join(own))
    moved = [*work.moved_tasks, *work.moved_units()]
    _check_once(carried, mistakes)
    called = [*told_anew(town, after, changes, names, worded)]
    entries = _merged(moved, town) + [
        _wording(node, town, wordings[node.provision], mistakes) for node in carried.wordings
    ]
    by_name = {str(one): one for one in town.by_citation}
    touched: dict[Citation, list[str]] = {}
    for citation, name, _ in work.touched():
        touched.setdefault(citation, []).append(name)
    for cite, _, action, task, words in moved:
        if cite and words and action == "insert":
            touched.setdefault(by_name[cite], []).append(task)
    for each in called:
        if each.provision in by_name:
            named = [each.committee] if each.committee else []
            touched.setdefault(by_name[each.provision], []).extend(named)
    for provision in wordings:
        touched.setdefault(provision, [])
    return Bylaw(
        tuple((cite, tuple(dict.fromkeys(names))) for cite, names in touched.items()),
        (*entries, *called),
    )


# The provision, whose it is, what is done there, the task, and its words where they are on file.
_Row = tuple[str | None, str | None, Action, str, str]


@frozen(eq=False, repr=False)
class _Work:
    """A change, and what is on file.

    Attributes:
        own: all words of bylaws that the proposal writes itself.
    """

    town: Town
    after: Structure
    changes: Changes
    own: str

    def touched(self) -> list[tuple[Citation, str, str]]:
        """Each provision touched, by what, and whether the thing leaves or enters it."""
        found: list[tuple[Citation, str, str]] = []
        for name, (left, entered) in self.changes.holders.items():
            for cite in self._described(name):
                if left:
                    found.append((cite, name, "remove"))
                elif {*self._owners_of(cite)} & {*map(self.changes.old, entered)}:
                    found.append((cite, name, "insert"))
        for name in (*self.changes.owners, *self.changes.led):
            for cite in self.after.units[name].described if name in self.after.units else ():
                found.append((cite, name, "remove"))
        return found

    def _described(self, task: str) -> tuple[Citation, ...]:
        """Where a task is described: by its own statement, else by that of its moving unit."""
        one = self.after.tasks[task]
        if one.described:
            return one.described
        performer = one.performer
        if performer in self.changes.owners and performer in self.after.units:
            return self.after.units[performer].described
        return ()

    def _owners_of(self, cite: Citation) -> tuple[str, ...]:
        """The committees whose provision it is, by their ids before the proposal."""
        provision = self.town.by_citation.get(cite)
        return _ids(provision.committees, self.town) if provision else ()

    @cached_property
    def moved_tasks(self) -> list[_Row]:
        """The provisions that say who holds what moves."""
        rows: list[_Row] = []
        for name, (left, entered) in self.changes.holders.items():
            one = self.after.tasks[name]
            cites, words = one.described, dict(one.worded)
            if not (left and entered and self._go_whole(words, left, entered)):
                words = {}
            moved: dict[str, None] = {}
            for committee in left:
                own = [c for c in cites if committee in (self._owners_of(c) or (committee,))]
                moved |= dict.fromkeys(words[c] for c in own if c in words)
                rows += [(str(c), committee, "remove", name, words.get(c, "")) for c in own]
                rows += [] if own else [(None, committee, "remove", name, "")]
            for committee in entered:
                own = [c for c in cites if self.changes.old(committee) in self._owners_of(c)]
                rows += [(str(c), committee, "insert", name, "") for c in own]
                if not own:
                    place = self._receiving(committee) if moved else None
                    to = str(place) if place else None
                    rows += [(to, committee, "insert", name, each) for each in moved or ("",)]
        return rows

    def _go_whole(
        self, words: Mapping[Citation, str], left: Iterable[str], entered: Iterable[str]
    ) -> bool:
        """Whether words can go: all tasks that they describe go the same way, and the proposal
        writes nothing about them itself."""
        wanted = {(tuple(left), tuple(entered))}
        return all(self._ways_of[each] == wanted for each in words.items()) and not any(
            each in self.own for each in words.values()
        )

    @cached_property
    def _ways_of(self) -> dict[tuple[Citation, str], set[tuple[tuple[str, ...], ...]]]:
        """Where the tasks that some words describe go from and to."""
        ways: dict[tuple[Citation, str], set[tuple[tuple[str, ...], ...]]] = {}
        for name, one in self.after.tasks.items():
            left, entered = self.changes.holders.get(name, ((), ()))
            for wording in one.worded:
                ways.setdefault(wording, set()).add((tuple(left), tuple(entered)))
        return ways

    @cached_property
    def _described_in(self) -> dict[str, set[Citation]]:
        """The provisions that describe tasks, by the committees that hold these."""
        found: dict[str, set[Citation]] = {}
        for one in self.after.tasks.values():
            for committee in one.holders or ():
                found.setdefault(committee, set()).update(one.described)
        return found

    def _receiving(self, committee: str) -> Citation | None:
        """The provision that describes what a committee does, where only one can be meant."""
        old = self.changes.old(committee)
        owned = [one for one in self.town.by_citation if old in self._owners_of(one)]
        alone = [one for one in owned if len(self._owners_of(one)) == 1]
        owned = alone or owned
        told = self._described_in.get(committee, set())
        found = owned if len(owned) == 1 else [one for one in owned if one in told]
        return found[0] if len(found) == 1 else None

    def moved_units(self) -> list[_Row]:
        """The provision that says who leads a unit, beside those on what the committees hold."""
        rows = [*self._moved_words()]
        shown = {row[0] for row in (*self.moved_tasks, *rows)}
        for name in dict.fromkeys((*self.changes.owners, *self.changes.led)):
            unit = self.after.units.get(name)
            for cite in unit.described if unit else ():
                if str(cite) not in shown:
                    owners = self._owners_of(cite)
                    rows += [(str(cite), one, "reword", "", "") for one in owners or (None,)]
        return rows

    def _moved_words(self) -> Iterator[_Row]:
        """The words that describe a unit whose tasks are listed, from where it was to where it
        is."""
        for name, (old, new) in self.changes.owners.items():
            if name in self.after.tasks or name not in self.after.units or not (old and new):
                continue
            for cite, words in self.after.units[name].worded:
                if old in (self._owners_of(cite) or (old,)) and words not in self.own:
                    place = self._receiving(new)
                    yield str(cite), old, "remove", name, words
                    yield (str(place) if place else None), new, "insert", name, words


def _merged(rows: Iterable[_Row], town: Town) -> list[BylawChangeEntry]:
    grouped: dict[tuple[str | None, str | None, Action, str], list[str]] = {}
    for provision, committee, action, task, words in rows:
        tasks = grouped.setdefault((provision, committee, action, words), [])
        if task and task not in tasks:
            tasks.append(task)
    order = {"remove": 0, "insert": 1, "reword": 2}
    keys = sorted(grouped, key=lambda key: (order[key[2]], key[1] or "", key[0] or "", key[3]))
    known = {str(cite): one for cite, one in town.by_citation.items()}
    made = []
    for provision, committee, action, words in keys:
        moved = tuple(sorted(grouped[provision, committee, action, words]))
        bare = BylawChangeEntry(provision, committee, action, moved, None, None, "none")
        on_file = known.get(provision or "")
        gone = [key[3] for key in keys if key[:3] == (provision, committee, "remove") and key[3]]
        one = _worded(bare, words, gone, on_file) if words else bare
        others = tuple((cite, each.text) for cite, each in known.items() if each.text)
        made.append(evolve(one, beside=others) if words else one)
    return made


def _worded(
    bare: BylawChangeEntry, words: str, gone: Sequence[str], on_file: filed.Provision | None
) -> BylawChangeEntry:
    """A change with the words that move.

    Args:
        gone: all that go out of its provision.
    """
    text = on_file.text if on_file else None
    cut, put = (words, None) if bare.action == "remove" else (None, words)
    known = tuple(one for one in on_file.phrases if words in one) if on_file else ()
    goes = bare.action == "remove"
    return evolve(
        bare,
        old=(text or words) if goes else None,
        new=taken_out(text, gone) if goes and text else put,
        on_file="text" if text else "phrase" if goes else "none",
        cut=cut,
        put=put,
        text=text,
        text_as_of=on_file.text_as_of if on_file else None,
        phrases=(known or (words,)) if goes and not text else (),
    )


def _wording(
    node: _Wording,
    town: Town,
    alike: Sequence[_Wording],
    mistakes: Mistakes,
) -> BylawChangeEntry:
    """What a change of words does.

    Args:
        alike: all changes of the words of its provision.
    """
    on_file = town.by_citation.get(node.provision)
    text = on_file.text if on_file else None
    phrases = on_file.phrases if on_file else ()
    committees = _ids(node.committees or (on_file.committees if on_file else ()), town)
    action, cut, put = _words(node)
    old, new = cut, put
    if not isinstance(node, written.Insert):
        _check_stands(node, old or "", text, mistakes)
        phrases = tuple(phrase for phrase in phrases if (old or "") in phrase)
        if text and old:
            old, new = text, _reworded(text, alike)
    return BylawChangeEntry(
        provision=str(node.provision),
        committee=committees[0] if committees else None,
        action=action,
        tasks=(),
        old=old,
        new=new,
        on_file="text" if text else "phrase" if phrases else "none",
        cut=cut,
        put=put,
        text=text,
        text_as_of=on_file.text_as_of if on_file else None,
        committees=committees[1:] and committees,
        phrases=() if text or not cut else phrases,
    )


def _reworded(text: str, wordings: Iterable[_Wording]) -> str:
    """The text of a provision after all that the proposal removes and rewords in it."""
    for node in wordings:
        _, old, new = _words(node)
        if old:
            whole = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text)
            at = whole.start() if whole else text.find(old)
            text = text[:at] + (new or "") + text[at + len(old) :] if at >= 0 else text
            text = text if new else re.sub(" {2,}", " ", text).strip()
    return text


def _check_once(carried: Carried, mistakes: Mistakes) -> None:
    """Notes words that two changes of one provision both change."""
    seen: dict[Citation, list[str]] = {}
    for node in carried.wordings:
        _, old, _ = _words(node)
        if old is None:
            continue
        others = seen.setdefault(node.provision, [])
        if any(old in other or other in old for other in others):
            mistakes.add(node.span, "two-changes", id=old)
        others.append(old)


def _words(node: _Wording) -> tuple[Action, str | None, str | None]:
    """What is done, the words that go and the words that come."""
    match node:
        case written.Insert():
            return "insert", None, node.text
        case written.Remove():
            return "remove", node.text, None
        case written.Reword():
            return "reword", node.old, node.new


def _ids(bodies: Iterable[Body], town: Town) -> tuple[str, ...]:
    """The committees that bodies are."""
    return tuple(town.named(one).text for one in bodies)


def _check_stands(
    node: written.Remove | written.Reword, old: str, there: str | None, mistakes: Mistakes
) -> None:
    if there is not None and old not in there:
        mistakes.add(
            node.span,
            "words-not-there",
            words=old,
            provision=str(node.provision),
            there=there,
        )
