# SPDX-License-Identifier: EUPL-1.2
"""What a form of the page says, as statements of a proposal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

from checker.board.state import Request
from checker.errors import UsageError
from checker.language.parser import parse
from checker.records import evolve
from checker.result import RequiredInstrument
from checker.source import Source
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.instruments import KINDS
from checker.speech.node import Body, Citation, Construction, Name, NoCommittee, Node, Prose
from checker.weigh.plan import carried_as

Stage = Literal["planned", "applied", "granted", "refused", "held"]
CONSTRUCTIONS: tuple[Construction, ...] = get_args(Construction)
_ID = re.compile(r"[^\W_][\w-]*")
_HEADER = 'proposal "x"\n concerns x\n proposed 2000-01-01\n effective 2000-01-01\n\n'


def statement_of(request: Request) -> Node:
    """The change that a form asks for. Raises UsageError where something lacks or is no name."""
    make = MADE.get(request.one("kind"))
    if make is None:
        raise UsageError("page-nothing", field="kind")
    return make(request)


def _name(request: Request, field: str) -> Name:
    text = request.one(field).strip()
    if not text:
        raise UsageError("page-nothing", field=field)
    if not _ID.fullmatch(text):
        raise UsageError("page-no-id", value=text)
    return Name(text)


def _named(request: Request, field: str) -> tuple[Name, ...]:
    names = request.all(field)
    return tuple(_name(Request(fields={field: (each,)}), field) for each in names)


def _text(request: Request, field: str = "name") -> str:
    text = " ".join(request.one(field).split())
    if not text:
        raise UsageError("page-nothing", field=field)
    return text


def _number(request: Request, field: str) -> int | None:
    text = request.one(field).strip()
    if text and not re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII):
        raise UsageError("page-no-number", value=text)
    return int(text) if text else None


def day_of(request: Request, field: str) -> date | None:
    """A day that a form gives, or None. Raises UsageError for what is none."""
    text = request.one(field).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError("not-a-day", value=text) from error


def _committee(request: Request) -> Node:
    special = request.one("special")
    kind: filed.CommitteeKind = "special committee" if special else "committee"
    members = _number(request, "members")
    made = filed.Committee(kind, _name(request, "id"), _text(request), members=members)
    return written.CreateCommittee(made)


def _unit(request: Request) -> Node:
    return written.CreateUnit(
        filed.Unit(_name(request, "id"), _text(request), _name(request, "committee"))
    )


def _abolish(request: Request) -> Node:
    heir = _name(request, "committee") if request.one("committee") else None
    return written.Abolish(_name(request, "thing"), heir)


def _rename(request: Request) -> Node:
    return written.Rename(_name(request, "thing"), _name(request, "id"), _text(request))


def _merge(request: Request) -> Node:
    committees: tuple[Body, ...] = _named(request, "committees")
    if len(committees) < 2:
        raise UsageError("page-two-committees")
    return written.Merge(committees, _name(request, "id"), _text(request))


def _split(request: Request) -> Node:
    taken = _named(request, "things")
    if not taken:
        raise UsageError("page-nothing", field="things")
    first = written.Part(_name(request, "id"), _text(request), taken)
    rest = written.Part(_name(request, "other-id"), _text(request, "other-name"))
    return written.Split(_name(request, "committee"), (first, rest))


def _resize(request: Request) -> Node:
    members = _number(request, "members")
    if members is None:
        raise UsageError("page-nothing", field="members")
    return written.Resize(_name(request, "committee"), members)


def _lead(request: Request) -> Node:
    return written.Lead(_name(request, "unit"), _construction(request))


def _construction(request: Request) -> Construction:
    said = request.one("construction")
    for known in CONSTRUCTIONS:
        if said == known:
            return known
    raise UsageError("page-nothing", field="construction")


def _word(request: Request, field: str) -> str:
    """One of the words that a fact can be, or none."""
    said = request.one(field)
    return said if said in taken(field)[1] else ""


def _transfer(request: Request) -> Node:
    return written.Transfer(_name(request, "task"), _name(request, "unit"))


def _release(request: Request) -> Node:
    return written.Move(_name(request, "unit"), NoCommittee())


def _reword(request: Request) -> Node:
    """New words of the bylaw for old ones, or without them, or none in their place."""
    old, new = (" ".join(request.one(each).split()) for each in ("old", "new"))
    provision = _provision(request.one("provision"))
    committees: tuple[Body, ...] = _named(request, "committees")
    if old and new:
        return written.Reword(provision, old, new, committees)
    if not (old or new):
        raise UsageError("page-nothing", field="new")
    made = written.Insert if new else written.Remove
    return made(new or old, provision, committees)


def _provision(text: str) -> Citation:
    """A provision as it is cited. Raises MistakesError where it cannot be read."""
    said = " ".join(text.split()) or "?"
    read = parse(Source.of(f'{_HEADER}remove "x" from {said}\n', "form")).statements[1]
    assert isinstance(read, written.Remove)
    return evolve(read.provision)


MADE: Mapping[str, Callable[[Request], Node]] = {
    "committee": _committee,
    "unit": _unit,
    "abolish": _abolish,
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "resize": _resize,
    "lead": _lead,
    "transfer": _transfer,
    "release": _release,
    "reword": _reword,
}


# ---------------------------------------------------------------- answers and steps

# What a proposal can give of something on file, each by what it can be.
_HINTS = get_type_hints(filed.Given)
FACTS = {each: _HINTS[each] for each in filed.Given.__annotations__ if each != "thing"}
Taken = tuple[Literal["word", "bodies", "number", "name"], tuple[str, ...]]
_READ: Mapping[str, Callable[[Request, str], object]] = {
    "word": _word,
    "bodies": _named,
    "number": _number,
    "name": _name,
}


def answer_in(request: Request) -> Node:
    """The fact or the assumption that answers a question. Raises UsageError where it lacks."""
    if text := " ".join(request.one("assumed").split()):
        return written.Assuming(Prose.of(text))
    asked = request.one("asked")
    if asked not in FACTS:
        raise UsageError("page-nothing", field="assumed")
    told: dict[str, Any] = {asked: _READ[taken(asked)[0]](request, asked)}
    if not told[asked]:
        raise UsageError("page-nothing", field=asked)
    return evolve(filed.Given(_name(request, "thing")), **told)


def taken(fact: str) -> Taken:
    """How a fact of ``given`` is taken, by its type, and the words that it can be."""
    kinds = FACTS[fact]
    words = [
        one for kind in get_args(kinds) if get_origin(kind) is Literal for one in get_args(kind)
    ]
    if words:
        return "word", tuple(words)
    if get_origin(kinds) is tuple:
        return "bodies", ()
    return "number" if int in get_args(kinds) else "name", ()


def states_of(kind: str) -> tuple[Stage, ...]:
    """How far an instrument of a kind can be said to have come."""
    one = KINDS[kind]
    if kind == "bylaw change":
        return ("planned",)
    if one.applied_for:
        return ("planned", "applied", "granted", "refused")
    return ("planned", "held", "refused") if one.refusable else ("planned", "held")


def step_in(
    request: Request, one: RequiredInstrument, norms: Mapping[str, Citation]
) -> written.Carries:
    """What is carried of an instrument, with how far it has come. Raises UsageError where the day
    lacks that it takes."""
    day, until = day_of(request, "day"), day_of(request, "until")
    for state in states_of(one.kind):
        if state == request.one("state"):
            break
    else:
        raise UsageError("page-nothing", field="state")
    if state == "planned":
        return written.Carries(carried_as(one, norms), written.State(state))
    if day is None:
        raise UsageError("page-nothing", field="day")
    told = written.State(state, day, until if state == "granted" else None)
    return written.Carries(carried_as(one, norms), told)
