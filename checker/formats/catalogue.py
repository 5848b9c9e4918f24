# SPDX-License-Identifier: EUPL-1.2
"""What a result can be written as: each format with its module, its file ending, and its extra.

A writer is imported where its format is asked for, so that the others cost nothing. It takes
``(document, language, options)`` and gives text, pieces of text, or bytes: from the typed report
of ``report.express`` alone, so that all formats are views of one result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from checker.disk.git import repository as repository
from checker.errors import UsageError
from checker.folders import adding
from checker.records import evolve, frozen
from checker.say import Language

if TYPE_CHECKING:
    from checker.report.report import Options, Report, ResultEntry


@frozen(eq=False, repr=False)
class Format:
    """One format.

    Attributes:
        writer: ``module:function``.
        ending: of the file that ``--report`` writes, or "" where it is for standard output only.
        streams: whether it may go to standard output.
        templated: whether a template of the user's own can be used.
        extra: what is to be installed for it, and the packages that are missing without.
        also: other endings that tell the same format.
        reads: the parts of a result that it is made from; none: all of them.
        of_findings: the parts of a finding in it that it is made from.
    """

    writer: str
    ending: str = ""
    streams: bool = True
    templated: bool = False
    extra: str = ""
    packages: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    of_findings: tuple[str, ...] = ()


_DAYS = ("effective", "proposed", "as_of", "law_date")
_HEAD = ("path", "title", "municipality", "organisation", "assuming", *_DAYS)  # of a proposal
_GATE = ("proposal", "verdict", "summary", "findings", "waivers", "baseline", "not_coded")
_PLACED = ("id", "rule", "kind", "status", "severity", "in_baseline", "path", "line", "column")
_TOLD = (
    *("message", "questions", "way_out", "way_out_said", "requirement", "remarks"),
    *("basis", "second_hand", *_PLACED),
)
_WITH_FACTS = (*_TOLD, "witnesses", "support")
FORMATS: dict[str, Format] = {
    "text": Format("checker.page.text:report", ".txt"),
    "json": Format("checker.page.templates:json", ".json"),
    "markdown": Format("checker.page.templates:markdown", ".md", templated=True),
    "html": Format("checker.page.templates:html", ".html", templated=True),
    "sarif": Format(
        "checker.formats.sarif:report",
        ".sarif",
        also=(".sarif.json",),
        reads=(*_GATE, "receipt", "inputs"),
        of_findings=(
            *(*_WITH_FACTS, "subject", "provisions"),
            *("title", "sentence", "because", "checked_on"),  # of a rule that is the checker's own
        ),
    ),
    "junit": Format(
        "checker.formats.junit:report",
        ".xml",
        reads=(*_GATE, "receipt"),
        of_findings=_WITH_FACTS,
    ),
    "github": Format(
        "checker.formats.github:report",
        reads=(*_GATE, "counts", "next_steps"),
        of_findings=_TOLD,
    ),
    "gitlab": Format(
        "checker.formats.gitlab:report", ".gitlab.json", reads=_GATE, of_findings=_TOLD
    ),
    "comment": Format(
        "checker.formats.comment:report",
        ".comment.md",
        reads=(*_GATE, "counts", "next_steps"),
        of_findings=_TOLD,
    ),
    "word": Format(
        "checker.desk.memo:word",
        ".docx",
        False,
        True,
        "word",
        ("docx", "docxtpl", "lxml", "resvg_py"),
    ),
    "pdf": Format("checker.page.templates:pdf", ".pdf", False, True, "pdf", ("weasyprint",)),
    "calendar": Format(
        "checker.formats.calendar:calendar",
        ".ics",
        False,
        False,
        "calendar",
        ("icalendar", "holidays"),
    ),
}


def of_ending(path: Path) -> str | None:
    """The format that a file's ending tells, or None: the longest ending that fits."""
    name = path.name.casefold()
    fitting = {
        ending: format
        for format, each in FORMATS.items()
        for ending in (each.ending, *each.also)
        if ending and name.endswith(ending) and name != ending
    }
    return fitting[max(fitting, key=len)] if fitting else None


@frozen(eq=False, repr=False)
class AskedFor:
    """Which parts of a result some formats are made from.

    Attributes:
        lines: whether text tells what decides in lines.
        more: parts that are asked for beside them.
    """

    formats: frozenset[str]
    lines: bool
    more: tuple[str, ...] = ()

    def of(self, result: ResultEntry) -> ResultEntry:
        """What of a result is kept for them."""
        asked, of_findings, told = {*self.more}, {*_PLACED}, frozenset[str]()
        for name in self.formats:
            if name == "text" and self.lines:
                from checker.page import short

                asked.update(short.told_of(result))
                of_findings.update(short.OF_FINDINGS)
                told = short.told_findings(result)
            elif FORMATS[name].reads:
                asked.update(FORMATS[name].reads)
                of_findings.update(FORMATS[name].of_findings)
            else:
                return result
        every = "findings" in self.more or self.formats != {"text"}  # lines pass over the others
        findings = tuple(
            one.only({*of_findings, "short"} if one.id in told else of_findings)
            for one in result.findings
            if every or one.id in told
        )
        kept: dict[str, object] = {"findings": findings, "proposal": result.proposal.only(_HEAD)}
        if "groups" in asked:  # which lines alone read
            from checker.report.entries import GroupsEntry

            groups = tuple(
                one.only(("ids", "short"))
                for one in result.groups.findings
                if told.issuperset(one.ids)
            )
            kept["groups"] = GroupsEntry(groups, (), ())
        return result.but(**kept).only(asked)


def templated_by(template: Path) -> list[str]:
    """The formats that a template can be used for: one that is a Word file for Word alone."""
    word = template.suffix.casefold() == FORMATS["word"].ending
    return [name for name, each in FORMATS.items() if each.templated and (name == "word") == word]


def endings() -> list[str]:
    """The endings that a report may have."""
    return [each.ending for each in FORMATS.values() if each.ending]


def render(
    document: Report, format: str, language: Language, options: Options | None = None
) -> str | bytes:
    """A report in a format; raises as ``written`` does."""
    made = written(document, format, language, options)
    return made if isinstance(made, str | bytes) else "".join(made)


def written(
    document: Report, format: str, language: Language, options: Options | None = None
) -> str | bytes | Iterator[str]:
    """A report in a format; where that allows it, a result at a time.

    Raises UsageError where the extra that the format takes is not installed, or the template
    cannot be used.
    """
    from checker.report.report import Options

    kind, options = FORMATS[format], options or Options()
    if options.template is not None and format not in templated_by(options.template):
        options = evolve(options, template=None)
    module, _, function = kind.writer.partition(":")
    with extra(format):
        write: Callable[..., str | bytes | Iterator[str]] = getattr(import_module(module), function)
        if options.template is None:
            return write(document, language, options)
        from checker.disk.apart import templated

        return templated(partial(write, document, language, options), options.template)


@contextmanager
def extra(format: str) -> Iterator[None]:
    """What is done here takes the extra of a format: raises UsageError where it is missing."""
    kind = FORMATS[format]
    try:
        yield
    except ModuleNotFoundError as error:
        if not kind.extra or (error.name or "").partition(".")[0] not in kind.packages:
            raise
        raise UsageError("no-extra", format=format, command=adding(kind.extra)) from error
