# SPDX-License-Identifier: EUPL-1.2
"""What the page is asked and what it answers: plain values, the same over HTTP and in a browser."""

from __future__ import annotations

from collections.abc import Mapping

from checker.records import field, frozen
from checker.source import Upload as Upload

HTML = "text/html; charset=utf-8"


@frozen(eq=False)
class Request:
    """What is asked: the path below the address of the page, and the fields of a form.

    Attributes:
        path: without a slash first; "" is the page itself.
        fields: each with all its values, in the order of the form.
        files: what is given under a field, where it is a file.
    """

    path: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(factory=dict)
    files: Mapping[str, Upload] = field(factory=dict)

    def one(self, name: str) -> str:
        """The first value of a field; "" where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a field that say anything."""
        return tuple(each for each in self.fields.get(name, ()) if each)


@frozen(eq=False)
class Reply:
    """What is answered.

    Attributes:
        body: a page or a fragment of one, or what is in a file.
        name: of the file, where it is to be saved; else "".
    """

    body: str | bytes = field(repr=False)
    media: str = HTML
    name: str = ""
    status: int = 200

    @property
    def data(self) -> bytes:
        """The body as bytes; what is no character stays readable."""
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode("utf-8", "backslashreplace")
