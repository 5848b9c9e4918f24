# SPDX-License-Identifier: EUPL-1.2
"""A report as a comment on a pull request, or the summary of a job: short Markdown.

It begins with a mark that no reader sees, so that a later comment can take its place. What is too
long for the place it goes to is left out from the end, and that is said; the counts are of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from checker.formats.gate import Gate
from checker.page.blocks import Items, ListItem, Paragraph
from checker.page.brief import BriefPage
from checker.page.markup import escape_markdown, markdown_of, uncalled
from checker.records import frozen
from checker.report.broken import BrokenEntry
from checker.report.entries import ChangedEntry, FindingEntry
from checker.report.report import WORST_FIRST, Options, Report, ResultEntry
from checker.report.wording import Language, capital

MARK = "<!-- ressort -->"
# GitHub takes 65,536 characters in a comment and a mebibyte in the summary of a job.
_GRAVITY = ("error", "warning", "note")
COMMENT, SUMMARY = 65_000, 1_000_000


def report(document: Report, language: Language, options: Options) -> str:
    """The document as a comment."""
    return _CommentPage(language, options).of(document, COMMENT)


def summary(document: Report, language: Language, options: Options, taken: int = 0) -> str:
    """The document as the summary of a job; ``taken``: the bytes that stand in it already. Empty
    where there is no room for any of it."""
    return _CommentPage(language, options).of(document, SUMMARY - taken)


@frozen
class _CommentPage(Gate):
    def of(self, document: Report, room: int) -> str:
        """The page, in no more bytes than there is room for; empty where that is none."""
        results = document.results
        gravity = [WORST_FIRST.index(each.verdict) for each in results]
        order = sorted(range(len(results)), key=gravity.__getitem__)
        head, tail = self._head(results), f"\n{self.say('t.disclaimer')}\n"
        all_left = self._left_out(len(results), len(results))
        if room < _size(head) + _size(tail) + _size(all_left):
            return all_left if _size(all_left) <= room else ""
        room -= _size(head) + _size(tail) + _size(all_left)
        broken = _fitting(map(self._broken, document.broken), room // 4)
        unread = "".join([*broken, self._unread(len(document.broken) - len(broken))])
        changes = "".join(self._changes(document.changes, room // 4))
        room -= _size(changes) + _size(unread)
        rows = _fitting((self._row(results[one]) for one in order), room // 2)
        room -= _size("".join(rows))
        blocks: list[str] = []
        for one in order[: len(rows)]:
            block = self._block(results[one], room, alone=len(results) == 1)
            if not block:
                break
            blocks.append(block)
            room -= _size(block)
        left = self._left_out(len(results) - len(blocks), len(results) - len(rows))
        return "".join([head, unread, *rows, changes, *blocks, left, tail])

    def _broken(self, broken: BrokenEntry) -> str:
        """The row of a file that could not be checked, with the first thing that is wrong."""
        place, first = next(broken.places())
        more = len(broken.errors) - 1
        said = f"{self.path(place)}: {first.whole}"
        said += f" ({self.say('t.more', count=more)})" if more else ""
        return f"| **{self.say('gate.not-checked')}** | – | {escape_markdown(said)} | – | – | – |\n"

    def _unread(self, more: int) -> str:
        told = self.say("t.more", count=more)
        return f"| **{self.say('gate.not-checked')}** | – | {told} | – | – | – |\n" if more else ""

    def _changes(self, changes: Sequence[ChangedEntry], room: int) -> Iterator[str]:
        """What a branch changes of what judges it; the gravest first."""
        order = sorted(changes, key=lambda each: _GRAVITY.index(each.severity))
        kept = _fitting(map(self._change, order), room)
        yield f"\n**{self.say('h.trust')}**\n\n" if changes else ""
        yield from kept
        yield self._more(len(changes) - len(kept)) if len(kept) < len(changes) else ""

    def _change(self, change: ChangedEntry) -> str:
        said = escape_markdown(f"{self.changed(change)} – {self.path(change.path)}:{change.line}")
        return f"- **{self.say(f'severity.{change.severity}')}** {said}\n"

    def _head(self, results: Sequence[ResultEntry]) -> str:
        total = Counter(dict.fromkeys(("errors", "warnings", "notes"), 0))
        for each in results:
            total.update(each.counts)
        title = self.say("h.memos", count=len(results))
        columns = [self.say("l.verdict"), self.say("l.outcome"), self.say("l.proposal")]
        columns += [capital(self.say(f"l.{key}")) for key in total]
        return (
            f"{MARK}\n### {title}\n\n{self.say('t.counts', **total)}.\n\n"
            f"| {' | '.join(columns)} |\n| --- | --- | --- | ---: | ---: | ---: |\n"
        )

    def _row(self, result: ResultEntry) -> str:
        proposal, counts = result.proposal, result.counts
        place = escape_markdown(self.path(proposal.path))
        named = f"{escape_markdown(proposal.title)} ({place})"
        state = self.say("gate.fails" if self.level(result) == "error" else "gate.passes")
        cells = [f"**{self.say(f'verdict.{result.verdict}')}**", state, named]
        cells += [str(counts[key]) for key in ("errors", "warnings", "notes")]
        return f"| {' | '.join(cells)} |\n"

    def _block(self, result: ResultEntry, room: int, alone: bool) -> str:
        """A proposal, its findings folded in, or the whole of it where it is one of several; empty
        where there is no room for any of it."""
        findings = () if self.options.brief else result.findings
        named = uncalled(escape(" ".join(result.proposal.title.split())))
        title = f"<b>{self.say(f'verdict.{result.verdict}')}</b>: {named}"
        head = f"{self.say('h.findings')} ({len(findings)})"
        opening = "".join(self._opening(result))
        fold = f"\n<details><summary>{head if alone else title}</summary>\n\n"
        start = f"\n{opening}{fold}" if alone else f"{fold}{opening}\n"
        end = "\n</details>\n"
        if alone and not findings:
            start, end = f"\n{opening}", ""
        room -= _size(start) + _size(end) + _size(self._more(len(findings)))
        if room < 0:
            return ""
        found = _fitting((self._finding(finding, result) for finding in findings), room)
        left = len(findings) - len(found)
        return "".join([start, *found, self._more(left) if left else "", end])

    def _opening(self, result: ResultEntry) -> Iterator[str]:
        if self.options.brief:
            yield from self._page(result)
            return
        yield f"{escape_markdown(result.summary)}\n"
        if result.next_steps:
            yield f"\n**{self.say('h.next')}**\n\n"
        for number, step in enumerate(result.next_steps, 1):
            yield f"{number}. {escape_markdown(step.words)}\n"
        for limit in self.limits(result):
            yield f"\n{escape_markdown(limit)}\n"

    def _page(self, result: ResultEntry) -> Iterator[str]:
        """The short page of a proposal, whose title and verdict stand above."""
        for section in BriefPage.of(result.merged, self.wording).sections:
            yield f"\n**{section.title}**\n\n" if section.key != "verdict" else ""
            for block in section.blocks:
                if isinstance(block, Items):
                    yield from map(self._item, block.items)
                elif isinstance(block, Paragraph):
                    yield f"{markdown_of(block.parts)}\n"

    def _item(self, item: ListItem) -> str:
        below = "".join(f"  - {markdown_of(each.parts)}\n" for each in item.items)
        return f"- {markdown_of(item.parts)}\n{below}"

    def _finding(self, finding: FindingEntry, result: ResultEntry) -> str:
        said = escape_markdown(f"{self.heading(finding)}: {self.excused(finding, result)}")
        severity = self.say(f"severity.{finding.weight}")
        return f"- **{severity}** {said} – {escape_markdown(self.at(finding))}\n"

    def _more(self, count: int) -> str:
        return f"- {self.say('gate.more', count=count)}\n"

    def _left_out(self, blocks: int, rows: int) -> str:
        said = [self.say("gate.left-out", count=blocks)] if blocks else []
        said += [self.say("gate.rows-left-out", count=rows)] if rows else []
        return "".join(f"\n{each}\n" for each in said)


def _fitting(lines: Iterable[str], room: int) -> list[str]:
    """The first of some lines, as many as there is room for."""
    kept = []
    for line in lines:
        room -= _size(line)
        if room < 0:
            break
        kept.append(line)
    return kept


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))
