# SPDX-License-Identifier: EUPL-1.2
"""``ressort verify``: a run made again from its receipt, and what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir
from datetime import date
from pathlib import Path

import click

from checker import folders
from checker.commands import options
from checker.commands.options import Shared
from checker.commands.receipt import FILES, Json, read_receipt, receipt_of, sha256
from checker.commands.runs import Spool, check_all, gathered, run_over
from checker.commands.tongue import tongue
from checker.disk import output
from checker.disk.git import is_shipped, place_within, repository
from checker.errors import CheckerError, UnreadableError, UsageError
from checker.files import baseline
from checker.say import Language, say
from checker.source import bytes_of_file

_SHIPPED = ("rules/", "fixtures/")


@click.command("verify", epilog="ressort verify kvittering.json")
@click.argument("path", metavar="RECEIPT")
@options.one(
    "--root", "DIR", "Where its paths start; without it, here or above, or at the receipt."
)
@options.choice("--format", ("text", "json"), "What is written to standard output.", "text")
@options.shared("lang")
@options.jobs
def command(path: str, root: str | None, format: str, shared: Shared, jobs: int | None) -> int:
    """Check again what a receipt is of, and say what differs.

    Exit status: 0 the same answer from the same inputs, rules and engine, 1 something differs,
    2 it cannot be made again.
    """
    before = read_receipt(Path(path))
    language = tongue(given=shared.lang) or "en"
    if root is not None and not Path(root).is_dir():
        raise UsageError("no-folder", path=path, folder=Path(root).as_posix())
    found_in = root or _root_of(before, Path(path))
    if root is None and found_in != ".":
        output.tell(say(language, "verified-from", path=Path(found_in).as_posix()))
    with chdir(found_in), Spool() as spool:
        _stay_inside(before, path)
        try:
            found = differences(before, _again(before, spool, jobs, path))
        except CheckerError as error:
            for each in _on_disk(before):
                output.tell(_said(each, language))
            output.tell(error.told(language))
            raise UsageError("not-replayed", path=path) from error
    lines = [_said(each, language) for each in found] or [say(language, "replayed")]
    output.put_answer({"same": not found, "differences": found}, lines, format)
    return int(bool(found))


def _root_of(receipt: Json, path: Path) -> str:
    """The folder that the paths in a receipt start from: this one, else the nearest above it, else
    that of the receipt or the nearest above that, no further than the top of a repository, which
    has all its proposals; this one where none has."""
    named = [each["path"] for each in receipt["proposals"]]
    here, there = Path.cwd(), Path(os.path.realpath(path)).parent
    for start in (here, there):
        top = repository(start)
        for folder in (start, *start.parents):
            there_too = map(os.path.exists, (folder / each for each in named))  # never raises
            if named and all(there_too):
                return "." if folder == here else os.path.relpath(folder)
            if folder == top or not start.is_relative_to(top):
                break
    return "."


def _stay_inside(receipt: Json, shown: str) -> None:
    """Raises UsageError where a receipt names what lies outside of the repository that the working
    folder is in, or of that folder, and is not shipped."""
    asked, top = receipt["asked"], repository(Path.cwd())
    named = [each for key in FILES for each in asked[key]]
    named += [asked["baseline"] or ".", *(each["path"] for each in receipt["inputs"])]
    for each in named:
        if place_within(top, Path(each), each) is None and not is_shipped(Path(each)):
            raise UsageError("receipt-outside", place=shown, path=each)


def _again(before: Json, spool: Spool, jobs: int | None, path: str) -> Json:
    """The receipt of the same run, now. Raises CheckerError where it cannot be made."""
    asked = before["asked"]
    if asked["language"] not in ("en", "da"):
        raise UsageError("receipt-form", place=path, name="asked.language")
    shared = Shared(
        rules=tuple(asked["rules"]),
        organisations=tuple(asked["organisations"]),
        waivers=tuple(asked["waivers"]),
        lang=asked["language"],
        law_date=_day(asked["law_date"]),
        as_of=_day(asked["as_of"]),
        interpretation=tuple(asked["interpretation"]),
    )
    if revision := asked.get("trust"):
        from checker.commands import trust

        if not isinstance(revision, str):
            raise UsageError("receipt-form", place=path, name="asked.trust")
        with trust.judging_by(revision, shared, asked) as bench:
            run, known = bench.run(shared, asked)
            report = check_all(run, spool, jobs, known).whole().report
            return receipt_of(report, asked, bench.file)
    known = baseline.read_baseline(asked["baseline"]) if asked["baseline"] else None
    read = gathered(shared, asked["paths"], waiting=True)
    run = run_over(read, shared, asked["language"])
    return receipt_of(check_all(run, spool, jobs, known).whole().report, asked)


def _day(text: str | None) -> date | None:
    return options.day(text) if text else None


def _said(one: Json, language: Language) -> str:
    """One difference in words."""
    change = "gone" if one.get("now", "") is None else "new"
    change = "changed" if one.get("was") is not None and one.get("now") is not None else change
    key = f"differs.{one['what']}"
    if one["what"] in ("input", "verdict", "finding", "instrument"):
        key = f"{key} {change}"
    return say(language, key, **one)


def differences(before: Json, after: Json) -> list[Json]:
    """What differs between two receipts: ``what`` it is, with what it is about and how it was and
    is; an empty list where the answer is the same and was made from the same."""
    found, told = list[Json](), set[str]()
    now = _tables(after)
    for about, was in _tables(before).items():
        what, path, key = about
        if about not in now or (what == "result" and path in told):
            continue
        for name in dict.fromkeys([*was, *now[about]]):
            is_of = {"what": what} | ({"path": path} if path else {}) | ({key: name} if key else {})
            both = {"was": was.get(name), "now": now[about].get(name)}
            if both["was"] != both["now"]:
                found.append(is_of if what == "result" else is_of | both)
                told |= {is_of["path"]} if what in _TOLD else set()
    if not found and before["result"] != after["result"]:
        found.append({"what": "receipt", "was": before["result"], "now": after["result"]})
    return found


_TOLD = ("verdict", "finding", "instrument")  # of a proposal, of which no more need be said


def _tables(receipt: Json) -> dict[tuple[str, str, str], Json]:
    """All that a receipt tells, in the order it is compared: by what it is, the proposal that it is
    of, and what each value is called by."""
    found: dict[tuple[str, str, str], Json] = {
        (name, "", ""): {"": receipt[name]} for name in ("ressort", "engine", "rule_base")
    }
    proposals = {each["path"]: each for each in receipt["proposals"]}
    found["input", "", "path"] = {each["path"]: each["sha256"] for each in receipt["inputs"]}
    found["verdict", "", "path"] = {path: each["verdict"] for path, each in proposals.items()}
    for path, each in proposals.items():
        found["finding", path, "id"] = each["findings"]
        found["instrument", path, "id"] = each["instruments"]
        found["result", path, ""] = {"": each}
    return found


def _on_disk(receipt: Json) -> Iterator[Json]:
    """The inputs that are no longer as they were, in the working folder or among what is shipped
    otherwise."""
    for each in receipt["inputs"]:
        path = Path(each["path"])
        if not path.exists() and each["path"].startswith(_SHIPPED):
            path = folders.ROOT / path
        try:
            now = sha256(bytes_of_file(path, each["path"]))
        except UnreadableError:
            now = None
        if now != each["sha256"]:
            yield {"what": "input", "path": each["path"], "was": each["sha256"], "now": now}
