# SPDX-License-Identifier: EUPL-1.2
"""A report says of each change what it does, and of each thing what it is."""

from __future__ import annotations

import pytest
from engine import TOWN, check

from checker.formats.catalogue import render
from checker.report.express import express

KBS = "move KBS from ØU to BIU\n"
SPLIT = 'split KU into TU "Teatret" with property and MU "Museet" with the rest\n'


def done(changes: str, language: str = "da") -> tuple[str, ...]:
    return express([check(changes)], language, str).results[0].proposal.does


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (KBS, ["Enheden Borgerservice flyttes fra Økonomiudvalget til Beskæftigelsesudvalget."]),
        (
            "move citizen-service from ØU to BIU\n",
            [
                "Opgaver inden for borgerservice flyttes fra Økonomiudvalget til "
                "Beskæftigelsesudvalget."
            ],
        ),
        (
            "move passports from ØU to BIU\nmove pay from ØU to BIU\nmove jobs to KU\n",
            [
                "»Pas« og »Løn« flyttes fra Økonomiudvalget til Beskæftigelsesudvalget.",
                "»Jobindsats« flyttes til Kulturudvalget.",
            ],
        ),
        (
            "move KEjd to no committee\n",
            ["Enheden Ejendomme flyttes, så den ikke hører under noget udvalg."],
        ),
        (
            "transfer permits from KBS to KEjd\n",
            ["»Tilladelser« overdrages fra Borgerservice til Ejendomme."],
        ),
        ("lead KEjd as unit administration\n", ["Ejendomme skal ledes som enhedsforvaltning."]),
        (
            SPLIT,
            [
                "Kulturudvalget opdeles i Teatret og Museet.",
                "Teatret får opgaver inden for ejendomme.",
                "Museet får resten af opgaverne.",
            ],
        ),
        (
            'merge KU and BIU into JU "Jobudvalget"\n',
            ["Kulturudvalget og Beskæftigelsesudvalget sammenlægges til Jobudvalget."],
        ),
        (
            'create committee JU "Jobudvalget" with 5 members\n',
            ["Jobudvalget oprettes med 5 medlemmer."],
        ),
        (
            'create special committee JU "Jobudvalget"\n',
            ["Jobudvalget nedsættes som særligt udvalg efter styrelseslovens § 17, stk. 4."],
        ),
        (
            'create unit JE "Jobhuset" under KU\n',
            ["Enheden Jobhuset oprettes under Kulturudvalget."],
        ),
        (
            "abolish BIU into KU\n",
            ["Beskæftigelsesudvalget nedlægges; Kulturudvalget overtager opgaverne."],
        ),
        ('rename KU to JU "Jobudvalget"\n', ["Kulturudvalget omdøbes til Jobudvalget."]),
        ("resize KU to 9 members\n", ["Medlemstallet i Kulturudvalget ændres til 9."]),
        (
            'reword SV § 3 from "fem" to "syv"\ninsert "ni" in SV § 4\nremove "to" from SV § 5\n',
            [
                "I styrelsesvedtægtens § 3 ændres ordene »fem« til »syv«.",
                "I styrelsesvedtægtens § 4 indsættes »ni«.",
                "I styrelsesvedtægtens § 5 udgår »to«.",
            ],
        ),
    ],
)
def test_each_change_is_told(changes: str, told: list[str]) -> None:
    assert list(done(changes)) == told


def test_in_english_one_area_and_one_unit_have_their_verbs() -> None:
    assert done(f"{KBS}move citizen-service from ØU to KU\n", "en") == (
        "The unit Borgerservice moves from Økonomiudvalget to Beskæftigelsesudvalget.",
        "Citizen service tasks move from Økonomiudvalget to Kulturudvalget.",
    )


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_every_full_report_has_the_list(format: str) -> None:
    page = " ".join(render(express([check(KBS)], "da", str), format, "da").split())
    assert "Enheden Borgerservice flyttes fra Økonomiudvalget til Beskæftigelsesudvalget." in page


def test_a_committee_that_ends_in_another_is_told_of_though_nothing_on_file_is_its() -> None:
    town = f'{TOWN}committee DU "Deludvalget"\n'
    result = check('merge KU and DU into JU "Jobudvalget"\n', town=town)
    page = " ".join(render(express([result], "da", str), "text", "da").split())

    assert "Deludvalget Før: ingen enheder Efter: udvalget findes ikke" in page
