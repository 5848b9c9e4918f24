"""What became of each legal sentence and provision: a rule, a fact, a case, or why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from attrs import evolve, field, frozen

from checker.lawbook.book import RuleBook
from checker.result import Result
from checker.source import Span
from checker.speech.node import Citation, Document, Name, Node, Prose
from checker.speech.organisation import Provision
from checker.speech.proposal import Proposal
from checker.speech.rule import LegalSentence, Rule

Status = Literal["rule", "fact", "case", "not coded"]
_NUMBER = re.compile(r"(\d*)\s*(.*)")


@frozen
class Gap:
    """Something that is missing: ``silent`` (no case fires the rule), ``fact`` (on no file),
    ``case`` (not kept), ``nothing`` (neither coded nor a reason why not), ``number``."""

    key: Literal["silent", "fact", "case", "nothing", "number"]
    name: str = ""


@frozen
class Item:
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

    sentence: int | None
    text: Prose | None
    provision: str
    read_in: tuple[tuple[str, str], ...]
    status: Status
    where: tuple[str, ...]
    places: tuple[Span, ...]
    cases: tuple[str, ...]
    checked: bool
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


def kept(
    cases: Sequence[Document], results: Iterable[Result], organisations: Iterable[Document]
) -> Kept:
    """What the cases and organisations show; ``results`` are those of the cases, in order."""
    found = Kept()
    for case, result in zip(cases, results, strict=True):
        header = case.statements[0]
        assert isinstance(header, Proposal)
        path = case.span.path
        found.titles.update(dict.fromkeys((header.title.da, header.title.en), path))
        rivals = (rival for doubt in result.doubts for rival in doubt.rivals)
        speaking = [result.speaking, *(rival.result.speaking for rival in rivals)]
        for rule in dict.fromkeys(name for names in speaking for name in names):
            found.fired.setdefault(rule, []).append(path)
        for place in dict.fromkeys(_rests_on(result)):
            found.used.setdefault(place, []).append(path)
    for organisation in organisations:
        for statement in organisation.statements:
            for name in _named(statement):
                found.facts.setdefault(name, []).append(statement.span)
    return found


def _rests_on(result: Result) -> Iterable[tuple[str, int]]:
    for finding in result.findings:
        for witness in (*finding.witnesses, *finding.support):
            if witness.place:
                yield witness.place.path, witness.place.line


def _named(statement: Node) -> Iterable[str]:
    """The names that a statement of an organisation gives to anything, and its provision."""
    if isinstance(statement, Provision):
        yield str(statement.provision)
    for node in statement.walk():
        if hasattr(node, "id"):
            yield node.id.text


def cover(book: RuleBook, shown: Kept, about: Collection[str] | None = None) -> tuple[Item, ...]:
    """The register: numbered sentences first, then the provisions in the order of the rule base
    and of their numbers. A gap in it is told by the item it stands at.

    Args:
        about: paths of the documents that are asked about; without any, all of them.
    """
    own = book if about is None else _of(book, about)
    numbered = sorted(
        (one for one in own.sentences if one.number is not None), key=lambda one: one.number or 0
    )
    items = [_sentence(one, book, shown) for one in numbered]
    numbers = {one.number for one in book.sentences}
    items += [
        Item(number, None, "", (), "not coded", (), (), (), False, (), (Gap("number"),))
        for number in range(1, max((one.number or 0 for one in numbered), default=0))
        if number not in numbers
    ]
    items.sort(key=lambda item: item.sentence or 0)
    return (*items, *_provisions(own, book, shown))


def _of(book: RuleBook, paths: Collection[str]) -> RuleBook:
    """A rule base with only what stands in some documents."""
    return evolve(
        book,
        rules=tuple(one for one in book.rules if one.span.path in paths),
        sentences=tuple(one for one in book.sentences if one.span.path in paths),
        not_coded=tuple(one for one in book.not_coded if one.span.path in paths),
    )


def _sentence(one: LegalSentence, book: RuleBook, shown: Kept, provision: str = "") -> Item:
    by_id = {rule.id.text: rule for rule in book.rules}
    rules = [by_id[name.text] for name in one.rules]
    facts = [fact.text if isinstance(fact, Name) else str(fact) for fact in one.facts]
    cases = [path for rule in rules for path in shown.fired.get(rule.id.text, ())]
    cases += [
        path
        for fact in facts
        for span in shown.facts.get(fact, ())
        for path in shown.used.get((span.path, span.line), ())
    ]
    cases += [shown.titles[title] for title in one.shown_in if title in shown.titles]
    gaps = [Gap("silent", rule.id.text) for rule in rules if rule.id.text not in shown.fired]
    gaps += [Gap("fact", fact) for fact in facts if fact not in shown.facts]
    gaps += [Gap("case", t) for t in one.shown_in if t not in shown.titles]
    if not (rules or facts or one.shown_in or one.uncoded):
        gaps.append(Gap("nothing"))
    status: Status = (
        "rule" if rules else "fact" if facts else "case" if one.shown_in else "not coded"
    )
    places = [rule.span for rule in rules]
    places += [span for fact in facts for span in shown.facts.get(fact, ())]
    where = [*(rule.id.text for rule in rules), *facts, *one.shown_in]
    return Item(
        one.number,
        one.text,
        provision or "; ".join(_stated(one, rules)),
        tuple((read.document, read.section) for read in one.read_in),
        status,
        tuple(where) or (_place(one.span),),
        tuple(places) or (one.span,),
        tuple(dict.fromkeys(cases)),
        bool(rules) and all(basis.checked for rule in rules for basis in book.basis(rule)),
        (one.uncoded,) if one.uncoded else (),
        tuple(gaps),
    )


def _stated(one: LegalSentence, rules: Sequence[Rule]) -> list[str]:
    """The provisions that a sentence states: its own, else those of the rules that code it, else
    the document it stands in."""
    own = [base for base in one.bases if base.parts]
    coded = [base for rule in rules for base in rule.bases if base.parts]
    return list(dict.fromkeys(map(str, own or coded or one.bases)))


def _provisions(own: RuleBook, book: RuleBook, shown: Kept) -> list[Item]:
    order = {name: number for number, name in enumerate(book.sources)}
    items: dict[Citation, Item] = {}
    for rule in own.rules:
        for base in rule.bases:
            items[base] = _coded(base, own, shown)
    for sentence in own.sentences:
        for base in sentence.bases if sentence.number is None else ():
            items.setdefault(base, _sentence(sentence, book, shown, str(base)))
    for one in own.not_coded:
        if one.provision in items:
            before = items[one.provision]
            items[one.provision] = _with_reason(before, one.reason)
        else:
            items[one.provision] = Item(
                None,
                None,
                str(one.provision),
                tuple((read.document, read.section) for read in one.read_in),
                "not coded",
                (_place(one.span),),
                (one.span,),
                (),
                False,
                (one.reason,),
            )
    return [
        items[base] for base in sorted(items, key=lambda base: (order[base.source], _natural(base)))
    ]


def _coded(base: Citation, book: RuleBook, shown: Kept) -> Item:
    rules = [rule for rule in book.rules if base in rule.bases]
    cases = dict.fromkeys(path for rule in rules for path in shown.fired.get(rule.id.text, ()))
    read = dict.fromkeys((r.document, r.section) for rule in rules for r in rule.read_in)
    return Item(
        None,
        None,
        str(base),
        tuple(read),
        "rule",
        tuple(rule.id.text for rule in rules),
        tuple(rule.span for rule in rules),
        tuple(cases),
        any(one.checked for one in book.basis(rules[0]) if one.provision == str(base)),
        (),
        tuple(Gap("silent", rule.id.text) for rule in rules if rule.id.text not in shown.fired),
    )


def _with_reason(item: Item, reason: Prose) -> Item:
    return evolve(item, reasons=(*item.reasons, reason))


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}"


def _natural(citation: Citation) -> list[tuple[int, str]]:
    """A citation as a key by which § 2 stands before § 12, and § 65 before § 65 c."""
    key = []
    for _, number in citation.parts:
        found = _NUMBER.match(number)
        assert found is not None
        key.append((int(found[1] or 0), found[2]))
    return key
