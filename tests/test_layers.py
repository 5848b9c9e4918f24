# SPDX-License-Identifier: EUPL-1.2
"""The house: imports point one way, and a command imports only what it uses."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from operator import attrgetter
from pathlib import Path

import pytest
from modules import PACKAGE, trees

import checker

LAYERS = [
    {"folders", "limits", "records"},
    {"alike", "days", "enumeration", "say", "shown"},
    {"provision"},
    {"called", "errors"},
    {"source"},
    {"mistakes"},
    {"speech"},
    {"result"},
    {"disk"},
    {"language"},
    {"report"},
    {"lawbook"},
    {"municipality"},
    {"findings"},
    {"agenda"},
    {"verdict"},
    {"memo", "page"},
    {"pipeline"},
    {"audit", "desk"},
    {"formats"},
    {"weigh", "table"},
    {"files"},
    {"board"},
    {"api", "commands"},
    {"__main__"},
]
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
MODULES = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
LONGEST = 400  # lines of a module, the first of which names the licence


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    """The name a module is imported under."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def imported_rooms(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            first, *rest = node.module.split(".")
            if first == "checker":
                yield from rest[:1] or (name.name for name in node.names if name.name in RANK)
        elif isinstance(node, ast.Import):
            for name in node.names:
                assert not name.name.startswith("checker."), "from checker… import … is the way"
        yield from imported_rooms(node)


def test_a_module_imports_from_its_own_room_or_from_below() -> None:
    upward = [
        f"{shown(path)} imports {other}"
        for path in MODULES
        for other in {*imported_rooms(trees()[path])} - {room_of(path)}
        if RANK[other] >= RANK[room_of(path)]
    ]

    assert upward == []


def test_every_room_has_a_layer_and_every_layer_its_rooms() -> None:
    assert {room_of(path) for path in MODULES} == set(RANK)


def imported_modules(tree: ast.AST, names: set[str]) -> Iterator[str]:
    """What is imported anywhere in a module, for its types alone too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                yield whole if whole in names else node.module


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {name_of(path) for path in MODULES}
    imports = {
        name_of(path): names.intersection(imported_modules(tree, names))
        for path, tree in trees().items()
    }

    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


def test_a_class_has_a_name_of_its_own() -> None:
    places = defaultdict(list)
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{shown(path)}:{node.lineno}")

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_a_module_says_what_it_is_and_can_be_read_at_once() -> None:
    said = {path: ast.get_docstring(tree) or "" for path, tree in trees().items()}
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}

    assert [
        shown(path) for path in MODULES if not said[path].partition("\n\n")[0].endswith(".")
    ] == []
    assert [shown(path) for path in MODULES if lines[path] > LONGEST] == []


def test_what_is_excused_to_a_checker_says_why() -> None:
    texts = (path.read_text(encoding="utf-8") for path in MODULES)
    excused = [one for text in texts for one in re.findall(r"# (?:noqa|type: ignore).*", text)]

    assert [each for each in excused if not re.search(r"[\w\]]  (?:\(.+\)|# .+)$", each)] == []


def test_every_room_says_in_one_sentence_who_lives_there() -> None:
    for folder in {path.parent for path in MODULES} | {PACKAGE}:
        tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
        first = (ast.get_docstring(tree) or "").partition("\n\n")[0]

        assert first.endswith("."), folder
        assert ". " not in first, folder


def modules_after(*arguments: str) -> set[str]:
    """The modules that are loaded once a command has run."""
    program = (
        "import sys; from checker.commands import run; run(sys.argv[1:]);"
        "sys.stderr.write('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8"
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], {"lark", "jinja2", "attr", "checker.speech"}),
        (["--version"], {"lark", "jinja2", "attr", "checker.speech"}),
        (["check", "--help"], {"jinja2", "difflib"}),
        (["schema"], {"lark", "jinja2", "attr", "checker.speech"}),
        (["new", "organisation", "--name", "By", "--as-of", "2026-01-01"], {"docx"}),
        (["rules", "list"], {"jinja2", "checker.findings", "checker.report"}),
        (
            ["check", CASE],
            {"jinja2", "difflib", "docx", "weasyprint", "icalendar", "holidays"},
        ),
        (
            ["check", CASE],
            {"importlib.metadata", "secrets", "html", "csv", "base64", "checker.page.memo"},
        ),
    ],
    ids=lambda words: " ".join(sorted(words) if isinstance(words, set) else words),
)
def test_a_command_imports_only_what_it_uses(arguments: list[str], spared: set[str]) -> None:
    loaded = modules_after(*arguments)

    assert "checker.commands" in loaded
    assert loaded & spared == set()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "listing", "completion"])
def test_a_shell_completes_a_command_without_what_judges(command: str) -> None:
    program = f"import sys, checker.commands.{command}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    loaded = set(done.stdout.split())

    assert f"checker.commands.{command}" in loaded
    assert loaded & {"checker.pipeline", "checker.report.report", "checker.speech.rule"} == set()


def test_the_public_names_can_be_imported_with_a_star() -> None:
    names: dict[str, object] = {}
    exec("from checker import *", names)

    assert {"check", "CheckerError", "Result"} <= names.keys()


def test_there_is_no_other_public_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'verify'"):
        attrgetter("verify")(checker)
