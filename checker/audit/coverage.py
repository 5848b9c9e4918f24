"""What became of each legal sentence and provision: a rule, a fact, a case, or why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from attrs import evolve, field, frozen

from checker.lawbook.book import Lawbook
from checker.result import Result
from checker.source import Span
from checker.speech.node import Citation, Document, Name, Node, Prose, ReadIn
from checker.speech.organisation import Provision
from checker.speech.proposal import header_of
from checker.speech.rule import LegalSentence, NotCoded, Rule

Status = Literal["rule", "fact", "case", "not coded"]
_NUMBER = re.compile(r"(\d*)\s*(.*)")


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
        for place in dict.fromkeys(_rests_on(result)):
            found.used.setdefault(place, []).append(path)
    for statement in (one for each in organisations for one in each.statements):
        for name in _named(statement):
            found.facts.setdefault(name, []).append(statement.span)
    return found


def _rests_on(result: Result) -> Iterator[tuple[str, int]]:
    for finding in result.findings:
        for witness in (*finding.witnesses, *finding.support):
            if witness.place:
                yield witness.place.path, witness.place.line


def _named(statement: Node) -> Iterator[str]:
    """The names that a statement of an organisation gives to anything, and its provision."""
    if isinstance(statement, Provision):
        yield str(statement.provision)
    for node in statement.walk():
        if hasattr(node, "id"):
            yield node.id.text


def cover(
    book: Lawbook, shown: Kept, about: Collection[str] | None = None
) -> tuple[CoverageItem, ...]:
    """The register: numbered sentences first, then the provisions in the order of the rule base
    and of their numbers. A gap in it is told by the item it stands at.

    Args:
        about: paths of the documents that are asked about; without any, all of them.
    """
    own = book if about is None else _only(book, about)
    items = {
        one.number: _sentence(one, book, shown) for one in own.sentences if one.number is not None
    }
    known = {one.number for one in book.sentences}
    for number in range(1, max(items, default=0)):
        if number not in known:
            items[number] = CoverageItem(sentence=number, gaps=(Gap("number"),))
    return (*(items[number] for number in sorted(items)), *_provisions(own, book, shown))


def _only(book: Lawbook, paths: Collection[str]) -> Lawbook:
    """A rule base with only what stands in some documents."""
    return evolve(
        book,
        rules=tuple(one for one in book.rules if one.span.path in paths),
        sentences=tuple(one for one in book.sentences if one.span.path in paths),
        not_coded=tuple(one for one in book.not_coded if one.span.path in paths),
    )


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
    return CoverageItem(
        sentence=one.number,
        text=one.text,
        provision=provision or "; ".join(_stated(one, rules)),
        read_in=_read_in(one),
        status=status,
        where=where or (_place(one.span),),
        places=tuple(places) or (one.span,),
        cases=tuple(dict.fromkeys(cases)),
        checked=bool(rules) and all(basis.checked for rule in rules for basis in book.basis(rule)),
        reasons=(one.uncoded,) if one.uncoded else (),
        gaps=tuple(gaps),
    )


def _stated(one: LegalSentence, rules: Sequence[Rule]) -> list[str]:
    """The provisions that a sentence states: its own, else those of the rules that code it, else
    the document it stands in."""
    own = [base for base in one.bases if base.parts]
    coded = [base for rule in rules for base in rule.bases if base.parts]
    return list(dict.fromkeys(map(str, own or coded or one.bases)))


def _provisions(own: Lawbook, book: Lawbook, shown: Kept) -> list[CoverageItem]:
    items: dict[Citation, CoverageItem] = {}
    for base in (base for rule in own.rules for base in rule.bases):
        items[base] = _coded(base, own, shown)
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
    return [items[base] for base in sorted(items, key=lambda one: (order[one.source], _key(one)))]


def _coded(base: Citation, book: Lawbook, shown: Kept) -> CoverageItem:
    rules = [rule for rule in book.rules if base in rule.bases]
    return CoverageItem(
        provision=str(base),
        read_in=tuple(dict.fromkeys(_read_in(*rules))),
        status="rule",
        where=tuple(rule.id.text for rule in rules),
        places=tuple(rule.span for rule in rules),
        cases=tuple(dict.fromkeys(shown.showing(rules))),
        checked=any(one.checked for one in book.basis(rules[0]) if one.provision == str(base)),
        gaps=tuple(shown.silent(rules)),
    )


def _read_in(*statements: Rule | LegalSentence | NotCoded) -> tuple[tuple[str, str], ...]:
    read: Iterator[ReadIn] = (each for one in statements for each in one.read_in)
    return tuple((each.document, each.section) for each in read)


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


def _key(citation: Citation) -> list[tuple[int, str]]:
    """A citation as a key by which § 2 stands before § 12, and § 65 before § 65 c."""
    numbers = (_NUMBER.match(number) for _, number in citation.parts)
    return [(int(found[1] or 0), found[2]) for found in numbers if found]
