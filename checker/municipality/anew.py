# SPDX-License-Identifier: EUPL-1.2
"""What a committee's new name or new size changes in the words of the bylaw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.called import Anew, rename, resize, says
from checker.municipality.town import Town
from checker.provision import GAP, ProvisionLine, Revision, lines_in
from checker.records import evolve
from checker.result import BylawChangeEntry
from checker.speech import organisation as filed
from checker.speech.changed import Changes
from checker.speech.structure import Structure


def told_anew(
    town: Town, after: Structure, changes: Changes, names: Mapping[str, str], own: str
) -> Iterator[BylawChangeEntry]:
    """A change for each provision on file that says the old name or size of a committee, else one
    for those in which the committee is described, or for one that is not on file.

    Args:
        names: of every id, before and after.
        own: all words of bylaws that the proposal writes itself.
    """
    before = town.structure.committees
    called = {*(names[id] for id in before), *(names[id] for id in after.committees)}
    for id in sorted(after.committees):
        old = changes.old(id)
        if old not in before or id in changes.made:
            continue
        name, apart = names[old], tuple(sorted(called - {names[old]}))
        if names[id] != name:
            bare = BylawChangeEntry(
                None, id, "reword", (), name, names[id], "none", name, names[id]
            )
            yield from _placed(evolve(bare, anew=Anew("name", name, apart)), town, old, own)
        if id in changes.resized and before[old].members != changes.resized[id]:
            was = before[old].members
            size = None if was is None else str(was), str(changes.resized[id])
            bare = BylawChangeEntry(None, id, "reword", (), *size, "none", *size)
            yield from _placed(evolve(bare, anew=Anew("size", name, apart)), town, old, own)


def _placed(bare: BylawChangeEntry, town: Town, old: str, own: str) -> Iterator[BylawChangeEntry]:
    """A change at each provision on file whose words it is of; ``old``: the committee's id."""
    found = [each for one in town.provisions if (each := _at(bare, one, town, old))]
    yield from found
    if found or (bare.anew and says(own, bare.anew, bare.put or "")):
        return
    described = town.structure.committees[old].filed.described
    for one in described or (None,):
        yield evolve(bare, provision=str(one.provision) if one else None)


def _at(
    bare: BylawChangeEntry, provision: filed.Provision, town: Town, old: str
) -> BylawChangeEntry | None:
    """A change of a provision on file, where its text or words known of it say what changes."""
    assert bare.anew
    owners = {town.named(one).text for one in provision.committees}
    anew = evolve(bare.anew, own=owners == {old})
    text, phrases = provision.text, provision.phrases
    if text:
        if (said := _with(anew, bare, Revision.of(lines_in(text)))) is None:
            return None
        joined = ("\n" if "\n" in text else " ").join(said)
        worded = evolve(bare, old=text, new=joined, on_file="text", text=text,
                        text_as_of=provision.text_as_of)  # fmt: skip
    else:
        lines = [[ProvisionLine(f"{GAP} {each} {GAP}")] for each in phrases]
        known = [one for one, line in zip(phrases, lines, strict=True)
                 if _with(anew, bare, Revision.of(line)) is not None]  # fmt: skip
        if not known:
            return None
        worded = evolve(bare, on_file="phrase", phrases=tuple(known))
    others = ((str(one.provision), one.text) for one in town.provisions if one.text)
    return evolve(worded, provision=str(provision.provision), anew=anew, beside=tuple(others))


def _with(anew: Anew, change: BylawChangeEntry, revision: Revision) -> list[str] | None:
    """The lines of a text with a change; None where it says nothing of that."""
    new = change.put or ""
    if anew.what == "name":
        done = rename(revision, {anew.name: new}, anew.apart)
    else:
        done = resize(revision, anew, int(change.cut) if change.cut else None, int(new))
    if not done and not revision.doubts:
        return None
    return [each.new.text for each in revision.rows if each.new]
