# SPDX-License-Identifier: EUPL-1.2
"""Instruments and the timetable of a result, as they stand in its document."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from checker.days import days_later
from checker.records import evolve
from checker.report.entries import InstrumentEntry, StepEntry
from checker.report.report import ComingEntry, entry
from checker.report.sourced import BasisEntry, ProvisionEntry, ReadInEntry, SignedEntry
from checker.report.wording import Language, Wording, capital, phrases
from checker.result import Basis, RequiredInstrument, Result, ScheduledStep
from checker.say import say
from checker.speech.due import Due
from checker.speech.instruments import KINDS
from checker.speech.node import ReadIn, Reading
from checker.speech.rule import ComingChange, Signature
from checker.speech.saying import Argument, Ref

T = TypeVar("T")
_PLACES = 4096  # of which the words are kept
_NUMBERS = re.compile(r"(\d+)(\D*)")


def learn_names(result: Result, wording: Wording) -> None:
    """Has the wording know what each instrument is called, for all that speaks of it."""

    @cache
    def every() -> dict[str, RequiredInstrument]:
        return {one.id: one for one in (*result.then_required, *result.instruments)}

    def asked(one: RequiredInstrument) -> Ref | None:
        body = Ref("body", one.authority or "")
        return body if wording.brief[one.id] == wording.words("name.statement", body=body) else None

    wording.instruments.learn(every, lambda one: named(one, result, wording))
    wording.full.learn(every, lambda one: named(one, result, wording, about(one)))
    wording.brief.learn(every, lambda one: named(evolve(one, subject=None), result, wording))
    wording.statements.learn(every, lambda one: one.told_as.endswith("statement"))
    wording.asked.learn(every, asked)
    wording.definite.learn(every, lambda one: _definite(one, result, wording))


def wording_of(result: Result, language: Language) -> Wording:
    """The wording that knows the names in a result, its instruments among them."""
    names = {**result.sources, **result.names}
    wording = Wording(language, names, result.kinds, result.words)
    learn_names(result, wording)
    return wording


def about(instrument: RequiredInstrument) -> tuple[Ref, ...]:
    """The unit, task or committee that a step is taken for, where it is taken for one."""
    subject = instrument.subject
    if subject is None or subject.kind not in ("unit", "task", "committee", "area"):
        return ()
    return (subject,) if KINDS[instrument.kind].about_its_subject else ()


def alike_but_for_subject(one: RequiredInstrument) -> RequiredInstrument:
    """What is the same for instruments that differ only in the unit or task that they are steps
    towards."""
    return evolve(one, id="", subject=None, required_by=()) if about(one) else one


def grouped(things: Iterable[T], keys: Iterable[Hashable]) -> list[list[T]]:
    """Things with the same key, in the order of the first of each."""
    groups: dict[Hashable, list[T]] = {}
    for thing, key in zip(things, keys, strict=True):
        groups.setdefault(key, []).append(thing)
    return list(groups.values())


def instrument_entry(
    instrument: RequiredInstrument,
    beside: str,
    wording: Wording,
    reason_language: Language | None = None,
    row: ScheduledStep | None = None,
) -> InstrumentEntry:
    """An instrument: the promised keys, then its words.

    Args:
        beside: the ways in its place.
        row: the row of the timetable that tells when it is to be had, if it has one.
    """
    return entry(
        InstrumentEntry,
        instrument,
        basis=basis_entries(instrument.basis, wording),
        reason=wording.whole(wording.say(instrument.reason)) if instrument.reason else None,
        name=wording.full[instrument.id],
        provisions=provision_entries(instrument.basis),
        second_hand=any(not basis.checked for basis in instrument.basis),
        details=_details(instrument, beside, row, wording),
        matter=instrument.matter.said(wording.language) if instrument.matter else None,
        reason_language=reason_language,
    )


def under_headings(instruments: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """The instruments under the headings that they are listed under, those that have any; entries
    of a report, or the same as a user's template has them."""
    found: dict[str, list[Any]] = {kind.group: [] for kind in KINDS.values()}
    for one in instruments:
        kind = one["kind"] if isinstance(one, dict) else one.kind
        found[KINDS[kind].group].append(one)
    return [(heading, rows) for heading, rows in found.items() if rows]


def basis_entries(bases: Iterable[Basis], wording: Wording) -> tuple[BasisEntry, ...]:
    """The provisions that a rule rests on, and where each was read."""
    return tuple(
        entry(
            BasisEntry,
            basis,
            read_in=tuple(ReadInEntry(*each) for each in basis.read_in),
            read_in_words=read_in_words(basis.read_in, wording),
            signed=signed_entries(basis.signed, wording),
        )
        for basis in bases
    )


def signed_entries(signed: Iterable[Signature], wording: Wording) -> tuple[SignedEntry, ...]:
    """Offices' words for a rule."""
    return tuple(
        entry(SignedEntry, one, words=say_signature(one, wording.language)) for one in signed
    )


def coming_entry(one: ComingChange, wording: Wording, alone: date | None) -> ComingEntry:
    """What begins or ends soon, and what that means for the proposal; ``alone``: the day of an
    organisation that is seen as it stands, where nothing takes effect."""
    key = f"coming.{one.kind}-{one.way}" if one.rules or one.kind != "source" else "coming.source"
    rules = wording.join([wording.words("quoted", text=each) for each in one.titles])
    words = wording.words(key, name=one.name, day=one.day, alone=alone, rules=rules)
    if one.gap:
        words += wording.words("coming.gap")
    return entry(ComingEntry, one, words=words)


def say_signature(one: Signature, language: Language) -> str:
    """An office's word for a rule, and whether it stands."""
    state = "gone" if one.gone else "fallen" if one.changed else "stands"
    changed = ", ".join(say(language, f"signature.{part}") for part in one.changed)
    day = said_day(one.on, language)
    return say(language, f"signature.{state}", office=one.office, day=day, changed=changed)


def said_day(day: date, language: Language) -> str:
    """A day as a message tells it: in Danish in words."""
    return day.isoformat() if language == "en" else Wording(language).day(day)


def read_in_words(
    read_in: Iterable[Reading | ReadIn], wording: Wording, *, filed: bool = False
) -> str:
    """Where something was read: each document once, by its title or as it is ``filed``, with its
    sections in order, of which those that have a number are called so."""
    called = {} if filed else wording.names
    named = ((called.get(one.document, one.document), one) for one in read_in)
    places = tuple((name, one.section, one.page, one.anchor) for name, one in named)
    return _read_in_words(places, wording.language)


@lru_cache(_PLACES)
def _read_in_words(
    places: tuple[tuple[str, str, str | None, str | None], ...], language: Language
) -> str:
    wording, sections = Wording(language), dict[str, dict[str, None]]()
    for document, section, page, anchor in places:
        at = wording.words("read-at", section=section, page=page, anchor=anchor)
        sections.setdefault(document, {})[at] = None
    said = []
    for document, found in sections.items():
        numbered = tuple(sorted((at for at in found if at[:1].isdigit()), key=_in_number_order))
        others = tuple(at for at in found if not at[:1].isdigit())
        said.append(wording.words("read-in", document=document, sections=numbered, others=others))
    return "; ".join(said)


def _in_number_order(section: str) -> list[tuple[int, str]]:
    return [(int(number), rest) for number, rest in _NUMBERS.findall(section)]


def provision_entries(bases: Iterable[Basis]) -> tuple[ProvisionEntry, ...]:
    """Each provision once, and whether a rule on it was made at second hand."""
    found: dict[str, bool] = {}
    for basis in bases:
        found[basis.provision] = found.get(basis.provision, False) or not basis.checked
    return tuple(ProvisionEntry(each, second) for each, second in found.items())


def cited(provision: ProvisionEntry, wording: Wording) -> str:
    """A provision as it is named where nothing else tells that it is at second hand."""
    if not provision.second_hand:
        return provision.provision
    return wording.words("cal.second-hand", provision=provision.provision)


def status_key(instrument: InstrumentEntry, schedule: Iterable[StepEntry]) -> str:
    """The key of the word for how far an instrument has come: that of the timetable where what was
    carried for it does not count."""
    unmet = any(row.requires == instrument.id and row.met is False for row in schedule)
    broken = unmet and instrument.status == "declared" and instrument.state != "pending"
    return "step.unmet" if broken else f"state.{instrument.status}"


def named(
    instrument: RequiredInstrument, result: Result, wording: Wording, towards: tuple[Ref, ...] = ()
) -> str:
    """What an instrument is called; ``towards``: the things that a step is taken for."""
    mandates = tuple(each.provision for each in instrument.basis if each.kind == "mandate")
    of = result.by_id.get(instrument.subject.id) if instrument.subject else None
    what = _definite(of, result, wording) if of else None
    change = what if is_told_of(instrument, result) else None
    if instrument.kind == "decision" and mandates:
        what = wording.words("the.beyond-mandate", provisions=mandates)
    holder = Ref("mayor", instrument.held_by) if instrument.held_by else None
    body = Ref("body", instrument.authority) if instrument.authority else None
    # A finance committee that bears another name, such as Magistraten, is called by it.
    own_name = body is not None and "konomi" not in wording.name(body).casefold()
    return wording.words(
        name_key(f"name.{instrument.told_as or instrument.kind}", instrument.norm, holder, wording),
        norm=instrument.norm,
        subject=what if of else instrument.subject,
        holder=holder,
        source=source_named(instrument, result),
        body=body,
        office=body if own_name else None,
        count=instrument.count,
        days=instrument.days_apart if instrument.days_between is None else None,
        between=instrument.days_between,
        matter=instrument.matter,
        what=None if instrument.matter else what,
        about=towards or (change if instrument.matter else None),
        change=None if instrument.matter else change,
    )


def carried_besides(one: RequiredInstrument, result: Result, wording: Wording) -> str:
    """Something that is carried and that no rule asks for, or asks for later."""
    told = dict(one.reason.args) if one.reason else {"day": next(iter(one.days), None)}
    key = f"besides.{'early' if one.reason else one.status}"
    words = wording.words(key, name=named(one, result, wording), **told)
    return wording.whole(capital(words))


def due_said(due: Due, first: date | None, wording: Wording) -> str:
    """When something must be had; ``first``: the first day of its window."""
    if isinstance(due.when, int):
        return wording.words("due.within", days=due.when)
    return wording.words(f"due.{due.when}", day=first)


def name_key(key: str, norm: Argument | None, holder: Argument | None, wording: Wording) -> str:
    """The wording of an instrument's name: that of the provision that it lets somebody depart from,
    where there is one."""
    own = f"{key}.{norm}"
    return own if holder and own in phrases(wording.language) else key


def _definite(instrument: RequiredInstrument, result: Result, wording: Wording) -> str:
    body = Ref("body", instrument.authority) if instrument.authority else None
    of = result.by_id.get(instrument.subject.id) if instrument.subject else None
    return wording.words(
        f"the.{instrument.told_as or instrument.kind}",
        subject=instrument.subject,
        source=source_named(instrument, result),
        body=body,
        change=_definite(of, result, wording) if of and is_told_of(instrument, result) else None,
    )


def source_named(instrument: RequiredInstrument, result: Result) -> Ref | None:
    """The source that an instrument changes, where it is to be named: of bylaws, where several
    change."""
    if instrument.source is None:
        return None
    if instrument.kind == "bylaw change":
        every = (*result.instruments, *result.then_required)
        alike = {one.source for one in every if one.kind == "bylaw change"}
        if len(alike) == 1:
            return None
    return Ref("source", instrument.source)


def change_of(instrument: RequiredInstrument, result: Result) -> Ref | None:
    """The bylaw whose change asks for an instrument, in turn, where several change."""
    of = result.by_id.get(instrument.subject.id) if instrument.subject else None
    return (source_named if of.kind == "bylaw change" else change_of)(of, result) if of else None


def is_told_of(one: RequiredInstrument, result: Result) -> bool:
    """Whether what asks for an instrument, in turn, is to be told: one of several bylaws, or a step
    where another, of what else is taken, would be called the same."""
    of = result.by_id.get(one.subject.id) if one.subject else None
    called = one.kind, one.authority, one.matter
    return change_of(one, result) is not None or any(
        of and of.kind != "bylaw change" and called == (each.kind, each.authority, each.matter)
        for each in (*result.instruments, *result.then_required)
        if each.subject != one.subject
    )


def window_of(row: ScheduledStep, wording: Wording) -> str | None:
    """The days that a row of the timetable leaves, in words."""
    if not (row.earliest or row.latest):
        return None
    key = "between" if row.earliest and row.latest else "latest" if row.latest else "earliest"
    return wording.words(f"window.{key}", earliest=row.earliest, latest=row.latest)


def _details(
    instrument: RequiredInstrument, beside: str, row: ScheduledStep | None, wording: Wording
) -> tuple[str, ...]:
    """What else is known of an instrument, and what the sources leave out."""
    said: list[str] = []
    if instrument.kind == "dispensation":
        authority = Ref("authority", instrument.authority) if instrument.authority else None
        said.append(wording.words("detail.authority", authority=authority))
        key = "detail.term" if instrument.until else "detail.term-open"
        key = key if instrument.start else "detail.term-unknown"
        ended = instrument.reason is not None and instrument.reason.key == "r.ended"
        if (
            instrument.for_existing
            and instrument.until
            and (ended or instrument.status == "missing")
        ):
            key = "detail.term-now"  # it is lacking already, whenever the proposal takes effect
        said.append(wording.words(key, start=instrument.start, until=instrument.until))
        if instrument.until:
            after = days_later(instrument.until, 1)
            said.append(wording.words("detail.after", day=after))
    if instrument.granted_under:
        said.append(wording.words("detail.granted-under", provision=instrument.granted_under))
    if instrument.before:
        said.append(wording.words("detail.before", day=instrument.before))
    when = window_of(row, wording) if instrument.duty and row else None
    first = row.earliest if row else None
    dues = [due_said(due, first, wording) for due in instrument.dues if due.when != "before"]
    of_term = any(due.when == "after term begins" for due in instrument.dues)
    open_ended = row is not None and row.latest is None  # a first day is no time limit
    if dues:
        told = when if open_ended and not of_term else None
        kind = KINDS[instrument.kind]
        key = "detail.due" if kind.refusable or kind.hears else "detail.done"
        said.append(wording.words(key, list=wording.join(dues), when=told))
    if when and not (dues and open_ended):
        said.append(when if open_ended else wording.words("detail.by", when=when))
    if instrument.days and instrument.status != "refused":
        read = instrument.kind in ("reading", "bylaw change")
        key = "detail.days.reading" if read else "detail.days"
        said.append(wording.words(key, days=instrument.days))
    if beside:
        said.append(wording.words("detail.one-of", others=beside))
    if instrument.for_existing:
        said.append(wording.words("detail.existing"))
    return tuple(wording.whole(text) for text in said)
