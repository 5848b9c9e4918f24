"""Findings of a result, as they stand in its document: message, question, facts, way out, chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checker.report.entries import FactEntry, FindingEntry
from checker.report.instruments import basis_entry, provision_entries
from checker.report.rules import because_of
from checker.report.waivers import waiver_entry, way_of
from checker.report.wording import Language, Wording, phrases
from checker.result import Argument, Finding, Phrase, Ref, RequiredInstrument, Witness
from checker.speech.node import Prose
from checker.speech.rule import Because, Rule

Printer = Callable[[Rule], str]


def finding_entry(
    finding: Finding,
    instruments: dict[str, RequiredInstrument],
    wording: Wording,
    sentence: Printer,
) -> FindingEntry:
    """A finding: the promised keys, then its words. ``sentence`` prints a rule."""
    because = _because(finding, wording)
    rule = sentence(finding.definition).strip() if finding.definition else None
    message = wording.whole(clause(finding, wording))
    questions = [wording.whole(text) for text in asked(finding.questions, wording, cut=False)]
    holding = [each for each in finding.questions if each.key in _OF_HOLDING]
    asked_of = {value for each in holding for name, value in each.args if name == "task"}
    witnesses = tuple(_fact(witness, asked_of, wording) for witness in finding.witnesses)
    support = tuple(_fact(witness, asked_of, wording) for witness in finding.support)
    way_out = wording.whole(_way_out(finding, instruments, wording))
    return FindingEntry(
        id=finding.id,
        rule=finding.rule,
        kind=finding.kind,
        status=finding.status,
        severity=finding.severity,
        subject=finding.subject,
        message=message,
        question=" ".join(questions) or None,
        path=finding.place.path,
        line=finding.place.line,
        column=finding.place.column,
        witnesses=witnesses,
        support=support,
        basis=tuple(basis_entry(basis, wording) for basis in finding.basis),
        requirement=finding.requirement,
        alternatives=finding.alternatives,
        chosen=finding.chosen,
        title=_title(finding, wording),
        title_language=_title_language(finding, wording),
        sentence=rule,
        because=wording.whole(because.text) if because else None,
        because_language=because.language if because else wording.language,
        provisions=provision_entries(finding.basis),
        questions=tuple(questions),
        remarks=tuple(wording.whole(wording.say(remark)) for remark in finding.remarks),
        suggested=tuple(wording.say(phrase) for phrase in finding.suggested),
        second_hand=any(not basis.checked for basis in finding.basis),
        checked_on=str(finding.definition.checked)
        if finding.definition and finding.definition.checked
        else None,
        way_out=way_out,
        way_out_said=_is_said(finding, instruments),
        waived=waiver_entry(finding.waived, wording) if finding.waived else None,
        in_baseline=finding.in_baseline,
        chain=_chain(finding, rule, (*support, *witnesses), message, questions, way_out, wording),
    )


_OF_HOLDING = ("q.held-by", "q.held-now", "q.holder", "q.one-holder", "q.own-task")


def clause(finding: Finding, wording: Wording) -> str:
    """What is the case, as a clause without a capital or a full stop."""
    args: dict[str, Argument | None] = dict(finding.message.args)
    if finding.message.key in ("needs", "may-need"):
        suggested = [wording.say(_without(finding.subject, each)) for each in finding.suggested]
        ways = all_ways(finding.alternatives, wording, wording.brief)
        args["instruments"] = ways or wording.join(suggested, "or")
    own = args.get("text")
    told = isinstance(own, Prose) and own.translated
    if finding.message.key == "note" and not told and written_in(finding) != wording.language:
        because = _because(finding, wording)
        args["text"] = because.text if because else args["text"]
    return wording.words(finding.message.key, **args)


def asked(questions: Sequence[Phrase], wording: Wording, *, cut: bool) -> list[str]:
    """Questions in words, those that differ in their task alone as one; ``cut``: a long list of
    tasks is not told to its end."""
    groups: dict[tuple[str, Argument], list[Phrase]] = {}
    for question in questions:
        rest = tuple(value for name, value in question.args if name != "task")
        groups.setdefault((question.key, rest), []).append(question)
    said = []
    for group in groups.values():
        if len(group) == 1 or f"{group[0].key}-many" not in phrases(wording.language):
            said += [wording.say(each) for each in group]
        else:
            said.append(_asked_together(group, wording, cut=cut))
    return list(dict.fromkeys(said))


def _asked_together(group: list[Phrase], wording: Wording, *, cut: bool) -> str:
    args: dict[str, Argument | None] = dict(group[0].args)
    tasks = tuple(dict(each.args)["task"] for each in group)
    full = wording.join([wording.words("q.task", task=each) for each in tasks])
    return wording.words(f"{group[0].key}-many", **args | {"tasks": tasks if cut else full})


def all_ways(
    alternatives: tuple[tuple[str, ...], ...],
    wording: Wording,
    called: Mapping[str, str] | None = None,
) -> str:
    """Alternatives in words: joined by "or", what belongs to one by "together with"."""
    joint = wording.words("join.with")
    names = wording.instruments if called is None else called
    return wording.join(
        [joint.join(names.get(id, id) for id in alternative) for alternative in alternatives], "or"
    )


def provisions(finding: Finding, wording: Wording) -> str:
    """The provisions a finding rests on, in words."""
    return wording.join([basis.provision for basis in finding.basis])


def open_questions(findings: Sequence[Finding]) -> list[Phrase]:
    """The questions of undetermined findings that are not waived, in their order."""
    asking = [each for each in findings if each.kind == "undetermined" and not each.waived]
    return [phrase for each in asking for phrase in each.questions]


def open_ways(
    finding: Finding, instruments: dict[str, RequiredInstrument]
) -> tuple[tuple[str, ...], ...]:
    """The alternatives of a finding that may still be had."""
    return tuple(
        alternative
        for alternative in finding.alternatives
        if not any(id in instruments and instruments[id].state == "failed" for id in alternative)
    )


def _way_out(finding: Finding, instruments: dict[str, RequiredInstrument], wording: Wording) -> str:
    own = way_of(finding, wording)
    if own is not None:
        return own
    if finding.status == "resolved":
        return wording.words("way.resolved")
    if finding.kind == "undetermined":
        return wording.words("way.answer")
    if finding.requirement is None:
        suggested = wording.join([wording.say(phrase) for phrase in finding.suggested], "or")
        key = "way.note-suggests" if suggested else f"way.{_attention(finding)}"
        return wording.words(key, suggested=suggested)
    if not finding.alternatives:
        return wording.words("way.none" if finding.requirement == "failed" else "way.open-step")
    if finding.requirement == "failed":
        return wording.words("way.failed", ways=all_ways(finding.alternatives, wording))
    if finding.chosen is not None and finding.requirement in ("pending", "met"):
        chosen = (finding.alternatives[finding.chosen],)
        return wording.words(f"way.{finding.requirement}", ways=all_ways(chosen, wording))
    ways = open_ways(finding, instruments)
    key = "way.one-of" if len(ways) > 1 else "way.open"
    return wording.words(key, ways=all_ways(ways, wording))


def _is_said(finding: Finding, instruments: dict[str, RequiredInstrument]) -> bool:
    """Whether the message has named the whole way out already."""
    if finding.message.key != "needs" or finding.status == "resolved":
        return False
    ways = open_ways(finding, instruments)
    return finding.requirement == "open" and ways == finding.alternatives != ()


def _attention(finding: Finding) -> str:
    return "advice" if finding.kind == "advice" else "note"


def _chain(
    finding: Finding,
    rule: str | None,
    facts: Sequence[FactEntry],
    message: str,
    questions: list[str],
    way_out: str,
    wording: Wording,
) -> tuple[str, ...]:
    """Why the finding stands, as sentences: the rule, the facts, what follows, the way out."""
    said: list[tuple[str, str]] = [("rule", " ".join(rule.split()))] if rule else []
    said += [("fact", each.fact) for each in facts]
    said.append(("finding", message))
    said += [("question", question) for question in questions]
    said.append(("way", way_out))
    basis = provisions(finding, wording) or wording.words("unstated")
    return tuple(
        wording.words(f"chain.{part}", text=text, provisions=basis)
        if part == "rule"
        else wording.words(f"chain.{part}", text=text)
        for part, text in said
    )


def _fact(witness: Witness, asked_of: set[Argument], wording: Wording) -> FactEntry:
    args = dict(witness.fact.args)
    unknown = witness.fact.key == "f.task" and not args["holders"]
    return FactEntry(
        asked=unknown and args["task"] in asked_of,
        fact=wording.whole(wording.say(witness.fact)),
        path=witness.place.path if witness.place else None,
        line=witness.place.line if witness.place else None,
    )


def _without(subject: Ref, phrase: Phrase) -> Phrase:
    """An instrument's name without the subject that the sentence has named already."""
    unsaid = {name: "" if value == subject else value for name, value in phrase.args}
    return Phrase.of(phrase.key, **unsaid)


def written_in(finding: Finding) -> Language | None:
    """The surface a rule is written in, told by its first word."""
    if finding.definition is None:
        return None
    return "da" if finding.definition.span.text[:5].lower() == "regel" else "en"


def _title(finding: Finding, wording: Wording) -> str:
    if finding.definition is not None:
        return finding.definition.title.said(wording.language)
    return wording.words(f"{finding.rule}.title")


def _title_language(finding: Finding, wording: Wording) -> Language:
    if finding.definition is None or finding.definition.title.translated:
        return wording.language
    return written_in(finding) or wording.language


def _because(finding: Finding, wording: Wording) -> Because | None:
    """The rule's own reason, in the report's language where it has one."""
    return because_of(finding.definition, wording.language) if finding.definition else None
