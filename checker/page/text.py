"""A report to plain text for a terminal: the verdict first, then what carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from checker.report.entries import (
    DoubtEntry,
    FactEntry,
    FindingEntry,
    InstrumentEntry,
    RegisterEntry,
    RuleEntry,
    SecondHandEntry,
    StepEntry,
)
from checker.report.report import Options, Report, ResultEntry
from checker.report.wording import Language, Wording, wrapped
from checker.say import on_one_line

Paint = Callable[..., str]

_FACTS = 3
_COLOURS = {
    "forbidden": "red",
    "incomplete": "red",
    "conditional": "yellow",
    "clear": "green",
    "error": "red",
    "warning": "yellow",
    "note": "cyan",
}


def render(document: Report, language: Language, colour: bool = False) -> str:
    """All results of a document one after the other; of several, a table of them at the end."""
    return "".join(_parts(document, language, colour))


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as text, coloured where that is asked for, a result at a time."""
    return _parts(document, language, options.colour)


def _parts(document: Report, language: Language, colour: bool) -> Iterator[str]:
    page = _Page(language, _painter() if colour else _plain)
    results = document.results
    for number, result in enumerate(results):
        yield "\n\n\n" * bool(number) + "\n".join(page.result(result.merged))
    if len(results) > 1:
        yield "\n\n\n" + "\n".join(page.overview(results))
    if results:
        yield "\n"


def basis(each: FindingEntry | InstrumentEntry | RuleEntry, wording: Wording) -> str:
    """What a finding, a rule or an instrument rests on, and whether at second hand."""
    named = "; ".join(dict.fromkeys(one.provision for one in each.basis))
    if not named:
        return wording.words("t.no-basis-short")
    return f"{named}; {wording.words('t.second-hand')}" if each.second_hand else named


def _plain(text: str, **_: object) -> str:
    return text


def _painter() -> Paint:
    from click import style  # only a terminal needs it

    return style


class _Page:
    """The lines of a report in one language; ``paint`` colours a text."""

    def __init__(self, language: Language, paint: Paint) -> None:
        self.wording = Wording(language)
        self.paint = paint

    def result(self, result: ResultEntry) -> Iterator[str]:
        """The whole report on one proposal."""
        yield from self._head(result)
        yield from self._next(result)
        for status in ("new", "existing", "resolved"):
            yield from self._findings(result, status)
        yield from self._waivers(result)
        yield from self._required(result)
        yield from self._changes(result)
        yield from self._schedule(result)
        yield from self._unchecked(result)
        yield from self._tail(result)

    def overview(self, results: Sequence[ResultEntry]) -> Iterator[str]:
        """One line a proposal: verdict, counts, title."""
        yield self._strong(self.wording.words("h.overview"))
        total, rows = Counter[str](), []
        for each in results:
            rows.append((each.verdict, each.proposal.title, each.proposal.path))
            total.update(each.counts)
        words = {verdict: self._word("verdict", verdict) for verdict, _, _ in rows}
        width = max(map(len, words.values()))
        for verdict, title, path in rows:
            painted = self._coloured(words[verdict].ljust(width), verdict)
            yield f"  {painted}  {title}  ({on_one_line(path)})"
        proposals = self.wording.words("t.counts-proposals", count=len(results))
        yield f"{proposals}: {self.wording.words('t.counts', **total)}"

    def _head(self, result: ResultEntry) -> Iterator[str]:
        proposal = result.proposal
        day = {key: self.wording.day(getattr(proposal, key)) for key in _DATES}
        yield self._strong(proposal.title)
        place = {
            "path": on_one_line(proposal.path),
            "municipality": proposal.municipality,
        }
        yield self.wording.words("t.header", effective=day["effective"], **place)
        yield self.wording.words("t.dates", **day)
        yield ""
        verdict = self._word("verdict", result.verdict).upper()
        yield self._coloured(verdict, result.verdict)
        yield from wrapped(result.summary)
        for text in proposal.assuming:
            yield from wrapped(f"{self.wording.words('l.assuming')}: {text}", "  ", "    ")

    def _next(self, result: ResultEntry) -> Iterator[str]:
        yield from self._heading("h.next")
        for number, step in enumerate(result.next_steps, 1):
            yield from wrapped(step.words, f"{number:>3}. ", "     ")

    def _findings(self, result: ResultEntry, status: str) -> Iterator[str]:
        found = [each for each in result.findings if each.status == status]
        if found:
            yield from self._heading(f"h.{status}")
        for finding in found:
            yield from self.finding(finding, facts=status == "new")

    def finding(self, finding: FindingEntry, facts: bool = True) -> Iterator[str]:
        """A finding: place, severity, rule and message in one paragraph; then how to meet it."""
        severity = self._coloured(self._word("severity", finding.severity), finding.severity)
        place = f"{on_one_line(finding.path)}:{finding.line}:{finding.column}"
        waived = f"  {self.wording.words('t.waived')}" if finding.waived else ""
        old = f"  {self.wording.words('t.in-baseline')}" if finding.in_baseline else ""
        yield f"{place}  {severity}  {self._strong(finding.rule)}{waived}{old}"
        yield from wrapped(f"{finding.message} ({self._basis(finding)})", "    ", "    ")
        for question in finding.questions:
            yield from self._labelled("l.question", question)
        if not finding.way_out_said:
            yield from self._labelled("l.way", finding.way_out)
        for remark in finding.remarks:
            yield from self._labelled("l.remark", remark)
        if facts:
            yield from self._facts((*finding.witnesses, *finding.support))

    def _facts(self, witnesses: Sequence[FactEntry]) -> Iterator[str]:
        for witness in witnesses[:_FACTS]:
            at = f" ({on_one_line(witness.path)}:{witness.line})" if witness.path else ""
            yield from self._labelled("l.fact", witness.fact + at)
        rest = len(witnesses) - _FACTS
        if rest > 0:
            yield from wrapped(
                f"… {self.wording.words('t.more-facts', count=rest)}", "      ", "      "
            )

    def _waivers(self, result: ResultEntry) -> Iterator[str]:
        if result.waivers:
            yield from self._heading("h.waivers")
        for each in result.waivers:
            words = f"{each.words}; {on_one_line(each.path)}:{each.line}"
            yield from wrapped(words, "  ", "      ")
            yield from self._labelled("l.reason", each.reason)

    def _required(self, result: ResultEntry) -> Iterator[str]:
        idle = [each for each in result.instruments if each.status == "not needed"]
        own = [each for each in result.instruments if each not in idle]
        for key, rows in (
            ("h.required", [each for each in own if not each.for_existing]),
            ("h.regardless", [each for each in own if each.for_existing]),
            ("h.idle", idle),
        ):
            yield from self._instruments(key, rows)

    def _instruments(self, key: str, rows: Sequence[InstrumentEntry]) -> Iterator[str]:
        if rows:
            yield from self._heading(key)
        for each in rows:
            state = self._word("state", each.status)
            basis = f" ({self._basis(each)})" if each.basis else ""
            yield from wrapped(f"{state}: {each.name}{basis}", "  ", "      ")
            more = " ".join([*each.details, *filter(None, [each.reason])])
            if more:
                yield from wrapped(more, "      ", "      ")

    def _changes(self, result: ResultEntry) -> Iterator[str]:
        if result.bylaw_changes:
            yield from self._heading("h.bylaw")
        for change in result.bylaw_changes:
            yield from wrapped(change.words, "  ", "      ")

    def _schedule(self, result: ResultEntry) -> Iterator[str]:
        if result.schedule:
            yield from self._heading("h.schedule")
        for step in result.schedule:
            yield from wrapped(f"{step.words}: {self._window(step)}", "  ", "      ")

    def _window(self, step: StepEntry) -> str:
        days = [
            f"{self.wording.words(f'l.{key}').lower()} {self.wording.day(day)}"
            for key, day in (("earliest", step.earliest), ("latest", step.latest))
            if day
        ]
        if step.day:
            days.insert(0, self.wording.words("step.day", day=self.wording.day(step.day)))
        met = {True: "step.met", False: "step.unmet", None: ""}[step.met]
        said = [*days, *([self.wording.words(met)] if met else [])]
        if step.tight:
            said.append(self.wording.words("step.tight"))
        return "; ".join(said) or self.wording.words("window.none")

    def _unchecked(self, result: ResultEntry) -> Iterator[str]:
        groups = [
            ("h.doubts", [line for each in result.doubts for line in self._doubt(each)]),
            (
                "h.register",
                [self._registered(each) for each in result.register if each.reason],
            ),
            ("h.not-coded", [f"{e.provision}: {e.reason}" for e in result.not_coded]),
            ("h.second-hand", [self._read_in(each) for each in result.second_hand]),
        ]
        if any(lines for _, lines in groups):
            yield from self._heading("h.unchecked")
        for key, lines in groups:
            if lines:
                yield f"  {self.wording.words(key)}"
            for line in lines:
                yield from wrapped(line, "    ", "      ")

    def _doubt(self, doubt: DoubtEntry) -> Iterator[str]:
        followed = self.wording.words("d.followed", text=doubt.following.text)
        yield f"{doubt.question} {followed}"
        for each in doubt.interpretations:
            yield f"– {self.wording.words('d.other', text=each.text)} {each.words}"

    def _registered(self, each: RegisterEntry) -> str:
        number = "" if each.sentence is None else f"{each.sentence}. "
        return f"{number}{each.text} [{each.reason}]"

    def _read_in(self, each: SecondHandEntry) -> str:
        if not each.read_in_words:
            return f"{each.provision}: {self.wording.words('unstated-read')}"
        read = self.wording.words("l.read-in").lower()
        return f"{each.provision}: {read} {each.read_in_words}"

    def _tail(self, result: ResultEntry) -> Iterator[str]:
        yield ""
        verdict = self._coloured(self._word("verdict", result.verdict), result.verdict)
        yield f"{verdict}: {self.wording.words('t.counts', **result.counts)}"
        if result.baseline:
            yield self.wording.sentence("t.baseline", count=result.baseline.count)
            gone = result.baseline.gone
            if gone:
                yield from wrapped(self.wording.sentence("t.baseline-gone", ids=", ".join(gone)))

    def _basis(self, each: FindingEntry | InstrumentEntry) -> str:
        return basis(each, self.wording)

    def _labelled(self, key: str, text: str) -> list[str]:
        return wrapped(f"{self.wording.words(key)}: {text}", "    ", "      ")

    def _heading(self, key: str) -> Iterator[str]:
        yield ""
        yield self._strong(self.wording.words(key))

    def _word(self, group: str, value: str) -> str:
        return self.wording.words(f"{group}.{value}")

    def _strong(self, text: str) -> str:
        return self.paint(text, bold=True)

    def _coloured(self, text: str, value: str) -> str:
        return self.paint(text, fg=_COLOURS[value], bold=True)


_DATES = ("proposed", "effective", "as_of", "law_date")
