"""What a branch changes of what judges it, as a section of a page."""

from __future__ import annotations

from checker.page.blocks import Items, ListItem, Paragraph, Section
from checker.report.entries import TrustEntry
from checker.report.wording import Wording, capital


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
