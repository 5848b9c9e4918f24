# SPDX-License-Identifier: EUPL-1.2
"""The calendar, read back by a reader of others."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import made
import pytest
from icalendar import Calendar

from checker.folders import adding
from checker.formats.calendar import working_day_before
from checker.formats.catalogue import render
from checker.records import evolve
from checker.report.broken import BrokenEntry, MistakeEntry
from checker.report.express import express
from checker.report.wording import phrases
from checker.speech.node import Prose

CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


def written(language="da", *results):
    document = express(results or [made.RESULT], language, made.sentence)
    return render(document, "calendar", language)


def entries(language="da", *results):
    calendar = Calendar.from_ical(written(language, *results))
    assert calendar.errors == []
    assert all(event.errors == [] for event in calendar.events)
    return calendar.events


def days(events):
    return [(event.start, str(event["summary"])) for event in events]


def titled(title):
    return evolve(made.RESULT, proposal=evolve(made.RESULT.proposal, title=Prose.of(title)))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 11, 29), date(2013, 11, 29)),
        (date(2013, 11, 30), date(2013, 11, 29)),  # Saturday
        (date(2014, 1, 1), date(2013, 12, 31)),  # New Year's Day
        (date(2014, 4, 21), date(2014, 4, 16)),  # Easter Monday, to Wednesday before
        (date(2023, 5, 5), date(2023, 5, 4)),  # store bededag, the last one
        (date(2024, 4, 26), date(2024, 4, 26)),  # no longer a holiday
    ],
)
def test_the_last_working_day(day, expected):
    assert working_day_before(day) == expected


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_last_day_on_a_weekend_is_kept_and_the_working_day_before_is_shown(language):
    say = phrases(language)
    found = days(entries(language))
    latest = say["cal.latest"].partition("{")[0]
    working = say["cal.working"].partition("{")[0]

    assert [day for day, title in found if title.startswith(latest)] == [
        date(2013, 11, 24),
        date(2013, 11, 30),
    ]
    assert [day for day, title in found if title.startswith(working)] == [
        date(2013, 11, 22),
        date(2013, 11, 29),
    ]


def test_the_last_working_days_of_two_readings_keep_their_distance():
    first = evolve(made.FIRST, latest=date(2025, 11, 24))  # Monday
    second = evolve(made.SECOND, latest=date(2025, 11, 30))  # Sunday: six days, kept by the rules
    events = entries("en", evolve(made.RESULT, schedule=(first, second)))

    working = {
        event.start: str(event["description"])
        for event in events
        if "working" in str(event["summary"])
    }

    assert list(working) == [date(2025, 11, 21), date(2025, 11, 28)]
    assert "at least 6 days must lie between" in working[date(2025, 11, 21)]


def test_the_text_says_which_day_the_rules_set():
    texts = [str(event["description"]) for event in entries("en")]

    said = "30 November 2013, is a Saturday; the last working day before it is 29 November 2013"
    assert sum(said in text for text in texts) == 2


def test_every_step_and_the_effective_date_have_an_entry():
    dated = evolve(made.FIRST, day=date(2013, 10, 10))
    told = evolve(made.FIRST, step="notification", number=None, latest=None, requires="notify")
    found = days(entries("en", evolve(made.RESULT, schedule=(dated, told))))

    assert [day for day, _ in found] == [date(2013, 10, 10), date(2013, 6, 18), date(2014, 1, 1)]
    assert found[1][1].startswith("From this day")


def test_identities_stay_when_days_move_and_no_two_are_the_same():
    moved = evolve(made.FIRST, latest=date(2013, 11, 23))
    first = [str(event["uid"]) for event in entries()]
    second = [
        str(event["uid"])
        for event in entries("da", evolve(made.RESULT, schedule=(moved, made.SECOND)))
    ]

    assert first == second
    assert len(set(first)) == len(first) == 5


def test_the_stamp_is_the_day_of_the_proposal():
    assert {event["dtstamp"].dt for event in entries()} == {datetime(2013, 6, 18, tzinfo=UTC)}


def numbers(path):
    events = Calendar.from_ical(path.read_bytes()).events
    return {str(event["uid"]): event["sequence"] for event in events}


def test_what_is_told_anew_on_one_day_has_a_higher_number_and_what_is_not_keeps_its_own(
    ressort, tmp_path
):
    case, target = tmp_path / "a.ressort", tmp_path / "svar.ics"
    text = Path(CASE).read_text(encoding="utf-8")

    def run(day="2014-01-01"):
        case.write_text(text.replace("2014-01-01", day), encoding="utf-8")
        ressort("check", case, "--report", target)
        return numbers(target)

    first = run()
    data = target.read_bytes()
    assert run() == first
    assert target.read_bytes() == data
    second = run("2013-12-31")
    assert {second[uid] - first[uid] for uid in second.keys() & first.keys()} == {0, 1}
    third = run()
    assert all(third[uid] >= second[uid] for uid in third.keys() & second.keys())
    assert max(third.values()) == max(first.values()) + 2
    target.unlink()
    assert run() == first
    assert target.read_bytes() == data


@pytest.mark.parametrize(
    "there", [b"", b"\xff\0", b"BEGIN:VEVENT\r\nUID:\r\nSEQUENCE:9\r\nEND:VEVENT\r\n"]
)
def test_a_file_that_is_no_calendar_of_ours_is_written_over(there, ressort, tmp_path):
    (tmp_path / "a.ics").write_bytes(there)
    for name in ("a.ics", "b.ics"):
        ressort("check", CASE, "--report", tmp_path / name)

    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_what_outlook_asks_for_is_there():
    data = written()
    lines = data.split(b"\r\n")

    assert data == written()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert {b"VERSION:2.0", b"METHOD:PUBLISH"} <= set(lines)
    for event in entries():
        assert event.end > event.start
        own = event.start < date(2014, 1, 1)  # the readings, and not the day of effect
        assert str(event["transp"]) == ("OPAQUE" if own else "TRANSPARENT")
        assert str(event["x-microsoft-cdo-busystatus"]) == ("BUSY" if own else "FREE")


def step(name, body, **days):
    return evolve(made.FIRST, step=name, body=body, requires=name, number=None, **days)


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (step("consultation", "BIU"), True),
        (step("decision", "BR"), True),
        (step("notification", "TS"), True),  # which the municipality gives
        (step("approval", "BR"), True),
        (step("approval", "IM"), False),
        (step("dispensation", "IM"), False),
        (step("law amendment", None), False),
        (step("reading", "BR", day=date(2013, 10, 10), latest=None), True),
    ],
)
def test_only_the_days_of_the_municipality_itself_take_up_the_reader(row, own):
    kinds = {**made.RESULT.kinds, "IM": "authority", "TS": "authority", "BIU": "committee"}
    found = entries("da", evolve(made.RESULT, schedule=(row,), kinds=kinds))

    *days, effective = [str(event["transp"]) for event in found]
    assert {*days} == {"OPAQUE" if own else "TRANSPARENT"}
    assert effective == "TRANSPARENT"


def test_an_alarm_rings_a_week_and_a_day_before_what_is_due():
    begins = step("notification", "TS", latest=None)
    events = entries("da", evolve(made.RESULT, schedule=(made.FIRST, begins)))
    rung = {
        str(event["summary"]): [
            (event.start + alarm["trigger"].dt, str(alarm["action"]))
            for alarm in event.walk("VALARM")
        ]
        for event in events
    }

    say = phrases("da")
    (first,) = [title for title in rung if title.startswith(say["cal.latest"].partition("{")[0])]
    assert [day for day, _ in rung[first]] == [date(2013, 11, 17), date(2013, 11, 23)]
    (begin,) = [title for title in rung if title.startswith(say["cal.earliest"].partition("{")[0])]
    assert rung.pop(begin) == []
    assert {action for each in rung.values() for _, action in each} == {"DISPLAY"}
    assert all(len(each) == 2 for each in rung.values())


def test_a_title_cannot_write_into_the_calendar():
    title = "Flyt; KBS, \\n til <BIU>\nEND:VEVENT\r\nBEGIN:VALARM\x07 " + "lang " * 400

    events = entries("da", titled(title))

    assert len(events) == 5
    alarms = [alarm for event in events for alarm in event.subcomponents]
    assert [alarm.name for alarm in alarms] == ["VALARM"] * 10
    assert all("\n" not in str(alarm["description"]) for alarm in alarms)
    assert "<BIU>" in str(events[-1]["summary"])
    assert written("da", titled(title)).count(b"\nBEGIN:VALARM\r\n") == len(alarms)


def test_second_hand_is_said():
    lab = evolve(made.FIRST, requires="disp-lab", step="dispensation", number=None)

    (event, *_) = entries("en", evolve(made.RESULT, schedule=(lab,)))

    assert "LAB § 14, stk. 3 (from a secondary source)" in str(event["description"])


def test_several_proposals_are_one_calendar():
    events = entries("da", made.RESULT, titled("En anden"))

    assert len({str(event["uid"]) for event in events}) == len(events) == 10


def test_what_could_not_be_checked_stands_in_the_description_of_the_calendar():
    document = express([made.RESULT, titled("En anden")], "da", made.sentence)
    mistake = MistakeEntry("ukendt opgave: `pas`", "mente du `passports`?", "b.ressort", 6, 6)
    unread = evolve(document, broken=(BrokenEntry("b.ressort", (mistake,)),))

    whole, told = (
        Calendar.from_ical(render(each, "calendar", "da")).get("x-wr-caldesc")
        for each in (document, unread)
    )

    assert whole is None
    assert told == (
        "1 af 3 ikke kontrolleret: b.ressort:6:6: ukendt opgave: `pas` – mente du `passports`?"
    )


def test_a_missing_extra_is_one_line(ressort, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)

    done = ressort("check", CASE, "--report", tmp_path / "svar.ics")

    assert (done.status, done.out) == (2, "")
    assert adding("calendar") in done.err
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_it(ressort, tmp_path):
    ressort("check", CASE, "--report", tmp_path / "svar.ics")

    assert len(Calendar.from_ical((tmp_path / "svar.ics").read_bytes()).events) > 5
