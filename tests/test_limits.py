# SPDX-License-Identifier: EUPL-1.2
"""What is too much of anything is refused at once, with one message that says the limit."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Literal

import pytest
from large import CASE, ENDINGS, HEADER, INPUTS, TOWN, given

from checker import limits, source
from checker.mistakes import Mistakes, TextError
from checker.source import Source, Span, composed

ZERO = Path("/dev/zero")


@pytest.mark.slow
@pytest.mark.parametrize("input", INPUTS)
def test_a_file_that_is_too_large_is_not_read(ressort: Callable, here: Path, input: str) -> None:
    path = here / f"large{ENDINGS.get(input, '.ressort')}"
    with path.open("wb") as file:
        file.truncate(5 << 30)

    run = ressort(*given(input, path), "--lang", "en")

    assert run.status == 2
    most = 1 if input == "settings" else 32 if "docx" in path.name else 8
    assert f"the file is larger than {most} MB" in run.err


@pytest.mark.slow
@pytest.mark.parametrize("input", INPUTS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are pipes by name on Unix alone")
def test_a_pipe_by_name_is_not_waited_for(ressort: Callable, here: Path, input: str) -> None:
    path = here / f"pipe{ENDINGS.get(input, '.ressort')}"
    os.mkfifo(path)

    run = ressort(*given(input, path), "--lang", "en")

    assert run.status == 2
    assert "this is a pipe or a device and no file" in run.err


@pytest.mark.slow
@pytest.mark.parametrize("input", INPUTS)
@pytest.mark.skipif(not ZERO.exists(), reason="there are devices on Unix alone")
def test_a_device_is_not_read(ressort: Callable, here: Path, input: str) -> None:
    path = here / f"zero{ENDINGS.get(input, '.ressort')}"
    path.symlink_to(ZERO)

    run = ressort(*given(input, path), "--lang", "en")

    assert run.status == 2
    assert "device" in run.err or "neither a file" in run.err or ".toml" in run.err


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """piped(data) is what standard input gives."""

    def give(data: bytes) -> None:
        source._came.clear()
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="utf-8"))

    yield give
    source._came.clear()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_read(ressort: Callable, piped: Callable, name: str) -> None:
    piped(CASE.read_bytes())

    run = ressort("check", name, "--lang", "en")

    assert (run.status, run.err) == (1, "")
    assert f"\n{name} · Københavns Kommune" in run.out


@pytest.mark.slow
def test_a_pipe_without_a_name_is_read() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as stream:
        stream.write(CASE.read_bytes())
    command = [sys.executable, "-m", "checker", "check", f"/dev/fd/{reading}", "--lang", "en"]
    done = subprocess.run(command, pass_fds=[reading], capture_output=True, encoding="utf-8")
    os.close(reading)

    assert (done.returncode, done.stderr) == (1, "")
    assert "INCOMPLETE" in done.stdout


def test_standard_input_has_a_limit_too(
    ressort: Callable, piped: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(b"#" * (limits.FILE + 1))
    assert "larger than 8 MB" in ressort("check", "-", "--lang", "en").err

    source._came.clear()
    monkeypatch.setattr(sys, "stdin", None)
    run = ressort("check", "-", "--lang", "en")
    assert run.status == 2
    assert "Traceback" not in run.err


@pytest.mark.parametrize("input", ["baseline", "receipt", "settings"])
def test_what_is_nested_too_deeply_names_its_place(
    ressort: Callable, here: Path, input: str
) -> None:
    path = here / f"deep{ENDINGS[input]}"
    deep = "[" * 70_000
    path.write_text(f"a =\\\n {deep}" if input == "settings" else f'{{"a":\n {deep}', "utf-8")

    run = ressort(*given(input, path), "--lang", "en")

    assert run.status == 2
    assert f"{path.name}:2:" in run.err
    assert f"more than {limits.DEPTH} others" in run.err


@pytest.mark.parametrize("number", ["9" * 5000, "1_" * 2500 + "1", "0x" + "f" * 5000, "a" * 5000])
@pytest.mark.parametrize("input", ["baseline", "receipt", "settings"])
def test_a_number_that_is_longer_than_any_is_told_with_its_place(
    ressort: Callable, here: Path, input: str, number: str
) -> None:
    path = here / f"long{ENDINGS[input]}"
    text = f"\njobs = {number}\n" if input == "settings" else f'{{\n"version": {number}}}'
    path.write_text(text, "utf-8")

    run = ressort(*given(input, path), "--lang", "en")

    assert run.status == 2
    assert run.err.endswith("has more than 1000 signs; nothing that is read here needs that many\n")
    assert f"{path.name}:2:" in run.err
    assert "Traceback" not in run.err


def test_a_key_of_a_thousand_words_is_refused(ressort: Callable, here: Path) -> None:
    (here / "ressort.toml").write_text("a" + ".a" * 90_000 + " = 1\n", "utf-8")

    assert (
        "ressort.toml:1:130: this stands within more than 64 others" in ressort("check", CASE).err
    )


def test_brackets_in_texts_nest_nothing(ressort: Callable, here: Path) -> None:
    brackets = "[" * 99
    text = f'# {brackets}\na = "never"  # {brackets}\n[b]\na = """\n{brackets}"{brackets}"""\n'
    (here / "pyproject.toml").write_text(f"{text}[tool.ressort]\nfail-on = 'never'\n", "utf-8")

    assert (ressort("check", CASE).status, ressort("check", CASE).err) == (0, "")


def test_many_keys_of_settings_are_looked_for_once(ressort: Callable, here: Path) -> None:
    text = "".join(f"key{number} = 1\n" for number in range(20_000))
    (here / "ressort.toml").write_text(f'fail-on = "never"\n{text}', "utf-8")

    assert "ressort.toml:2:1: there is no setting `key0`" in ressort("check", CASE).err


@pytest.mark.parametrize("key", ["report", "paths", "rules"])
def test_a_list_in_settings_is_no_longer_than_it_may_be(
    ressort: Callable, here: Path, key: str
) -> None:
    listed = ["a.md"] * (limits.SETTINGS_LIST + 1)
    (here / "ressort.toml").write_text(f'lang = "en"\n{key} = {listed}\n', "utf-8")

    run = ressort("check", CASE)

    assert (run.status, run.out) == (2, "")
    assert f"ressort.toml:2:1: `{key}` lists more than {limits.SETTINGS_LIST};" in run.err


# ------------------------------------------------------------ texts

WORDY = {
    "a statement": "move " + "a " * 21_000,
    "statements": "move a to b\n" * 6_000,
    "comments": "#\n" * 21_000,
    "lines": "a\n" * 21_000,
    "a list": "move " + "a," * 11_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORDY)
def test_a_text_of_too_many_words_is_not_read(
    ressort: Callable, here: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(limits, "WORDS", 20_000)
    (here / "p.ressort").write_text(HEADER + WORDY[kind], "utf-8")

    run = ressort("check", "p.ressort", "--lang", "en")

    assert run.status == 2
    assert "p.ressort:" in run.err
    assert "the file holds more than 20000 words" in run.err
    assert run.err.count("\n") < 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told on Linux alone")
@pytest.mark.parametrize("text", ["\n", "a ", "a,", "a\n", "#\n", '"a\n'])
def test_no_text_that_is_read_takes_more_memory_than_there_is(here: Path, text: str) -> None:
    (here / "p.ressort").write_text(
        HEADER + "move " + text * (limits.FILE // len(text) // 2), "utf-8"
    )
    code = "import sys; from checker.commands import run; run(sys.argv[1:]);"
    code += "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    command = [sys.executable, "-c", code, "check", "p.ressort"]

    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)

    assert int(done.stdout.split()[-1]) < 300 * 1024
    assert done.stderr.startswith("p.ressort:")


def test_rules_and_organisations_are_no_more_than_there_is_room_for(
    ressort: Callable, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIBRARY", 3 * limits.MB)
    (here / "p.ressort").write_text(HEADER, "utf-8")
    for number in range(4):
        town = TOWN.replace("by-2026", f"by-{number}") + f"# {'x' * limits.MB}\n"
        (here / f"town-{number}.ressort").write_text(town, "utf-8")

    run = ressort("check", "p.ressort", "--organisations", ".", "--lang", "en")

    assert run.status == 2
    assert "town-2.ressort: with this file there is more than 3 MB of rules" in run.err


def test_a_folder_of_too_many_documents_is_not_gone_through(
    ressort: Callable, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FOUND", 500)
    for number in range(501):
        (here / f"{number % 9}").mkdir(exist_ok=True)
        (here / f"{number % 9}" / f"{number}.ressort").touch()

    run = ressort("check", ".", "--lang", "en")

    assert (run.status, run.out) == (2, "")
    assert (
        run.err == ".: more than 500 documents lie under this folder; name those that are meant\n"
    )


# ------------------------------------------------------------ many errors


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "said"),
    [("move X{0} from ØU to ØU\n", "unknown"), ("nonsense {0}\n", "nonsense")],
)
def test_of_many_errors_a_hundred_are_told_and_the_others_counted(
    ressort: Callable, here: Path, line: str, said: str
) -> None:
    (here / "town.ressort").write_text(TOWN, "utf-8")
    (here / "p.ressort").write_text(HEADER + "".join(map(line.format, range(3000))), "utf-8")

    run = ressort("check", "p.ressort", "--organisations", "town.ressort")

    assert run.status == 2
    assert run.err.count(f": {said}") + run.err.count(f"`{said}`") == limits.ERRORS
    assert run.err.endswith("errors that are not shown: 2900; put those above right first\n")


@pytest.mark.slow
def test_of_many_warnings_a_hundred_are_told_and_the_others_counted(
    ressort: Callable, here: Path
) -> None:
    (here / "town.ressort").write_text(TOWN, "utf-8")
    (here / "p.ressort").write_text(HEADER, "utf-8")
    needs = "KBS unit administration needs a dispensation by IM under KSL § 1\n    under KSL § 2"
    rules = "".join(f'rule r{number} "R"\n    {needs}\n' for number in range(250))
    (here / "r.ressort").write_text(f'source KSL law "Lov"\nauthority IM "I"\n{rules}', "utf-8")

    run = ressort("check", "p.ressort", "--rules", "r.ressort", "--organisations", "town.ressort")

    assert run.err.count("this is read as the basis of the rule") == limits.ERRORS
    assert "\nwarnings that are not shown: 150\n" in run.err


def test_an_error_is_made_only_where_it_is_told() -> None:
    source = Source.of("a " * 5000)
    mistakes = Mistakes()
    for at in range(0, 10_000, 2):
        mistakes.unknown(Span(source, at, at + 1), ["unit"], "a", ["b"])
        mistakes.unknown(Span(source, at, at + 1), ["unit"], "a", ["b"])
    made = [each for each in mistakes.errors if isinstance(each, TextError)]

    assert len(made) == limits.ERRORS
    assert mistakes.errors[-1].count == 5000 - limits.ERRORS


def test_marks_on_one_letter_are_put_in_order_some_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []
    compose = unicodedata.normalize

    def counting(form: Literal["NFC"], text: str) -> str:
        lengths.append(len(text))
        return compose(form, text)

    for text in ("Ångström e\u0301\u0316 å", "\u0391\u0301" * 99, "\u1112\u1161\u11ab" * 99):
        assert composed(text) == compose("NFC", text)
    monkeypatch.setattr(unicodedata, "normalize", counting)
    marked = "e" + "\u0301\u0316" * 5000
    assert len(composed(f"{marked} x {marked}")) > 9999
    Source.of(marked)
    assert max(lengths) < 64
