# SPDX-License-Identifier: EUPL-1.2
"""``ressort new organisation`` and the lists of what there is, for a town that is not shipped."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

GIVEN = [
    *("--name", "Svendborg Kommune", "--as-of", "2026-01-01", "--council", "Svendborg Byråd 29"),
    *("--finance", "Økonomiudvalget 7", "--committee", "Teknik- og Klimaudvalget, 7 medlemmer"),
    *("--committee", "SUN Sundhedsudvalget", "--statement", 'enhed museet "Museet" under TKU'),
]
WRITTEN = """kommune svendborg-2026 "Svendborg Kommune" pr. 2026-01-01
kommunalbestyrelse SB "Svendborg Byråd" med 29 medlemmer
økonomiudvalg ØU "Økonomiudvalget" med 7 medlemmer
udvalg TKU "Teknik- og Klimaudvalget" med 7 medlemmer
udvalg SUN "Sundhedsudvalget"
enhed museet "Museet" under TKU
"""
NAMES = ["Trafik- og Teknikudvalget", "Kultur-, Fritids- og Idrætsudvalget", "Teknisk Udvalg"]
PATH = Path("organisation.ressort")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bylaw(form: str) -> None:
    """A bylaw in Word with its committees in a list, in runs of a numbered one, or in a table."""
    document = Document()
    document.add_heading("STYRELSESVEDTÆGT", 0)
    document.add_paragraph("for Gladsaxe Kommune")
    document.add_paragraph("med virkning fra 1. januar 2026")
    document.add_heading("Kapitel I. Byrådet", 1)
    document.add_paragraph("§ 1. Stk. 1. Gladsaxe Byråd består af 25 medlemmer.")
    document.add_paragraph("§ 6. Der nedsættes et Økonomiudvalg samt følgende stående udvalg:")
    if form == "table":
        table = document.add_table(rows=1, cols=2)
        for cell, text in zip(table.rows[0].cells, ("Udvalg", "Antal medlemmer"), strict=True):
            cell.text = text
        for name in NAMES:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, "5"
    for name in NAMES if form != "table" else ():
        item = document.add_paragraph(style="List Number" if form == "runs" else "List Bullet")
        for word in name.split():
            item.add_run(f"{word} ")
    document.add_paragraph().add_run("§ 11.").bold = True
    document.add_paragraph("Økonomiudvalget består af borgmesteren og 8 andre medlemmer.")
    document.add_paragraph("Stk. 2. Udvalget varetager de opgaver, der er nævnt i lovens § 18.")
    document.add_paragraph("§ 12. Trafik- og Teknikudvalget består af syv medlemmer.")
    document.add_paragraph("Stk. 2. Udvalget varetager kommunens opgaver om:")
    document.add_paragraph("veje", "List Bullet")
    document.add_paragraph("§ 15. Hegnssynet består af 3 medlemmer.")
    document.save("vedtaegt.docx")


def test_options_write_one_that_stands_in_its_written_form_and_is_checked(
    ressort: Callable,
) -> None:
    assert ressort("new", "organisation", *GIVEN) == (0, WRITTEN, "")
    assert ressort("new", "organisation", PATH, *GIVEN).status == 0
    assert ressort("rules", "format", "--check", PATH) == (0, "", "")
    assert ressort("check", PATH).status == 0


def test_it_is_written_in_english_too(ressort: Callable) -> None:
    flags = ("--name", "Town", "--as-of", "2026-01-01", "--committee", "Committee for Art 5")

    assert ressort("new", "organisation", *flags, "--lang", "en").out == (
        'municipality town-2026 "Town" as of 2026-01-01\n'
        'committee CA "Committee for Art" with 5 members\n'
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--name, --as-of mangler"),
        (["by.txt"], "by.txt: en organisation skrives i en fil, der ender på .ressort"),
        (["--from", "nej.docx"], "nej.docx: filen eller mappen findes ikke"),
        ([*GIVEN, "--statement", "enhd x"], "`enhd x` er ingen sætning i en organisation"),
        ([*GIVEN, "--statement", 'enhd x "X"'], "mente du `enhed`?"),
        ([*GIVEN, "--committee", "SUN Sundhedsudvalget"], "»Sundhedsudvalget« er nævnt to gange"),
        (["--from", "by.pdf"], "by.pdf: filen eller mappen findes ikke"),
        ([*GIVEN, "--statement", 'enhed x "X" under XX'], "XX"),
    ],
)
def test_what_cannot_be_written_is_told(ressort: Callable, arguments: list[str], told: str) -> None:
    done = ressort("new", "organisation", *arguments, "--lang", "da")

    assert (done.status, done.out) == (2, "")
    assert told in done.err


def test_where_nothing_says_a_language_it_speaks_the_one_that_it_writes(
    ressort: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")

    assert ressort("new", "organisation").err == "ressort: --name, --as-of mangler\n"
    assert ressort("new", "organisation", "--as-of", "2026-01-01").err == (
        "ressort: --name mangler\n"
    )
    assert "skrives i en fil" in ressort("new", "organisation", "by.txt").err
    assert "se: ressort new organisation --help" in ressort("new", "organisation", "--nmae").err
    assert ressort("new", "organisation", *GIVEN[:4]).out.startswith("kommune ")
    assert "is missing" in ressort("new", "organisation", "--lang", "en").err


def test_at_a_terminal_it_is_asked_for(ressort: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        "Vejle Kommune",
        "1/1",
        "2026-01-01",
        "udvalgsstyre",
        "Vejle Byråd 31",
        "Økonomiudvalget 9",
    ]
    answers = iter([*said, "Teknisk Udvalg 7", ""])
    for module in ("new", "organisation"):
        monkeypatch.setattr(f"checker.commands.{module}.answers", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))

    done = ressort("new", "organisation")

    assert done.out == (
        'kommune vejle-2026 "Vejle Kommune" pr. 2026-01-01\n'
        'styreform "udvalgsstyre"\n'
        'kommunalbestyrelse VB "Vejle Byråd" med 31 medlemmer\n'
        'økonomiudvalg ØU "Økonomiudvalget" med 9 medlemmer\n'
        'udvalg TU "Teknisk Udvalg" med 7 medlemmer\n'
    )
    assert "1/1" in done.err


def test_a_file_that_is_there_stays(ressort: Callable) -> None:
    PATH.write_text("x", encoding="utf-8")

    assert ressort("new", "organisation", PATH, *GIVEN).status == 2
    assert ressort("new", "organisation", PATH, *GIVEN, "--force").status == 0


@pytest.mark.slow
@pytest.mark.parametrize("form", ["bullets", "runs", "table"])
def test_a_bylaw_in_word_gives_committees_sizes_and_tasks_with_where_they_were_read(
    ressort: Callable, form: str
) -> None:
    bylaw(form)

    done = ressort("new", "organisation", PATH, "--from", "vedtaegt.docx")
    text = PATH.read_text(encoding="utf-8")
    said = " ".join(text.split())

    assert done.status == 0
    for words in (
        'kommune gladsaxe-2026 "Gladsaxe Kommune" pr. 2026-01-01',
        'kilde GSV vedtægt "Styrelsesvedtægt for Gladsaxe Kommune" for "Gladsaxe Kommune"',
        'kommunalbestyrelse GB "Gladsaxe Byråd" med 25 medlemmer læst i "vedtaegt.docx", '
        'afsnit "§ 1, stk. 1"',
        'økonomiudvalg ØU "Økonomiudvalget" med 9 medlemmer læst i "vedtaegt.docx", afsnit "§ 6"',
        'udvalg TTU "Trafik- og Teknikudvalget" med 7 medlemmer',
        'udvalg KFIU "Kultur-, Fritids- og Idrætsudvalget"',
        'udvalg TU "Teknisk Udvalg"',
        "bestemmelse GSV § 6 om ØU, TTU, KFIU og TU med ordene",
        'bestemmelse GSV § 11, stk. 2 om ØU med teksten "Udvalget varetager de opgaver, der er '
        'nævnt i lovens § 18." pr. 2026-01-01 læst i "vedtaegt.docx", afsnit "§ 11, stk. 2"',
        'om TTU med teksten "Udvalget varetager kommunens opgaver om: veje"',
    ):
        assert words in said
    assert ('udvalg TU "Teknisk Udvalg" med 5 medlemmer' in said) == (form == "table")
    assert "udeladt: § 15 blev ikke forstået: »Hegnssynet består af 3 medlemmer«" in done.err
    assert ("medlemstal for Kultur-, Fritids- og Idrætsudvalget" in done.err) == (form != "table")
    assert "opgaverne for Kultur-, Fritids- og Idrætsudvalget, Teknisk Udvalg" in done.err
    assert ressort("rules", "format", "--check", PATH) == (0, "", "")
    assert ressort("check", PATH).status == 0


def vanish(run: Run) -> None:
    run.font.hidden = True


def strike(run: Run) -> None:
    run.font.strike = True


def white(run: Run) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFE)


def tiny(run: Run) -> None:
    run.font.size = Pt(1)


def by_style(run: Run) -> None:
    styles = run.part.document.styles
    styles.add_style("Skjult", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    run.style = styles.add_style("Ogs\u00e5", WD_STYLE_TYPE.CHARACTER)
    run.style.base_style = styles["Skjult"]


def deleted(run: Run) -> None:
    mark = OxmlElement("w:del")
    run._r.addprevious(mark)
    mark.append(run._r)
    run._r.xpath("./w:t")[0].tag = qn("w:delText")


@pytest.mark.slow
@pytest.mark.parametrize("how", [vanish, strike, white, tiny, by_style, deleted])
def test_what_a_reader_of_the_bylaw_does_not_see_is_left_out_and_told(
    ressort: Callable, how: Callable[[Run], None]
) -> None:
    bylaw("bullets")
    document = Document("vedtaegt.docx")
    (place,) = (each for each in document.paragraphs if "kommunens opgaver om" in each.text)
    how(place.add_run(" skoler og"))
    document.save("vedtaegt.docx")

    done = ressort("new", "organisation", PATH, "--from", "vedtaegt.docx", "--lang", "en")

    assert done.status == 0
    assert 'text "Udvalget varetager kommunens opgaver om: veje"' in " ".join(
        PATH.read_text(encoding="utf-8").split()
    )
    assert "or deleted in § 12, stk. 2: “skoler og”" in done.err


def test_white_on_a_coloured_ground_is_to_be_seen(ressort: Callable) -> None:
    bylaw("bullets")
    document = Document("vedtaegt.docx")
    (place,) = (each for each in document.paragraphs if "kommunens opgaver om" in each.text)
    run = place.add_run(" skoler og")
    white(run)
    run.font.highlight_color = WD_COLOR_INDEX.DARK_BLUE
    document.save("vedtaegt.docx")

    ressort("new", "organisation", PATH, "--from", "vedtaegt.docx")

    assert "opgaver om: skoler og veje" in " ".join(PATH.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    "said",
    [
        "borgmesteren, der er formand, og 6 af byrådets øvrige medlemmer",
        "borgmesteren som formand og seks af byrådets medlemmer",
        "7 medlemmer, hvoraf borgmesteren er formand",
        "syv af byrådets medlemmer",
    ],
)
def test_a_chair_who_is_named_apart_is_counted(ressort: Callable, said: str) -> None:
    document = Document()
    document.add_paragraph("Styrelsesvedtægt for Struer Kommune")
    document.add_paragraph("§ 6. Foruden Økonomiudvalget nedsættes følgende udvalg:")
    document.add_paragraph("Socialudvalget", "List Bullet")
    document.add_paragraph("Udvalgene består af 5 medlemmer hver, jf. dog § 10.")
    document.add_paragraph(f"§ 10. Økonomiudvalget består af {said}.")
    document.save("vedtaegt.docx")

    done = ressort("new", "organisation", "--from", "vedtaegt.docx", "--as-of", "2026-01-01")

    assert 'ØU "Økonomiudvalget" med 7 medlemmer' in done.out
    assert 'SU "Socialudvalget" med 5 medlemmer' in done.out
    assert "blev ikke forstået" not in done.err


def test_a_bylaw_that_names_no_committees_is_told(ressort: Callable) -> None:
    document = Document()
    document.add_paragraph("Referat af et møde")
    document.save("vedtaegt.docx")

    done = ressort(
        *("new", "organisation", "--from", "vedtaegt.docx", "--name", "By", "--lang", "en"),
        *("--as-of", "2026-01-01"),
    )

    assert done.status == 0
    assert "left out: no provision was found that sets up the standing committees" in done.err


def test_the_bylaw_of_the_rules_in_use_is_cited_where_there_is_one(ressort: Callable) -> None:
    bylaw("bullets")

    done = ressort("new", "organisation", "--from", "vedtaegt.docx", "--name", "Randers Kommune")

    assert "bestemmelse RSV § 6" in done.out
    assert "kilde" not in done.out


class TestLists:
    def lists(self, ressort: Callable, *arguments: str) -> dict:
        done = ressort(*arguments, "--format", "json")
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)

    def test_the_organisations_from_here_with_their_files(self, ressort: Callable) -> None:
        PATH.write_text(WRITTEN, encoding="utf-8")

        found = self.lists(ressort, "organisations")["organisations"]

        assert {
            "id": "svendborg-2026",
            "name": "Svendborg Kommune",
            "as_of": "2026-01-01",
            "path": "organisation.ressort",
        } in found
        assert "randers-2018" in [each["id"] for each in found]

    def test_the_units_of_the_organisation_in_this_folder(self, ressort: Callable) -> None:
        PATH.write_text(WRITTEN, encoding="utf-8")

        assert self.lists(ressort, "units") == {
            "organisation": "svendborg-2026",
            "units": [{"id": "museet", "name": "Museet", "committee": "TKU", "area": None}],
        }
        assert ressort("units").out == "museet  Museet  TKU  –\n"

    def test_the_organisation_is_named_or_asked_for(self, ressort: Callable) -> None:
        assert "--organisation is missing; known: albertslund-2015" in ressort("units").err
        assert "did you mean `randers-2018`" in ressort("units", "--organisation", "randers").err
        assert "KBS" in ressort("units", "--organisation", "copenhagen-2013").out

    def test_a_new_proposal_concerns_the_organisation_of_the_folder(
        self, ressort: Callable
    ) -> None:
        PATH.write_text(WRITTEN, encoding="utf-8")
        days = ("--proposed", "2026-02-01", "--effective", "2026-06-01")

        written = ressort("new", "--title", "T", *days, "--move", "museet TKU SUN").out

        assert "vedrører svendborg-2026" in written
        assert "Museet" in ressort("matrix").out

    def test_tasks_with_committees_area_and_unit(self, ressort: Callable) -> None:
        tasks = self.lists(ressort, "tasks", "--organisation", "copenhagen-2013")["tasks"]

        assert {"id", "name", "committees", "area", "unit"} == {*tasks[0]}

    def test_areas_with_words_and_the_wider_area(self, ressort: Callable) -> None:
        areas = self.lists(ressort, "areas")

        assert areas["organisation"] is None
        assert {"id": "job-centre", "word": "jobcenter", "within": "employment"} in areas["areas"]

    def test_nothing_on_file_is_told(self, ressort: Callable) -> None:
        PATH.write_text(WRITTEN.replace("enhed museet", "# enhed museet"), encoding="utf-8")

        assert ressort("units") == (0, "", "bemærk: der er ingen på sagen\n")


def test_an_organisation_may_declare_its_own_bylaw_once(ressort: Callable) -> None:
    PATH.write_text(WRITTEN + 'kilde KSL lov "Loven"\n', encoding="utf-8")

    done = ressort("check", PATH)

    assert done.status == 2
    assert "organisation.ressort:7:7: `KSL`" in done.err
