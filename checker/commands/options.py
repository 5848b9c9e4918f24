# SPDX-License-Identifier: EUPL-1.2
"""The options that several commands share, and the kinds of value they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import reduce, wraps
from typing import Any, NamedTuple

import click

from checker.days import iso_day
from checker.errors import UsageError
from checker.say import Language

Function = Callable[..., int]
Decorator = Callable[[Function], Function]


ARGUMENTS = "ressort.arguments"


class Repeatable(click.Command):
    """A command that remembers the command line, so that it can be asked again."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, remembered."""
        ctx.meta.setdefault(ARGUMENTS, (*args,))
        return super().parse_args(ctx, args)


def one(
    name: str, metavar: str, help: str, kind: Callable[[str], Any] = str, default: object = None
) -> Decorator:
    """An option that may be given once: a second value would silently hide the first."""

    def only(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> object:
        if len(values) > 1:
            raise UsageError("given-twice", name=name)
        return kind(values[0]) if values else default

    return click.option(name, metavar=metavar, help=help, multiple=True, callback=only)


def many(name: str, metavar: str, help: str) -> Decorator:
    """An option that may be given several times."""
    return click.option(name, metavar=metavar, help=help, multiple=True)


def flag(name: str, help: str) -> Decorator:
    """An option that is given or not."""
    return click.option(name, is_flag=True, help=help)


def choice(name: str, words: tuple[str, ...], help: str, default: str | None = None) -> Decorator:
    """An option that takes one of some words."""

    def word(value: str) -> str:
        if value in words:
            return value
        said = {"value": value, "name": name, "choices": ", ".join(words)}
        raise UsageError.unknown("not-one-of", value, words, **said)

    return one(name, "|".join(words), help, word, default)


def day(value: str) -> date:
    """An ISO date. Raises UsageError for anything but year-month-day."""
    found = iso_day(value)
    if found is None:
        raise UsageError("not-a-day", value=value)
    return found


def number(name: str, help: str, default: int | None = None) -> Decorator:
    """An option that takes a number from 1 upwards."""

    def counted(value: str) -> int:
        if not re.fullmatch(r"[1-9]\d{0,8}", value, re.ASCII):
            raise UsageError("not-a-number", value=value, name=name)
        return int(value)

    return one(name, "N", help, counted, default)


def digest(name: str, help: str) -> Decorator:
    """An option that takes the digest of a rule base, with or without ``sha256:``."""

    def bare(value: str) -> str:
        if not re.fullmatch(r"(sha256:)?[0-9a-f]{64}", value, re.ASCII):
            raise UsageError("not-a-digest", value=value)
        return value.removeprefix("sha256:")

    return one(name, "SHA256", help, bare)


only = many("--only", "PATH", "Ask about the rules in these files alone; the others are context.")
jobs = number("--jobs", "How many processes check; without it, one for each core.")
FAILS_AT = ("forbidden", "incomplete", "conditional", "never")
baseline = one("--baseline", "FILE", "Old findings, which are shown and do not fail the run.")
_SHARED: dict[str, Decorator] = {
    "rules": many(
        "--rules", "DIR", "Rule documents, instead of the shipped ones; may be given again."
    ),
    "rule_base": digest("--rule-base", "Judge by this rule base alone; `config pin` prints it."),
    "organisations": many(
        "--organisations", "DIR", "Organisations, instead of the shipped ones; may be given again."
    ),
    "waivers": many(
        "--waivers", "PATH", "Registers of waivers, instead of those beside the organisations."
    ),
    "lang": choice("--lang", ("en", "da"), "Language; without it, that of the (first) file read."),
    "law_date": one(
        "--law-date", "DATE", "The day whose law counts; without it, the day of effect.", day
    ),
    "as_of": one("--as-of", "DATE", "The proposal's own day: later steps are not yet held.", day),
    "interpretation": many(
        "--interpretation", "ID", "Follow this answer to a doubt; may be given again."
    ),
}
JUDGING = tuple(_SHARED)
_SHARED["forget"] = click.option(
    "--forget", is_flag=True, help="Work out each answer anew: slower, and the same answers."
)


class Shared(NamedTuple):
    """What the options say that commands share; those that a command does not take are empty."""

    rules: tuple[str, ...] = ()
    rule_base: str | None = None
    organisations: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    lang: Language | None = None
    law_date: date | None = None
    as_of: date | None = None
    interpretation: tuple[str, ...] = ()
    forget: bool = False

    @property
    def how(self) -> dict[str, Any]:
        """How each proposal is checked: on what days, and by which answers to doubts."""
        days = {"law_date": self.law_date, "as_of": self.as_of}
        return {**days, "following": self.interpretation}


def together(*wanted: Decorator) -> Decorator:
    """Several options as one, in their order in the help."""
    return lambda command: reduce(lambda made, option: option(made), reversed(wanted), command)


def shared(*wanted: str | Decorator) -> Decorator:
    """Options that commands share, by the fields of ``Shared``, which the command is given as
    ``shared``. An option of the command's own among them keeps its place in the help."""
    names = [each for each in wanted if isinstance(each, str)]

    def decorate(command: Function) -> Function:
        @wraps(command)
        def gathered(**values: Any) -> int:
            return command(shared=Shared(**{name: values.pop(name) for name in names}), **values)

        made: Function = gathered
        for each in reversed(wanted):
            made = (_SHARED[each] if isinstance(each, str) else each)(made)
        return made

    return decorate
