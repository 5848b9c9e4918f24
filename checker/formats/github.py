"""A report as workflow commands of GitHub Actions: an annotation a finding.

The verdicts come first, as GitHub shows only the first ten of each level. What cannot be read is
annotated too.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import CheckerError, MistakesError, UnreadableError
from checker.formats.places import Places
from checker.formats.telling import Level, excused, heading, level, reasons, verdict
from checker.mistakes import TextError
from checker.report.report import Options, Report
from checker.report.wording import Wording
from checker.say import Language

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """A line a verdict, then a line a finding."""
    wording, places = Wording(language), Places(options.root)
    results = document.results
    for result in results:
        yield _line(
            level(result, options),
            reasons(result, wording),
            title=f"{verdict(result, wording)} – {result.proposal.title}",
            file=places.path(result.proposal.path),
        )
    for result, finding in ((each, one) for each in results for one in each.findings):
        yield _line(
            finding.severity,
            excused(finding, result, wording),
            title=heading(finding, wording),
            file=places.path(finding.path),
            line=finding.line,
            col=finding.column,
        )


def unusable(error: CheckerError, language: Language, options: Options) -> str:
    """A line for each thing that is wrong with the input, so that nothing was checked."""
    places = Places(options.root)
    errors = error.errors if isinstance(error, MistakesError) else [error]
    return "".join(_of_error(each, language, places) for each in errors)


def _of_error(error: CheckerError, language: Language, places: Places) -> str:
    match error:
        case TextError(span=span):
            said = error.message if error.hint is None else f"{error.message}\n{error.hint}"
            where = {"file": places.path(span.path), "line": span.line, "col": span.column}
            return _line("error", said, title="ressort", **where)
        case UnreadableError():
            return _line(
                "error", error.told(language), title="ressort", file=places.path(error.path)
            )
        case _:
            return _line("error", error.told(language), title="ressort")


def _line(severity: Level, message: str, **properties: object) -> str:
    named = ",".join(f"{key}={_property(str(each))}" for key, each in properties.items())
    return f"::{_COMMANDS[severity]} {named}::{_data(message)}\n"


def _data(text: str) -> str:
    """A message on one line, so that no text begins a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
