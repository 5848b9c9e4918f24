"""What differs between two versions, as text for a terminal or as Markdown for a comment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from checker.audit.comparison import LISTS
from checker.page.markup import escape_markdown
from checker.report.wording import Wording, wrapped
from checker.say import Language

Json = dict[str, Any]
Line = tuple[Literal["title", "text", "heading", "case", "item", "gone", "come"], str]


def render(document: Json, format: str, language: Language) -> str:
    """A difference as text or Markdown: verdicts first, then the rules, then each case."""
    lines = list(_Page(document, language).lines())
    return "\n".join(_markdown(lines) if format == "markdown" else _text(lines)) + "\n"


class _Page:
    """The lines of a difference in one language."""

    def __init__(self, document: Json, language: Language) -> None:
        self.document, self.wording = document, Wording(language)

    def lines(self) -> Iterator[Line]:
        """The whole page."""
        document, say = self.document, self.wording.words
        yield "title", say(f"v.{document['kind']}")
        yield "text", say("v.versions", before=document["before"], after=document["after"])
        cases = document["cases"]
        turned = [one for one in cases if _is_turned(one)]
        if document["kind"] != "proposal":
            counts = {"verdicts": len(turned), "others": len(cases) - len(turned)}
            total = len(cases) + document["unchanged"]
            yield "text", say("v.cases", cases=total, same=document["unchanged"], **counts)
        if turned:
            yield "heading", say("h.v-verdicts")
        for one in turned:
            yield "item", self._case(one)
        yield from self._written("rules", "h.v-rules")
        yield from self._written("statements", f"h.v-statements.{document['kind']}")
        if cases:
            yield "heading", say("h.v-cases")
        for lines, alike in self._grouped():
            for one in alike:
                yield "case", self._case(one, title=len(alike) == 1)
            yield from (("item", line) for line in lines)
        parts = (document["rules"], document["statements"])
        if not cases and not any(any(part.values()) for part in parts):
            yield "text", say("v.nothing")

    def _case(self, case: Json, *, title: bool = True) -> str:
        before, after = (case["verdict"][side] or "unchecked" for side in ("before", "after"))
        key = "v.verdict" if before != after else "v.verdict-same"
        verdict = self.wording.words(key, before=before, after=after)
        named = case["title"] if title else None
        return self.wording.words("v.of-case", verdict=verdict, title=named, path=case["path"])

    def _written(self, part: str, heading: str) -> Iterator[Line]:
        edit = self.document[part]
        if any(edit.values()):
            yield "heading", self.wording.words(heading)
        for key in ("added", "removed", "changed"):
            for one in edit[key]:
                rewritten = key == "changed" and one["lines"][0] in one["after"]
                what = (rewritten and one["id"]) or one["lines"][0]
                yield "item", self.wording.words(f"v.{key}", what=what)
                if key == "changed":
                    yield from (("gone", line) for line in one["before"])
                    yield from (("come", line) for line in one["after"])
                mark: Literal["gone", "come"] = "gone" if key == "removed" else "come"
                yield from ((mark, line) for line in one["lines"][1:])

    def _grouped(self) -> list[tuple[tuple[str, ...], list[Json]]]:
        """The cases by what differs in them, so that what is alike is said once; those first in
        which a verdict changes."""
        groups: dict[tuple[str, ...], list[Json]] = {}
        for case in sorted(self.document["cases"], key=lambda one: not _is_turned(one)):
            groups.setdefault(tuple(self._differences(case)), []).append(case)
        return list(groups.items())

    def _differences(self, case: Json) -> Iterator[str]:
        for side in ("before", "after"):
            for error in case["errors"][side]:
                yield self.wording.words(f"v.error-{side}", text=" ".join(error.split()))
        for part in LISTS:
            # A step comes and goes with its instrument, of which it is said.
            for key in ("changed",) if part == "schedule" else ("come", "go", "changed"):
                for one in case[part][key]:
                    what = self._what(one).rstrip(".")
                    details = self._details(part, one, case["names"])
                    yield self.wording.words(f"v.{part}-{key}", what=what, details=details)

    def _what(self, one: Json) -> str:
        said: str | None = one.get("message") or one.get("name") or one.get("words")
        if said is not None:
            return said
        words = [one[side]["words"].rstrip(".") for side in ("before", "after")]
        return self.wording.words("v.step", before=words[0], after=words[1])

    def _details(self, part: str, one: Json, names: dict[str, str]) -> str:
        """What a finding or an instrument is, or what of it is otherwise now."""
        if part == "bylaw_changes":
            return ""
        rule = [one["rule"]] if part == "findings" else []
        if not isinstance(one.get("before"), dict):
            states = [key for key in ("status", "severity", "requirement") if one.get(key)]
            return ", ".join([*rule, *(self._value(part, key, one[key], names) for key in states)])
        old, new = one["before"], one["after"]
        steps = [self._step(part, key, old, new, names) for key in old if old[key] != new[key]]
        return "; ".join([*rule, *dict.fromkeys(steps)])

    def _step(self, part: str, key: str, old: Json, new: Json, names: dict[str, str]) -> str:
        before, after = (self._value(part, key, side[key], names) for side in (old, new))
        if key in ("status", "state", "severity", "requirement"):
            return self.wording.words("v.step", before=before, after=after)
        term = self.wording.words(f"v.term.{key}")
        return self.wording.words("v.step-of", term=term, before=before, after=after)

    def _value(self, part: str, key: str, value: Any, names: dict[str, str]) -> str:
        say = self.wording.words
        if value is None or value == []:
            return say("v.unset")
        if key == "status":
            return say(f"{'status' if part == 'findings' else 'state'}.{value}")
        if key in ("severity", "requirement", "state"):
            return say(f"{'requirement' if key == 'state' else key}.{value}")
        if key == "alternatives":
            ways = [say("join.with").join(names.get(id, id) for id in way) for way in value]
            return self.wording.join(ways, "or")
        if key in ("from", "until", "before", "date", "earliest", "latest"):
            return self.wording.day(value)
        if key == "days":
            return self.wording.join([self.wording.day(day) for day in value])
        if key == "alternative_of":
            return self.wording.join([names.get(id, id) for id in value])
        return names.get(value, str(value)).rstrip(".")


def _is_turned(case: Json) -> bool:
    return bool(case["verdict"]["before"] != case["verdict"]["after"])


def _text(lines: list[Line]) -> Iterator[str]:
    previous = ""
    for kind, text in lines:
        if kind == "case" and previous == "item":
            yield ""
        previous = kind
        if kind == "heading":
            yield from ("", text)
        elif kind == "item":
            yield from wrapped(text, "  ", "      ")
        elif kind in _MARKS:
            yield from wrapped(text, f"      {_MARKS[kind]} ", "        ")
        else:
            yield from wrapped(text, "", "  ")


_MARKS = {"gone": "-", "come": "+"}


def _markdown(lines: list[Line]) -> Iterator[str]:
    """Markdown: what is written before and now stands in a block of its own."""
    quoted = False
    previous = ""
    for kind, text in lines:
        if (kind in _MARKS) != quoted:
            quoted = not quoted
            yield "  ```diff" if quoted else "  ```"
        match kind:
            case "gone" | "come":
                yield f"  {_MARKS[kind]} {text.replace('`', chr(39))}"
            case "title":
                yield f"## {escape_markdown(text)}"
            case "heading":
                yield from ("", f"### {escape_markdown(text)}", "")
            case "item":
                yield from [""] if previous == "case" else []
                yield f"- {escape_markdown(text)}"
            case "case":
                yield from [""] if previous == "item" else []
                yield f"**{escape_markdown(text)}**  "
            case _:
                yield from ("", escape_markdown(text))
        previous = kind
    if quoted:
        yield "  ```"
