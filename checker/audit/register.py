# SPDX-License-Identifier: EUPL-1.2
"""What became of each legal sentence and provision of a rule base: a rule, a fact, a case, a part
of it, or why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, get_args

from checker.lawbook.book import Lawbook
from checker.records import evolve, field, frozen
from checker.result import Result
from checker.source import Span
from checker.speech.node import Citation, Document, Name, Prose
from checker.speech.organisation import Provision
from checker.speech.proposal import header_of
from checker.speech.rule import LegalSentence, NotCoded, Rule, Signature

Status = Literal["rule", "fact", "case", "partly", "not coded"]


@frozen
class Gap:
    """Something that is missing: ``silent`` (no case fires the rule), ``gone`` (a line is coded in
    a rule that is not there), ``fact`` (on no file), ``case`` (not kept), ``nothing`` (neither
    coded nor a reason why not), ``number``."""

    key: Literal["silent", "gone", "fact", "case", "nothing", "number"]
    name: str = ""


@frozen(kw_only=True)
class CoverageItem:
    """One legal sentence of a report, or one provision with the lines that the register has of it.

    Attributes:
        sentence: its number in the register, or None.
        text: what it says, in the author's words; None where only its provision is known.
        provision: the provisions it states, "" where none is known.
        where: ids of the rules and facts, titles of the cases; the place of a ``not coded``.
        places: where these stand.
        cases: paths of the kept cases that show it.
        checked: whether all rules that code it rest on provisions whose text was read.
        status: ``partly`` where some of it, or some line of the provision, is coded and some not.
        reasons: why it, or a part of it, is not coded.
        gaps: what is missing.
        lines: what became of each line of a provision, where they are more than itself.
        signed: the sign-offs of the rules that code it.
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
    lines: tuple[CoverageItem, ...] = ()
    signed: tuple[Signature, ...] = ()


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
    by_id = book.by_id
    rules = [by_id[name.text] for name in one.rules if name.text in by_id]
    facts = [fact.text if isinstance(fact, Name) else str(fact) for fact in one.facts]
    cases = shown.showing(rules, facts)
    cases += [shown.titles[title] for title in one.shown_in if title in shown.titles]
    missing = [Gap("gone", name.text) for name in one.rules if name.text not in by_id]
    missing += [Gap("fact", fact) for fact in facts if fact not in shown.facts]
    missing += [Gap("case", title) for title in one.shown_in if title not in shown.titles]
    told = len(one.rules) + len(facts) + len(one.shown_in)
    if not (told or one.uncoded):
        missing.append(Gap("nothing"))
    status: Status = "rule" if one.rules else "fact" if facts else "case" if told else "not coded"
    if told and (missing or one.uncoded):
        status = "partly" if told > len(missing) else "not coded"
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
        gaps=(*shown.silent(rules), *missing),
        signed=_signed(rules, book),
    )


def _provisions(own: Lawbook, book: Lawbook, shown: Kept) -> list[CoverageItem]:
    """Each provision that a rule rests on, that a line without a number states, or that is not
    coded; numbered sentences are lines too of the provisions that they name."""
    based = [base for rule in own.rules for base in rule.bases]
    stated = [base for one in own.sentences if one.number is None for base in one.bases]
    excused = [one.provision for one in own.not_coded]
    items = {base: _provision(base, own, book, shown) for base in (*based, *stated, *excused)}
    order = {name: number for number, name in enumerate(book.sources)}

    def place(citation: Citation) -> tuple[int, list[tuple[int, str]]]:
        """§ 2 stands before § 12, and § 65 before § 65 c."""
        parts = (re.match(r"(\d*)\s*(.*)", number) for _, number in citation.parts)
        return order[citation.source], [(int(part[1] or 0), part[2]) for part in parts if part]

    return [items[base] for base in sorted(items, key=place)]


def _provision(base: Citation, own: Lawbook, book: Lawbook, shown: Kept) -> CoverageItem:
    """A provision counts as coded only while each of its lines does."""
    rules = [rule for rule in own.rules if base in rule.bases]
    sentences = [
        one for one in own.sentences if base in one.bases and (one.number is None or base.parts)
    ]
    lines = [_sentence(one, book, shown, str(base)) for one in sentences]
    excused = [one for one in own.not_coded if one.provision == base]
    if len(lines) == 1 and not rules and not excused and lines[0].sentence is None:
        return lines[0]
    statuses: set[Status] = {each.status for each in lines}
    statuses |= {"rule"} if rules else set()
    statuses |= {"not coded"} if excused else set()
    bad = statuses & {"partly", "not coded"}
    first: Status = next(each for each in get_args(Status) if each in statuses)
    status: Status = "partly" if bad and statuses != {"not coded"} else first
    apart = [each for each in lines if each.sentence is None]
    coded = [each for each in lines if each.status != "not coded"]
    where = [rule.id.text for rule in rules] + [name for each in coded for name in each.where]
    places = [rule.span for rule in rules] + [span for each in coded for span in each.places]
    cases = [*shown.showing(rules), *(path for each in coded for path in each.cases)]
    said = (reason for each in apart for reason in each.reasons)
    silent = shown.silent(rules)
    return CoverageItem(
        text=apart[0].text if len(lines) == len(apart) == 1 else None,
        provision=str(base),
        read_in=tuple(dict.fromkeys(_read_in(*(rules or sentences or excused)))),
        status=status,
        where=tuple(dict.fromkeys(where)) or tuple(_place(one.span) for one in excused),
        places=tuple(dict.fromkeys(places)) or tuple(one.span for one in excused),
        cases=tuple(dict.fromkeys(cases)),
        checked=bool(rules)
        and any(one.checked for one in own.basis(rules[0]) if one.provision == str(base)),
        reasons=tuple(dict.fromkeys([*said, *(one.reason for one in excused)])),
        gaps=tuple(dict.fromkeys([*silent, *(gap for each in apart for gap in each.gaps)])),
        lines=tuple(lines) if len(lines) > 1 else (),
        signed=_signed(rules, book),
    )


def _signed(rules: Iterable[Rule], book: Lawbook) -> tuple[Signature, ...]:
    names = {rule.id.text for rule in rules}
    return tuple(one for one in book.signatures if one.rule in names)


def _read_in(*statements: Rule | LegalSentence | NotCoded) -> tuple[tuple[str, str], ...]:
    return tuple((each.document, each.section) for one in statements for each in one.read_in)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"
