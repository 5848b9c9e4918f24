"""Waivers of a result, as they stand in its document."""

from __future__ import annotations

from checker.report.entries import WaiverEntry
from checker.report.wording import Language, Wording
from checker.result import Finding, Waiver


def waiver_entry(waiver: Waiver, wording: Wording) -> WaiverEntry:
    """A waiver: who decided, when, under what number and until when, and what becomes of it."""
    return WaiverEntry(
        rule=waiver.rule,
        subject=waiver.subject,
        reason=waiver.reason.said(wording.language),
        reason_language=_reason_language(waiver, wording),
        by=waiver.by.id,
        by_name=wording.name(waiver.by),
        day=waiver.day.isoformat(),
        journal=waiver.journal,
        until=waiver.until.isoformat() if waiver.until else None,
        state=waiver.state,
        for_all=waiver.for_all,
        findings=waiver.findings,
        path=waiver.place.path,
        line=waiver.place.line,
        column=waiver.place.column,
        subject_name=wording.name(waiver.subject),
        words=_words(waiver, wording),
    )


def way_of(finding: Finding, wording: Wording) -> str | None:
    """The way out of a finding that is waived, or that is about a waiver; else None."""
    waived = finding.waived
    if waived is not None:
        return wording.words(
            "way.waived",
            by=waived.by,
            day=waived.day,
            journal=waived.journal,
            until=waived.until,
        )
    about = finding.rule.startswith("waiver-") and finding.definition is None
    return wording.words(f"way.{finding.message.key}") if about else None


def _words(waiver: Waiver, wording: Wording) -> str:
    return wording.words(
        "waiver.words",
        rule=waiver.rule,
        subject=waiver.subject,
        by=waiver.by,
        day=waiver.day,
        journal=waiver.journal,
        until=waiver.until,
        state=wording.words(f"waiver.state.{waiver.state}"),
    )


def _reason_language(waiver: Waiver, wording: Wording) -> Language:
    if waiver.reason.translated:
        return wording.language
    return "da" if waiver.place.text[:6].lower() == "fravig" else "en"
