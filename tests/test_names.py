# SPDX-License-Identifier: EUPL-1.2
"""Names for ids: wherever an id of the organisation may stand, its name may stand in quotes."""

import pytest
from areas import AREAS
from sentences import pairs

from checker.language.names import resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.source import Source
from checker.speech.node import Name, Node, children

pytestmark = pytest.mark.slow

# What stands in rules, and not in an organisation.
RULES = {*AREAS, *AREAS.values(), "IM", "TS", "BM"}
SECTIONS = ("proposal", "change", "register", "registered")


def names(node, field=""):
    """The names in a node that an organisation may have declared."""
    if isinstance(node, Name):
        quoted = node.text.startswith('"')
        if field not in ("id", "rule") and node.text not in RULES and not quoted:
            yield node
        return
    for part in children(type(node)):
        value = getattr(node, part)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Node):
                yield from names(each, part)


def bare(text):
    """A name without its genitive."""
    return text.removesuffix("'s").removesuffix("'")


def settled(text):
    """A document with its names settled: each id X of an organisation is called "Navn på X"."""
    document = parse(Source.of(text))
    return resolve_names(document, AREAS, IDS, {one: f"Navn på {one}" for one in IDS})


TEXTS = [
    (one.text(surface), surface)
    for one in pairs()
    if one.kind in SECTIONS
    for surface in ("en", "da")
]
IDS = {
    bare(name.text)
    for text, _ in TEXTS
    for one in parse(Source.of(text)).statements
    for name in names(one)
}


@pytest.mark.parametrize(("text", "surface"), TEXTS, ids=lambda each: each.split("\n")[-1][:60])
def test_a_name_may_stand_wherever_an_id_may(text, surface):
    whole = settled(text)
    there = [name for one in parse(Source.of(text)).statements for name in names(one)]
    for name in there:
        start, end = name.span.start, name.span.end
        for mark in ('"{}"', "»{}«") + (('"{}"s',) if "'" in name.text else ()):
            named = f"{text[:start]}{mark.format(f'Navn på {bare(name.text)}')}{text[end:]}"
            assert settled(named).statements == whole.statements, named
            kept = parse(Source.of(named))
            assert parse(Source.of(print_document(kept, surface, AREAS))).statements == (
                kept.statements
            )
