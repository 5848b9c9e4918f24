# SPDX-License-Identifier: EUPL-1.2
"""Organisation documents to municipalities as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from checker.alike import drawn
from checker.language.names import bears, declared_ids, resolve_names, titles_in
from checker.lawbook.book import Lawbook
from checker.lawbook.check import check_form
from checker.mistakes import Mistakes
from checker.municipality.names import check_citations, names_declared, taken_by_area
from checker.municipality.situation import Calendar, Window
from checker.records import evolve, field, frozen
from checker.source import Span
from checker.speech import organisation as written
from checker.speech.node import Body, Citation, Document, Name, Node, nodes_of
from checker.speech.proposal import Proposal, Register, Waive
from checker.speech.rule import LegalMeeting, LegalTerms
from checker.speech.structure import (
    CommitteeFacts,
    Structure,
    TaskFacts,
    UnitFacts,
    tasks_of_units,
)


@frozen(eq=False, repr=False)
class Town:
    """A municipality as its organisation document has it, and what is on file beside that.

    Attributes:
        kinds: every id declared to its kind, the areas of the rule base among them.
        dispensations: as held; not carried past their end.
        provisions: by citation.
        registers: of waivers, in the order of the files.
        waivers: those in registers by the title of their proposal; under None those for all.
    """

    id: str
    name: str
    as_of: date
    council: str | None
    calendar: Calendar
    structure: Structure
    dispensations: tuple[written.HeldDispensation, ...]
    provisions: tuple[written.Provision, ...]
    names: dict[str, str]
    kinds: dict[str, str]
    document: Document
    registers: tuple[Document, ...] = ()
    waivers: Mapping[str | None, Sequence[Waive]] = field(factory=dict)

    @property
    def roles(self) -> dict[str, str | None]:
        """What ``the finance committee`` and ``the council`` stand for here."""
        return {"finance committee": self.structure.finance, "council": self.council}

    @cached_property
    def forms(self) -> tuple[written.Form, ...]:
        """What is said of its form of government."""
        return tuple(nodes_of(self.document.statements, written.Form))

    @cached_property
    def ending(self) -> dict[str, date]:
        """The committees that end on a day, to their last."""
        there = nodes_of(self.document.statements, written.Committee)
        return {one.id.text: one.until for one in there if one.until}

    @cached_property
    def by_citation(self) -> dict[Citation, written.Provision]:
        """What is on file of each provision."""
        return {one.provision: one for one in reversed(self.provisions)}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The ids on file that may be told by their names, with these."""
        return titles_in([self.document])

    def named(self, body: Body) -> Name:
        """A committee or the council by its id, where it is on file."""
        return body if isinstance(body, Name) else Name(self.roles.get(body.role) or body.role)


def read_town(document: Document, lawbook: Lawbook, registers: Iterable[Document] = ()) -> Town:
    """The municipality that an organisation document tells of, by the words of a rule base.

    Raises MistakesError with what is wrong in the document.

    Args:
        registers: of the waivers on file; those of other municipalities are passed over.
    """
    areas = lawbook.words
    document = resolve_names(document, areas, declared_ids([document]) | {*areas})
    with Mistakes() as mistakes:
        check_citations(document.walk(), lawbook, mistakes)
    nodes = document.statements
    header = nodes[0]
    assert isinstance(header, written.Municipality)
    with Mistakes(titles={**areas, **titles_in([document])}) as mistakes:
        names, kinds = _declared(nodes, areas, mistakes)
        _check_names(nodes, kinds, mistakes)
        _check_provisions(nodes, mistakes)
        finance = [
            n.id for n in nodes_of(nodes, written.Committee) if n.kind == "finance committee"
        ]
        for extra in finance[1:]:
            mistakes.add(extra.span, "two-finance")
    with Mistakes() as mistakes:
        council = _only(nodes, written.Council, mistakes)
        structure = _structure(nodes, finance[0].text if finance else None, mistakes)
        calendar = _calendar(nodes, lawbook, header.name, mistakes)
        for form in nodes_of(nodes, written.Form):
            check_form(form.form, form.span, lawbook, mistakes)
    own = _registers(registers, document, areas, kinds)
    return Town(
        id=header.id.text,
        name=header.name,
        as_of=header.as_of,
        council=council.id.text if council else None,
        calendar=calendar,
        structure=structure,
        dispensations=tuple(nodes_of(nodes, written.HeldDispensation)),
        provisions=tuple(nodes_of(nodes, written.Provision)),
        names=names,
        kinds=kinds,
        document=document,
        registers=own,
        waivers=_waivers(own),
    )


def by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """Organisations by their ids. Raises MistakesError for an id that two of them have."""
    found: dict[str, Document] = {}
    with Mistakes() as mistakes:
        for document in documents:
            header = written.municipality_of(document)
            if header.id.text in found:
                other = found[header.id.text].span
                place = f"{other.path}:{other.line}"
                mistakes.add(header.id.span, "organisation-twice", id=header.id.text, other=place)
            found.setdefault(header.id.text, document)
    return found


def called(organisations: Mapping[str, Document], header: Register | Proposal) -> list[str]:
    """The ids of the organisations that a header may mean: one that it gives, or all of that
    name."""
    text = header.concerns.text
    if text in organisations:
        return [text]
    if not (text.startswith('"') or header.concerns.span.source.bare_names):
        return []
    known = organisations.items()
    return [id for id, one in known if bears(id, written.municipality_of(one).name, text)]


def _registers(
    documents: Iterable[Document],
    town: Document,
    areas: Mapping[str, str],
    known: Mapping[str, str],
) -> tuple[Document, ...]:
    header, titles = written.municipality_of(town), titles_in([town])
    called = (header.id.text, f'"{header.name}"')
    return tuple(
        resolve_names(document, areas, known, titles)
        for document in documents
        for first in document.statements[:1]
        if isinstance(first, Register) and first.concerns.text in called
    )


def _waivers(registers: Iterable[Document]) -> dict[str | None, list[Waive]]:
    found: dict[str | None, list[Waive]] = {}
    for statement in nodes_of((one for each in registers for one in each.statements), Waive):
        found.setdefault(statement.proposal, []).append(statement)
    return found


def _structure(nodes: tuple[Node, ...], finance: str | None, mistakes: Mistakes) -> Structure:
    roles = {"finance committee": finance}
    form = _only(nodes, written.Form, mistakes)
    structure = Structure(
        {one.id.text: CommitteeFacts.stated(one) for one in nodes_of(nodes, written.Committee)},
        {
            node.id.text: UnitFacts.stated(node, roles, mistakes)
            for node in nodes_of(nodes, written.Unit)
        },
        {
            node.id.text: TaskFacts.stated(node, roles, mistakes)
            for node in nodes_of(nodes, written.Task)
        },
        form.form if form else None,
        next((one.members for one in nodes_of(nodes, written.Council)), None),
    )
    return evolve(structure, tasks={**structure.tasks, **tasks_of_units(structure)})


_Statement = TypeVar("_Statement", bound=Node)


def _only(nodes: tuple[Node, ...], kind: type[_Statement], mistakes: Mistakes) -> _Statement | None:
    found = nodes_of(nodes, kind)
    for extra in found[1:]:
        what = extra.span.text.split("\n")[0].split('"')[0].strip()
        mistakes.add(extra.span, "stated-twice", what=f"`{what}`")
    return found[0] if found else None


_KINDS: dict[type[Node], str] = {
    written.Municipality: "municipality",
    written.Council: "council",
    written.Committee: "committee",
    written.Unit: "unit",
    written.Task: "task",
    written.HeldDispensation: "dispensation",
}


def _declared(
    nodes: tuple[Node, ...], areas: Mapping[str, str], mistakes: Mistakes
) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    places: dict[str, Span] = {}
    seen = {drawn(id): id for id in areas}

    def declare(name: Name, title: str, kind: str) -> None:
        shared = kind in ("mayor", "administration") and kinds.get(name.text) == kind
        if name.text in places and not (shared and names[name.text] == title):
            other = places[name.text]
            mistakes.add(name.span, "duplicate", id=name.text, other=f"{other.path}:{other.line}")
            return
        if taken_by_area(name, areas, mistakes):
            return
        if name.text in areas:
            mistakes.add(name.span, "duplicate", id=name.text, other="area")
            return
        mistakes.expect_unlike(name.span, name.text, seen)
        places[name.text], names[name.text], kinds[name.text] = name.span, title, kind

    for node in nodes:
        kind = _KINDS.get(type(node))
        if kind:
            title = getattr(node, "name", "")
            declare(node.id, title, kind)  # type: ignore[attr-defined]  # each of _KINDS has one
        if isinstance(node, written.Committee):
            if node.administration:
                declare(node.administration.id, node.administration.name, "administration")
            if node.mayor:
                declare(node.mayor.id, node.mayor.name, "mayor")
    kinds.update(dict.fromkeys(areas, "area"))
    return names, kinds


def _check_names(nodes: tuple[Node, ...], kinds: dict[str, str], mistakes: Mistakes) -> None:
    for node in (one for statement in nodes for one in statement.walk()):
        for name, allowed in names_declared(node):
            mistakes.expect(name.span, name.text, allowed, kinds)


def _check_provisions(nodes: tuple[Node, ...], mistakes: Mistakes) -> None:
    seen: set[Citation] = set()
    for node in nodes:
        if isinstance(node, written.Provision):
            if node.provision in seen:
                mistakes.add(node.provision.span, "stated-twice", what=str(node.provision))
            seen.add(node.provision)
    texts = {one.provision: one.text for one in nodes_of(nodes, written.Provision) if one.text}
    for said in (one for node in nodes for one in nodes_of(node.walk(), written.Described)):
        there = texts.get(said.provision)
        if said.words and there and " ".join(said.words.split()) not in " ".join(there.split()):
            told = {"words": said.words, "provision": str(said.provision), "there": there}
            mistakes.add(said.span, "words-not-there", **told)


def check_standing(town: Town, book: Lawbook, day: date, mistakes: Mistakes) -> None:
    """Notes a form of government that on a day is none, or one that the rules do not cover."""
    for stated in town.forms:
        known = [one for one in book.forms(stated.form) if book.binds(one, town.name)]
        here = [one for one in known if one.stands_on(day)]
        barred = next((one.not_covered for one in here if one.not_covered), None)
        if barred is not None:
            reason = barred.said(mistakes.language(stated.span))
            mistakes.add(stated.span, "form-not-covered", form=stated.form, reason=reason)
        elif known and not here:
            mistakes.add(stated.span, "form-ended", form=stated.form, day=day)


def _calendar(nodes: tuple[Node, ...], book: Lawbook, town: str, mistakes: Mistakes) -> Calendar:
    terms = sorted(
        (node.interval for node in nodes if isinstance(node, written.Term)),
        key=lambda term: term.start or date.min,
    )
    for one, two in pairwise(terms):
        if one.end and two.start and two.start <= one.end:
            mistakes.add(two.span, "terms-overlap")
    window = _only(nodes, written.MeetingWindow, mistakes)
    days = nodes_of(nodes, written.MeetingDay)
    by_law = Calendar(
        legal_terms=book.standing_law(LegalTerms, town),
        legal_windows=book.standing_law(LegalMeeting, town),
    )
    for term in terms:
        for day in filter(None, (term.start, term.end)):
            legal = by_law.term_by_law(day)
            if legal and not all(legal.covers(one) for one in (term.start or day, term.end or day)):
                mistakes.add(term.span, "term-outside", start=legal.start, end=legal.end)
                break
    if window:
        allowed = [(law.first, law.last) for law in by_law.legal_windows]
        if allowed and not any(
            first <= window.first and window.last <= last for first, last in allowed
        ):
            mistakes.add(window.span, "window-outside", window=_window(allowed[0]))
    calendar = evolve(
        by_law,
        terms=tuple(terms),
        window=(window.first, window.last) if window else None,
        meetings=tuple(sorted(node.day for node in days)),
    )
    for node in days:
        windows = calendar.windows_on(node.day)
        day_of_year = node.day.month, node.day.day
        if windows and not any(first <= day_of_year <= last for first, last in windows):
            mistakes.add(node.span, "meeting-outside", day=node.day, window=_window(windows[0]))
    return calendar


def _window(window: Window) -> str:
    return " – ".join(f"{day}.{month}." for month, day in window)
