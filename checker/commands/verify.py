"""``ressort verify``: a run made again from its receipt, and what differs."""

from __future__ import annotations

from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.commands import options
from checker.commands.batch import Spool, check_all
from checker.commands.options import Shared
from checker.commands.session import gathered, session_over
from checker.disk import output
from checker.errors import CheckerError, UsageError
from checker.files import baseline, receipt
from checker.say import Language, say

Json = dict[str, Any]
_SHIPPED = ("rules/", "fixtures/")


@click.command("verify")
@click.argument("path", metavar="RECEIPT")
@options.one("--root", "DIR", "The folder that the paths in it start from; without it, this one.")
@options.choice("--format", ("text", "json"), "What is written to standard output.", "text")
@options.shared("lang")
@options.jobs
def command(path: str, root: str | None, format: str, shared: Shared, jobs: int | None) -> int:
    """Check again what a receipt is of, and say what differs.

    Exit status: 0 the same answer from the same inputs, rules and engine, 1 something differs,
    2 it cannot be made again.
    """
    before = receipt.read_receipt(Path(path))
    language = shared.lang or "en"
    if root is not None and not Path(root).is_dir():
        raise UsageError("no-folder", path=path, folder=Path(root).as_posix())
    with chdir(root or "."), Spool() as spool:
        try:
            found = receipt.differences(before, _again(before, spool, jobs, path))
        except CheckerError as error:
            for each in receipt.on_disk(before, _SHIPPED):
                output.tell(_said(each, language))
            output.tell(error.told(language))
            raise UsageError("not-replayed", path=path) from error
    lines = [_said(each, language) for each in found] or [say(language, "replayed")]
    output.put_answer({"same": not found, "differences": found}, lines, format)
    return int(bool(found))


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
    known = baseline.read_baseline(Path(asked["baseline"])) if asked["baseline"] else None
    read = gathered(shared, asked["paths"], waiting=True)
    session = session_over(read, shared, asked["language"])
    return receipt.receipt_of(check_all(session, spool, jobs, known).report, asked)


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
