# SPDX-License-Identifier: EUPL-1.2
"""The amending text of a provision in the form of Danish acts, worked out from its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from checker.provision import BETWEEN, LineChange, ProvisionLine, edits
from checker.report.wording import capital
from checker.say import chosen, filled, sentences, stated

_TOKEN = re.compile(r"\s+|[\w-]+|[^\w\s]")
_NEAR = 2  # words between two changes that are told as one


def amending(
    provision: str | None,
    committee: str,
    rows: Sequence[LineChange],
    moved: Sequence[tuple[LineChange, str, str]],
    named: Callable[[str], Sequence[tuple[int, int]]] = lambda _: (),
) -> list[str]:
    """Each change of a provision as a point of an amending act.

    Args:
        provision: as cited, with its source; ``committee``: whose it is where none is on file.
        moved: the rows that were numbered anew, with their old number and their new.
        named: where names stand in a text that become others as a whole.
    """
    made: list[str] = []
    last = -1  # the point that a renumbering follows from
    placed = zip(rows, _places(provision, committee, rows), strict=True)
    for gone, found in groupby(placed, lambda each: _goes(*each)):
        if gone:
            items = [item for _, (_, _, item) in found]
            made.append(_said("item-out", where=_over(gone, items[0]), item=_listed(items)))
            last = len(made) - 1
            continue
        for row, (where, within, item) in found:
            made += _told(row, where, within, item, rows, named)
            last = len(made) - 1 if item and row.old is None else last
    for kind, group in groupby(moved, lambda each: _kind(each[0])):
        shifted = [*group]
        old = _range(kind, [number for _, number, _ in shifted])
        new = _range(kind, [number for _, _, number in shifted])
        if made:
            made[last] += f" {_said('renumbered', old=capital(old), new=new)}"
    return made


def _kind(row: LineChange) -> str:
    """The kind of number that a line begins with."""
    item = row.old.item if row.old else None
    if item is None:
        return "part"
    return "bullet" if not item["n"] else "figure" if item["n"].isdigit() else "letter"


def _places(
    provision: str | None, committee: str, rows: Sequence[LineChange]
) -> Iterator[tuple[str, str, str]]:
    """Where each line stands: with its item, without it, and its item alone."""
    beside = BETWEEN.search(provision or "")
    found = re.search(r"§\s*(.*)", provision or "")
    cite = found[1] if found else ""
    parts = {each.old.part for each in rows if each.old and each.old.part}
    shows = "stk." not in cite and bool(parts - {"1"})
    part, bullets = "1", 0
    for row in rows:
        line = row.old or row.new
        assert line is not None
        if line.part:
            part, bullets = line.part, 0
        item = ""
        if line.item:
            bullets += 1
            number = line.item["n"] or str(bullets)
            kind = "bullet" if not line.item["n"] else "figure" if number.isdigit() else "letter"
            item = _said(kind, n=number)
        if beside:
            where = within = beside[0]
            item = ""
        elif not found:
            where = within = f"[{_said('nowhere', committee=committee)}]"
        else:
            own = part if shows else ""
            within = _said("where", number=cite, part=own, item="")
            named = item if item and not cite.endswith(item) else ""
            where = _said("where", number=cite, part=own, item=named)
            where += f", {_said('row', words=line.row)}" if line.row else ""
        yield _closed(where), _closed(within), item or (_said("part", n=part) if line.part else "")


def _goes(row: LineChange, place: tuple[str, str, str]) -> str:
    """The place that a whole item or part goes out of, or nothing."""
    return place[1] if place[2] and row.old and row.new is None else ""


def _listed(items: Sequence[str]) -> str:
    """Items of a kind in words: ``nr. 1 og 2``."""
    kind = items[0].rpartition(" ")[0]
    alike = [each.removeprefix(f"{kind} ") for each in items[1:]]
    return " og ".join([", ".join([items[0], *alike[:-1]]), *alike[-1:]])


def _told(
    row: LineChange,
    where: str,
    within: str,
    item: str,
    rows: Sequence[LineChange],
    named: Callable[[str], Sequence[tuple[int, int]]],
) -> Iterator[str]:
    if row.old and row.new is None:
        yield _said("out", where=within, words=row.old.full)
    elif row.new and row.old is None:
        words = row.new.full
        if item:
            yield _said("item-in", where=_over(within, item), item=item, words=words)
        elif open_ := re.match(r"(\[…[^\]]*\]) (.*)", words):
            yield _said("open-in", where=within, words=open_[2], blank=open_[1])
        else:
            key = "sentence-in" if "stk." in within else "paragraph-in"
            yield _said(key, where=within, words=words)
    elif row.old and row.new and row.old.body != row.new.body:
        yield from _reworded(row.old, row.new, where, rows, named(row.old.body))


def _over(within: str, item: str) -> str:
    """The place that a part or an item is taken out of: the provision above it."""
    return re.sub(r",? stk\. \d+,?$", "", within) if item.startswith("stk.") else within


def _reworded(
    old: ProvisionLine,
    new: ProvisionLine,
    where: str,
    rows: Sequence[LineChange],
    named: Sequence[tuple[int, int]],
) -> Iterator[str]:
    body = old.body
    whole = "\n".join(each.old.body for each in rows if each.old)
    for start, end, words in _joined(body, _widened(body, edits(body, new.body), named)):
        start, end, words = _plain(body, start, end, words, whole)
        cut, words = body[start:end].strip(), words.strip()
        if cut and words:
            yield _said("become", where=where, old=cut, new=words)
        elif cut:
            yield _said("out", where=where, words=cut)
        else:
            key, anchor = "after", _telling(body, start, whole, after=False)
            if not anchor:
                key, anchor = "before", _telling(body, start, whole, after=True)
            yield _said(key if anchor else "in", where=where, anchor=anchor, words=words)


def _widened(
    body: str, found: Sequence[tuple[int, int, str]], named: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Changes with the whole of each name that they change a part of: ``»X« ændres til: »Y«``."""
    made = [*found]
    for first, last in named:
        inside = [each for each in made if first <= each[0] and each[1] <= last]
        words = body[first:last]
        for start, end, put in reversed(inside):
            words = words[: start - first] + put + words[end - first :]
        rest = [each for each in made if each not in inside]
        made = sorted([*rest, *([(first, last, words)] if inside else [])])
    return made


def _joined(body: str, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Changes with those that follow within a few words as one."""
    made: list[tuple[int, int, str]] = []
    for start, end, words in found:
        between = body[made[-1][1] : start] if made else ""
        if made and len(re.findall(r"\w+", between)) <= _NEAR:
            first, _, sooner = made.pop()
            start, words = first, sooner + between + words
        made.append((start, end, words))
    return made


def _plain(body: str, start: int, end: int, words: str, whole: str) -> tuple[int, int, str]:
    """A change with the words before it that tell which it is, where it could be another, or is
    one of marks alone."""
    tokens = [found.start() for found in _TOKEN.finditer(body, 0, start)]
    while tokens and start < end:
        marks = not re.search(r"\w", body[start:end] + words)
        broken = words and not body[start].isalnum()
        if not marks and not broken and whole.count(body[start:end]) == 1:
            break
        first = tokens.pop()
        start, words = first, body[first:start] + words
    return start, end, words


def _telling(body: str, at: int, whole: str, *, after: bool) -> str:
    """The words before a place, or after it, as many as tell which it is."""
    side = body[at:] if after else body[:at]
    tokens = [*_TOKEN.finditer(side)]
    for token in tokens if after else reversed(tokens):
        words = (side[: token.end()] if after else side[token.start() :]).strip()
        if re.search(r"\w", words) and whole.count(words) == 1:
            return words
    return side.strip()


def _range(kind: str, numbers: Sequence[str]) -> str:
    said = [_said(kind, n=numbers[0])]
    if len(numbers) > 1:
        said.append(numbers[-1])
    return ("-" if len(numbers) > 2 else " og ").join(said)


def _closed(where: str) -> str:
    """A place as it stands before a verb: with a comma after its last part, as acts write it."""
    return f"{where}," if "," in where and not where.endswith("]") else where


def _said(key: str, **values: str) -> str:
    """A form of the amending text, filled in."""
    template = sentences("amending", "da")[key]
    return filled(chosen(template, stated(values)), lambda name, _: values[name])
