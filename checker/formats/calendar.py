# SPDX-License-Identifier: EUPL-1.2
"""The timetable of a result as a calendar that Outlook and others take in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from checker.days import days_later
from checker.errors import CheckerError
from checker.records import frozen
from checker.report.entries import ProposalEntry, StepEntry
from checker.report.instruments import cited
from checker.report.report import Options, Report, ResultEntry
from checker.report.wording import Language, Wording
from checker.shown import shown
from checker.source import bytes_of_file

_FIRST = date(1970, 1, 1)
_ALARMS = (7, 1)  # days before
_EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_UID, _SEQUENCE = re.compile(rb"^UID:(.*)\r\n", re.M), re.compile(rb"^SEQUENCE:(\d{1,9})\r\n", re.M)
_LAST = 2**31 - 1  # that a number may be
# By instrument and number of the step: its last working day, and the next reading that sets it.
Safe = dict[tuple[str, int | None], tuple[date, tuple[date, int] | None]]


@frozen
class Entry:
    """One whole day in the calendar.

    Attributes:
        role: what the day is to its step: ``day``, ``latest``, ``working``, ``earliest`` or
            ``effective``; with the step and the proposal it makes the entry's stable identity.
        said: what is told besides the title.
        own: whether it is the reader's own deadline: a day by which, or on which, somebody in the
            municipality acts, not an authority or the legislature.
    """

    day: date
    role: str
    step: str
    title: str
    said: tuple[str, ...]
    own: bool = False


def calendar(document: Report, language: Language, options: Options) -> bytes:
    """The days of all results: steps that have a day, last days, and what may begin when.

    Where a last day is a Saturday, a Sunday or a Danish public holiday, the last working day
    before it has an entry too, and the last day keeps its own. A reading moves so with the one
    after it: what is between the two is never less than is required. A week and a day before each
    day that something is due or begins to hold an alarm rings, and the reader's own deadlines take
    up the day.

    What could not be checked has no day, and stands in the description of the calendar.

    The number of an entry is the day judged; where it says something else than in the calendar that
    is written over, it is one more than there, so that whoever has taken that in takes this.
    """
    from icalendar import Calendar

    say = Wording(language)
    made = Calendar()
    made.add("prodid", "-//ressort//EUPL-1.2//DA")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    results, met = document.results, Counter[str]()
    one = results[0].proposal.title
    title = one if len(results) == 1 else say.words("h.memos", count=len(results))
    made.add("x-wr-calname", _flat(title))
    if document.broken:
        named = ", ".join(
            f"{at}: {each.whole}" for one in document.broken for at, each in one.places()
        )
        count, total = len(document.broken), len(document.broken) + len(results)
        told = say.words("t.unread", count=count, total=total, named=named)
        made.add("x-wr-caldesc", _flat(told))
    for result in results:
        for entry in _entries(result.merged, say):
            made.add_component(_event(entry, result.proposal, say, met))
    return _numbered(bytes(made.to_ical()), options.over)


def _numbered(made: bytes, over: Path | None) -> bytes:
    """A calendar whose entries have numbers that follow those of the one it is written over."""
    try:
        before = bytes_of_file(over, over.as_posix()) if over and over.is_file() else b""
    except CheckerError:  # what cannot be read is written over all the same
        return made
    told = {}
    for event in _EVENT.findall(before):
        uid, number = _UID.search(event), _SEQUENCE.search(event)
        if uid and number:
            told[uid[1]] = (_SEQUENCE.sub(b"", event), int(number[1]))

    def numbered(found: re.Match[bytes]) -> bytes:
        uid, own = _UID.search(found[0]), _SEQUENCE.search(found[0])
        if not uid or not own or uid[1] not in told:
            return found[0]
        said, number = told[uid[1]]
        same = said == _SEQUENCE.sub(b"", found[0])
        number = number if same else min(_LAST, max(number + 1, int(own[1])))
        return _SEQUENCE.sub(b"SEQUENCE:%d\r\n" % number, found[0])

    return _EVENT.sub(numbered, made)


def working_day_before(day: date) -> date:
    """The last day up to ``day`` that is no Saturday, Sunday or Danish public holiday."""
    closed = _holidays(days_later(day, -14), day)
    while day > date.min and (day.weekday() > 4 or day in closed):
        day = days_later(day, -1)
    return day


def _holidays(first: date, last: date, language: Language = "da") -> dict[date, str]:
    from holidays import country_holidays

    spoken = "da" if language == "da" else "en_US"
    years = range(first.year, last.year + 1)
    return dict(country_holidays("DK", years=years, language=spoken, expand=False))


def _entries(result: ResultEntry, say: Wording) -> Iterator[Entry]:
    safe = _safe_days(result)
    for row in result.schedule:
        step = f"{row.requires}#{row.number or ''}"
        about = _about(result, row, say)
        if row.day:
            met = () if row.met is not False else (say.whole(row.outcome),)
            yield Entry(row.day, "day", step, row.words, (*met, *about), not row.by_others)
        elif row.latest:
            yield from _last_days(
                row, row.latest, step, about, *safe[row.requires, row.number], say
            )
        elif row.earliest:
            title = say.words("cal.earliest", step=row.words)
            yield Entry(row.earliest, "earliest", step, title, about)
    title = say.words("cal.effective", title=result.proposal.title)
    yield Entry(result.proposal.effective, "effective", "", title, (result.summary,))
    if result.proposal.until:
        title = say.words("cal.until", title=result.proposal.title)
        yield Entry(result.proposal.until, "until", "", title, ())
    for each in result.proposal.endings:
        yield Entry(each.until, "until", each.committee, each.words, ())


def _safe_days(result: ResultEntry) -> Safe:
    """The last working day of each step that has a last day, and what holds a reading back.

    What holds it back is the working day of the next reading and the days between the two;
    None where the step's own last day does.
    """
    apart = {each.id: each.days_apart for each in result.instruments}
    found: Safe = {}
    for row in sorted(result.schedule, key=lambda row: -(row.number or 0)):
        if row.day or not row.latest:
            continue
        own = working_day_before(row.latest)
        after, _ = found.get((row.requires, (row.number or 0) + 1), (None, None))
        days = apart.get(row.requires)
        held = working_day_before(days_later(after, -days)) if after and days else own
        by = (after, days) if after and days and held < own else None
        found[row.requires, row.number] = (min(own, held), by)
    return found


def _last_days(
    row: StepEntry,
    latest: date,
    step: str,
    about: tuple[str, ...],
    safe: date,
    held: tuple[date, int] | None,
    say: Wording,
) -> Iterator[Entry]:
    said = (say.sentence("cal.from", day=row.earliest), *about) if row.earliest else about
    if safe != latest:
        if held:
            after, days = held
            why = say.sentence("cal.apart", day=latest, after=after, days=days, safe=safe)
        else:
            holiday = _holidays(latest, latest, say.language).get(latest)
            what = holiday or say.words(f"weekday.{latest.weekday()}")
            why = say.sentence("cal.closed", day=latest, what=what, safe=safe)
        said = (why, *said)
        title = say.words("cal.working", step=row.words)
        yield Entry(safe, "working", step, title, said, not row.by_others)
    title = say.words("cal.latest", step=row.words)
    yield Entry(latest, "latest", step, title, said, not row.by_others)


def _about(result: ResultEntry, row: StepEntry, say: Wording) -> tuple[str, ...]:
    """The proposal, and what the step rests on."""
    bases = [
        cited(each, say)
        for instrument in result.instruments
        if instrument.id == row.requires
        for each in instrument.provisions
    ]
    said = [say.sentence("cal.proposal", title=result.proposal.title)]
    said += [say.sentence("step.tight")] if row.tight else []
    said += [say.sentence("cal.basis", list=say.join(bases))] if bases else []
    return tuple(said)


def _event(entry: Entry, proposal: ProposalEntry, say: Wording, met: Counter[str]) -> Any:
    """An entry as an event; its ``uid`` stays the same when days move, so that a later calendar
    replaces the earlier one. Later is what is judged as of a later day: no clock says so.

    ``met``: how many of each ``uid`` there are before it; of several alike each has its own.
    """
    from icalendar import Alarm, Event

    file = proposal.path.rpartition("/")[2]
    key = "\n".join((proposal.organisation, file, proposal.title, entry.step, entry.role))
    event = Event()
    met[key] += 1
    key += f"\n{met[key]}" if met[key] > 1 else ""
    event.add("uid", f"{sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}@ressort")
    judged = datetime.combine(proposal.as_of, time(), UTC)
    event.add("dtstamp", judged)
    event.add("last-modified", judged)
    event.add("sequence", max(0, (proposal.as_of - _FIRST).days))
    event.add("dtstart", entry.day)
    if entry.day < date.max:  # a day without an end lasts as long as it is
        event.add("dtend", days_later(entry.day, 1))
    event.add("summary", _flat(entry.title))
    event.add("description", _shown("\n".join((*entry.said, say.words("t.disclaimer")))))
    event.add("categories", ["ressort"])
    event.add("transp", "OPAQUE" if entry.own else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if entry.own else "FREE")
    for days in _ALARMS if entry.role != "earliest" else ():  # by then nothing is due
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _flat(entry.title))
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event


def _shown(text: str) -> str:
    """A text without the characters that a calendar may not hold."""
    kept = ("\n", "\xa0")
    return "".join(each for each in shown(text) if each in kept or each.isprintable())


def _flat(text: str) -> str:
    return " ".join(_shown(text).split())
