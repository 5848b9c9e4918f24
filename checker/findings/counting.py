"""How many there are: committees, units, tasks and administrations of a structure."""

from __future__ import annotations

from checker.municipality.situation import View
from checker.result import Ref
from checker.speech import rule as written

COMMITTEE_KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("finance committee", "committee"),
    "standing committee": ("committee",),
    "special committee": ("special committee",),
}


def counts(sentence: written.Count, view: View) -> bool:
    """Whether a count is as a sentence wants it."""
    found = count(sentence.noun, view)
    wanted = sentence.number
    return {
        "exactly": found == wanted,
        "at least": found >= wanted,
        "at most": found <= wanted,
    }[sentence.comparison]


def count(noun: written.Noun, view: View) -> int:
    """How many there are of a noun; special committees count only by their own name."""
    structure = view.structure
    if noun == "unit":
        return len(structure.units)
    if noun == "task":
        return len(structure.tasks)
    if noun == "administration":
        own = [one for one in structure.committees.values() if one.kind != "special committee"]
        found = {one.administration.id.text for one in own if one.administration}
        without = [one.id for one in own if one.administration is None]
        extra = [
            one for one in without if view.ask("q.administration", committee=Ref("committee", one))
        ]
        return len(found) + len(extra)
    kinds = COMMITTEE_KINDS[noun]
    return sum(one.kind in kinds for one in structure.committees.values())
