# SPDX-License-Identifier: EUPL-1.2
"""The baseline: what was found before and does not fail a run, told by what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.disk.nested import json_in
from checker.errors import UsageError
from checker.records import evolve, frozen
from checker.shown import as_json
from checker.source import Source

if TYPE_CHECKING:
    from checker.result import Result, Verdict

VERSION = 1
_TEXTS = ("organisation", "proposal", "id")

Concerned = tuple[str, str]


@frozen
class OldFinding:
    """An entry of a baseline: a finding, or what a proposal itself carries, told by what it is
    about.

    Attributes:
        id: holds the rule, the subject and a digest of what fails.
        changes: what the proposal changes that it hangs on, in brief; None: it is not said, as an
            older version wrote it.
    """

    organisation: str
    proposal: str
    id: str
    changes: tuple[str, ...] | None = ()

    @property
    def told(self) -> str:
        """The entry on one line."""
        about = f" ({', '.join(self.changes)})" if self.changes else ""
        return f"{self.proposal}: {self.id}{about}"

    def covers(self, other: OldFinding) -> bool:
        """Whether another is the same: with another target of a change it is another."""
        return self.id == other.id and self.changes in (None, other.changes)


@frozen(eq=False, repr=False)
class Baseline:
    """The entries of a baseline, each once, in the order of the file."""

    entries: tuple[OldFinding, ...]

    @cached_property
    def by_proposal(self) -> dict[Concerned, list[OldFinding]]:
        """The entries by the proposal that they concern."""
        found: dict[Concerned, list[OldFinding]] = {}
        for entry in self.entries:
            found.setdefault((entry.organisation, entry.proposal), []).append(entry)
        return found

    def elsewhere(self, checked: Collection[Concerned]) -> int:
        """How many of the entries concern proposals that are not among those checked."""
        return sum(len(found) for key, found in self.by_proposal.items() if key not in checked)


def read_baseline(path: str) -> Baseline:
    """The baseline in a file.

    Raises UnreadableError for a file that is no readable text, UsageError for anything but
    what ``baseline_text`` gives.
    """
    source = Source.read(Path(path))
    shown = source.path
    document = json_in(source, "baseline-json")
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise UsageError("baseline-form", path=shown)
    if document.get("version") != VERSION:
        raise UsageError("baseline-version", path=shown, version=VERSION)
    entries: dict[OldFinding, None] = {}
    for number, row in enumerate(document["findings"], 1):
        for key in _TEXTS:
            if not isinstance(row, dict) or not isinstance(row.get(key), str):
                raise UsageError("baseline-entry", path=shown, number=number, name=key)
        changes = row.get("changes")
        texts = changes if isinstance(changes, list) else [None]
        if changes is not None and not all(isinstance(each, str) for each in texts):
            raise UsageError("baseline-entry", path=shown, number=number, name="changes")
        about = None if changes is None else tuple(changes)
        entries[OldFinding(row["organisation"], row["proposal"], row["id"], about)] = None
    return Baseline(tuple(entries))


def baseline_text(counting: Iterable[OldFinding]) -> str:
    """The baseline that holds all that counts in some results, sorted, an entry a line."""
    rows = [
        as_json({key: getattr(one, key) for key in (*_TEXTS, "changes")}, None)
        for one in kept(counting)
    ]
    listed = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"
    return f'{{"version": {VERSION},\n "findings": {listed}}}\n'


def kept(counting: Iterable[OldFinding]) -> list[OldFinding]:
    """The entries of a baseline, each once, in their order."""
    return sorted({*counting}, key=lambda one: (one.organisation, one.told))


def marked(result: Result, baseline: Baseline) -> Result:
    """The result with what is in the baseline marked."""
    from checker.result import Seen
    from checker.verdict.judge import verdict_of

    entries = baseline.by_proposal.get(concerned(result), [])
    now = [*counting(result)]
    old = {one.id for one in now if any(entry.covers(one) for entry in entries)}
    roots = tuple(root.id for root in result.roots if root.id in old)
    beyond = verdict_of(
        [one for one in result.findings if one.id not in old],
        [root for root in result.roots if root.id not in roots],
    )
    findings = tuple(evolve(one, in_baseline=one.id in old) for one in result.findings)
    gone = tuple(entry.id for entry in entries if not any(map(entry.covers, now)))
    return result.but(findings=findings, baseline=Seen(len(old), roots, gone, beyond))


def verdict_beyond(result: Result) -> Verdict:
    """The verdict on what is not in the baseline: it alone decides the exit status."""
    return result.baseline.beyond if result.baseline else result.verdict


def counting(result: Result) -> Iterator[OldFinding]:
    """What would fail a run, now or with a stricter threshold: new errors and warnings, and what
    the proposal itself carries and that is not in place. What hangs on no change of its own hangs
    on all of them."""
    proposal, changed = concerned(result), dict(result.proposal.changed)
    whole = tuple(sorted({*changed.values()}))
    for one in result.findings:
        if one.status == "new" and one.severity != "note":
            facts = (*one.witnesses, *one.support)
            places = [one.place, *(each.place for each in facts if each.place)]
            found = {changed[each.place] for each in places if each.place in changed}
            yield OldFinding(*proposal, one.id, tuple(sorted(found)) or whole)
    for root in result.roots:
        if root.state != "met":
            yield OldFinding(*proposal, root.id, whole)


def concerned(result: Result) -> Concerned:
    """A proposal by its municipality and its title: its file may move and be renamed."""
    return result.proposal.organisation, result.proposal.title.da
