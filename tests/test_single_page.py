# SPDX-License-Identifier: EUPL-1.2
"""The page as one file in real browsers: from a folder, with no network, as over HTTP."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from boards import KBS_BIU
from browser import resized, violations
from firefox import firefox
from test_page import KBS, Page, saved

import checker
from checker.commands import run

pytestmark = pytest.mark.slow
RUNTIME = Path(os.environ.get("RESSORT_PYODIDE", "pyodide.tgz"))  # of the npm package pyodide
READY = "return document.getElementById('starting').hidden"
ASKED = """
const [text, done] = arguments, form = new FormData();
form.append("written", text);
const verdict = (body) => /class="verdict (\\w+)"/.exec(new TextDecoder().decode(body))?.[1];
ask("text", form).then(({ body }) => done(verdict(body)));
"""
EXPECTING = re.compile(rb"^(expect|forvent) ", re.MULTILINE)
CASES = sorted(
    path for path in Path("fixtures").rglob("*.ressort") if EXPECTING.search(path.read_bytes())
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not RUNTIME.exists():
        pytest.skip("RESSORT_PYODIDE names no package of pyodide")
    made = tmp_path_factory.mktemp("page") / "ressort.html"
    assert run(["page", "--to", made.as_posix(), "--runtime", RUNTIME.as_posix()]) == 0
    return made


@pytest.fixture
def page(browser: Any, file: Path) -> Page:
    found = Page(browser, file.as_uri())
    browser.get(found.address)
    browser.execute_script("localStorage.clear(); sessionStorage.clear()")
    found.open()
    resized(browser, 1280)
    found.until(lambda: browser.execute_script(READY), seconds=180)
    return found


def test_it_is_no_larger_than_a_mail_takes(file):
    assert file.stat().st_size <= 12_000_000


def test_from_the_empty_page_to_the_saved_proposal(page, downloads):
    page.begin()
    page.move(KBS, "BIU")
    assert page.text("#verdict-word") == "Ufuldstændigt"
    page.until(lambda: "Tvivlsspørgsmål" in page.text(".answer"))
    page.one("[formaction='save/proposal']").click()
    assert saved(downloads, ".ressort").decode() == KBS_BIU
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("[formaction='save/html']").is_displayed())
    page.one("[formaction='save/html']").click()
    assert "Københavns Borgerservice" in saved(downloads, ".html").decode()
    assert not page.all("[formaction='save/word']")
    page.one("#undo").click()
    page.until(lambda: page.text("#verdict-word") == "I orden")
    assert page.complaints == []


def test_nothing_is_asked_of_any_network(page, browser):
    page.begin()
    page.move(KBS, "BIU")
    asked = browser.execute_script("return performance.getEntries().map(({ name }) => name)")
    assert [each for each in asked if each.startswith(("http", "ws"))] == []


def test_a_link_from_it_holds_the_proposal(page, browser):
    page.begin()
    page.move(KBS, "BIU")
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("#link").is_displayed())
    page.one("#link").click()
    page.until(lambda: "#" in browser.current_url)
    link = browser.current_url
    browser.get("about:blank")
    browser.get(link)
    page.until(lambda: browser.execute_script(READY), seconds=180)
    page.until(lambda: page.all("#verdict-word"))
    assert page.proposal == KBS_BIU


def test_no_barrier_is_found(page, browser):
    assert violations(browser) == []
    page.begin()
    page.move(KBS, "BIU")
    assert violations(browser) == []
    resized(browser, 320)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 320


@pytest.mark.usefixtures("page")
def test_every_kept_case_has_the_verdict_of_the_command(browser):
    browser.set_script_timeout(120)
    assert len(CASES) > 100
    said = {case: browser.execute_async_script(ASKED, case.read_text("utf-8")) for case in CASES}
    assert said == {case: checker.check(case).verdict for case in CASES}


def test_it_runs_in_firefox(file, tmp_path):
    with firefox(tmp_path) as tab:
        tab.open(file.as_uri())
        tab.until("document.getElementById('starting').hidden", seconds=180)
        tab.move_kbs()
        text = tab.run("document.querySelector('#state [name=text]').value")
        assert "flyt KBS fra ØU til BIU" in text
