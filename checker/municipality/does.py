# SPDX-License-Identifier: EUPL-1.2
"""What a proposal does, change by change, as phrases that say of each thing what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from checker.records import fields
from checker.speech import proposal as written
from checker.speech.node import Body, Name, NoCommittee, Node
from checker.speech.saying import Argument, Phrase, Ref


def told_changes(
    changes: Iterable[written.Change], kinds: Mapping[str, str], named: Callable[[Body], Name]
) -> tuple[Phrase, ...]:
    """Each change as a phrase; moves of one kind from and to the same that follow each other are
    one. ``kinds``: of every id; ``named``: the id of a committee that is told by its office."""

    def ref(one: Body | NoCommittee | None) -> Ref:
        id = named(one).text if one and not isinstance(one, NoCommittee) else ""
        return Ref(kinds.get(id, "committee"), id)

    said = (each for one in changes for each in _told(one, ref))
    together = (
        (key, rest, [thing for *_, thing in group if thing])
        for (key, rest), group in groupby(said, lambda each: each[:2])
    )
    return tuple(
        Phrase.of(key, **dict(rest), things=things[0] if len(things) == 1 else tuple(things))
        for key, rest, things in together
    )


_Told = tuple[str, tuple[tuple[str, Argument], ...], Ref | None]


def _told(
    change: written.Change, ref: Callable[[Body | NoCommittee | None], Ref]
) -> Iterator[_Told]:
    """The key of a phrase, what it is told with, and what it does that to, which may be several."""

    def one(key: str, thing: Ref | None = None, **args: Argument) -> _Told:
        return f"does.{key}", tuple(args.items()), thing

    match change:
        case written.Move(thing, to, origin):
            what = ref(thing)
            key = "move-unit" if what.kind == "unit" else "move-tasks"
            yield one(key, what, origin=ref(origin), destination=ref(to))
        case written.Transfer(thing, unit, origin):
            yield one("transfer", ref(thing), origin=ref(origin), unit=ref(unit))
        case written.Lead(unit, construction):
            yield one("lead", unit=ref(unit), construction=Ref("construction", construction))
        case written.Split(committee, parts):
            yield one(
                "split", committee=ref(committee), parts=tuple(ref(each.id) for each in parts)
            )
            for part in parts:
                yield one("part", committee=ref(part.id), given=tuple(map(ref, part.things)))
        case written.Merge(committees, id):
            yield one("merge", committees=tuple(map(ref, committees)), into=ref(id))
        case written.CreateCommittee(made):
            members = str(made.members or "")
            yield one(
                "create", committee=ref(made.id), members=members, special=_special(made.kind)
            )
        case written.CreateUnit(made):
            yield one("create-unit", unit=ref(made.id), owner=ref(made.owner))
        case written.Abolish(thing, successor):
            yield one("abolish", ref(thing), successor=ref(successor))
        case written.Rename(thing, id):
            yield one("rename", old=ref(thing), new=ref(id))
        case written.Resize(committee, members):
            yield one("resize", committee=ref(committee), members=str(members))
        case written.Insert(text, provision):
            yield one("insert", text=text, provision=str(provision))
        case written.Remove(text, provision):
            yield one("remove", text=text, provision=str(provision))
        case written.Reword(provision, old, new):
            yield one("reword", provision=str(provision), old=old, new=new)


def _special(kind: str) -> str:
    return "special" if kind == "special committee" else ""


_UNTOLD = ("name", "span", "origin", "described", "read_in", "administration", "mayor")


def briefly(change: Node) -> str:
    """What a change does to what and whereto, by ids: ``move KEjd ØU``. What it is called, and
    where a thing comes from, makes no other change."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(change).__name__).lower()
    return " ".join([kind, *_ids(change)])


def _ids(value: object) -> Iterator[str]:
    match value:
        case Name():
            yield value.text
        case NoCommittee():
            yield "–"
        case Node():
            for each in fields(type(value)):
                if each.name not in _UNTOLD:
                    yield from _ids(getattr(value, each.name))
        case tuple():
            for one in value:
                yield from _ids(one)
        case str() | int():
            yield str(value)
