# SPDX-License-Identifier: EUPL-1.2
"""Memos and bylaws as Word files, for the tests that read them."""

import made
from docx import Document
from engine import LAW, PROCEDURE, TOWN

from checker.formats.catalogue import render
from checker.report.express import express
from checker.report.report import Options

LANGUAGES = ("en", "da")

RULES = f"""{LAW}{PROCEDURE}
rule told "The supervising authority is told"
    a bylaw change needs notification to TS
    under KSL § 2, stk. 3
rule one-leader "Unit administration"
    a unit that is led as unit administration
        needs a dispensation from KSL § 64 a by IM granted under KSL § 65 c, stk. 2
    under KSL § 64 a
"""
OLD_18 = "Kulturudvalget varetager kultur, idræt og fritid."
OLD_19 = "Udvalget varetager endvidere Business Service, herunder turisme, samt anlæg og parker."
NEW_19 = "Udvalget varetager endvidere Erhvervsservice og puljer, samt anlæg."
FILED = f"""{TOWN}
provision SV § 18 of KU text "{OLD_18}" as of 2013-01-01
provision SV § 19, stk. 2 of KU text "{OLD_19}" as of 2013-01-01
provision SV § 21 of ØU phrase "borgerservice"
"""
CHANGES = """
move KBS from ØU to KU
reword SV § 19, stk. 2 from "Business Service, herunder turisme" to "Erhvervsservice og puljer"
remove " og parker" from SV § 19, stk. 2
insert "Udvalget varetager borgerservice." in SV § 18
insert "Mere." in SV § 21
"""


def document(language="da", *results):
    return express(results or [made.RESULT], language, made.sentence)


def memo(language="da", *results, **options):
    return render(document(language, *results), "word", language, Options(**options))


def bylaw(path, *paragraphs):
    """A bylaw as Word has it; a paragraph is a text, or runs of which every other is bold."""
    word = Document()
    word.add_heading("Styrelsesvedtægt", 1)
    for runs in paragraphs:
        paragraph = word.add_paragraph()
        for number, text in enumerate([runs] if isinstance(runs, str) else runs):
            paragraph.add_run(text).bold = bool(number % 2) or None
    word.save(path)
    return path


SHIPPED = (
    "§ 18. Kulturudvalget varetager kultur,\tidræt og fritid.",
    "Stk. 2. Udvalget varetager Business Service, herunder turisme.",
    "§ 19. Udvalget består af 11 medlemmer.",
    ("Stk. 2. Udvalget varetager endvidere Busi", "ness Service, herunder", f" {OLD_19[56:]}"),
    "Stk. 3. Andet.",
    "§ 21. Økonomiudvalget.",
)  # fmt: skip
