# SPDX-License-Identifier: EUPL-1.2
"""Strategies for what every part of a document is made of: names, texts, days, citations."""

import unicodedata
from datetime import date

from hypothesis import strategies as st

from checker.source import Source, Span
from checker.speech import node as n

SPAN = Span(Source.of(""), 0, 0)
WORDS = {"employment": "beskæftigelse", "business-policy": "erhvervspolitik", "care": "pleje"}


FILLED = {}


def build(kind, /, **parts):
    FILLED.setdefault(kind, set()).update(parts)
    return st.builds(kind, span=st.just(SPAN), **parts)


def some(strategy, least=1, most=3):
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def maybe(strategy):
    return st.none() | strategy


def names(*texts):
    return build(n.Name, text=st.sampled_from(texts))


ids = names("BIU", "ØU", "KBS", "KES", "x1", "a-b", "Æble", "SUDs", "cox")
areas = names(*WORDS)
things_named = areas | ids
new_ids = names("EU", "Nyt-1", "ærø")
texts = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters='»«„“”"\u2010\u2011')
    | st.just(" "),
    min_size=1,
    max_size=12,
) | st.sampled_from(
    ['say "so"', "“so” it is", "»so«, he said", 'a "b" “c”', "# no comment", "x.", "it's"]
)
texts = texts.map(lambda text: unicodedata.normalize("NFC", text))
prose = st.builds(n.Prose, en=texts, da=texts) | texts.map(n.Prose.of)
quotes = st.sampled_from(["en ændring", '"so" it is', "»stk. 3« gælder"])
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
constructions = st.sampled_from(
    ["centre", "contract unit", "order-supplier", "unit administration"]
)
citations = build(
    n.Citation,
    source=st.sampled_from(["KSL", "LAB", "SV", "M2023"]),
    parts=st.sampled_from(
        [
            (),
            (("§", "2"),),
            (("§", "64 a"),),
            (("§", "12"), ("stk", "7"), ("bullit", "2")),
            (("§", "3"), ("nr", "1"), ("litra", "b")),
            (("§", "2"), ("stk", "3"), ("pkt", "1")),
        ]
    ),
)
sections = citations.filter(lambda citation: citation.parts)
offices = build(n.Role, role=st.sampled_from(["finance committee", "council"]))
roles = build(n.Role, role=st.sampled_from(["finance committee", "council", "municipality"]))
bodies = ids | offices
mayors = build(n.Mayor, committee=maybe(bodies))
leaders = ids | mayors
named = build(n.Named, name=ids | areas) | build(n.Named, name=ids, construction=constructions)
digests = st.sampled_from(["0123456789abcdef", "ab" * 32])
read_in = some(
    build(
        n.ReadIn,
        document=texts,
        section=st.sampled_from(["3.7", "2", "table 1"]) | texts,
        page=maybe(st.sampled_from(["12", "iv", "12-13"])),
        anchor=maybe(st.sampled_from(["stk-2", "#p 4"])),
        quote=maybe(quotes),
        text_digest=maybe(digests),
    ).filter(lambda read: read.page is None or read.anchor is None),
    least=0,
    most=2,
)


@st.composite
def intervals(draw):
    first, last = sorted([draw(days), draw(days)])
    start, end = draw(st.sampled_from([(first, last), (None, last), (first, None)]))
    known = [draw(maybe(days)) if bound else None for bound in (start, end)]
    return n.Interval(start, end, *known, span=SPAN)
