# SPDX-License-Identifier: EUPL-1.2
"""What stands beside words that move: a note, a sign, a provision that is to receive them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from drafts import plain
from papers import text_of

from checker.provision import ProvisionLine, Revision


@pytest.mark.parametrize(
    ("text", "words", "rest", "asks"),
    [
        ("Udvalget varetager pas, kultur og valg.", "pas", "kultur og valg.", False),
        ("Udvalget varetager pas, kultur og valg.", "kultur", "pas og valg.", False),
        ("Udvalget varetager pas, kultur og valg.", "valg", "pas og kultur.", False),
        ("Udvalget varetager pas, kultur og valg.", "og valg", "pas, kultur.", False),
        (
            "Udvalget varetager pas, herunder kort, og valg.",
            "og valg",
            "pas, herunder kort.",
            False,
        ),
        ("Udvalget varetager pas og kort, samt veje og parker.", " og parker", "samt veje.", False),
        ("Udvalget varetager pas, jf. § 3.", ", jf. § 3", "pas.", False),
        ("Udvalget varetager pas, der er røde, og valg.", "valg", "pas, der er røde, og.", True),
        ("Udvalget varetager pas, der er røde, og valg.", "pas", ", der er røde, og valg.", True),
        ("Udvalget fører tilsyn med havn, vej og bro.", "vej", "havn, og bro.", True),
        ("[…] pas og valg […]", "valg", "pas og […]", True),
    ],
)
def test_words_that_a_proposal_takes_out_leave_no_sign_behind_or_the_draft_asks(
    text, words, rest, asks
):
    revision = Revision.of([ProvisionLine(text)])

    assert revision.exchange(words, "")
    assert revision.rows[0].new.full.endswith(rest)
    assert [each for each, _ in revision.doubts] == ["w.ask-sentence"] * asks


def test_no_part_of_a_word_is_taken_out():
    revision = Revision.of([ProvisionLine("Udvalget varetager kultur.")])

    assert not revision.exchange("valg", "")
    assert revision.exchange("kultur", "idræt")


@pytest.mark.slow
def test_words_without_a_provision_to_receive_them_are_asked_for_in_order(
    ressort: Callable, tmp_path: Path
) -> None:
    case = Path(__file__).parents[1] / "real/bornholm-2025"
    plain(
        "§ 13. Social- og Sundhedsudvalget varetager pleje, socialområdet og sundhed.",
        "§ 14. Job-, Udviklings- og Fritidsudvalget varetager jobcenteret og fritid.",
    ).save(tmp_path / "sv.docx")
    done = ressort(
        *("letters", case / "proposal.ressort", "--organisations", case / "organisation.ressort"),
        *("--bylaw", tmp_path / "sv.docx", "--to", tmp_path / "breve", "--lang", "da"),
    )
    word = Document(tmp_path / "breve/vedtaegtsaendring.docx")
    heads = [each.text.replace("\xa0", " ") for each in word.paragraphs
             if each.style.name == "Heading 2"]  # fmt: skip

    assert done.status == 2
    assert done.err.splitlines() == [
        *(
            "Bestemmelsen, der beskriver Social- og Beskæftigelsesudvalget, blev ikke fundet i "
            f"sv.docx, så »{words}« er ikke indsat."
            for words in ("jobcenteret", "socialområdet")
        ),
        "»Økonomi-, Erhvervs- og Planudvalget« blev ikke fundet i sv.docx, så det nye navn er ikke "
        "indsat.",
        "Medlemstallet for Økonomiudvalget blev ikke fundet i sv.docx i en sætning om dette udvalg "
        "alene, så 9 er ikke indsat; indsæt det selv.",
    ]
    blank = "[… bestemmelsen om Social- og Beskæftigelsesudvalget]"
    assert f"I {blank} indsættes »jobcenteret« [… hvor i bestemmelsen" in text_of(word)
    assert heads == ["§ 13", "§ 14", "Bestemmelsen om Social- og Beskæftigelsesudvalget"] * 2
