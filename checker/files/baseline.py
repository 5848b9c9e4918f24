"""The baseline: what was found before and does not fail a run, told by what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from checker.errors import UsageError
from checker.files.nested import json_in
from checker.records import evolve, frozen
from checker.result import OldFinding, Result, Seen, Verdict
from checker.shown import as_json
from checker.source import Source
from checker.verdict.judge import verdict_of

VERSION = 1
_TEXTS = ("organisation", "proposal", "id")

Concerned = tuple[str, str]


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


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file.

    Raises UnreadableError for a file that is no readable text, UsageError for anything but
    what ``baseline_text`` gives.
    """
    source = Source.read(path)
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
        entries[OldFinding(row["organisation"], row["proposal"], row["id"])] = None
    return Baseline(tuple(entries))


def baseline_text(counting: Iterable[OldFinding]) -> str:
    """The baseline that holds all that counts in some results, sorted, an entry a line."""
    entries = sorted({(one.organisation, one.proposal, one.id) for one in counting})
    named = [dict(zip(_TEXTS, entry, strict=True)) for entry in entries]
    rows = [as_json(each, None) for each in named]
    listed = "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"
    return f'{{"version": {VERSION},\n "findings": {listed}}}\n'


def marked(result: Result, baseline: Baseline) -> Result:
    """The result with what is in the baseline marked."""
    entries = baseline.by_proposal.get(concerned(result), [])
    known = {entry.id for entry in entries}
    now = {one.id for one in counting(result)}
    old = known & now
    roots = tuple(root.id for root in result.roots if root.id in old)
    beyond = verdict_of(
        [one for one in result.findings if one.id not in old],
        [root for root in result.roots if root.id not in roots],
    )
    findings = tuple(evolve(one, in_baseline=one.id in old) for one in result.findings)
    gone = tuple(entry.id for entry in entries if entry.id not in now)
    return evolve(result, findings=findings, baseline=Seen(len(old), roots, gone, beyond))


def verdict_beyond(result: Result) -> Verdict:
    """The verdict on what is not in the baseline: it alone decides the exit status."""
    return result.baseline.beyond if result.baseline else result.verdict


def counting(result: Result) -> Iterator[OldFinding]:
    """What would fail a run, now or with a stricter threshold: new errors and warnings, and what
    the proposal itself carries and that is not in place."""
    proposal = concerned(result)
    for one in result.findings:
        if one.status == "new" and one.severity != "note":
            yield OldFinding(*proposal, one.id)
    for root in result.roots:
        if root.state != "met":
            yield OldFinding(*proposal, root.id)


def concerned(result: Result) -> Concerned:
    """A proposal by its municipality and its title: its file may move and be renamed."""
    return result.proposal.organisation, result.proposal.title.da
