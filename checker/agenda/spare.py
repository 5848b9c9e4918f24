# SPDX-License-Identifier: EUPL-1.2
"""What a proposal can do without: whatever asks for it leaves another way."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from checker.agenda.items import Agenda, Key, Ways


def can_do_without(
    agenda: Agenda, key: Key, missed: Set[Key], failed: Set[Key], *, whole: bool = True
) -> bool:
    """Whether all that asks for an item leaves another way, which is not lost or the one that is
    carried, or can itself be done without or had no more; of what the proposal causes, all that
    asks for its sake. Where every way is lost and none is carried, each is told as that.

    Args:
        missed, failed: what is lost: its last day is past, or it can be had no more.
        whole: whether it is lost itself, and not only something that it needs: a way that is
            carried is left for another only then.
    """
    own, missed = key in agenda.caused, missed | {key}
    is_lost = partial(_is_lost, agenda, missed)

    def spare(ways: Ways) -> bool:
        left = [way for way in ways if failed.isdisjoint(way)]
        begun = [way for way in left if not agenda.carried.isdisjoint(way)]
        begun.sort(key=is_lost)
        another = not all(map(is_lost, left))
        return key not in begun[0] or (another and whole) if begun else another

    asked: list[tuple[Key | None, Ways]] = [
        (None, ways) for id, ways in agenda.ways.items() if not (own and id in agenda.standing)
    ]
    asked += [
        (by, ways)
        for by, one in agenda.items.items()
        if by in agenda.caused or not own
        for ways in one.asked
    ]
    asked = [(by, ways) for by, ways in asked if any(key in way for way in ways)]
    return (
        key not in agenda.root
        and bool(asked)
        and all(
            spare(ways)
            or by in failed
            or (by is not None and can_do_without(agenda, by, missed, failed, whole=False))
            for by, ways in asked
        )
    )


def _is_lost(agenda: Agenda, missed: Set[Key], way: tuple[Key, ...]) -> bool:
    """Whether a way has something that is lost, or that needs what has no way left."""
    needs = (ways for one in way for _, ways in agenda.items[one].needs)
    is_lost = partial(_is_lost, agenda, missed)
    return not missed.isdisjoint(way) or any(all(map(is_lost, ways)) for ways in needs)
