# SPDX-License-Identifier: EUPL-1.2
"""Which rules on instruments may speak of one, and whether two are one, without a municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.speech import instruments
from checker.speech.instruments import matter_words, one_matter
from checker.speech.node import Body, Citation, Name

_ANY = ""  # stands for whatever body or matter


class Patterns:
    """What rules are on, by their ids, found by kind, body and matter without asking each."""

    def __init__(self, patterns: Mapping[str, instruments.Instrument]) -> None:
        self._patterns = patterns
        self._found: dict[tuple[str, str | None, str | None], dict[str, None]] = {}
        for id, one in patterns.items():
            for body in (_body(one), _ANY):
                for matter in (*(_matters(one) or (None,)), _ANY):
                    self._found.setdefault((one.kind, body, matter), {})[id] = None

    def on(self, node: instruments.Instrument) -> Iterator[str]:
        """The ids of the rules that may speak of an instrument, some of them more than once."""
        bodies = (_ANY,) if _body(node) is None else (_body(node), None)
        matters = (*_matters(node), None) if _matters(node) else (_ANY,)
        for key in ((node.kind, body, matter) for body in bodies for matter in matters):
            yield from (id for id in self._found.get(key, ()) if may_be(self._patterns[id], node))


def _body(node: instruments.Instrument) -> str | None:
    """The body that is named; an office may be any."""
    body = getattr(node, "body", None)
    return body.text if isinstance(body, Name) else None


def _matters(node: instruments.Instrument) -> frozenset[str]:
    return matter_words(getattr(node, "matter", None))


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
        matters = getattr(pattern, "matter", None), getattr(other, "matter", None)
        named = None not in matters
        return _same(pattern.body, other.body) and not (named and not one_matter(*matters))
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
