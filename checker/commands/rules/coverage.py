"""``ressort rules coverage``: what became of each legal sentence and provision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from checker import folders
from checker.audit.coverage import CoverageItem, cover, kept
from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import asked_about, over
from checker.disk import output
from checker.files.documents import read
from checker.say import Language, say

_STATUSES = ("rule", "fact", "case", "not coded")


@click.command("coverage")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@settings.configured(*settings.SHARED)
@options.shared(
    "rules",
    options.only,
    "organisations",
    options.choice("--format", ("text", "json", "markdown"), "How the table is written.", "text"),
    "lang",
)
def command(paths: tuple[str, ...], only: tuple[str, ...], shared: Shared, format: str) -> int:
    """Show where each legal sentence and provision is coded; without PATH by the shipped cases.

    Exit status: 0 nothing is missing, 1 there is a gap, 2 the rules or a case cannot be read.
    """
    library = read(paths or (folders.FIXTURES.name,), shared.rules, shared.organisations)
    session = over(library, shared, library.rules[0].surface)
    shown = kept(library.proposals, session.results(), library.organisations)
    items = cover(session.checker.book, shown, asked_about(library, only))
    language = session.language
    writers = {"text": _text, "json": _json, "markdown": _markdown}
    output.put(writers[format](items, language))
    return int(any(item.gaps for item in items))


def _json(items: Sequence[CoverageItem], language: Language) -> str:
    def told(item: CoverageItem) -> dict[str, Any]:
        return {
            "sentence": item.sentence,
            "provision": item.provision or None,
            "status": item.status,
            "where": list(item.where),
            "cases": list(item.cases),
            "checked": item.checked,
            "text": item.text.said(language) if item.text else None,
            "reason": " ".join(each.said(language) for each in item.reasons) or None,
            "read_in": [{"document": each[0], "section": each[1]} for each in item.read_in],
            "places": [{"path": each.path, "line": each.line} for each in item.places],
            "gaps": _gaps(item, language),
        }

    document = {"items": [told(item) for item in items], "counts": _counts(items)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _text(items: Sequence[CoverageItem], language: Language) -> str:
    lines = []
    for item in items:
        said = item.text.said(language) if item.text else ""
        if item.sentence is not None:
            lines.append(f"{item.sentence:>4}. {said or say(language, 'cover.no-text')}")
        else:
            lines.append(f"{item.provision}{': ' if said else ''}{said}")
        lines.append(f"      {_coded(item, language)}")
        lines += [f"      {each.said(language)}" for each in item.reasons]
        lines += [f"      {say(language, 'gap')}: {gap}" for gap in _gaps(item, language)]
    return "".join(f"{line}\n" for line in [*lines, "", _total(items, language)])


def _coded(item: CoverageItem, language: Language) -> str:
    parts = [f"{say(language, f'cover.{item.status}')}: {', '.join(item.where)}"]
    if item.status == "rule":
        parts.append(say(language, "cover.checked" if item.checked else "cover.second-hand"))
    if item.sentence is not None and item.provision:
        parts.append(item.provision)
    parts += [say(language, "section", document=each[0], section=each[1]) for each in item.read_in]
    if item.status != "not coded":
        parts.append(f"{say(language, 'cover.head').split('|')[4].lower()}: {len(item.cases)}")
    return "; ".join(parts)


def _markdown(items: Sequence[CoverageItem], language: Language) -> str:
    head = say(language, "cover.head").split("|")
    rows = [head, ["---"] * len(head)]
    for item in items:
        said = item.text.said(language) if item.text else ""
        number = "" if item.sentence is None else f"{item.sentence}. "
        why = [*(each.said(language) for each in item.reasons)]
        why += [f"**{say(language, 'gap')}:** {gap}" for gap in _gaps(item, language)]
        rows.append(
            [
                f"{number}{said}",
                item.provision,
                say(language, f"cover.{item.status}"),
                " ".join([", ".join(item.where), *why]),
                str(len(item.cases)),
                say(language, "cover.checked" if item.checked else "cover.second-hand")
                if item.status == "rule"
                else "",
            ]
        )
    table = "".join(f"| {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows)
    return f"{table}\n{_total(items, language)}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _gaps(item: CoverageItem, language: Language) -> list[str]:
    return [say(language, f"gap.{gap.key}", name=gap.name) for gap in item.gaps]


def _counts(items: Sequence[CoverageItem]) -> dict[str, int]:
    counts = {status: sum(item.status == status for item in items) for status in _STATUSES}
    return {**counts, "gaps": sum(len(item.gaps) for item in items), "items": len(items)}


def _total(items: Sequence[CoverageItem], language: Language) -> str:
    counts = _counts(items)
    return say(language, "covered", none=counts["not coded"], **counts)
