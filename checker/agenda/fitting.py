"""Whether a dispensation held or carried answers one that is required, but for its dates."""

from __future__ import annotations

from checker.agenda.drafts import Draft, Permission
from checker.findings import predicates
from checker.lawbook.spoken import nested
from checker.municipality.situation import View
from checker.speech.node import Leader, Mayor


def fits(one: Permission, draft: Draft, view: View) -> bool:
    """Whether it answers: subject, norm, authority and holder. What it does not name fits."""
    if not fits_but_for_holder(one, draft, view):
        return False
    if one.holder is None or draft.holder is None:
        return True
    return leader_id(one.holder, draft, view) == draft.holder


def fits_but_for_holder(one: Permission, draft: Draft, view: View) -> bool:
    """Whether it answers but for the mayor who holds it."""
    if draft.subject is None or view.now(one.subject.name.text) != draft.subject.id:
        return False
    if one.authority and draft.authority and one.authority.text != draft.authority:
        return False
    return nested(one.norm, draft.norm) and nested(one.granted_under, draft.granted_under)


def leader_id(holder: Leader, draft: Draft, view: View) -> str | None:
    """The id of a mayor; the mayor of its committee follows the unit."""
    if not isinstance(holder, Mayor):
        return holder.text
    if holder.committee is None:
        return draft.holder
    committee = predicates.body(holder.committee, view)
    there = view.structure.committees.get(committee or "")
    return there.leader if there else None
