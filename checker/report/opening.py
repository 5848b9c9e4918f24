# SPDX-License-Identifier: EUPL-1.2
"""The verdict in one sentence, with what else a reader must know before the details."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.report.findings import all_ways, asked, clause, open_questions, questions_to_answer
from checker.report.instruments import about, grouped
from checker.report.past import past_steps, so_far, what_is_left
from checker.report.ways import in_turn, is_past, takes
from checker.report.wording import Wording
from checker.result import Finding, RequiredInstrument, Result, Ways
from checker.speech.sentences import WarningOn


def summary(result: Result, wording: Wording, existing: int) -> str:
    """The verdict in one sentence, and what else a reader must know before the details; of existing
    findings it says how many are shown."""
    return " ".join(opening(result, wording, existing))


def in_short(said: Sequence[str], result: Result, wording: Wording, existing: int) -> list[str]:
    """The sentences of a summary where what the verdict takes is listed below it, and what else
    a short page tells by itself."""
    new = [finding for finding in result.findings if finding.status == "new"]
    questions = asked(open_questions(new), wording, cut=True)
    below = [wording.words("summary.existing", count=existing)]
    also, named = wording.words("summary.also-questions", count=len(questions)), ""
    steps = questions_to_answer(new)
    if len(steps) == len(open_questions(new)):
        below.append(also)  # each is a step
    elif not steps:  # and none is named below
        key = f"summary.also-question{'' if len(questions) == 1 else '-among'}"
        named = wording.words(key, count=len(questions), question=questions[0])
    below += map(wording.words, ("summary.second-hand", "summary.not-clearance"))
    verdict = _verdict(result, new, wording, "brief")
    told = (what_is_left(result, new, wording, form) for form in ("summary", "brief"))
    shorter = {**dict(zip(*told, strict=True)), **({also: named} if named else {})}
    return [verdict, *(shorter.get(each, each) for each in said[1:] if each not in below)]


def opening(result: Result, wording: Wording, existing: int) -> list[str]:
    """The sentences of the summary."""
    new = [finding for finding in result.findings if finding.status == "new"]
    said = [_verdict(result, new, wording)]
    if any(each.message.key == "changes-nothing" for each in new):
        said.append(wording.words("summary.idle"))
    questions = asked(open_questions(new), wording, cut=True)
    if questions and not said[0].startswith(
        wording.words("summary.questions", count=len(questions))
    ):
        said.append(wording.words("summary.also-questions", count=len(questions)))
    said += _under_way(result, new, wording)
    said += what_is_left(result, new, wording)
    said += _warnings(new, wording)
    said += [
        wording.sentence(
            "summary.worse", text=wording.say(each.message), remark=wording.say(remark)
        )
        for each in result.findings
        for remark in each.remarks
        if remark.key == "m.worse"
    ]
    said += _of_mandates("summary.mandate", filter(leaves_mandate, new), wording)
    decided = (
        each
        for each in new
        if each.kind != "duty" and each.requirement == "met"
        if {basis.kind for basis in each.basis} == {"mandate"}
    )
    said += _of_mandates("summary.mandate-decided", decided, wording)
    for doubt in result.turning:
        question = doubt.text.said(wording.language)
        said.append(wording.words("summary.doubt", question=question))
    waived = sum(finding.waived is not None for finding in result.findings)
    other = result.without_waivers
    if waived and other not in (None, result.verdict):
        said.append(wording.sentence("summary.waived-verdict", count=waived, verdict=other))
    elif waived:
        said.append(wording.sentence("summary.waived", count=waived))
    void = sum(waiver.state == "not allowed" for waiver in result.waivers)
    if void:
        said.append(wording.sentence("summary.void-waivers", count=void))
    if result.silenced:
        things = tuple(dict.fromkeys(one for one, _ in result.silenced))
        titles = "; ".join(title.said(wording.language) for _, title in result.silenced)
        number = len(result.silenced)
        said.append(wording.words("summary.silenced", count=number, things=things, titles=titles))
    past = (result.by_id[step.requires] for step in result.schedule if step.missed or step.late)
    owed = any(one.duty and not one.for_existing for one in past)
    if owed and result.verdict != "forbidden":  # else no step is listed that it could lead to
        said.append(wording.words("summary.duties-missed"))
    if existing:
        said.append(wording.words("summary.existing", count=existing))
    if any(step.tight for step in result.schedule):
        said.append(wording.words("summary.tight"))
    if any(not basis.checked for each in new for basis in each.basis):
        said.append(wording.words("summary.second-hand"))
    if result.verdict == "clear" and result.not_coded:
        said.append(wording.words("summary.not-clearance"))
    return said


def _warnings(new: Iterable[Finding], wording: Wording) -> list[str]:
    """What rules warn of, once for each provision that they rest on."""
    found: dict[tuple[str, ...], str] = {}
    for each in new:
        warns = each.definition and isinstance(each.definition.sentence, WarningOn)
        if warns and not (each.questions or each.waived):
            provisions = tuple(basis.provision for basis in each.basis)
            found.setdefault(provisions, wording.say(each.message))
    return [wording.sentence("summary.warning", text=text) for text in found.values()]


def _under_way(result: Result, new: list[Finding], wording: Wording) -> list[str]:
    """What an incomplete proposal has under way on the ways it takes, and has not said."""
    if result.verdict != "incomplete":
        return []
    taken = takes(result, new)
    said = {wording.instruments[id] for id in result.past}
    said.update(_names(taken, ("open", "failed"), result, wording))
    names = _names(taken, ("pending",), result, wording)
    found = tuple(so_far([name for name in names if name not in said], result, wording))
    return [wording.sentence("summary.under-way", ways=found)] if found else []


def in_brief(result: Result, wording: Wording) -> str:
    """What a placement takes, or why it cannot be made lawful, in a sentence or two."""
    new = [finding for finding in result.findings if finding.status == "new"]
    said = [_verdict(result, new, wording, "cell")]
    questions = asked(open_questions(new), wording, cut=True)
    if questions and result.verdict != "forbidden":
        count = wording.words("cell.questions", count=len(questions))
        said += [count] if said[0] != count else []
    said += _of_mandates("cell.mandate", filter(leaves_mandate, new), wording)
    return " ".join(said)


def _of_mandates(key: str, findings: Iterable[Finding], wording: Wording) -> list[str]:
    """The sentence on the mandates that findings rest on, where they rest on any."""
    found = dict.fromkeys(basis.provision for each in findings for basis in each.basis)
    return [wording.words(key, provisions=tuple(found))] if found else []


def _verdict(result: Result, new: list[Finding], wording: Wording, form: str = "summary") -> str:
    day, longer = result.proposal.effective, "summary" if form == "brief" else form
    if result.verdict == "forbidden":
        failed = [each for each in new if each.requirement == "failed"]
        return _forbidden(failed, result, wording, longer)
    wanted = {"incomplete": ("open", "failed"), "conditional": ("pending",), "clear": ("met",)}
    ways = _names(takes(result, new), wanted[result.verdict], result, wording)
    waived = result.without_waivers not in (None, "clear")
    if result.past:
        told = {wording.instruments[id] for id in result.past}
        ways = so_far([way for way in ways if way not in told], result, wording)
        beside = wording.join(ways)
        anew = day if result.earliest_effective == day else None
        return wording.words(
            f"{form}.missed",
            steps=past_steps(result, new, wording),
            ways=beside or None,
            day=day,
            anew=anew,
        )
    if ways:
        met = "clear-waived-met" if waived else "clear-met"
        key = met if result.verdict == "clear" else result.verdict
        ways = so_far(ways, result, wording)
        return wording.words(f"{form}.{key}", ways=_listed(ways, wording), day=day)
    if result.verdict == "incomplete":
        count = len(asked(open_questions(new), wording, cut=True))
        return wording.words(f"{longer}.questions", count=count)
    if result.proposal.alone and longer == "summary":
        return wording.words("summary.alone", day=day)
    return wording.words(f"{longer}.clear-{'waived' if waived else 'nothing'}")


def _listed(names: Sequence[str], wording: Wording) -> str:
    """Names as a list, parted by semicolons where one of them is a list itself."""
    parted = {name for name in names if "," in name or wording.words("join.or") in name}
    told = sorted(names, key=parted.__contains__) if len(names) == 2 else [*names]
    if len(told) > 1 and not parted.isdisjoint(told[:-1] if len(told) == 2 else told):
        return wording.words("join.listed", list="; ".join(told[:-1]), last=told[-1])
    return wording.join(told)


def _forbidden(failed: list[Finding], result: Result, wording: Wording, form: str) -> str:
    """The first breach that nothing cures; without one, the first need that cannot be had, be it of
    a finding or of what the proposal itself is."""
    if not failed:
        return _forbidden_itself(result, wording, form)
    lawless = [each for each in failed if any(basis.kind == "law" for basis in each.basis)]
    first = min(lawless or failed, key=lambda each: bool(each.alternatives))
    tail = "-failed" if first.kind == "need" else "-spent"
    key = f"{form}.forbidden{tail if first.alternatives else ''}"
    law = tuple(basis.provision for basis in first.basis if basis.kind == "law")
    ways = [result.by_id[id] for way in first.alternatives for id in way if id in result.by_id]
    said = wording.words(
        key,
        provisions=law or wording.join([basis.provision for basis in first.basis]),
        message=clause(first, wording),
        reason=next((wording.say(each.reason) for each in ways if each.reason), ""),
    )
    others = len(lawless or failed) - 1
    return f"{said} {wording.words(f'{form}.more', count=others)}" if others else said


def _forbidden_itself(result: Result, wording: Wording, form: str) -> str:
    """What a proposal takes of itself, as a rewording takes a change of the bylaw, and cannot be
    had."""
    roots = [root.id for root in result.roots if root.barred]
    taken = in_turn([((id,),) for id in roots], result, lambda one: one.needs)
    every = dict.fromkeys(id for ways in taken for way in ways for id in way)
    lost = [id for id in every if result.by_id[id].own == "failed"]
    first = result.by_id[min(lost or roots)]
    return wording.words(
        f"{form}.forbidden-itself",
        provisions=tuple(basis.provision for basis in first.basis) or None,
        name=wording.instruments[first.id],
        reason=wording.say(first.reason) if first.reason else "",
    )


def _names(
    taken: Iterable[Ways], states: tuple[str, ...], result: Result, wording: Wording
) -> list[str]:
    """What is taken and has itself come so far, in words, each once. A change of the bylaw that is
    carried and hangs on its readings is no more than these, and of what was held, and hangs on the
    order within a day, a question is asked."""
    known, today = result.by_id, result.proposal.as_of
    taken = [ways for ways in taken if not is_past(ways, result)]
    told = {id for ways in taken for way in ways for id in way if known[id].own != "met"}

    def is_others(one: RequiredInstrument) -> bool:
        carried = (one.kind, one.status) == ("bylaw change", "declared")
        return carried and any(id in told for ways in one.needs for way in ways for id in way)

    def has_come(one: RequiredInstrument) -> bool:
        asked = one.reason and one.reason.key == "r.order" and max(one.days) <= today
        return one.own in states and not is_others(one) and not asked

    found = [
        ways for ways in taken if not ways or any(has_come(known[id]) for way in ways for id in way)
    ]
    alike = grouped(found, [_named(ways, wording) for ways in found])
    return [_told_apart(each, found, result, wording) for each in alike]


def _told_apart(alike: list[Ways], found: Iterable[Ways], result: Result, wording: Wording) -> str:
    """What reads alike, once; choices with what each is made for, where they would be taken for one
    or for another."""
    choice = alike[0]
    own = {id for way in choice for id in way}
    others = {id for ways in found for way in ways for id in way} - own
    shared = {wording.instruments[id] for id in own} & {wording.instruments[id] for id in others}
    towards = [
        {ref for way in ways for id in way for ref in about(result.by_id[id])} for ways in alike
    ]
    if len(choice) < 2 or not shared or any(len(each) != 1 for each in towards):
        return _named(choice, wording)
    things = tuple(dict.fromkeys(ref for each in towards for ref in each))
    return wording.words("way.either-for", ways=all_ways(choice, wording), about=things)


def _named(ways: Ways, wording: Wording) -> str:
    """One instrument, or a choice between several ways, in words."""
    if not ways:
        return wording.words("way.open-step-short")
    if len(ways) > 1:
        return wording.words("way.either", ways=all_ways(ways, wording))
    return wording.instruments[ways[0][0]]


def leaves_mandate(finding: Finding) -> bool:
    """Whether a finding puts the proposal outside a mandate that nobody has changed."""
    kinds = {basis.kind for basis in finding.basis}
    outside = "mandate" in kinds and not kinds & {"law", "bylaw"} and finding.kind != "duty"
    return outside and finding.status == "new" and finding.requirement in ("open", "failed")
