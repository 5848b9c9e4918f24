# SPDX-License-Identifier: EUPL-1.2
"""A report to JSON, Markdown, HTML or PDF; the last three by jinja templates."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from checker import folders, shown
from checker.errors import CheckerError, UsageError
from checker.page.branch import branch_section, broken_section
from checker.page.brief import page_of
from checker.page.drawing import image, svg
from checker.page.markup import element, escape_markdown, html_of, markdown_of
from checker.report.report import OnDemand, Options, Report, as_json, beyond
from checker.report.wording import Language, Wording, capital, glued
from checker.source import Source

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = {"markdown": "report.md.j2", "html": "report.html.j2"}
INCLUDED = (".j2", ".html", ".md", ".css")  # what a template of one's own may include
# Blanks before a part of a list or a table are no text of it, as the writer of PDF takes them for.
_BETWEEN = re.compile(r"\s+(?=</?(?:[uod]l|li|d[td]|table|caption|t(?:head|body|[rhd]))\b)")
_PIECES = 256  # of what a template puts out, written at a time


def json(document: Report, language: Language, options: Options) -> Iterator[str]:  # noqa: ARG001  (as every format)
    """The report itself, a result at a time: many need not be in memory at once."""
    between = "{\n"
    more = [key for key in ("trust", "statistics") if getattr(document, key)]
    for key in ("version", "language", "rules", *more):
        told = shown.as_json(as_json(getattr(document, key)), margin="  ")
        yield f'{between}  "{key}": {told}'
        between = ",\n"
    yield ',\n  "results": '
    yield from json_list(map(as_json, document.results), 1)
    if document.broken:
        yield ',\n  "broken": '
        yield from json_list(map(as_json, document.broken), 1)
    yield "\n}\n"


def json_list(items: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """A list as indented JSON, an item at a time, ``depth`` levels deep in what it stands in."""
    line, between = "\n" + "  " * depth, "["
    for item in items:
        yield f"{between}{line}  "
        yield shown.as_json(item, margin="  " * (depth + 1))
        between = ","
    yield "[]" if between == "[" else f"{line}]"


def markdown(document: Report, language: Language, options: Options) -> str | Iterator[str]:
    """The memo as Markdown; raises as ``html`` does."""
    return _templated(document, "markdown", language, options)


def html(document: Report, language: Language, options: Options) -> str | Iterator[str]:
    """The memo as a page.

    Raises UnreadableError for a template that is no text, UsageError with file and line for one
    that jinja cannot use.
    """
    return _templated(document, "html", language, options)


def pdf(document: Report, language: Language, options: Options) -> bytes:
    """The HTML memo as a tagged PDF (PDF/UA-1); a template of one's own is one for HTML.

    A memo is whole in itself: nothing that a template names is fetched, but a picture may stand
    in it as ``data:``.

    Raises UsageError where the system's libpango is missing, and as ``html`` does.
    """
    return as_pdf("".join(_templated(document, "html", language, options, paper=True)))


def as_pdf(page: str) -> bytes:
    """A page of HTML as a tagged PDF; nothing that it names is fetched.

    Raises UsageError where the system's libpango is missing.
    """
    text = page.encode("utf-8", "backslashreplace")
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # the package is there, the library that it loads is not
        raise UsageError("no-pango", detail=" ".join(str(error).split())[:120]) from error
    bare = _BETWEEN.sub("", text.decode("utf-8"))
    made = HTML(string=bare, url_fetcher=URLFetcher(allowed_protocols=("data",)))
    return bytes(made.write_pdf(pdf_variant="pdf/ua-1", finisher=_named_heads))


def _named_heads(_: object, pdf: Any) -> None:
    """Says of each head of a table what it is the head of, and where a head is found by the name
    that cells call it by: the writer of PDF leaves both out."""
    import pydyf

    told: list[Any] = [each for each in pdf.objects if isinstance(each, dict)]
    parts = {each.reference: each for each in told if "S" in each}
    heads = [each for each in parts.values() if each["S"] == "/TH"]
    for head in heads:
        above = parts.get(parts[head["P"]]["P"], {})
        head["A"]["Scope"] = "/Column" if above.get("S") == "/THead" else "/Row"
    named = sorted((each for each in heads if "ID" in each), key=lambda head: head["ID"].string)
    names = pydyf.Array(one for head in named for one in (head["ID"], head.reference))
    (root,) = (each for each in told if each.get("Type") == "/StructTreeRoot")
    root["IDTree"] = pydyf.Dictionary({"Names": names})


def _templated(
    document: Report, format: str, language: Language, options: Options, *, paper: bool = False
) -> str | Iterator[str]:
    if options.template is not None:
        return _own(document, format, language, options, paper)
    environment = _environment(format)
    results = OnDemand(document.results, lambda _, one: one.merged)
    scope = {
        "document": document,
        "fails": lambda one: options.fails(beyond(one)),
        **_scope(document, results, language, options, paper),
    }
    stream = environment.get_template(_TEMPLATES[format]).stream(**scope)
    stream.enable_buffering(_PIECES)
    return stream


def _scope(
    document: Report, results: Sequence[Any], language: Language, options: Options, paper: bool
) -> dict[str, Any]:
    """What a template may speak of: the results, the same as ``pages`` of blocks, whether these are
    ``brief`` or for ``paper``, ``say`` for wordings, ``day`` for dates."""
    wording = Wording(language)
    return {
        "pages": OnDemand(
            document.results,
            lambda at, one: page_of(one.merged, wording, options, at + 1, paper=paper),
        ),
        "results": results,
        "broken": broken_section(document.broken, wording),
        "brief": options.brief,
        "paper": paper,
        "branch": branch_section(document.trust, wording),
        "language": language,
        "say": wording.words,
        "day": lambda iso: _Safe(wording.day(iso)),
        "capital": capital,
    }


class _Safe(str):
    """What needs no escaping where a template puts it out."""


def _environment(format: str, own: Path | None = None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    shipped = FileSystemLoader(folders.REPORTS)
    kind: Callable[..., Environment] = Environment
    if own is not None:
        from checker.page.bounded import OwnTemplates

        kind = partial(OwnTemplates, own.as_posix())
    made = kind(
        loader=shipped if own is None else ChoiceLoader([FunctionLoader(_beside(own)), shipped]),
        undefined=StrictUndefined,
        autoescape=format == "html",
        finalize=_glue if format == "html" else _safe_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    inline = html_of if format == "html" else markdown_of
    made.filters["parts"] = lambda *given: Markup(inline(*given))
    made.filters["element"] = lambda given: Markup(element(given))
    made.filters["image"] = lambda given: Markup(image(given))
    made.filters["svg"] = lambda given: Markup(svg(given))
    return made


def _beside(own: Path) -> Callable[[str], tuple[str, str, None] | None]:
    """What finds the template itself and, for it to include, templates and styles under its folder:
    nothing else there is a template's to show."""
    folder = Path(os.path.realpath(own.parent))

    def found(name: str) -> tuple[str, str, None] | None:
        place = Path(os.path.normpath(name))
        file = own if name == own.name else folder / place
        real = Path(os.path.realpath(file))
        if file != own and (
            real.suffix.casefold() not in INCLUDED
            or not real.is_relative_to(folder)
            or any(part.startswith(".") for part in real.relative_to(folder).parts)
        ):
            return None
        return (Source.read(file).text, str(file), None) if file.is_file() else None

    return found


def parts_of(own: Path) -> list[Path]:
    """A template of one's own and all that it includes by name, as far as that can be read."""
    from jinja2 import TemplateError, meta

    environment = _environment("markdown", own)
    loader, names, parts = environment.loader, [own.name], [own]
    assert loader is not None
    for name in names if own.suffix.casefold() in INCLUDED else ():
        with suppress(TemplateError, RecursionError, CheckerError):
            text, file, _ = loader.get_source(environment, name)
            parts.append(Path(file or own))
            named = meta.find_referenced_templates(environment.parse(text))
            names += [each for each in named if each and each not in names]
    return parts


def _glue(value: Any) -> Any:
    """Keeps a date and a citation on one line."""
    return glued(shown.shown(value)) if type(value) in (str, _Safe) else value


def _safe_markdown(value: Any) -> Any:
    """Escapes all that a template puts out but what it marks as ``safe``."""
    return escape_markdown(shown.shown(value)) if type(value) is str else value


def _own(document: Report, format: str, language: Language, options: Options, paper: bool) -> str:
    from jinja2 import TemplateError

    template = options.template
    assert template is not None
    Source.read(template)
    environment = _environment(format, template)
    results = OnDemand(document.results, lambda _, one: as_json(one.merged))
    scope = {"document": as_json(document)}
    scope |= _scope(document, results, language, options, paper)
    try:
        return environment.get_template(template.name).render(**scope)
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError,
            ValueError, MemoryError, RecursionError) as error:  # fmt: skip
        # Else the line is told by the frames that jinja leaves.
        frames = walk_tb(error.__traceback__)
        named = [at for frame, at in frames if Path(frame.f_code.co_filename).name == template.name]
        line = getattr(error, "lineno", None) or (named[-1] if named else None)
        place = f"{template.as_posix()}:{line}" if line else template.as_posix()
        problem = " ".join(str(error).split()) or type(error).__name__
        raise UsageError("template-broken", place=place, problem=problem) from error
