# SPDX-License-Identifier: EUPL-1.2
"""A small bylaw in Word, and what is drafted in it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx_revisions import RevisionDocument
from engine import HEADER, LAW, PROCEDURE, TOWN

OLD = "Udvalget varetager endvidere Business Service, herunder turisme, samt anlæg og parker."


CHANGES = """
reword SV § 19, stk. 2 from "Business Service, herunder turisme" to "Erhvervsservice og puljer"
remove " og parker" from SV § 19, stk. 2
"""


@pytest.fixture
def drafted(tmp_path: Path, ressort: Callable) -> Callable:
    """drafted(word, changes) writes a bylaw, drafts the changes in it; gives the answer."""

    def draft(
        word: Word,
        changes: str = CHANGES,
        command: str = "letters",
        *more: object,
        town: str = TOWN,
    ):
        for name, text in (("law", f"{LAW}{PROCEDURE}"), ("town", town)):
            (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
        word.save(tmp_path / "sv.docx")
        (tmp_path / "case.ressort").write_text(HEADER + changes, encoding="utf-8")
        known = ("--rules", tmp_path / "law.ressort", "--organisations", tmp_path / "town.ressort")
        where = ("--to", tmp_path / "breve") if command == "letters" else ()
        asked = (*known, *where, "--bylaw", tmp_path / "sv.docx", "--lang", "da", *more)
        return ressort(command, tmp_path / "case.ressort", *asked)

    return draft


@pytest.fixture
def read(tmp_path: Path) -> Callable:
    """read(accepted) gives the paragraphs of the drafted bylaw, accepted or rejected."""

    def texts(*, accepted: bool) -> list[str]:
        found = _paragraphs(tmp_path / "breve/vedtaegt.docx")
        return [each.accepted_text if accepted else each.original_text for each in found]

    return texts


def _paragraphs(path: Path) -> list:
    from docx_revisions import RevisionParagraph

    body = RevisionDocument(path).document.element.body
    return [RevisionParagraph(each, None) for each in body.iter(qn("w:p"))]


def plain(*texts: str) -> Word:
    word = Document()
    word.add_heading("Styrelsesvedtægt for Prøveby Kommune", 1)
    for each in texts:
        word.add_paragraph(each)
    return word


BODY = (
    "§ 18. Kulturudvalget varetager kultur, idræt og fritid.",
    "Stk. 2. Udvalget har syv medlemmer.",
    "§ 19. Udvalget består af 11 medlemmer.",
    f"Stk. 2. {OLD}",
    "Stk. 3. Andet.",
    "§ 20. Udvalgene fører en protokol.",
)


def broken() -> Word:
    """The parts of a provision after line breaks within one paragraph."""
    return plain("\n".join(BODY[:2]), "\n".join(BODY[2:5]), BODY[5])


@pytest.fixture
def checked(tmp_path: Path, ressort: Callable) -> Callable:
    """checked(town, changes, *reports) checks a case and gives the result as JSON."""

    def check(town: str, changes: str, *reports: str) -> dict:
        files = (("law", f"{LAW}{PROCEDURE}"), ("town", town), ("case", HEADER + changes))
        for name, text in files:
            (tmp_path / f"{name}.ressort").write_text(text, encoding="utf-8")
        known = ("--rules", tmp_path / "law.ressort", "--organisations", tmp_path / "town.ressort")
        asked = [part for each in reports for part in ("--report", tmp_path / each)]
        done = ressort(
            *("check", tmp_path / "case.ressort", *known, *asked),
            *("--format", "json", "--lang", "da", "--fail-on", "never"),
        )
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)["results"][0]

    return check


def lines(edit: dict) -> list[tuple]:
    return [(each["old"], each["new"]) for each in edit["lines"]]
