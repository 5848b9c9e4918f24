# SPDX-License-Identifier: EUPL-1.2
"""The page as one file: complete without anything beside it, the same bytes each time, asking
nobody, and answering as the command does."""

import json
import re
import subprocess
import sys
import tarfile
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import checker
from checker.board import browser as carrying
from checker.board.single import runtime_of, single_file
from checker.commands import run
from checker.errors import UsageError
from checker.files.documents import Reader

pytestmark = pytest.mark.slow

FILES = {
    "pyodide.mjs": b"export const loadPyodide = 1;",
    "pyodide.asm.mjs": b"export default 1;",
    "pyodide.asm.wasm": b"\0asm",
    "python_stdlib.zip": b"PK",
    "pyodide-lock.json": b'{"info": {"abi_version": "1"}, "packages": {"large": {}}}',
    "package.json": b'{"version": "1.2.3"}',
}
# What runs the checker of a page with nothing else to import from, and judges texts.
ALONE = """
import json, sys
own = [each for each in sys.path if each.startswith(sys.base_prefix) and "-packages" not in each]
sys.path = [*own, sys.argv[1]]
from pathlib import Path
from checker.board import browser
browser.parse = None  # all that it judges by is there as it was parsed
app = browser.begin(Path(sys.argv[1], "given.json").read_text("utf-8"), ("html", "csv"))
told = [browser.answer(app, "text", [("written", text)], {}) for text in json.load(sys.stdin)]
json.dump([body.decode("utf-8") for body, *_ in told], sys.stdout)
"""


@pytest.fixture(scope="module")
def given():
    reader = Reader()
    rules, organisations = reader.rules(()), reader.organisations(())
    registers = reader.registers((), (), organisations)
    reader.finish()
    return rules, organisations, registers


@pytest.fixture
def package(tmp_path):
    """A package file as npm writes one."""
    file = tmp_path / "pyodide-1.2.3.tgz"
    with tarfile.open(file, "w:gz") as packed:
        for name, data in FILES.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(data)
            packed.addfile(info, BytesIO(data))
    return file


def carried(page):
    """The parts of a page, by their names."""
    found = re.findall(r'class="part" data-name="([^"]+)">([^<]*)<', page)
    return {name: zlib.decompress(b64decode(data)) for name, data in found}


def verdict(html):
    return re.search(r'class="verdict (\w+)"', html)[1]


def test_a_page_is_the_same_bytes_each_time(given, package):
    first, second = (single_file(given, runtime_of(package, "p"), "da") for _ in range(2))
    assert first == second
    assert single_file(given, runtime_of(package, "p"), "en") != first


def test_a_folder_and_a_package_file_give_the_same_page(package, tmp_path):
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    one, other = runtime_of(folder, "f"), runtime_of(package, "p")
    assert (one.version, one.parts, one.digest) == (other.version, other.parts, other.digest)


def test_a_page_names_what_it_is_made_of(given, package):
    runtime = runtime_of(package, "p")
    page = single_file(given, runtime, "da")
    parts = carried(page)
    assert f"pyodide 1.2.3 sha256 {runtime.digest}" in page
    assert f"checker sha256 {sha256(parts['checker.zip']).hexdigest()}" in page
    assert parts["pyodide.asm.wasm"] == FILES["pyodide.asm.wasm"]
    assert json.loads(parts["pyodide-lock.json"]) == {"info": {"abi_version": "1"}, "packages": {}}


def test_a_page_runs_no_script_but_its_own_and_asks_nobody(given, package):
    page = single_file(given, runtime_of(package, "p"), "da")
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(
        r"connect-src|unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:", policy
    )
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 3
    for each in (*scripts, re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]):
        assert f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" in policy
    assert not re.search(r'(?:src|href|action)="(?!data:|#)', page.split("<script")[0])


def test_what_a_page_carries_is_enough_and_judges_as_the_command_does(given, package, tmp_path):
    page = single_file(given, runtime_of(package, "p"), "da")
    with ZipFile(BytesIO(carried(page)["checker.zip"])) as packed:
        packed.extractall(tmp_path / "page")
    names = ["kbs-biu", "kejd-oeu", "kes-ordlyd", "ks-biu"]
    cases = [Path("fixtures/copenhagen-2013", f"{name}.ressort") for name in names]
    texts = [case.read_text(encoding="utf-8") for case in cases]
    done = subprocess.run(
        [sys.executable, "-I", "-c", ALONE, tmp_path / "page"],
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert list(map(verdict, json.loads(done.stdout))) == [
        checker.check(case.as_posix()).verdict for case in cases
    ]


def test_rules_and_organisations_of_a_municipality_s_own_are_inside(package, tmp_path):
    rules, town = tmp_path / "own.ressort", tmp_path / "town.ressort"
    rules.write_text(
        'source KSL law "Lov om kommunernes styrelse"\narea parks "parker"\n', encoding="utf-8"
    )
    town.write_text(
        'municipality here "Her" as of 2026-01-01\ncouncil BR "Rådet"\n', encoding="utf-8"
    )
    out = tmp_path / "page.html"
    assert run(["page", "--to", f"{out}", "--runtime", f"{package}", "--rules", f"{rules}",
                "--organisations", f"{town}"]) == 0  # fmt: skip
    with ZipFile(BytesIO(carried(out.read_text(encoding="utf-8"))["checker.zip"])) as packed:
        given = json.loads(packed.read("given.json"))
    assert [[path for path, *_ in kind] for kind in given] == [[f"{rules}"], [f"{town}"], []]


def test_a_request_is_answered_as_over_http(given):
    application = carrying.begin(carrying.carried(given), ("html",))
    body, media, name, status = carrying.answer(application, "nowhere", [], {})
    assert (media, name, status) == ("text/plain; charset=utf-8", "", 404)
    text = Path("fixtures/copenhagen-2013/kbs-biu.ressort").read_bytes()
    files = {"file": ("kbs-biu.ressort", memoryview(text))}
    body, media, name, status = carrying.answer(application, "open", [("lang", "en")], files)
    assert (verdict(body.decode()), name, status) == ("incomplete", "", 200)


@pytest.mark.parametrize("left", sorted(FILES))
def test_a_runtime_that_lacks_a_part_is_told(tmp_path, left, capsys):
    for name, data in FILES.items():
        if name != left:
            (tmp_path / name).write_bytes(data)
    assert run(["page", "--to", f"{tmp_path}/page.html", "--runtime", f"{tmp_path}"]) == 2
    assert (
        f"{tmp_path}: no Pyodide, {left} is not there = `npm pack pyodide`"
        in capsys.readouterr().err
    )
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("data", [b"", b"no package", b"\x1f\x8b\x08"])
def test_a_file_that_is_no_package_is_told(tmp_path, data):
    (tmp_path / "p.tgz").write_bytes(data)
    with pytest.raises(UsageError, match="no Pyodide"):
        runtime_of(tmp_path / "p.tgz", "p.tgz")


def test_no_runtime_at_all_says_how_to_get_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["page", "--to", "page.html"]) == 2
    assert "`npm pack pyodide` fetches it" in capsys.readouterr().err
    assert run(["page"]) == 2
    assert "--to FILE is missing" in capsys.readouterr().err
