# SPDX-License-Identifier: EUPL-1.2
"""The source sheet: what a report rests on, where it was read, and what the proposal touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.report.entries import (
    FindingEntry,
    InstrumentEntry,
    RuleEntry,
    StepEntry,
    UncodedEntry,
)
from checker.report.instruments import read_in_words, say_signature, signed_entries
from checker.report.report import NextStepEntry, ResultEntry
from checker.report.sourced import ReadInEntry, SecondHandEntry, SourceEntry
from checker.report.steps import undated
from checker.report.wording import Wording
from checker.result import Basis, Result, Uncoded
from checker.speech.instruments import KINDS
from checker.speech.node import Reading

_SECTION = re.compile(r"^\S+(?: § \d+(?: [a-z]\b)?)?")


def basis(each: FindingEntry | InstrumentEntry | RuleEntry, wording: Wording) -> str:
    """What a finding, a rule or an instrument rests on, and whether at second hand."""
    named = "; ".join(dict.fromkeys(one.provision for one in each.basis))
    if not named:
        return wording.words("t.no-basis")
    hand = [wording.words("t.second-hand")] if each.second_hand else []
    return "; ".join([named, *hand])


def is_touched(provision: str, result: ResultEntry) -> bool:
    """Whether the proposal has to do with the section that a provision is part of: something new,
    required or changed rests on it; on any part of the source where no section is named."""
    named = [
        one.provision for each in result.findings if each.status == "new" for one in each.basis
    ]
    brought = [each for each in result.instruments if not each.for_existing]
    named += [one.provision for each in brought for one in each.basis]
    named += [each.provision for each in result.bylaw_changes if each.provision]
    within = _section(provision)
    return any(within in (_section(each), each.partition(" ")[0]) for each in named)


def uncovered(each: Uncoded, result: Result, wording: Wording) -> str:
    """A provision that no rule covers, as it is called; of a source as a whole, what is left."""
    if each.provision != each.source:
        return each.provision
    return wording.words("t.rest-of", source=result.sources.get(each.source, each.source))


def others_key(touched: Sequence[UncodedEntry]) -> str:
    """The key of how many provisions besides are covered by no rule."""
    return "t.not-touched" if touched else "t.none-touched"


def own_steps(result: ResultEntry, wording: Wording) -> list[NextStepEntry]:
    """What must be done for the proposal, or that nothing must."""
    own = [each for each in result.next_steps if not each.regardless]
    return own or [undated(wording.sentence("do.nothing"))]


def own_rows(result: ResultEntry) -> list[StepEntry]:
    """The rows of the timetable that the proposal brings."""
    others = {each.id for each in result.instruments if each.for_existing}
    return [each for each in result.schedule if each.requires not in others]


def duties(result: ResultEntry) -> list[tuple[str, list[InstrumentEntry]]]:
    """What only follows, under the headings that it is listed under: who is heard, and the rest."""
    found = [each for each in result.instruments if each.duty and not each.for_existing]
    found = [each for each in found if each.status != "not needed"]
    heard = [each for each in found if KINDS[each.kind].hears]
    others = [each for each in found if each not in heard]
    return [(key, rows) for key, rows in (("hearings", heard), ("duties", others)) if rows]


def says_way(finding: FindingEntry) -> bool:
    """Whether the way out of a finding is told: a note that suggests nothing has none."""
    noted = finding.kind == "note" and not (finding.suggested or finding.waived)
    return not (finding.way_out_said or (noted and finding.status == "new"))


def _section(provision: str) -> str:
    found = _SECTION.match(provision)
    return found[0] if found else provision


def sources_intro(result: ResultEntry, wording: Wording) -> str:
    """As known on which day the law is, whether the proposal takes effect later, and where no page
    is told."""
    proposal = result.proposal
    later = proposal.effective if proposal.effective > proposal.as_of else None
    said = wording.words("t.sources", day=proposal.as_of, effective=later)
    read = [one for each in result.sources for one in each.read_in]
    unplaced = not all(one.page or one.anchor for one in read)
    return f"{said} {wording.words('t.unplaced')}" if unplaced else said


def title_of(source: SourceEntry) -> str:
    """The title of a source that is listed as a whole, and by an abbreviation; else no words."""
    return source.name if _is_whole(source) and source.source != source.name else ""


def unread(source: SourceEntry, wording: Wording) -> str | None:
    """What of a provision was not read, in words, where its own text was not."""
    if not source.second_hand:
        return None
    if not source.read_in:
        return wording.words("t.own-text-unread-nowhere")
    return wording.words("t.second-hand" if _is_whole(source) else "t.own-text-unread")


def never_read(source: SourceEntry, wording: Wording) -> str:
    """What stands for the day a text was read, of one that no rule was held against: of a report or
    a mandate that was itself met, that the day is not stated."""
    met = _is_whole(source) and source.read_in
    return wording.words("t.consolidation-unstated" if met else "t.not-read")


def _is_whole(source: SourceEntry) -> bool:
    return source.provision == source.source


def second_hand(result: Result, wording: Wording) -> Iterator[SecondHandEntry]:
    """Each provision whose own text was not read, once, with where it was met instead."""
    bases: list[Basis] = [basis for each in result.findings for basis in each.basis]
    bases += [basis for each in result.instruments for basis in each.basis]
    found: dict[str, dict[Reading, None]] = {}
    for basis in bases:
        if not basis.checked:
            found.setdefault(basis.provision, {}).update(dict.fromkeys(basis.read_in))
    for provision, read in found.items():
        told = tuple(ReadInEntry(*each) for each in read)
        yield SecondHandEntry(provision, told, read_in_words(read, wording))


def sources(result: Result, wording: Wording) -> Iterator[SourceEntry]:
    """Each provision that the report rests on, once, with where and when it was read."""
    found: dict[tuple[str, str], list[Basis]] = {}
    told = [basis for each in result.findings for basis in each.basis]
    for basis in [*told, *(basis for each in result.instruments for basis in each.basis)]:
        found.setdefault((basis.source, basis.provision), []).append(basis)
    for (source, provision), bases in sorted(found.items()):
        read = dict.fromkeys(one for basis in bases for one in basis.read_in)
        texts_read = [one.document for one in read if one.document.startswith("LBK")]
        signed = tuple(dict.fromkeys(one for basis in bases for one in basis.signed))
        yield SourceEntry(
            provision=provision,
            source=source,
            name=result.sources.get(source, source),
            kind=bases[0].kind,
            read_in=tuple(ReadInEntry(*each) for each in read),
            read_in_words=read_in_words(read, wording, filed=True),
            consolidation=next(iter(texts_read), None),
            read_on=bases[0].checked_on,
            second_hand=any(not basis.checked for basis in bases),
            address=next((basis.address for basis in bases if basis.address), None),
            signed=signed_entries(signed, wording),
            remarks=(
                *(
                    wording.sentence(
                        "t.digest",
                        place=read_in_words([one], wording, filed=True),
                        digest=one.text_digest,
                    )
                    for one in read
                    if one.text_digest
                ),
                *(
                    wording.sentence(
                        "t.signed", rule=one.rule, words=say_signature(one, wording.language)
                    )
                    for one in signed
                ),
            ),
        )
