# SPDX-License-Identifier: EUPL-1.2
"""One page first: the verdict, what must be done, what was not checked, where the rest is."""

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from shipped import CASES, mostly_slow, told

from checker.formats.catalogue import render
from checker.page.brief import BriefPage
from checker.records import evolve
from checker.report.report import Options
from checker.report.wording import Wording, wrapped

LANGUAGES = ("en", "da")
CASE = "fixtures/copenhagen-2013/kbs-biu.ressort"
BRIEF = Options(brief=True)
LINES = 40
WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag den \d+\. ")
COLOUR = re.compile(r"\x1b\[[\d;]*m")


def case(name, language="da", year=2013):
    (path,) = [path for path in CASES if path.match(f"copenhagen-{year}/{name}.ressort")]
    return told(path, language)


def brief(document, language="da", **options):
    return render(document, "text", language, Options(brief=True, **options))


# ---------------------------------------------------------------- bounded


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_case_is_a_screen_of_text(path, language):
    document = told(path, language)

    for width in (80, 100, 120):
        lines = brief(document, language, width=width).splitlines()
        assert len(lines) <= LINES
        assert [line for line in lines if len(line) > width and " " in line.strip()] == []


def much(document, what="x" * 900, when="dag {}", by=60):
    """A report of much of everything, by so many days, and of long words."""
    (one,) = document.results
    step, proposal = one.next_steps[1], one.proposal
    shorts = (evolve(step.short, what=what, when=when.format(at), turn=3) for at in range(by))
    title, assumed = f"{proposal.title} {'og mange andre ' * by}", "forudsat " * by
    full = evolve(
        one,
        proposal=evolve(proposal, title=title, assuming=(assumed,) * by),
        opening=tuple(f"{'Ord ' * 40}{number}." for number in range(by)),
        next_steps=tuple(evolve(step, short=short) for short in shorts),
        not_coded=one.not_coded * by,
        doubts=one.doubts * by,
    )
    return evolve(document, results=(full,))


BROKEN = re.compile(
    r"(?:§|\bstk\.|\bnr\.|\b[A-ZÆØÅ]{2,3})\n *[§\d]"
    r"|(?:§ \d+(?: [a-z])?|\bstk\. \d+),\n *(?:stk\.|nr\.|\d+\. pkt)"
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["kbs-biu", "kejd-oeu-sen-hoering", "intern-revision"])
@pytest.mark.parametrize("is_brief", [True, False])
@pytest.mark.parametrize("width", [40, 60, 61, 80])
def test_no_citation_is_broken_however_narrow_the_terminal(name, is_brief, width):
    page = render(case(name), "text", "da", Options(brief=is_brief, width=width))

    assert " stk. " in page
    assert BROKEN.findall(page) == []


def test_a_citation_that_is_longer_than_a_line_is_broken_at_a_blank():
    assert wrapped("efter retssikkerhedslovens § 37 a, stk. 2, 1. pkt.", width=30) == [
        "efter retssikkerhedslovens",
        "§ 37 a, stk. 2, 1. pkt.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_proposal_it_is_a_screen_and_says_how_much_more_there_is(language):
    lines = brief(much(case("kbs-biu", language)), language).splitlines()

    assert len(lines) <= LINES
    more = {"da": r"mere i den fulde rapport", "en": r"more in the full report"}[language]
    assert len([line for line in lines if re.search(more, line)]) >= 2


def papers(document, language, folder):
    """How many pages it takes as PDF, and as Word where an office program lays it out."""
    reader = pytest.importorskip("pypdf").PdfReader
    yield len(reader(BytesIO(render(document, "pdf", language, BRIEF))).pages)
    if shutil.which("soffice"):
        file = folder / "page.docx"
        file.write_bytes(render(document, "word", language, BRIEF))
        home = f"-env:UserInstallation=file://{folder}/home"
        office = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*office, str(file)], check=True, timeout=120, capture_output=True)
        yield len(reader(folder / "page.pdf").pages)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_are_a_page_of_paper(language, tmp_path):
    pytest.importorskip("weasyprint", exc_type=OSError)
    every = [told(path, language) for path in CASES]
    every.sort(key=lambda one: len("".join(render(one, "html", language, BRIEF))))
    for document in every[-4:]:
        assert {*papers(document, language, tmp_path)} == {1}


@pytest.mark.slow
@pytest.mark.parametrize("when", ["senest", "dag {}", "senest dag {} i den lange måned november"])
@pytest.mark.parametrize("what", ["x" * 900, "kort", "ord med " * 9, "ord med " * 60])
def test_whatever_the_proposal_it_is_a_page_of_paper(what, when, tmp_path):
    pytest.importorskip("weasyprint", exc_type=OSError)
    document = much(case("kbs-biu"), what, when)

    assert {*papers(document, "da", tmp_path)} == {1}
    assert len(brief(document).splitlines()) <= LINES


# ---------------------------------------------------------------- what it says


def test_it_says_the_verdict_what_must_be_done_by_whom_and_by_which_weekday():
    page = brief(case("kejd-oeu"))
    verdict, steps, unchecked, rest = page.split("\n\n")[1:]

    assert verdict.startswith("UFULDSTÆNDIGT\nForslaget er ufuldstændigt: ")
    assert steps.startswith("Hvad der nu skal ske\n")
    assert "– Senest fredag den 22. november 2013: Økonomiudvalgets erklæring; erklæring" in steps
    assert "– Senest lørdag den 23. november 2013: første behandling i Borger" in steps
    assert unchecked.startswith("Hvad der ikke er kontrolleret\n")
    assert "Dækkes ikke af nogen regel: SV § 12" in unchecked
    assert rest.rstrip().endswith("kejd-oeu.ressort --full")


def test_a_day_by_which_a_dispensation_must_be_granted_is_not_that_by_which_to_apply():
    page = " ".join(brief(case("kbs-kfu")).split())

    assert re.search(
        r"Senest onsdag den 1\. januar 2014: dispensation fra styrelseslovens § 64 a, så [^–]* "
        r"\(meddeles af Økonomi- og Indenrigsministeriet\)",
        page,
    )
    assert "søg " not in page.lower()


def test_several_questions_stand_as_sentences():
    document = case("kbs-biu-kun-lab")
    (one,) = document.results
    asked = one.next_steps[0]
    other = evolve(asked, short=evolve(asked.short, what="Er KBS en enhed?"))
    page = brief(evolve(document, results=(evolve(one, next_steps=(asked, other)),)))

    assert "indtil flytningen? Er KBS en enhed?\n" in re.sub(r"\n +", " ", page)
    assert "?;" not in page


def test_what_is_past_is_told_as_past_and_what_is_under_way_as_under_way():
    late = " ".join(brief(case("kejd-oeu-sen-hoering")).split())
    pending = " ".join(brief(case("kbs-kfu-ansoegt")).split())

    assert "– Fristen er overskredet: erklæring fra Kultur- og Fritidsudvalget (sidste dag" in late
    assert "(sidste dag var lørdag den 23. november 2013)" in late
    assert late.index("Senest lørdag den 30. november") < late.index("Tidligst onsdag den 20.")
    assert "BETINGET" in pending
    assert "(på vej; meddeles af Økonomi- og Indenrigsministeriet)" in pending


def test_what_nothing_cures_is_told_whole_and_furthered_by_no_step():
    page = " ".join(brief(case("ks-kfu")).split())

    assert "ULOVLIGT Forslaget er ulovligt efter KSL § 18, stk. 3: " in page
    assert "rummer ingen mulighed for at gøre det lovligt." in page
    assert "– Ændr eller frafald forslaget, for så vidt angår Kultur- og Fritidsudvalget" in page
    assert not WEEKDAY.search(page)


@pytest.mark.slow
@pytest.mark.parametrize("path", mostly_slow(CASES), ids=lambda path: path.stem)
def test_each_step_of_the_full_report_stands_on_the_page_or_is_counted(path):
    (entry,) = told(path, "da").results
    page = BriefPage.of(entry.merged, Wording("da"))
    (listed,) = next(each for each in page.sections if each.key == "next").blocks
    text = " ".join(item.flat or "".join(map(str, item.parts)) for item in listed.items)
    own = [each for each in page.result.next_steps if not each.regardless]

    left = len(own) - sum(each.short.what[:60] in text for each in own)
    assert not left or Wording("da").sentence("brief.more", count=left) in text


def test_the_promised_json_is_the_same():
    assert render(case("kbs-biu"), "json", "da", BRIEF) == render(case("kbs-biu"), "json", "da")


@pytest.mark.parametrize("format", ["markdown", "html", "comment"])
def test_each_format_for_people_has_the_same_page(format):
    page = "".join(render(case("kejd-oeu"), format, "da", BRIEF))
    words = " ".join(
        unescape(re.sub(r"(?s)<style>.*</style>|<[^>]*>|[*\\]", " ", page))
        .replace("\xa0", " ")
        .split()
    )

    for said in (
        "Forslaget er ufuldstændigt: før det kan få virkning fra den 1. januar 2014, kræves",
        "Senest lørdag den 23. november 2013: første behandling i Borgerrepræsentationen.",
        "Hvad der ikke er kontrolleret",
        "kildeark og kvittering står i den fulde rapport.",
    ):
        assert said in words
    assert len(words) < 5000
    assert "Læst udgave" not in words


def test_a_template_of_ones_own_is_given_the_page(tmp_path):
    template = tmp_path / "own.html.j2"
    template.write_text(
        "{% for page in pages %}{% for each in page.sections %}{{ each.key }} {% endfor %}"
        "{% endfor %}{{ brief }} {{ results[0].findings|length > 3 }}",
        encoding="utf-8",
    )
    own = Options(template, brief=True)

    told = "".join(render(case("kejd-oeu"), "html", "da", own))
    assert told == "verdict next unchecked rest True True"


def test_several_are_a_page_each():
    both = case("kejd-oeu")
    both = evolve(both, results=(*both.results, *case("kes-ordlyd").results))

    assert render(both, "markdown", "da", BRIEF).count("## Hvor resten står") == 2
    page = "".join(render(both, "html", "da", BRIEF))
    assert page.count('<article class="proposal"') == 2


# ---------------------------------------------------------------- on a terminal


def on_terminal(*arguments, columns=80, **environment):
    """What a command writes to a terminal of so many columns."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    plain = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
    command = [sys.executable, "-m", "checker", *arguments]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
        env={**plain, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    told = b""
    try:
        while piece := os.read(ours, 65536):
            told += piece
    except OSError:  # Linux says so where the other end is closed
        pass
    process.wait()
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


@pytest.mark.slow
def test_on_a_terminal_a_proposal_is_one_page_in_colour_and_as_wide_as_it_is():
    shown = on_terminal("check", CASE, columns=80)
    lines = COLOUR.sub("", shown).splitlines()

    assert re.search("\x1b\\[31m\x1b\\[1mUFULDSTÆNDIGT\x1b\\[0m", shown)
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 80
    whole = {*re.findall(r"\w+", on_terminal("check", CASE, "--full", columns=120))}
    last = {word for line in lines[7:-3] for word in re.findall(r"\w+", line)[-1:]}
    assert last - whole <= {"fulde", "rapport"}


@pytest.mark.slow
def test_the_rest_is_asked_for_and_is_as_wide_as_the_terminal():
    shown = on_terminal("check", CASE, "--full", columns=72, NO_COLOR="1")

    assert "\x1b" not in shown
    assert "Kildeark" in shown
    broken = [line for line in shown.splitlines() if len(line) > 72 and " " in line.strip()]
    assert broken == []


@pytest.mark.slow
def test_off_a_terminal_text_is_whole_unless_a_page_is_asked_for(ressort):
    assert "Kildeark" in ressort("check", CASE).out
    page = ressort("check", CASE, "--brief")
    assert "Kildeark" not in page.out
    assert page.status == ressort("check", CASE).status == 1
    assert ressort("check", CASE, "--full").out == ressort("check", CASE).out


@pytest.mark.slow
def test_the_page_is_a_setting_that_the_command_line_overrides(ressort, tmp_path, monkeypatch):
    (tmp_path / "ressort.toml").write_text("brief = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert "Kildeark" not in ressort("check", CASE).out
    assert "Kildeark" in ressort("check", CASE, "--full").out
    (tmp_path / "ressort.toml").write_text('brief = "ja"\n', encoding="utf-8")
    assert "ressort.toml:1:1" in ressort("check", CASE).err


@pytest.mark.parametrize(("name", "step"), [("kbs-biu", False), ("kbs-biu-kun-lab", True)])
def test_a_question_that_is_no_step_is_named_on_the_page_too(name, step):
    page = " ".join(brief(case(name)).split())
    named = "Hvilke af de 19 opgaver i bilag 1 varetages af Økonomiudvalget indtil flytningen?"

    assert (f"Desuden skal ét spørgsmål besvares: {named}" in page) is not step
    assert page.count("varetages af Økonomiudvalget indtil flytningen?") == 1
