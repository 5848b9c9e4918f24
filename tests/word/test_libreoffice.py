# SPDX-License-Identifier: EUPL-1.2
"""What LibreOffice makes of the memo and of tracked changes."""

import office
import pytest
from memos import NEW_19, OLD_18, OLD_19, SHIPPED, bylaw

from checker.report.wording import phrases


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@pytest.mark.slow
@office.needed
def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(check, folder, home):
    path = bylaw(folder / "sv.docx", *SHIPPED)
    check("--report", folder / "svar.docx")
    check("--to", folder / "breve", "--bylaw", path, name="letters")
    begins = phrases("da")["w.redline"]
    accepted, rejected = (
        lines[[each.startswith(begins) for each in lines].index(True) :]
        for command in ("AcceptAll", "RejectAll")
        for lines in [office.settled(folder / "svar.docx", command, home)]
    )
    before = office.settled(path, "RejectAll", home)
    back = office.settled(folder / "breve/vedtaegt.docx", "RejectAll", home)
    new = office.settled(folder / "breve/vedtaegt.docx", "AcceptAll", home)

    assert NEW_19 in accepted
    assert accepted[accepted.index(OLD_18) + 1] == "Udvalget varetager borgerservice."
    assert OLD_19 in rejected
    assert len(rejected) == len(accepted) - 1
    assert [line for line in rejected if line not in accepted] == [OLD_19]
    assert back == before
    assert [line for line in new if line not in before] == [
        "Udvalget varetager borgerservice.",
        "Stk. 2. Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg.",
        "Mere.",
    ]


@pytest.mark.slow
@office.needed
def test_libreoffice_prints_the_memo_with_its_page_numbers(check, folder, home):
    from pypdf import PdfReader

    check("--report", folder / "print.docx")
    pages = PdfReader(office.pdf(folder / "print.docx", home)).pages

    assert f"Side 2 af {len(pages)}" in pages[1].extract_text().replace("\xa0", " ")


@pytest.mark.slow
@office.needed
@pytest.mark.parametrize(("case", "most"), [("kbs-biu", 10), ("kejd-oeu", 7)])
def test_the_memo_of_one_move_takes_few_pages(ressort, tmp_path, home, case, most):
    from pypdf import PdfReader

    ressort("check", f"fixtures/copenhagen-2013/{case}.ressort", "--report", tmp_path / "few.docx")
    pages = PdfReader(office.pdf(tmp_path / "few.docx", home)).pages

    assert len(pages) <= most
