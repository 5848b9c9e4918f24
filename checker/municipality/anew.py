# SPDX-License-Identifier: EUPL-1.2
"""What changes in the words of the bylaw where a committee ends or is named or sized anew, or a
unit is named anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from checker.called import Anew, definite, rename, resize, says
from checker.municipality.town import Town
from checker.provision import GAP, ProvisionLine, Revision, lines_in
from checker.records import evolve, frozen
from checker.result import BylawChangeEntry
from checker.speech import organisation as filed
from checker.speech.changed import Changes
from checker.speech.node import Citation
from checker.speech.structure import Structure

OwnWords = Mapping[Citation, Sequence[tuple[str | None, str | None]]]


def told_anew(
    town: Town, after: Structure, changes: Changes, names: Mapping[str, str], own: OwnWords
) -> Iterator[BylawChangeEntry]:
    """A change for each provision on file that says the old name or size of a committee, the name
    of one that ends or the old name of a unit, else one for those in which the committee is
    described, or for one that is not on file.

    Args:
        names: of every id, before and after.
        own: the words that the proposal writes itself of each provision: those that go, and
            those that come.
    """
    before, telling = town.structure, _Naming(town, after, changes, names, own)
    for id in sorted(after.committees):
        if changes.old(id) in before.committees and id not in changes.made:
            yield from telling.of_committee(changes.old(id), id)
    for old in sorted(before.committees):
        if changes.renamed.get(old, old) not in after.committees:
            yield from telling.of_ended(old)
    for old in sorted(before.units.keys() & changes.renamed.keys()):
        yield from telling.of_unit(old)


@frozen(eq=False, repr=False)
class _Naming:
    """A municipality and what a proposal makes of it; see ``told_anew``."""

    town: Town
    after: Structure
    changes: Changes
    names: Mapping[str, str]
    own: OwnWords

    def of_committee(self, old: str, id: str) -> Iterator[BylawChangeEntry]:
        """What the new name and the new size of a committee that stays change."""
        said = definite(self.names[old]), definite(self.names[id])
        if said[0] != said[1]:
            offices = ((each, None) for each in _offices(self.town.structure, old) if each)
            anew = Anew("name", self.names[old], self._apart, offices=tuple(offices))
            yield from self._placed(_entry(id, said, anew), old)
        was = self.town.structure.committees[old].members
        if id in self.changes.resized and was != self.changes.resized[id]:
            size = None if was is None else str(was), str(self.changes.resized[id])
            anew = Anew("size", self.names[old], self._apart)
            yield from self._placed(_entry(id, size, anew), old)

    def of_ended(self, old: str) -> Iterator[BylawChangeEntry]:
        """What it changes where the bylaw names a committee that ends: there stands the one that
        gets all of its tasks, where there is one."""
        heirs = [one for one, ended in self.changes.heirs.items() if old in ended]
        heir = heirs[0] if len(heirs) == 1 else None
        said = definite(self.names[old]), definite(self.names[heir]) if heir else None
        made = heir if heir in self.changes.made else None  # the proposal names its offices
        structure = self.town.structure
        coming = _offices(self.after, made) if made else (None, None)
        offices = zip(_offices(structure, old), coming, strict=True)
        rivals: list[str | None] = []
        for one in (self.changes.heirs[heir], (self.changes.old(heir),)) if heir else ():
            for each in one:
                if each != old and each in structure.committees:
                    rivals += [self.names[each], *_offices(structure, each)]
        anew = Anew(
            "name",
            self.names[old],
            self._apart,
            stands=False,
            rivals=tuple(each for each in rivals if each),
            offices=tuple((each, one) for each, one in offices if each),
        )
        yield from self._placed(_entry(old, said, anew), old)

    def of_unit(self, old: str) -> Iterator[BylawChangeEntry]:
        """What the new name of a unit changes."""
        said = self.names[old], self.names[self.changes.renamed[old]]
        if said[0] != said[1]:
            anew = Anew("name", said[0], self._apart, stands=False)
            yield from self._placed(_entry(None, said, anew), old)

    @cached_property
    def _apart(self) -> tuple[str, ...]:
        """The names of all committees and units, before and after."""
        both = self.town.structure, self.after
        ids = chain.from_iterable((*each.committees, *each.units) for each in both)
        return tuple(sorted({self.names[each] for each in ids}))

    def _placed(self, bare: BylawChangeEntry, old: str) -> Iterator[BylawChangeEntry]:
        """A change at each provision on file whose words it is of; ``old``: the id of what is named
        or sized anew."""
        found = [each for one in self.town.provisions if (each := self._at(bare, one, old))]
        yield from found
        if found:
            return
        pairs = chain.from_iterable(self.own.values())
        written = "\n".join(word for pair in pairs for word in pair if word)
        if bare.anew and says(written, bare.anew, bare.put or ""):
            yield evolve(bare, on_file="phrase")
            return
        one = self.town.structure.committees.get(old)
        described = one.filed.described if one and bare.anew and bare.anew.stands else ()
        for where in described or (None,):
            yield evolve(bare, provision=str(where.provision) if where else None)

    def _at(
        self, bare: BylawChangeEntry, provision: filed.Provision, old: str
    ) -> BylawChangeEntry | None:
        """A change of a provision on file, where its text or words known of it say what changes,
        and the proposal does not write all of that itself."""
        assert bare.anew
        mine = self.own.get(provision.provision, ())
        owners = {self.town.named(one).text for one in provision.committees}
        anew = evolve(bare.anew, own=owners == {old})
        text, phrases = provision.text, provision.phrases
        if text:
            if (said := _with(anew, bare, Revision.of(lines_in(text)), mine)) is None:
                return None
            joined = ("\n" if "\n" in text else " ").join(said)
            worded = evolve(bare, old=text, new=joined, on_file="text", text=text,
                            text_as_of=provision.text_as_of)  # fmt: skip
        else:
            lines = [[ProvisionLine(f"{GAP} {each} {GAP}")] for each in phrases]
            known = [one for one, line in zip(phrases, lines, strict=True)
                     if _with(anew, bare, Revision.of(line), mine) is not None]  # fmt: skip
            if not known:
                return None
            worded = evolve(bare, on_file="phrase", phrases=tuple(known))
        others = ((str(one.provision), one.text) for one in self.town.provisions if one.text)
        return evolve(worded, provision=str(provision.provision), anew=anew, beside=tuple(others))


def _with(
    anew: Anew,
    change: BylawChangeEntry,
    revision: Revision,
    own: Sequence[tuple[str | None, str | None]],
) -> list[str] | None:
    """The lines of a text with a change, after what the proposal writes itself; None where that
    leaves nothing to be changed."""
    for cut, put in own:
        revision.exchange(cut or "", put or "")
    before, revision.doubts = [*revision.rows], []
    if anew.what == "name":
        rename(revision, [(anew, change.put)])
    else:
        resize(revision, anew, int(change.cut) if change.cut else None, int(change.put or 0))
    if revision.rows == before and not revision.doubts:
        return None
    return [each.new.text for each in revision.rows if each.new]


def _entry(
    committee: str | None, said: tuple[str | None, str | None], anew: Anew
) -> BylawChangeEntry:
    """A change of what a committee, or a unit, is called or has, whatever its place."""
    return BylawChangeEntry(None, committee, "reword", (), *said, "none", *said, anew=anew)


def _offices(structure: Structure, id: str) -> tuple[str | None, str | None]:
    """The names of a committee's administration and of its mayor."""
    filed_as = structure.committees[id].filed
    both = filed_as.administration, filed_as.mayor
    one, other = (each.name if each else None for each in both)
    return one, other
