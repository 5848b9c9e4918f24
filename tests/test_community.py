# SPDX-License-Identifier: EUPL-1.2
"""What others are told of the project: catalogues can read it, and it agrees with what is here."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import checker

yaml = pytest.importorskip("yaml")
ROOT = Path(checker.__file__).parent.parent


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_catalogue_of_public_code_can_read_it():
    told = read("publiccode.yml")
    needed = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
    }
    assert needed | {"description", "legal", "maintenance", "localisation"} <= set(told)
    assert (told["name"], told["softwareVersion"]) == ("ressort", checker.__version__)
    assert told["legal"]["license"] == "EUPL-1.2"
    for language in told["localisation"]["availableLanguages"]:
        said = told["description"][language]
        assert len(said["shortDescription"]) <= 150
        assert 150 <= len(said["longDescription"]) <= 10_000
        assert said["features"]


def test_it_is_as_the_standard_of_its_version_asks():
    """No unknown key, no category that is not on its list, nothing that it calls deprecated."""
    told = read("publiccode.yml")
    path = ROOT / "tests/schemas" / f"publiccode-{told['publiccodeYmlVersion']}.json"
    schema = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))

    assert [f"{each.json_path}: {each.message}" for each in schema.iter_errors(told)] == []
    told["categories"].append("contract-management")
    assert [each.json_path for each in schema.iter_errors(told)] == ["$.categories[3]"]


def test_it_can_be_cited():
    told = read("CITATION.cff")
    assert told["cff-version"] == "1.2.0"
    assert (told["version"], told["license"]) == (checker.__version__, "EUPL-1.2")
    assert told["message"]
    assert told["authors"]


def test_the_standards_name_files_that_are_there():
    text = (ROOT / ".github/STANDARDS.md").read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:checker|reports|tests|grammar)/[^`]+|[A-Z]\w+\.(?:md|cff)|\w+\.yml)`", text
    )
    assert len(named) > 15
    assert [each for each in named if not list(ROOT.glob(each))] == []


def test_every_module_names_its_licence():
    modules = [
        ROOT / "hatch_build.py",
        *(ROOT / "checker").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
    ]
    heads = {each: each.read_text(encoding="utf-8").split("\n")[:2] for each in modules}
    assert len(heads) > 300
    # REUSE-IgnoreStart
    named = "# SPDX-License-Identifier: EUPL-1.2"
    # REUSE-IgnoreEnd
    assert [each for each, head in heads.items() if named not in head] == []


def test_of_every_other_file_the_licence_is_told_once():
    told = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
    (rest,) = told["annotations"]
    assert (rest["path"], rest["precedence"]) == ("**", "closest")
    licence = ROOT / "LICENSES" / f"{rest['SPDX-License-Identifier']}.txt"
    assert licence.read_text(encoding="utf-8") == (ROOT / "LICENSE").read_text(encoding="utf-8")
