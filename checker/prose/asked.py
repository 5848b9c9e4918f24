"""What the user asks of a report beside its format."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen


@frozen
class Options:
    """What the user asks of a report beside its format.

    Attributes:
        template: a template of the user's own.
        colour: whether text may be coloured.
    """

    template: Path | None = None
    colour: bool = False
