"""``ressort rules coverage``: what became of each legal sentence and provision: a rule, a fact, a
case, or why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal, get_args

import click
from attrs import evolve, field, frozen

from checker import folders
from checker.commands import options, settings
from checker.commands.options import Shared
from checker.commands.session import asked_about, session_over
from checker.disk import output
from checker.files.documents import read_library
from checker.lawbook.book import Lawbook
from checker.result import Result
from checker.say import Language, say
from checker.source import Span
from checker.speech.node import Citation, Document, Name, Prose
from checker.speech.organisation import Provision
from checker.speech.proposal import header_of
from checker.speech.rule import LegalSentence, NotCoded, Rule

Status = Literal["rule", "fact", "case", "not coded"]


@frozen
class Gap:
    """Something that is missing: ``silent`` (no case fires the rule), ``fact`` (on no file),
    ``case`` (not kept), ``nothing`` (neither coded nor a reason why not), ``number``."""

    key: Literal["silent", "fact", "case", "nothing", "number"]
    name: str = ""


@frozen(kw_only=True)
class CoverageItem:
    """One legal sentence, or one provision that no sentence of the register states.

    Attributes:
        sentence: its number in the register, or None.
        text: what it says, in the author's words; None where only its provision is known.
        provision: the provisions it states, "" where none is known.
        where: ids of the rules and facts, titles of the cases; the place of a ``not coded``.
        places: where these stand.
        cases: paths of the kept cases that show it.
        checked: whether all rules that code it rest on provisions whose text was read.
        reasons: why it, or a part of it, is not coded.
        gaps: what is missing.
    """

    sentence: int | None = None
    text: Prose | None = None
    provision: str = ""
    read_in: tuple[tuple[str, str], ...] = ()
    status: Status = "not coded"
    where: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    cases: tuple[str, ...] = ()
    checked: bool = False
    reasons: tuple[Prose, ...] = ()
    gaps: tuple[Gap, ...] = ()


@frozen
class Kept:
    """The kept cases with their results, and the organisations, as the register names them.

    Attributes:
        titles: title of a case to its path.
        fired: rule id to the paths of the cases where it makes a finding, an instrument or a step,
            be it in a rival interpretation.
        facts: id or provision of a fact to where it is stated.
        used: place of a statement to the paths of the cases whose result rests on it.
    """

    titles: dict[str, str] = field(factory=dict)
    fired: dict[str, list[str]] = field(factory=dict)
    facts: dict[str, list[Span]] = field(factory=dict)
    used: dict[tuple[str, int], list[str]] = field(factory=dict)

    def showing(self, rules: Iterable[Rule], facts: Iterable[str] = ()) -> list[str]:
        """Paths of the cases in which rules speak, or that rest on facts."""
        places = [(one.path, one.line) for fact in facts for one in self.facts.get(fact, ())]
        found = [path for rule in rules for path in self.fired.get(rule.id.text, ())]
        return found + [path for place in places for path in self.used.get(place, ())]

    def silent(self, rules: Iterable[Rule]) -> list[Gap]:
        """The rules that no case fires."""
        return [Gap("silent", rule.id.text) for rule in rules if rule.id.text not in self.fired]


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
    library = read_library(paths or (folders.FIXTURES.name,), shared.rules, shared.organisations)
    session = session_over(library, shared, library.rules[0].surface)
    shown = kept(library.proposals, session.results(), library.organisations)
    items = cover(session.checker.book, shown, asked_about(library, only))
    language = session.language
    document = {"items": [_entry(item, language) for item in items], "counts": _counts(items)}
    lines = (_markdown if format == "markdown" else _lines)(items, language)
    output.put_answer(document, lines, format)
    return int(any(item.gaps for item in items))


def kept(
    cases: Sequence[Document], results: Iterable[Result], organisations: Iterable[Document]
) -> Kept:
    """What the cases and organisations show; ``results`` are those of the cases, in order."""
    found = Kept()
    for case, result in zip(cases, results, strict=True):
        title, path = header_of(case).title, case.span.path
        found.titles.update(dict.fromkeys((title.da, title.en), path))
        rivals = (rival for doubt in result.doubts for rival in doubt.rivals)
        speaking = [result.speaking, *(rival.result.speaking for rival in rivals)]
        for rule in dict.fromkeys(name for names in speaking for name in names):
            found.fired.setdefault(rule, []).append(path)
        witnesses = (one for each in result.findings for one in (*each.witnesses, *each.support))
        places = (one.place for one in witnesses if one.place)
        for place in dict.fromkeys((one.path, one.line) for one in places):
            found.used.setdefault(place, []).append(path)
    for statement in (one for each in organisations for one in each.statements):
        names = [str(statement.provision)] if isinstance(statement, Provision) else []
        for name in (*names, *(one.id.text for one in statement.walk() if hasattr(one, "id"))):
            found.facts.setdefault(name, []).append(statement.span)
    return found


def cover(
    book: Lawbook, shown: Kept, about: Collection[str] | None = None
) -> tuple[CoverageItem, ...]:
    """The register: numbered sentences first, then the provisions in the order of the rule base
    and of their numbers. A gap in it is told by the item it stands at.

    Args:
        about: paths of the documents that are asked about; without any, all of them.
    """
    own = book
    if about is not None:
        own = evolve(
            book,
            rules=tuple(one for one in book.rules if one.span.path in about),
            sentences=tuple(one for one in book.sentences if one.span.path in about),
            not_coded=tuple(one for one in book.not_coded if one.span.path in about),
        )
    items = {
        one.number: _sentence(one, book, shown) for one in own.sentences if one.number is not None
    }
    known = {one.number for one in book.sentences}
    for number in range(1, max(items, default=0)):
        if number not in known:
            items[number] = CoverageItem(sentence=number, gaps=(Gap("number"),))
    return (*(items[number] for number in sorted(items)), *_provisions(own, book, shown))


def _sentence(one: LegalSentence, book: Lawbook, shown: Kept, provision: str = "") -> CoverageItem:
    by_id = {rule.id.text: rule for rule in book.rules}
    rules = [by_id[name.text] for name in one.rules]
    facts = [fact.text if isinstance(fact, Name) else str(fact) for fact in one.facts]
    cases = shown.showing(rules, facts)
    cases += [shown.titles[title] for title in one.shown_in if title in shown.titles]
    gaps = shown.silent(rules)
    gaps += [Gap("fact", fact) for fact in facts if fact not in shown.facts]
    gaps += [Gap("case", title) for title in one.shown_in if title not in shown.titles]
    if not (rules or facts or one.shown_in or one.uncoded):
        gaps.append(Gap("nothing"))
    status: Status = (
        "rule" if rules else "fact" if facts else "case" if one.shown_in else "not coded"
    )
    places = [rule.span for rule in rules]
    places += [span for fact in facts for span in shown.facts.get(fact, ())]
    where = (*(rule.id.text for rule in rules), *facts, *one.shown_in)
    # The provisions it states are its own, else those of the rules that code it, else the document.
    stated = [base for base in one.bases if base.parts]
    stated = stated or [base for rule in rules for base in rule.bases if base.parts]
    return CoverageItem(
        sentence=one.number,
        text=one.text,
        provision=provision or "; ".join(dict.fromkeys(map(str, stated or one.bases))),
        read_in=_read_in(one),
        status=status,
        where=where or (_place(one.span),),
        places=tuple(places) or (one.span,),
        cases=tuple(dict.fromkeys(cases)),
        checked=bool(rules) and all(basis.checked for rule in rules for basis in book.basis(rule)),
        reasons=(one.uncoded,) if one.uncoded else (),
        gaps=tuple(gaps),
    )


def _provisions(own: Lawbook, book: Lawbook, shown: Kept) -> list[CoverageItem]:
    items: dict[Citation, CoverageItem] = {}
    for base in (base for rule in own.rules for base in rule.bases):
        rules = [rule for rule in own.rules if base in rule.bases]
        items[base] = CoverageItem(
            provision=str(base),
            read_in=tuple(dict.fromkeys(_read_in(*rules))),
            status="rule",
            where=tuple(rule.id.text for rule in rules),
            places=tuple(rule.span for rule in rules),
            cases=tuple(dict.fromkeys(shown.showing(rules))),
            checked=any(one.checked for one in own.basis(rules[0]) if one.provision == str(base)),
            gaps=tuple(shown.silent(rules)),
        )
    for sentence in own.sentences:
        for base in sentence.bases if sentence.number is None else ():
            items.setdefault(base, _sentence(sentence, book, shown, str(base)))
    for one in own.not_coded:
        item = items.get(one.provision) or CoverageItem(
            provision=str(one.provision),
            read_in=_read_in(one),
            where=(_place(one.span),),
            places=(one.span,),
        )
        items[one.provision] = evolve(item, reasons=(*item.reasons, one.reason))
    order = {name: number for number, name in enumerate(book.sources)}

    def place(citation: Citation) -> tuple[int, list[tuple[int, str]]]:
        """§ 2 stands before § 12, and § 65 before § 65 c."""
        parts = (re.match(r"(\d*)\s*(.*)", number) for _, number in citation.parts)
        return order[citation.source], [(int(part[1] or 0), part[2]) for part in parts if part]

    return [items[base] for base in sorted(items, key=place)]


def _read_in(*statements: Rule | LegalSentence | NotCoded) -> tuple[tuple[str, str], ...]:
    return tuple((each.document, each.section) for one in statements for each in one.read_in)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


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
        yield from (f"      {say(language, 'gap')}: {gap}" for gap in _gaps(item, language))
    yield from ("", _total(items, language))


def _coded(item: CoverageItem, language: Language) -> str:
    parts = [f"{say(language, f'cover.{item.status}')}: {', '.join(item.where)}"]
    if item.status == "rule":
        parts.append(_hand(item, language))
    if item.sentence is not None and item.provision:
        parts.append(item.provision)
    parts += [say(language, "section", document=each[0], section=each[1]) for each in item.read_in]
    if item.status != "not coded":
        parts.append(f"{say(language, 'cover.head').split('|')[4].lower()}: {len(item.cases)}")
    return "; ".join(parts)


def _markdown(items: Sequence[CoverageItem], language: Language) -> Iterator[str]:
    head = say(language, "cover.head").split("|")
    yield from (_row(head), _row(["---"] * len(head)))
    for item in items:
        number = "" if item.sentence is None else f"{item.sentence}. "
        why = [each.said(language) for each in item.reasons]
        why += [f"**{say(language, 'gap')}:** {gap}" for gap in _gaps(item, language)]
        cells = [
            f"{number}{_said(item, language)}",
            item.provision,
            say(language, f"cover.{item.status}"),
            " ".join([", ".join(item.where), *why]),
            str(len(item.cases)),
            _hand(item, language) if item.status == "rule" else "",
        ]
        yield _row(cells)
    yield from ("", _total(items, language))


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
