# SPDX-License-Identifier: EUPL-1.2
"""``ressort plan``, ``ressort sweep`` and ``ressort matrix``: things placed in all ways that are
left open or can be thought of, and what each takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import click

from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.reporting import also, answer, answer_targets
from checker.commands.runs import (
    CommandRun,
    check_interpretations,
    check_pin,
    notify,
    open_run,
)
from checker.disk import output
from checker.disk.parallel import spread_over
from checker.errors import MistakesError, UsageError
from checker.files.documents import Library, Reader
from checker.files.walk import organisation_here
from checker.memo import Memo
from checker.mistakes import Mistakes
from checker.municipality.town import Town
from checker.pipeline import Checker
from checker.records import evolve
from checker.report.report import as_json
from checker.say import Language, say
from checker.speech.node import Document, Name, Prose
from checker.speech.proposal import Move, Open, Proposal, header_of
from checker.weigh.choices import Space, choices_in, count_combinations, frame_of
from checker.weigh.counted import Counted, SweepEntry, put_together, read_part
from checker.weigh.counting import WHOLE, Shard, held_to_checks, sweep_all, too_many
from checker.weigh.pages import page_of, page_of_sweep
from checker.weigh.plan import Others, Planner, alternatives
from checker.weigh.sweep import Judge, Trial
from checker.weigh.telling import Teller

_FORMATS = ("text", "json", "markdown", "html")
_LIMIT = 20_000
_VERIFIED = 8


def _asked(*formats: str) -> options.Decorator:
    """The options that the three share."""
    return options.together(
        settings.configured(*settings.SHARED),
        options.shared(
            *options.JUDGING[:4],
            options.choice("--format", formats, "What is written to standard output.", "text"),
            also,
            *options.JUDGING[4:],
            "forget",
        ),
    )


def _shard(value: str) -> Shard:
    """A part, as ``3/64``. Raises UsageError."""
    found = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", value, re.ASCII)
    if not found or int(found[1]) > int(found[2]):
        raise UsageError("not-a-part-of", value=value)
    return Shard(int(found[1]), int(found[2]))


_effort = options.together(
    _asked(*_FORMATS),
    options.jobs,
    options.one("--dask", "ADDRESS", "The scheduler of a Dask cluster that does the work."),
    options.number("--limit", f"The most combinations that are looked at ({_LIMIT}).", _LIMIT),
)


@click.command("plan", epilog="ressort plan forslag.ressort")
@click.argument("path", metavar="PATH")
@_effort
def plan(
    path: str,
    shared: Shared,
    format: str,
    report: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    limit: int,
) -> int:
    """Plan how a proposal becomes lawful: what it takes at the least, by whom and by when.

    For what it leaves open the best choice is planned; for what is forbidden, lawful placements
    are looked for. Exit status: 0 answered, 2 not checked.
    """
    files = answer_targets(report)
    run = open_run(shared, [path], one=True)
    checker, language = run.checker, run.language
    with spread_over(jobs, dask) as spread:
        proposals, trial = _open(run, limit)
        swept = sweep_all(trial, spread, limit)
        best = swept.best(1)[0][0]
        picked, chosen = trial.space.pick(best), trial.space.document(best)
        made = Planner(trial.judge, chosen).plan()
        open_choices = made.when_carried.verdict != "forbidden"
        if open_choices:
            others = Others.of(swept, best, lawful=False)
        else:
            others = alternatives(chosen, trial.judge, spread, language)
    told = Teller.of(checker, proposals, language)
    found = told.plan(made, picked, others, open_choices=open_choices)
    answer(files, run.read, format, partial(page_of, found))
    return 0


@click.command("sweep", epilog="ressort sweep forslag.ressort --all")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@_effort
@click.option("--all", "every", is_flag=True, help="List every combination, not the best alone.")
@options.number("--verify", f"Check so many placements by themselves ({_VERIFIED}).", _VERIFIED)
@options.one("--shard", "K/N", "Count one of N parts, to be put together with --merge.", _shard)
@click.option("--merge", is_flag=True, help="Put the parts in the files PATH... together.")
def sweep(
    paths: tuple[str, ...],
    shared: Shared,
    format: str,
    report: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    limit: int,
    every: bool,
    verify: int,
    shard: Shard | None,
    merge: bool,
) -> int:
    """Count all combinations of open placements, and of several proposals.

    `open KBS under KFU or BIU` leaves a placement open. Of several proposals each is taken or
    left. Exit status: 0 answered, 2 not checked.
    """
    files = answer_targets(report)
    if shard and files:
        raise UsageError("report-of-part")
    if merge:
        whole = put_together([read_part(Path(path)) for path in paths])
        parts = Library(files=frozenset(Path(path).resolve() for path in paths))
        answer(files, parts, format, lambda each: page_of_sweep(whole.entry, each, whole.every()))
        return 0
    run = open_run(shared, paths)
    language = run.language
    with spread_over(jobs, dask) as spread:
        proposals, trial = _open(run, limit)

        def progress(done: int) -> None:
            output.progress(say(language, "progress", done=done, total=trial.space.size))

        part = shard or WHOLE
        if every and trial.space.size > limit * part.of:
            raise too_many(trial.space.size, limit)
        swept = sweep_all(trial, spread, limit, part, progress)
        output.progress("")
        verified = held_to_checks(swept, trial, spread, verify)
    told = Counted(Teller.of(run.checker, proposals, language), trial, swept)
    entry = told.entry(proposals, verified)
    if shard:
        of = _fingerprint(run, entry, every=every)
        output.put(output.as_text(as_json(told.part(entry, shard, of, every=every))))
        return 0
    answer(
        files,
        run.read,
        format,
        lambda each: page_of_sweep(entry, each, told.every() if every else ()),
    )
    return 0


def _fingerprint(run: CommandRun, entry: SweepEntry, *, every: bool) -> str:
    """What tells a sweep from any other: its files, its days and its flags."""
    library, shared = run.read, run.shared
    documents = (*library.rules, *library.organisations, *library.proposals, *library.registers)
    told = (
        entry.language,
        entry.law_date,
        entry.as_of,
        every,
        shared.interpretation,
        sorted((one.span.path, one.span.source.sha256) for one in documents),
    )
    return sha256(repr(told).encode("utf-8")).hexdigest()


@click.command("matrix", epilog="ressort matrix organisation.ressort --unit KBS")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@options.one("--organisation", "ID", "The organisation, where no PATH tells it.")
@options.many("--unit", "ID", "A unit to be placed; may be given again. Without any: every unit.")
@options.many("--task", "ID", "A task to be placed; may be given again.")
@options.many("--area", "ID", "An area whose tasks are to be placed; may be given again.")
@options.one("--proposed", "DATE", "The day of the proposal; else that of the files.", options.day)
@options.one("--effective", "DATE", "The day of effect; else the next term's start.", options.day)
@_asked(*_FORMATS, "csv")
def matrix(
    paths: tuple[str, ...],
    organisation: str | None,
    unit: tuple[str, ...],
    task: tuple[str, ...],
    area: tuple[str, ...],
    proposed: date | None,
    effective: date | None,
    shared: Shared,
    format: str,
    report: tuple[str, ...],
) -> int:
    """Show what every placement takes: every unit, or chosen things, under every committee.

    PATH is an organisation, or proposals that tell it and its days. Without days from a proposal
    or a flag: proposed on the day the organisation is as of, effective when the next council
    term begins. Exit status: 0 answered, 2 not checked.
    """
    files = answer_targets(report, "csv")
    read = _read(paths, shared)
    check_pin(read.rules, shared.rule_base)
    checker = read.checker(Memo.none() if shared.forget else None)
    proposals = _settled(checker, read.proposals)
    _agreed(proposals, shared.as_of)
    town = _organisation(organisation, proposals, checker)
    language = shared.lang or (proposals[0] if proposals else town.document).surface
    notify(read, language)
    judge = _judge(checker, shared)
    frame = _frame(town, proposals, proposed, effective, language)
    names = _named({"unit": unit, "task": task, "area": area}, town, checker)
    if not names:
        every = {id: Name(id) for id in town.structure.units}
        for node in (one for proposal in proposals for one in proposal.statements):
            if isinstance(node, Move | Open):
                every.setdefault(node.thing.text, node.thing)
        names = [*every.values()]
    if not names:
        raise UsageError("nothing-to-place", name=town.id)
    told = Teller.of(checker, [frame], language).matrix(judge, frame, names, proposals)
    answer(files, read, format, partial(page_of, told))
    return 0


def _open(run: CommandRun, limit: int) -> tuple[list[Document], Trial]:
    """The proposals of a run with every name an id, and all that they leave open.

    Raises UsageError where their headers differ or there are too many combinations, and
    MistakesError where one of them does not fit whatever is chosen.
    """
    judge = _judge(run.checker, run.shared)
    proposals = _settled(run.checker, run.read.proposals)
    _agreed(proposals, run.shared.as_of)
    if (
        len(proposals) > 1
        and (count := max(count_combinations([one]) for one in proposals)) > limit
    ):
        raise too_many(count, limit)
    for proposal in proposals:
        trial = Trial(judge, Space(frame_of(proposal), choices_in([proposal], judge.checker)))
        first: MistakesError | None = None
        for number in range(min(trial.space.size, limit)):
            try:
                trial.considered(number)
                break
            except MistakesError as mistakes:
                first = first or mistakes
        else:
            assert first is not None
            raise first
    frame = evolve(frame_of(proposals[0]), surface=run.language)
    return proposals, Trial(judge, Space(frame, choices_in(proposals, run.checker)))


def _settled(checker: Checker, proposals: Sequence[Document]) -> list[Document]:
    """The proposals with every name an id. Raises MistakesError with all that is unknown."""
    with Mistakes() as mistakes:
        for each in proposals:
            for error in checker.mistakes(each):
                mistakes.note(error)
    return [checker.settled(each) for each in proposals]


def _agreed(proposals: Sequence[Document], as_of: date | None) -> None:
    """Raises UsageError where headers differ in what must be one for all.

    Args:
        as_of: the day asked for, beside which those in the headers do not matter.
    """
    stated = []
    for proposal in proposals:
        header = header_of(proposal)
        days = {
            "concerns": header.concerns.text,
            "effective": header.effective,
            "proposed": header.proposed,
            "as of": as_of or header.as_of or header.proposed,
        }
        stated.append((proposal.span.path, [f"{key} {value}" for key, value in days.items()]))
    for path, lines in stated[1:]:
        for one, other in zip(stated[0][1], lines, strict=True):
            if one != other:
                raise UsageError(
                    "headers-differ", first=stated[0][0], second=path, one=one, other=other
                )


def _judge(checker: Checker, shared: Shared) -> Judge:
    """How all placements are judged. Raises UsageError for an interpretation no doubt has."""
    check_interpretations(checker, shared.interpretation)
    return Judge(checker, shared.law_date, shared.as_of, shared.interpretation)


def _read(paths: Sequence[str], shared: Shared) -> Library:
    """The files; an organisation among the paths is the one that is asked about."""
    reader = Reader()
    base = reader.rules(shared.rules)
    given = reader.documents(paths) if paths else ()
    towns = tuple(each for each in given if each.kind == "organisation")
    near = [each.span.path for each in given] or ["."]
    known = towns or reader.organisations(shared.organisations, near)
    registers = reader.registers(shared.waivers, paths if towns else shared.organisations, known)
    reader.finish()
    proposals = tuple(each for each in given if each.kind == "proposal" and not towns)
    if given and not towns and not proposals:
        raise UsageError("no-organisation", where=", ".join(paths))
    return Library(base, known, proposals, reader.told, frozenset(reader.files), registers)


def _organisation(given: str | None, proposals: Sequence[Document], checker: Checker) -> Town:
    known = checker.organisations
    if given is None and proposals:
        given = header_of(proposals[0]).concerns.text
    given = given or organisation_here(known)
    if given is None:
        raise UsageError("organisation-missing", more="", known=", ".join(known))
    found = checker.organisation(given)
    if found is None:
        raise UsageError.unknown("unknown-organisation", given, known)
    return found


def _frame(
    town: Town,
    proposals: Sequence[Document],
    proposed: date | None,
    effective: date | None,
    language: Language,
) -> Document:
    """A proposal that is nothing but its header: the days asked for, of the files, or to be
    expected."""
    if proposals:
        frame, header = frame_of(proposals[0]), header_of(proposals[0])
    else:
        expected = effective or town.calendar.next_start(town.as_of)
        if expected is None:
            raise UsageError("no-start", day=town.as_of)
        id = Name(town.id)
        header = Proposal(Prose.of(town.name), id, town.as_of, expected)
        frame = Document("proposal", language, ())
    header = evolve(
        header, proposed=proposed or header.proposed, effective=effective or header.effective
    )
    return evolve(frame, statements=(header,), surface=language)


def _named(asked: dict[str, tuple[str, ...]], town: Town, checker: Checker) -> list[Name]:
    """The units, tasks and areas that are asked for by their ids, an area by its word too."""
    structure, words = town.structure, {word: id for id, word in checker.words.items()}
    known = {"unit": [*structure.units], "task": [*structure.tasks], "area": [*checker.book.areas]}
    found = []
    for kind, names in asked.items():
        by_word = words if kind == "area" else {}
        for name in names:
            id = by_word.get(name, name)
            if id not in known[kind]:
                raise UsageError.unknown(f"unknown-{kind}", name, [*known[kind], *by_word])
            found.append(Name(id))
    return found
