# SPDX-License-Identifier: EUPL-1.2
"""``ressort new``: a proposal to begin with, for an organisation on file."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from shlex import quote

import click

from checker.commands import options
from checker.commands.dialogue import Dialogue, answers
from checker.commands.draft import (
    NewProposal,
    clean_title,
    dialogue,
    free_file,
    keep_what_is_there,
    say_next,
    write,
)
from checker.commands.options import Shared
from checker.commands.tongue import tongue
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import read_base
from checker.files.walk import organisation_here
from checker.language.parser import parse
from checker.records import evolve
from checker.say import Language, nearest
from checker.source import Source
from checker.speech.node import Document, Name, Node, Prose
from checker.speech.organisation import Municipality, municipality_of
from checker.speech.proposal import Proposal
from checker.table.writing import blank_rows, rows_of


@click.command(
    "new",
    cls=options.Repeatable,
    epilog='ressort new forslag.ressort --organisation copenhagen-2013 --move "KEjd KFU ØU"',
)
@click.argument("file", metavar="[FILE]", required=False)
@options.one("--organisation", "ID", "The organisation it concerns.")
@options.one("--title", "TEXT", "What the proposal is called.")
@options.one("--proposed", "DATE", "The day it is put forward.", options.day)
@options.one("--effective", "DATE", "The day it takes effect.", options.day)
@options.many("--move", '"THING FROM TO"', "A move; FROM may be left out; may be given again.")
@options.many("--statement", "SENTENCE", "Any other sentence of a proposal; may be given again.")
@options.one("--table", "FILE", "Write a table with drop-down lists instead: .xlsx or .csv.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@options.shared("rules", "organisations", "lang")
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    organisation: str | None,
    title: str | None,
    proposed: date | None,
    effective: date | None,
    move: tuple[str, ...],
    statement: tuple[str, ...],
    table: str | None,
    force: bool,
    shared: Shared,
) -> int:
    """Write a proposal to begin with to FILE, or to standard output.

    On a terminal it asks for what is not given; `?` lists what can be answered. A table is written
    as far as it is given.
    """
    if table and file:
        raise UsageError("one-target", path=Path(file).as_posix())
    if file and not Path(file).suffix and nearest(file, ["organisation"]):
        raise UsageError("no-such-command", "new organisation", name=f"new {file}")
    target = table or file
    ends_as_table = Path(target or "").suffix.casefold() in (".xlsx", ".csv")
    if target and ends_as_table != bool(table):
        key = "table-ending" if table else "table-option"
        raise UsageError(key, path=Path(target).as_posix())
    keep_what_is_there(Path(target) if target else None, force)
    read = read_base(shared.rules, shared.organisations, [target or "."])
    checker, known = read.checker(), read.organisations
    by_id = {municipality_of(each).id.text: each for each in known}
    spoken = tongue(given=shared.lang)
    known_in = {each.surface for each in known}
    surface: Language = next(iter(known_in)) if len(known_in) == 1 else "en"
    talk = dialogue(ctx, target, spoken or surface, answers())
    with talk.keeping():
        given = {"--title": title, "--proposed": proposed, "--effective": effective}
        missing = [name for name, value in given.items() if not value]
        blank = bool(table and missing and not (move or statement))
        chosen = _organisation(organisation, by_id, talk, () if blank else missing)
        talk.language = language = spoken or by_id[chosen].surface
        draft = NewProposal(checker, language, by_id[chosen])
        if missing and not blank and (table or not talk.terminal):
            raise UsageError("argument-missing", name=", ".join(missing))
        if blank:
            known_of = {
                "title": title,
                "concerns": chosen,
                "proposed": proposed,
                "effective": effective,
            }
            assert table
            draft.write_table(Path(table), *blank_rows(known_of, language))
            say_next(f"ressort check {quote(table)}", language)
            return 0
        title = clean_title(talk.put("--title", clean_title) if title is None else title)
        proposed = proposed or talk.put("--proposed", draft.day)
        header = Proposal(Prose.of(title), Name(chosen), proposed, effective or proposed)
        if not effective:
            effective = talk.put("--effective", draft.day_of_effect(header), draft.terms)
        head = draft.printed(evolve(header, effective=effective))
        changes: list[Node] = [draft.move(each) for each in move]
        if not (move or statement or table):
            for change in talk.each("--move", lambda each: draft.change(each, head, changes),
                                    [*draft.choices, *draft.verbs], draft.following):  # fmt: skip
                changes.append(change)
                said = draft.printed(change).strip()
                if said != talk.said[-1][1]:  # what was typed is shown as it was read
                    output.tell(f"  {said}")
        changes += [draft.statement(each, head) for each in statement]
        text = f"{head}\n{draft.printed(*changes)}" if changes else head
        if not changes and not table:
            text += draft.example()
        written = parse(Source.of(text, target or "proposal.ressort"))
        checker.check(written)
        if not target and talk.terminal and sys.stdout.isatty():
            file = talk.put("--file", free_file, optional=True)
        if table:
            draft.write_table(Path(table), *rows_of(written))
        elif not file:
            output.put(text)
        else:
            keep_what_is_there(Path(file), force)
            write(Path(file), text, language)
    if target or file:
        say_next(f"ressort check {quote(target or file or '')}", language)
    return 0


def _organisation(
    given: str | None, known: Mapping[str, Document], talk: Dialogue, missing: Sequence[str]
) -> str:
    """The id of an organisation that is given by it, is that of the folder, or is asked for; where
    nobody is there to be asked, UsageError names what else is ``missing``."""
    given = given or organisation_here(known)
    if given is None and not talk.terminal:
        more = ", ".join(missing)
        raise UsageError("organisation-missing", more=more, known=", ".join(sorted(known)))
    towns = {id: municipality_of(each) for id, each in sorted(known.items())}
    if given is None:
        listed = [
            ("organisation", id, f"{town.name}, {town.as_of.isoformat()}")
            for id, town in towns.items()
        ]
        return talk.put("--organisation", lambda each: _called(each, towns), listed)
    return _called(given, towns)


def _called(given: str, towns: Mapping[str, Municipality]) -> str:
    """The id of an organisation by it, or by a name that no other has. Raises UsageError."""
    if given in towns:
        return given
    same = [id for id, town in towns.items() if town.name.casefold() == given.casefold()]
    if len(same) > 1:
        raise UsageError("several-organisations", name=given, ids=", ".join(same))
    if not same:
        known = ", ".join(towns)
        error = UsageError.unknown("unknown-organisation", given, towns)
        raise error if error.near else UsageError("organisation-unlike", name=given, known=known)
    return same[0]
