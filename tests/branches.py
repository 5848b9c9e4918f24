# SPDX-License-Identifier: EUPL-1.2
"""A repository with a rule, an organisation and a branch, and what is tried in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

AREAS = """source LOV law "Loven"
area labour "arbejde"
area art "kunst"

"""
STRICT = f"""{AREAS}rule only-work "Only work"
    JOB may only hold labour tasks
    under LOV § 1
"""
LAX = STRICT.replace("labour tasks", "labour and art tasks")
TOWN = """municipality lilleby "By" as of 2013-01-01
council BR "Byrådet"
term from 2010-01-01 until 2013-12-31
term from 2014-01-01 until 2017-12-31
finance committee FIN "Finansudvalget" administration FA "Forvaltningen" mayor M1 "Borgmester"
committee JOB "Jobudvalget" administration JA "Jobforvaltningen" mayor M2 "Jobborgmester"
committee KUL "Kulturudvalget" administration KA "Kulturforvaltningen" mayor M3 "Borgmester"
task museum "Museum" within art held by KUL
task jobs "Jobindsats" within labour held by JOB
"""
BAD = """proposal "Museum"
    concerns lilleby
    proposed 2013-06-18
    effective 2014-01-01

move museum from KUL to JOB
"""
GOOD = BAD.replace("Museum", "Job").replace("museum from KUL to JOB", "jobs from JOB to KUL")
SETTINGS = """paths = "sager"
rules = "regler"
organisations = "byer"
fail-on = "forbidden"
lang = "en"
"""


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def judged(ressort: Callable, *arguments: str, rev: str = "main") -> tuple[int, dict[str, Any]]:
    """The exit status, and the answer."""
    done = ressort("check", "--trust", rev, "--format", "json", *arguments)
    assert done.status < 2, done.err
    return done.status, json.loads(done.out)


def verdicts(answer: dict[str, Any]) -> dict[str, str]:
    return {one["proposal"]["path"]: one["verdict"] for one in answer["results"]}


def changed(answer: dict[str, Any]) -> list[str]:
    return [one["id"] for one in answer["trust"]["changes"]]


def lax_in_place() -> None:
    write("regler/r.ressort", LAX)
