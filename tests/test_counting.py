# SPDX-License-Identifier: EUPL-1.2
"""Sweeps of more placements than can be visited, in parts, and on a cluster."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import folders
from checker.folders import adding
from checker.weigh import counting
from checker.weigh.sweep import Outcome, Trial

pytestmark = pytest.mark.slow

EARLIER = folders.FIXTURES / "copenhagen-2013"
LATER = folders.FIXTURES / "copenhagen-2024"
COMMITTEES = ("ØU", "KFU", "TMU", "BIU", "BUU", "SUD", "SOU")
EVERYWHERE = " eller ".join(COMMITTEES)
HEADER = """forslag "Alle"
    vedrører {town}
    fremsat 2013-06-18
    virkning fra 2014-01-01

"""
MOVES = ("01b", "02b", "03a", "04", "05a", "06", "07b", "08", "09", "10a", "11", "12a")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """write(…) writes a proposal that leaves some things open, and gives its path."""

    def written(*things: str, among: str = EVERYWHERE, town: str = "copenhagen-2013") -> Path:
        path = tmp_path / "aaben.ressort"
        lines = "".join(f"åben {thing} under {among}\n" for thing in things)
        path.write_text(HEADER.format(town=town) + lines, encoding="utf-8")
        return path

    return written


@pytest.fixture
def sweep(ressort: Callable) -> Callable:
    """sweep(…) gives the document of a sweep that must be answered."""

    def swept(*arguments: object) -> dict:
        done = ressort("sweep", *arguments, "--jobs", "1", "--format", "json")
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)

    return swept


def town_of(units: int) -> str:
    """The municipality of 2013 with some units more, each with a task of KFU."""
    text = (EARLIER / "organisation.ressort").read_text(encoding="utf-8")
    text = text.replace("kommune copenhagen-2013", "kommune stor")
    for number in range(units):
        owner = COMMITTEES[number % len(COMMITTEES)]
        led = "enhedsforvaltning" if number % 3 == 0 else "center"
        text += f'enhed E{number} "Enhed {number}" under {owner} ledet som {led}\n'
        text += f'opgave o{number} "Opgave {number}" inden for idræt varetaget af KFU '
        text += f"udført af E{number}\n"
    return text


# ---------------------------------------------------------------- more than can be visited


def test_seven_units_over_seven_committees(
    write: Callable, sweep: Callable, tmp_path: Path
) -> None:
    (tmp_path / "organisation.ressort").write_text(town_of(3), encoding="utf-8")
    path = write("KBS", "KEjd", "KES", "KS", "E0", "E1", "E2", town="stor")

    document = sweep(path)

    assert document["found"] == "factored"
    assert document["placements"] == document["tried"] == 7**7
    assert sum(document["by_verdict"].values()) == 7**7
    assert sum(row["placements"] for row in document["by_instruments"]) == 7**7
    assert document["by_verdict"]["forbidden"] == 6 * 7**6  # the pay office may be nowhere else
    assert document["by_verdict"]["clear"] == 1
    assert document["checked"] < 1000
    assert len(document["best"]) == 10


def test_twenty_units_over_seven_committees(
    write: Callable, sweep: Callable, tmp_path: Path
) -> None:
    (tmp_path / "organisation.ressort").write_text(town_of(20), encoding="utf-8")
    path = write(*(f"E{number}" for number in range(20)), town="stor")

    document = sweep(path)

    assert document["placements"] == sum(document["by_verdict"].values()) == 7**20
    assert document["by_verdict"]["clear"] == 1
    assert sum(row["placements"] for row in document["by_instruments"]) == 7**20
    assert document["checked"] < 1000


def test_all_that_can_be_taken_of_twelve_moves(sweep: Callable, tmp_path: Path) -> None:
    for name in MOVES:
        (path,) = LATER.glob(f"flyt-{name}-*.ressort")
        (tmp_path / path.name).write_bytes(path.read_bytes())

    document = sweep(tmp_path)

    assert (document["found"], document["placements"]) == ("factored", 4096)
    assert document["by_verdict"] == {
        "forbidden": 0,
        "incomplete": 4092,
        "conditional": 0,
        "clear": 4,
    }
    assert document["checked"] < 100


@pytest.mark.parametrize("most", [None, 1, 2])
def test_tables_and_single_looks_give_one_answer(
    write: Callable,
    sweep: Callable,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    most: int | None,
) -> None:
    rules = tmp_path / "regler"
    rules.mkdir()
    (rules / "egne.ressort").write_text(
        f'regel few-units "Få"\n    et udvalg skal have højst {most} enheder\n    efter KSL § 1\n'
        if most
        else "",
        encoding="utf-8",
    )
    path = write("KBS", "KES", "KEjd", among="ØU eller KFU eller TMU eller BIU eller BUU")
    more = ("--rules", folders.RULES, *(("--rules", rules) if most else ()), "--all")

    tables = sweep(path, *more)
    monkeypatch.setattr(counting, "_FEW", 10**6)
    singly = sweep(path, *more)

    assert (tables.pop("found"), singly.pop("found")) == ("factored", "enumerated")
    assert tables.pop("checked") < singly.pop("checked") == 125
    assert tables == singly


def test_what_hangs_together_is_looked_at_one_by_one_and_says_why(
    write: Callable, sweep: Callable, ressort: Callable, tmp_path: Path
) -> None:
    rules = tmp_path / "regler"
    rules.mkdir()
    (rules / "egne.ressort").write_text(
        'regel few-tasks "Få"\n    et udvalg skal varetage højst 3 opgaver\n    efter KSL § 1\n',
        encoding="utf-8",
    )
    path = write("KBS", "KES", "KEjd", among="ØU eller KFU eller TMU eller BIU eller BUU")
    more = ("--rules", folders.RULES, "--rules", rules)

    document = sweep(path, *more)
    few = ressort("sweep", path, *more, "--limit", "100")

    assert (document["found"], document["looked_at_together"]) == ("enumerated", ["few-tasks"])
    assert document["checked"] == 125
    assert "few-tasks" in ressort("sweep", path, *more, "--lang", "en").out
    assert (few.status, few.out) == (2, "")
    assert "few-tasks" in few.err


# ---------------------------------------------------------------- held to single checks


@pytest.mark.parametrize("things", [("KBS",), ("KBS", "KES", "KEjd")])
def test_an_answer_that_a_single_check_contradicts_is_none(
    write: Callable, ressort: Callable, monkeypatch: pytest.MonkeyPatch, things: tuple[str, ...]
) -> None:
    monkeypatch.setattr(Trial, "check", lambda *_: Outcome("clear", (), outside_mandate=False))

    done = ressort("sweep", write(*things), "--jobs", "1", "--lang", "en")

    assert (done.status, done.out) == (2, "")
    assert "counted otherwise than a check of it by itself says" in done.err


def test_how_many_are_checked_by_themselves_is_told(write: Callable, sweep: Callable) -> None:
    path = write("KBS", "KES", "KEjd")

    assert sweep(path)["verified"] == 8
    assert sweep(path, "--verify", "2")["verified"] == 2
    assert sweep(write("KBS", among="ØU eller KFU"))["verified"] == 2


# ---------------------------------------------------------------- in parts


@pytest.mark.parametrize("things", [("KBS",), ("KBS", "KES", "KEjd")])
@pytest.mark.parametrize("more", [(), ("--all",)])
def test_the_parts_put_together_are_the_whole(
    write: Callable, ressort: Callable, tmp_path: Path, things: tuple[str, ...], more: tuple
) -> None:
    path, parts = write(*things), []
    for number in (3, 1, 2):
        parts.append(tmp_path / f"{number}.json")
        done = ressort("sweep", path, *more, "--jobs", "1", "--shard", f"{number}/3")
        assert (done.status, done.err) == (0, "")
        parts[-1].write_text(done.out, encoding="utf-8")

    for format in ("text", "json", "markdown", "html"):
        whole = ressort("sweep", path, *more, "--jobs", "1", "--format", format)
        assert ressort("sweep", "--merge", *parts, "--format", format) == whole


def test_parts_that_are_not_all_of_one_are_refused(
    write: Callable, ressort: Callable, tmp_path: Path
) -> None:
    one, other = tmp_path / "1.json", tmp_path / "2.json"
    one.write_text(ressort("sweep", write("KBS"), "--shard", "1/2").out, encoding="utf-8")
    other.write_text(ressort("sweep", write("KES"), "--shard", "2/2").out, encoding="utf-8")

    assert "not all of one sweep" in ressort("sweep", "--merge", one, other, "--lang", "en").err
    missing = ressort("sweep", "--merge", one, "--lang", "en")
    assert (missing.status, missing.out) == (2, "")
    assert "of 2 parts some are missing or there twice: 2" in missing.err


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"shard": [1, 1], "sweep": {}}', "1"])
def test_what_is_no_part_is_told_so(ressort: Callable, tmp_path: Path, text: str) -> None:
    path = tmp_path / "del.json"
    path.write_text(text, encoding="utf-8")

    done = ressort("sweep", "--merge", path, "--lang", "en")

    assert (done.status, done.out) == (2, "")
    assert "no part of a sweep" in done.err


@pytest.mark.parametrize("value", ["0/3", "4/3", "3", "a/b", "1/"])
def test_a_part_is_one_of_so_many(write: Callable, ressort: Callable, value: str) -> None:
    done = ressort("sweep", write("KBS"), "--shard", value)

    assert done.status == 2
    assert re.search(rf"`{value}` (is no part|er ingen del)", done.err)


# ---------------------------------------------------------------- on a cluster


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bytes(write: Callable, ressort: Callable) -> None:
    distributed = pytest.importorskip("distributed")
    alone, many = (("KBS", "KES"), "ØU eller KFU eller TMU"), (("KBS", "KES", "KEjd"), EVERYWHERE)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp"
    ) as cluster:
        for things, among in (alone, many):
            path = write(*things, among=among)
            here = ressort("sweep", path, "--jobs", "1", "--format", "json")
            there = ressort("sweep", path, "--dask", cluster.scheduler_address, "--format", "json")
            assert there.status == 0, there.err
            assert there.out == here.out


@pytest.mark.filterwarnings("ignore")
def test_without_a_cluster_it_is_told(write: Callable, ressort: Callable) -> None:
    done = ressort("sweep", write("KBS"), "--dask", "nowhere", "--lang", "en")

    assert (done.status, done.out) == (2, "")
    assert adding("dask") in done.err or "no Dask cluster answers at nowhere" in done.err
