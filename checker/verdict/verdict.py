"""One word for a proposal: findings and what they require to the verdict."""

from __future__ import annotations

from collections.abc import Iterable

from checker.result import Finding, Root, Verdict


def verdict_of(findings: Iterable[Finding], roots: Iterable[Root]) -> Verdict:
    """The verdict on a proposal.

    Args:
        roots: what the proposal itself carries though no finding asks for it (a rewording is
            itself the bylaw change).

    Only a basis of kind law can forbid; where every way failed and the basis is another, the
    proposal is incomplete. What is waived does not count.
    """
    new = [finding for finding in findings if finding.status == "new" and not finding.waived]
    states = [finding.requirement for finding in new if finding.requirement]
    own = list(roots)
    carried = [root.state for root in own]
    states += carried
    barred = any(root.barred for root in own)
    lawless = [finding for finding in new if finding.requirement == "failed"]
    if barred or any(any(basis.kind == "law" for basis in finding.basis) for finding in lawless):
        return "forbidden"
    if (
        lawless
        or "failed" in carried
        or "open" in states
        or any(finding.kind == "undetermined" for finding in new)
    ):
        return "incomplete"
    return "conditional" if "pending" in states else "clear"
