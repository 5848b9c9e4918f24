# SPDX-License-Identifier: EUPL-1.2
"""``ressort serve`` and ``ressort page``: the page over HTTP on this machine alone, or as one HTML
file, which opens from a folder without a network."""

from __future__ import annotations

import secrets
import webbrowser
from pathlib import Path

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_base
from checker.folders import adding
from checker.say import say
from checker.speech.node import Document

_Documents = tuple[Document, ...]
_PACKAGES = ("starlette", "uvicorn", "python_multipart", "multipart", "anyio", "h11")


@click.command("serve", epilog="ressort serve --open")
@options.number("--port", "The port of this machine; without it, one that is free.")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@options.shared("rules", "organisations", "waivers", "lang")
def command(port: int | None, opened: bool, shared: Shared) -> int:
    """Serve the page on which placements are tried by hand, until it is interrupted.

    It listens on 127.0.0.1 alone, and answers only who knows the address that is shown. Exit
    status: 0 ended, 2 not served.
    """
    given = _given(shared)
    try:
        from checker.commands.http import Site, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _PACKAGES:
            raise
        raise UsageError("no-page-extra", command=adding("page")) from error

    def tell(address: str) -> None:
        output.tell(say(shared.lang or "en", "serving", address=address))
        if opened:
            webbrowser.open(address)

    serve(Site(given, secrets.token_urlsafe(24)), port or 0, tell)
    return 0


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
def page(to: str | None, runtime: str, shared: Shared) -> int:
    """Write the page on which placements are tried by hand as one HTML file.

    It holds the checker and all that it judges by, opens in a browser from any folder, and asks
    nothing of any network. Exit status: 0 written, 2 not written.
    """
    from checker.board.single import runtime_of, single_file

    if to is None:
        raise UsageError("argument-missing", name="--to FILE")
    taken = runtime_of(Path(runtime), runtime)
    given = _given(shared)
    page = single_file(given, taken, shared.lang or "da")
    output.write({Path(to): page})
    said = {"size": f"{len(page) / 1e6:.1f}", "version": taken.version, "digest": taken.digest}
    output.tell(say(shared.lang or "en", "page-written", path=to, **said))
    return 0


def _given(
    shared: Shared,
) -> tuple[_Documents, _Documents, _Documents]:
    read = read_base(shared.rules, shared.organisations, ["."], shared.waivers)
    return read.rules, read.organisations, read.registers
