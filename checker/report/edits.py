# SPDX-License-Identifier: EUPL-1.2
"""The edit of a provision's text, made once for every writer: its lines as they stand and as they
become, the amending text, the references that move, and what is unsure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from checker.called import rename, resize, standing, told_name
from checker.provision import GAP, LineChange, ProvisionLine, Revision, lines_in
from checker.records import frozen
from checker.report.amending import amending
from checker.report.entries import ChangeEntry
from checker.report.report import EditedLine, EditEntry, entry
from checker.report.wording import Wording
from checker.result import BylawChangeEntry
from checker.speech.saying import Ref

Group = Sequence[ChangeEntry]


@frozen(eq=False, repr=False)
class Drafted:
    """The edit of one provision as it was drafted.

    Attributes:
        rows: its lines, with what Word counts itself.
        changes: those that are drafted; ``unplaced``: those whose words have no plain place.
    """

    edit: EditEntry
    rows: tuple[LineChange, ...]
    changes: tuple[ChangeEntry, ...]
    unplaced: tuple[ChangeEntry, ...]


def change_entry(change: BylawChangeEntry, wording: Wording) -> ChangeEntry:
    """What the bylaw change does to one provision, with the sentence that says it."""
    lacks = lacking(change)
    ways = {"change.unworded": "change.tasks", "change.unplaced": "change.unplaced"}
    key = f"{ways[lacks]}-{change.action}" if lacks else f"change.{change.action}"
    if change.anew and (lacks or change.anew.what == "size" or not change.provision):
        key = f"change.{change.anew.what}" if change.anew.stands else "change.name-if"
    unsure = change.anew and (not change.put or (change.text and change.old == change.new))
    key = "change.name-asked" if unsure else key
    committees = change.committees or ((change.committee,) if change.committee else ())
    old, new = change.cut or (None if change.anew else change.old), change.put or change.new
    if change.anew and change.anew.what == "name":
        committees = ()  # the provision may be another's
        old, new = told_name(change.anew, (change.cut, change.put), change.text)
    words = wording.words(
        key,
        provision=change.provision,
        committee=tuple(Ref("committee", one) for one in committees) or None,
        old=old,
        new=new,
        tasks=tuple(Ref("task", task) for task in change.tasks),
    )
    told = wording.whole(words + (wording.words(lacks) if lacks else ""))
    return entry(ChangeEntry, change, words=told)


def lacking(change: BylawChangeEntry) -> str | None:
    """The key of what a change lacks on file: its provision, its new wording, or nothing."""
    if change.anew and (change.on_file != "none" or not change.anew.stands):
        return None
    if not change.provision:
        return "change.unplaced"
    if change.anew:
        return "change.unworded"
    words = {"insert": [change.new], "remove": [change.old], "reword": [change.old, change.new]}
    return "change.unworded" if None in words[change.action] else None


def edits_of(changes: Group, wording: Wording) -> tuple[EditEntry, ...]:
    """The edits that changes of the bylaw make to what is on file, in the order of provisions."""
    found = (each.edit for each in drafts_on_file(changes, wording) if each.changes)
    return tuple(sorted(found, key=order_of))


def order_of(edit: EditEntry) -> tuple[bool, str, list[int]]:
    """By what edits stand in the order of their provisions."""
    cite = edit.provision or ""
    return not cite, cite.partition(" ")[0], [int(each) for each in re.findall(r"\d+", cite)]


def drafts_on_file(changes: Group, wording: Wording) -> Iterator[Drafted]:
    """The drafts of each provision on its text on file, or on the words that are known of it."""
    holding = verbs(changes, lambda cite: lines_on_file(by_provision(changes).get(cite, ())))
    for cite, group in by_provision(changes).items():
        lines = lines_on_file(group)
        if not lines:
            yield from without_text(cite, group, wording, holding)
        elif worded := [each for each in group if each.cut or each.put]:
            others = [one for each in worded for one in each.beside if one[0] != cite]
            told = _told(group, wording)
            yield drafted(cite, worded, lines, told, wording, holding, dict.fromkeys(others))


def without_text(
    cite: str | None, group: Group, wording: Wording, holding: Mapping[str, str]
) -> Iterator[Drafted]:
    """The drafts of a provision whose text is not there, or of those of several committees: what
    the proposal alone says of it has no place; what is moved asks for one."""
    moved: dict[str | None, list[ChangeEntry]] = {}
    for each in group:
        if each.tasks and (each.cut or each.put):
            moved.setdefault(None if cite else each.committee, []).append(each)
    for worded in moved.values():
        told = _told((), wording)
        yield drafted(cite, worded, [ProvisionLine(GAP)], told, wording, holding)


def by_provision(changes: Group) -> dict[str | None, list[ChangeEntry]]:
    """Changes by the provision that they are of; None for those of one that is not on file, each
    committee's beside each other."""
    found: dict[str | None, list[ChangeEntry]] = {}
    for each in changes:
        found.setdefault(each.provision, []).append(each)
    return found


def lines_on_file(group: Group) -> list[ProvisionLine]:
    """The lines of a provision: its text, or the phrases in it that are changed."""
    text = next((each.text for each in group if each.text), None)
    if text:
        return lines_in(text)
    known = [one for each in group for one in each.phrases]
    return [ProvisionLine(f"{GAP} {each} {GAP}") for each in dict.fromkeys(known)]


def verbs(changes: Group, lines: Callable[[str], Sequence[ProvisionLine]]) -> dict[str, str]:
    """The words that are moved out of provisions, to the verb that they stand after there."""
    return {
        each.cut: Revision.of(lines(each.provision)).holding(each.cut)
        for each in changes
        if each.tasks and each.cut and each.provision
    }


def drafted(
    cite: str | None,
    worded: Group,
    lines: Sequence[ProvisionLine],
    told: Sequence[str],
    wording: Wording,
    holding: Mapping[str, str],
    others: Iterable[tuple[str, str]] = (),
) -> Drafted:
    """The draft of one provision.

    Args:
        worded: the changes of its words.
        lines: those that it has.
        told: where they are from.
        holding: as ``verbs`` gives it.
        others: the other texts of the bylaw, each with its place.
    """
    revision, unplaced, more = Revision.of(lines), [], [*told]
    blank = f"[… {wording.words('w.blank.sentence')}]"
    for change in worded:
        if change.anew:
            continue
        if change.cut:
            take = revision.take(change.cut) if change.tasks else None
            placed = revision.exchange(change.cut, change.put or "") if take is None else take
            unplaced += [] if placed else [change]
        elif change.tasks:
            revision.put(change.put or "", holding.get(change.put or "", ""), blank)
        else:
            revision.add(change.put or "")
            more.append(wording.words("w.placed-last", provision=cite))
    _make_anew(revision, worded)
    moved = revision.settle()
    for key, said in references(cite, revision.rows, others):
        if key == "w.ask-reference":
            revision.doubts.append((key, said))
        else:
            more.append(wording.sentence(key, **said))
    done = tuple(each for each in worded if each not in unplaced)
    whose = [each for each in done if not each.anew] or done
    committees = dict.fromkeys(each.committee for each in whose if each.committee)
    named = wording.join([wording.name(Ref("committee", each)) for each in committees])
    spans = partial(standing, anew=[each.anew for each in done if each.anew])
    edit = EditEntry(
        provision=cite,
        committees=tuple(committees),
        tasks=tuple(dict.fromkeys(one for each in done for one in each.tasks)),
        lines=tuple(
            EditedLine(*(each.full if each else None for each in (row.old, row.new)))
            for row in revision.rows
        ),
        amending=tuple(amending(cite, named, revision.rows, moved, spans)),
        told=tuple(dict.fromkeys(more)),
        questions=tuple(
            wording.sentence(key, **said, provision=cite, committee=named)
            for key, said in revision.doubts
        ),
    )
    return Drafted(edit, tuple(revision.rows), done, tuple(unplaced))


def _make_anew(revision: Revision, worded: Group) -> None:
    """Puts the new sizes and names of committees in, the names last: they are those of words that
    are moved too."""
    renamed = []
    for each in worded:
        anew, new = each.anew, each.put or ""
        if anew and anew.what == "size":
            resize(revision, anew, int(each.cut) if each.cut else None, int(new))
        elif anew:
            renamed.append((anew, each.put))
    rename(revision, renamed)


def _told(group: Group, wording: Wording) -> list[str]:
    """Where the text of a provision is from."""
    if not any(each.text for each in group):
        return [wording.sentence("w.phrase-only", gap=GAP)]
    day = next((each.text_as_of for each in group if each.text_as_of), None)
    said = [wording.sentence("w.as-of", day=day) if day else wording.sentence("w.as-of-open")]
    named = dict.fromkeys(each.cut for each in group if each.anew and each.anew.what == "name")
    return [*said, *(wording.sentence("w.named-elsewhere", words=each) for each in named)]


_REFERENCE = re.compile(
    r"(?:§\s*(?P<number>\d+(?:\s*[a-z]\b)?)(?P<of>,?\s*)|(?<!\w))"
    r"(?:stk\.\s*(?P<part>\d+)(?:,?\s*(?:nr\.|litra)\s*(?P<sub>\d+|[a-zæøå]\b))?"
    r"|(?:nr\.|litra)\s*(?P<item>\d+|[a-zæøå]\b))"
)
Told = tuple[str, dict[str, str]]


def references(
    provision: str | None, rows: Sequence[LineChange], others: Iterable[tuple[str, str]]
) -> Iterator[Told]:
    """The keys of what is told of each reference, with what they speak of.

    Args:
        others: the other texts of the bylaw, each with its place; the rows are looked at too.
    """
    own = re.search(r"§\s*(\d+(?:\s*[a-z]\b)?)", provision or "")
    cited = re.search(r"stk\. (\d+)", provision or "")
    moved = {place: new for place, new in _moved(rows, cited[1] if cited else "1") if place != new}
    if own is None or not moved:
        return
    number = "".join(own[1].split())
    part, texts = cited[1] if cited else "1", [(where, "1", text) for where, text in others]
    here: list[tuple[str, str, str]] = []
    for row in rows:
        part = next((one.part for one in (row.old, row.new) if one and one.part), part)
        here += [(provision or "", part, row.new.body)] if row.new else []
    for where, within, text in (*here, *texts):
        for found in _REFERENCE.finditer(text):
            at = "".join((found["number"] or "").split())
            same = where == provision
            if at != number and not (same and not at):
                continue
            told = (found["part"] or ("1" if at else within), found["sub"] or found["item"] or "")
            if told not in moved:
                continue
            new, old = moved[told], found[0].strip()
            if new is None:
                yield "w.ask-reference", {"where": where, "old": old}
            else:
                said = re.sub(r"(?<=stk\. )\d+", new[0], old)
                said = re.sub(r"(\d+|[a-zæøå])$", new[1], said) if told[1] else said
                yield "w.reference", {"where": where, "old": old, "new": said}


def _moved(
    rows: Sequence[LineChange], part: str
) -> Iterator[tuple[tuple[str, str], tuple[str, str] | None]]:
    """The places that lines had, each with the one that it has then; None where it goes."""
    new_part = part
    for row in rows:
        for line in (row.old, row.new):
            if line and line.part:
                part = line.part if line is row.old else part
                new_part = line.part if line is row.new else new_part
        if row.old is None:
            continue
        item = row.old.item
        number = (item["n"] or "") if item else ""
        if not number and not row.old.part:
            continue
        if row.new is None:
            yield (part, number), None
        else:
            other = row.new.item
            yield (part, number), (new_part, (other["n"] or "") if other else "")
