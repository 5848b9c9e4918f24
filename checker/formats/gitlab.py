"""A report as a code quality report of GitLab: an entry a finding, and one a verdict
that is not clear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.formats.places import Places
from checker.formats.telling import VERDICT, excused, heading, level, reasons, verdict
from checker.page.templates import json_list
from checker.report.entries import FindingEntry
from checker.report.report import Options, Report, ResultEntry
from checker.report.wording import Language, Wording

Json = dict[str, Any]

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as a list of entries, one at a time."""
    yield from json_list(_entries(document, Wording(language), Places(options.root), options))
    yield "\n"


def _entries(
    document: Report, wording: Wording, places: Places, options: Options
) -> Iterator[Json]:
    for result in document.results:
        if result.verdict != "clear":
            yield _verdict(result, wording, places, options)
        for finding in result.findings:
            yield _finding(finding, result, wording, places)


def _verdict(result: ResultEntry, wording: Wording, places: Places, options: Options) -> Json:
    path = result.proposal.path
    gravity = _SEVERITIES[level(result, options)]
    return {
        "description": f"{verdict(result, wording)}. {reasons(result, wording)}",
        "check_name": VERDICT,
        "fingerprint": places.fingerprint(path, f"{VERDICT}:{result.verdict}"),
        "severity": "blocker" if result.verdict == "forbidden" else gravity,
        "location": {"path": places.path(path), "lines": {"begin": 1}},
    }


def _finding(finding: FindingEntry, result: ResultEntry, wording: Wording, places: Places) -> Json:
    """An entry; one whose every way out has failed is a blocker."""
    severity, proposal = finding.severity, result.proposal.path
    barred = severity == "error" and finding.requirement == "failed"
    said = excused(finding, result, wording)
    return {
        "description": f"{heading(finding, wording)}: {said}",
        "check_name": finding.rule,
        "fingerprint": places.fingerprint(proposal, finding.id),
        "severity": "blocker" if barred else _SEVERITIES[severity],
        "location": {"path": places.path(finding.path), "lines": {"begin": finding.line}},
    }
