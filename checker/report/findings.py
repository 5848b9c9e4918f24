# SPDX-License-Identifier: EUPL-1.2
"""Findings of a result, and the waivers of them, as they stand in its report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

from checker.records import evolve
from checker.report.entries import FactEntry, FindingEntry, QuestionEntry, WaiverEntry
from checker.report.instruments import basis_entries, due_said, name_key, provision_entries
from checker.report.report import entry
from checker.report.ways import open_ways
from checker.report.wording import Language, Wording, phrases
from checker.result import Finding, Result, Waiver, Ways
from checker.speech.node import Prose
from checker.speech.rule import Because, Rule
from checker.speech.saying import NOBODY, Argument, Phrase, Ref, Witness, listed

Printer = Callable[[Rule], str]
NEEDING = ("needs", "may-need", "entails")
CHANGES = (
    *("f.moves", "f.transferred", "f.new", "f.abolished"),
    *("f.split", "f.merged", "f.resized", "f.renamed"),
)
_OF_HOLDING = tuple(
    f"q.{one}"
    for one in ("held-by", "held-now", "holder", "one-holder", "most-one-holder", "own-task")
)


def finding_entry(
    finding: Finding,
    result: Result,
    wording: Wording,
    sentence: Printer,
    short: Callable[[Finding], str],
) -> FindingEntry:
    """A finding: the promised keys, then its words, each told where it is asked for; ``short``:
    those that a log has room for. ``sentence`` prints a rule."""
    rule = finding.definition
    because = because_of(rule, wording.language)
    own = rule is None or rule.title.translated

    def facts(witnesses: Sequence[Witness]) -> tuple[FactEntry, ...]:
        holding = [each for each in finding.questions if each.key in _OF_HOLDING]
        asked_of = {value for each in holding for name, value in each.args if name == "task"}
        return tuple(_fact(each, asked_of, wording) for each in witnesses)

    made = FindingEntry.of(
        finding,
        message=lambda: wording.whole(clause(finding, wording)),
        short=lambda: short(finding),
        question=lambda: " ".join(made.questions) or None,
        path=lambda: finding.place.path,
        line=lambda: finding.place.line,
        column=lambda: finding.place.column,
        witnesses=lambda: facts(finding.witnesses),
        support=lambda: facts(finding.support),
        basis=lambda: basis_entries(finding.basis, wording),
        title=lambda: (
            rule.title.said(wording.language) if rule else wording.words(f"{finding.rule}.title")
        ),
        title_language=lambda: (None if own else written_in(finding)) or wording.language,
        sentence=lambda: sentence(rule).strip() if rule else None,
        because=lambda: wording.whole(because.text) if because else None,
        because_language=lambda: because.language if because else wording.language,
        provisions=lambda: provision_entries(finding.basis),
        questions=lambda: tuple(
            wording.whole(text) for text in asked(still_asked(finding), wording, cut=False)
        ),
        remarks=lambda: tuple(wording.whole(wording.say(remark)) for remark in finding.remarks),
        suggested=lambda: tuple(wording.say(phrase) for phrase in finding.suggested),
        second_hand=lambda: any(not basis.checked for basis in finding.basis),
        checked_on=lambda: rule.checked if rule else None,
        way_out=lambda: wording.whole(_way_out(finding, result, wording)),
        way_out_said=lambda: _says_way_out(finding, result),
        waived=lambda: waiver_entry(finding.waived, wording) if finding.waived else None,
        chain=lambda: _chain(made, wording),
        ids=tuple,
    )
    return made


def clause(finding: Finding, wording: Wording) -> str:
    """What is the case, as a clause without a capital or a full stop."""
    args: dict[str, Argument | None] = dict(finding.message.args)
    if args.get("others") in (NOBODY, (NOBODY,)):
        args["others"] = None
    if finding.message.key in NEEDING:
        suggested = []
        for each in finding.suggested:  # without the subject that the sentence has named already
            unsaid = {name: "" if value == finding.subject else value for name, value in each.args}
            said = dict(each.args)
            key = name_key(each.key, said.get("norm"), said.get("holder"), wording)
            suggested.append(wording.words(key, **unsaid))
        ways = all_ways(finding.alternatives, wording, wording.brief)
        wanted = ways or wording.join(suggested, "or")
        if finding.status == "resolved":
            now, then = (wording.words(f"tense.{key}") for key in ("now", "then"))
            wanted = wanted.replace(now, then)
        args["instruments"] = wanted
        args["due"] = _due(finding, wording)
        if change := change_of(finding):
            args["doing"] = wording.words(f"doing.{change}", subject=args["subject"])
    own = args.get("text")
    told = isinstance(own, Prose) and own.translated
    if finding.message.key == "note" and not told and written_in(finding) != wording.language:
        because = because_of(finding.definition, wording.language)
        args["text"] = because.text if because else args["text"]
    return wording.words(_needed(finding, wording), **args)


def _due(finding: Finding, wording: Wording) -> str | None:
    """When all that a rule says is needed must be had, where it says one thing of all."""
    ways = finding.definition.sentence.asks if finding.definition else ()
    dues = {getattr(one, "dues", ()) for way in ways for one in way.instruments}
    said = [due_said(due, None, wording) for due in dues.pop()] if len(dues) == 1 else []
    return wording.join(said) if finding.message.key == "needs" and said else None


def of_all(group: list[Finding]) -> Finding:
    """The first of a group, its message about all their subjects, its questions those of all."""
    first = group[0]
    if first.message.key not in (*NEEDING, "undetermined"):
        return first
    subjects = tuple(dict.fromkeys(one.subject for one in group))
    questions = tuple(dict.fromkeys(each for one in group for each in one.questions))
    said = Phrase.of(first.message.key, **{**dict(first.message.args), "subject": subjects})
    return evolve(first, message=said, questions=questions)


def _needed(finding: Finding, wording: Wording) -> str:
    """The wording of a message; of a need by whether it is a change that has it, and whether it is
    a statement that is to be obtained."""
    key = finding.message.key
    if key not in NEEDING:
        return key
    if key == "needs" and finding.status == "resolved":
        return "needs.ended"
    ids = {id for way in finding.alternatives for id in way}
    asked_for = key != "may-need" and bool(ids) and all(map(wording.statements.get, ids))
    ends = "-".join(["change"] * bool(change_of(finding)) + ["asked"] * asked_for)
    return f"{key}.{ends}" if ends else key


def change_of(finding: Finding) -> str | None:
    """The fact that tells the change of a finding's own subject, by its key: that of a need is told
    as what the change takes, and not as what a committee asks for."""
    if finding.message.key not in NEEDING or finding.status == "resolved":
        return None
    for each in finding.witnesses:
        said = dict(each.fact.args)
        changed = said.get("thing") or said.get("committee") or said.get("new")
        if each.fact.key in CHANGES and getattr(changed, "id", changed) == finding.subject.id:
            return each.fact.key
    return None


def asked(questions: Sequence[Phrase], wording: Wording, *, cut: bool) -> list[str]:
    """Questions in words, those that differ in their task alone as one; ``cut``: a long list of
    tasks is not told to its end."""
    groups: dict[tuple[str, Argument], list[Phrase]] = {}
    for question in dict.fromkeys(questions):
        rest = tuple(value for name, value in question.args if name != "task")
        groups.setdefault((question.key, rest), []).append(question)
    said = []
    for group in groups.values():
        many = f"{group[0].key}-many"
        if len(group) == 1 or many not in phrases(wording.language):
            said += [wording.say(each) for each in group]
            continue
        args: dict[str, Argument | None] = dict(group[0].args)
        tasks = tuple(dict(each.args)["task"] for each in group)
        full = wording.join([wording.words("q.task", task=each) for each in tasks])
        said.append(wording.words(many, **args | {"tasks": tasks if cut else full}))
    return list(dict.fromkeys(said))


def all_ways(
    alternatives: Ways,
    wording: Wording,
    called: Mapping[str, str] | None = None,
    by: Literal["and", "or"] = "or",
) -> str:
    """Alternatives in words: joined by "or" (by "and" where all are meant), what belongs to one by
    "together with", statements alone as one that several make."""
    joint = wording.words("join.with")
    names = wording.instruments if called is None else called

    def said(way: tuple[str, ...]) -> str:
        bodies = tuple(filter(None, map(wording.asked.get, way)))
        if len(way) == len(bodies) > 1:
            return wording.words("name.statement", body=bodies)
        return joint.join(names.get(id, id) for id in way)

    return wording.join([said(way) for way in alternatives], by)


def still_asked(finding: Finding) -> tuple[Phrase, ...]:
    """The questions of a finding that are to be answered: none where the proposal ends it."""
    return () if finding.status == "resolved" else finding.questions


def open_questions(findings: Sequence[Finding]) -> list[Phrase]:
    """The questions of undetermined findings that are not waived, in their order."""
    asking = [each for each in findings if each.kind == "undetermined" and not each.waived]
    return [phrase for each in asking for phrase in each.questions]


def questions_to_answer(findings: Sequence[Finding]) -> list[Phrase]:
    """The open questions but for those of a rule that the same subject breaks in any case: no
    answer changes what is required."""
    breaches = [each for each in findings if (each.kind, each.requirement) == ("breach", "open")]
    broken = {(each.rule, each.subject) for each in breaches}
    return open_questions([each for each in findings if (each.rule, each.subject) not in broken])


def _says_way_out(finding: Finding, result: Result) -> bool:
    """Whether the message of a need names just what may be had for it, or may come to be needed."""
    if finding.message.key not in NEEDING or finding.waived or finding.status == "resolved":
        return False
    if finding.requirement is None:
        return bool(finding.suggested)
    open_now = finding.requirement == "open" and finding.alternatives
    return bool(open_now) and open_ways(finding, result) == finding.alternatives


def because_of(rule: Rule | None, language: Language) -> Because | None:
    """A rule's own reason, in a language where it has one."""
    reasons = rule.because if rule else ()
    own = [reason for reason in reasons if reason.language == language]
    return next(iter(own or reasons), None)


def written_in(finding: Finding) -> Language | None:
    """The surface a rule is written in, told by its first word."""
    if finding.definition is None:
        return None
    return "da" if finding.definition.span.text[:5].lower() == "regel" else "en"


def waiver_entry(waiver: Waiver, wording: Wording) -> WaiverEntry:
    """A waiver: who decided, when, under what number and until when, and what becomes of it."""
    language = wording.language
    if not waiver.reason.translated:
        language = "da" if waiver.place.text[:6].lower() == "fravig" else "en"
    return entry(
        WaiverEntry,
        waiver,
        reason=waiver.reason.said(wording.language),
        reason_language=language,
        by=waiver.by.id,
        by_name=wording.name(waiver.by),
        path=waiver.place.path,
        line=waiver.place.line,
        column=waiver.place.column,
        subject_name=wording.name(waiver.subject),
        words=_of_waiver("waiver.words", waiver, wording),
    )


def _of_waiver(key: str, waiver: Waiver, wording: Wording) -> str:
    return wording.words(
        key,
        rule=waiver.rule,
        subject=waiver.subject,
        by=waiver.by,
        day=waiver.day,
        journal=waiver.journal,
        until=waiver.until,
        state=wording.words(f"waiver.state.{waiver.state}"),
    )


def _way_out(finding: Finding, result: Result, wording: Wording) -> str:
    if finding.waived is not None:
        return _of_waiver("way.waived", finding.waived, wording)
    if finding.rule.startswith("waiver-") and finding.definition is None:
        return wording.words(f"way.{finding.message.key}")
    if finding.status == "resolved":
        return wording.words("way.resolved")
    if finding.kind == "undetermined":
        ordered = any(each.key == "q.order" for each in finding.questions)
        return wording.words("way.answer-order" if ordered else "way.answer")
    if finding.requirement is None:
        suggested = wording.join([wording.say(phrase) for phrase in finding.suggested], "or")
        attention = "advice" if finding.kind == "advice" else "note"
        attention = "early" if finding.message.key == "terms.early" else attention
        key = "way.note-suggests" if suggested else f"way.{attention}"
        return wording.words(key, suggested=suggested)
    ways, key = finding.alternatives, finding.requirement
    if not ways:
        return wording.words("way.none" if key == "failed" else "way.open-step")
    if finding.chosen is not None and key in ("pending", "met"):
        ways = (ways[finding.chosen],)
    elif key != "failed":
        ways = open_ways(finding, result)
        return wording.words(
            "way.one-of" if len(ways) > 1 else "way.open", ways=all_ways(ways, wording)
        )
    return wording.words(f"way.{key}", ways=all_ways(ways, wording))


def _chain(finding: FindingEntry, wording: Wording) -> tuple[str, ...]:
    """Why the finding stands, as sentences: the rule, the facts, what follows, the way out."""
    said: list[tuple[str, str]] = []
    if finding.sentence:
        said.append(("rule", " ".join(finding.sentence.split())))
    said += [("fact", each.fact) for each in (*finding.support, *finding.witnesses)]
    said.append(("finding", finding.message))
    said += [("question", question) for question in finding.questions]
    said.append(("way", finding.way_out))
    basis = wording.join([each.provision for each in finding.basis]) or wording.words("unstated")
    return tuple(wording.words(f"chain.{part}", text=text, provisions=basis) for part, text in said)


def _fact(witness: Witness, asked_of: set[Argument], wording: Wording) -> FactEntry:
    args = dict(witness.fact.args)
    unknown = witness.fact.key == "f.task" and not args["holders"]
    return FactEntry(
        asked=unknown and args["task"] in asked_of,
        fact=wording.whole(wording.say(witness.fact)),
        path=witness.place.path if witness.place else None,
        line=witness.place.line if witness.place else None,
        subject=next((one.id for one in args.values() if isinstance(one, Ref)), None),
        **_ids(witness.fact),
    )


def question_entries(finding: Finding, wording: Wording) -> Iterator[QuestionEntry]:
    """The questions that a finding hangs on, each by itself."""
    for question in still_asked(finding):
        ids = _ids(question)
        told = [finding.id, question.key, *(str(value) for value in ids.values())]
        yield QuestionEntry(
            id=hashlib.sha256("\n".join(told).encode()).hexdigest()[:12],
            finding=finding.id,
            text=wording.whole(wording.say(question)),
            subject=finding.subject.id,
            **ids,
        )


def _ids(said: Phrase) -> dict[str, str | None]:
    """The task, the committee and the area that a sentence speaks of; of several the first by its
    id."""
    values = (listed(value) for _, value in said.args)
    refs = [each for each in chain.from_iterable(values) if isinstance(each, Ref)]
    found: dict[str, str | None] = dict.fromkeys(("task", "committee", "area"))
    for each in sorted(refs, key=lambda one: one.id):
        if each.kind in found and found[each.kind] is None:
            found[each.kind] = each.id
    return found
