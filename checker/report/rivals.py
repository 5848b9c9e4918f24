# SPDX-License-Identifier: EUPL-1.2
"""The doubts of a result: the interpretation followed, and what each other would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.records import evolve
from checker.report.entries import DoubtEntry, FollowedEntry, RivalEntry, TurnEntry
from checker.report.findings import NEEDING, change_of, clause, of_all
from checker.report.instruments import grouped, read_in_words, wording_of
from checker.report.report import entry
from checker.report.wording import Wording
from checker.result import Finding, OpenDoubt, Result, Rival


def doubt_entry(doubt: OpenDoubt, result: Result, wording: Wording) -> DoubtEntry:
    """A question of law, the interpretation followed, and what each other would change."""
    language = wording.language
    reasons = [each.text for each in doubt.doubt.because if each.language == language]
    return DoubtEntry(
        id=doubt.doubt.id.text,
        question=doubt.doubt.text.said(language),
        following=FollowedEntry(
            id=doubt.followed.id.text,
            text=wording.whole(doubt.followed.text.said(language)),
            because=wording.whole(reasons[0]) if reasons else None,
        ),
        changes=any(rival.changes for rival in doubt.rivals),
        interpretations=tuple(_rival(rival, result, wording) for rival in doubt.rivals),
        read_in_words=read_in_words(doubt.doubt.read_in, wording),
        touched=any(map(_is_of_proposal, doubt.rivals)),
    )


def _is_of_proposal(rival: Rival) -> bool:
    """Whether another interpretation would say anything else of what the proposal brings."""
    findings = (*rival.come, *rival.gone)
    instruments = (*rival.instruments_come, *rival.instruments_gone)
    of_others = [one.status == "existing" for one in findings]
    of_others += [one.for_existing for one in instruments]
    return not of_others or not all(of_others)


def _rival(rival: Rival, result: Result, wording: Wording) -> RivalEntry:
    other = rival.come or rival.instruments_come
    there = wording_of(rival.result, wording.language) if other else wording
    turned = {_matter(one) for one in rival.come} & {_matter(one) for one in rival.gone}
    come, gone = (
        {said.whole(clause(each, said)): each for each in findings if _matter(each) not in turned}
        for findings, said in ((rival.come, there), (rival.gone, wording))
    )
    named = [there.full[each.id] for each in rival.instruments_come]
    unnamed = [wording.full[each.id] for each in rival.instruments_gone]
    made = entry(
        RivalEntry,
        rival,
        id=rival.interpretation.id.text,
        text=wording.whole(rival.interpretation.text.said(wording.language)),
        verdict=rival.result.verdict,
        findings=TurnEntry(come=_beyond(come, gone), gone=_beyond(gone, come)),
        instruments=TurnEntry(come=_beyond(named, unnamed), gone=_beyond(unnamed, named)),
        words="",
    )
    told = (
        _together([come[text] for text in made.findings.come], there),
        _together([gone[text] for text in made.findings.gone], wording),
    )
    return evolve(made, words=_of_rival(made, TurnEntry(*told), result, wording))


def _together(findings: Sequence[Finding], wording: Wording) -> tuple[str, ...]:
    """Findings as clauses, the same need of several changes once."""
    keys = [
        (each.rule, change_of(each)) if each.message.key in NEEDING else each.id
        for each in findings
    ]
    return tuple(clause(of_all(group), wording) for group in grouped(findings, keys))


def _matter(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, whatever its days are."""
    return finding.rule, finding.kind, finding.subject.id, finding.message.key


def _of_rival(rival: RivalEntry, findings: TurnEntry, result: Result, wording: Wording) -> str:
    if not rival.changes:
        return wording.sentence("d.same")
    verdicts = {"verdict": result.verdict, "other": rival.verdict}
    same = result.verdict == rival.verdict
    said = [wording.sentence("d.same-verdict" if same else "d.verdict", **verdicts)]
    for kind, turn in (("findings", findings), ("instruments", rival.instruments)):
        for way, told in (("come", turn.come), ("gone", turn.gone)):
            if told:
                said.append(wording.sentence(f"d.{kind}-{way}", list="; ".join(told)))
    if len(said) == 1:
        said.append(wording.sentence("d.terms"))
    return " ".join(said)


def _beyond(texts: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text not in others))
