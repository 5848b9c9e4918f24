# SPDX-License-Identifier: EUPL-1.2
"""What a proposal carries, with what is on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from checker.mistakes import Mistakes
from checker.municipality.case import Case
from checker.records import evolve, frozen
from checker.source import Span
from checker.speech import organisation as filed
from checker.speech import proposal as written
from checker.speech.instruments import KINDS, BylawChange, LawAmendment, matter_words
from checker.speech.node import Name, Prose, children, nodes_of
from checker.speech.structure import body_id


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

    def on_matter(self, kind: str, body: str | None, matter: Prose) -> list[StepInBody]:
        """The steps of a kind that fit a body and a matter, or name no matter."""
        words = (*matter_words(matter), None)
        found = {at: one for word in words for at, one in self._by_word.get((kind, word), ())}
        return [found[at] for at in sorted(found) if found[at].body in (None, body)]

    @cached_property
    def _by_word(self) -> dict[tuple[str, str | None], list[tuple[int, StepInBody]]]:
        index: dict[tuple[str, str | None], list[tuple[int, StepInBody]]] = {}
        for at, one in enumerate(self._ordered):
            for word in matter_words(one.matter) or (None,):
                index.setdefault((one.kind, word), []).append((at, one))
        return index

    @cached_property
    def _ordered(self) -> list[StepInBody]:
        return sorted(self.steps, key=lambda step: step.state.moment)

    @property
    def read_anew(self) -> Carried:
        """The same where the readings are held anew: those carried count no more, and what they
        read is still put forward."""
        steps = tuple(step for step in self.steps if step.kind != "reading")
        put_forward = not self.wordings and self.changes_bylaw(None)
        return evolve(self, steps=steps, bylaw_change=self.bylaw_change or put_forward)

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
                _check_day("dispensation", node, case, mistakes)
                dispensations.append((dispensation, node.state))
            case written.Carries(instrument=LawAmendment() as amendment):
                _check_day("law amendment", node, case, mistakes)
                amendments.append((amendment.source.source, node.state))
            case written.Carries(instrument=BylawChange()):
                _check_day("bylaw change", node, case, mistakes)
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
    told.sort(key=lambda pair: pair[0])
    lines = {day: state.span.line for day, state in told}
    for day, state in told:
        if state.order == "before" and day > last:
            said = None if span and last == span[1] else lines.get(last)
            mistakes.add(state.span, "not-before-meeting", day=day, last=last, said=said)
        elif state.order == "after" and day < first:
            said = None if span and first == span[0] else lines.get(first)
            mistakes.add(state.span, "not-after-meeting", day=day, first=first, said=said)
        elif state.order == "before":
            first = max(first, day)
        else:
            last = min(last, day)
    return (first, last) if span or told else None


def _check_day(kind: str, node: written.Carries, case: Case, mistakes: Mistakes) -> None:
    """Notes what is dated before the proposal and that only a proposal gives rise to, and anything
    of an earlier council; what was granted then is on file or the law, and is told where to
    write."""
    day, proposed = node.state.day, case.header.proposed
    if day is None or day >= proposed:
        return
    term = case.town.calendar.term_of(proposed)
    if term and term.start and day < term.start:
        told: dict[str, object] = {"day": day, "start": term.start}
        granted = node.state.state in ("granted", "held")
        if granted and isinstance(node.instrument, written.CarriedDispensation):
            told["filed"] = _as_filed(node.instrument, node.state, case)
            mistakes.add(node.span, "granted-before-term", **told)
        elif granted and isinstance(node.instrument, LawAmendment):
            told["source"] = node.instrument.source.source
            mistakes.add(node.span, "amended-before-term", **told)
        else:
            mistakes.add(node.span, "step-before-term", **told, proposed=proposed)
    elif kind in ("reading", "bylaw change") or KINDS[kind].follows:
        mistakes.add(node.span, "step-before-proposed", day=day, proposed=proposed)


def _as_filed(one: written.CarriedDispensation, state: written.State, case: Case) -> str:
    """A dispensation as an organisation has it, its id still to be written."""
    from checker.language.printer import print_node  # only a mistake needs it

    stated = {name: getattr(one, name) for name in children(written.CarriedDispensation)}
    held = filed.HeldDispensation(Name("ID"), **stated, until=state.until)
    return print_node(held, case.document.surface, case.lawbook.words)


def _check_state(kind: str, node: written.Carries, mistakes: Mistakes) -> None:
    """Notes a reading, or a change of the bylaw, that is said to be applied for or refused, and
    another step refused that nobody can refuse."""
    if kind in ("reading", "bylaw change") and node.state.state in ("applied", "refused"):
        mistakes.add(node.state.span, "no-such-state")
    elif node.state.state == "refused" and not KINDS[kind].refusable:
        mistakes.add(node.state.span, "not-refused")
