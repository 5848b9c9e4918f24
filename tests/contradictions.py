# SPDX-License-Identifier: EUPL-1.2
"""What a result may not say of its days beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from checker.records import frozen
from checker.report.express import wording_of
from checker.report.findings import open_ways
from checker.report.instruments import about
from checker.report.opening import summary
from checker.report.steps import next_steps
from checker.result import RequiredInstrument, Result, Ways


def contradictions(result: Result) -> Iterator[str]:
    """Each pair of things that a result says of its days and that cannot both be so."""
    needed = outstanding(result)
    yield from _rows(result, needed)
    yield from _missed(result, needed)
    yield from _early(result)
    yield from _orders(result)
    if result.verdict != "forbidden":
        yield from _steps(result, needed)
        yield from _conclusion(result, needed)
    elif not summary(result, wording_of(result, "en"), 0):
        yield "forbidden, and nothing is said of it"


@frozen
class Needed:
    """What the proposal needs on every way that it may take.

    Attributes:
        sure: what is outstanding of it, by its id.
        choices: what may be chosen still: what a way would need is not asked for before.
        past: the choices of which no way can be taken in time any more.
        spoken: the ids of all that is needed, may be chosen, or could be.
        followed: the ids of what is no need and yet follows.
    """

    sure: dict[str, RequiredInstrument]
    choices: list[Ways]
    past: list[Ways]
    spoken: set[str]
    followed: set[str]


def outstanding(result: Result) -> Needed:
    """What a proposal needs, worked out by itself."""
    duties: list[Ways] = []
    asked: list[Ways] = [((root.id,),) for root in result.roots]
    for finding in result.findings:
        if finding.status == "new":
            ways = open_ways(finding, result)
            chosen = finding.alternatives[finding.chosen] if finding.chosen is not None else ()
            ways = (chosen,) if chosen in ways else ways
            if finding.kind == "duty":  # what is refused takes the rest of a duty with it no more
                duties.append(ways or finding.alternatives)
            else:
                asked.append(ways)
    found, followed = set[str](), set[str]()
    while True:
        done = found | followed
        wanted = {id for ways in asked for way in _made(ways, done) for id in way} - found
        owed = {id for ways in duties for way in _made(ways, done) for id in way} - done - wanted
        if not wanted and not owed:
            break
        for one in map(result.by_id.__getitem__, (*wanted, *owed)):
            if one.status != "not needed":
                needs = [_begun_or_all(ways, result) for ways in one.needs]
                (asked if one.id in wanted else duties).extend(needs)
                duties += [_begun_or_all(ways, result) for ways in one.entails]
        found, followed = found | wanted, followed | owed
    needed = [one for id, one in result.by_id.items() if id in found]
    left = [ways for ways in asked if len(ways) > 1 and not _made(ways, found | followed)]
    new = [one for one in result.findings if one.status == "new" and one.kind != "duty"]
    every = [*asked, *(one.alternatives for one in new)]
    spoken = {id for ways in every for way in ways for id in way}
    gone = [ways for ways in every if all(any(_is_gone(id, result) for id in way) for way in ways)]
    spoken |= {id for ways in gone for way in ways for one in way for id in _needs(one, result)}
    past = [ways for ways in left if len(ways) > 1 and ways in gone]
    sure = {one.id: one for one in needed if _waits(one)}
    return Needed(sure, left, past, spoken, followed)


def _made(ways: Ways, done: set[str]) -> Ways:
    """The way that is taken: the only one, or what is done anyhow."""
    return ways if len(ways) == 1 else tuple(way for way in ways if done >= {*way})


def _needs(id: str, result: Result) -> Iterator[str]:
    """What an instrument needs in turn."""
    for ways in result.by_id[id].needs:
        for one in (one for way in ways for one in way):
            yield one
            yield from _needs(one, result)


def _is_gone(id: str, result: Result) -> bool:
    """Whether the last day of an instrument, or of something that it needs, is past."""
    rows = [row for row in result.schedule if row.requires in {id, *_needs(id, result)}]
    lasts = [row.latest for row in rows if row.latest and not row.met]
    own = result.by_id[id]
    if own.kind == "bylaw change" and own.own != "met" and not own.needs:
        lasts.append(result.proposal.effective)
    return any(last < result.proposal.as_of for last in lasts)


def _waits(one: RequiredInstrument) -> bool:
    return one.status in ("missing", "declared", "expired") and one.state != "met"


def _begun_or_all(ways: Ways, result: Result) -> Ways:
    """The ways that may still be had; where one is in place, under way or carried, that one: a way
    is as far as what of it is least far, and of ways that are as far the first is taken."""
    left = tuple(way for way in ways if all(result.by_id[id].state != "failed" for id in way))
    carried, furthest = ("declared", "granted", "expired"), ("met", "pending", "open")
    far = {way: max(furthest.index(result.by_id[id].state) for id in way) for way in left}
    begun = [way for way in left if far[way] < 2]
    begun = [min(begun, key=far.__getitem__)] if begun else []
    begun += [way for way in left if any(result.by_id[id].status in carried for id in way)]
    return tuple(begun[:1]) or left


def _rows(result: Result, needed: Needed) -> Iterator[str]:
    as_of = result.proposal.as_of
    for row in result.schedule:
        told = f"{row.requires} {row.number or ''} {row.day} {row.earliest}..{row.latest}"
        if row.earliest and row.latest and row.earliest > row.latest:
            yield f"an earliest day after the latest: {told}"
        if row.met and row.day and row.latest and row.day > row.latest:
            yield f"kept after its last day: {told}"
        if row.met and row.day and row.earliest and row.day < row.earliest:
            yield f"kept before its first day: {told}"
        if row.missed and row.day and row.day <= as_of:
            yield f"held and not held: {told}"
        if row.met and (row.missed or row.late):
            yield f"kept and missed: {told}"
        if (row.missed or row.late) and not (row.latest and row.latest < as_of):
            yield f"missed before its last day is past: {told}"
        own = result.by_id[row.requires]
        if own.state == "met" and own.status == "granted" and row.met is False and row.number:
            yield f"met by what is not kept: {told}"
        past = row.requires in needed.sure and (row.number or own.kind != "reading")
        past = past and not row.met and row.latest and row.latest < as_of
        past = past and not own.alternative_of and result.verdict != "forbidden"
        asked = row.met is None and row.day and row.day <= as_of  # on which side of the meeting
        if past and row.requires not in result.past and not asked:
            yield f"not held, and not missed: {told}"
    for row, then in pairwise(row for row in result.schedule if row.number):
        gap = result.by_id[then.requires].days_apart or 1
        followed = row.requires == then.requires and row.met and row.day and not then.day
        if followed and then.latest and (then.latest - row.day).days < gap:
            yield f"kept, and leaves no time for the next: {row.requires} {row.day}"


def _missed(result: Result, needed: Needed) -> Iterator[str]:
    proposal, first = result.proposal, result.earliest_effective
    if result.past and result.verdict not in ("incomplete", "forbidden"):
        yield f"{result.verdict} though {result.past} was missed"
    for id, one in needed.sure.items():
        alone = one.kind == "bylaw change" and not (one.needs or one.alternative_of)
        if alone and id not in result.past and proposal.effective < proposal.as_of:
            yield f"not adopted by the day of effect, and not missed: {id}"
    for way in (way for ways in needed.past for way in ways):
        taken = {*way, *(need for id in way for need in _needs(id, result))}
        if taken.isdisjoint(result.past) and result.verdict != "forbidden":
            yield f"as past as the other way, and not missed: {way}"
    for id in result.past:
        if result.by_id[id].state != "open":
            yield f"{result.by_id[id].state} though missed: {id}"
        if id not in needed.spoken and result.verdict != "forbidden":
            yield f"missed and not needed: {id}"
        rows = [row for row in result.schedule if row.requires == id]
        if not any(row.missed if id in result.missed else row.late for row in rows):
            yield f"missed, and no row says so: {id}"
        if id in result.late and any(row.missed for row in rows):
            yield f"held and missed: {id}"
    if first is not None and not result.past:
        yield "an earliest day of effect though nothing was missed"
    anew = any(one.id in result.by_id for one in result.then_required)
    soonest = proposal.effective if anew else date.fromordinal(proposal.effective.toordinal() + 1)
    if first is not None and first < max(soonest, proposal.as_of):
        yield f"an earliest day of effect that is none: {first}"


def _early(result: Result) -> Iterator[str]:
    """A step that is required later, and told as what no rule asks for."""
    steps = [one for one in result.besides if one.kind != "dispensation"]  # which have a subject
    for one in (one for one in steps if one.reason is None and one.days):
        for own in result.instruments:
            alike = (own.kind, own.authority, own.matter) == (one.kind, one.authority, one.matter)
            later = any(due.when == "after term begins" for due in own.dues)
            if alike and later and own.status == "missing":
                yield f"too early, and told as not asked for: {own.id}"


def _orders(result: Result) -> Iterator[str]:
    """Two alternatives that are told as two orders."""
    asked = [
        (one.id, one.alternatives)
        for one in result.findings
        if one.status != "resolved" and one.requirement == "open" and one.chosen is None
    ]
    asked += [
        (one.id, ways)
        for one in result.instruments
        if one.status != "not needed"
        for ways in (*one.needs, *one.entails)
        if not any(result.by_id[id].status == "declared" for way in ways for id in way)
    ]
    outright = {id for _, ways in asked if len(ways) == 1 for id in ways[0]}
    steps = next_steps(result, wording_of(result, "en"))
    alone = {id for step in steps if not step.choices for id in step.instruments}
    for of, ways in asked:
        ordered = [way for way in ways if not {*way} <= outright and {*way} & (alone - outright)]
        if len(ways) > 1 and len(ordered) > 1:
            yield f"two ways as two orders: {of} {ordered}"


def _steps(result: Result, needed: Needed) -> Iterator[str]:
    """A step that is ordered and not needed, or needed and not ordered, or a choice not told."""
    told = [row for row in result.schedule if not (row.day and row.met is None)]  # else a question
    left = [row for row in told if row.met is not True]
    rows = [row for row in left if row.number or row.step != "reading"]
    steps = next_steps(result, wording_of(result, "en"))
    own = {id for step in steps if not (step.choices or step.regardless) for id in step.instruments}
    for one in map(result.by_id.__getitem__, own - needed.sure.keys() - needed.followed):
        if not (one.for_existing or one.state == "met"):
            yield f"ordered and not needed: {one.id}"
    for id in needed.sure.keys() - own:
        late = needed.sure[id].status != "declared" or any(row.requires == id for row in rows)
        if (
            needed.sure[id].state == "open"
            and late
            and not _stands_for_others(needed.sure[id], result)
        ):
            yield f"needed and not ordered: {id}"
    for ways in needed.choices:
        ids = {id for way in ways for id in way} - needed.sure.keys() - needed.followed
        if not any(ids <= {*step.instruments} for step in steps):
            yield f"a choice that no step tells: {ways}"


def _conclusion(result: Result, needed: Needed) -> Iterator[str]:
    """A step still needed that the conclusion does not name, or names twice."""
    wording = wording_of(result, "en")
    said = summary(result, wording, 0).partition(" It can take effect")[0]
    takes = said.partition(" What is under way")[0].partition(" Besides,")[0]
    left = [ways for ways in needed.choices if ways not in needed.past]
    ids = (id for ways in left for way in ways for id in way if id not in needed.followed)
    chosen = map(result.by_id.__getitem__, ids)
    wanted = needed.sure | {one.id: one for one in chosen if _waits(one)}
    held = [row for row in result.schedule if row.day and row.day <= result.proposal.as_of]
    asked = {row.requires for row in held if row.met is None}
    names: dict[str, list[str]] = {}
    for id in wanted:
        names.setdefault(wording.instruments[id], []).append(id)
    for name in sorted({*wording.instruments.values()}, key=len, reverse=True):
        number = said.count(name)
        missing = name in takes
        said, takes = said.replace(name, "…"), takes.replace(name, "…")
        if name not in names:
            continue
        own = [wanted[id] for id in names[name]]
        if number > 1 and not any(one.alternative_of for one in own):
            yield f"named {number} times: {name}"
        pending = all(one.own == "pending" and one.kind != "bylaw change" for one in own)
        if result.verdict == "incomplete" and pending and missing:
            yield f"under way, and told as missing: {name}"
        loose = result.verdict != "conditional" or all(one.state == "pending" for one in own)
        loose &= not all(one.id in asked for one in own)
        if not number and loose and not all(_stands_for_others(one, result) for one in own):
            yield f"not named: {name}"
    whole = summary(result, wording, 0)
    for pair in combinations(left, 2):
        one, other = ([id for way in ways for id in way] for ways in pair)
        names = [[wording.instruments[id] for id in ids] for ids in (one, other)]
        own = [result.by_id[id].subject for id in (*one, *other)]
        things = [wording.instruments[ref.id] for ref in own if ref and ref.kind == "instrument"]
        things += [wording.name(ref) for id in (*one, *other) for ref in about(result.by_id[id])]
        told = things and all(thing in whole for thing in things)
        if names[0] == names[1] and {*one}.isdisjoint(other) and not told:
            yield f"two choices told as one: {pair}"
    for row in (row for row in held if row.number and row.met and row.requires in wanted):
        rows = [one for one in result.schedule if one.requires == row.requires and one.number]
        had = wording.words("had.held", number=row.number, day=row.day)
        some = any(one.day is None for one in rows) and all(one.met for one in rows if one.day)
        if some and wording.instruments[row.requires] in whole and had not in whole:
            yield f"held, and told as still to be held: {row.requires} {row.number}"
    also = whole.partition("; it also takes ")[2].partition(". ")[0]
    past = {id for ways in needed.past for way in ways for id in way} - needed.sure.keys()
    open_ = {wording.instruments[id] for ways in left for way in ways for id in way}
    for name in sorted({*wording.instruments.values()}, key=len, reverse=True):
        if name in also and name in {wording.instruments[id] for id in past} - open_:
            yield f"past, and told as still to be taken: {name}"
        also = also.replace(name, "…")


def _stands_for_others(one: RequiredInstrument, result: Result) -> bool:
    """Whether an instrument is no more than what it needs: carried, with something outstanding."""
    needs = [each for each in result.instruments if one.id in each.required_by and not each.duty]
    carried = one.kind == "bylaw change" and one.status == "declared"
    return carried and any(each.status != "granted" for each in needs)
