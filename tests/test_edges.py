# SPDX-License-Identifier: EUPL-1.2
"""What lies at the edge of what can be written is told or works, and is never an internal error."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from towns import LAW, TOWN

from checker.days import days_later, in_year
from checker.formats.calendar import working_day_before

FIRST, LAST = "0001-01-01", "9999-12-31"
BY_LAW = """\
terms of one year from 0001-02-28
    under LAW § 1
constituting meeting between 29 February and 1 March
    under LAW § 1
"""
RULES = f"""{LAW}
rule gone "G"
    C2 must not hold gamma tasks
    under LAW § 2
    in force from {{first}} until {{last}}
rule moved "M"
    a task that moves needs a bylaw change
    under LAW § 2
rule change "C"
    a bylaw change needs two readings in BR at least {{apart}} days apart and an approval by MIN
        within {{apart}} days of adoption
    under LAW § 2
"""
FACTS = f'{TOWN}task t1 "Pas" within alfa held by C1\n'
BARE = "".join(
    line
    for line in FACTS.splitlines(keepends=True)
    if not line.startswith(("term", "constituting"))
)
COMMANDS = [
    ("check", "p.ressort", "--report", "x.ics", "--report", "x.docx"),
    ("plan", "p.ressort"),
    ("explain", "moved", "p.ressort"),
    ("letters", "p.ressort", "--to", "out"),
    ("rules", "lint", "r.ressort"),
]
AROUND = ("--rules", "r.ressort", "--organisations", "o.ressort")


@pytest.fixture
def edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ressort: Callable) -> Callable:
    """edge(proposed, effective, …) runs a command over a case of such days."""
    monkeypatch.chdir(tmp_path)

    def told(command: tuple[str, ...], proposed: str, effective: str, **given: object):
        days = {"first": FIRST, "last": LAST, "apart": 6} | given
        facts = str(days.get("facts", FACTS))
        law = RULES.format(**days) + BY_LAW * (facts == BARE)
        Path("r.ressort").write_text(law, "utf-8")
        Path("o.ressort").write_text(facts, "utf-8")
        Path("p.ressort").write_text(
            f'proposal "P"\n    concerns town\n    proposed {proposed}\n'
            f"    effective {effective}\nmove t1 from C1 to C2\n"
            f"carries a reading in BR on {proposed}\ncarries an approval by MIN, planned\n",
            "utf-8",
        )
        return ressort(*command, *(AROUND if command[0] != "rules" else ()))

    return told


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize(
    ("proposed", "effective"),
    [(FIRST, FIRST), (FIRST, LAST), ("9999-12-30", LAST), (LAST, LAST), ("2013-06-18", LAST)],
)
@pytest.mark.parametrize("facts", [FACTS, BARE], ids=["own-terms", "terms-by-law"])
def test_every_day_of_the_calendar_works(
    edge: Callable, command: tuple[str, ...], proposed: str, effective: str, facts: str
):
    for apart in (6, 10**9, 10**90):
        done = edge(command, proposed, effective, apart=apart, facts=facts)

        assert "internal" not in done.err
        assert done.status in (0, 1) or done.err.startswith(("p.ressort:", "r.ressort:")), done.err


@pytest.mark.slow
@pytest.mark.parametrize("day", [LAST, FIRST])
def test_a_rule_that_begins_or_ends_at_the_edge(edge: Callable, day: str):
    for first, last in ((FIRST, FIRST), (day, LAST)):
        done = edge(COMMANDS[0], "2013-06-18", "2014-01-01", first=first, last=last)
        assert done.status in (0, 1), done.err


def test_days_end_where_the_calendar_does():
    assert days_later(date.max, 1) == days_later(date.min, 10**40) == date.max
    assert days_later(date.min, -1) == days_later(date.max, -(10**40)) == date.min
    assert in_year(2013, 2, 29) == date(2013, 2, 28)
    assert (in_year(0, 1, 1), in_year(10000, 12, 31)) == (date.min, date.max)
    assert working_day_before(date(1, 1, 1)) == date(1, 1, 1)


COUNCIL = [
    "move t1 from C1 to {}",
    "move U1 from C1 to {}",
    "abolish C1 to {}",
    "abolish {}",
    'rename {} to X1 "X"',
    "resize {} to 9 members",
    'merge {} and C1 into X1 "X"',
    'split {} into X1 "X" with alfa and X2 "Y" with the rest',
    'create unit X1 "X" under {}',
    "open t1 under {} or C2",
    'insert "a" in BYL § 7 of {}',
    'consideration "So" for {}',
]


@pytest.mark.slow
@pytest.mark.parametrize("change", COUNCIL)
def test_the_council_is_no_committee_by_its_office_either(
    edge: Callable, ressort: Callable, change: str
):
    facts = f'{FACTS}unit U1 "U" under C1\n'
    edge(COMMANDS[1], "2013-06-18", "2014-01-01", facts=facts)
    case = Path("p.ressort")
    text = case.read_text("utf-8").replace("move t1 from C1 to C2\n", "{}\n")
    for council in ("BR", "the council"):
        case.write_text(text.format(change.format(council)), "utf-8")
        done = ressort("plan", "p.ressort", *AROUND)
        assert done.status == 2
        assert f"`{council}` is the council, and here the language needs a committee" in done.err


# ---------------------------------------------------------------- files


def test_a_report_to_a_link_that_leads_to_itself_cannot_be_written(edge: Callable, tmp_path: Path):
    (tmp_path / "a.html").symlink_to("b.html")
    (tmp_path / "b.html").symlink_to("a.html")
    for option in ("--report", "--write-baseline", "--receipt"):
        done = edge(("check", "p.ressort", option, "a.html"), "2013-06-18", "2014-01-01")
        assert (done.status, "a.html: cannot be written" in done.err) == (2, True), done.err
    assert (tmp_path / "a.html").is_symlink()


def test_what_an_ended_process_left_is_in_nobodys_way(
    edge: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("os.getpid", lambda: 1)  # as in every container
    left = tmp_path / ".ressort-1-0.draft"
    for name in (left, tmp_path / ".x.html.1.draft"):
        name.write_text("half", "utf-8")
    name = f"{'n' * 245}.html"

    done = edge(("check", "p.ressort", "--report", name), "2013-06-18", "2014-01-01")

    assert done.status == 0, done.err
    assert (tmp_path / name).read_text("utf-8").startswith("<!DOCTYPE html>")
    done = edge(("check", "p.ressort", "--report", "x.html"), "2013-06-18", "2014-01-01")
    assert done.status == 0, done.err
    assert {each.read_text("utf-8") for each in tmp_path.glob(".*.draft")} == {"half"}


# ---------------------------------------------------------------- calendar


def test_no_two_events_have_one_name_and_a_later_day_is_a_later_version(
    edge: Callable, tmp_path: Path, ressort: Callable
):
    edge(COMMANDS[1], "2013-06-18", "2014-01-01")
    case = Path("p.ressort").read_text("utf-8")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.ressort").write_text(case, "utf-8")

    made = []
    for day in ("2013-06-18", "2013-06-18", "2013-07-01"):
        done = ressort("check", "one", "two", *AROUND, "--as-of", day, "--report", "x.ics")
        assert done.status == 0, done.err
        made.append((tmp_path / "x.ics").read_bytes())

    assert made[0] == made[1]
    first, later = (Calendar.from_ical(each).walk("VEVENT") for each in made[1:])
    names = [str(each["uid"]) for each in first]
    assert len({*names}) == len(names)
    assert names == [str(each["uid"]) for each in later]
    for one, other in zip(first, later, strict=True):
        assert one["sequence"] < other["sequence"]
        assert one["last-modified"].dt < other["last-modified"].dt


def test_a_path_that_is_not_there_is_told_with_the_one_beside_it(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sager").mkdir()
    Path("sager/ny.ressort").write_text("", encoding="utf-8")

    for given, meant in (("sagr", "sager"), ("sager/ny.ressrt", "sager/ny.ressort")):
        done = ressort("check", given)
        assert done.status == 2
        assert f"{given}: there is no such file or folder; did you mean `{meant}`?" in done.err
    assert "did you mean" not in ressort("check", "nothing/x").err


def test_where_not_all_areas_are_named_the_command_that_lists_them_is(
    ressort: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "o.ressort"
    path.write_text(
        'municipality a "A" as of 2026-01-01\ncouncil BR "B" with 19 members\n'
        'finance committee OE "E"\ntask s "S" within zzz held by OE\n',
        encoding="utf-8",
    )

    assert " …; `ressort areas` lists all\n" in ressort("check", path).err
