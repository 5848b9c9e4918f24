"""Open questions of law, and what the register says of the matter: as their document has them."""

from __future__ import annotations

from checker.report.entries import (
    DoubtEntry,
    FollowedEntry,
    RegisterEntry,
    RivalEntry,
    TurnEntry,
)
from checker.report.findings import clause
from checker.report.instruments import learn_names, read_in_words
from checker.report.wording import Language, Wording
from checker.result import OpenDoubt, Result, Rival
from checker.speech.rule import LegalSentence


def doubt_entry(
    doubt: OpenDoubt, result: Result, wording: Wording, language: Language
) -> DoubtEntry:
    """A doubt: the question, the interpretation followed, and what each other would change.

    Args:
        language: that of the report.
    """
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
        interpretations=tuple(_rival(rival, result, wording, language) for rival in doubt.rivals),
        read_in_words=read_in_words(
            [(read.document, read.section) for read in doubt.doubt.read_in], wording
        ),
    )


def _rival(rival: Rival, result: Result, wording: Wording, language: Language) -> RivalEntry:
    other = rival.result
    there = Wording(language, {**other.sources, **other.names}, other.kinds, other.words)
    learn_names(other, there)
    come = [there.whole(clause(each, there)) for each in rival.come]
    gone = [wording.whole(clause(each, wording)) for each in rival.gone]
    named = [there.full[each.id] for each in rival.instruments_come]
    unnamed = [wording.full[each.id] for each in rival.instruments_gone]
    findings = TurnEntry(come=_beyond(come, gone), gone=_beyond(gone, come))
    instruments = TurnEntry(come=_beyond(named, unnamed), gone=_beyond(unnamed, named))
    return RivalEntry(
        id=rival.interpretation.id.text,
        text=wording.whole(rival.interpretation.text.said(language)),
        verdict=other.verdict,
        changes=rival.changes,
        findings=findings,
        instruments=instruments,
        words=_words(rival, result, {"findings": findings, "instruments": instruments}, wording),
    )


def _words(rival: Rival, result: Result, changed: dict[str, TurnEntry], wording: Wording) -> str:
    if not rival.changes:
        return wording.sentence("d.same")
    verdicts = {"verdict": result.verdict, "other": rival.result.verdict}
    same = result.verdict == rival.result.verdict
    said = [wording.sentence("d.same-verdict" if same else "d.verdict", **verdicts)]
    for kind, turn in changed.items():
        for way, told in (("come", turn.come), ("gone", turn.gone)):
            if told:
                texts = [text.rstrip(".") for text in told]
                said.append(wording.sentence(f"d.{kind}-{way}", list="; ".join(texts)))
    if len(said) == 1:
        said.append(wording.sentence("d.terms"))
    return " ".join(said)


def _beyond(texts: list[str], others: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text not in others))


def register_entry(sentence: LegalSentence, language: Language, wording: Wording) -> RegisterEntry:
    """A legal sentence of the register: its number, what it says, and what became of it."""
    return RegisterEntry(
        sentence=sentence.number,
        text=sentence.text.said(language),
        provision="; ".join(map(str, sentence.bases)) or None,
        rules=tuple(name.text for name in sentence.rules),
        reason=sentence.uncoded.said(language) if sentence.uncoded else None,
        read_in_words=read_in_words(
            [(read.document, read.section) for read in sentence.read_in], wording
        ),
    )
