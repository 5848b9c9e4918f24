"""``ressort matrix``: what it takes to place each unit, task or area under each committee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import click
from attrs import evolve

from checker.commands import options, settings, weighing
from checker.commands.options import Shared
from checker.commands.session import Session, check_pin, notify
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import Library, Reader
from checker.municipality.town import Town
from checker.page.markup import csv_text
from checker.pipeline import Checker
from checker.say import Language
from checker.source import NOWHERE
from checker.speech.node import Document, Name, Prose
from checker.speech.proposal import Move, Open, Proposal, header_of
from checker.weigh.choices import Space, frame_of
from checker.weigh.pages import rows_of_cells
from checker.weigh.sweep import Trial, place_each
from checker.weigh.telling import Teller

_FORMATS = (*weighing.FORMATS, "csv")


@click.command("matrix")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@options.one("--organisation", "ID", "The organisation, where no PATH tells it.")
@options.many("--unit", "ID", "A unit to be placed; may be given again. Without any: every unit.")
@options.many("--task", "ID", "A task to be placed; may be given again.")
@options.many("--area", "ID", "An area whose tasks are to be placed; may be given again.")
@options.one("--proposed", "DATE", "The day of the proposal; else that of the files.", options.day)
@options.one("--effective", "DATE", "The day of effect; else the next term's start.", options.day)
@settings.configured(*settings.SHARED)
@options.shared(
    *options.JUDGING[:4],
    options.choice("--format", _FORMATS, "What is written to standard output.", "text"),
    *options.JUDGING[4:],
)
def command(
    paths: tuple[str, ...],
    organisation: str | None,
    unit: tuple[str, ...],
    task: tuple[str, ...],
    area: tuple[str, ...],
    proposed: date | None,
    effective: date | None,
    shared: Shared,
    format: str,
) -> int:
    """Show what every placement takes: every unit, or chosen things, under every committee.

    PATH is an organisation, or proposals that tell it and its days. Without days from a proposal
    or a flag: proposed on the day the organisation is as of, effective when the next council
    term begins. Exit status: 0 answered, 2 not checked.
    """
    read = _read(paths, shared)
    check_pin(read.rules, shared.rule_base)
    checker = Checker(read.rules, read.organisations, read.registers)
    proposals = weighing.settled(checker, read.proposals)
    if proposals:
        weighing.agreed(proposals, shared.as_of)
    chosen = _organisation(organisation, proposals, checker)
    language = shared.lang or (proposals[0] if proposals else chosen.document).surface
    notify(read, language)
    judge = weighing.judge_of(Session(read, checker, language, shared))
    frame = _frame(chosen, proposals, proposed, effective, language)
    names = [
        _thing(kind, name, chosen, checker)
        for kind, asked_for in (("unit", unit), ("task", task), ("area", area))
        for name in asked_for
    ]
    names = names or list(_all_things(chosen, proposals))
    if not names:
        raise UsageError("nothing-to-place", name=chosen.id)
    placed = place_each(judge, frame, names)
    told = Teller.of(checker, [frame], language).matrix(placed, Trial(judge, Space(frame, ())))
    if format == "csv":
        output.put(csv_text(rows_of_cells(told)))
    else:
        weighing.show(told, format)
    return 0


def _read(paths: Sequence[str], shared: Shared) -> Library:
    """The files; an organisation among the paths is the one that is asked about."""
    reader = Reader()
    base = reader.rules(shared.rules)
    given = reader.documents(paths) if paths else ()
    towns = tuple(each for each in given if each.kind == "organisation")
    known = towns or reader.organisations(shared.organisations)
    registers = reader.registers(shared.waivers, paths if towns else shared.organisations)
    reader.finish()
    proposals = tuple(each for each in given if each.kind == "proposal" and not towns)
    if given and not towns and not proposals:
        raise UsageError("no-organisation", where=", ".join(paths))
    return Library(
        base, known, proposals, tuple(reader.notices), frozenset(reader.files), registers
    )


def _organisation(given: str | None, proposals: Sequence[Document], checker: Checker) -> Town:
    if given is None and proposals:
        given = header_of(proposals[0]).concerns.text
    known = checker.organisations
    if given is None and len(known) == 1:
        given = known[0]
    if given is None:
        raise UsageError("organisation-missing", known=", ".join(known))
    found = checker.organisation(given)
    if found is None:
        raise UsageError.unknown("unknown-organisation", given, known)
    return found


def _frame(
    organisation: Town,
    proposals: Sequence[Document],
    proposed: date | None,
    effective: date | None,
    language: Language,
) -> Document:
    """A proposal that is nothing but its header: the days asked for, of the files, or to be
    expected."""
    if proposals:
        frame = frame_of(proposals[0])
        header = header_of(frame)
        header = evolve(
            header,
            proposed=proposed or header.proposed,
            effective=effective or header.effective,
        )
        return evolve(frame, statements=(header,), surface=language)
    starts = [term.start for term in organisation.calendar.terms if term.start]
    following = [day for day in starts if day > organisation.as_of]
    if effective is None and not following:
        raise UsageError("no-start", day=organisation.as_of)
    header = Proposal(
        Prose.of(organisation.name),
        Name(organisation.id, span=NOWHERE),
        proposed or organisation.as_of,
        effective or min(following),
        span=NOWHERE,
    )
    return Document("proposal", language, (header,), span=NOWHERE)


def _thing(kind: str, name: str, organisation: Town, checker: Checker) -> Name:
    """A unit, a task or an area by its id, an area by its word too."""
    structure = organisation.structure
    ids = {"unit": [*structure.units], "task": [*structure.tasks], "area": [*checker.book.areas]}
    by_word = {word: id for id, word in checker.words.items()} if kind == "area" else {}
    id = by_word.get(name, name)
    if id not in ids[kind]:
        raise UsageError.unknown(f"unknown-{kind}", name, [*ids[kind], *by_word])
    return Name(id, span=NOWHERE)


def _all_things(organisation: Town, proposals: Iterable[Document]) -> Iterable[Name]:
    """Every unit on file, and the tasks and areas that the proposals move or leave open."""
    names = {id: Name(id, span=NOWHERE) for id in organisation.structure.units}
    for proposal in proposals:
        for node in proposal.statements:
            if isinstance(node, Move | Open):
                names.setdefault(node.thing.text, node.thing)
    return names.values()
