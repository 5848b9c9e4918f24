# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules sign``: an office's word for rules as they stand, in a file beside them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from checker import folders
from checker.commands import options
from checker.commands.options import Shared
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import SIGN_OFFS, read_base
from checker.language.parser import parse
from checker.language.printer import print_document, print_node
from checker.lawbook import signing
from checker.lawbook.book import Lawbook
from checker.lawbook.load import load_lawbook
from checker.lawbook.signing import is_office
from checker.say import say
from checker.source import Source
from checker.speech.node import Document, nodes_of
from checker.speech.rule import Rule, SignOff


@click.command(
    "sign", epilog='ressort rules sign two-readings --by "Juridisk Afdeling" --on 2026-01-31'
)
@click.argument("ids", metavar="RULE...", nargs=-1, required=True)
@options.one("--by", "OFFICE", "The office that signs; never a person.")
@options.one("--on", "DATE", "The day of the sign-off.", options.day)
@options.shared("rules", "organisations", "lang")
def command(ids: tuple[str, ...], by: str | None, on: date | None, shared: Shared) -> int:
    """Sign rules off as they stand, in `sign-offs.ressort` beside the file of each.

    A sign-off holds the digests of the rule's sentence, bases and quotations, and falls when any
    of them changes; an office that signs again replaces its own. All files are written, or none.
    """
    if by is None or on is None:
        missing = [name for name, given in (("--by", by), ("--on", on)) if given is None]
        raise UsageError("argument-missing", name=", ".join(missing))
    if '"' in by or not is_office(by):
        raise UsageError("no-office", office=by)
    read = read_base(shared.rules, shared.organisations)
    documents = read.rules
    book = load_lawbook(documents, read.organisations)
    rules = book.by_id
    for id in ids:
        if id not in rules:
            raise UsageError.unknown("unknown-rule", id, rules)
    files: dict[Path, list[Rule]] = {}
    for id in dict.fromkeys(ids):
        place = (folders.RULES.parent if not shared.rules else Path()) / rules[id].span.path
        files.setdefault(Path(os.path.realpath(place)).with_name(SIGN_OFFS), []).append(rules[id])
    output.write({file: _written(file, own, by, on, book) for file, own in files.items()})
    language = shared.lang or documents[0].surface
    for file, own in files.items():
        names = ", ".join(rule.id.text for rule in own)
        output.put(say(language, "signed", rules=names, file=_shown(file)) + "\n")
    return 0


def _written(file: Path, rules: Sequence[Rule], by: str, on: date, book: Lawbook) -> str:
    """A file of sign-offs with those of some rules among them, by rule and office. Raises
    UsageError where something else stands in it, MistakesError where it cannot be read."""
    there: Document | None = None
    if file.exists():
        there = parse(Source.read(file, _shown(file)))
        if not all(isinstance(one, SignOff) for one in there.statements):
            raise UsageError("not-sign-offs", path=_shown(file))
    surface = there.surface if there else rules[0].span.source.language
    old = nodes_of(there.statements, SignOff) if there else ()
    found = {(one.rule.text, one.office): print_node(one, "en", {}) for one in old}
    found |= {(rule.id.text, by): signing.signed(rule, by, str(on), book) for rule in rules}
    text = "\n".join(found[key] for key in sorted(found)) + "\n"
    return print_document(parse(Source.of(text)), surface, {})


def _shown(file: Path) -> str:
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
