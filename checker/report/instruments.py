"""Instruments, bylaw changes and the timetable of a result, as they stand in its document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from attrs import evolve

from checker.report.entries import (
    BasisEntry,
    ChangeEntry,
    InstrumentEntry,
    ProvisionEntry,
    ReadInEntry,
    StepEntry,
)
from checker.report.wording import Language, Wording
from checker.result import (
    Argument,
    Basis,
    BylawChangeEntry,
    Ref,
    RequiredInstrument,
    Result,
    ScheduledStep,
)
from checker.speech.instruments import KINDS


def learn_names(result: Result, wording: Wording) -> None:
    """Puts what each instrument is called into the wording, for all that speaks of it."""
    by_id = {instrument.id: instrument for instrument in result.instruments}
    for instrument in result.instruments:
        wording.instruments[instrument.id] = named(instrument, by_id, wording)
        wording.full[instrument.id] = named(instrument, by_id, wording, about(instrument))
        unsaid = evolve(instrument, subject=None)
        wording.brief[instrument.id] = named(unsaid, by_id, wording)
        wording.definite[instrument.id] = _definite(instrument, wording)


def about(instrument: RequiredInstrument) -> tuple[Ref, ...]:
    """The unit, task or committee that a step is taken for, where it is taken for one."""
    subject = instrument.subject
    if (
        subject is None
        or not KINDS[instrument.kind].about_its_subject
        or subject.kind not in _SUBJECTS
    ):
        return ()
    return (subject,)


_SUBJECTS = ("unit", "task", "committee", "area")


def instrument_entry(
    instrument: RequiredInstrument,
    beside: str,
    wording: Wording,
    reason_language: Language | None = None,
) -> InstrumentEntry:
    """An instrument: the promised keys, then its words; ``beside``: the ways in its place."""
    return InstrumentEntry(
        id=instrument.id,
        kind=instrument.kind,
        subject=instrument.subject,
        norm=instrument.norm,
        authority=instrument.authority,
        held_by=instrument.held_by,
        basis=tuple(basis_entry(basis, wording) for basis in instrument.basis),
        start=_iso(instrument.start),
        until=_iso(instrument.until),
        reason=_reason(instrument, wording),
        status=instrument.status,
        required_by=instrument.required_by,
        alternative_of=instrument.alternative_of,
        count=instrument.count,
        days_apart=instrument.days_apart,
        before=_iso(instrument.before),
        name=wording.full[instrument.id],
        state=instrument.state,
        provisions=provision_entries(instrument.basis),
        granted_under=instrument.granted_under,
        source=instrument.source,
        days=tuple(day.isoformat() for day in instrument.days),
        rules=instrument.rules,
        for_existing=instrument.for_existing,
        second_hand=any(not basis.checked for basis in instrument.basis),
        details=_details(instrument, beside, wording),
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


def basis_entry(basis: Basis, wording: Wording) -> BasisEntry:
    """A provision that a rule rests on, and where it was read."""
    return BasisEntry(
        source=basis.source,
        kind=basis.kind,
        provision=basis.provision,
        checked=basis.checked,
        read_in=tuple(ReadInEntry(*each) for each in basis.read_in),
        read_in_words=read_in_words(basis.read_in, wording),
        address=basis.address,
    )


def read_in_words(read_in: Iterable[tuple[str, str]], wording: Wording) -> str:
    """Where something was read: each document once, with its sections."""
    sections: dict[str, dict[str, None]] = {}
    for document, section in read_in:
        sections.setdefault(document, {})[section] = None
    return "; ".join(
        wording.words("read-in", document=document, sections=tuple(found))
        for document, found in sections.items()
    )


def provision_entries(bases: Iterable[Basis]) -> tuple[ProvisionEntry, ...]:
    """Each provision once, and whether a rule on it was made at second hand."""
    found: dict[str, bool] = {}
    for basis in bases:
        found[basis.provision] = found.get(basis.provision, False) or not basis.checked
    return tuple(ProvisionEntry(each, second) for each, second in found.items())


def change_entry(change: BylawChangeEntry, wording: Wording) -> ChangeEntry:
    """What the bylaw change does to one provision, with the sentence that says it."""
    return ChangeEntry(
        provision=change.provision,
        committee=change.committee,
        action=change.action,
        tasks=change.tasks,
        old=change.old,
        new=change.new,
        on_file=change.on_file,
        cut=change.cut,
        put=change.put,
        text=change.text,
        text_as_of=_iso(change.text_as_of),
        words=_change_words(change, wording),
    )


def step_entry(step: ScheduledStep, wording: Wording) -> StepEntry:
    """One row of the timetable."""
    body = Ref("body", step.body) if step.body else None
    name = wording.full.get(step.requires, step.requires)
    key = "step.reading" if step.step == "reading" and step.number else "step.other"
    words = wording.words(key, number=step.number, body=body, name=name)
    return StepEntry(
        step=step.step,
        body=step.body,
        requires=step.requires,
        date=_iso(step.day),
        earliest=_iso(step.earliest),
        latest=_iso(step.latest),
        rule=step.rule,
        met=step.met,
        tight=step.tight,
        number=step.number,
        words=words[:1].upper() + words[1:],
    )


def named(
    instrument: RequiredInstrument,
    by_id: dict[str, RequiredInstrument],
    wording: Wording,
    towards: tuple[Ref, ...] = (),
) -> str:
    """What an instrument is called; ``towards``: the things that a step is taken for."""
    args: dict[str, Argument | None] = {
        "norm": instrument.norm,
        "subject": instrument.subject,
        "holder": Ref("mayor", instrument.held_by) if instrument.held_by else None,
        "source": instrument.source,
        "body": Ref("body", instrument.authority) if instrument.authority else None,
        "count": instrument.count,
        "days": instrument.days_apart,
        "what": _what(instrument, by_id, wording),
        "about": towards,
    }
    return wording.words(f"name.{instrument.kind}", **args)


def _what(
    instrument: RequiredInstrument, by_id: dict[str, RequiredInstrument], wording: Wording
) -> str | None:
    """What a step is a step of, where it is one towards another instrument."""
    mandates = tuple(each.provision for each in instrument.basis if each.kind == "mandate")
    if instrument.kind == "decision" and mandates:
        return wording.words("the.beyond-mandate", provisions=mandates)
    of = by_id.get(instrument.subject.id) if instrument.subject else None
    return None if of is None else _definite(of, wording)


def _definite(instrument: RequiredInstrument, wording: Wording) -> str:
    key = f"the.{instrument.kind}" if KINDS[instrument.kind].spoken_of else "the.other"
    return wording.words(key, subject=instrument.subject, source=instrument.source)


def _details(instrument: RequiredInstrument, beside: str, wording: Wording) -> tuple[str, ...]:
    """What else is known of an instrument, and what the sources leave out."""
    said: list[str] = []
    if instrument.kind == "dispensation":
        authority = Ref("authority", instrument.authority) if instrument.authority else None
        said.append(wording.words("detail.authority", authority=authority))
        said.append(_term(instrument, wording))
        if instrument.until:
            after = instrument.until + timedelta(days=1)
            said.append(wording.words("detail.after", day=after))
    if instrument.granted_under:
        said.append(wording.words("detail.granted-under", provision=instrument.granted_under))
    if instrument.before:
        said.append(wording.words("detail.before", day=instrument.before))
    if instrument.days:
        said.append(wording.words("detail.days", days=instrument.days))
    if beside:
        said.append(wording.words("detail.one-of", others=beside))
    if instrument.for_existing:
        said.append(wording.words("detail.existing"))
    return tuple(wording.whole(text) for text in said)


def _reason(instrument: RequiredInstrument, wording: Wording) -> str | None:
    reason = instrument.reason
    if reason is None:
        return None
    return wording.whole(wording.say(reason))


def _term(instrument: RequiredInstrument, wording: Wording) -> str:
    key = "detail.term" if instrument.until else "detail.term-open"
    if instrument.start is None:
        key = "detail.term-unknown"
    return wording.words(key, start=instrument.start, until=instrument.until)


def _change_words(change: BylawChangeEntry, wording: Wording) -> str:
    worded = {
        "insert": change.new is not None,
        "remove": change.old is not None,
        "reword": change.old is not None and change.new is not None,
    }
    if change.provision is None:
        key = "change.unplaced"
    else:
        key = "change" if worded[change.action] else "change.tasks"
    join = "." if key == "change" else "-"
    return wording.sentence(
        f"{key}{join}{change.action}",
        provision=change.provision,
        committee=Ref("committee", change.committee) if change.committee else None,
        old=change.cut or change.old,
        new=change.put or change.new,
        tasks=tuple(Ref("task", task) for task in change.tasks),
    )


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
