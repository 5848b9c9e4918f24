# SPDX-License-Identifier: EUPL-1.2
"""Strategies for rules: what they are on, what they say, and what they ask for."""

from datetime import date
from typing import get_args

from hypothesis import strategies as st
from node_trees import (
    SPAN,
    areas,
    bodies,
    build,
    citations,
    constructions,
    days,
    digests,
    ids,
    intervals,
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

from checker.records import fields
from checker.speech import due
from checker.speech import instruments as i
from checker.speech import node as n
from checker.speech import rule as r
from checker.speech.amounts import (
    HaveHalf,
    HaveNumber,
    HaveParity,
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
from checker.speech.workload import HoldNumber, HoldsNone, PerformNumber

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
        days_apart=maybe(st.integers(0, 30)),
        days_between=maybe(st.integers(0, 30)),
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
