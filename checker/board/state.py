# SPDX-License-Identifier: EUPL-1.2
"""What a page asks and is answered, and what it knows between two requests: texts that its own form
carries, and nothing else."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence

from checker import limits
from checker.errors import UsageError
from checker.records import evolve, field, frozen
from checker.say import Language
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


_STEPS = 50  # that can be undone


@frozen
class PageState:
    """The proposal as a text, and the texts it was and can be again.

    Attributes:
        text: of the proposal; "" before one is begun.
        past: what it was, the newest last; ``future``: what was undone, the next one last.
        own: texts of organisations and rules of the user's own.
        bylaw: the name of a Word file of the bylaw, and what is in it, in letters; or "".
        sought: what the cards are searched for.
        shown: which cards are shown: ``""`` (all), ``unit``, ``task``, ``changed``.
    """

    text: str = ""
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    bylaw: tuple[str, str] = ("", "")
    language: Language = "da"
    sought: str = ""
    shown: str = ""

    @classmethod
    def of(cls, request: Request) -> PageState:
        """What the fields of a form say. Raises UsageError where that is more than is read."""
        texts = {name: request.all(name) for name in ("past", "future", "own")}
        bylaw = request.one("bylaw_name"), request.one("bylaw")
        size = sum(map(len, [request.one("text"), bylaw[1], *sum(texts.values(), ())]))
        if size > limits.STATE:
            raise UsageError("page-full", most=str(limits.STATE // limits.MB))
        return cls(
            text=request.one("text").replace("\r\n", "\n"),
            past=_texts(texts["past"]),
            future=_texts(texts["future"]),
            own=_texts(texts["own"]),
            bylaw=bylaw if all(bylaw) else ("", ""),
            language="en" if request.one("lang") == "en" else "da",
            sought=request.one("sought").strip(),
            shown=request.one("shown"),
        )

    @property
    def bylaw_file(self) -> Upload | None:
        """The Word file of the bylaw. Raises UsageError where the page carries none as it was."""
        name, letters = self.bylaw
        try:
            return Upload(name, urlsafe_b64decode(letters)) if name else None
        except ValueError as error:
            raise UsageError("page-nothing", field="bylaw") from error

    def with_bylaw(self, file: Upload | None) -> PageState:
        """The same with another Word file of the bylaw, or without one."""
        if file is None:
            return evolve(self, bylaw=("", ""))
        return evolve(self, bylaw=(file.name, urlsafe_b64encode(file.data).decode("ascii")))

    def with_text(self, text: str) -> PageState:
        """Another proposal, from which the present one can be come back to."""
        if text == self.text:
            return self
        past = (*self.past, self.text) if self.text else self.past
        return evolve(self, text=text, past=past[-_STEPS:], future=())

    def undone(self) -> PageState:
        """The proposal as it was one step before."""
        if not self.past:
            return self
        *past, text = self.past
        return evolve(self, text=text, past=tuple(past), future=(*self.future, self.text))

    def redone(self) -> PageState:
        """The proposal as it was before it was undone."""
        if not self.future:
            return self
        *future, text = self.future
        return evolve(self, text=text, past=(*self.past, self.text), future=tuple(future))


def _texts(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(each.replace("\r\n", "\n") for each in texts)
