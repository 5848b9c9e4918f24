# SPDX-License-Identifier: EUPL-1.2
"""What cannot be is told once, at its place, in the user's words, with what to write instead."""

import pytest
from engine import HEADER, PROCEDURE, TOWN, check

from checker.errors import MistakesError

DANISH = """
forslag "Prøve"
    vedrører town
    fremsat 2013-06-18
    virkning fra 2014-01-01
"""


def told(text, town=TOWN):
    """The only mistake of a proposal: what is underlined, what it says, what to do."""
    with pytest.raises(MistakesError) as caught:
        check(text, PROCEDURE, header="", town=town)
    (error,) = caught.value.errors
    return error.span.text, error.message, error.hint


def test_a_day_of_effect_before_proposal_and_organisation_is_told_once():
    place, message, hint = told(HEADER.replace("2014-01-01", "2013-05-01"))
    assert place.startswith('proposal "Prøve"')
    assert "before 2013-06-18, the day proposed" in message
    assert "correct one of the two" in hint


def test_a_day_of_effect_before_the_organisation_is_told_with_what_to_do():
    header = HEADER.replace("2014-01-01", "2013-05-01").replace("2013-06-18", "2013-05-01")
    assert told(header)[2] == (
        "correct the day, or name the organisation of that day with --organisations"
    )


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (HEADER.replace("2014-01-01", "2014-01-01 until 2013-12-31"), "until 2013-12-31",
         "the dates are reversed: 2013-12-31 is before 2014-01-01",
         "exchange them, or correct one of them"),
        (DANISH.replace("2014-01-01", "2014-01-01 til og med 2013-12-31"), "til og med 2013-12-31",
         "datoerne er byttet om: 2013-12-31 ligger før 2014-01-01",
         "byt dem om, eller ret en af dem"),
    ],
)  # fmt: skip
def test_a_header_whose_days_are_reversed(text, place, message, hint):
    assert told(text) == (place, message, hint)


MISUSES = [
    # English, Danish, what is underlined in each, hint in each
    ('create special committee SU "S" until 2013-12-31',
     'opret særligt udvalg SU "S" til og med 2013-12-31', None, None,
     "correct one of the two days", "ret en af de to dage"),
    ('create committee SU "S" until 2015-12-31', 'opret udvalg SU "S" til og med 2015-12-31',
     "until 2015-12-31", "til og med 2015-12-31",
     "write `special committee`, or leave the day out",
     "skriv `særligt udvalg`, eller udelad dagen"),
    ('split KU into K2 "Kultur" with the rest', 'opdel KU i K2 "Kultur" med resten', None, None,
     "`rename KU to K2 \"Kultur\"`", "`omdøb KU til K2 \"Kultur\"`"),
    ("abolish FIN into KU", "nedlæg FIN til KU", "FIN", "FIN",
     "known: BIU, KBS, KEjd, KU, ØU", "kendte: BIU, KBS, KEjd, KU, ØU"),
    ("abolish ØU into KU", "nedlæg ØU med opgaverne til KU", None, None,
     "`move … from ØU to …`", "`flyt … fra ØU til …`"),
    ("abolish KU", "nedlæg KU", None, None, "`abolish KU into …`",
     "`nedlæg KU med opgaverne til …`"),
    ("move passports to no committee", "flyt passports til intet udvalg",
     "no committee", "intet udvalg", "name the committee that is to have it",
     "nævn det udvalg, der skal have den"),
    ("move passports from no committee to KU", "flyt passports fra intet udvalg til KU",
     "no committee", "intet udvalg", "or write only where it goes",
     "eller skriv kun, hvor den skal hen"),
    ("move employment tasks from ØU to KU", "flyt opgaver inden for beskæftigelse fra ØU til KU",
     "ØU", "ØU", "they are held by BIU", "de varetages af BIU"),
    ("transfer passports from KEjd to KBS", "overdrag passports fra KEjd til KBS",
     "KEjd", "KEjd", "it is performed by KBS", "den udføres af KBS"),
    ("move KBS to IM", "flyt KBS til IM", "IM", "IM", "known: BIU, KU, ØU", "kendte: BIU, KU, ØU"),
    ("lead KU as centre", "led KU som center", "KU", "KU", "known: KBS, KEjd",
     "kendte: KBS, KEjd"),
    ('insert "W" in KSL § 3', 'indsæt "W" i KSL § 3', "KSL § 3", "KSL § 3",
     "only a provision of a bylaw", "kun en vedtægtsbestemmelse"),
    ('reword SV § 3 from "a" to "a"', 'ændr SV § 3 fra "a" til "a"', None, None,
     "write what they are to become", "skriv, hvad de skal ændres til"),
    ("given KBS with 9 members", "oplyst KBS med 9 medlemmer", None, None,
     "of a unit its area and construction", "om en enhed dens område og konstruktion"),
    ('create committee KU "K"', 'opret udvalg KU "K"', "KU", "KU", "such as `KU-1`",
     "såsom `KU-1`"),
    ("carries a reading in IM, planned", "ledsages af behandling i IM, planlagt", "IM", "IM",
     "known: BIU, BR, KU, ØU", "kendte: BIU, BR, KU, ØU"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("english", "danish", "place", "sted", "hint", "vink"), MISUSES, ids=[row[0] for row in MISUSES]
)
def test_a_misuse_is_told_once_with_a_suggestion_in_both_languages(
    english, danish, place, sted, hint, vink
):
    underlined, _, meant = told(f"{HEADER}{english}\n")
    assert (underlined, hint in meant) == (place or english, True), meant
    underlined, _, meant = told(f"{DANISH}{danish}\n")
    assert (underlined, vink in meant) == (sted or danish, True), meant


def test_an_area_is_told_in_danish_by_its_word():
    _, message, _ = told(f"{DANISH}flyt opgaver inden for borgerservice til intet udvalg\n")
    assert message.startswith("`borgerservice` er ingen enhed")
    _, message, _ = told(f"{DANISH}åben opgaver inden for borgerservice under KU eller BIU\n")
    assert message.startswith("placeringen af `borgerservice` er åben")
