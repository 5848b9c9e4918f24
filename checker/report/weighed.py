# SPDX-License-Identifier: EUPL-1.2
"""What speaks for a placing and against it, as a table: the cells that a proposal keeps, and the
legal one, which the check fills in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from checker.report.entries import ConsiderationEntry
from checker.report.instruments import read_in_words
from checker.report.opening import in_brief
from checker.report.sourced import LegalCell, ReadInEntry, WeighedEntry, WeighedRow
from checker.report.wording import Wording, capital
from checker.result import Result, Verdict
from checker.speech.node import Name
from checker.speech.proposal import Consideration
from checker.speech.saying import Ref


def consideration_entry(said: Consideration, wording: Wording) -> ConsiderationEntry:
    """What speaks for a placing or against it."""
    assert isinstance(said.committee, Name)
    committee, text = said.committee.text, said.text.said(wording.language)
    matter = said.matter.said(wording.language) if said.matter else None
    words = wording.sentence(
        f"consideration.{said.stance}",
        committee=Ref("committee", committee),
        text=text,
        matter=matter,
        read=read_in_words(said.read_in, wording),
    )
    read_in = tuple(ReadInEntry(one.document, one.section) for one in said.read_in)
    return ConsiderationEntry(text, said.stance, committee, read_in, words, matter)


def weighed_entries(result: Result, wording: Wording) -> Iterable[WeighedEntry]:
    """What a proposal weighs, a table for each committee that it gives something to, or that it
    tells of; none where it weighs nothing."""
    weighed, placing = result.proposal.considerations, result.placing
    entered = [one for each in placing.transfers for one in each.entered]
    left = {one for each in placing.transfers for one in each.left}
    by_committee: dict[str, list[Consideration]] = {one: [] for one in entered if weighed}
    for one in weighed:
        assert isinstance(one.committee, Name)
        by_committee.setdefault(one.committee.text, []).append(one)
    if not placing.transfers:  # what is led otherwise stays where it is
        entered += [one.after for one in placing.committees if one.after]
    for committee, own in by_committee.items():
        if committee in entered:
            legal = legal_cell(result.verdict, in_brief(result, wording), wording)
        else:
            key = "weighed.stays" if committee in left else "weighed.elsewhere"
            stance: Literal["for"] | None = "for" if committee in left else None
            legal = LegalCell(wording.sentence(key), stance)
        yield weighed_entry(committee, own, legal, wording)


def legal_cell(verdict: Verdict, reason: str, wording: Wording) -> LegalCell:
    """What a verdict says of a placing: what takes nothing more speaks for it."""
    words = f"{capital(wording.words(f'verdict.{verdict}'))}. {reason}"
    return LegalCell(words, "for" if verdict == "clear" else "against", verdict)


def weighed_entry(
    committee: str,
    weighed: Sequence[Consideration],
    legal: LegalCell,
    wording: Wording,
    thing: Ref | None = None,
) -> WeighedEntry:
    """What is weighed of one placing, matter by matter in the order in which they come."""
    places = {read_in_words(one.read_in, wording) for one in weighed}
    together = places.pop() if len(places) == 1 else None
    matters: dict[str, dict[str, list[str]]] = {}
    for one in weighed:
        matter = one.matter.said(wording.language) if one.matter else ""
        read = "" if together else read_in_words(one.read_in, wording)
        text = wording.words("weighed.cell", text=one.text.said(wording.language), read=read)
        matters.setdefault(matter, {"for": [], "against": []})[one.stance].append(text)
    body = Ref("body", committee)
    title = wording.words("weighed.title", committee=body, thing=thing)
    rows = (
        WeighedRow(matter, tuple(each["for"]), tuple(each["against"]))
        for matter, each in matters.items()
    )
    of = thing.id if thing else None
    return WeighedEntry(committee, title, tuple(rows), legal, of, together or None)
