# SPDX-License-Identifier: EUPL-1.2
"""A report to plain text for a terminal: the verdict first, then what carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from click import style

from checker.page.annex import with_annexes
from checker.page.blocks import Inner, Items, ListItem, Paragraph, Parts, Table
from checker.page.placing import placing_blocks
from checker.page.short import Paint, Painted, ShortPage
from checker.page.weighed import weighed_blocks
from checker.records import evolve
from checker.report.entries import (
    ChangedEntry,
    FindingEntry,
    InstrumentEntry,
    ProposalEntry,
    StepEntry,
    TrustEntry,
    WaiverEntry,
)
from checker.report.instruments import status_key
from checker.report.report import Options, Report, ResultEntry, beyond
from checker.report.sheet import (
    basis,
    duties,
    is_touched,
    others_key,
    own_rows,
    own_steps,
    says_way,
    sources_intro,
    title_of,
    unread,
)
from checker.report.statistics import statistics_lines
from checker.report.wording import WIDTH, Language, capital, wrapped
from checker.say import on_one_line

if TYPE_CHECKING:
    from checker.page.brief import BriefPage

T = TypeVar("T")

_DATES = ("proposed", "effective", "as_of", "law_date")
_FACTS = 3
_HEADING = 50  # what stands after the place of a finding
_LINES = 40  # of a short page, and the shares of one that are tried
_ROOMS = ((1, 1), (1, 0.7), *((steps / 10, 0.4) for steps in range(10, 0, -1)))


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """All results of a document, one at a time and coloured where that is asked for; of several,
    a table of them at the end, or only the lines that decide."""
    paint = style if options.colour else lambda text, **_: text
    page, short = _TextPage(language, paint, options.width), ShortPage(language, paint, options)
    results, tell = document.results, page.brief if options.brief else page.result
    changes = short.changes(document)
    branch = [*page.branch(document.trust, changes)] if document.trust and changes else []
    if options.lines:
        before = ""
        for line in chain(branch, [""], short.of(document)):
            if line or before:
                yield f"{line}\n"
            before = line
        yield from page.statistics(document)
        return
    if branch:
        yield "\n".join(branch) + "\n" * 3 * bool(results)
    shown = [each for each in results if short.shows(each)] if options.quiet else results
    for number, result in enumerate(shown):
        yield "\n\n\n" * bool(number) + "\n".join(tell(result.merged))
    if document.broken:
        yield "\n".join(["\n\n", short.heading("broken"), *short.broken(document.broken)])
    if len(results) + len(document.broken) > 1 and shown:
        yield "\n\n\n" + "\n".join([*page.overview(shown, options), *short.closing(document)])
    if shown:
        yield "\n"
    yield from page.statistics(document)


class _TextPage(Painted):
    """The lines of a report; ``width`` is that of a terminal."""

    def __init__(self, language: Language, paint: Paint, width: int | None) -> None:
        super().__init__(language, paint)
        self.width = width
        self.wrapped = partial(wrapped, width=width or WIDTH)

    def result(self, merged: ResultEntry) -> Iterator[str]:
        """The whole report on one proposal."""
        result, annexes = with_annexes(merged, self.wording)
        yield from self._head(result)
        yield from self._heading("next")
        for number, step in enumerate(own_steps(result, self.wording), 1):
            yield from self.wrapped(step.words, f"{number:>3}. ", "     ")
        changed = (f"– {each}" for each in result.proposal.does)
        yield from self._under("changed", changed, lambda each: self.wrapped(each, "  ", "    "))
        for group in placing_blocks(result.placing, self.wording) if result.placing else ():
            yield from chain.from_iterable(map(self._block, group.blocks))
        for status in ("new", "resolved"):
            found = [each for each in result.findings if each.status == status]
            yield from self._under(status, found, self._finding)
        yield from self._under("waivers", result.waivers, self._waiver)
        own = [each for each in result.instruments if each.status != "not needed"]
        idle = [each for each in result.instruments if each.status == "not needed"]
        for key, rows in (
            ("required", [each for each in own if not (each.for_existing or each.duty)]),
            *duties(result),
            ("idle", idle),
        ):
            yield from self._under(key, rows, partial(self._instrument, result))
        changes = (each.words for each in result.bylaw_changes)
        yield from self._under("bylaw", changes, lambda each: self.wrapped(each, "  ", "      "))
        yield from self._under("schedule", own_rows(result), self._step)
        weighed = (weighed_blocks(one, self.wording) for one in result.weighed)
        yield from chain.from_iterable(map(self._block, chain.from_iterable(weighed)))
        yield from self._unchecked(result)
        old = [each for each in result.findings if each.status == "existing"]
        yield from self._under("existing", old, self._in_a_line)
        others = [each for each in own if each.for_existing]
        yield from self._under("regardless", others, partial(self._instrument, result))
        for number, tasks in enumerate(annexes, 1):
            yield ""
            yield self._strong(self.say("annex.title", number=str(number), count=len(tasks)))
            for each in tasks:
                yield from self.wrapped(each, "  ", "      ")
        yield from self._sources(result)
        yield ""
        verdict = self._coloured("verdict", result.verdict)
        yield f"{verdict}: {self.say('t.counts', **result.counts)}"
        if result.baseline:
            yield self.wording.sentence("t.baseline", count=result.baseline.count)
            gone = ", ".join(result.baseline.gone)
            yield from (
                self.wrapped(self.wording.sentence("t.baseline-gone", ids=gone)) if gone else []
            )

    def brief(self, merged: ResultEntry) -> Iterator[str]:
        """The report on one proposal as a screen of text."""
        from checker.page.brief import BriefPage

        page, path = BriefPage.of(merged, self.wording), on_one_line(merged.proposal.path)
        for room in _ROOMS:
            command = f"ressort check {quote(path)} --full"
            lines = [*self._page(evolve(page, room=room, command=command), merged)]
            if len(lines) <= _LINES:
                break
        yield from lines

    def _page(self, page: BriefPage, result: ResultEntry) -> Iterator[str]:
        yield from map(self._strong, self.wrapped(page.title))
        yield from self._dates(result.proposal, None, "-alone")
        for section in page.sections:
            yield ""
            if section.key == "verdict":
                yield self._coloured("verdict", result.verdict, str.upper)
            elif section.key != "rest":  # its one sentence says so
                yield self._strong(section.title)
            for block in section.blocks:
                if isinstance(block, Items):
                    for item in block.items:
                        yield from self._item(item)
                elif isinstance(block, Paragraph):
                    yield from self.wrapped(block.text)

    def _item(self, item: ListItem) -> Iterator[str]:
        """An item of a list; its lead is strong where it stands on one line."""
        parts = (*item.parts, f" {item.flat}") if item.items else item.parts
        first, *rest = self.wrapped(_text(parts), "– ", "  ")
        lead = _text(parts[:1]).strip()
        if len(parts) > 1 and first.startswith(f"– {lead}"):
            first = f"– {self._strong(lead)}{first[2 + len(lead) :]}"
        yield from (first, *rest)

    def statistics(self, document: Report) -> Iterator[str]:
        """How often what occurs, where that is asked for."""
        for number, line in enumerate(statistics_lines(document.statistics or {}, self.wording)):
            yield "\n" * (not number) + f"{line}\n"

    def branch(self, trust: TrustEntry, changes: Iterable[ChangedEntry]) -> Iterator[str]:
        """What the branch changes of what judges it, as far as it is told."""
        yield self._strong(self.say("h.trust"))
        named = {"revision": trust.revision, "commit": trust.commit[:12]}
        yield from self.wrapped(self.say("t.trust", **named))
        for each in changes:
            severity = self._coloured("severity", each.severity)
            yield f"{on_one_line(each.path)}:{each.line}  {severity}"
            yield from self.wrapped(self.wording.whole(each.message), "    ", "    ")
            for line in each.details:
                yield from self.wrapped(line, "      ", "        ")

    def overview(self, results: Sequence[ResultEntry], options: Options) -> Iterator[str]:
        """One line a proposal: verdict, whether it fails, title."""
        yield self._strong(self.say("h.overview"))
        rows = []
        for each in results:
            key = "gate.fails" if options.fails(beyond(each)) else "gate.passes"
            rows.append((each.verdict, self.say(key), each.proposal.title, each.proposal.path))
        width = max(len(self.say(f"verdict.{verdict}")) for verdict, *_ in rows)
        of_state = max(len(state) for _, state, *_ in rows)
        for verdict, state, title, path in rows:
            painted = self._coloured("verdict", verdict, lambda text: text.ljust(width))
            yield f"  {painted}  {state.ljust(of_state)}  {title}  ({on_one_line(path)})"

    def _head(self, result: ResultEntry) -> Iterator[str]:
        proposal, path = result.proposal, on_one_line(result.proposal.path)
        yield from map(self._strong, self._line(proposal.title))
        yield from self._dates(proposal, path, "-alone" if proposal.alone else "")
        if proposal.until:
            yield self.say("t.until", day=self.wording.day(proposal.until))
        for ending in proposal.endings:
            yield f"{ending.words}: {self.wording.day(ending.until)}"
        yield ""
        yield self._coloured("verdict", result.verdict, str.upper)
        yield from self.wrapped(result.summary)
        assumed = proposal.assuming
        said = [("h.assumption", each) for each in assumed if len(assumed) == 1]
        if len(assumed) > 1:
            yield f"  {self.say('h.assumptions')}:"
            for assumption in assumed:
                yield from self.wrapped(f"– {assumption}", "    ", "      ")
        said += [("h.given", each) for each in proposal.given]
        said += [("h.besides", each) for each in proposal.besides]
        said += [("h.reason", proposal.reason)] if proposal.reason else []
        said += [("h.remarks", each) for each in proposal.remarks]
        for key, text in said:
            yield from self.wrapped(f"{self.say(key)}: {text}", "  ", "    ")
        for one in result.coming:
            label = self.say("l.coming")
            yield from self.wrapped(f"{label}: {self.wording.whole(one.words)}", "  ", "    ")

    def _block(self, block: Inner) -> Iterator[str]:
        """A table under what it is called, or a paragraph."""
        if isinstance(block, Table):
            from checker.page.markup import stacked

            yield from ("", self._strong(block.caption), *stacked(block, self.width or WIDTH))
        elif isinstance(block, Paragraph):
            yield from self.wrapped(block.text, "  ", "    ")

    def _dates(self, proposal: ProposalEntry, path: str | None, end: str) -> Iterator[str]:
        day = {key: self.wording.day(getattr(proposal, key)) for key in _DATES}
        told = {"path": path, "municipality": proposal.municipality, **day}
        yield from self._line(self.say("t.header-alone" if proposal.alone else "t.header", **told))
        dated = "-ahead" if proposal.proposed > proposal.as_of else ""
        yield from self._line(self.say(f"t.dates{end or dated}", **day))

    def _finding(self, finding: FindingEntry) -> Iterator[str]:
        """A finding: place, severity, rule and message in one paragraph; then how to meet it, and
        the facts of one that is new."""
        severity = self._coloured("severity", finding.weight)
        place = f"{on_one_line(finding.path)}:{finding.line}:{finding.column}"
        waived = f"  {self.say('t.waived')}" if finding.waived else ""
        old = f"  {self.say('t.in-baseline')}" if finding.in_baseline else ""
        room = len(place) + _HEADING
        apart = "  " if room <= (self.width or room) else "\n    "
        yield f"{place}{apart}{severity}  {self._strong(finding.rule)}{waived}{old}"
        yield from self.wrapped(
            f"{finding.message} ({basis(finding, self.wording)})", "    ", "    "
        )
        said = [("question", question) for question in finding.questions]
        if finding.requirement == "failed" and finding.because:  # why nothing cures it
            said.append(("because", finding.because))
        said += [("way", finding.way_out)] if says_way(finding) else []
        said += [("remark", remark) for remark in finding.remarks]
        facts = (*finding.witnesses, *finding.support) if finding.status == "new" else ()
        for fact in facts[:_FACTS]:
            at = f" ({on_one_line(fact.path)}:{fact.line})" if fact.path else ""
            said.append(("fact", fact.fact + at))
        for key, text in said:
            yield from self.wrapped(f"{self.say(f'l.{key}')}: {text}", "    ", "      ")
        if len(facts) > _FACTS:
            more = self.say("t.more-facts", count=len(facts) - _FACTS)
            yield from self.wrapped(f"… {more}", "      ", "      ")

    def _in_a_line(self, finding: FindingEntry) -> Iterator[str]:
        marks = [self.say("t.waived")] * bool(finding.waived)
        marks += [self.say("t.in-baseline")] * finding.in_baseline
        told = "; ".join([basis(finding, self.wording), *marks])
        yield from self.wrapped(f"{finding.message} ({told})", "  ", "      ")

    def _sources(self, result: ResultEntry) -> Iterator[str]:
        yield from self._heading("sources")
        yield from self.wrapped(sources_intro(result, self.wording), "  ", "  ")
        for each in result.sources:
            said = [f"{self.say('l.read-in').lower()} {each.read_in_words}"]
            said = said if each.read_in_words else [self.say("unstated-read")]
            said += [self.say("t.checked", day=each.read_on)] if each.read_on else []
            said += filter(None, [unread(each, self.wording)])
            title = f" ({title_of(each)})" if title_of(each) else ""
            yield from self.wrapped(f"{each.provision}{title}: {'; '.join(said)}", "  ", "      ")
            for remark in each.remarks:
                yield from self.wrapped(remark, "      ", "      ")

    def _waiver(self, waiver: WaiverEntry) -> Iterator[str]:
        yield from self.wrapped(
            f"{waiver.words}; {on_one_line(waiver.path)}:{waiver.line}", "  ", "      "
        )
        yield from self.wrapped(f"{self.say('l.reason')}: {waiver.reason}", "    ", "      ")

    def _instrument(self, result: ResultEntry, instrument: InstrumentEntry) -> Iterator[str]:
        state = self.say(status_key(instrument, result.schedule))
        rests = f" ({basis(instrument, self.wording)})" if instrument.basis else ""
        yield from self.wrapped(f"{state}: {instrument.name}{rests}", "  ", "      ")
        more = " ".join(filter(None, [*instrument.details, instrument.reason]))
        yield from self.wrapped(more, "      ", "      ") if more else []

    def _step(self, step: StepEntry) -> Iterator[str]:
        said = [self.say("step.day", day=step.day)] if step.day else []
        for key, day in (("earliest", step.earliest), ("latest", step.latest)):
            if day:
                said.append(f"{self.say(f'l.{key}').lower()} {self.wording.weekday(day)}")
        if step.outcome:
            said.append(step.outcome)
        if step.tight:
            said.append(self.say("step.tight"))
        window = "; ".join(said) or self.say("window.none")
        yield from self.wrapped(f"{step.words}: {window}", "  ", "      ")

    def _unchecked(self, result: ResultEntry) -> Iterator[str]:
        doubts = []
        others_in_doubt = sum(not each.touched for each in result.doubts)
        for doubt in (each for each in result.doubts if each.touched):
            doubts.append(f"{doubt.question} {self.say('d.followed', text=doubt.following.text)}")
            for other in doubt.interpretations:
                doubts.append(f"– {self.say('d.other', text=other.text)} {other.words}")
        register = []
        for each in result.register:
            number = "" if each.sentence is None else f"{each.sentence}. "
            if each.reason:
                register.append(f"{number}{each.text} [{each.reason}]")
        touched = [each for each in result.not_coded if is_touched(each.provision, result)]
        others = len(result.not_coded) - len(touched)
        groups = {
            "h.doubts": [
                *doubts,
                *(
                    [self.wording.sentence("t.doubts-not-touched", count=others_in_doubt)]
                    if others_in_doubt
                    else []
                ),
            ],
            "h.register": register,
            "h.not-coded": [
                *(f"{capital(each.called)}: {each.reason}" for each in touched),
                *([self.wording.sentence(others_key(touched), count=others)] if others else []),
            ],
        }
        if any(groups.values()):
            yield from self._heading("unchecked")
        for key, lines in groups.items():
            if lines:
                yield f"  {self.say(key)}"
            for line in lines:
                yield from self.wrapped(line, "    ", "      ")

    def _line(self, text: str) -> list[str]:
        """A line, as wide as it is, or as a terminal is."""
        return [text] if self.width is None else self.wrapped(text)

    def _under(
        self, key: str, things: Iterable[T], lines: Callable[[T], Iterable[str]]
    ) -> Iterator[str]:
        """The lines of each of some things, under a heading where there are any."""
        for number, each in enumerate(things):
            yield from self._heading(key) if number == 0 else ()
            yield from lines(each)

    def _heading(self, key: str) -> Iterator[str]:
        yield ""
        yield self._strong(self.say(f"h.{key}"))


def _text(parts: Parts) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)
