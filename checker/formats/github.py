# SPDX-License-Identifier: EUPL-1.2
"""A report as workflow commands of GitHub Actions: an annotation a finding.

The verdicts come first, as GitHub shows only the first ten of each level. What cannot be read is
annotated too.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import CheckerError
from checker.formats.gate import Gate, Level
from checker.report.broken import MistakeEntry, mistakes_told
from checker.report.report import Options, Report
from checker.say import Language, on_one_line

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """A line for what could not be checked, a line a verdict, then a line a finding."""
    gate = Gate(language, options)
    for broken in document.broken:
        yield from (_of_mistake(each, gate) for each in broken.errors)
    for result in document.results:
        yield _line(
            gate.level(result),
            gate.reasons(result),
            title=f"{gate.verdict(result)} – {result.proposal.title}",
            file=gate.path(result.proposal.path),
        )
    for change in document.changes:
        yield _line(
            change.severity,
            gate.changed(change),
            title=gate.say("h.trust"),
            file=gate.path(change.path),
            line=change.line,
        )
    for result, finding in ((each, one) for each in document.results for one in each.findings):
        yield _line(
            finding.weight,
            gate.excused(finding, result),
            title=gate.heading(finding),
            file=gate.path(finding.path),
            line=finding.line,
            col=finding.column,
        )


def unusable(error: CheckerError, language: Language, options: Options) -> str:
    """A line for each thing that is wrong with the input, so that nothing was checked."""
    gate = Gate(language, options)
    return "".join(_of_mistake(each, gate) for each in mistakes_told(error, language))


def _of_mistake(each: MistakeEntry, gate: Gate) -> str:
    where: dict[str, object] = {"file": gate.path(each.path)} if each.path else {}
    said = each.message if each.hint is None else f"{each.message}\n{each.hint}"
    if each.line:
        where |= {"line": each.line, "col": each.column}
    elif each.path:
        said = f"{on_one_line(each.path)}: {said}"
    return _line("error", said, title="ressort", **where)


def _line(severity: Level, message: str, **properties: object) -> str:
    """A command, on one line, so that no text begins one of its own."""
    named = ",".join(
        f"{key}={_data(str(each)).replace(':', '%3A').replace(',', '%2C')}"
        for key, each in properties.items()
    )
    return f"::{_COMMANDS[severity]} {named}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
