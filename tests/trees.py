# SPDX-License-Identifier: EUPL-1.2
"""Strategies for documents of all four kinds, built as trees and not from the grammar."""

from hypothesis import strategies as st
from node_trees import (
    SPAN,
    areas,
    bodies,
    build,
    citations,
    constructions,
    days,
    ids,
    leaders,
    maybe,
    named,
    new_ids,
    prose,
    read_in,
    roles,
    sections,
    some,
    texts,
    things_named,
)
from rule_trees import instruments, rule_statements, steps

from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import organisation as o
from checker.speech import proposal as p

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
    build(p.Split, committee=bodies, parts=some(parts, 2)),
    build(
        p.Merge,
        committees=some(bodies, 2).filter(lambda two: len({*two}) == len(two)),
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
        o.Given,
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
