"""What a proposal carries and what is on file, and what it does to the bylaw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from checker.lawbook.check import nested
from checker.mistakes import Mistakes
from checker.municipality.case import Case
from checker.municipality.town import Town
from checker.records import frozen
from checker.result import BylawChangeEntry
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.instruments import KINDS, BylawChange, LawAmendment
from checker.speech.node import Body, Citation, Prose, nodes_of
from checker.speech.structure import Changes, Structure, body_id


@frozen(eq=False, repr=False)
class StepInBody:
    """A reading or another step: by or in a body (None: left out), on a day (None: planned), on a
    matter (None: left out)."""

    kind: str
    body: str | None
    state: written.State
    span: Span
    matter: Prose | None = None

    @property
    def day(self) -> date | None:
        return self.state.day


@frozen(eq=False, repr=False)
class Carried:
    """Everything a proposal carries, with the dispensations on file.

    Attributes:
        as_of: the proposal's day; what is dated later is declared, not held.
        wordings: insertions, removals and rewordings of bylaw text.
        bylaw_change: whether ``a bylaw change`` is carried in so many words.
        span: the first and the last day that the constituting meeting may lie on, by what is on
            file; ``meeting``: by what the steps carried say of it too; None: nothing tells.
        until: the last day of what is proposed; None: it stands until it is changed.
    """

    as_of: date
    proposed: date
    effective: date
    steps: tuple[StepInBody, ...]
    dispensations: tuple[tuple[written.CarriedDispensation, written.State], ...]
    amendments: tuple[tuple[str, written.State], ...]
    wordings: tuple[written.Insert | written.Remove | written.Reword, ...]
    bylaw_change: bool
    on_file: tuple[filed.HeldDispensation, ...]
    council: str | None
    span: tuple[date, date] | None = None
    meeting: tuple[date, date] | None = None
    until: date | None = None

    def side(self, state: written.State) -> written.Side | None:
        """On which side of the constituting meeting a step lay, where anything tells."""
        if state.order or state.day is None or self.meeting is None:
            return state.order
        first, last = self.meeting
        return "before" if state.day < first else "after" if state.day > last else None

    def readings(self, body: str | None) -> list[StepInBody]:
        """The readings carried in a body, or in any, in the order of their days; planned ones
        last."""
        bodies = {step.body for step in self.steps} if body is None else {body}
        return self.of_kind("reading", *bodies)

    def of_kind(self, kind: str, *bodies: str | None) -> list[StepInBody]:
        """The steps of a kind that fit one of some bodies."""
        return [one for one in self._ordered if one.kind == kind and one.body in (None, *bodies)]

    @cached_property
    def _ordered(self) -> list[StepInBody]:
        return sorted(self.steps, key=lambda step: step.state.moment)

    def changes_bylaw(self, source: str | None) -> bool:
        """Whether the proposal carries a change of a bylaw: says so, words it, or has the council
        read it; a wording says which bylaw its readings are on."""
        if self.bylaw_change or not self.wordings:
            return self.bylaw_change or bool(self.readings(self.council))
        return source in {None, *(one.provision.source for one in self.wordings)}


def read_carried(case: Case, renamed: Mapping[str, str], mistakes: Mistakes) -> Carried:
    """What a proposal carries, with what is on file; what has no body here goes to ``mistakes``.

    Args:
        renamed: old id to new id: a body may act under either.
    """
    steps: list[StepInBody] = []
    dispensations: list[tuple[written.CarriedDispensation, written.State]] = []
    amendments: list[tuple[str, written.State]] = []
    wordings: list[written.Insert | written.Remove | written.Reword] = []
    bylaw_change = False
    for node in case.document.statements:
        match node:
            case written.Insert() | written.Remove() | written.Reword():
                wordings.append(node)
            case written.Carries(instrument=written.CarriedStep() as step):
                body = body_id(step.body, case.town.roles, mistakes) if step.body else None
                body = renamed.get(body, body) if body else None
                _check_day(step.kind, node, case, mistakes)
                _check_state(step.kind, node, mistakes)
                steps.append(StepInBody(step.kind, body, node.state, node.span, step.matter))
            case written.Carries(instrument=written.CarriedDispensation() as dispensation):
                dispensations.append((dispensation, node.state))
            case written.Carries(instrument=LawAmendment() as amendment):
                amendments.append((amendment.source.source, node.state))
            case written.Carries(instrument=BylawChange()):
                _check_state("bylaw change", node, mistakes)
                bylaw_change = True
            case _:
                pass
    span = case.town.calendar.meeting_span(case.header.effective)
    return Carried(
        as_of=case.day,
        proposed=case.header.proposed,
        effective=case.header.effective,
        steps=tuple(steps),
        dispensations=tuple(dispensations),
        amendments=tuple(amendments),
        wordings=tuple(wordings),
        bylaw_change=bylaw_change,
        on_file=case.town.dispensations,
        council=case.town.council,
        span=span,
        meeting=_meeting(case, span, mistakes),
        until=case.header.until,
    )


def _meeting(
    case: Case, span: tuple[date, date] | None, mistakes: Mistakes
) -> tuple[date, date] | None:
    """The days that the constituting meeting may lie on. A step that is said to lie on another side
    of it than its day, or another step, allows goes to ``mistakes``."""
    first, last = span or (date.min, date.max)
    carried = nodes_of(case.document.statements, written.Carries)
    told = [(one.day, one) for node in carried if (one := node.state).day and one.order]
    for day, state in sorted(told, key=lambda pair: pair[0]):
        if state.order == "before" and day > last:
            mistakes.add(state.span, "not-before-meeting", day=day, last=last)
        elif state.order == "after" and day < first:
            mistakes.add(state.span, "not-after-meeting", day=day, first=first)
        elif state.order == "before":
            first = max(first, day)
        else:
            last = min(last, day)
    return (first, last) if span or told else None


def _check_day(kind: str, node: written.Carries, case: Case, mistakes: Mistakes) -> None:
    """Notes a step dated before the proposal that only a proposal gives rise to, and any step of an
    earlier council."""
    day, proposed = node.state.day, case.header.proposed
    if day is None or day >= proposed:
        return
    term = case.town.calendar.term_of(proposed)
    if term and term.start and day < term.start:
        mistakes.add(node.span, "step-before-term", day=day, start=term.start, proposed=proposed)
    elif kind == "reading" or "last reading" in KINDS[kind].window.first:
        mistakes.add(node.span, "step-before-proposed", day=day, proposed=proposed)


def _check_state(kind: str, node: written.Carries, mistakes: Mistakes) -> None:
    """Notes a reading, or a change of the bylaw, that is said to be applied for or refused."""
    if kind in ("reading", "bylaw change") and node.state.state in ("applied", "refused"):
        mistakes.add(node.state.span, "no-such-state")


Action = Literal["insert", "remove", "reword"]
_Wording = written.Insert | written.Remove | written.Reword


@frozen(eq=False, repr=False)
class Bylaw:
    """The provisions touched, each with the ids that touch it, and the entries to report."""

    touched: tuple[tuple[Citation, tuple[str, ...]], ...]
    entries: tuple[BylawChangeEntry, ...]

    def touches(self, provision: Citation) -> bool:
        """Whether the proposal changes the provision, a part of it, or what holds it."""
        return any(nested(provision, other) for other, _ in self.touched)

    def with_provisions(self, provisions: Iterable[Citation]) -> Bylaw:
        """The same where some provisions more are changed, whatever their words."""
        more = [one for one in dict.fromkeys(provisions) if not self.touches(one)]
        entries = [
            BylawChangeEntry(str(one), None, "reword", (), None, None, "none") for one in more
        ]
        return Bylaw((*self.touched, *((one, ()) for one in more)), (*self.entries, *entries))

    def sources_touched_by(self, name: str) -> list[str]:
        """The bylaws that a thing's move touches."""
        return list(dict.fromkeys(cite.source for cite, causes in self.touched if name in causes))

    @property
    def sources(self) -> list[str]:
        """The bylaws touched at all."""
        return list(dict.fromkeys(cite.source for cite, _ in self.touched))


def bylaw_of(
    town: Town,
    after: Structure,
    changes: Changes,
    carried: Carried,
    mistakes: Mistakes,
) -> Bylaw:
    """The provisions that a proposal touches and the changes it makes to the bylaw.

    A reworded or removed phrase that does not stand where the proposal says goes to
    ``mistakes``.
    """
    work = _Work(town, after, changes)
    moved = [*work.moved_tasks(), *work.moved_units()]
    _check_once(carried, mistakes)
    entries = _merged(moved) + [
        _wording(node, town, carried, mistakes) for node in carried.wordings
    ]
    touched: dict[Citation, list[str]] = {}
    for citation, name, _ in work.touched():
        touched.setdefault(citation, []).append(name)
    for node in carried.wordings:
        touched.setdefault(node.provision, [])
    return Bylaw(
        tuple((cite, tuple(dict.fromkeys(names))) for cite, names in touched.items()),
        tuple(entries),
    )


_Row = tuple[str | None, str | None, Action, str]


@frozen(eq=False, repr=False)
class _Work:
    town: Town
    after: Structure
    changes: Changes

    def touched(self) -> list[tuple[Citation, str, str]]:
        """Each provision touched, by what, and whether the thing leaves or enters it."""
        found: list[tuple[Citation, str, str]] = []
        for name, (left, entered) in self.changes.holders.items():
            for cite in self._described(name):
                if left:
                    found.append((cite, name, "remove"))
                elif {*self._owners_of(cite)} & {*entered}:
                    found.append((cite, name, "insert"))
        for name in (*self.changes.owners, *self.changes.led):
            for cite in self.after.units[name].described if name in self.after.units else ():
                found.append((cite, name, "remove"))
        return found

    def _described(self, task: str) -> tuple[Citation, ...]:
        """Where a task is described: by its own statement, else by that of its moving unit."""
        one = self.after.tasks[task]
        if one.described:
            return one.described
        performer = one.performer
        if performer in self.changes.owners and performer in self.after.units:
            return self.after.units[performer].described
        return ()

    def _owners_of(self, cite: Citation) -> tuple[str, ...]:
        for provision in self.town.provisions:
            if provision.provision == cite:
                return _ids(provision.committees, self.town)
        return ()

    def moved_tasks(self) -> list[_Row]:
        rows: list[_Row] = []
        for name, (left, entered) in self.changes.holders.items():
            cites = self.after.tasks[name].described
            for committee in left:
                own = [c for c in cites if committee in (self._owners_of(c) or (committee,))]
                rows += [(str(c), committee, "remove", name) for c in own]
                rows += [] if own else [(None, committee, "remove", name)]
            for committee in entered:
                own = [c for c in cites if committee in self._owners_of(c)]
                rows += [(str(c), committee, "insert", name) for c in own]
                rows += [] if own else [(None, committee, "insert", name)]
        return rows

    def moved_units(self) -> list[_Row]:
        """The provision that says who leads a unit, beside those on what the committees hold."""
        rows: list[_Row] = []
        shown = {row[0] for row in self.moved_tasks()}
        for name in dict.fromkeys((*self.changes.owners, *self.changes.led)):
            unit = self.after.units.get(name)
            for cite in unit.described if unit else ():
                if str(cite) not in shown:
                    owners = self._owners_of(cite)
                    rows += [(str(cite), one, "reword", "") for one in owners or (None,)]
        return rows


def _merged(rows: Iterable[_Row]) -> list[BylawChangeEntry]:
    grouped: dict[tuple[str | None, str | None, Action], list[str]] = {}
    for provision, committee, action, task in rows:
        tasks = grouped.setdefault((provision, committee, action), [])
        if task:
            tasks.append(task)
    order = {"remove": 0, "insert": 1, "reword": 2}
    keys = sorted(grouped, key=lambda key: (order[key[2]], key[1] or "", key[0] or ""))
    return [BylawChangeEntry(*key, tuple(sorted(grouped[key])), None, None, "none") for key in keys]


def _wording(
    node: _Wording,
    town: Town,
    carried: Carried,
    mistakes: Mistakes,
) -> BylawChangeEntry:
    on_file = next((one for one in town.provisions if one.provision == node.provision), None)
    text = on_file.text if on_file else None
    phrases = on_file.phrases if on_file else ()
    committees = _ids(node.committees or (on_file.committees if on_file else ()), town)
    action, cut, put = _words(node)
    old, new = cut, put
    if not isinstance(node, written.Insert):
        _check_stands(node, old or "", text, mistakes)
        phrases = tuple(phrase for phrase in phrases if (old or "") in phrase)
        if text and old:
            old, new = text, _reworded(text, node.provision, carried)
    return BylawChangeEntry(
        provision=str(node.provision),
        committee=committees[0] if committees else None,
        action=action,
        tasks=(),
        old=old,
        new=new,
        on_file="text" if text else "phrase" if phrases else "none",
        cut=cut,
        put=put,
        text=text,
        text_as_of=on_file.text_as_of if on_file else None,
        committees=committees[1:] and committees,
    )


def _reworded(text: str, provision: Citation, carried: Carried) -> str:
    """The text of a provision after all that the proposal removes and rewords in it."""
    for node in carried.wordings:
        _, old, new = _words(node)
        if old and node.provision == provision:
            text = text.replace(old, new or "", 1)
            text = text if new else re.sub(" {2,}", " ", text).strip()
    return text


def _check_once(carried: Carried, mistakes: Mistakes) -> None:
    """Notes words that two changes of one provision both change."""
    seen: list[tuple[Citation, str]] = []
    for node in carried.wordings:
        _, old, _ = _words(node)
        if old is None:
            continue
        if any(cite == node.provision and (old in other or other in old) for cite, other in seen):
            mistakes.add(node.span, "two-changes", id=old)
        seen.append((node.provision, old))


def _words(node: _Wording) -> tuple[Action, str | None, str | None]:
    """What is done, the words that go and the words that come."""
    match node:
        case written.Insert():
            return "insert", None, node.text
        case written.Remove():
            return "remove", node.text, None
        case written.Reword():
            return "reword", node.old, node.new


def _ids(bodies: Iterable[Body], town: Town) -> tuple[str, ...]:
    """The committees that bodies are."""
    return tuple(town.named(one).text for one in bodies)


def _check_stands(
    node: written.Remove | written.Reword, old: str, there: str | None, mistakes: Mistakes
) -> None:
    if there is not None and old not in there:
        mistakes.add(
            node.span,
            "words-not-there",
            words=old,
            provision=str(node.provision),
            there=there,
        )
