# SPDX-License-Identifier: EUPL-1.2
"""What changes is checked at once, and the last answer stays."""

import fcntl
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.folders import adding

MOVE = """\
forslag "Ejendomme under ØU"
    vedrører copenhagen-2013
    fremsat 2013-06-18
    virkning fra 2014-01-01

flyt KEjd fra KFU til {to}
"""
PATIENCE = 30.0  # seconds


def anew(path: Path, text: str) -> None:
    """Writes a file as many editors do: a new one takes its place."""
    draft = path.with_name(f".{path.name}.swp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


class Watching:
    """A command that runs, and what it has written so far."""

    def __init__(self, *arguments: object, screen: tuple[int, int] | None = None) -> None:
        """``screen``: lines and columns of the terminal that it writes to, or none."""
        self.out, its = os.openpty() if screen else os.pipe()
        if screen:
            fcntl.ioctl(self.out, termios.TIOCSWINSZ, struct.pack("HHHH", *screen, 0, 0))
        size = ("LINES", "COLUMNS")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "checker", "watch", *map(str, arguments)],
            stdout=its,
            stderr=subprocess.STDOUT,
            env={key: value for key, value in os.environ.items() if key not in size},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(its)
        self.said, self.seen = "", 0
        self.more = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        while piece := self.piece():
            with self.more:
                self.said += piece.decode("utf-8", "replace")
                self.more.notify()

    def piece(self) -> bytes:
        try:
            return os.read(self.out, 65536)
        except OSError:  # as a terminal ends
            return b""

    def until(self, *words: str) -> str:
        """What was written since it was last asked, once all of some words are in it."""
        with self.more:
            found = self.more.wait_for(
                lambda: all(word in self.said[self.seen :] for word in words), PATIENCE
            )
            said, self.seen = self.said[self.seen :], len(self.said)
        assert found, said
        return said

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status


@pytest.fixture
def watch() -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def begin(*arguments: object, screen: tuple[int, int] | None = None) -> Watching:
        started.append(Watching(*arguments, screen=screen))
        return started[-1]

    yield begin
    for each in started:
        each.process.kill()
        each.process.wait()
        each.reader.join(PATIENCE)
        os.close(each.out)


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False], ids=["a file", "a folder"])
def test_a_change_is_answered_and_a_mistake_leaves_the_last_answer(
    watch: Callable[..., Watching], tmp_path: Path, named: bool
) -> None:
    path = tmp_path / "sag.ressort"
    anew(path, MOVE.format(to="ØU"))
    seen = watch(path if named else tmp_path)
    assert "Ejendomme under ØU" in seen.until("UFULDSTÆNDIGT")

    anew(path, MOVE.format(to="BIU").replace("under ØU", "under BIU"))
    assert "Ejendomme under BIU" in seen.until("under BIU", "Hvad der")

    anew(path, MOVE.format(to="XYZ"))
    said = seen.until("Det seneste svar, før fejlen nedenfor:", "sag.ressort:6:23: ukendt")
    assert said.index("Det seneste svar") < said.index("under BIU") < said.index("ukendt")

    path.write_text(MOVE.format(to="ØU"), encoding="utf-8")
    assert "seneste svar" not in seen.until("under ØU", "Hvad der")
    assert seen.end() == 0


@pytest.mark.slow
def test_files_come_and_go_and_what_judges_is_watched_too(
    watch: Callable[..., Watching], tmp_path: Path
) -> None:
    folder = tmp_path / "sager"
    folder.mkdir()
    (tmp_path / ".git").mkdir()  # in which an organisation is looked for above the proposals
    town = tmp_path / "organisation.ressort"
    text = Path("fixtures/copenhagen-2013/organisation.ressort").read_text(encoding="utf-8")
    anew(town, text)
    seen = watch(folder, "--lang", "da")
    seen.until("der er intet forslag i ")

    anew(folder / "a.ressort", MOVE.format(to="ØU"))
    seen.until("Ejendomme under ØU")
    anew(folder / "b.ressort", MOVE.format(to="BIU").replace("under ØU", "under BIU"))
    assert "2 forslag" in seen.until("Ejendomme under BIU", "2 forslag")

    anew(town, text + "\nvrøvl\n")
    seen.until("organisation.ressort:", "Det seneste svar, før fejlen nedenfor:")
    anew(town, text)
    assert "vrøvl" not in seen.until("a.ressort", "b.ressort", "2 forslag")

    (folder / "a.ressort").unlink()
    assert "under ØU" not in seen.until("Ejendomme under BIU")
    assert seen.end() == 0


@pytest.mark.slow
def test_a_rule_that_is_put_beside_the_others_counts_at_once(
    watch: Callable[..., Watching], tmp_path: Path
) -> None:
    rules = tmp_path / "regler"
    shutil.copytree("rules", rules, ignore=shutil.ignore_patterns("*.md"))
    path = tmp_path / "sag.ressort"
    anew(path, MOVE.format(to="ØU"))
    seen = watch(path, "--rules", rules)
    seen.until("UFULDSTÆNDIGT", "Hvad der")
    anew(path, MOVE.format(to="ØU") + "\n# set\n")
    seen.until("UFULDSTÆNDIGT", "Hvad der")

    (rules / "egne.ressort").write_text(
        'regel aldrig "Aldrig"\n    KEjd må ikke høre under ØU\n    efter KSL § 17, stk. 1\n',
        encoding="utf-8",
    )
    seen.until("ULOVLIGT")
    assert seen.end() == 0


@pytest.mark.slow
def test_settings_and_what_they_name_are_watched_too(
    watch: Callable[..., Watching],
    ressort: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    (tmp_path / ".git").mkdir()
    folder, kept = tmp_path / "sager", tmp_path / "kendt.json"
    folder.mkdir()
    anew(folder / "a.ressort", MOVE.format(to="ØU"))
    anew(folder / "b.ressort", MOVE.format(to="ØU").replace("under ØU", "igen"))
    seen = watch("sager")
    seen.until("2 af 2 fejler")

    anew(tmp_path / "ressort.toml", 'lang = "en"\n')
    seen.until("2 of 2 fail")
    anew(tmp_path / "ressort.toml", 'lang = "en"\nas-of = 2013-12-24\n')
    seen.until("2 of 2 fail")
    anew(tmp_path / "ressort.toml", "forkert = 1\n")
    seen.until("ressort.toml:1:1: ")
    assert (
        ressort("check", folder / "a.ressort", "--no-config", "--write-baseline", kept).status == 0
    )
    anew(tmp_path / "ressort.toml", 'baseline = "kendt.json"\n')
    seen.until("1 af 2 fejler")
    assert ressort("check", folder, "--no-config", "--write-baseline", kept).status == 0
    seen.until("2 af 2 består")
    anew(tmp_path / "ressort.toml", 'fail-on = "forbidden"\n')
    seen.until("2 af 2 består")
    (tmp_path / "ressort.toml").unlink()
    seen.until("2 af 2 fejler")
    assert seen.end() == 0


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 8])
def test_the_verdict_stays_on_a_low_screen(watch: Callable, tmp_path: Path, count: int) -> None:
    known = Path(__file__).parents[1] / "fixtures/copenhagen-2013"
    for each in ["organisation", *sorted(one.stem for one in known.glob("kejd-*"))[:count]]:
        shutil.copy(known / f"{each}.ressort", tmp_path)
    watching = watch(tmp_path, "--lang", "da", screen=(24, 80))

    said = re.sub(r"\x1b\[[0-9;]*[mHJK]", "", watching.until("Ctrl-C slutter").replace("\r", ""))
    high = [line[at : at + 80] for line in said.splitlines() for at in range(0, len(line) or 1, 80)]
    seen = "\n".join(high[-24:])

    assert "linjer mere, som skærmen ikke har plads til" in seen
    assert re.search(r"^(ULOVLIGT|UFULDSTÆNDIGT|\d af 8 fejler)", seen, re.MULTILINE)
    watching.end()


def test_what_does_not_change_is_not_watched(ressort: Callable, tmp_path: Path) -> None:
    done = ressort("watch", "-")
    assert (done.status, done.out) == (2, "")
    assert "standard input does not change" in done.err
    assert ressort("watch", tmp_path / "intet").status == 2


def test_without_the_extra_the_message_names_it(
    ressort: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    done = ressort("watch", tmp_path)

    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert adding("watch") in done.err
