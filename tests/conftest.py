# SPDX-License-Identifier: EUPL-1.2
"""What several test modules share: the command, run in this process, and snapshots."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest
from browser import chromium
from jinja2 import Environment

from checker.commands import run
from checker.files import documents
from checker.lawbook import load
from checker.lawbook.book import Lawbook
from checker.source import Source
from checker.speech.node import Document

SNAPSHOTS = Path(__file__).parent / "snapshots"
LONG = 2  # seconds of a processor, for the first of its kind also reads what others share
ANSWERS: dict[tuple[str, ...], "Run"] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


def pytest_configure(config: pytest.Config) -> None:
    os.environ["LC_ALL"] = "C.UTF-8"  # a Danish machine is told of its mistakes in Danish
    gc.set_threshold(700, 10, 1000)  # what is kept for all tests is not gone through at each
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update is for a person who then reads the diff")


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """What was kept for all tests is gone through once, not at each step in which a run ends."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Any]:
    with chromium(downloads) as found:
        yield found


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Each page has an environment of its own; what jinja makes of a template is kept for all."""
    compiled, kept = Environment.compile, {}

    def compile(self: Environment, source: str, *names: str | None, **options: bool) -> CodeType:
        key = (type(self), self.autoescape, self.finalize, source, *names, *options.items())
        if key not in kept:
            kept[key] = compiled(self, source, *names, **options)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile)
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_files_read_once() -> Iterator[None]:
    """Each command reads anew what it judges by; what is made of shipped files is kept for all."""
    parsed, loaded = documents._document, load.recalled
    read: dict[Source, Document] = {}
    books: dict[tuple[int, ...], Lawbook] = {}

    def document(source: Source) -> Document:
        if not source.path.startswith(("rules/", "fixtures/")):
            return parsed(source)
        return read.setdefault(source, read.get(source) or parsed(source))

    def book(rules: Sequence[Document], organisations: Iterable[Document]) -> Lawbook:
        all_of = (*rules, *(towns := tuple(organisations)))
        if any(read.get(each.span.source) is not each for each in all_of):
            return loaded(rules, towns)
        key = (len(rules), *map(id, all_of))
        return books.setdefault(key, books.get(key) or loaded(rules, towns))

    document.cache_clear = parsed.cache_clear
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_document", document)
        patch.setattr(load, "recalled", book)
        yield


@pytest.fixture
def matches(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """matches(text, "name.txt") compares text with tests/snapshots/name.txt."""

    def compare(text: str, name: str) -> None:
        path = SNAPSHOTS / name
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which a test then stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Run(NamedTuple):
    """What a command gave: its exit status and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture
def ressort(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Run]:
    """ressort("check", path) runs the command and gives its exit status and texts."""

    def command(*arguments: object) -> Run:
        status = run([str(argument) for argument in arguments])
        written = capfdbinary.readouterr()
        return Run(status, written.out.decode("utf-8"), written.err.decode("utf-8"))

    return command


@pytest.fixture
def once(ressort: Callable[..., Run]) -> Callable[..., Run]:
    """As ``ressort``, for a command that reads what is shipped alone: its answer is kept."""

    def command(*arguments: object) -> Run:
        key = tuple(map(str, arguments))
        if key not in ANSWERS:
            ANSWERS[key] = ressort(*arguments)
        return ANSWERS[key]

    return command


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Notes what takes long of a processor, its own and that of processes it starts."""
    begun = sum(os.times()[:4])
    try:
        return (yield)
    finally:
        took = sum(os.times()[:4]) - begun
        if took > LONG and not item.get_closest_marker("slow"):
            item.user_properties.append(("long", took))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the random cases of a property came to, and what is to be marked as slow."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, counted in report.user_properties:
            if name == "tally":
                told = ", ".join(f"{number} {what}" for what, number in counted)
                terminalreporter.write_line(f"{report.nodeid.partition('::')[2]}: {told}")
            elif name == "long":
                terminalreporter.write_line(f"{report.nodeid}: {counted:.1f} s, to be marked slow")
