# SPDX-License-Identifier: EUPL-1.2
"""Strategies for documents of all four kinds, built as trees and not from the grammar."""

import unicodedata
from datetime import date
from typing import get_args

from hypothesis import strategies as st

from checker.records import fields
from checker.source import Source, Span
from checker.speech import due
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p
from checker.speech import rule as r
from checker.speech.amounts import (
    HaveHalf,
    HaveNumber,
    HaveParity,
    HoldNumber,
    HoldsNone,
    PerformNumber,
    Quantity,
)
from checker.speech.circumstances import ChangeTakesEffect, IsWithin
from checker.speech.counts import Count, ExactlyOne
from checker.speech.node import Things
from checker.speech.part import PartOfSpeech
from checker.speech.predicates import (
    Adopted,
    Condition,
    FormIs,
    Moves,
    Predicate,
    TakesEffect,
    Touches,
)
from checker.speech.sentences import (
    Alternative,
    Each,
    EachInstrument,
    Entails,
    MayNeed,
    MayOnly,
    Must,
    Needs,
    NoteOn,
    OnlyMay,
    WarningOn,
)
from checker.speech.verbs import BeHeldBy, BeLedAs, BeLedBy, BePerformedBy, BeUnder, Hold, Perform

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


# Rules

things = build(Things, names=some(things_named))


comparisons = st.sampled_from(["exactly", "at least", "at most"])


def quantities(*nouns, **more):
    return build(
        Quantity,
        comparison=comparisons,
        number=st.integers(0, 20),
        noun=st.sampled_from(nouns),
        **more,
    )


of_tasks = quantities("task", areas=some(areas, 0, 2))
amounts = st.one_of(
    build(HaveParity, parity=st.sampled_from(["odd number", "even number"])),
    build(HaveHalf, comparison=comparisons),
    build(HaveNumber, quantity=quantities("member", "unit")),
    build(HoldNumber, quantity=of_tasks),
    build(PerformNumber, quantity=of_tasks),
)
relations = st.one_of(
    build(Hold, objects=st.tuples(things)),
    build(Perform, objects=st.tuples(things)),
    build(BeUnder, objects=some(bodies) | st.tuples(build(n.NoCommittee))),
    build(BeLedAs, objects=some(build(n.BuiltAs, construction=constructions))),
    build(BeLedBy, objects=some(leaders)),
    build(BeHeldBy, objects=some(bodies)),
    build(BePerformedBy, objects=some(ids)),
)
FIXED = [
    kind
    for kind in PartOfSpeech.parts.values()
    if issubclass(kind, Predicate) and [each.name for each in fields(kind)] == ["span"]
]
predicates = st.one_of(
    relations,
    build(Moves, origin=maybe(bodies), destination=maybe(bodies)),
    amounts,
    build(HoldsNone, areas=some(areas, 0, 2)),
    build(IsWithin, areas=some(areas)),
    build(TakesEffect, relation=st.sampled_from(["before", "after", "on"]), day=days),
    build(Adopted, relation=st.sampled_from(["before", "after"])),
    build(Touches, provision=citations),
    *(build(kind) for kind in FIXED if not kind.clause),
)


def conditions(predicate):
    one = build(Condition, joint=st.just("and"), predicates=some(predicate, 1, 1))
    joints = st.sampled_from(["and", "or"])
    return one | build(Condition, joint=joints, predicates=some(predicate, 2, 3))


clauses = conditions(predicates)
own_clauses = st.one_of(
    build(FormIs, form=texts),
    build(ChangeTakesEffect, relation=st.sampled_from(["before", "after", "on"]), day=days),
    *(build(kind) for kind in FIXED if kind.clause),
)
whens = conditions(predicates | own_clauses)
phrases_of_due = some(
    build(due.Due, when=st.sampled_from(list(get_args(due.DueWord))) | st.integers(1, 99)), 0, 2
).filter(lambda dues: len({type(each.when) is int or each.when for each in dues}) == len(dues))
dispensations = build(
    i.Dispensation,
    norm=maybe(citations),
    authority=maybe(ids),
    granted_under=maybe(citations),
    one_term=st.booleans(),
    dues=phrases_of_due,
)


def steps(one, **more):
    """Steps of every kind, with a body and without, where they can be written so."""
    written = [
        (kind.name, word, body)
        for kind in i.KINDS.values()
        for words, body in (
            (kind.keywords.alone, st.none()),
            (kind.keywords.before_body, bodies),
            *(((word,), st.just(n.Role(role))) for word, role in kind.keywords.of_office.items()),
        )
        for word in words
    ]
    return st.one_of(
        build(
            one,
            kind=st.just(kind),
            body=body,
            matter=maybe(prose),
            wording=st.sampled_from([word] if word in i.OF_OFFICE else [word, ""]),
            **more,
        )
        for kind, word, body in written
    )


instruments = st.one_of(
    dispensations,
    build(i.LawAmendment, source=citations),
    build(i.BylawChange),
    build(
        i.Readings,
        count=st.integers(1, 12),
        body=bodies,
        days_apart=maybe(st.integers(1, 30)),
        days_between=maybe(st.integers(1, 30)),
        dues=st.sampled_from([(), (due.Due("before"),)]),
    ),
    steps(i.Step, dues=phrases_of_due),
)
alternatives = some(
    build(Alternative, instruments=some(instruments, 1, 2), unavailable=maybe(prose))
)
nouns = ["committee", "standing committee", "special committee", "unit", "task"]
subjects = st.one_of(
    named,
    roles,
    build(Each, noun=st.sampled_from(nouns), within=some(areas, 0, 2), clause=maybe(clauses)),
    build(EachInstrument, instrument=instruments, clause=maybe(clauses)),
)
sentences = st.one_of(
    build(MayOnly, subject=subjects, relation=relations),
    build(OnlyMay, subject=subjects, relation=relations),
    build(
        Must,
        subject=subjects,
        relation=relations | amounts,
        negated=st.booleans(),
        advice=st.booleans(),
    ),
    build(
        ExactlyOne,
        advice=st.booleans(),
        things=maybe(things),
        verb=st.sampled_from(["hold", "perform"]),
        comparison=comparisons,
    ),
    build(
        ExactlyOne,
        things=things,
        verb=st.sampled_from(["hold", "perform"]),
        advice=st.booleans(),
        comparison=comparisons,
        each=st.just(True),
    ),
    build(ExactlyOne, advice=st.booleans(), things=st.none(), verb=st.just("be under")),
    build(
        Count,
        comparison=st.sampled_from(["exactly", "at least", "at most"]),
        number=st.integers(0, 20),
        noun=st.sampled_from([*nouns, "administration"]),
        advice=st.booleans(),
    ),
    build(Needs, subject=subjects, alternatives=alternatives),
    build(Entails, subject=subjects, alternatives=alternatives),
    build(MayNeed, subject=subjects, alternatives=alternatives),
    build(NoteOn, subject=subjects, text=prose),
    build(WarningOn, subject=subjects, text=prose),
)


def because(language):
    return build(r.Because, language=st.just(language), text=texts)


rules = build(
    r.Rule,
    id=new_ids,
    title=prose,
    sentence=sentences,
    otherwise=st.just(()) | alternatives,
    bases=some(citations),
    interval=maybe(intervals()),
    when=maybe(whens),
    unless=maybe(whens),
    despite=some(ids, 0, 2),
    because=st.just(()) | st.tuples(because("en"), because("da")) | st.tuples(because("da")),
    read_in=read_in,
    checked=maybe(days),
    interpretation=maybe(new_ids),
    not_waivable=st.booleans(),
)
authority_names = st.lists(texts, min_size=1, max_size=3).map(
    lambda found: tuple(
        r.AuthorityName(text, date(2000 + k, 1, 1) if k + 1 < len(found) else None, span=SPAN)
        for k, text in enumerate(found)
    )
)
standing = {
    "bases": some(citations, 0, 2),
    "interval": maybe(intervals()),
    "read_in": read_in,
    "checked": maybe(days),
}
rule_statements = st.one_of(
    rules,
    build(
        r.LegalSource,
        id=new_ids,
        kind=st.sampled_from(["law", "bylaw", "mandate", "guideline"]),
        title=texts,
        municipality=maybe(texts),
        given_by=maybe(bodies),
        address=maybe(texts),
        interval=maybe(intervals()),
        read_in=read_in,
    ),
    build(r.Authority, id=new_ids, names=authority_names, also=some(texts, 0), read_in=read_in),
    build(
        r.Area,
        id=new_ids,
        word=st.sampled_from(["løn", "by-udvikling"]),
        parent=maybe(areas),
        read_in=read_in,
    ),
    build(r.LegalTerms, years=st.integers(1, 20), start=st.just(date(2010, 1, 1)), **standing),
    build(r.LegalMeeting, first=st.just((12, 1)), last=st.just((12, 15)), **standing),
    build(
        r.KnownForm,
        id=new_ids,
        name=texts,
        also=some(texts, 0, 2),
        not_covered=maybe(prose),
        **standing,
    ),
    build(r.NotCoded, provision=citations, reason=prose, read_in=read_in),
    build(
        r.LegalSentence,
        number=st.integers(1, 106),
        text=prose,
        bases=some(citations, 0, 2),
        rules=some(new_ids, 0, 2),
        facts=some(ids | sections, 0, 2),
        shown_in=some(texts, 0, 2),
        uncoded=maybe(prose),
        read_in=read_in,
    ),
    build(
        r.SignOff,
        rule=new_ids,
        office=st.sampled_from(["Juridisk Afdeling", "Kommuneadvokaten"]),
        day=days,
        sentence=digests,
        bases=digests,
        quotations=digests,
    ),
    build(
        r.Doubt,
        id=new_ids,
        text=prose,
        interpretations=some(build(r.Interpretation, id=new_ids, text=prose), 2, 3),
        following=new_ids,
        because=st.just(()) | st.tuples(because("da")),
        read_in=read_in,
    ),
)

# Organisation

titled = build(o.Titled, id=new_ids, name=texts)
described = some(
    build(o.Described, provision=citations) | build(o.Described, provision=sections, words=texts),
    0,
    2,
)


nothing_until = st.none()


def committees(kinds, read=read_in):
    return build(
        o.Committee,
        kind=st.sampled_from(kinds),
        id=new_ids,
        name=texts,
        administration=maybe(titled),
        mayor=maybe(titled),
        members=maybe(st.integers(1, 60)),
        described=described,
        until=maybe(days) if [*kinds] == ["special committee"] else nothing_until,
        read_in=read,
    )


def units(read=read_in):
    return build(
        o.Unit,
        id=new_ids,
        name=texts,
        owner=bodies | build(n.NoCommittee),
        area=maybe(areas),
        construction=maybe(constructions),
        described=described,
        read_in=read,
    )


@st.composite
def terms(draw):
    first, last = sorted([draw(days), draw(days)])
    return o.Term(n.Interval(first, last, span=SPAN), draw(read_in), span=SPAN)


provisions = st.one_of(
    build(
        o.Provision,
        provision=citations,
        committees=some(bodies, 0, 2),
        phrases=some(texts, 0, 2),
        read_in=read_in,
    ),
    build(
        o.Provision,
        provision=citations,
        committees=some(bodies, 0, 2),
        text=texts,
        text_as_of=days,
        read_in=read_in,
    ),
)
facts = st.one_of(
    build(o.Form, form=texts, read_in=read_in),
    build(o.Council, id=new_ids, name=texts, members=maybe(st.integers(1, 60)), read_in=read_in),
    terms(),
    build(
        o.MeetingWindow,
        first=st.just((12, 1)),
        last=st.sampled_from([(12, 1), (12, 15)]),
        read_in=read_in,
    ),
    build(o.MeetingDay, day=days, read_in=read_in),
    committees(["finance committee", "committee", "special committee"]),
    units(),
    build(
        o.Task,
        id=new_ids,
        name=texts,
        area=maybe(areas),
        holders=some(bodies, 0),
        performer=maybe(ids),
        described=described,
        read_in=read_in,
    ),
    build(
        o.HeldDispensation,
        id=new_ids,
        subject=named | roles,
        norm=maybe(citations),
        authority=maybe(ids),
        granted_under=maybe(citations),
        holder=maybe(leaders),
        until=maybe(days),
        read_in=read_in,
    ),
    provisions,
)
municipalities = build(o.Municipality, id=new_ids, name=texts, as_of=days, read_in=read_in)

# Proposal

nothing = st.just(())
parts = build(
    p.Part,
    id=new_ids,
    name=texts,
    things=some(things_named, 0),
    administration=maybe(titled),
    mayor=maybe(titled),
    members=maybe(st.integers(1, 60)),
)


@st.composite
def states(draw):
    first, last = sorted([draw(days), draw(days)])
    state, until = draw(
        st.sampled_from(
            [
                ("applied", None),
                ("granted", None),
                ("granted", last),
                ("refused", None),
                ("held", None),
            ]
        )
    )
    planned = p.State("planned", span=SPAN)
    order = draw(st.sampled_from([None, "before", "after"]))
    return draw(st.sampled_from([planned, p.State(state, first, until, order, span=SPAN)]))


carried = st.one_of(
    build(i.BylawChange),
    build(i.LawAmendment, source=citations),
    build(p.CarriedStep, kind=st.just("reading"), body=maybe(bodies)),
    steps(p.CarriedStep),
    build(
        p.CarriedDispensation,
        subject=named | roles,
        norm=maybe(citations),
        authority=maybe(ids),
        granted_under=maybe(citations),
        holder=maybe(leaders),
    ),
)
expectations = st.one_of(
    build(
        p.ExpectVerdict,
        verdict=st.sampled_from(["forbidden", "incomplete", "conditional", "clear"]),
    ),
    build(
        p.ExpectFinding,
        rule=ids,
        subject=maybe(named | roles),
        status=maybe(st.sampled_from(["new", "existing", "resolved"])),
        negated=st.booleans(),
    ),
    build(p.ExpectNoFindingUnder, provision=citations),
    build(
        p.ExpectInstrument,
        instrument=instruments,
        subject=maybe(named),
        holder=maybe(leaders),
        negated=st.booleans(),
    ),
)
places = bodies | build(n.NoCommittee)
concerned = some(bodies, 0, 2)
changes = st.one_of(
    build(p.Move, thing=things_named, destination=places, origin=maybe(places)),
    build(p.Transfer, thing=things_named, destination=ids, origin=maybe(ids)),
    build(p.Lead, unit=ids, construction=constructions),
    build(p.Split, committee=bodies, parts=some(parts)),
    build(
        p.Merge,
        committees=some(bodies, 2),
        id=new_ids,
        name=texts,
        administration=maybe(titled),
        mayor=maybe(titled),
        members=maybe(st.integers(1, 60)),
    ),
    build(p.CreateCommittee, committee=committees(["committee", "special committee"], nothing)),
    build(p.CreateCommittee, committee=committees(["special committee"], nothing)),
    build(p.CreateUnit, unit=units(nothing)),
    build(p.Abolish, thing=bodies, successor=maybe(bodies)),
    build(p.Rename, thing=bodies, id=new_ids, name=texts),
    build(p.Resize, committee=bodies, members=st.integers(1, 60)),
    build(p.Insert, text=texts, provision=citations, committees=concerned),
    build(p.Remove, text=texts, provision=citations, committees=concerned),
    build(p.Reword, provision=sections, old=texts, new=texts, committees=concerned),
    build(p.Carries, instrument=carried, state=states()),
    build(p.Open, thing=things_named, committees=some(bodies)),
    build(p.Assuming, text=prose),
    build(
        p.Given,
        thing=ids,
        holders=some(bodies, 1, 2),
        performer=maybe(ids),
        area=maybe(areas),
        construction=maybe(constructions),
        members=maybe(st.integers(1, 60)),
    ),
    build(
        p.Consideration,
        text=prose,
        stance=st.sampled_from(["for", "against"]),
        committee=bodies,
        matter=maybe(prose),
        read_in=read_in,
    ),
    expectations,
)
said = texts.filter(lambda text: any(map(str.isalnum, text)))
reasons = st.builds(n.Prose, en=said, da=said) | said.map(n.Prose.of)


@st.composite
def waivers(draw, titles):
    first, last = sorted([draw(days), draw(days)])
    return draw(
        build(
            p.Waive,
            rule=ids,
            subject=named | roles,
            reason=reasons,
            by=bodies,
            day=st.just(first),
            journal=said,
            until=st.sampled_from([None, last]),
            proposal=titles,
        )
    )


changes |= waivers(st.none())
registers = build(p.Register, concerns=ids)


@st.composite
def headers_(draw):
    first, last = sorted([draw(days), draw(days)])
    return draw(
        build(
            p.Proposal,
            title=prose,
            concerns=ids,
            proposed=days,
            effective=st.just(first),
            as_of=maybe(days),
            until=st.sampled_from([None, last]),
            reason=maybe(reasons),
            read_in=read_in,
        )
    )


headers = headers_()


def document(kind, statements):
    return n.Document(kind, "en", tuple(statements), span=SPAN)


documents = st.one_of(
    st.lists(rule_statements, min_size=1, max_size=2).map(lambda s: document("rules", s)),
    st.tuples(municipalities, facts).map(lambda s: document("organisation", s)),
    st.tuples(headers, changes).map(lambda s: document("proposal", s)),
    st.tuples(registers, waivers(maybe(said))).map(lambda s: document("waivers", s)),
)
