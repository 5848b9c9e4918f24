"""The mistakes in settled documents."""

from __future__ import annotations

from attrs import define

from checker.mistakes import Mistakes
from checker.mistakes import kind_words as kind_words
from checker.say import Language


@define
class Complaints(Mistakes):
    """The mistakes found so far."""

    @property
    def languages(self) -> dict[str, Language]:
        return {**self.told_in}
