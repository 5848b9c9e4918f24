"""What changed in law between two versions: in what is written, and in what follows for a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import frozen

from checker.speech import organisation as filed
from checker.speech import proposal as proposed
from checker.speech import rule as written
from checker.speech.node import Node, children
from checker.speech.relations import Things

Json = dict[str, Any]
_T = TypeVar("_T")

_IN_ANY_ORDER = {
    (written.Rule, "bases"),
    (written.Rule, "despite"),
    (written.Rule, "because"),
    (Things, "names"),
}
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
    old, new = _keyed(before), _keyed(after)
    return Edit(
        tuple(node for key, node in new.items() if key not in old),
        tuple(node for key, node in old.items() if key not in new),
        tuple(
            (old[key], node)
            for key, node in new.items()
            if key in old and _in_law(node) != _in_law(old[key])
        ),
    )


def _keyed(statements: Iterable[Node]) -> dict[tuple[object, ...], Node]:
    return _numbered((_key(node), node) for node in statements)


def _numbered(items: Iterable[tuple[tuple[object, ...], _T]]) -> dict[tuple[object, ...], _T]:
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
            return kind, str(node.provision), repr(node.committee)
    name = getattr(node, "id", None)
    return (kind, name.text) if name else (kind, repr(_in_law(node)))


def _in_law(value: Any) -> Any:
    """A statement without its places, and without the order of what has none in law."""
    if isinstance(value, tuple):
        return tuple(_in_law(one) for one in value)
    if not isinstance(value, Node):
        return value
    kind: Any = type(value)
    parts = []
    for name in children(kind):
        part = _in_law(getattr(value, name))
        if name == "read_in" or (kind, name) in _IN_ANY_ORDER:
            part = tuple(sorted(part, key=repr))
        parts.append((name, part))
    return kind.__name__, tuple(parts)


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
        _numbered((tuple(one[part] for part in key), one) for one in side)
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
