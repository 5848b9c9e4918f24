# SPDX-License-Identifier: EUPL-1.2
"""``ressort rules coverage``: what became of each legal sentence and provision: a rule, a fact, a
case, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, get_args

import click

from checker import folders
from checker.audit.register import CoverageItem, Status, cover, kept
from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.reporting import also, answer, answer_targets
from checker.commands.runs import asked_about, run_over, unfit
from checker.disk import output
from checker.errors import MistakesError
from checker.files.documents import read_library
from checker.formats import pages
from checker.page.blocks import Heading, Items, Paragraph, Plain, Table, Title
from checker.page.charts import BarRow, bars
from checker.records import evolve
from checker.report.instruments import say_signature
from checker.report.wording import Wording
from checker.say import Language, say
from checker.speech.node import Document
from checker.speech.proposal import Expectation
from checker.speech.rule import Signature

_FORMATS = ("text", "json", "markdown", "html")


@click.command("coverage", epilog="ressort rules coverage --format csv")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@settings.configured(*settings.SHARED)
@options.shared(
    "rules",
    options.only,
    "organisations",
    options.choice("--format", _FORMATS, "How the table is written.", "text"),
    also,
    "lang",
)
def command(
    paths: tuple[str, ...],
    only: tuple[str, ...],
    shared: Shared,
    format: str,
    report: tuple[str, ...],
) -> int:
    """Show where each legal sentence and provision is coded; without PATH by the shipped cases.

    Exit status: 0 nothing is missing, 1 there is a gap, 2 the rules or a case cannot be read.
    """
    files = answer_targets(report)
    library = read_library(paths or (folders.FIXTURES.name,), shared.rules, shared.organisations)
    library = evolve(library, proposals=tuple(map(_unexpecting, library.proposals)))
    run = run_over(library, shared, library.rules[0].surface)
    try:
        results = run.results()
    except MistakesError as mistakes:
        told = unfit(mistakes, paths, shared)
        if told is mistakes:
            raise
        output.tell(told.told(run.language))
        results, own = [], library.organisations if shared.organisations else ()
        library = evolve(library, proposals=(), organisations=own)
    shown = kept(library.proposals, results, library.organisations)
    items = cover(run.checker.book, shown, asked_about(library, only))
    language = run.language
    signed = run.checker.book.signatures
    document = {
        "items": [_entry(item, language) for item in items],
        "counts": _counts(items),
        "sources": [{"source": source, **_counts(own)} for source, own in _by_source(items)],
        "signatures": [{"rule": one.rule, **_signature(one, language)} for one in signed],
    }

    def made(each: str) -> str | bytes:
        if each in ("html", "pdf", "word"):
            titles = {name: one.title for name, one in run.checker.book.sources.items()}
            page = [*_page(items, titles, language), *_signed_page(signed, language)]
            return pages.written({"language": language}, page, each)
        if each == "json":
            return output.as_text(document)
        lines = (_markdown if each == "markdown" else _lines)(items, language)
        return "".join(f"{line}\n" for line in chain(lines, _signed(signed, language)))

    answer(files, library, format, made)
    return int(any(item.gaps for item in items) or not all(one.stands for one in signed))


def _unexpecting(case: Document) -> Document:
    """A case without what it expects: it may outlive the rule that it expects."""
    kept = (one for one in case.statements if not isinstance(one, get_args(Expectation)))
    return evolve(case, statements=tuple(kept))


# ------------------------------------------------------------ as text, Markdown and JSON


def _entry(item: CoverageItem, language: Language) -> dict[str, Any]:
    return {
        "sentence": item.sentence,
        "provision": item.provision or None,
        "status": item.status,
        "where": item.where,
        "cases": item.cases,
        "checked": item.checked,
        "text": _said(item, language) or None,
        "reason": " ".join(each.said(language) for each in item.reasons) or None,
        "read_in": [{"document": each[0], "section": each[1]} for each in item.read_in],
        "places": [{"path": each.path, "line": each.line} for each in item.places],
        "gaps": _gaps(item, language),
        "lines": [_line(each, language) for each in item.lines],
        "signed": [_signature(each, language) for each in item.signed],
    }


def _signature(one: Signature, language: Language) -> dict[str, Any]:
    return {
        "office": one.office,
        "on": str(one.on),
        "stands": one.stands,
        "changed": one.changed,
        "message": say_signature(one, language),
    }


def _line(line: CoverageItem, language: Language) -> dict[str, Any]:
    return {
        "sentence": line.sentence,
        "text": _said(line, language),
        "status": line.status,
        "where": line.where,
    }


def _lines(items: Sequence[CoverageItem], language: Language) -> Iterator[str]:
    for item in items:
        said = _said(item, language)
        if item.sentence is not None:
            yield f"{item.sentence:>4}. {said or say(language, 'cover.no-text')}"
        else:
            yield f"{item.provision}{': ' if said else ''}{said}"
        yield f"      {_coded(item, language)}"
        yield from (f"      {each.said(language)}" for each in item.reasons)
        yield from (f"      - {each}" for each in _told(item.lines, language))
        yield from (f"      {say(language, 'gap')}: {gap}" for gap in _gaps(item, language))
    yield from ("", _total(items, language))


def _signed(signed: Sequence[Signature], language: Language) -> Iterator[str]:
    if signed:
        yield from ("", f"{say(language, 'cover.signed')}:", "")
        yield from (f"- `{one.rule}`: {say_signature(one, language)}" for one in signed)


def _told(lines: Sequence[CoverageItem], language: Language) -> Iterator[str]:
    for line in lines:
        number = "" if line.sentence is None else f"{line.sentence}. "
        status = say(language, f"cover.{line.status}")
        where = f" ({', '.join(line.where)})" if line.status != "not coded" else ""
        yield f"{number}{_said(line, language)}: {status}{where}"


def _coded(item: CoverageItem, language: Language) -> str:
    parts = [f"{say(language, f'cover.{item.status}')}: {', '.join(item.where)}"]
    if item.status in ("rule", "partly"):
        parts.append(_hand(item, language))
    if item.sentence is not None and item.provision:
        parts.append(item.provision)
    parts += [say(language, "section", document=each[0], section=each[1]) for each in item.read_in]
    if item.status != "not coded":
        parts.append(f"{say(language, 'cover.head').split('|')[4].lower()}: {len(item.cases)}")
    return "; ".join(parts)


def _markdown(items: Sequence[CoverageItem], language: Language) -> Iterator[str]:
    head, *rows = _table(items, language, "**")
    yield from map(_row, (head, ["---"] * len(head), *rows))
    yield from ("", _total(items, language))


def _table(
    items: Sequence[CoverageItem], language: Language, strong: str = ""
) -> Iterator[list[str]]:
    """The heads of the register, then a row an item."""
    yield say(language, "cover.head").split("|")
    for item in items:
        number = "" if item.sentence is None else f"{item.sentence}. "
        why = [each.said(language) for each in item.reasons]
        why += _told(item.lines, language)
        why += [f"{strong}{say(language, 'gap')}:{strong} {gap}" for gap in _gaps(item, language)]
        yield [
            f"{number}{_said(item, language)}",
            item.provision,
            say(language, f"cover.{item.status}"),
            " ".join([", ".join(item.where), *why]),
            str(len(item.cases)),
            _hand(item, language) if item.status in ("rule", "partly") else "",
        ]


def _page(
    items: Sequence[CoverageItem], titles: Mapping[str, str], language: Language
) -> Iterator[Plain]:
    """How far each source is coded, with a picture of it, then the register item by item."""
    wording = Wording(language)
    yield Title(wording.words("picture.coverage"))
    yield Paragraph((_total(items, language),))
    statuses = [*get_args(Status)]
    named = [say(language, f"cover.{one}") for one in statuses]
    rows, drawn = [], []
    for source, own in _by_source(items):
        counts = _counts(own)
        title = titles.get(source, source)
        label = source if title == source else f"{source} · {title}"
        numbers = [counts[one] for one in statuses]
        told = ", ".join(
            f"{number} {name}" for number, name in zip(numbers, named, strict=True) if number
        )
        drawn.append(BarRow(label, told, tuple((number, at) for at, number in enumerate(numbers))))
        rows.append([label, *map(str, numbers), str(counts["gaps"])])
    heads = [wording.words("l.source"), *named, wording.words("l.gaps")]
    says = wording.sentence("picture.coverage.says")
    picture = bars(drawn, "coverage", wording.words("picture.coverage"), says)
    yield Table.of([heads, *rows], picture)
    yield Heading(wording.words("coverage.items"))
    yield Table.of([*_table(items, language)])


def _by_source(items: Sequence[CoverageItem]) -> list[tuple[str, list[CoverageItem]]]:
    """The numbered sentences by the document that they were read in, the provisions by their
    source, in the order in which they come."""
    found: dict[str, list[CoverageItem]] = {}
    for item in items:
        read = item.read_in[0][0] if item.sentence is not None and item.read_in else ""
        found.setdefault(read or item.provision.partition(" ")[0], []).append(item)
    return [*found.items()]


def _signed_page(signed: Sequence[Signature], language: Language) -> Iterator[Plain]:
    if signed:
        yield Heading(say(language, "cover.signed"))
        yield Items.of(f"{one.rule}: {say_signature(one, language)}" for one in signed)


def _row(cells: Sequence[str]) -> str:
    shown = [cell.replace("|", "\\|").replace("\n", " ") for cell in cells]
    return f"| {' | '.join(shown)} |"


def _said(item: CoverageItem, language: Language) -> str:
    return item.text.said(language) if item.text else ""


def _hand(item: CoverageItem, language: Language) -> str:
    return say(language, "cover.checked" if item.checked else "cover.second-hand")


def _gaps(item: CoverageItem, language: Language) -> list[str]:
    return [say(language, f"gap.{gap.key}", name=gap.name) for gap in item.gaps]


def _counts(items: Sequence[CoverageItem]) -> dict[str, int]:
    counts = {status: sum(item.status == status for item in items) for status in get_args(Status)}
    return {**counts, "gaps": sum(len(item.gaps) for item in items), "items": len(items)}


def _total(items: Sequence[CoverageItem], language: Language) -> str:
    counts = _counts(items)
    return say(language, "covered", none=counts["not coded"], **counts)
