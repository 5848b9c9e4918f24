# SPDX-License-Identifier: EUPL-1.2
"""The ways to meet what is required: which may still be had, which is taken, what it takes in turn.

The conclusion and the steps both tell what is found here, so that neither asks for more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from checker.result import Finding, RequiredInstrument, Result, Ways

_CARRIED = ("declared", "granted", "expired", "refused")
_BEST_FIRST = ("met", "pending", "open", "failed")


def open_ways(finding: Finding, result: Result) -> Ways:
    """The alternatives of a finding that may still be had."""
    return _still_open(finding.alternatives, result)


def what_follows(result: Result) -> list[Ways]:
    """What the proposal takes, duties too, with all that is needed for it or follows from it."""
    required = (one for one in result.findings if one.requirement not in (None, "failed"))
    return in_turn(
        [
            *(((root.id,),) for root in result.roots),
            *(one.alternatives for one in required if one.status == "new"),
        ],
        result,
        needs_and_entails,
    )


def can_be_in_time(way: tuple[str, ...], result: Result) -> bool:
    """Whether nothing that a way takes, or that this needs in turn, was missed already."""
    needs = (ways for id in way for ways in result.by_id[id].needs)
    return {*result.past}.isdisjoint(way) and all(
        any(can_be_in_time(each, result) for each in ways) for ways in needs
    )


def needs_and_entails(one: RequiredInstrument) -> tuple[Ways, ...]:
    """What an instrument asks for, the duties that follow from it too."""
    return (*one.needs, *one.entails) if one.status != "not needed" else ()


def in_turn(
    asked: Iterable[Ways],
    result: Result,
    asks: Callable[[RequiredInstrument], Iterable[Ways]],
    anyway: Iterable[str] = (),
) -> list[Ways]:
    """What some requirements take, and what that takes in turn, each once: an instrument by itself,
    or a choice between several ways, of which none is taken anyhow.

    Args:
        asks: what an instrument asks for. One that is a choice asks once that is made.
        anyway: what is taken whatever these require.
    """
    place = {id: at for at, id in enumerate(result.by_id)}

    def visit(ways: Ways) -> Iterator[Ways]:
        if len(ways) != 1:
            yield ways
            return
        for id in ways[0]:
            yield ((id,),)
            deeper = [more for each in asks(result.by_id[id]) if (more := _taken(each, result))]
            deeper.sort(key=lambda more: (len(more) > 1, [place[one] for one in more[0][:1]]))
            for more in deeper:
                yield from visit(more)

    asked = [*asked]
    found = dict.fromkeys(each for ways in asked for each in visit(_taken(ways, result)))
    choices = [ways for ways in found if len(ways) > 1]
    alone = outright(found)
    sure = alone.union(anyway)
    made = [(way,) for ways in choices for way in ways if sure >= {*way} and not alone >= {*way}]
    if made:
        return in_turn([*asked, *made], result, asks, anyway)
    return [
        ways if len(ways) < 2 else tuple(tuple(id for id in way if id not in sure) for way in ways)
        for ways in found
        if len(ways) < 2 or not any(sure >= {*way} for way in ways)
    ]


def outright(found: Iterable[Ways]) -> set[str]:
    """Of what is taken, the instruments that are no choice."""
    return {id for ways in found if len(ways) == 1 for id in ways[0]}


def _taken(ways: Ways, result: Result) -> Ways:
    """Of the ways at hand those that may still be had, else all; where some are in place, under way
    or carried, the best of them alone."""
    known = result.by_id
    ways = tuple(way for way in ways if known.keys() >= {*way})
    left = _still_open(ways, result) or ways
    begun = {
        way: max((_BEST_FIRST.index(known[id].state) for id in way), default=0)
        for way in left
        if all(known[id].state in ("met", "pending") for id in way)
        or any(known[id].status in _CARRIED for id in way)
    }
    return (min(begun, key=begun.__getitem__),) if begun else left


def _still_open(ways: Ways, result: Result) -> Ways:
    known = result.by_id
    return tuple(
        way for way in ways if not any(id in known and known[id].state == "failed" for id in way)
    )


def takes(result: Result, new: Iterable[Finding]) -> list[Ways]:
    """What new findings and the proposal itself take; of what is not all in place, with what that
    takes in turn. What only follows is told where it makes a choice."""
    required = (each for each in new if each.requirement is not None and each.kind != "duty")
    asked = [each.alternatives for each in required]
    asked += [((root.id,),) for root in result.roots]
    if result.verdict == "clear":
        return in_turn(asked, result, lambda _: ())
    return in_turn(asked, result, lambda one: one.needs, outright(what_follows(result)))


def is_past(ways: Ways, result: Result) -> bool:
    """Whether ways are several, of which none can be taken in time any more."""
    return len(ways) > 1 and not any(can_be_in_time(way, result) for way in ways)
