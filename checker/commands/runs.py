# SPDX-License-Identifier: EUPL-1.2
"""What commands share: options to a run, proposals to results, in one process or several, and
results to a report, kept on disk where they are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker import limits
from checker.commands.options import Shared
from checker.commands.spool import Spool as Spool
from checker.commands.spool import pickled
from checker.commands.tongue import tongue
from checker.disk import output
from checker.disk.parallel import mapped
from checker.errors import CheckerError, MistakesError, UsageError
from checker.files import baseline as past
from checker.files import documents
from checker.files.baseline import Baseline, OldFinding
from checker.files.documents import Library, rule_base
from checker.files.kinds import FoundFile
from checker.memo import Memo
from checker.mistakes import Mistakes, TextWarning
from checker.records import evolve, frozen
from checker.report.broken import BrokenEntry, mistakes_told
from checker.say import Language, nearest, say
from checker.source import is_pipe
from checker.speech.node import Document
from checker.speech.proposal import Register, Waive

if TYPE_CHECKING:
    from checker.formats.catalogue import AskedFor
    from checker.pipeline import Checker
    from checker.report.report import Report, ResultEntry
    from checker.result import Result

_FEW = 16  # results that are kept as they are
_LONG = 32  # proposals from which it is worth telling how far the work has come
_BAR = 24


def as_it_is(proposal: Document) -> Document:
    """A proposal with all that it brings."""
    return proposal


@frozen(eq=False, repr=False)
class CommandRun:
    """What a command works with: files read, a rule base that judges, and the language spoken.

    Attributes:
        admit: what of a proposal counts.
    """

    read: Library
    checker: Checker
    language: Language
    shared: Shared
    admit: Callable[[Document], Document] = as_it_is

    def results(self, *, rivals_too: bool = True) -> list[Result]:
        """Every proposal checked, in order.

        Raises MistakesError with all that is wrong in any, and UsageError for an interpretation
        to follow that no doubt has.
        """
        check_interpretations(self.checker, self.shared.interpretation)
        results: list[Result] = []
        mistakes = Mistakes()
        for proposal in self.read.proposals:
            with mistakes.noting():
                admitted = self.admit(proposal)
                result = self.checker.check(admitted, **self.shared.how, rivals_too=rivals_too)
                results.append(result)
        mistakes.settle()
        return results

    def expressed(self, results: Sequence[Result], run: Collection[str] | None = None) -> Report:
        """Results as the report that every format is made from; ``run`` as in ``report_of``."""
        return report_of(self.checker, results, self.language, run)


def report_of(
    checker: Checker,
    results: Sequence[Result],
    language: Language,
    run: Collection[str] | None = None,
) -> Report:
    """Results as the report that every format is made from; ``run``: the rules that it lists."""
    from checker.formats import made

    return made.report_of(checker, results, language, run)


def run_over(library: Library, shared: Shared, surface: Language) -> CommandRun:
    """The run over files that are read; it speaks ``surface`` unless asked otherwise."""
    checker = library.checker(Memo.none() if shared.forget else None)
    return CommandRun(library, checker, shared.lang or surface, shared)


def open_run(shared: Shared, paths: Sequence[str], *, one: bool = False) -> CommandRun:
    """The run that judges some proposals; what the user should know of them is told.

    Raises CheckerError as ``gathered`` does, and where there must be ``one`` and are several.
    """
    library = gathered(shared, paths)
    if one and len(library.proposals) > 1:
        raise UsageError("one-proposal", where=paths[0], count=len(library.proposals))
    run = run_over(library, shared, library.proposals[0].surface)
    notify(library, run.language)
    return run


def gathered(shared: Shared, paths: Sequence[str], *, waiting: bool = False) -> Library:
    """The files of a run; ``waiting``: proposals are found, and read when they are checked.

    Raises CheckerError where one cannot be read, and where the rule base is another than the
    pinned one.
    """
    places = (shared.rules, shared.organisations, shared.waivers)
    library = documents.read_library(paths, *places, waiting=waiting)
    check_pin(library.rules, shared.rule_base)
    return library


def check_interpretations(checker: Checker, following: Sequence[str]) -> None:
    """Raises UsageError for an interpretation to follow that no doubt has."""
    known = [
        each.id.text for doubt in checker.book.doubts.values() for each in doubt.interpretations
    ]
    for name in following:
        if name not in known:
            raise UsageError.unknown("no-interpretation", name, known)


def asked_about(library: Library, only: Sequence[str]) -> frozenset[str]:
    """The paths of the rule documents that are asked about: those in some files and folders, or
    all. Raises UsageError for a file or folder that holds none of the rules in use."""
    paths = [each.span.path for each in library.rules]
    whole = {path: Path(os.path.realpath(path)) for path in paths}
    found: set[str] = set()
    for one in only:
        place = Path(os.path.realpath(one))
        within = [path for path in paths if whole[path].is_relative_to(place)]
        if not within:
            known = dict.fromkeys(
                name for path in paths for name in (path, Path(path).parent.as_posix())
            )
            raise UsageError.unknown("not-among-rules", one, known, where=one)
        found.update(within)
    return frozenset(found if only else paths)


def check_pin(rules: Iterable[Document], pinned: str | None) -> None:
    """Raises UsageError where the rule base is another one than that which is pinned."""
    found = rule_base(rules)
    if pinned and pinned != found:
        raise UsageError("other-rule-base", pinned=f"sha256:{pinned}", found=f"sha256:{found}")


def unfit(mistakes: MistakesError, paths: Sequence[str], shared: Shared) -> CheckerError:
    """What is told where cases cannot be checked: all that is wrong in them; of the shipped ones
    under rules or organisations of one's own that they do not fit."""
    if paths or not (shared.rules or shared.organisations):
        return mistakes
    first = str(mistakes.errors[0]).partition("\n")[0]
    return UsageError("cases-unfit", first=first)


def notify(library: Library, language: Language) -> None:
    """Tells what the user should know though nothing is wrong."""
    for notice in library.notices:
        output.tell(notice.told(language))
    documents = (
        *library.rules,
        *library.organisations,
        *library.registers,
        *library.proposals,
    )
    warn((warning for document in documents for warning in document.warnings), language)


def warn(warnings: Iterable[object], language: Language) -> None:
    """Tells warnings; of many the first, and how many more there are."""
    more = 0
    for number, warning in enumerate(warnings):
        if number < limits.ERRORS:
            output.tell(str(warning))
        else:
            more += 1
    if more:
        output.tell(say(language, "too-many-warnings", count=more))


# ------------------------------------------------------------ many proposals


@frozen(eq=False, repr=False)
class CheckedProposal:
    """What came of one proposal: its entry in the report, and what is to be known of it besides.

    Attributes:
        result: pickled where there are many.
        verdict: on what is not in the baseline.
        counting: what a new baseline would hold.
        waivers: the places of those that speak of it.
    """

    result: bytes | ResultEntry
    verdict: str
    warnings: tuple[str, ...]
    rules_run: tuple[str, ...]
    concerned: past.Concerned
    counting: tuple[OldFinding, ...]
    waivers: tuple[str, ...]


@frozen(eq=False, repr=False)
class _Desk:
    """What each process checks with."""

    run: CommandRun
    baseline: Baseline | None
    many: bool
    reads: AskedFor | None

    def checked(self, waiting: FoundFile) -> CheckedProposal | None:
        """What comes of one file, or None where anything is wrong with it."""
        try:
            proposals = documents.read_waiting(self.run.read, [waiting])
            admitted = self.run.admit(proposals[0])
            result = self.run.checker.check(admitted, **self.run.shared.how)
        except CheckerError:
            return None
        counting = tuple(past.counting(result))
        if self.baseline is not None:
            result = past.marked(result, self.baseline)
        (entry,) = self.run.expressed([result], ()).results
        kept = pickled(self.reads.of(entry) if self.reads else entry) if self.many else entry
        self.run.checker.forget(admitted)
        return CheckedProposal(
            kept,
            past.verdict_beyond(result),
            tuple(str(warning) for each in proposals for warning in each.warnings),
            result.rules_run,
            past.concerned(result),
            counting,
            tuple(one.place.place for one in result.waivers),
        )


@frozen(eq=False, repr=False)
class Batch:
    """What came of all proposals.

    Attributes:
        report: its results are read from disk one at a time.
        verdicts: on what is not in the baseline, in the order of the results.
        counting: what a new baseline would hold.
        elsewhere: how many entries of the baseline concern other proposals.
        idle: the waivers in registers for a proposal that was not checked.
        unread: all that is wrong with the others, which the report has as broken.
    """

    report: Report
    verdicts: tuple[str, ...]
    counting: tuple[OldFinding, ...]
    elsewhere: int
    idle: tuple[TextWarning, ...]
    unread: MistakesError | None = None

    def whole(self) -> Batch:
        """The same. Raises MistakesError where not all could be checked."""
        if self.unread:
            raise self.unread
        return self


def surface(library: Library) -> Language:
    """The language of the first proposal that waits and can be read; where none can, the user's."""
    for one in library.waiting:
        with suppress(CheckerError):
            return documents.read_waiting(library, [one])[0].surface
    return tongue() or "en"


def check_all(
    run: CommandRun,
    spool: Spool,
    jobs: int | None = None,
    baseline: Baseline | None = None,
    *,
    quiet: bool = False,
    reads: AskedFor | None = None,
) -> Batch:
    """Every waiting proposal checked, in order; the answer does not depend on the processes.

    Args:
        spool: an empty one, which the results go to where they are many.
        quiet: whether warnings have been told.
        reads: what of results that are many is asked for; None: all of it.

    Raises MistakesError with all that is wrong where none could be checked, and UsageError for an
    interpretation to follow that no doubt has.
    """
    library, language = run.read, run.language
    check_interpretations(run.checker, run.shared.interpretation)
    total = len(library.waiting)
    desk = _Desk(run, baseline, total > _FEW, reads)
    few: list[ResultEntry] = []
    if any(is_pipe(each.file) for each in library.waiting):
        jobs = 1  # what comes through one is in this process alone
    verdicts: list[str] = []
    counting: list[OldFinding] = []
    concerned: set[past.Concerned] = set()
    spoken: set[str] = set()
    rules_run: set[str] = set()
    warnings: list[str] = []
    failed: list[FoundFile] = []
    for done, one in enumerate(mapped(desk.checked, library.waiting, jobs)):
        if one is None:
            failed.append(library.waiting[done])
        else:
            if isinstance(one.result, bytes):
                spool.append(one.result)
            else:
                few.append(one.result)
            verdicts.append(one.verdict)
            warnings += one.warnings
            counting += one.counting
            concerned.add(one.concerned)
            spoken.update(one.waivers)
            rules_run.update(one.rules_run)
        _show(done + 1, total, language)
    _show(0, total, language)
    wrong = {each.shown: _wrong(run, each) for each in failed}
    unread = MistakesError(one for each in wrong.values() for one in each.errors)
    if failed and not verdicts:
        raise unread
    warn(() if quiet else warnings, language)
    report = evolve(
        run.expressed([], rules_run),
        results=spool if desk.many else few,
        broken=tuple(BrokenEntry(path, mistakes_told(wrong[path], language)) for path in wrong),
    )
    if failed:  # what the others concern is not known
        return Batch(report, tuple(verdicts), tuple(counting), 0, (), unread)
    elsewhere = baseline.elsewhere(concerned) if baseline else 0
    idle = tuple(_idle(library.registers, spoken, concerned))
    return Batch(report, tuple(verdicts), tuple(counting), elsewhere, idle)


def _wrong(run: CommandRun, failed: FoundFile) -> MistakesError:
    """All that is wrong with a file, which is read and checked once more."""
    try:
        proposals = documents.read_waiting(run.read, [failed])
        evolve(run, read=evolve(run.read, proposals=proposals)).results()
    except MistakesError as mistakes:
        return mistakes
    raise AssertionError


def _idle(
    registers: Sequence[Document], spoken: Collection[str], checked: Collection[past.Concerned]
) -> Iterator[TextWarning]:
    """The waivers that name a proposal which is none of those checked, in the order of the
    files; of a municipality with no proposal among them, none."""
    for register in registers:
        header, *written = register.statements
        assert isinstance(header, Register)
        titles = [title for town, title in checked if town == header.concerns.text]
        for one in written if titles else ():
            if isinstance(one, Waive) and one.proposal and one.span.place not in spoken:
                near = nearest(one.proposal, titles)
                yield TextWarning.of(one.span, "waiver-elsewhere", title=one.proposal, near=near)


def _show(done: int, total: int, language: Language) -> None:
    """How far the work has come, where it is long and a person looks on; 0: it is over."""
    if total < _LONG or os.environ.get("CI"):
        return
    full = _BAR * done // total
    bar = f"[{'#' * full}{'.' * (_BAR - full)}]"
    said = say(language, "proposals-done", bar=bar, done=done, total=total)
    output.progress(said if done else "")
