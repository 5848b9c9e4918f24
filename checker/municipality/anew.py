# SPDX-License-Identifier: EUPL-1.2
"""What a committee's new name or new size changes in the words of the bylaw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.called import Anew, definite, rename, resize, says
from checker.municipality.town import Town
from checker.provision import GAP, ProvisionLine, Revision, lines_in
from checker.records import evolve
from checker.result import BylawChangeEntry
from checker.speech import organisation as filed
from checker.speech.changed import Changes
from checker.speech.node import Citation
from checker.speech.structure import Structure

OwnWords = Mapping[Citation, Sequence[tuple[str | None, str | None]]]


def told_anew(
    town: Town, after: Structure, changes: Changes, names: Mapping[str, str], own: OwnWords
) -> Iterator[BylawChangeEntry]:
    """A change for each provision on file that says the old name or size of a committee, else one
    for those in which the committee is described, or for one that is not on file.

    Args:
        names: of every id, before and after.
        own: the words that the proposal writes itself of each provision: those that go, and
            those that come.
    """
    before = town.structure.committees
    called = {*(names[id] for id in before), *(names[id] for id in after.committees)}
    for id in sorted(after.committees):
        old = changes.old(id)
        if old not in before or id in changes.made:
            continue
        name, apart = names[old], tuple(sorted(called - {names[old]}))
        said = definite(name), definite(names[id])
        if said[0] != said[1]:
            bare = BylawChangeEntry(None, id, "reword", (), *said, "none", *said)
            yield from _placed(evolve(bare, anew=Anew("name", name, apart)), town, old, own)
        if id in changes.resized and before[old].members != changes.resized[id]:
            was = before[old].members
            size = None if was is None else str(was), str(changes.resized[id])
            bare = BylawChangeEntry(None, id, "reword", (), *size, "none", *size)
            yield from _placed(evolve(bare, anew=Anew("size", name, apart)), town, old, own)


def _placed(
    bare: BylawChangeEntry, town: Town, old: str, own: OwnWords
) -> Iterator[BylawChangeEntry]:
    """A change at each provision on file whose words it is of; ``old``: the committee's id."""
    found = [each for one in town.provisions if (each := _at(bare, one, town, old, own))]
    yield from found
    written = "\n".join(word for pairs in own.values() for pair in pairs for word in pair if word)
    if found:
        return
    if bare.anew and says(written, bare.anew, bare.put or ""):
        yield evolve(bare, on_file="phrase")
        return
    described = town.structure.committees[old].filed.described
    for one in described or (None,):
        yield evolve(bare, provision=str(one.provision) if one else None)


def _at(
    bare: BylawChangeEntry, provision: filed.Provision, town: Town, old: str, own: OwnWords
) -> BylawChangeEntry | None:
    """A change of a provision on file, where its text or words known of it say what changes, and
    the proposal does not write all of that itself."""
    assert bare.anew
    mine = own.get(provision.provision, ())
    owners = {town.named(one).text for one in provision.committees}
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
    others = ((str(one.provision), one.text) for one in town.provisions if one.text)
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
    before, new, revision.doubts = [*revision.rows], change.put or "", []
    if anew.what == "name":
        rename(revision, {anew.name: new}, anew.apart)
    else:
        resize(revision, anew, int(change.cut) if change.cut else None, int(new))
    if revision.rows == before and not revision.doubts:
        return None
    return [each.new.text for each in revision.rows if each.new]
