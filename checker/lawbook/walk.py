"""Every node below a node, in the order of writing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from checker.speech.node import Node


@cache
def children(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a kind of node, all but its place."""
    return tuple(field.name for field in attrs.fields(kind) if field.name != "span")


def walk(node: Node) -> Iterator[Node]:
    """The node itself, then everything in it, depth first."""
    yield node
    kind: Any = type(node)
    for name in children(kind):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield from walk(value)
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, Node):
                    yield from walk(one)
