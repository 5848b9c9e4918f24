# SPDX-License-Identifier: EUPL-1.2
"""Settings: where they are found, what wins, and what is said of one that is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Word

from checker.folders import FIXTURES, RULES

CASES = FIXTURES / "copenhagen-2013"
CLEAR = CASES / "ingen-aendring.ressort"
INCOMPLETE = CASES / "kbs-biu.ressort"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder at the top of a repository."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(ressort: Callable, *arguments: object) -> dict[str, tuple[object, str]]:
    done = ressort("config", "show", "--format", "json", *arguments)
    assert (done.status, done.err) == (0, "")
    return {row["key"]: (row["value"], row["origin"]) for row in json.loads(done.out)["settings"]}


@pytest.mark.slow
def test_the_command_line_comes_before_the_file_and_the_file_before_the_default(
    ressort: Callable, folder: Path
) -> None:
    (folder / "ressort.toml").write_text(
        'fail-on = "never"\nlang = "en"\nlaw-date = 2014-01-01\njobs = 1\n', encoding="utf-8"
    )

    found = settings(ressort, "--", "--lang", "da")

    assert found["lang"] == ("da", "command line")
    assert found["fail-on"] == ("never", "ressort.toml:1")
    assert found["law-date"] == ("2014-01-01", "ressort.toml:3")
    assert found["jobs"] == (1, "ressort.toml:4")
    assert found["format"] == ("text", "default")
    assert ressort("check", INCOMPLETE).status == 0
    assert ressort("check", INCOMPLETE, "--fail-on", "incomplete").status == 1
    assert ressort("check", INCOMPLETE, "--no-config").status == 1


def test_the_nearest_file_wins_and_its_paths_start_where_it_is(
    ressort: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "sager" / "2013"
    inner.mkdir(parents=True)
    (folder / "ressort.toml").write_text('rules = "regler"\npaths = ["sager"]\n', encoding="utf-8")
    monkeypatch.chdir(inner)

    assert settings(ressort)["rules"] == (["../../regler"], "../../ressort.toml:1")
    assert settings(ressort)["paths"] == ([".."], "../../ressort.toml:2")
    (folder / "sager" / "pyproject.toml").write_text(
        '[tool.other]\nlang = "en"\n\n[tool.ressort]\nlang = "da"\n', encoding="utf-8"
    )
    assert settings(ressort)["lang"] == ("da", "../pyproject.toml:5")
    assert settings(ressort)["rules"] == ([], "default")
    (folder / "sager" / "ressort.toml").write_text("", encoding="utf-8")
    assert settings(ressort)["lang"] == (None, "default")


def test_a_repository_is_not_left_in_search_of_settings(
    ressort: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    (folder / "ressort.toml").write_text('lang = "da"\n', encoding="utf-8")
    monkeypatch.chdir(inner)

    assert settings(ressort)["lang"] == (None, "default")


def test_the_paths_to_check_may_stand_in_the_file(ressort: Callable, folder: Path) -> None:
    (folder / "ressort.toml").write_text(f'paths = ["{CLEAR}"]\n', encoding="utf-8")

    assert ressort("check").status == 0
    assert "PATH... is missing" in ressort("check", "--no-config").err


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('lang = "da"\nfail_on = "never"\n', "2:1", "no setting `fail_on`; did you mean `fail-on`"),
        ('  fail-on = "nevr"\n', "1:3", "`nevr` is no value for --fail-on"),
        ("law-date = 2014\n", "1:1", "`law-date` is set to one text"),
        ('law-date = "1/1-2014"\n', "1:1", "`1/1-2014` is not a date"),
        ('rules = ["a", 1]\n', "1:1", "`rules` is set to a text or a list of texts"),
        ('lang = ["da"]\n', "1:1", "`lang` is set to one text"),
        ('jobs = "2"\n', "1:1", "`jobs` is set to a number"),
        ("jobs = 0\n", "1:1", "`0` is no value for --jobs"),
        ('rule-base = "sha256:12"\n', "1:1", "no digest of a rule base"),
        ('paths = """\nfail-no = 1\n"""\nfail-no = 1\n', "4:1", "`fail-no`"),
        ('[check]\nlang = "da"\n', "1:1", "no setting `check`"),
        ("lang =\n", "1:7", "not TOML"),
        ("config = 'x'\n", "1:1", "no setting `config`"),
    ],
)
def test_a_wrong_setting_is_an_error_at_its_place(
    ressort: Callable, folder: Path, text: str, place: str, said: str
) -> None:
    (folder / "ressort.toml").write_text(text, encoding="utf-8")

    done = ressort("check", CLEAR)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"ressort.toml:{place}: ")
    assert said in done.err


def test_a_wrong_setting_is_told_in_the_users_language(ressort: Callable, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.ressort]\nlnag = 1\n", encoding="utf-8")

    done = ressort("check", CLEAR, "--lang", "da")

    assert "pyproject.toml:2:1: der er ingen indstilling `lnag`; mente du `lang`?" in done.err


def test_a_foreign_pyproject_is_left_alone(ressort: Callable, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("this is [no TOML of ressort\n", encoding="utf-8")

    assert ressort("check", CLEAR).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "x.toml", "--no-config"], "cannot go together"),
        (["--no-config", "--config", "x.toml"], "cannot go together"),
        (["--config", "x.toml", "--config", "y.toml"], "given twice"),
        (["--config", "none.toml"], "no such file"),
    ],
)
def test_a_named_file_is_the_one(
    ressort: Callable, folder: Path, arguments: list[str], said: str
) -> None:
    (folder / "x.toml").write_text('lang = "da"\n', encoding="utf-8")
    (folder / "ressort.toml").write_text('lang = "en"\n', encoding="utf-8")

    assert settings(ressort, "--config", "x.toml")["lang"] == ("da", "x.toml:1")
    done = ressort("check", CLEAR, *arguments)
    assert done.status == 2
    assert said in done.err


@pytest.mark.slow
def test_a_pinned_rule_base_is_the_only_one(ressort: Callable, folder: Path) -> None:
    pin = ressort("config", "pin").out
    (folder / "ressort.toml").write_text(pin, encoding="utf-8")

    assert ressort("check", CLEAR).status == 0
    done = ressort("check", CLEAR, "--rules", RULES / "general")
    assert done.status == 2
    assert pin.split('"')[1] in done.err
    result = json.loads(ressort("check", CLEAR, "--format", "json").out)["results"][0]
    assert pin == f'rule-base = "sha256:{result["receipt"]["rule_base"]}"\n'


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "two-readings"),
        ("explain", "two-readings", CLEAR),
        ("plan", CLEAR),
        ("sweep", CLEAR),
        ("matrix", CLEAR),
        ("letters", CLEAR, "--to", "letters"),
    ],
    ids=lambda given: "-".join(Path(each).stem for each in given),
)
def test_a_pinned_rule_base_binds_all_that_judge(
    ressort: Callable, folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "ressort.toml").write_text(f'rule-base = "{"0" * 64}"\n', encoding="utf-8")

    done = ressort(*arguments)
    assert done.status == 2
    assert "pinned" in done.err or "låst" in done.err
    assert not (folder / "letters").exists()
    assert ressort(*arguments, "--no-config").status == 0


def test_what_is_set_holds_for_other_commands_and_what_is_checks_own_does_not(
    ressort: Callable, folder: Path
) -> None:
    (folder / "ressort.toml").write_text('lang = "da"\nformat = "html"\n', encoding="utf-8")
    danish = ressort("explain", "two-readings").out

    assert "Regel" in danish
    assert "Regel" not in ressort("explain", "two-readings", "--lang", "en").out


@pytest.mark.slow
def test_a_setting_names_the_templates_of_the_municipality(ressort: Callable, folder: Path) -> None:
    inner = folder / "sager"
    inner.mkdir()
    (folder / "ressort.toml").write_text('templates = "skabeloner"\n', encoding="utf-8")

    assert settings(ressort)["templates"] == ("skabeloner", "ressort.toml:1")
    assert ressort("check", INCOMPLETE, "--fail-on", "never").status == 0
    missing = ressort("letters", INCOMPLETE, "--to", "breve")
    assert missing.status == 2
    assert "skabeloner" in missing.err

    (folder / "skabeloner").mkdir()
    Word().save(folder / "skabeloner" / "notification.da.docx")
    made = ressort("letters", INCOMPLETE, "--to", "breve")
    assert made.status == 0
    shipped = ressort("letters", INCOMPLETE, "--to", "vores", "--no-config")
    assert shipped.status == 0
    told = [path.name for path in (folder / "breve").iterdir()]
    assert told == [path.name for path in (folder / "vores").iterdir()]
    others = {
        name
        for name in told
        if (folder / "breve" / name).read_bytes() != (folder / "vores" / name).read_bytes()
    }
    assert {name.split("-")[0] for name in others} == {"underretning"}


def test_a_misspelt_key_may_mean_templates(ressort: Callable, folder: Path) -> None:
    (folder / "ressort.toml").write_text('templats = "x"\n', encoding="utf-8")

    assert "did you mean `templates`?" in ressort("check", INCOMPLETE).err
