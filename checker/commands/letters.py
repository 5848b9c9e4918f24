# SPDX-License-Identifier: EUPL-1.2
"""``ressort letters``: draft letters and a draft council item, as Word files in a folder."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.runs import open_run
from checker.disk import output
from checker.errors import UsageError
from checker.files.walk import real
from checker.formats.catalogue import extra
from checker.say import say


@click.command("letters", epilog="ressort letters forslag.ressort --to breve --bylaw vedtaegt.docx")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@settings.configured(*settings.SHARED, "templates")
@options.one("--to", "DIR", "The folder that the Word files are written to.")
@options.one("--bylaw", "FILE", "The bylaw as a Word file; it is written with tracked changes.")
@options.one("--templates", "DIR", "Word templates of your own; what it lacks is ours.")
@click.option("--force", is_flag=True, help="Overwrite the files that are there.")
@options.shared(*options.JUDGING)
def command(
    paths: tuple[str, ...],
    to: str | None,
    bylaw: str | None,
    templates: str | None,
    force: bool,
    shared: Shared,
) -> int:
    """Draft what a proposal takes to be sent: to authorities, to whoever is heard, to the council.

    A file that is there already is told and kept without --force; those that are missing are
    written. Exit status: 0 all written, or nothing to be written; 2 not all, or words found no
    place in the bylaw.
    """
    if to is None:
        raise UsageError("letters-to-missing")
    own = Path(templates) if templates else None
    if own is not None and not own.is_dir():
        raise UsageError("no-such-folder", path=own.as_posix())
    run = open_run(shared, paths)
    language = run.language
    with extra("word"):
        from checker.desk.letters import letters
        from checker.desk.paper import opened
        from checker.disk.apart import templated

        if bylaw is not None:  # what cannot be read is told before anything is judged
            opened(Path(bylaw))
        document = run.expressed(run.results())
        work = partial(letters, document, language, own, Path(bylaw) if bylaw else None)
        made, undone = templated(work, own) if own else work()
    folder = Path(to)
    targets = {folder / each.name: each.data for each in made}
    given = {*run.read.files, *([real(Path(bylaw))] if bylaw else ())}
    for path in targets:
        if real(path) in given:
            raise UsageError("report-over-input", path=path.as_posix())
    there = {path for path in targets if path.exists() and not force}
    with output.in_folder(folder) if made else nullcontext():
        output.write({path: data for path, data in targets.items() if path not in there})
    for path in targets:
        if path in there:
            output.tell(f"ressort: {say(language, 'kept', path=path.as_posix())}")
    for each in undone:
        output.tell(each.words)
    about = {folder / one.name: one.about for one in made}
    lines = [f"{path.as_posix()}: {said}" for path, said in about.items() if path not in there]
    if lines or not made:
        output.put("\n".join(lines or [say(language, "no-letters")]) + "\n")
    return 2 if there or any(each.lost for each in undone) else 0
