# SPDX-License-Identifier: EUPL-1.2
"""Municipalities of the ordinary form: the general law, their own bylaw, nothing of another's."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from checker import folders
from checker.language.parser import parse
from checker.pipeline import Checker
from checker.records import evolve
from checker.source import Source

pytestmark = pytest.mark.slow

CITY = folders.RULES / "copenhagen"
# No word of a report may be Copenhagen's, whatever the municipality has on file.
CITY_WORDS = re.compile(
    r"(?i:borgerrepræsentation|overborgmester|lord mayor|københav|copenhagen)|"
    r"\b(?:SV|R2013|IR|OB)\b"
)
REAL = [
    path
    for name in ("randers-2018", "albertslund-2015")
    for path in sorted((folders.FIXTURES / name).glob("*.ressort"))
    if path.name != "organisation.ressort"
]

# The ids are those of Copenhagen's file, so that a rule that ought not to bind would find them.
TOWN = """
kommune lilleby "Lilleby Kommune" pr. 2018-01-01
styreform "udvalgsstyre"
kommunalbestyrelse BY "Lilleby Byråd" med 15 medlemmer
valgperiode fra 2018-01-01 til og med 2021-12-31
valgperiode fra 2022-01-01 til og med 2025-12-31
konstituerende møde mellem 1. december og 15. december
økonomiudvalg ØU "Økonomiudvalget" med 7 medlemmer
udvalg KFU "Kulturudvalget" med 5 medlemmer
udvalg BIU "Jobudvalget" med 5 medlemmer
enhed KBS "Borgerbutikken" under ØU inden for borgerservice ledet som enhedsforvaltning
enhed KEjd "Ejendomskontoret" under KFU inden for ejendomme
enhed KES "Erhvervskontoret" under KFU inden for erhvervsservice
opgave passports "Pas" inden for borgerservice varetaget af ØU udført af KBS
opgave benefits "Boligstøtte" inden for borgerydelser varetaget af BIU udført af KBS
opgave strategy "Erhvervspolitik" inden for erhvervspolitik varetaget af KFU udført af KES
opgave jobs "Jobindsats" inden for beskæftigelse varetaget af BIU
opgave pay "Løn" inden for løn varetaget af ØU
"""

HEADER = """
forslag "Prøve"
    vedrører lilleby
    fremsat 2021-06-01
    virkning fra {effective}
"""

# Of Copenhagen's rules there is one each on these: the number of committees, business policy under
# the finance committee, a unit administration for KES, KBS and KEjd that move.
PROPOSALS = {
    "nothing": ("", "clear"),
    "unit moves": ("flyt KEjd fra KFU til ØU\n", "incomplete"),
    "unit of several committees moves": ("flyt KBS fra ØU til KFU\n", "incomplete"),
    "another unit administration": ("led KES som enhedsforvaltning\n", "clear"),
    "business policy moves": ("flyt strategy fra KFU til BIU\n", "incomplete"),
    "committee is created": ('opret udvalg TU "Teknikudvalget" med 5 medlemmer\n', "incomplete"),
    "pay moves": ("flyt pay fra ØU til KFU\n", "forbidden"),
}


def read(roots: list[Path]) -> list:
    return [parse(Source.read(file)) for root in roots for file in sorted(root.rglob("*.ressort"))]


@cache
def checker(own_only: bool = False, town: str = TOWN) -> Checker:
    """A checker of the shipped rules; with ``own_only`` of all but Copenhagen's."""
    roots = [root for root in sorted(folders.RULES.iterdir()) if not (own_only and root == CITY)]
    files = sorted({path.parent / "organisation.ressort" for path in REAL})
    organisations = [parse(Source.read(file)) for file in files]
    return Checker(read(roots), [*organisations, parse(Source.of(town, "lilleby.ressort"))])


def proposal(changes: str, effective: str = "2022-01-01"):
    return parse(Source.of(HEADER.format(effective=effective) + changes, "forslag.ressort"))


def bare(result):
    """A result without what the files declare; also what other readings would make of it."""
    doubts = tuple(
        evolve(one, rivals=tuple(evolve(each, result=bare(each.result)) for each in one.rivals))
        for one in result.doubts
    )
    return evolve(result, inputs=(), names={}, kinds={}, sources={}, doubts=doubts)


def without_city(document, town: str = TOWN):
    """A proposal judged with Copenhagen's rules among the others, and without them."""
    return [
        bare(judge.check(document))
        for judge in (checker(town=town), checker(own_only=True, town=town))
    ]


@pytest.mark.parametrize(("changes", "verdict"), PROPOSALS.values(), ids=PROPOSALS)
def test_nothing_of_the_city_fires_in_a_small_town(changes: str, verdict: str) -> None:
    result, general = without_city(proposal(changes))

    assert result == general
    assert result.verdict == verdict


@pytest.mark.parametrize(("changes", "verdict"), PROPOSALS.values(), ids=PROPOSALS)
def test_all_of_it_would_fire_if_the_town_were_the_city(changes: str, verdict: str) -> None:
    town = TOWN.replace("Lilleby Kommune", "Københavns Kommune")

    result, general = without_city(proposal(changes), town)

    assert set(result.rules_run) > set(general.rules_run)
    assert "seven-committees" in {one.rule for one in result.findings}
    assert general.verdict == verdict


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_of_the_city_fires_in_a_real_municipality(path: Path) -> None:
    # An expectation may name what must not fire, which the general law alone does not know.
    text = re.sub(r"^forvent .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)

    result, general = without_city(parse(Source.of(text, path.name)))

    assert result == general
    assert result.rules_run


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_report_names_nothing_of_the_city(
    ressort: Callable, tmp_path: Path, language: str
) -> None:
    endings = {".txt": "text", ".md": "markdown", ".html": "html", ".json": "json"}
    (tmp_path / "lilleby.ressort").write_text(TOWN, encoding="utf-8")
    for number, (changes, _) in enumerate(PROPOSALS.values()):
        text = HEADER.format(effective="2022-01-01") + changes
        (tmp_path / f"forslag-{number}.ressort").write_text(text, encoding="utf-8")
    own = sorted(tmp_path.glob("forslag-*"))
    small = (*own, "--organisations", tmp_path / "lilleby.ressort")

    for asked, name in ((small, "Lilleby Byråd"), (REAL, "Randers Byråd")):
        reports = [flag for end in endings for flag in ("--report", tmp_path / f"{name}{end}")]
        done = ressort("check", *asked, "--fail-on", "never", "--lang", language, *reports)
        assert done.status == 0
        for end, format in endings.items():
            page = (tmp_path / f"{name}{end}").read_text(encoding="utf-8")
            assert name in page
            assert not CITY_WORDS.search(without_files(page, format))


def without_files(text: str, format: str) -> str:
    """A report without the list of the files that were read, which are all the shipped ones."""
    if format != "json":
        return re.sub(r"^.*[0-9a-f]{64}.*$", "", text, flags=re.MULTILINE)
    document = json.loads(text)
    for result in document["results"]:
        del result["inputs"]
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize(
    ("form", "approval"),
    [
        ("magistratsordning", True),
        ("udvalgsstyre", False),
        ("mellemformstyre med delt administrativ ledelse", False),
    ],
)
def test_the_ministry_confirms_a_bylaw_under_magistrate_rule_only(
    form: str, approval: bool
) -> None:
    town = TOWN.replace("udvalgsstyre", form)

    result = checker(town=town).check(proposal("flyt KEjd fra KFU til ØU\n"))

    of = [one for one in result.instruments if one.kind == "approval" and one.authority == "IM"]
    assert [one.norm or str(one.basis[0].provision) for one in of] == (
        ["KSL § 2, stk. 3, 1. pkt."] if approval else []
    )
    assert [one.subject.id for one in of] == [
        one.id for one in result.instruments if one.kind == "bylaw change" and approval
    ]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ('styreform "udvalgsstyre"', None),
        ('styreform "mellemformstyre med delt administrativ ledelse"', "need"),
        ("# styreformen er ikke oplyst", "undetermined"),
    ],
)
def test_one_mayor_may_lead_all_where_leadership_is_not_divided(
    form: str, kind: str | None
) -> None:
    town = TOWN.replace('styreform "udvalgsstyre"', form)

    findings = checker(town=town).check(proposal("")).findings

    found = [(one.kind, one.subject.id) for one in findings if one.rule == "unit-administration"]
    assert found == ([(kind, "KBS")] if kind else [])


@pytest.mark.parametrize(
    ("form", "noted"),
    [("udvalgsstyre", False), ("mellemformstyre med delt administrativ ledelse", True)],
)
def test_chairs_sit_on_the_finance_committee_in_the_other_form_only(form: str, noted: bool) -> None:
    town = TOWN.replace("udvalgsstyre", form)

    findings = checker(town=town).check(proposal('opret udvalg TU "Teknikudvalget"\n')).findings

    assert ("finance-committee-members" in {one.rule for one in findings}) == noted


def test_the_change_is_of_the_municipalitys_own_bylaw() -> None:
    changes = {
        path.parent.name: one.source
        for path in REAL
        for one in checker().check(parse(Source.read(path))).instruments
        if one.kind == "bylaw change"
    }
    assert changes == {"randers-2018": "RSV", "albertslund-2015": "ASV"}
    (bylaw,) = [
        one
        for one in checker().check(proposal("flyt KEjd til ØU\n")).instruments
        if one.kind == "bylaw change"
    ]
    assert bylaw.source is None


@pytest.mark.parametrize(
    "path", sorted((folders.RULES / "general").glob("*")), ids=lambda p: p.stem
)
def test_general_law_says_nothing_that_only_the_city_understands(path: Path) -> None:
    """What a report quotes of a rule; the register of provisions may state those on the city."""
    statements = re.split(r"^(?=\w)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = "".join(one for one in statements if not one.startswith("retssætning")).splitlines()
    quoted = [line for line in lines if not re.match(r"\s*(?:#|læst i )", line)]

    assert [line for line in quoted if CITY_WORDS.search(line)] == []
    assert [line for line in quoted if re.search(r"rapporten|the report", line, re.I)] == []


@pytest.mark.parametrize(
    ("basis", "told"), [("", True), ("    efter KSL\n", True), ("    efter R2013\n", False)]
)
def test_a_sentence_of_the_citys_own_report_is_not_told_in_a_small_town(
    basis: str, told: bool
) -> None:
    sentence = f"""retssætning 9001 "Vedtægten behandles to gange"
{basis}    kodet i two-readings
"""
    documents = [*read([folders.RULES]), parse(Source.of(sentence, "register.ressort"))]
    judge = Checker(documents, [parse(Source.of(TOWN, "lilleby.ressort"))])

    result = judge.check(proposal("flyt KEjd fra KFU til ØU\n"))

    assert ("Vedtægten behandles to gange" in [one.text.da for one in result.sentences]) == told
