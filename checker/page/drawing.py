# SPDX-License-Identifier: EUPL-1.2
"""Pictures as SVG, by the templates ``reports/*.svg.j2``; and how wide a text is in one."""

from __future__ import annotations

from functools import cache
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from checker import folders
from checker.page.blocks import Picture
from checker.records import frozen
from checker.report.wording import glued
from checker.shown import shown

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 400  # of every picture, in its own units: a phone shows about seven tenths of them
SIZE, SMALL = 11.0, 9.5  # of letters
_LETTER = 0.58  # of a size, the width of a letter where letters are wide


@frozen
class PictureText:
    """Some text of a picture.

    Attributes:
        look: ``small``, ``strong``, ``strong small`` or none; ``anchor``: which end stands at x.
    """

    x: float
    y: float
    text: str
    look: str = ""
    anchor: str = "start"


def svg(picture: Picture) -> str:
    """A picture as an element of HTML, which is a file of its own too."""
    template = _environment().get_template(picture.template)
    return template.render(picture=picture, given=picture.values, width=WIDTH)


def image(picture: Picture) -> str:
    """A picture as one thing of a page, with its words beside it: whatever takes a page over would
    read those within an ``svg`` as text of its own. On a narrow page it keeps its size, so that it
    can be read, and is moved within its frame."""
    from base64 import b64encode
    from html import escape

    drawn = b64encode(svg(picture).strip().encode("utf-8", "replace")).decode("ascii")
    said = escape(shown(f"{picture.name}. {picture.description}"))
    return (
        f'<div class="drawn" role="group" tabindex="0" aria-label="{escape(shown(picture.name))}">'
        f'<img class="picture" src="data:image/svg+xml;base64,{drawn}" alt="{said}" '
        f'width="{WIDTH}" height="{picture.values.height:.0f}"></div>'
    )


def wide(text: str, size: float) -> float:
    """How wide a text is at the most."""
    return len(text) * size * _LETTER


def lines_of(
    text: str,
    x: float,
    y: float,
    width: float,
    look: str = "",
    anchor: str = "start",
    most: int = 2,
) -> list[PictureText]:
    """A text as lines below each other that are no wider, the first of them at ``y``; what does not
    fit in the most lines is left to dots."""
    size = SMALL if "small" in look else SIZE
    letters, told = max(4, int(width / (size * _LETTER))), glued(shown(text))
    wrapper = TextWrapper(letters, max_lines=most, placeholder="…")
    lines = wrapper.wrap(told) or [""]
    if most == 1 and len(told) > letters:
        lines = [f"{told[: letters - 1].rstrip()}…"]
    lines, below = [one.replace("\xa0", " ") for one in lines], size + 2
    return [PictureText(x, y + at * below, line, look, anchor) for at, line in enumerate(lines)]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folders.REPORTS),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["at"] = lambda number: f"{number:.1f}".removesuffix(".0")
    return made
