# SPDX-License-Identifier: EUPL-1.2
"""Pages without sections in each format that an answer is written as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.formats.catalogue import FORMATS, extra
from checker.page import markup
from checker.page.blocks import Plain

ENDINGS = {
    FORMATS[name].ending: name for name in ("text", "json", "markdown", "html", "pdf", "word")
}


def written(document: dict[str, Any], blocks: Sequence[Plain], format: str) -> str | bytes:
    """A document in a format; ``blocks`` say it in words.

    Raises UsageError where the extra that the format takes is not installed.
    """
    with extra(format):
        if format == "pdf":
            from checker.page.templates import as_pdf

            return as_pdf(markup.render(document, blocks, "html"))
        if format == "word":
            from checker.desk.answer import word

            return word(blocks, document["language"])
    return markup.render(document, blocks, format)
