# SPDX-License-Identifier: EUPL-1.2
"""``ressort diff``: what comes and goes between two versions, and what makes no difference."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from engine import HEADER, LAW, PROCEDURE, TOWN

from checker.commands.difference import compare_results
from checker.commands.statements import edit_of
from checker.folders import FIXTURES, RULES
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.source import Source

LIMIT = """
rule employment-committee "What it may hold"
    BIU may only hold employment tasks
    otherwise a dispensation from LAB or an amendment of LAB
    under LAB
"""
MOVE = f"{HEADER}\nmove KBS from ØU to BIU\n"
STAY = MOVE.replace('"Prøve"', '"Intet"').replace("move KBS from ØU to BIU", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An organisation and two cases beside it; ``rules(name, text)`` adds a rule base."""
    (tmp_path / "town.ressort").write_text(TOWN, "utf-8")
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "move.ressort").write_text(MOVE, "utf-8")
    (cases / "stay.ressort").write_text(STAY, "utf-8")
    return tmp_path


@pytest.fixture
def diff(ressort: Callable, folder: Path) -> Callable:
    """diff(before, after, …) compares two rule bases or files, given as text or by path."""

    def command(before: str | Path, after: str | Path, *flags: object, kind: str = "rules"):
        paths = []
        for name, version in (("a", before), ("b", after)):
            if isinstance(version, Path):
                paths.append(version)
                continue
            place = folder / name
            place.mkdir(exist_ok=True)
            (place / f"{kind}.ressort").write_text(version, "utf-8")
            paths.append(place)
        own = ["--organisations", folder / "town.ressort"]
        cases = ["--cases", folder / "cases"]
        return ressort("diff", *paths, *own, *cases, *flags)

    return command


def answer(done) -> dict:
    assert done.err == ""
    return json.loads(done.out)


def test_a_rule_that_is_added_brings_findings_instruments_and_another_verdict(diff):
    told = answer(diff(LAW, LAW + LIMIT, "--format", "json"))

    (case,) = told["cases"]
    assert [each["id"] for each in told["rules"]["added"]] == ["employment-committee"]
    assert (case["title"], case["verdict"]) == ("Prøve", {"before": "clear", "after": "incomplete"})
    assert [each["rule"] for each in case["findings"]["come"]] == ["employment-committee"]
    assert {each["kind"] for each in case["instruments"]["come"]} == {
        "dispensation",
        "law amendment",
    }
    assert case["findings"]["go"] == case["findings"]["changed"] == []
    assert told["unchanged"] == 1


def test_a_rule_that_is_removed_takes_them_away(diff):
    there, back = (
        answer(diff(*versions, "--format", "json"))
        for versions in ((LAW, LAW + LIMIT), (LAW + LIMIT, LAW))
    )

    assert back["rules"]["removed"][0]["id"] == "employment-committee"
    assert back["cases"][0]["findings"]["go"] == there["cases"][0]["findings"]["come"]


def test_a_cure_that_is_left_out_changes_the_finding_and_takes_its_instrument(diff):
    told = answer(
        diff(LAW + LIMIT, LAW + LIMIT.replace("a dispensation from LAB or ", ""), "--format=json")
    )

    findings, instruments = told["cases"][0]["findings"], told["cases"][0]["instruments"]
    assert findings["come"] == findings["go"] == []
    (changed,) = findings["changed"]
    assert changed["id"].startswith("employment-committee:BIU:")
    assert changed["before"]["requirement"] == changed["after"]["requirement"] == "open"
    assert len(changed["before"]["alternatives"]) - len(changed["after"]["alternatives"]) == 1
    assert [each["id"] for each in instruments["go"]] == ["dispensation:LAB:BIU"]
    assert told["rules"]["changed"][0]["before"] == [
        "ellers kræves dispensation fra LAB eller ændring af LAB"
        if told["language"] == "da"
        else "otherwise a dispensation from LAB or an amendment of LAB"
    ]


def test_a_term_that_is_longer_changes_the_instrument(diff):
    told = answer(
        diff(LAW + PROCEDURE, LAW + PROCEDURE.replace("6 days", "8 days"), "--format", "json")
    )

    (changed,) = told["cases"][0]["instruments"]["changed"]
    assert changed["before"] == {"status": "missing", "days_apart": 6}
    assert changed["after"] == {"status": "missing", "days_apart": 8}


def test_order_comments_and_the_other_language_make_no_difference(diff):
    rules = LAW + LIMIT + PROCEDURE
    document = parse(Source.of(rules))
    danish = print_document(document, "da", {"employment": "beskæftigelse"})
    shuffled = (
        "# note\n"
        + LAW
        + PROCEDURE
        + LIMIT.replace("    under LAB\n", "    # reason\n    under LAB\n")
    )

    for other in (danish, shuffled):
        done = diff(rules, other, "--exit-code", "--lang", "en")
        assert done.status == 0
        assert "Nothing differs in law." in done.out


def test_qualifiers_in_another_order_make_no_difference():
    one = parse(Source.of('rule a "A"\n    BIU must not hold x tasks\n    under KSL and SV'))
    other = parse(
        Source.of('rule a "A"\n    BIU must not hold x tasks\n    under SV\n    under KSL')
    )

    assert edit_of(one.statements, other.statements).changed == ()


def test_an_area_that_lies_elsewhere_is_told_and_followed(diff):
    rule = 'rule a "A"\n    KU must not hold business tasks\n    under KSL\n'
    wide = LAW + rule
    narrow = wide.replace(' "erhvervsservice" within business', ' "erhvervsservice"')

    told = answer(diff(wide, narrow, "--format", "json"))

    assert told["rules"] == {"added": [], "removed": [], "changed": []}
    assert [each["id"] for each in told["statements"]["changed"]] == ["business-service"]
    assert {each["findings"]["go"][0]["rule"] for each in told["cases"]} == {"a"}


def test_a_case_that_one_version_cannot_check_is_a_difference(diff):
    rule = 'rule a "A"\n    XYZ must not hold business tasks\n    under KSL\n'

    done = diff(LAW, LAW + rule, "--format", "json")

    told = answer(done)
    assert done.status == 0
    assert [each["verdict"]["after"] for each in told["cases"]] == [None, None]
    assert "`XYZ`" in told["cases"][0]["errors"]["after"][0]
    assert "Now the case cannot be checked" in diff(LAW, LAW + rule, "--lang", "en").out


def test_a_case_that_no_version_can_check_is_an_error_said_once(diff):
    rule = 'rule a "A"\n    XYZ must not hold business tasks\n    under KSL\n'

    done = diff(LAW + rule, LAW + rule)

    assert (done.status, done.out) == (2, "")
    assert done.err.count("`XYZ`") == 1


def test_a_case_that_is_named_is_not_passed_over_though_its_organisation_is_on_no_file(
    diff, folder: Path
):
    case = folder / "cases" / "move.ressort"
    case.write_text(MOVE.replace("concerns town", "concerns village"), "utf-8")

    done = diff(LAW, LAW + LIMIT)

    assert (done.status, done.out) == (2, "")
    assert "`village`" in done.err


def test_two_versions_of_a_proposal(diff, folder: Path):
    rules = folder / "rules.ressort"
    rules.write_text(LAW + LIMIT, "utf-8")
    cases = folder / "cases"

    told = answer(
        diff(cases / "stay.ressort", cases / "move.ressort", "--rules", rules, "--format", "json")
    )

    assert told["kind"] == "proposal"
    assert told["statements"]["added"][0]["lines"] == ["move KBS from ØU to BIU"]
    assert told["cases"][0]["verdict"] == {"before": "clear", "after": "incomplete"}
    assert [each["tasks"] for each in told["cases"][0]["bylaw_changes"]["come"]]


def test_two_versions_of_an_organisation(diff, folder: Path):
    rules, other = folder / "rules.ressort", folder / "other.ressort"
    rules.write_text(
        LAW + 'rule a "A"\n    a unit that is led as centre needs a bylaw change\n    under KSL\n',
        "utf-8",
    )
    other.write_text(TOWN.replace("led as contract unit", "led as centre"), "utf-8")

    told = answer(diff(folder / "town.ressort", other, "--rules", rules, "--format", "json"))

    assert [each["id"] for each in told["statements"]["changed"]] == ["KEjd"]
    assert [each["findings"]["come"][0]["subject"]["id"] for each in told["cases"]] == [
        "KEjd",
        "KEjd",
    ]


def test_a_task_more_that_leaves_is_told_of_the_bylaw_change(diff, folder: Path):
    rules, other = folder / "rules.ressort", folder / "other.ressort"
    rules.write_text(LAW, "utf-8")
    more = 'task cards "Kort" within citizen-service held by ØU performed by KBS\n'
    other.write_text(TOWN + more, "utf-8")
    versions = (folder / "town.ressort", other, "--rules", rules, "--lang", "en")

    told = answer(diff(*versions, "--format", "json"))
    page = " ".join(diff(*versions).out.split())

    changed = told["cases"][0]["bylaw_changes"]["changed"]
    assert [each["after"]["tasks"] for each in changed] == [["cards", "passports"]] * 2
    assert "Changed in the bylaw otherwise: “Pas” leaves" in page
    assert "→ “Kort” and “Pas” leave" in page


def test_two_rewordings_of_one_provision_are_two():
    change = {"provision": "SV § 1", "committee": None, "action": "reword", "words": "x"}
    change |= {"tasks": [], "old": "a", "new": "b"}
    before = {"verdict": "clear", "findings": [], "instruments": [], "bylaw_changes": [change]}
    after = before | {"bylaw_changes": [change, change | {"old": "c", "new": "d"}]}

    assert [each["old"] for each in compare_results(before, after)["bylaw_changes"]["come"]] == [
        "c"
    ]


def test_rules_that_are_wrong_in_one_version_are_an_error_with_its_place(diff):
    done = diff(LAW, LAW + 'rule a "A"\n    BIU must not hold xyz tasks\n')

    assert (done.status, done.out) == (2, "")
    assert "b/rules.ressort:" in done.err


@pytest.mark.slow
def test_one_file_of_a_rule_base_is_compared_with_the_rest_beside_it(
    ressort: Callable, tmp_path: Path
):
    other = tmp_path / "lab.ressort"
    text = (RULES / "general" / "lab.ressort").read_text("utf-8")
    other.write_text(text.replace(" eller ændring af LAB", ""), "utf-8")

    told = answer(ressort("diff", RULES / "general" / "lab.ressort", other, "--format", "json"))

    assert [each["id"] for each in told["rules"]["changed"]] == ["employment-committee"]
    assert {each["path"].split("/")[-1] for each in told["cases"]} >= {"kbs-biu.ressort"}
    assert told["unchanged"] > len(told["cases"])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (FIXTURES / "copenhagen-2013" / "organisation.ressort", RULES, "of two kinds"),
        (FIXTURES, RULES, "more than one kind"),
        (RULES, Path("no-such-folder"), "no such file"),
    ],
    ids=["two kinds", "mixed", "missing"],
)
def test_what_are_not_two_versions_of_one_thing_is_not_compared(
    ressort: Callable, before: Path, after: Path, said: str
):
    done = ressort("diff", before, after, "--lang", "en")

    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_two_organisations_are_not_two_versions_of_one(diff, folder: Path):
    other = folder / "other.ressort"
    other.write_text(TOWN.replace("municipality town", "municipality village"), "utf-8")

    done = diff(folder / "town.ressort", other)

    assert (done.status, done.out) == (2, "")
    assert "`town` and `village`" in done.err


def test_the_exit_code_tells_a_difference_only_where_it_is_asked_for(diff):
    assert diff(LAW, LAW + LIMIT).status == 0
    assert diff(LAW, LAW + LIMIT, "--exit-code").status == 1
    assert diff(LAW, LAW, "--exit-code").status == 0


def test_the_text_leads_with_the_verdicts(diff):
    english = diff(LAW, LAW + LIMIT, "--lang", "en").out
    danish = diff(LAW, LAW + LIMIT, "--lang", "da").out

    assert english.index("clear → incomplete: Prøve") < english.index("Added: rule")
    assert "two cases checked" in english or "2 cases checked" in english
    assert "Required now: an amendment of Beskæftigelsesloven (missing)" in english
    assert danish.index("i orden → ufuldstændigt: Prøve") < danish.index("Tilføjet: regel")
    assert "Kræves nu: ændring af beskæftigelsesloven (mangler)" in danish


def test_markdown_shows_rules_as_a_diff_and_escapes_what_authors_wrote(diff, folder: Path):
    case = folder / "cases" / "move.ressort"
    case.write_text(MOVE.replace('"Prøve"', '"*Prøve* <b>"'), "utf-8")

    page = diff(LAW, LAW + LIMIT, "--format", "markdown", "--lang", "en").out

    assert "  ```diff\n  + BIU may only hold employment tasks\n" in page
    assert "\\*Prøve\\* \\<b\\>" in page
    assert page.count("```") % 2 == 0


def test_the_same_input_gives_the_same_bytes(diff):
    first, second = (diff(LAW, LAW + LIMIT + PROCEDURE, "--format", "json").out for _ in range(2))

    assert first == second


def test_nothing_differs_between_a_result_and_itself(ressort: Callable):
    result = json.loads(
        ressort("check", FIXTURES / "copenhagen-2013" / "kbs-biu.ressort", "--format", "json").out
    )["results"][0]

    difference = compare_results(result, result)

    assert difference["verdict"]["before"] == difference["verdict"]["after"]
    for part in ("findings", "instruments", "bylaw_changes"):
        assert difference[part] == {"come": [], "go": [], "changed": []}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "format"), [("en", "text"), ("da", "markdown")])
def test_a_shipped_case_under_a_shorter_list_of_what_may_be_held(
    ressort: Callable, tmp_path: Path, language: str, format: str
):
    other = tmp_path / "lab.ressort"
    text = (RULES / "general" / "lab.ressort").read_text("utf-8")
    other.write_text(text.replace(" eller ændring af LAB", ""), "utf-8")

    case = FIXTURES / "copenhagen-2013" / "kejd-biu-lovaendring.ressort"
    flags = ["--cases", case, "--format", format, "--lang", language]

    page = ressort("diff", RULES / "general" / "lab.ressort", other, *flags).out

    assert "kejd-biu-lovaendring.ressort" in page
    assert not {"None", "null", "{", "}"} & set(page.split())


@pytest.mark.slow
def test_a_timetable_that_is_another_is_told_under_the_interpretation_asked_for(
    ressort: Callable, tmp_path: Path
):
    case = (FIXTURES / "copenhagen-2013" / "kbs-kfu.ressort").read_text("utf-8")
    (tmp_path / "later.ressort").write_text(
        case.replace("fremsat 2013-06-18", "fremsat 2013-08-01"), "utf-8"
    )
    (tmp_path / "sooner.ressort").write_text(case, "utf-8")
    paths = (str(tmp_path / "sooner.ressort"), str(tmp_path / "later.ressort"))

    plain = ressort("diff", *paths, "--lang", "en").out
    strict = ressort("diff", *paths, "--lang", "en", "--interpretation", "six-whole-days").out
    wrong = ressort("diff", *paths, "--interpretation", "six-whole-day")

    assert "earliest: 26 June 2013 → 9 August" in " ".join(plain.split())
    assert "earliest: 26 June 2013 → 9 August" in " ".join(strict.split())
    assert (wrong.status, "six-whole-days" in wrong.err) == (2, True)
