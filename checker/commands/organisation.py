# SPDX-License-Identifier: EUPL-1.2
"""``ressort new organisation``: a municipality as it stands, from what is asked, from options, or
from its bylaw in Word."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from checker.commands import options
from checker.commands.dialogue import Dialogue, answers
from checker.commands.draft import (
    clean_title,
    day_in,
    dialogue,
    free_file,
    keep_what_is_there,
    say_next,
    with_sentence,
    write,
)
from checker.commands.options import Shared
from checker.commands.runs import warn
from checker.commands.tongue import OF_COMMANDS, tongue
from checker.desk.bylaw_read import ReadBylaw, ReadCommittee, is_finance, place_of
from checker.disk import output
from checker.errors import UsageError
from checker.files.documents import checker_of, read_rules
from checker.files.kinds import OTHERS
from checker.formats.catalogue import extra
from checker.language.names import declared_ids, resolve_names
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.records import frozen
from checker.say import Language, say
from checker.source import Source
from checker.speech.node import Citation, Document, Name, Node, ReadIn, nodes_of
from checker.speech.organisation import (
    Committee,
    CommitteeKind,
    Council,
    Form,
    Municipality,
    Provision,
)
from checker.speech.rule import KnownForm, LegalSource

if TYPE_CHECKING:
    from checker.pipeline import Checker

_PLAIN = re.compile(r"(?:(?P<id>[A-ZÆØÅ][\wÆØÅæøå]{0,7})\s+(?=[A-ZÆØÅ]))?(?P<name>.+?)"
                    r"(?:[\s,]+(?P<n>\d{1,2})(?: medlemmer| members)?)?")  # fmt: skip
Body = tuple[CommitteeKind, str]  # a committee, as it was said
_SMALL = ("og", "for", "i", "af", "and", "the", "samt")


@click.command(
    "new organisation",
    cls=options.Repeatable,
    epilog="ressort new organisation organisation.ressort --from vedtaegt.docx",
)
@click.argument("file", metavar="[FILE]", required=False)
@options.one("--from", "FILE", "Read the bylaw: a Word file (.docx).")
@options.one("--name", "TEXT", "The municipality's name.")
@options.one("--id", "ID", "What proposals call it; without it, its name and the year.")
@options.one("--as-of", "DATE", "The day it is described on.", options.day)
@options.one("--form", "TEXT", "The form of government: udvalgsstyre and the like.")
@options.one("--council", "NAME", "The council; an id before and a number of members after it.")
@options.one("--finance", "NAME", "The finance committee, likewise.", default=None)
@options.many("--committee", "NAME", "A standing committee, likewise; may be given again.")
@options.many("--statement", "SENTENCE", "Any other sentence of an organisation, likewise.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@options.shared("rules", "lang")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str | None,
    id: str | None,
    name: str | None,
    as_of: date | None,
    form: str | None,
    council: str | None,
    finance: str | None,
    committee: tuple[str, ...],
    statement: tuple[str, ...],
    force: bool,
    shared: Shared,
    **others: str | None,
) -> int:
    """Write an organisation to begin with to FILE, or to standard output.

    On a terminal it asks for what is not given; `?` tells what can be answered. Of a bylaw, what
    is understood is written with the place where it was read; what is not is left out and told.
    """
    bylaw = others["from"]
    target = Path(file) if file else None
    if target and target.suffix.casefold() != ".ressort":
        raise UsageError("organisation-ending", path=target.as_posix())
    keep_what_is_there(target, force)
    language = tongue(given=shared.lang) or OF_COMMANDS[str(ctx.info_name)]
    read = _read(Path(bylaw)) if bylaw else ReadBylaw("")
    checker = checker_of(read_rules(shared.rules), ())
    talk = dialogue(ctx, file, language, answers())
    missing = [key for key, each in (("--name", name or read.town), ("--as-of", as_of or read.day))
               if not each]  # fmt: skip
    if missing and not talk.terminal:
        raise UsageError("argument-missing", name=", ".join(missing))
    with talk.keeping():
        name = clean_title(name or read.town or talk.put("--name", clean_title))
        day = as_of or read.day or talk.put("--as-of", lambda each: day_in(each, language))
        made = _Town(checker, language, name, day, read)
        made_id = id or made.id
        asked = not bylaw and not (council or finance or committee or statement) and answers()
        said = council or read.council
        given: list[tuple[CommitteeKind, str]] = [("finance committee", finance)] if finance else []
        given += [("committee", each) for each in committee]
        if asked:
            form, said, given = made.asked(talk, form)
        elif bylaw and not form:
            read.left_out.append(("bylaw-no-form", {}))
        text = made.printed(made.statements(made_id, form, said, given), statement)
        made.check(text, file or "organisation.ressort", made_id)
        if not file and talk.terminal and sys.stdout.isatty():
            file = talk.put("--file", free_file, optional=True)
        if file:
            keep_what_is_there(Path(file), force)
            write(Path(file), text, language)
        else:
            output.put(text)
    warn((say(language, key, **values) for key, values in read.left_out), language)
    if file:
        say_next(f"ressort check {quote(file)}", language)
    return 0


def _read(bylaw: Path) -> ReadBylaw:
    """What the Word file of a bylaw says. Raises UsageError for what is no Word file, and where
    the extra for Word is missing."""
    kind = OTHERS.get(bylaw.suffix.casefold(), "word")
    if kind != "word" and bylaw.is_file():
        raise UsageError(f"is-{kind}", path=bylaw.as_posix())
    with extra("word"):
        from checker.desk.bylaw import read_bylaw

        return read_bylaw(bylaw)


@frozen
class _Town:
    """A municipality that comes to be."""

    checker: Checker
    language: Language
    name: str
    day: date
    read: ReadBylaw

    @property
    def id(self) -> str:
        """The name in small letters, without the word for municipality, and the year."""
        bare = re.sub(r"\s*\b(?:kommune|municipality)\b", "", self.name, flags=re.IGNORECASE)
        words = re.findall(r"[^\W_]+", bare.lower()) or ["kommune"]
        return f"{'-'.join(words)}-{self.day.year}"

    def asked(self, talk: Dialogue, form: str | None) -> tuple[str | None, str, list[Body]]:
        """Form of government, council and committees as somebody at the terminal names them, each
        checked with those before it."""
        bodies: list[Body] = []

        def fits(form: str | None, council: str, *more: Body) -> None:
            text = self.printed(self.statements(self.id, form, council, [*bodies, *more]), ())
            self.check(text, "--statement", self.id)

        def of_form(answer: str) -> str | None:
            fits(answer or None, "")
            return answer or None

        def of_council(answer: str) -> str:
            fits(form, answer)
            return answer

        def of_kind(kind: CommitteeKind) -> Callable[[str], str]:
            def read(answer: str) -> str:
                if answer:
                    fits(form, council, (kind, answer))
                return answer

            return read

        known = nodes_of(self.checker.book.standing, KnownForm)
        forms = dict.fromkeys(each.name for each in known if each.not_covered is None)
        form = form or talk.put("--form", of_form, [("form", each, "") for each in forms],
                                optional=True)  # fmt: skip
        council = talk.put("--council", of_council)
        if finance := talk.put("--finance", of_kind("finance committee"), optional=True):
            bodies.append(("finance committee", finance))
        for committee in talk.each("--committee", of_kind("committee")):
            bodies.append(("committee", committee))
        return form, council, bodies

    def statements(
        self,
        id: str,
        form: str | None,
        council: str | None,
        given: Sequence[Body],
    ) -> Iterator[Node]:
        """What the document says, without the sentences that are given as they are."""
        read, taken = self.read, set(self.checker.words) | {id}
        yield Municipality(Name(id), self.name, self.day, self._read("") if read.day else ())
        source = self._source(taken) if read.listed or read.provisions else None
        if isinstance(source, LegalSource):
            yield source
        if form:
            yield Form(clean_title(form))
        if council:
            own, called, members = _plain(council)
            where = read.council_where if council == read.council else ""
            members = members or (read.council_members if where else None)
            short = Name(own or _initials(called, taken, council=True))
            taken.add(short.text)
            yield Council(short, called, members, self._read(where))
        ids: dict[str, str] = {}
        for kind, each in given:
            own, called, members = _plain(each)
            if called in ids:
                raise UsageError("committee-twice", name=called)
            ids[called] = own or _initials(called, taken)
            taken.add(ids[called])
            yield Committee(kind, Name(ids[called]), called, members=members)
        first = sorted(read.committees, key=lambda one: not is_finance(one.name))
        for one in first:
            ids[one.name] = _initials(one.name, taken)
            taken.add(ids[one.name])
            yield self._committee(one, ids[one.name])
        if source is not None:
            yield from self._provisions(source, ids)

    def _committee(self, one: ReadCommittee, id: str) -> Committee:
        kind: CommitteeKind = "finance committee" if is_finance(one.name) else "committee"
        places = dict.fromkeys(filter(None, (one.where, one.size_where)))
        read_in = tuple(each for place in places for each in self._read(place))
        return Committee(kind, Name(id), one.name, members=one.members, read_in=read_in)

    def _source(self, taken: set[str]) -> LegalSource | str:
        """The bylaw: that of the rules in use, or else declared here."""
        own = self.checker.book.bylaws(self.name)
        if own:
            return own[0]
        letters = "".join(each[0] for each in self.name.split()[:1]).upper()
        id = _free(f"{letters}SV", taken | {*self.checker.book.sources})
        title = {"da": "Styrelsesvedtægt for", "en": "Styrelsesvedtægt for"}[self.language]
        return LegalSource(Name(id), "bylaw", f"{title} {self.name}", self.name)

    def _provisions(self, source: LegalSource | str, ids: dict[str, str]) -> Iterator[Node]:
        read = self.read
        cited = source if isinstance(source, str) else source.id.text
        if read.listed:
            where = place_of(read.listed)
            of = [one for one in read.committees if one.where == where]
            yield Provision(
                Citation(cited, read.listed),
                tuple(Name(ids[one.name]) for one in of),
                tuple(one.written for one in of),
                read_in=self._read(where),
            )
        for each in read.provisions:
            yield Provision(
                Citation(cited, each.parts),
                (Name(ids[each.committee]),),
                text=each.text,
                text_as_of=self.day,
                read_in=self._read(place_of(each.parts)),
            )

    def _read(self, where: str) -> tuple[ReadIn, ...]:
        if not self.read.file:
            return ()
        start = {"da": "indledning", "en": "beginning"}[self.language]
        return (ReadIn(self.read.file, where or start),)

    def printed(self, statements: Iterable[Node], sentences: Sequence[str]) -> str:
        """The whole document; sentences are read in the language of the rest."""
        made = tuple(statements)
        words, language = self.checker.words, self.language
        text = print_document(Document("organisation", language, made), language, words)
        for each in sentences:
            said = " ".join(each.split())
            parsed = with_sentence(text, said, "no-fact")
            settled = resolve_names(parsed, words, {*words, *declared_ids([parsed])})
            text = print_document(settled, language, words)
        return text

    def check(self, text: str, shown: str, id: str) -> None:
        """Raises MistakesError for what could not be used."""
        document = parse(Source.of(text, shown))
        checker_of(self.checker.book.documents, [document]).organisation(id)


def _plain(text: str) -> tuple[str | None, str, int | None]:
    """Id, name and number of members of what was said of a body."""
    found = _PLAIN.fullmatch(clean_title(text))
    assert found
    id = found["id"] if found["id"] and found["id"].isupper() else None
    name = found["name"] if id or not found["id"] else f"{found['id']} {found['name']}"
    return id, name, int(found["n"]) if found["n"] else None


def _initials(name: str, taken: set[str], *, council: bool = False) -> str:
    """An id of the first letters of a name: ``KFU`` of »Kultur- og Fritidsudvalget«."""
    words = [each for each in re.findall(r"[^\W\d_]+", name) if each.lower() not in _SMALL]
    letters = "".join(each[0].upper() for each in words)
    compound = words and re.search(r".udvalg(?:et)?$", words[-1], re.IGNORECASE)
    if compound:
        letters += "U"
    elif council and len(letters) == 1:
        letters = {"kommunalbestyrelsen": "KB", "borgerrepræsentationen": "BR"}.get(
            name.casefold(), words[0][:2].upper()
        )
    return _free(letters, taken)


def _free(id: str, taken: set[str]) -> str:
    number = 2
    made = id
    while made in taken:
        made, number = f"{id}{number}", number + 1
    return made
