"""The house: imports point one way, and a command imports only what it uses."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import checker

PACKAGE = Path(checker.__file__).parent
LAYERS = [
    {"folders"},
    {"say"},
    {"errors"},
    {"source"},
    {"mistakes"},
    {"speech"},
    {"result"},
    {"disk"},
    {"language", "report"},
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
    {"api", "commands"},
    {"__main__"},
]
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
MODULES = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_from_its_own_room_or_from_below(path: Path) -> None:
    room = room_of(path)
    imported = set(imported_rooms(ast.parse(path.read_text(encoding="utf-8"))))

    upward = {other for other in imported - {room} if RANK[other] >= RANK[room]}

    assert upward == set()


def test_every_room_has_a_layer_and_every_layer_its_rooms() -> None:
    assert {room_of(path) for path in MODULES} == set(RANK)


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


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], {"lark", "jinja2", "attrs", "checker.speech"}),
        (["--version"], {"lark", "jinja2", "attrs", "checker.speech"}),
        (["check", "--help"], {"jinja2", "difflib"}),
        (["schema"], {"lark", "jinja2", "attrs", "checker.speech"}),
        (["rules", "list"], {"jinja2", "checker.findings", "checker.report"}),
        (["check", CASE], {"jinja2", "difflib", "docx", "weasyprint", "icalendar", "holidays"}),
    ],
    ids=" ".join,
)
def test_a_command_imports_only_what_it_uses(arguments: list[str], spared: set[str]) -> None:
    loaded = modules_after(*arguments)

    assert "checker.commands" in loaded
    assert loaded & spared == set()


def test_the_public_names_can_be_imported_with_a_star() -> None:
    names: dict[str, object] = {}
    exec("from checker import *", names)

    assert {"check", "CheckerError", "Result"} <= names.keys()


def test_there_is_no_other_public_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'verify'"):
        checker.verify  # noqa: B018
