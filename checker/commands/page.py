# SPDX-License-Identifier: EUPL-1.2
"""``ressort page``: the page as one HTML file, which opens from a folder without a network."""

from __future__ import annotations

from pathlib import Path

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Reader
from checker.say import say


@click.command("page", epilog="ressort page --to placering.html")
@options.one("--to", "FILE", "The HTML file to write.")
@options.one(
    "--runtime",
    "PATH",
    "Pyodide: the file that `npm pack pyodide` writes, or a folder with what is in it; without "
    "it, node_modules/pyodide.",
    default="node_modules/pyodide",
)
@options.shared("rules", "organisations", "waivers", "lang")
def command(to: str | None, runtime: str, shared: Shared) -> int:
    """Write the page on which placements are tried by hand as one HTML file.

    It holds the checker and all that it judges by, opens in a browser from any folder, and asks
    nothing of any network. Exit status: 0 written, 2 not written.
    """
    from checker.board.single import runtime_of, single_file

    if to is None:
        raise UsageError("argument-missing", name="--to FILE")
    taken = runtime_of(Path(runtime), runtime)
    reader = Reader()
    rules = reader.rules(shared.rules)
    organisations = reader.organisations(shared.organisations, ["."])
    registers = reader.registers(shared.waivers, shared.organisations, organisations)
    reader.finish()
    page = single_file((rules, organisations, registers), taken, shared.lang or "da")
    output.write({Path(to): page})
    said = {"size": f"{len(page) / 1e6:.1f}", "version": taken.version, "digest": taken.digest}
    output.tell(say(shared.lang or "en", "page-written", path=to, **said))
    return 0
