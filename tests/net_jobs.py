# SPDX-License-Identifier: EUPL-1.2
"""What the net keeps: every command over every kept case, as jobs that are done one by one."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from docx import Document
from net_desk import Desk, run

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "da")
ENDINGS = (
    *(".txt", ".json", ".md", ".html", ".sarif", ".xml", ".gitlab.json", ".comment.md"),
    *(".docx", ".ics"),
)
FILES = [
    path.relative_to(ROOT).as_posix()
    for name in ("rules", "fixtures")
    for path in sorted((ROOT / name).rglob("*.ressort"))
]
CASES = [
    path
    for path in FILES
    if re.search(r"^(forslag|proposal) ", (ROOT / path).read_text("utf-8"), re.MULTILINE)
]
WRONG = [
    path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests/wrong").glob("*.ressort"))
]
TOWN, MOVE, WORDING, ADOPTED = (
    "fixtures/copenhagen-2013/organisation.ressort",
    "fixtures/copenhagen-2013/kbs-biu.ressort",
    "fixtures/copenhagen-2013/kes-ordlyd.ressort",
    "fixtures/copenhagen-2013/kejd-oeu-vedtaget.ressort",
)

OPEN = """forslag "Åbent"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

åben KBS under KFU eller BIU eller ØU
åben KS under ØU eller KFU
"""
TEMPLATE = """{% macro told(value, path) %}
{% if value is mapping %}
{% for key, each in value.items() %}{{ told(each, path ~ '.' ~ key) | safe }}{% endfor %}
{% elif value is sequence and value is not string %}
{% for each in value %}{{ told(each, path ~ '.' ~ loop.index) | safe }}{% endfor %}
{% else %}
{{ path }} = {{ value }}
{% endif %}
{% endmacro %}
{% for each in results %}
{{ say('verdict.' ~ each.verdict) }}, {{ day(each.proposal.effective) }}
{{ told(each, 'result') | safe }}
{% endfor %}
"""
LETTER = "{{ municipality }}, {{ title }}, {{ effective }}, {{ name }}, {{ say('t.disclaimer') }}"


# ---------------------------------------------------------------- the jobs


def reports(desk: Desk, name: str, *asked: object, endings: Sequence[str] = ENDINGS) -> None:
    """One check, told in every format and in both languages."""
    for lang in LANGUAGES:
        made = {f"{name}.{lang}{ending}": desk.folder / f"{lang}{ending}" for ending in endings}
        targets = [each for path in made.values() for each in ("--report", path)]
        gate = ("--format", "github", "--jobs", "1", "--lang", lang)
        desk(f"{name}.{lang}.github", "check", *asked, *gate, *targets)
        for shown, path in made.items():
            desk.keep(shown, path)


def case(desk: Desk, path: str) -> None:
    """What is said of a kept case by the check, and its sentences in a table."""
    reports(desk, "check", path)
    desk("convert.csv", "convert", "--to", "csv", path)


def desk_work(desk: Desk, path: str) -> None:
    """The letters of a case, its bylaw with tracked changes, its plan, and own templates."""
    word = Document()
    for number in range(2, 26):
        word.add_paragraph(f"§ {number}. Udvalget har sager.")
        word.add_paragraph("Stk. 2. Udvalget varetager Copenhagen Business Service, og andet.")
    word.save(str(desk.folder / "bylaw.docx"))
    own, plain = desk.folder / "templates", Document()
    own.mkdir()
    plain.add_paragraph(LETTER)
    for lang in LANGUAGES:
        plain.save(str(own / f"application.{lang}.docx"))
    template = desk.write("own.md.j2", TEMPLATE)
    page = desk.write("own.html.j2", '{% include "report.html.j2" %}{{ results[0].summary }}')
    for lang in LANGUAGES:
        for name, more in {"ours": (), "own": ("--templates", own)}.items():
            to = desk.folder / f"{name}-{lang}"
            bylaw = ("--bylaw", desk.folder / "bylaw.docx")
            desk(f"{to.name}.letters", "letters", path, "--lang", lang, "--to", to, *bylaw, *more)
            for letter in sorted(to.glob("*")):
                desk.keep(f"{to.name}/{letter.name}", letter)
        for format, chosen in {"markdown": template, "html": page}.items():
            more = ("--format", format, "--template", chosen, "--jobs", "1")
            desk(f"own.{lang}.{format}", "check", path, "--lang", lang, *more)
        for format in ("text", "json", "markdown", "html"):
            more = ("--limit", "200", "--jobs", "1", "--format", format, "--lang", lang)
            desk(f"plan.{lang}.{format}", "plan", path, *more)


def explanations(desk: Desk, path: str) -> None:
    """Every finding and instrument of a case explained."""
    result = json.loads(run(["check", path, "--format", "json", "--jobs", "1"])[1])["results"][0]
    for number, each in enumerate((*result["findings"], *result["instruments"])):
        desk(f"{number}.txt", "explain", each["id"], path, "--lang", LANGUAGES[number % 2])


def placements(desk: Desk, town: str, *asked: str) -> None:
    """The matrix of an organisation."""
    for format in ("text", "json", "markdown", "html", "csv"):
        for lang in LANGUAGES:
            desk(f"{lang}.{format}", "matrix", town, *asked, "--format", format, "--lang", lang)


def weighing(desk: Desk) -> None:
    """Combinations of what is left open and of several proposals; a plan of what is left open."""
    path = desk.write("open.ressort", OPEN)
    several = [
        f"fixtures/copenhagen-2013/{each}.ressort" for each in ("kbs-kfu", "ks-kfu", "kejd-oeu")
    ]
    for format in ("text", "json", "markdown", "html"):
        for lang in LANGUAGES:
            more = ("--format", format, "--lang", lang, "--jobs", "1")
            desk(f"open.{lang}.{format}", "sweep", path, "--all", *more)
            desk(f"several.{lang}.{format}", "sweep", *several, *more)
            desk(f"plan.{lang}.{format}", "plan", path, *more)


def differences(desk: Desk) -> None:
    """Two proposals, two organisations and two versions of rules compared."""
    town = desk.write("organisation.ressort", Path(TOWN).read_text("utf-8").replace("KBS", "KBZ"))
    rules = desk.folder / "rules"
    shutil.copytree("rules", rules)
    for path in sorted(rules.rglob("lab.ressort")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("BIU må kun", "BIU bør kun"), encoding="utf-8")
    pairs: dict[str, tuple[object, ...]] = {
        "proposals": (MOVE, "fixtures/copenhagen-2013/kbs-kfu.ressort"),
        "towns": (TOWN, town, "--cases", MOVE),
        "rules": ("rules", rules, "--cases", MOVE),
    }
    for name, pair in pairs.items():
        for number, format in enumerate(("text", "json", "markdown")):
            lang = LANGUAGES[number % 2]
            desk(f"{name}.{lang}.{format}", "diff", *pair, "--format", format, "--lang", lang)


def options(desk: Desk) -> None:
    """Checks with options: other days of law, other readings, waivers, old findings, a receipt."""
    asked: dict[str, tuple[object, ...]] = {
        "law-date": (MOVE, "--law-date", "2026-01-01"),
        "as-of": (ADOPTED, "--as-of", "2013-07-01"),
        "reading": (ADOPTED, "--interpretation", "six-whole-days"),
        "finance": (
            "fixtures/copenhagen-2013/biu-sud-sammenlagt-2014.ressort",
            "--interpretation",
            "employment-with-social",
        ),
        "never": (MOVE, "--fail-on", "never"),
        "no-rules": (MOVE, "--rules", "rules/general"),
        "wrong-too": ("tests/wrong/empty.ressort", "fixtures/other-form", MOVE),
    }
    for name, arguments in asked.items():
        reports(desk, name, *arguments)
    table = desk.write("case.csv", run(["convert", "--to", "csv", MOVE])[1])
    reports(desk, "table", table, endings=(".txt", ".json"))  # others hold a digest of its path
    old, receipt = desk.folder / "old.json", desk.folder / "receipt.json"
    desk("baseline.txt", "check", MOVE, "--write-baseline", old)
    desk.keep("baseline.json", old)
    reports(desk, "baseline", WORDING, "--baseline", old)
    desk("receipt.txt", "check", MOVE, "--receipt", receipt, "--jobs", "1")
    data = json.loads(receipt.read_text(encoding="utf-8"))
    desk.put("receipt.json", json.dumps(data | {"engine": "…"}, indent=1, ensure_ascii=False))
    for lang in LANGUAGES:
        desk(f"verify.{lang}.txt", "verify", receipt, "--lang", lang, "--jobs", "1")


def new(desk: Desk) -> None:
    """Proposals to begin with, the settings, and quotations that stand in no document."""
    facts = ("--organisation", "copenhagen-2013", "--title", "P", "--move", "KBS ØU BIU")
    days = ("--proposed", "2013-06-18", "--effective", "2014-01-01")
    text = "Økonomiudvalget og borgerservice. " * 9
    (desk.folder / "read").mkdir()
    desk.write("read/placering-2013.txt", text)
    for lang in LANGUAGES:
        desk(f"new.{lang}.ressort", "new", *facts, *days, "--lang", lang)
        table = ("--table", desk.folder / f"{lang}.csv")
        desk(f"table.{lang}.txt", "new", *facts[:4], *table, "--lang", lang)
        desk.keep(f"table.{lang}.csv", desk.folder / f"{lang}.csv")
        desk(f"sources.{lang}.txt", "sources", "verify", desk.folder / "read", "--lang", lang)
    desk("sources.json", "sources", "verify", desk.folder / "read", "--format", "json")
    desk("schema.json", "schema")
    for asked in ("show", "pin"):
        desk(f"{asked}.txt", "config", asked)


def helps(desk: Desk) -> None:
    """The help of every command, found from the list of commands in that of its group."""

    def told(*names: str) -> None:
        shown = desk("-".join(("help", *names)), *names, "--help")
        for name in re.findall(r"^  (\w+)  ", shown.partition("\nOptions:\n")[2], re.MULTILINE):
            told(*names, name)

    told()


def mistakes(desk: Desk, path: str) -> None:
    """What is said of a wrong file, as a proposal and as a document to be formatted."""
    for lang in LANGUAGES:
        desk(f"check.{lang}", "check", path, "--lang", lang)
    desk("format", "rules", "format", path)


def written(desk: Desk, path: str) -> None:
    """A document in its one written form, and in both languages."""
    desk("format", "rules", "format", path)
    for lang in LANGUAGES:
        desk(lang, "rules", "translate", "--to", lang, path)


def rule(desk: Desk, id: str) -> None:
    """A rule shown and explained."""
    for lang in LANGUAGES:
        desk(f"show.{lang}.txt", "rules", "show", id, "--lang", lang)
        desk(f"explain.{lang}.txt", "explain", id, "--lang", lang)


@cache
def rule_ids() -> list[str]:
    """The ids of all rules."""
    return [line.split()[0] for line in run(["rules", "list"])[1].splitlines()]


def listed(desk: Desk) -> None:
    """The list of rules."""
    for lang in LANGUAGES:
        desk(f"{lang}.txt", "rules", "list", "--lang", lang)


def audit(desk: Desk, *command: str) -> None:
    """A look at the rule base, in both languages and as data."""
    desk("en.txt", *command, "--lang", "en")
    desk("da.txt", *command, "--lang", "da")
    desk("data.json", *command, "--format", "json")


def coverage(desk: Desk) -> None:
    """What became of each provision."""
    desk("da.txt", "rules", "coverage", "--lang", "da")
    desk("en.md", "rules", "coverage", "--format", "markdown", "--lang", "en")


def mutants(desk: Desk, *asked: str) -> None:
    """Rules that say one thing otherwise, as data."""
    desk("data.json", "rules", "test", "--mutants", "--jobs", "1", "--format", "json", *asked)


def lint_some(desk: Desk) -> None:
    """Lint of the smallest part of the rule base."""
    desk("da.txt", "rules", "lint", "--only", "rules/albertslund", "--lang", "da")


Job = tuple[str, Callable[..., None], tuple[object, ...]]


def jobs(sample: int | None = None) -> Iterator[Job]:
    """Each job: the folder it is kept in, the function that does it, and its arguments; those that
    take longest come first."""
    if sample is None:
        yield from long_jobs()
    for each in (lint_some, listed):
        yield each.__name__, each, ()
    for place in dict.fromkeys((MOVE, WORDING, *spread(CASES, 10))):
        if sample is None or place == MOVE:
            yield f"desk/{place}", desk_work, (place,)
        if sample is None or place == CASES[0]:
            yield f"explain/{place}", explanations, (place,)
    works = {case: CASES, written: FILES, mistakes: WRONG, rule: rule_ids()}
    for work, names in works.items():
        for name in spread(names, sample or len(names)):
            yield f"{work.__name__}/{name}", work, (name,)


def long_jobs() -> Iterator[Job]:
    """Those that take long, or that no case comes into."""
    yield "mutants/randers", mutants, ("fixtures/randers-2018",)
    for id in rule_ids()[::8]:
        yield f"mutants/{id}", mutants, ("--rule", id, "fixtures/copenhagen-2013")
    yield "lint", audit, ("rules", "lint")
    yield "verdicts", audit, ("rules", "test")
    for town in ("copenhagen-2013", "randers-2018"):
        yield f"matrix/{town}", placements, (f"fixtures/{town}/organisation.ressort",)
    for each in (coverage, weighing, differences, options, new, helps):
        yield each.__name__, each, ()
    yield "several", reports, ("several", "fixtures/randers-2018")


def spread(paths: Sequence[str], count: int) -> list[str]:
    """So many of the paths, evenly spread over all of them."""
    count = min(count, len(paths))
    return [paths[number * len(paths) // count] for number in range(count)]


def done(job: Job) -> tuple[str, dict[str, bytes]]:
    """What one job keeps, under the names of its files."""
    name, work, arguments = job
    folder = Path(tempfile.gettempdir(), f"net-{secrets.token_hex(4)}")
    folder.mkdir()
    desk = Desk(folder)
    try:
        work(desk, *arguments)
    except Exception as error:
        desk.put("failed", f"{type(error).__name__}: {error}\n")
    finally:
        shutil.rmtree(folder)
    return name, desk.kept
