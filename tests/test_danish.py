"""The Danish of the reports, read aloud: what each case says, and no longer says."""

import pytest
from test_shipped_reports import page

READ = [
    (
        "2013/kbs-kfu-afslaaet",
        "Løsning: Ingen; dette kan ikke opnås: dispensation fra styrelseslovens § 64 a, så",
        "Københavns Borgerservice kan ikke opnås",
    ),
    (
        "2013/oeu-lige-medlemstal",
        "Økonomiudvalget skal have højst halvt så mange medlemmer som kommunalbestyrelsen, men "
        "har 30; kommunalbestyrelsen har 55.",
        ", og har 30",
    ),
    ("2013/kejd-oeu-en-behandling", "Én af to afholdt.", "1 af 2"),
    (
        "2013/kejd-oeu-sen-hoering",
        "Behandling i Borgerrepræsentationen (tæller ikke)",
        ", der ikke",
    ),
    (
        "2013/kbs-biu",
        "derefter bortfalder »Hvad et udvalg med beskæftigelsesindsatsen må varetage«;",
        "gælder ikke længere",
    ),
    (
        "2013/kbs-biu",
        "dispensation fra LAB § 14, stk. 3 til Københavns Borgerservice meddelt beskæftigelses- og "
        "integrationsborgmesteren.",
        "som indehaver",
    ),
    (
        "2024/model-1-otte-udvalg-fraveget",
        "journalnummer eksempel-1, til og med den 31. december 2029.",
        "til og med 31.",
    ),
    (
        "2013/kejd-tmu",
        "medfører erklæring fra Kultur- og Fritidsudvalget og Teknik- og Miljøudvalget.",
        "sammen med erklæring",
    ),
    (
        "2024/flyt-12a-koncernfaelles",
        "kræver ændring af styrelsesvedtægten.",
        "ikke oplyst i kilderne.",
    ),
    ("2013/kfu-medlemstal", "kan kræve omkonstituering.", "der kan blive behov for"),
    ("2013/biu-nedlagt", "Løsning: Der kræves intet; det er alene en anbefaling.", ": der kræves"),
    (
        "2013/lovbestemte-organer-hoeres",
        "Hvad der ellers ledsager forslaget",
        "Ledsager også forslaget",
    ),
]


@pytest.mark.parametrize(("name", "told", "untold"), READ)
def test_what_a_lawyer_would_not_sign_is_said_otherwise(name: str, told: str, untold: str) -> None:
    said = page(name)

    assert told in said
    assert untold not in said
