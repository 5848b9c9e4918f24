"""Open questions of law, and what the register says of the matter: as their document has them."""

from __future__ import annotations

from typing import Any

from checker.report.findings import clause
from checker.report.instruments import learn_names, read_in_words
from checker.report.wording import Language, Wording
from checker.result import OpenDoubt, Result, Rival
from checker.speech.rule import LegalSentence

Json = dict[str, Any]


def doubt_json(doubt: OpenDoubt, result: Result, wording: Wording, language: Language) -> Json:
    """A doubt: the question, the interpretation followed, and what each other would change.

    Args:
        language: that of the report.
    """
    reasons = [each.text for each in doubt.doubt.because if each.language == language]
    return {
        "id": doubt.doubt.id.text,
        "question": doubt.doubt.text.said(language),
        "following": {
            "id": doubt.followed.id.text,
            "text": wording.whole(doubt.followed.text.said(language)),
            "because": wording.whole(reasons[0]) if reasons else None,
        },
        "changes": any(rival.changes for rival in doubt.rivals),
        "interpretations": [_rival(rival, result, wording, language) for rival in doubt.rivals],
        "read_in_words": read_in_words(
            [(read.document, read.section) for read in doubt.doubt.read_in], wording
        ),
    }


def _rival(rival: Rival, result: Result, wording: Wording, language: Language) -> Json:
    other = rival.result
    there = Wording(language, {**other.sources, **other.names}, other.kinds, other.words)
    learn_names(other, there)
    come = [there.whole(clause(each, there)) for each in rival.come]
    gone = [wording.whole(clause(each, wording)) for each in rival.gone]
    named = [there.full[each.id] for each in rival.instruments_come]
    unnamed = [wording.full[each.id] for each in rival.instruments_gone]
    changed: Json = {
        "findings": {"come": _beyond(come, gone), "gone": _beyond(gone, come)},
        "instruments": {"come": _beyond(named, unnamed), "gone": _beyond(unnamed, named)},
    }
    return {
        "id": rival.interpretation.id.text,
        "text": wording.whole(rival.interpretation.text.said(language)),
        "verdict": other.verdict,
        "changes": rival.changes,
        **changed,
        "words": _words(rival, result, changed, wording),
    }


def _words(rival: Rival, result: Result, changed: Json, wording: Wording) -> str:
    if not rival.changes:
        return wording.sentence("d.same")
    verdicts = {"verdict": result.verdict, "other": rival.result.verdict}
    same = result.verdict == rival.result.verdict
    said = [wording.sentence("d.same-verdict" if same else "d.verdict", **verdicts)]
    for kind in ("findings", "instruments"):
        for way in ("come", "gone"):
            if changed[kind][way]:
                texts = [text.rstrip(".") for text in changed[kind][way]]
                said.append(wording.sentence(f"d.{kind}-{way}", list="; ".join(texts)))
    if len(said) == 1:
        said.append(wording.sentence("d.terms"))
    return " ".join(said)


def _beyond(texts: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text not in others))


def sentence_json(sentence: LegalSentence, language: Language, wording: Wording) -> Json:
    """A legal sentence of the register: its number, what it says, and what became of it."""
    return {
        "sentence": sentence.number,
        "text": sentence.text.said(language),
        "provision": "; ".join(map(str, sentence.bases)) or None,
        "rules": [name.text for name in sentence.rules],
        "reason": sentence.uncoded.said(language) if sentence.uncoded else None,
        "read_in_words": read_in_words(
            [(read.document, read.section) for read in sentence.read_in], wording
        ),
    }
