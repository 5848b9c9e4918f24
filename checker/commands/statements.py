# SPDX-License-Identifier: EUPL-1.2
"""What two versions of some documents state: what is added, gone, and written otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from checker.language.names import resolve_names
from checker.language.printer import print_lines
from checker.records import frozen
from checker.say import Language
from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Document, Node, Prose, Things, children
from checker.speech.rule import Rule

Json = dict[str, Any]
_T = TypeVar("_T")
_IN_ANY_ORDER = {
    (written.Rule, "bases"),
    (written.Rule, "despite"),
    (written.Rule, "because"),
    (Things, "names"),
}


@frozen
class Edit:
    """What of some statements is added, removed, and says something else in law."""

    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[tuple[Node, Node], ...]


def edit_of(before: Sequence[Node], after: Sequence[Node]) -> Edit:
    """The difference between settled statements; neither their order nor their places count.

    A statement with an id is the same one under another wording; of the others the whole counts.
    """
    old, new = (numbered((_key(node), node) for node in each) for each in (before, after))
    return Edit(
        tuple(node for key, node in new.items() if key not in old),
        tuple(node for key, node in old.items() if key not in new),
        tuple(
            (old[key], node)
            for key, node in new.items()
            if key in old and in_law(node) != in_law(old[key])
        ),
    )


def numbered(items: Iterable[tuple[tuple[object, ...], _T]]) -> dict[tuple[object, ...], _T]:
    """Things by their keys; of several with one key, the first here is the first there."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = {}
    for key, item in items:
        seen[key] += 1
        found[(*key, seen[key])] = item
    return found


def _key(node: Node) -> tuple[object, ...]:
    kind = type(node).__name__
    match node:
        case proposed.Proposal():
            return (kind,)
        case written.NotCoded():
            return kind, str(node.provision)
        case written.LegalSentence(number=int() as number):
            return kind, number
        case filed.Provision():
            return kind, str(node.provision), repr(node.committees)
    name = getattr(node, "id", None)
    return (kind, name.text) if name else (kind, repr(in_law(node)))


def in_law(value: Any) -> Any:
    """A statement without its places, and without the order of what has none in law."""
    if isinstance(value, tuple):
        return tuple(in_law(one) for one in value)
    if not isinstance(value, Node):
        return value
    kind: Any = type(value)
    parts = []
    for name in children(kind):
        part = in_law(getattr(value, name))
        if name == "read_in" or (kind, name) in _IN_ANY_ORDER:
            part = tuple(sorted(part, key=repr))
        parts.append((name, part))
    return kind.__name__, tuple(parts)


def settled(base: Sequence[Document], words: dict[str, str], known: Collection[str]) -> list[Node]:
    """All statements of some documents, every name an id."""
    return [one for each in base for one in resolve_names(each, words, known).statements]


def stated(
    statements: Sequence[Sequence[Node]], words: Sequence[dict[str, str]], language: Language
) -> Json:
    """Of the settled statements of two versions, with the words of areas in each: the rules that
    differ, then whatever else does."""
    found = {}
    for key, wanted in (("rules", True), ("statements", False)):
        old, new = ([one for one in each if isinstance(one, Rule) == wanted] for each in statements)
        edit = edit_of(old, new)
        found[key] = {
            "added": [_written(one, words[1], language) for one in edit.added],
            "removed": [_written(one, words[0], language) for one in edit.removed],
            "changed": [
                _rewritten(_written(one, words[0], language), _written(other, words[1], language))
                for one, other in edit.changed
            ],
        }
    return found


def _written(node: Node, words: dict[str, str], language: Language) -> Json:
    name, title = getattr(node, "id", None), getattr(node, "title", None)
    return {
        "id": name.text if name else None,
        "title": title.said(language) if isinstance(title, Prose) else title,
        "path": node.span.path,
        "line": node.span.line,
        "lines": list(print_lines(node, language, words)),
    }


def _rewritten(old: Json, new: Json) -> Json:
    """A changed statement, with the lines that its two versions do not share."""
    gone = [line for line in old["lines"] if line not in new["lines"]]
    come = [line for line in new["lines"] if line not in old["lines"]]
    return new | {"lines": new["lines"][:1], "before": gone, "after": come}
