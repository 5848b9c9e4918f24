# SPDX-License-Identifier: EUPL-1.2
"""What stands before all proposals, as sections of a page: what could not be checked, and what a
branch changes of what judges it."""

from __future__ import annotations

from collections.abc import Sequence

from checker.page.blocks import Items, ListItem, Paragraph, Section
from checker.report.broken import BrokenEntry
from checker.report.entries import TrustEntry
from checker.report.wording import Wording, capital


def broken_section(broken: Sequence[BrokenEntry], wording: Wording) -> Section | None:
    """The files that could not be checked, with what is wrong; None where there are none."""
    if not broken:
        return None
    told = (f"{place}: {error.whole}" for each in broken for place, error in each.places())
    return Section("broken", wording.words("h.broken"), (Items.of(told),))


def branch_section(trust: TrustEntry | None, wording: Wording) -> Section | None:
    """What a branch changes of what judges it; None where it changes nothing."""
    if trust is None or not trust.changes:
        return None
    named = {"revision": trust.revision, "commit": trust.commit[:12]}
    items = (
        ListItem(
            (
                f"{capital(wording.words(f'severity.{each.severity}'))}: "
                f"{wording.whole(each.message)} ({each.path}:{each.line})",
            ),
            tuple(ListItem((line,)) for line in each.details),
        )
        for each in trust.changes
    )
    told = Paragraph((wording.words("t.trust", **named),))
    return Section("trust", wording.words("h.trust"), (told, Items(tuple(items))))
