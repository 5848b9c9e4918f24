"""Instruments as rules name them, set against one another."""

from __future__ import annotations

from checker.speech import instruments
from checker.speech.node import Body, Citation


def may_be(pattern: instruments.Instrument, other: instruments.Instrument) -> bool:
    """Whether a rule on ``pattern`` may speak of ``other``, judged without a municipality."""
    if pattern.kind != other.kind:
        return False
    if isinstance(pattern, instruments.Dispensation):
        assert isinstance(other, instruments.Dispensation)
        return nested(pattern.norm, other.norm) and _same(pattern.authority, other.authority)
    if isinstance(pattern, instruments.LawAmendment):
        assert isinstance(other, instruments.LawAmendment)
        return pattern.source.source == other.source.source
    if isinstance(pattern, instruments.Readings | instruments.Step):
        assert isinstance(other, instruments.Readings | instruments.Step)
        return _same(pattern.body, other.body)
    return True


def nested(one: Citation | None, other: Citation | None) -> bool:
    """Whether one provision lies in the other, or one of them is not named."""
    return one is None or other is None or one.holds(other) or other.holds(one)


def _same(one: Body | None, other: Body | None) -> bool:
    if one is None or other is None or type(one) is not type(other):
        return True
    return one == other


def differing(one: instruments.Dispensation, two: instruments.Dispensation) -> list[str]:
    """The named values in which two requirements on one dispensation differ."""
    values = []
    if one.authority and two.authority and one.authority != two.authority:
        values += [two.authority.text, one.authority.text]
    if one.granted_under and two.granted_under and not nested(one.granted_under, two.granted_under):
        values += [str(two.granted_under), str(one.granted_under)]
    return values
