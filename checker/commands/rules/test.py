"""``ressort rules test``: proposals against what they expect of the rules."""

from __future__ import annotations

from typing import get_args

import click
from attrs import evolve

from checker import folders, output
from checker.commands import options
from checker.commands.checking import checked, notify
from checker.documents import read
from checker.errors import Language, UsageError
from checker.messages import say
from checker.model.node import Document
from checker.model.proposal import Expectation
from checker.prose.wording import Wording


@click.command("test")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@options.rules
@options.organisations
@options.language
def command(
    paths: tuple[str, ...],
    rules: tuple[str, ...],
    organisations: tuple[str, ...],
    lang: Language | None,
) -> int:
    """Check proposals against their `expect` sentences; without PATH the shipped cases.

    Exit status: 0 every expectation is met, 1 one is not, 2 a case cannot be checked.
    """
    places = paths or (folders.FIXTURES.name,)
    library = read(places, rules, organisations)
    cases = tuple(each for each in library.proposals if _expects(each))
    if not cases:
        raise UsageError("no-expectation", where=", ".join(places))
    library = evolve(library, proposals=cases, notices=library.notices if paths else ())
    language = lang or cases[0].surface
    notify(library, language)
    checker, results = checked(library)
    lines, failed = [], 0
    said = Wording(language)
    for case, result in zip(cases, results, strict=True):
        unmet = checker.expectations(case, result)
        failed += bool(unmet)
        lines.append(f"{say('failed' if unmet else 'passed', language)}  {case.span.path}")
        for each in unmet:
            lines.append(f"{each.span.path}:{each.span.line}: {said.say(each.phrase)}")
    lines.append(say("tested", language, cases=len(cases), failed=failed))
    output.put("".join(f"{line}\n" for line in lines))
    return int(failed > 0)


def _expects(proposal: Document) -> bool:
    return any(isinstance(each, get_args(Expectation)) for each in proposal.statements)
