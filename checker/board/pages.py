# SPDX-License-Identifier: EUPL-1.2
"""The templates of the page, and the words that they are written in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from checker import folders
from checker.page.drawing import image, svg
from checker.page.markup import element, html_of
from checker.report.wording import Wording, capital, glued
from checker.say import Language, chosen, filled, sentences, stated
from checker.shown import shown

if TYPE_CHECKING:
    from jinja2 import Environment

# Where a long Danish title may be broken, as most browsers have no dictionary for it.
_ENDINGS = (
    "udvalg forvaltning borgmester administration service indsats tilladelse planlægning rettede "
    "stændigt"
)
_PARTED = re.compile(rf"(?<=\w{{5}})(?={_ENDINGS.replace(' ', '|')})", re.IGNORECASE)
_FINISHED = 16_384  # texts
FOLDER = folders.REPORTS / "board"
STATIC = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}


def word(language: Language, key: str, /, **values: object) -> str:
    """A word of the page by its key in ``reports/page.*.toml``. Raises KeyError for another."""

    def put(name: str, spec: str) -> str:
        if "/" in spec:
            one, many = spec.split("/")
            return one if values[name] == 1 else many.replace("#", str(values[name]))
        return str(values[name])

    template = chosen(sentences("page", language)[key], stated(values))
    return filled(template, put)


def rendered(
    template: str, language: Language, wording: Wording | None = None, **given: Any
) -> str:
    """A template of the page filled in; whatever a user wrote is shown as text."""
    wording = wording or Wording(language)
    scope = {
        "language": language,
        "word": lambda key, **values: word(language, key, **values),
        "say": wording.words,
        "day": wording.day,
        "weekday": wording.weekday,
        "capital": capital,
        "either": lambda these: wording.join(these, "or"),
    }
    return _environment().get_template(template).render(**scope, **given)


@lru_cache(_FINISHED)
def _finished(text: str) -> str:
    """A text as it is shown: no sign in it steers, no citation is broken."""
    return glued(shown(text))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader([FOLDER, folders.REPORTS]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: _finished(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["soft"] = lambda text: _PARTED.sub("\u00ad", text)
    made.filters["parts"] = lambda *given: Markup(html_of(*given))
    made.filters["image"] = lambda given: Markup(image(given))
    made.filters["svg"] = lambda given: Markup(svg(given))
    made.filters["element"] = lambda given: Markup(element(given))
    return made
