"""What the user asks of a report beside its format."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

_WORST_FIRST = ("forbidden", "incomplete", "conditional")


@frozen
class Options:
    """What the user asks of a report beside its format.

    Attributes:
        template: a template of the user's own.
        bylaw: the bylaw itself, as a Word file.
        colour: whether text may be coloured.
        fail_on: the verdict from which a proposal fails the gate, or ``never``.
        root: the folder that a gate's paths begin in; None: as they stand in the document.
    """

    template: Path | None = None
    bylaw: Path | None = None
    colour: bool = False
    fail_on: str = "incomplete"
    root: Path | None = None

    def fails(self, verdict: str) -> bool:
        """Whether a verdict is one at which the gate closes."""
        if self.fail_on == "never":
            return False
        return verdict in _WORST_FIRST[: _WORST_FIRST.index(self.fail_on) + 1]
