"""The verdict in one sentence, and what must be done next, by whom, by when."""

from __future__ import annotations

from typing import Any

from checker.prose.findings import all_ways, clause, open_ways, provisions
from checker.prose.wording import Wording
from checker.result import Argument, Finding, Ref, RequiredInstrument, Result, ScheduledStep

Json = dict[str, Any]

_ORDER = (
    "bylaw change",
    "consultation",
    "law amendment",
    "dispensation",
    "reading",
    "approval",
    "decision",
    "reconstitution",
    "notification",
    "publication",
)
_WANTED = ("missing", "declared", "expired")


def summary(result: Result, wording: Wording) -> str:
    """The verdict in one sentence, and what else a reader must know before the details."""
    new = [finding for finding in result.findings if finding.status == "new"]
    said = [_verdict(result, new, wording)]
    questions = _questions(new)
    if questions and not said[0].startswith(_only_questions(len(questions), wording)):
        said.append(wording.words("summary.also-questions", count=len(questions)))
    mandate = [each for each in new if _is_mandate(each) and each.requirement in ("open", "failed")]
    if mandate:
        basis = tuple(dict.fromkeys(b.provision for each in mandate for b in each.basis))
        said.append(wording.words("summary.mandate", provisions=basis))
    existing = sum(finding.status == "existing" for finding in result.findings)
    if existing:
        said.append(wording.words("summary.existing", count=existing))
    if result.verdict == "clear" and result.not_coded:
        said.append(wording.words("summary.not-clearance"))
    return " ".join(said)


def next_steps(result: Result, wording: Wording) -> list[Json]:
    """What must be done, in the order it is best done: words, who acts, the last day."""
    new = [finding for finding in result.findings if finding.status == "new"]
    steps = [
        _step(wording.words("do.answer", question=question), wording)
        for question in dict.fromkeys(wording.say(phrase) for phrase in _questions(new))
    ]
    hopeless = dict.fromkeys(each.subject for each in new if each.requirement == "failed")
    steps += [
        _step(wording.words("do.reconsider", subject=subject), wording) for subject in hopeless
    ]
    steps += _instrument_steps(result, new, wording)
    return steps or [_step(wording.words("do.nothing"), wording)]


def _verdict(result: Result, new: list[Finding], wording: Wording) -> str:
    day = result.proposal.effective
    required = [each for each in new if each.requirement is not None]
    if result.verdict == "forbidden":
        return _forbidden([each for each in required if each.requirement == "failed"], wording)
    wanted = {"incomplete": ("open", "failed"), "conditional": ("pending",), "clear": ("met",)}
    concerned = [each for each in required if each.requirement in wanted[result.verdict]]
    ways = tuple(dict.fromkeys(_ways(each, result, wording) for each in concerned))
    if ways:
        key = "clear-met" if result.verdict == "clear" else result.verdict
        joined = _listed(ways, wording)
        return wording.words(f"summary.{key}", ways=joined, day=day)
    if result.verdict == "incomplete":
        return _only_questions(len(_questions(new)), wording)
    return wording.words("summary.clear-nothing")


def _forbidden(failed: list[Finding], wording: Wording) -> str:
    """The first breach that nothing cures; without one, the first need that cannot be had."""
    lawless = [each for each in failed if any(basis.kind == "law" for basis in each.basis)]
    first = min(lawless or failed, key=lambda each: bool(each.alternatives))
    key = "summary.forbidden-failed" if first.alternatives else "summary.forbidden"
    args: dict[str, Argument] = {
        "provisions": provisions(first, wording),
        "message": clause(first, wording),
    }
    if first.alternatives:
        args["ways"] = all_ways(first.alternatives, wording)
    said = wording.words(key, **args)
    others = len(lawless or failed) - 1
    return f"{said} {wording.words('summary.more', count=others)}" if others else said


def _ways(finding: Finding, result: Result, wording: Wording) -> str:
    by_id = {instrument.id: instrument for instrument in result.instruments}
    if finding.chosen is not None and finding.requirement != "open":
        return all_ways((finding.alternatives[finding.chosen],), wording)
    ways = open_ways(finding, by_id) or finding.alternatives
    if not ways:
        return wording.words("way.open-step-short")
    words = all_ways(ways, wording)
    return wording.words("way.either", ways=words) if len(ways) > 1 else words


def _listed(ways: tuple[str, ...], wording: Wording) -> str:
    """Several ways as one list: by semicolons where one of them has a comma or an "or" in it."""
    if len(ways) > 1 and any("," in way or wording.words("join.or") in way for way in ways):
        return wording.words("join.listed", list="; ".join(ways[:-1]), last=ways[-1])
    return wording.join(ways)


def _only_questions(count: int, wording: Wording) -> str:
    return wording.words("summary.questions", count=count)


def _questions(findings: list[Finding]) -> list[Any]:
    return [phrase for each in findings if each.kind == "undetermined" for phrase in each.questions]


def _is_mandate(finding: Finding) -> bool:
    kinds = {basis.kind for basis in finding.basis}
    return "mandate" in kinds and not kinds & {"law", "bylaw"}


def _instrument_steps(result: Result, new: list[Finding], wording: Wording) -> list[Json]:
    by_id = {instrument.id: instrument for instrument in result.instruments}
    wanted = [each for each in result.instruments if each.status in _WANTED]
    wanted.sort(key=lambda each: (each.for_existing, _ORDER.index(each.kind)))
    choices = _choices(new, by_id)
    steps: list[Json] = []
    done: set[str] = set()
    for instrument in wanted:
        if instrument.id in done:
            continue
        group = choices.get(instrument.id, (instrument.id,))
        done.update(group)
        made = [step for id in group for step in _steps_of(by_id[id], result, wording)]
        steps += _one_of(group, made, wording) if len(group) > 1 else made
    return steps


def _choices(
    new: list[Finding], by_id: dict[str, RequiredInstrument]
) -> dict[str, tuple[str, ...]]:
    """Instrument id to all those of which one is enough."""
    choices: dict[str, tuple[str, ...]] = {}
    for finding in new:
        ways = open_ways(finding, by_id)
        if finding.requirement == "open" and len(ways) > 1:
            group = tuple(dict.fromkeys(id for way in ways for id in way if id in by_id))
            for id in group:
                choices.setdefault(id, group)
    return choices


def _one_of(group: tuple[str, ...], made: list[Json], wording: Wording) -> list[Json]:
    lettered = zip("abcdefgh", made, strict=False)
    ways = "; ".join(
        wording.words("do.choice", letter=letter, step=_lower(step["words"]).rstrip("."))
        for letter, step in lettered
    )
    step = _step(wording.words("do.one-of", ways=ways), wording)
    intro = wording.words("do.one-of", ways="\0").partition("\0")[0].strip()
    choices = {"instruments": list(group), "by": max(_days(made), default=None)}
    return [step | choices | {"intro": intro, "choices": [each["words"] for each in made]}]


def _days(steps: list[Json]) -> list[str]:
    return [step["by"] for step in steps if step["by"]]


def _steps_of(instrument: RequiredInstrument, result: Result, wording: Wording) -> list[Json]:
    rows = [row for row in result.schedule if row.requires == instrument.id]
    if instrument.kind == "reading" and any(row.number for row in rows):
        return [
            _do(instrument, row, result, wording, number=row.number)
            for row in rows
            if row.met is not True
        ]
    return [_do(instrument, rows[0] if rows else None, result, wording)]


def _do(
    instrument: RequiredInstrument,
    row: ScheduledStep | None,
    result: Result,
    wording: Wording,
    number: int | None = None,
) -> Json:
    day = result.proposal.effective
    body = instrument.authority or (row.body if row else None)
    words = wording.words(
        _key(instrument, result, number),
        name=wording.instruments[instrument.id],
        authority=Ref("authority", body) if body else None,
        body=Ref("body", body) if body else None,
        source=instrument.source,
        day=day,
        number=number,
        when=_window(row, wording) if row else None,
    )
    if instrument.for_existing:
        words = wording.words("do.anyway", step=_lower(words))
    granted = instrument.kind in ("dispensation", "law amendment")
    latest = row.latest if row else None
    by = latest or (day if granted else None)
    step = _step(words, wording)
    return step | {
        "who": body,
        "by": by.isoformat() if by else None,
        "instruments": [instrument.id],
    }


def _key(instrument: RequiredInstrument, result: Result, number: int | None) -> str:
    if instrument.kind == "reading":
        return "do.reading" if number else "do.readings"
    if instrument.kind in ("dispensation", "law amendment", "bylaw change"):
        if instrument.status == "declared":
            return f"do.await-{instrument.kind}"
        unworded = any(change.on_file == "none" for change in result.bylaw_changes)
        if instrument.kind == "bylaw change" and unworded:
            return "do.bylaw change-wording"
    return f"do.{instrument.kind}"


def _window(row: ScheduledStep, wording: Wording) -> str | None:
    if row.day is not None and row.met is not False:
        return wording.words("window.day", day=row.day)
    if row.earliest and row.latest:
        return wording.words("window.between", earliest=row.earliest, latest=row.latest)
    if row.latest:
        return wording.words("window.latest", latest=row.latest)
    if row.earliest:
        return wording.words("window.earliest", earliest=row.earliest)
    return None


def _step(words: str, wording: Wording) -> Json:
    return {
        "words": wording.whole(words),
        "who": None,
        "by": None,
        "instruments": [],
        "intro": "",
        "choices": [],
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
