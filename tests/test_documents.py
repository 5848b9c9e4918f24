# SPDX-License-Identifier: EUPL-1.2
"""What is found under the paths a user gives, under which names, and what is wrong with it."""

import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import MistakesError
from checker.files.documents import Library, read_library
from checker.folders import FIXTURES, ROOT, RULES

CASES = FIXTURES / "copenhagen-2013"
PROPOSAL = CASES / "kbs-biu.ressort"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder; a file is put into it by `place`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def place(*names: str, copy_of: Path = PROPOSAL) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(copy_of, name)


def proposals(*paths: str) -> list[str]:
    return [document.span.path for document in read_library(paths).proposals]


def mistakes(*paths: str, **places: list[str]) -> str:
    with pytest.raises(MistakesError) as caught:
        read_library(paths, **places)
    return str(caught.value)


def notices(library: Library) -> list[str]:
    return [notice.told("en") for notice in library.notices]


@pytest.mark.usefixtures("folder")
class TestPaths:
    def test_a_folder_is_searched_through_and_through_in_order(self) -> None:
        place("a/z.ressort", "a/b/c/y.ressort", "a/b/x.RESSORT", "a/ø/å.ressort", "a/notes.txt")

        assert proposals("a") == [
            "a/b/c/y.ressort",
            "a/b/x.RESSORT",
            "a/z.ressort",
            "a/ø/å.ressort",
        ]

    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            (".", "sager/min sag.ressort"),
            ("./sager", "sager/min sag.ressort"),
            ("sager//min sag.ressort", "sager/min sag.ressort"),
            ("sager/../sager", "sager/../sager/min sag.ressort"),
        ],
    )
    def test_a_path_is_shown_as_it_was_given(self, given: str, shown: str) -> None:
        place("sager/min sag.ressort")

        assert proposals(given) == [shown]

    def test_an_absolute_path_stays_absolute(self, folder: Path) -> None:
        place("a.ressort")

        assert proposals(str(folder)) == [(folder / "a.ressort").as_posix()]

    def test_hidden_files_and_folders_are_left_aside(self) -> None:
        place("a/.hidden.ressort", "a/.git/b.ressort", "a/c.ressort")

        assert proposals("a") == ["a/c.ressort"]

    def test_a_file_that_is_named_twice_is_read_once(self) -> None:
        place("a/b.ressort", "a/c.ressort")

        assert proposals("a/c.ressort", "a", "a/../a/c.ressort") == ["a/c.ressort", "a/b.ressort"]

    def test_a_named_file_may_have_any_name(self) -> None:
        place("forslag.txt", ".skjult")

        assert proposals("forslag.txt", ".skjult") == ["forslag.txt", ".skjult"]

    def test_other_documents_in_a_folder_are_passed_over_and_named(self) -> None:
        place("a/b.ressort")
        place("a/org.ressort", copy_of=CASES / "organisation.ressort")
        place("a/ksl.ressort", copy_of=RULES / "general" / "ksl.ressort")

        library = read_library(["a"])

        assert [each.span.path for each in library.proposals] == ["a/b.ressort"]
        assert notices(library) == [
            "note: a/org.ressort stands in place of the shipped organisation `copenhagen-2013`",
            "note: passed over, not being proposals: a/ksl.ressort",
        ]

    def test_a_register_that_is_passed_over_is_told_with_what_would_have_it_count(self) -> None:
        place("a/b.ressort")
        register = Path("a/mine fravigelser.ressort")
        register.write_text("fravigelser for copenhagen-2013\n", "utf-8")

        assert notices(read_library(["a"])) == [
            "note: passed over, not being proposals: a/mine fravigelser.ressort; "
            "to have the waivers count: `--waivers 'a/mine fravigelser.ressort'`",
        ]
        assert notices(read_library(["a"], registers=[register.as_posix()])) == []

    def test_links_that_lead_out_are_not_followed_and_counted(self) -> None:
        place("a/b.ressort", "outside/c.ressort", "d.ressort")
        Path("a/out").symlink_to(Path("outside").resolve())
        Path("a/d.ressort").symlink_to(Path("d.ressort").resolve())
        Path("a/up").symlink_to("..")
        Path("a/loop").symlink_to("loop")
        Path("a/self").symlink_to(".")

        library = read_library(["a"])

        assert [each.span.path for each in library.proposals] == ["a/b.ressort"]
        assert notices(library) == [
            "note: links not followed because they lead out of the folder: 3"
        ]

    def test_a_link_that_is_named_is_followed(self) -> None:
        place("there/b.ressort")
        Path("here").symlink_to("there")

        assert proposals("here") == ["here/b.ressort"]

    def test_the_shipped_files_are_read_where_the_folder_has_none(self) -> None:
        library = read_library(["fixtures/copenhagen-2013/kbs-biu.ressort"])

        (proposal,) = library.proposals
        assert proposal.span.path == "fixtures/copenhagen-2013/kbs-biu.ressort"
        assert len(notices(library)) == 1

    def test_a_file_of_ones_own_comes_before_a_shipped_one(self) -> None:
        place("fixtures/copenhagen-2013/kbs-biu.ressort", copy_of=CASES / "ks-kfu.ressort")

        library = read_library(["fixtures/copenhagen-2013/kbs-biu.ressort"])

        assert "KS" in library.proposals[0].span.source.text
        assert notices(library) == []

    def test_what_is_shipped_is_shown_alike_everywhere(self) -> None:
        place("a.ressort")

        library = read_library(["a.ressort"])

        shown = [each.span.path for each in (*library.rules, *library.organisations)]
        assert all(path.startswith(("rules/", "fixtures/")) for path in shown)
        assert all((ROOT / path).is_file() for path in shown)

    def test_rules_and_organisations_of_ones_own_replace_the_shipped_ones(self) -> None:
        place("a.ressort")
        place("egne/ksl.ressort", copy_of=RULES / "general" / "ksl.ressort")
        place("egne/by.ressort", copy_of=CASES / "organisation.ressort")
        place("egne/forslag.ressort")

        library = read_library(["a.ressort"], rules=["egne"], organisations=["egne"])

        assert [each.span.path for each in library.rules] == ["egne/ksl.ressort"]
        assert [each.span.path for each in library.organisations] == ["egne/by.ressort"]

    def test_folders_of_rules_can_be_joined(self) -> None:
        place("a.ressort")
        place("egne/areas.ressort", copy_of=RULES / "general" / "areas.ressort")

        shown = [
            each.span.path for each in read_library(["a.ressort"], rules=["egne", "rules"]).rules
        ]

        assert "egne/areas.ressort" in shown
        assert "rules/general/ksl.ressort" in shown


@pytest.mark.usefixtures("folder")
class TestMistakes:
    def test_all_that_is_wrong_in_all_files_is_told_at_once(self) -> None:
        Path("a.ressort").write_bytes(b"forslag \xff")
        Path("b.ressort").write_text('forslag "B"\n    vedrører\n', encoding="utf-8")
        Path("c.ressort").write_text("", encoding="utf-8")
        Path("d.ressort").write_bytes(b"forslag \0")

        named = [f"{name}.ressort" for name in "abcde"]

        told = mistakes(*named, rules=["f"])

        assert [name for name in (*named, "f") if f"{name}:" not in told] == []

    def test_a_broken_file_in_a_folder_stops_the_check(self) -> None:
        place("a/b.ressort")
        Path("a/c.ressort").write_text('forslag "C\n', encoding="utf-8")

        assert "a/c.ressort:1:" in mistakes("a")

    def test_a_named_document_that_is_no_proposal_says_what_it_is(self) -> None:
        place("org.ressort", copy_of=CASES / "organisation.ressort")

        told = mistakes("org.ressort")

        assert "dette er en organisation, og her kræves et forslag" in told
        assert told.startswith("org.ressort:")

    def test_what_is_not_a_text_file_is_told_and_not_read_for_ever(self) -> None:
        if hasattr(os, "mkfifo"):
            Path("a").mkdir()
            os.mkfifo("a/pipe.ressort")
            assert "no proposal was found in a" in mistakes("a")
        Path("big.ressort").write_bytes(b"#" * (8 * 1024 * 1024 + 1))
        assert "larger than 8 MB" in mistakes("big.ressort")

    def test_an_empty_path_is_not_the_working_folder(self) -> None:
        place("a.ressort")

        assert '"": there is no such file' in mistakes("")

    def test_a_name_that_the_system_refuses_is_an_error(self) -> None:
        assert "cannot be read" in mistakes("a" * 5000)


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("change", ["crlf", "bom", "nfd", "cr"])
def test_the_way_a_text_is_stored_does_not_change_the_answer(
    ressort: Callable, change: str
) -> None:
    text = PROPOSAL.read_text(encoding="utf-8")
    stored = {
        "crlf": text.replace("\n", "\r\n"),
        "cr": text.replace("\n", "\r"),
        "bom": "\ufeff" + text,
        "nfd": unicodedata.normalize("NFD", text),
    }
    Path("sag på æøå").mkdir()
    path = Path("sag på æøå/mit forslag.ressort")
    path.write_bytes(text.encode("utf-8"))
    plain = ressort("check", path)
    path.write_bytes(stored[change].encode("utf-8"))

    changed = ressort("check", path)

    assert changed.status == plain.status == 1
    assert without_digests(changed.out) == without_digests(plain.out)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_column_counts_the_characters_of_the_file(ressort: Callable, end: str) -> None:
    before = 'forudsat "\U0001f600' + unicodedata.normalize("NFD", "blå é") + '"  '
    text = PROPOSAL.read_text(encoding="utf-8").replace("\n", end)
    Path("sag.ressort").write_bytes(f"\ufeff{text}{end}{before}forkert her".encode())

    run = ressort("check", "sag.ressort")

    line = len(text.split("\n")) + 1
    assert f"sag.ressort:{line}:{len(before) + 1}: `forkert`" in run.err
    under = run.err.splitlines()[2]
    assert run.err.splitlines()[1][under.index("^") - 1 :].startswith("forkert")  # one sign is wide


def without_digests(report: str) -> list[str]:
    return [line for line in report.splitlines() if max(map(len, line.split()), default=0) < 64]


def test_what_cannot_be_read_and_what_is_unknown_come_in_one_go(
    ressort: Callable, tmp_path: Path
) -> None:
    text = (
        'proposal "P"\n    concerns copenhagen-2013\n    proposed 2013-06-18\n'
        "    effective 2014-01-01\n\nmove KBS to BIUU\nmove KEjd towards ØU\nmove KBX to ØU\n"
    )
    (tmp_path / "p.ressort").write_text(text, encoding="utf-8")

    done = ressort("check", tmp_path / "p.ressort")

    found = re.findall(r"p\.ressort:(\d+):\d+: ", done.err)
    assert (done.status, found) == (2, ["6", "7", "8"])


def test_names_are_not_judged_by_an_organisation_of_which_half_was_read(
    ressort: Callable, tmp_path: Path
) -> None:
    town = (CASES / "organisation.ressort").read_text(encoding="utf-8")
    broken = town.replace("enhed KEjd ", "enhed KEjd under ", 1)
    (tmp_path / "organisation.ressort").write_text(broken, encoding="utf-8")

    done = ressort("check", CASES / "kejd-oeu.ressort", "--organisations", tmp_path)

    assert done.status == 2
    assert len(re.findall(r"\.ressort:\d+:\d+: ", done.err)) == 1


def test_what_of_another_kind_stands_where_rules_should_is_named(
    ressort: Callable, tmp_path: Path
) -> None:
    (tmp_path / "regler").mkdir()
    case = FIXTURES / "copenhagen-2013" / "ingen-aendring.ressort"
    shutil.copy(case, tmp_path / "regler" / "sag.ressort")

    done = ressort("check", case, "--rules", tmp_path / "regler")

    assert done.status == 2
    assert "so nothing was checked; of another kind: " in done.err
    assert "regler/sag.ressort" in done.err
