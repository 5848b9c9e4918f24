# SPDX-License-Identifier: EUPL-1.2
"""What judges is not what is judged: rules, settings, waivers, baseline, pins and templates are
read from a revision, and proposals from the working folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import chdir, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from checker import folders
from checker.commands import settings
from checker.commands.changes import Admission, ChangeTeller
from checker.commands.options import Shared
from checker.commands.runs import (
    Batch,
    CommandRun,
    Spool,
    check_all,
    check_pin,
    gathered,
    run_over,
)
from checker.commands.settings import SettingsFile
from checker.disk import output
from checker.disk.git import whole
from checker.disk.tree import Layout, Tree
from checker.errors import CheckerError, UsageError
from checker.files.baseline import Baseline, read_baseline
from checker.files.documents import Library, Reader
from checker.files.kinds import ENDING, FoundFile, first_kind, organisation_in
from checker.files.walk import real
from checker.page.templates import INCLUDED, parts_of
from checker.records import define, evolve, field
from checker.report.entries import ChangedEntry, TrustEntry
from checker.report.report import Options
from checker.result import Severity
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.organisation import municipality_of

_META = "ressort.bench"
_SETTINGS = ("ressort.toml", "pyproject.toml")
_SHIPPED = ("rules", "fixtures")
_NO_SETTING = ("trust", "changed-since", "jobs", "receipt", "write-baseline", "output-file")


def bench_of(ctx: click.Context) -> Bench | None:
    """What judges, where a revision was named and the command is asked anew for it."""
    found: Bench | None = ctx.meta.get(_META)
    return found


def judge_by(revision: str, ctx: click.Context) -> int:
    """The command asked anew with the settings of a revision; its exit status.

    Raises CheckerError where the revision is not here or cannot be judged by.
    """
    tree = Tree.at(revision)
    with tree.laid_out() as layout:
        bench = ctx.meta[_META] = Bench(layout, ctx.params, settings.used(ctx))
        layout.lay(lambda path: path.rpartition("/")[2] in _SETTINGS)
        named = settings.named(ctx)
        there = bench.there(named) if named else None
        with bench.by_revision():
            again = settings.anew(ctx, Path(there) if there else None)
        bench.revision_settings = again.obj
        with again:
            status: int = ctx.command.invoke(again)
            return status


@contextmanager
def judging_by(revision: str, shared: Shared, asked: dict[str, Any]) -> Iterator[Bench]:
    """What judges by a revision a run that a receipt tells of. Raises CheckerError."""
    with Tree.at(revision).laid_out() as layout:
        yield Bench(layout, {**asked, **shared._asdict()}, None)


@define(eq=False)
class Bench:
    """What judges.

    Attributes:
        branch: what is asked for with the branch's own settings, ``branch_settings``.
        revision_settings: the file of settings that the revision has.
        own: all that the branch would be judged by on its own word.
        law: all that it is judged by; ``held``: as far as the revision has it.
    """

    layout: Layout
    branch: dict[str, Any]
    branch_settings: SettingsFile | None
    revision_settings: SettingsFile | None = None
    own: Library = field(factory=Library)
    law: Library = field(factory=Library)
    held: Library = field(factory=Library)
    read: frozenset[Path] = frozenset()
    admit: Admission = field(factory=Admission)

    @property
    def tree(self) -> Tree:
        """The revision."""
        return self.layout.tree

    @contextmanager
    def by_revision(self) -> Iterator[None]:
        """The working folder as the revision has it; what is wrong is told as wrong there."""
        within = self.layout.folder / os.path.relpath(os.path.realpath("."), self.tree.top)
        within.mkdir(parents=True, exist_ok=True)
        with self.judging("judged-by"), chdir(within):
            yield

    @contextmanager
    def judging(self, key: str) -> Iterator[None]:
        """Where anything is wrong, it is told first by what was judged."""
        try:
            yield
        except CheckerError:
            output.tell(
                say(
                    self.branch["lang"] or "en",
                    key,
                    revision=self.tree.named,
                    commit=self.tree.commit[:12],
                )
            )
            raise

    # ------------------------------------------------------------ paths

    def name_of(self, path: str) -> str:
        """A path as it is called from the working folder; one that lies outside of the repository
        as a whole one. Links in the repository are the branch's, and are not followed."""
        named = whole(path)
        for above in reversed((named, *named.parents)):
            if Path(os.path.realpath(above)) == self.tree.top:
                inside = self.tree.top / named.relative_to(above)
                return Path(os.path.relpath(inside, os.path.realpath("."))).as_posix()
        return named.as_posix()

    def has(self, path: str) -> bool:
        """Whether the revision has a path, or it lies outside of the repository. Raises UsageError
        where it lies in a submodule, or one in it, that is not here."""
        name = self.name_of(path)
        if Path(name).is_absolute():
            return True
        named = self._laid(name)
        for place in (named, real(named)):
            inside = place.relative_to(self.layout.folder).as_posix()
            for absent, commit in self.tree.absent.items():
                if inside == "." or _overlap(inside, absent):
                    raise UsageError("submodule-absent", path=absent, commit=commit[:12])
        return os.path.lexists(named)

    def there(self, path: str) -> str:
        """A path by which what the revision has is read, and where its links lead. Raises
        UsageError where it has none."""
        name = self.name_of(path)
        if Path(name).is_absolute():
            return name
        for leads in (Path, real):
            self.layout.lay_with(leads(self._laid(name)), INCLUDED)
        if self.has(path):
            return name
        if Path(path).parts[:1] in [(each,) for each in _SHIPPED]:
            return path
        raise UsageError("not-at-revision", path=path, revision=self.tree.named)

    def file(self, path: str) -> Path:
        """The file of that name as the revision has it. Raises UsageError where it has none."""
        name = self.there(path)
        return Path(name) if Path(name).is_absolute() else self._laid(name)

    def _laid(self, name: str) -> Path:
        place = os.path.normpath(Path(os.path.realpath("."), name))
        return self.layout.folder / Path(place).relative_to(self.tree.top)

    # ------------------------------------------------------------ what is read

    def gather(self, shared: Shared, paths: Sequence[str]) -> Library:
        """All that the branch is judged by, and the proposals that both name. Raises CheckerError
        where any of it cannot be used, also what the branch has in its place."""
        asked = self.branch["paths"] or paths
        with self.judging("judged-by-branch"):
            own = gathered(self.branch_shared, asked, waiting=True)
        reader = Reader()
        others = [each for each in paths if each not in asked and Path(each).exists()]
        found = {os.path.realpath(each.file): each for each in own.waiting}
        for each in reader.waiting(others) if others else ():
            found.setdefault(os.path.realpath(each.file), each)
        reader.finish()
        notices = (*own.notices, *reader.told)
        waiting = tuple(found.values())
        self.own = evolve(own, waiting=waiting)
        self.layout.lay(lambda path: path.casefold().endswith(ENDING))
        self.admit = Admission.of(self.layout.folder / each for each in self.layout.laid)
        for each in waiting:
            self._lay_among(each)
        named = [self.name_of(each) for each in shared.organisations]
        there = [self.there(each) for each in named if self.has(each)]
        ruling = shared.rules or _shipped_in(self.tree.top)
        files = [[*map(self.there, each)] for each in (ruling, shared.waivers)]
        near = [] if named else [self.name_of(each.shown) for each in waiting]
        for beside in near:
            self.has(beside)
        with self.by_revision():
            reader = Reader()
            rules = reader.rules(files[0])
            towns = () if named and not there else reader.organisations(there, near)
            towns += self._moved([*map(_id_of, towns)])
            registers = reader.registers(files[1], there, towns)
            reader.finish()
            check_pin(rules, shared.rule_base)
        self.read = frozenset(reader.files)
        self.held = Library(rules, towns, registers=registers)
        # Of what is new there is no other word than the branch's own.
        ids = {*map(_id_of, towns)}
        towns += tuple(each for each in own.organisations if _id_of(each) not in ids)
        told = {each.told("en"): each for each in (*notices, *reader.told)}
        self.law = Library(rules, towns, (), (*told.values(),), own.files, registers, waiting)
        return self.law

    def _lay_among(self, found: FoundFile) -> None:
        """Puts a proposal where organisations beside it are looked for, over a proposal at most."""
        name = self.name_of(found.shown)
        if Path(name).is_absolute() or first_kind(found.file) != "proposal":
            return
        place = self._laid(name)
        if not place.is_symlink() and (not place.exists() or first_kind(place) == "proposal"):
            with suppress(OSError):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(found.file.read_bytes())

    def _moved(self, known: Collection[str]) -> tuple[Document, ...]:
        """The organisations of the branch that the revision has elsewhere, by other ids than those
        known."""
        wanted = {*map(_id_of, self.own.organisations)} - {*known}
        found: dict[str | None, str] = {}
        for path in sorted(self.layout.laid) if wanted else ():
            if path.endswith(ENDING):
                file = self.layout.folder / path
                found.setdefault(organisation_in(file), os.path.relpath(file))
        places = [found[id] for id in sorted(wanted) if id in found]
        reader = Reader()
        towns = reader.organisations(places) if places else ()
        reader.finish()
        return towns

    def baseline(self, path: str) -> Baseline:
        """The baseline of that name as the revision has it. Raises CheckerError."""
        there = self.there(path)
        with self.by_revision():
            return read_baseline(there)

    def run(self, shared: Shared, asked: dict[str, Any]) -> tuple[CommandRun, Baseline | None]:
        """The run by which a run that a receipt tells of was judged, and its baseline."""
        read = self.gather(shared, asked["paths"])
        run = run_over(read, shared, asked["language"])
        known = self.baseline(asked["baseline"]) if asked["baseline"] else None
        return evolve(run, admit=self.admit), known

    # ------------------------------------------------------------ what is changed

    def narrowed(self, revision: str, asked: dict[str, Any], language: Language) -> Library:
        """The library with the proposals alone that changed since a revision or that git does not
        know; where what judges has changed, all stay. The user is told."""
        since = self.tree if revision == self.tree.named else Tree.at(revision)
        if others := self.moved(since, asked):
            path = Path(os.path.relpath(min(others))).as_posix()
            output.tell(say(language, "all-again", path=path, revision=since.named))
            return self.law
        kept = tuple(each for each in self.own.waiting if since.differs(real(each.file)))
        if not kept:
            output.tell(say(language, "none-changed", revision=since.named))
        self.own = evolve(self.own, waiting=kept)
        self.law = evolve(self.law, waiting=kept)
        return self.law

    def moved(self, since: Tree, asked: dict[str, Any]) -> list[Path]:
        """The files that judge and that are otherwise in the working folder than in a revision, or
        in that than in the one that judges."""
        top, folder = self.tree.top, self.layout.folder
        laid = (each.relative_to(folder) for each in self.read if each.is_relative_to(folder))
        named = [each.path for each in (self.revision_settings, self.branch_settings) if each]
        named += [each for each in (asked["baseline"], self.branch["baseline"]) if each]
        files = {*self.own.files, *(top / each for each in laid), *map(whole, named)}
        files -= {real(each.file) for each in self.own.waiting}
        return [
            each
            for each in files
            if each.is_relative_to(top)
            and (since.differs(each) or not since.agrees(self.tree, each))
        ]

    def _changes(
        self,
        asked: dict[str, Any],
        known: Baseline | None,
        tell: ChangeTeller,
        new: Collection[str],
    ) -> Iterator[ChangedEntry]:
        """What the branch changes of what judges; ``new``: organisations that the revision has not
        and that proposals rest on."""
        yield from tell.rules(self.held, self.own)
        yield from tell.organisations(self.held, self.own, new)
        brought = [*self.admit.refused(each.file for each in self.own.waiting)]
        yield from tell.waivers(self.held, self.own, brought)
        path = self.branch["baseline"] or asked["baseline"]
        yield from tell.baselines(known, self.own_baseline, path) if path else ()
        files = self.revision_settings, self.branch_settings
        yield from tell.settings(self._set(asked), self._set(self.branch), files)
        papers = [self.file(asked[key]) for key in ("template", "bylaw") if asked[key]]
        parts = [part for paper in papers for part in (paper, *map(real, parts_of(paper)))]
        laid = [each for each in dict.fromkeys(parts) if each.is_relative_to(self.layout.folder)]
        places = (self.tree.top / each.relative_to(self.layout.folder) for each in laid)
        yield from (tell.template(os.path.relpath(one)) for one in places if self.tree.differs(one))

    @cached_property
    def own_baseline(self) -> Baseline | None:
        """The baseline that the branch names."""
        path = self.branch["baseline"]
        return read_baseline(path) if path else None

    @property
    def branch_shared(self) -> Shared:
        """What the branch asks for of what commands share."""
        return Shared(**{name: self.branch[name] for name in Shared._fields})

    def _set(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What settings say, by their keys; whether they say it or the command line."""
        names = {name: name.replace("_", "-") for name in asked}
        return {key: asked[name] for name, key in names.items() if key not in _NO_SETTING}

    def weigh(
        self, ctx: click.Context, judged: Batch, known: Baseline | None, jobs: int | None
    ) -> tuple[TrustEntry, bool]:
        """What the branch changes of what judges and what that changes for each proposal, and
        whether it fails by its own word, or rests on facts that are nobody else's.

        Raises CheckerError as ``check_all`` does.
        """
        tell, fails = ChangeTeller(judged.report.language), False
        new = {*map(_id_of, self.law.organisations)} - {*map(_id_of, self.held.organisations)}
        new &= {each.proposal.organisation for each in judged.report.results} if new else set()
        changes = [*tell.first(self._changes(ctx.params, known, tell, new))]
        if changes or self.moved(self.tree, ctx.params):
            broken = {each.path for each in judged.report.broken}
            kept = tuple(each for each in self.own.waiting if each.shown not in broken)
            shared = self.branch_shared._replace(lang=judged.report.language)
            spool = ctx.with_resource(Spool())
            options = Options(fail_on=self.branch["fail_on"])
            with self.judging("judged-by-branch"):
                library = evolve(self.own, waiting=kept)
                run = run_over(library, shared, judged.report.language)
                own = check_all(run, spool, jobs, self.own_baseline, quiet=True).whole()
            changes += tell.first(_effects(judged, own, options, tell))
            fails = bool(new) or any(map(options.fails, own.verdicts))
        return TrustEntry(self.tree.named, self.tree.commit, tuple(changes)), fails


def _effects(
    judged: Batch, own: Batch, options: Options, tell: ChangeTeller
) -> Iterator[ChangedEntry]:
    """What comes of each proposal by the branch's own word, where that is something else."""
    for before, after, verdict in zip(
        judged.report.results, own.report.results, own.verdicts, strict=True
    ):
        severity: Severity = "note" if before.verdict == after.verdict else "warning"
        severity = "error" if options.fails(verdict) else severity
        yield from tell.effect(before, after, severity)


def _shipped_in(top: Path) -> tuple[str, ...]:
    """The shipped rules, where it is the repository of the checker itself that is judged."""
    rules = real(folders.RULES)
    return (os.path.relpath(rules),) if rules.is_relative_to(top) else ()


def _id_of(organisation: Document) -> str:
    return municipality_of(organisation).id.text


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
