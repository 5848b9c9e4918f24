# SPDX-License-Identifier: EUPL-1.2
"""``ressort serve``: the page over HTTP, on this machine alone."""

from __future__ import annotations

import secrets
import webbrowser

import click

from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Reader
from checker.installed import adding
from checker.say import say

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
    reader = Reader()
    rules = reader.rules(shared.rules)
    organisations = reader.organisations(shared.organisations, ["."])
    registers = reader.registers(shared.waivers, shared.organisations, organisations)
    reader.finish()
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

    serve(Site((rules, organisations, registers), secrets.token_urlsafe(24)), port or 0, tell)
    return 0
