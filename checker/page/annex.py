# SPDX-License-Identifier: EUPL-1.2
"""How ids, places and long lists are kept out of running text, and what annexes then hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from checker.page.blocks import FactList, FindingBlock, ListItem, Piece, TableCell
from checker.records import evolve
from checker.report.entries import FactEntry, FindingEntry
from checker.report.report import ResultEntry
from checker.report.sheet import says_way
from checker.report.texts import with_texts
from checker.report.wording import Wording, capital, spaced

_SHOWN, _LISTED = 6, 7  # facts; tasks in a sentence
_ID = re.compile(r"\b([\w-]+)('s\b|')?")


def finding_block(
    ref: str, finding: FindingEntry, result: ResultEntry, wording: Wording
) -> FindingBlock:
    """A finding with its marks, its facts, and the sentence of its rule where that says more than
    its message."""
    marks = [capital(wording.words(f"kind.{finding.kind}"))]
    if finding.kind != finding.weight:
        marks.append(wording.words(f"severity.{finding.weight}"))
    if finding.requirement:
        marks.append(wording.words(f"requirement.{finding.requirement}"))
    marks += [wording.words("t.waived")] if finding.waived else []
    marks += [wording.words("t.in-baseline")] if finding.in_baseline else []
    support, facts = (
        _shown(each, result, wording) for each in (finding.support, finding.witnesses)
    )
    rule = _spelled_out(" ".join((finding.sentence or "").split()), result, wording)
    rule = "" if finding.message.rstrip(".") in rule else capital(rule)
    return FindingBlock(finding, ref, tuple(marks), support, facts, rule, says_way(finding))


def told_once(blocks: Iterable[FindingBlock], wording: Wording) -> Iterator[FindingBlock]:
    """Findings for those who read them one after the other: a rule and a fact are told with the
    first that has them, and of the others it is said that they are told above."""
    told = set[object]()
    for each in blocks:
        rule, block = (each.entry.rule, each.rule, each.entry.because), each
        if each.says_rule and rule in told:
            entry = evolve(each.entry, because=None)
            block = evolve(each, rule=capital(wording.words("t.above")), entry=entry)
        support, facts = (_beside(one, told, wording) for one in (each.support, each.facts))
        told |= {rule, *each.support.items, *each.facts.items}
        yield evolve(block, support=support, facts=facts)


def _beside(facts: FactList, told: set[object], wording: Wording) -> FactList:
    left = tuple(each for each in facts.items if each not in told)
    above = len(facts.items) - len(left)
    if not above:
        return facts
    key = "t.facts-above" if left or facts.more else "t.above"
    said = wording.sentence(key, count=above)
    return evolve(facts, items=left, more=" ".join(filter(None, [facts.more, said])))


def _shown(facts: Sequence[FactEntry], result: ResultEntry, wording: Wording) -> FactList:
    told = [each for each in facts if not each.asked]
    items = tuple(ListItem((each.fact,)) for each in told[:_SHOWN])
    left = len(told) - _SHOWN
    more = capital(wording.words("t.more-facts", count=left)) if left > 0 else ""
    path = result.proposal.path
    own = result.placing is not None and all(each.path == path for each in facts)
    return FactList(bool(facts), items, more, len(told) < len(facts), own)


def _spelled_out(sentence: str, result: ResultEntry, wording: Wording) -> str:
    """The sentence of a rule as people write it: names for ids, an area of several words without
    the hyphens of the language, its quotes, its word order; a source is cited by its
    abbreviation."""
    cited = {each.source for each in result.sources}
    names = {each.id: each.name for each in result.abbreviations if each.id not in cited}
    names |= {id: name for id, name in result.names.items() if id[:1].isupper()}
    names |= {name.replace(" ", "-"): name for name in names.values()}
    keyword = wording.words("construction.order-supplier")

    def named(found: re.Match[str]) -> str:
        id, ending = found.groups()
        if id in names:
            return wording.genitive(names[id]) if ending else names[id]
        area = wording.language == "da" and id not in keyword
        return spaced(found[0]) if area else found[0]

    for form in ("no-committee", "not-available"):
        printed, said = (wording.words(f"{way}.{form}") for way in ("printed", "said"))
        sentence = sentence.replace(printed, said)
    parts = sentence.split('"')  # every other one is a quotation
    parts[::2] = [_ID.sub(named, part) for part in parts[::2]]
    quotes = [wording.words("quoted", text=part) for part in parts[1::2]]
    return "".join(part for pair in zip_longest(parts[::2], quotes, fillvalue="") for part in pair)


def with_annexes(
    result: ResultEntry, wording: Wording
) -> tuple[ResultEntry, tuple[tuple[str, ...], ...]]:
    """A result in which a long list of tasks is told by the annex that has it and a whole document
    by its title, and the lists of the annexes, in order."""
    opened, closed = wording.words("quoted", text="\0").split("\0")
    one = f"{opened}[^{opened}{closed}]*{closed}"
    lead = re.escape(wording.words("annex.lead"))
    last = re.escape(wording.words("join.and"))
    lists = re.compile(f"({lead} )?((?:{one}, ){{{_LISTED - 1},}}{one}{last}{one})")
    names, annexes = {*result.names.values()}, dict[tuple[str, ...], int]()

    def replaced(found: re.Match[str]) -> str:
        things = tuple(sorted(each[1:-1] for each in re.findall(one, found[2])))
        if not names.issuperset(things):
            return found[0]
        number = annexes.setdefault(things, len(annexes) + 1)
        said = wording.words("annex.tasks", count=len(things), number=str(number))
        before = found.string[: found.start()]
        return capital(said) if not before or before.endswith((". ", ": ")) else said

    # A mandate or guideline as a whole is named by its title, since it has no § to be cited by.
    titles = {
        each.provision: each.name
        for each in result.sources
        if each.provision == each.source and each.kind in ("mandate", "guideline")
    }
    told = with_texts(result, lambda text: lists.sub(replaced, titles.get(text, text)))
    kept = {key: getattr(result, key) for key in ("abbreviations", "names", "sources")}
    return evolve(told, **kept), tuple(annexes)


def places_of(result: ResultEntry) -> tuple[tuple[TableCell, ...], ...]:
    """Rows of a table: each finding, the id of its rule, and where it and its facts stand; then
    each waiver."""
    rows = []
    for each in result.findings:
        facts = (*each.support, *each.witnesses)
        where = Piece(
            _where([(each.path, each.line), *((one.path, one.line) for one in facts)]), "path"
        )
        cells = (TableCell((one,)) for one in (each.title, Piece(each.rule, "path"), where))
        rows.append(tuple(cells))
    for waiver in result.waivers:
        where = Piece(f"{_file(waiver.path)}:{waiver.line}", "path")
        told = (waiver.subject_name, Piece(waiver.rule, "path"), where)
        rows.append(tuple(TableCell((one,)) for one in told))
    return tuple(rows)


def _where(places: Iterable[tuple[str | None, int | None]]) -> str:
    """The files in which something stands, each once with its lines."""
    lines: dict[str, list[str]] = {}
    for path, line in dict.fromkeys(places):
        if path:
            lines.setdefault(_file(path), []).append(str(line))
    return "; ".join(f"{file}:{', '.join(at)}" for file, at in lines.items())


def _file(path: str) -> str:
    """The name of a file, whose whole path stands among those that were read."""
    return path.rpartition("/")[2]
