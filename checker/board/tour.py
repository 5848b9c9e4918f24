# SPDX-License-Identifier: EUPL-1.2
"""Proposals to begin with: the questions of the report of 2013, and five with a mistake to mend."""

from __future__ import annotations

from typing import get_args

from checker import folders
from checker.board.edits import Editor, read
from checker.errors import CheckerError, UsageError
from checker.source import Source
from checker.speech.proposal import Expectation

_CASES = folders.FIXTURES / "copenhagen-2013"
_PLACES = {
    "question": {
        "kejd": _CASES / "kejd-oeu.ressort",
        "kbs": _CASES / "kbs-biu.ressort",
        "kes": _CASES / "kes-ordlyd.ressort",
        "ks": _CASES / "ks-biu.ressort",
    },
    "mistake": {
        "1": folders.REPORTS / "board" / "tour-1.ressort",
        "2": folders.REPORTS / "board" / "tour-2.ressort",
        "3": _CASES / "ks-kfu.ressort",
        "4": _CASES / "kejd-oeu-fem-dage.ressort",
        "5": _CASES / "kbs-kfu-forkert-indehaver.ressort",
    },
}
FILES = tuple(file for places in _PLACES.values() for file in places.values())
EXAMPLES = {kind: tuple(places) for kind, places in _PLACES.items()}


def example(kind: str, name: str, editor: Editor) -> str:
    """The text of an example, without what its author expected of the checker.

    Raises UsageError where there is none of that name.
    """
    place = _PLACES.get(kind, {}).get(name)
    if place is None:
        raise UsageError("page-nothing", field="example")
    text = Source.read(place).text
    try:
        statements = read(text).statements
    except CheckerError:  # that is its mistake
        return text
    expected = [each for each in statements if isinstance(each, get_args(Expectation))]
    return editor.without(text, *expected)
