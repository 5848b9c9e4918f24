"""The options that several commands share, and the kinds of value they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from checker.errors import UsageError
from checker.say import nearest

Function = Callable[..., int]
Decorator = Callable[[Function], Function]


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


def choice(name: str, words: tuple[str, ...], help: str, default: str | None = None) -> Decorator:
    """An option that takes one of some words."""

    def word(value: str) -> str:
        if value in words:
            return value
        near, choices = nearest(value, words), ", ".join(words)
        raise UsageError("not-one-of", near, value=value, name=name, choices=choices)

    return one(name, "|".join(words), help, word, default)


def day(value: str) -> date:
    """An ISO date. Raises UsageError for anything but year-month-day."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageError("not-a-day", value=value)


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


def rules(command: Function) -> Function:
    """``--rules``."""
    return many(
        "--rules", "DIR", "Rule documents, instead of the shipped ones; may be given again."
    )(command)


def pin(command: Function) -> Function:
    """``--rule-base``."""
    return digest("--rule-base", "Judge by this rule base alone; `config pin` prints it.")(command)


def only(command: Function) -> Function:
    """``--only``."""
    return many(
        "--only", "PATH", "Ask about the rules in these files alone; the others are context."
    )(command)


def organisations(command: Function) -> Function:
    """``--organisations``."""
    return many(
        "--organisations", "DIR", "Organisations, instead of the shipped ones; may be given again."
    )(command)


def waivers(command: Function) -> Function:
    """``--waivers``."""
    return many(
        "--waivers", "PATH", "Registers of waivers, instead of those beside the organisations."
    )(command)


def language(command: Function) -> Function:
    """``--lang``."""
    return choice("--lang", ("en", "da"), "Language; without it, that of the (first) file read.")(
        command
    )


def interpretations(command: Function) -> Function:
    """``--interpretation``."""
    return many("--interpretation", "ID", "Follow this answer to a doubt; may be given again.")(
        command
    )


def dates(command: Function) -> Function:
    """``--law-date`` and ``--as-of``."""
    law = one("--law-date", "DATE", "The day whose law counts; without it, the day of effect.", day)
    own = one("--as-of", "DATE", "The proposal's own day: later steps are not yet held.", day)
    return law(own(command))
