# SPDX-License-Identifier: EUPL-1.2
"""The page as one HTML file that needs no network and no server: the checker itself, what it
judges by, and a Python that runs in the browser (Pyodide, from its npm package), which the user
names. The same parts give the same bytes."""

from __future__ import annotations

import re
import tarfile
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from io import BytesIO
from json import dumps, loads
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from checker import folders, limits
from checker.board import browser, scene
from checker.board.live import Base
from checker.board.pages import FOLDER, rendered
from checker.board.scene import Scene
from checker.board.state import PageState
from checker.disk import keep
from checker.errors import UnreadableError, UsageError
from checker.language import grammar
from checker.records import frozen
from checker.say import Language
from checker.source import bytes_of_file

_RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK, _ABOUT = "pyodide-lock.json", "package.json"
_PACKAGES = ("lark", "attr", "attrs", "click", "jinja2", "markupsafe")
_CALENDAR = ("icalendar", "dateutil", "holidays", "six", "tzdata")
_HOLIDAYS = re.compile(r"holidays/(countries/(?!__init__|denmark)|financial/(?!__init__)|locale/)")
_NEEDED = (".py", ".lark")
_SHIPPED = ("*.toml", "*.j2", "*.css", "*.json", "board/*.*")
_SCRIPTS = ("htmx.min.js", "single.js", "page.js")


@frozen(eq=False)
class Runtime:
    """The parts of Pyodide that a page carries, by their names, and its version."""

    version: str
    parts: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """One digest of all its parts, which the page names."""
        read = sha256()
        for name, data in self.parts.items():
            read.update(f"{name} {sha256(data).hexdigest()}\n".encode())
        return read.hexdigest()


def runtime_of(place: Path, shown: str) -> Runtime:
    """The runtime in a folder, or in the file of its npm package.

    Raises UsageError where it lies in neither, UnreadableError where a file cannot be read.
    """
    wanted = {*_RUNTIME, _LOCK, _ABOUT}
    if not place.exists():
        raise UsageError("no-runtime", path=shown, name=_RUNTIME[0])
    if place.is_dir():
        inside = place / "package"
        folder = inside if inside.is_dir() else place
        there = [folder / name for name in wanted if (folder / name).exists()]
        parts = {each.name: bytes_of_file(each, each.as_posix(), limits.RUNTIME) for each in there}
    else:
        data = bytes_of_file(place, shown, limits.RUNTIME)
        parts = dict(_of_package(data, shown, wanted))
    if missing := sorted(wanted - set(parts)):
        raise UsageError("no-runtime", path=shown, name=missing[0])
    try:
        version = str(loads(parts.pop(_ABOUT))["version"])
        lock = {"info": loads(parts[_LOCK])["info"], "packages": {}}
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("no-runtime", path=shown, name=_LOCK) from error
    parts[_LOCK] = dumps(lock, sort_keys=True).encode()
    return Runtime(version, dict(sorted(parts.items())))


def _of_package(data: bytes, shown: str, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as packed:
            for each in packed:
                path = PurePosixPath(each.name)
                if each.isfile() and len(path.parts) == 2 and path.name in wanted:
                    if each.size > limits.RUNTIME:
                        raise UnreadableError(shown, "too-large", str(limits.RUNTIME // limits.MB))
                    file = packed.extractfile(each)
                    assert file is not None
                    yield path.name, file.read()
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise UsageError("no-runtime", path=shown, name=_LOCK) from error


def single_file(given: browser.Given, runtime: Runtime, language: Language) -> str:
    """The page as one file, with rules, organisations and registers in it.

    Raises MistakesError where one of these is wrong.
    """
    calendar = all(find_spec(name) for name in _CALENDAR)
    formats = ("html", "calendar", "csv") if calendar else ("html", "csv")
    state = PageState(language=language)
    scripts = [(FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    worker = (FOLDER / "worker.js").read_text(encoding="utf-8")
    checker = _packed({**dict(_code(calendar)), **dict(_data(given))})
    return rendered(
        "single.html.j2",
        language,
        state=state,
        work=Scene(Base.of(*given), formats).inner(state),
        policy=_policy(scripts, style),
        style=_inside(style),
        scripts=[_inside(each) for each in scripts],
        worker=_inside(worker),
        formats=" ".join(formats),
        runtime=runtime,
        digest=sha256(checker).hexdigest(),
        parts={**{name: _carried(data) for name, data in runtime.parts.items()},
               "checker.zip": _carried(checker)},
    )  # fmt: skip


def _code(calendar: bool) -> Iterator[tuple[str, bytes]]:
    """The sources of the checker and of all that it is made with."""
    for name in ("checker", *_PACKAGES, *(_CALENDAR if calendar else ())):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        top = Path(spec.origin)
        files = sorted(top.parent.rglob("*")) if top.name == "__init__.py" else [top]
        root = top.parent.parent if top.name == "__init__.py" else top.parent
        for file in files:
            path = file.relative_to(root).as_posix()
            taken = file.suffix in _NEEDED and "/_data/" not in path and "/tests/" not in path
            if taken and not _HOLIDAYS.match(path):
                yield path, file.read_bytes()


def _data(given: browser.Given) -> Iterator[tuple[str, bytes]]:
    """What the checker reads: its words and templates, what is judged by, all of it parsed."""
    files = [*folders.GRAMMAR.glob("*.*"), *scene.FILES]
    files += [file for kind in _SHIPPED for file in folders.REPORTS.glob(kind)]
    for file in sorted(set(files)):
        yield f"checker/_data/{file.relative_to(folders.ROOT).as_posix()}", file.read_bytes()
    documents = [each for kind in given for each in kind]
    for name, entry in keep.entries(grammar.made(), documents).items():
        yield f"checker/_data/kept/{name}", entry
    yield "given.json", browser.carried(given).encode("utf-8")


def _packed(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip of the same bytes each time, its content not packed: that is done at once."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for path, data in sorted(files.items()):
            packed.writestr(ZipInfo(path), data)
    return out.getvalue()


def _carried(data: bytes) -> str:
    """Bytes as a text of the page: packed as browsers unpack it, and in letters."""
    return b64encode(zlib.compress(data, 9)).decode("ascii")


def _inside(text: str) -> str:
    """A script or a style as it stands in a page. Raises ValueError where it would end there."""
    if re.search(r"</(script|style)|<!--", text, re.IGNORECASE):
        raise ValueError("a script or a style that ends itself")
    return text


def _policy(scripts: Iterable[str], style: str) -> str:
    """What the page may do: run these scripts and the runtime, and ask nobody."""

    def named(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    return escape(
        f"default-src 'none'; script-src {' '.join(map(named, scripts))} 'wasm-unsafe-eval' blob:; "
        f"worker-src blob:; style-src {named(style)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
