# SPDX-License-Identifier: EUPL-1.2
"""What changed in law between two versions, in what is written and in what follows for a case: as
data, text and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from checker.commands.statements import numbered
from checker.page.markup import escape_markdown
from checker.report.wording import Wording, wrapped
from checker.say import Language

Json = dict[str, Any]
Line = tuple[Literal["title", "text", "heading", "case", "item", "gone", "come"], str]
_MARKS = {"gone": "-", "come": "+"}

_PLACE, _STEP = "provision committee action", "step body requires number"
# A list of a result: what tells its things apart, what of them is shown, and of a change what is
# told always and what where it differs.
_PARTS = {
    "findings": (
        "id",
        "id rule title title_language subject message",
        "status severity requirement",
        "alternatives",
    ),
    "instruments": (
        "id",
        "id kind subject name",
        "status",
        "norm authority held_by granted_under from until count days_apart before days reason"
        " state alternative_of",
    ),
    "bylaw_changes": (_PLACE, _PLACE, "words", "tasks old new"),
    "schedule": (_STEP, f"{_STEP} words", "", "date earliest latest"),
}
LISTS = tuple(_PARTS)


def compare_results(before: Json | None, after: Json | None) -> Json:
    """What comes, goes and changes between two results of one case, as they stand in a document.

    None stands for a version under which the case cannot be checked: then only the verdict differs.
    """
    verdicts = [one and one["verdict"] for one in (before, after)]
    old, new = (before, after) if before and after else ({}, {})
    lists = {name: _changes(name, old.get(name, ()), new.get(name, ())) for name in LISTS}
    return {"verdict": {"before": verdicts[0], "after": verdicts[1]}, **lists}


def differs(difference: Json) -> bool:
    """Whether anything in a case's difference differs."""
    verdict = difference["verdict"]
    lists = (difference[name] for name in LISTS)
    return verdict["before"] != verdict["after"] or any(any(one.values()) for one in lists)


def _changes(name: str, before: Iterable[Json], after: Iterable[Json]) -> Json:
    """Two lists set against each other."""
    key, shown, always, terms = (part.split() for part in _PARTS[name])
    old, new = (
        numbered((tuple(one[part] for part in key), one) for one in side)
        for side in (before, after)
    )

    def told(one: Json) -> Json:
        return {part: one[part] for part in (*shown, *always, *terms) if part in one}

    changed = []
    for one, other in ((old[at], new[at]) for at in new if at in old):
        different = [part for part in (*always, *terms) if one.get(part) != other.get(part)]
        if different:
            parts = dict.fromkeys((*always, *different))
            sides = [{part: each.get(part) for part in parts} for each in (one, other)]
            same = {part: other[part] for part in shown}
            changed.append(same | {"before": sides[0], "after": sides[1]})
    return {
        "come": [told(one) for at, one in new.items() if at not in old],
        "go": [told(one) for at, one in old.items() if at not in new],
        "changed": changed,
    }


# ------------------------------------------------------------ as text and Markdown


def render(document: Json, format: str, language: Language) -> str:
    """A difference as text or Markdown: verdicts first, then the rules, then each case."""
    lines = list(_DifferencePage(document, language).lines())
    return "\n".join(_markdown(lines) if format == "markdown" else _text(lines)) + "\n"


def told_of_case(case: Json, language: Language) -> tuple[str, tuple[str, ...]]:
    """What differs in one case: its verdicts, and a line for each thing that comes, goes or
    changes."""
    page = _DifferencePage({}, language)
    return page.case(case, title=True), tuple(page.differences(case))


class _DifferencePage:
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
            yield "item", self.case(one)
        yield from self._written("rules", "h.v-rules")
        yield from self._written("statements", f"h.v-statements.{document['kind']}")
        if cases:
            yield "heading", say("h.v-cases")
        # What differs alike in several cases is said once; first where a verdict changes.
        groups: dict[tuple[str, ...], list[Json]] = {}
        for case in sorted(cases, key=lambda one: not _is_turned(one)):
            groups.setdefault(tuple(self.differences(case)), []).append(case)
        for lines, alike in groups.items():
            for one in alike:
                yield "case", self.case(one, title=len(alike) == 1)
            yield from (("item", line) for line in lines)
        parts = (document["rules"], document["statements"])
        if not cases and not any(any(part.values()) for part in parts):
            yield "text", say("v.nothing")

    def case(self, case: Json, *, title: bool = True) -> str:
        """How the verdict changes, and of what."""
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

    def differences(self, case: Json) -> Iterator[str]:
        """What comes, goes and changes, a line each."""
        for side in ("before", "after"):
            for error in case["errors"][side]:
                yield self.wording.words(f"v.error-{side}", text=" ".join(error.split()))
        for part in LISTS:
            # A step comes and goes with its instrument, of which it is said.
            for key in ("changed",) if part == "schedule" else ("come", "go", "changed"):
                for one in case[part][key]:
                    what: str | None = one.get("message") or one.get("name") or one.get("words")
                    if what is None:
                        sides = {at: one[at]["words"].rstrip(".") for at in ("before", "after")}
                        what = self.wording.words("v.step", **sides)
                    details = self._details(part, one, case["names"])
                    what = what.rstrip(".")
                    yield self.wording.words(f"v.{part}-{key}", what=what, details=details)

    def _details(self, part: str, one: Json, names: dict[str, str]) -> str:
        """What a finding or an instrument is, or what of it is otherwise now."""
        if part == "bylaw_changes":
            return ""
        rule = [one["rule"]] if part == "findings" else []
        if not isinstance(one.get("before"), dict):
            states = [key for key in ("status", "severity", "requirement") if one.get(key)]
            return ", ".join([*rule, *(self._value(part, key, one[key], names) for key in states)])
        steps = []
        for key in one["before"]:
            if one["before"][key] == one["after"][key]:
                continue
            sides = {at: self._value(part, key, one[at][key], names) for at in ("before", "after")}
            if key in ("status", "state", "severity", "requirement"):
                steps.append(self.wording.words("v.step", **sides))
            else:
                term = self.wording.words(f"v.term.{key}")
                steps.append(self.wording.words("v.step-of", term=term, **sides))
        return "; ".join([*rule, *dict.fromkeys(steps)])

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
