"""What all gates say of a finding and of a verdict, in a sentence or two."""

from __future__ import annotations

from typing import Literal

from checker.page.text import basis
from checker.report.entries import FindingEntry
from checker.report.report import Options, ResultEntry
from checker.report.wording import Wording

Level = Literal["error", "warning", "note"]

# No rule can be called so: an id has no slash.
VERDICT = "ressort/verdict"


def heading(finding: FindingEntry, wording: Wording) -> str:
    """The rule of a finding, with what it rests on."""
    return f"{finding.rule} ({basis(finding, wording)})"


def told(finding: FindingEntry, wording: Wording) -> str:
    """What is the case, what must be answered, the way out, and what else there is to know."""
    message, status = finding.message, finding.status
    said = message if status == "new" else wording.words(f"gate.{status}", message=message)
    parts = [said, *finding.questions]
    if status != "resolved" and not finding.way_out_said:
        wanted = finding.requirement == "open" or finding.kind == "undetermined"
        label = f"{wording.words('l.way')}: " if wanted else ""
        parts.append(f"{label}{finding.way_out}")
    parts += [f"{wording.words('l.remark')}: {remark}" for remark in finding.remarks]
    return " ".join(parts)


def at(finding: FindingEntry, path: str) -> str:
    """The place of a finding in a file, as people write it."""
    return f"{path}:{finding.line}:{finding.column}"


def verdict(result: ResultEntry, wording: Wording) -> str:
    """The verdict as a heading."""
    word = wording.words(f"verdict.{result.verdict}")
    return wording.words("h.verdict-is", verdict=word)


def reasons(result: ResultEntry, wording: Wording) -> str:
    """Why the verdict is what it is, what was assumed, and what no rule covers: silence on that is
    no clearance."""
    return " ".join([result.summary, *limits(result, wording)])


def limits(result: ResultEntry, wording: Wording) -> list[str]:
    """What was assumed, and what no rule covers."""
    assumed = result.proposal.assuming
    uncoded = list(dict.fromkeys(each.provision for each in result.not_coded))
    lists = (("h.assumptions", assumed), ("h.not-coded", uncoded))
    return [
        f"{wording.words(key)}: {wording.whole('; '.join(listed))}"
        for key, listed in lists
        if listed
    ]


def level(result: ResultEntry, options: Options) -> Level:
    """How grave a verdict is for the gate: an error is what closes it."""
    verdict = result.baseline.beyond if result.baseline else result.verdict
    if options.fails(verdict):
        return "error"
    return "note" if result.verdict == "clear" else "warning"


def excuses(finding: FindingEntry, result: ResultEntry, wording: Wording) -> list[str]:
    """Why a finding of a result fails nothing whatever it is: each decision by which it was waived,
    with its reason, and that it is an old one; nothing where it counts."""
    decisions = [
        f"{each.words}: {wording.whole(each.reason)}"
        for each in result.waivers
        if each.state == "used" and finding.id in each.findings
    ]
    old = [wording.sentence("t.in-baseline")] if finding.in_baseline else []
    return decisions + old


def excused(finding: FindingEntry, result: ResultEntry, wording: Wording) -> str:
    """What is the case with a finding, and why it fails nothing."""
    return " ".join([told(finding, wording), *excuses(finding, result, wording)])
