# SPDX-License-Identifier: EUPL-1.2
"""The page as a person uses it, in a real browser: by mouse, by keyboard, on a wall and a phone."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from boards import KBS_BIU
from browser import resized, violations
from firefox import firefox
from paging import Page
from serving import served

pytestmark = pytest.mark.slow
KBS = "Flyt Københavns Borgerservice til"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Page:
    found = Page(browser, address)
    found.forget()
    found.open()
    resized(browser, 1280)
    return found


def saved(folder: Path, ending: str) -> bytes:
    """What the browser has saved, once it is whole."""
    for _ in range(600):
        if found := [each for each in folder.iterdir() if each.suffix == ending]:
            data = found[0].read_bytes()
            found[0].unlink()
            return data
        time.sleep(0.05)
    raise AssertionError(list(folder.iterdir()))


def test_from_the_empty_page_to_the_word_file(page, downloads):
    page.begin()
    assert page.text("#verdict-word") == "I orden"
    page.move(KBS, "BIU")
    assert page.text("#verdict-word") == "Ufuldstændigt"
    assert "fra ØU" in page.text("#column-BIU")
    assert "Københavns Borgerservice → BIU" in page.text("#column-ØU")
    page.until(lambda: "Tvivlsspørgsmål" in page.text(".answer"))

    page.one("[formaction='save/proposal']").click()
    assert saved(downloads, ".ressort").decode() == KBS_BIU
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("[formaction='save/word']").is_displayed())
    page.one("[formaction='save/word']").click()
    assert saved(downloads, ".docx").startswith(b"PK")
    assert page.complaints == []


def test_with_the_keyboard_alone(page):
    from selenium.webdriver import ActionChains, Keys

    def press(*keys: str) -> None:
        chain = ActionChains(page.browser)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def focused() -> str:
        return str(page.browser.switch_to.active_element.accessible_name)

    def tab_to(name: str) -> None:
        for _ in range(300):
            if focused() == name:
                return
            press(Keys.TAB)
        raise AssertionError(name)

    tab_to("Kommune")
    press("Københavns Kommune (copenhagen-2013)")
    tab_to("Begynd et forslag")
    press(Keys.ENTER)
    page.until(lambda: page.all(".columns"))
    tab_to(KBS)
    press("BIU")
    page.until(lambda: "flyt KBS fra ØU til BIU" in page.proposal)
    page.until(lambda: focused() == KBS)  # it follows the card
    tab_to("Fortryd")
    press(Keys.ENTER)
    page.until(lambda: "flyt" not in page.proposal)


def test_a_card_is_dragged_to_another_committee(page):
    page.begin()
    page.browser.execute_script(
        """
        const card = document.querySelector("[data-card=KBS]");
        const there = document.getElementById("column-BIU");
        const data = new DataTransfer();
        const fire = (kind, on) => on.dispatchEvent(
          new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
        fire("dragstart", card); fire("dragover", there); fire("drop", there);
        """
    )
    page.until(lambda: page.proposal == KBS_BIU)


def test_twenty_moves_are_undone_with_a_button(page):
    page.begin()
    first = page.proposal
    for to in ["BIU", "KFU"] * 10:
        page.move(KBS, to)
    for _ in range(20):
        before = page.proposal
        page.one("#undo").click()
        page.until(lambda before=before: page.proposal != before)

    assert page.proposal == first
    assert not page.one("#undo").is_enabled()


def test_what_is_open_stays_open_and_follows_a_move(page):
    page.begin()
    page.move(KBS, "BIU")
    page.until(lambda: page.all(".answer details"))
    page.look_into("#card-KEjd--KFU")
    page.move("Flyt Koncernservice til", "KFU")
    page.until(lambda: "Ulovligt" in page.text("#verdict-word"))
    page.until(lambda: "Hvad nu hvis?" in page.text("#card-KEjd--KFU details[open] .what"))


def test_two_tabs_have_a_proposal_each(page):
    page.begin()
    page.move(KBS, "BIU")
    first = page.browser.current_window_handle
    page.browser.switch_to.new_window("tab")
    page.open()
    page.begin()
    page.move(KBS, "KFU")
    page.browser.close()
    page.browser.switch_to.window(first)

    page.move("Flyt Koncernservice til", "KFU")
    assert "flyt KBS fra ØU til BIU" in page.proposal


def test_back_and_a_new_loading_lose_nothing(page):
    page.begin()
    page.move(KBS, "BIU")
    page.browser.get("about:blank")
    page.browser.back()
    page.until(lambda: page.proposal == KBS_BIU and page.all(".columns"))
    page.browser.refresh()
    page.until(lambda: page.proposal == KBS_BIU and page.all(".columns"))
    page.one("#undo").click()
    page.until(lambda: "flyt" not in page.proposal)


def begin_with(page, folder, tasks):
    """Begins a proposal for an organisation of one's own with so many tasks."""
    file = folder / "stor-by.ressort"
    file.write_text(large(tasks), encoding="utf-8")
    page.one("#file").send_keys(str(file))
    page.one("#file").find_element("xpath", "ancestor::form//button").click()
    page.until(lambda: "stor-by" in page.text("#organisation"))
    page.choose(page.one("#organisation"), "stor-by")
    page.one("button.main").click()


def test_an_organisation_of_ones_own_is_there_after_a_new_loading(page, tmp_path):
    begin_with(page, tmp_path, 3)
    page.until(lambda: page.all(".card.task"))
    page.browser.refresh()
    page.until(lambda: len(page.all(".card.task")) == 3)


def test_what_fails_is_told_and_the_page_stays(page):
    page.begin()
    page.move(KBS, "BIU")
    page.browser.execute_script("window.fetch = async () => new Response('503', {status: 503})")
    page.choose(page.labelled(KBS), "KFU")
    page.until(lambda: "Der kom intet svar" in page.text("#wrong"))
    assert page.labelled(KBS).get_attribute("value") == "BIU"
    assert page.all(".columns")
    assert page.proposal == KBS_BIU


def test_a_paper_that_cannot_be_written_is_told_on_the_page(page):
    page.one("#written").send_keys(
        KBS_BIU.replace("flyt KBS fra ØU til", "åben KBS under KFU eller")
    )
    page.one("#written").find_element("xpath", "ancestor::form//button").click()
    page.until(lambda: page.all(".columns"))
    page.drawer(len(page.all(".drawers > details")) - 1)
    page.until(lambda: page.one("[formaction='save/html']").is_displayed())
    page.one("[formaction='save/html']").click()
    page.until(lambda: "her står noget åbent" in page.text("#wrong"))
    assert page.all(".columns")


def test_what_is_to_be_remembered_is_offered_and_forgotten_again(page):
    page.begin()
    page.move(KBS, "BIU")
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("#keep").is_displayed())
    page.one("#keep").click()
    page.forget("sessionStorage.clear()")
    page.open()
    page.until(lambda: page.all("#kept button"))[0].click()
    page.until(lambda: page.proposal == KBS_BIU)
    page.until(lambda: page.all(".columns"))
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("#keep").is_selected())
    page.one("#keep").click()

    assert page.browser.execute_script("return localStorage.length") == 0


def test_a_link_holds_the_proposal(page):
    page.begin()
    page.move(KBS, "BIU")
    page.all(".drawers > details:last-of-type > summary")[0].click()
    page.until(lambda: page.one("#link").is_displayed())
    page.one("#link").click()
    page.until(lambda: "#" in page.browser.current_url)
    link = page.browser.current_url
    page.forget()
    page.browser.get(link)

    page.until(lambda: page.proposal == KBS_BIU)


def test_a_hostile_proposal_shows_as_text(page):
    nasty = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page.one("#written").send_keys(KBS_BIU.replace("KBS under BIU", nasty))
    page.one("#written").find_element("xpath", "ancestor::form//button").click()
    page.until(lambda: page.all(".columns"))

    assert page.text("h1") == nasty
    assert not page.all("#work img:not([src^='data:image/svg+xml;base64,']), #work script")
    assert page.complaints == []


def test_no_barrier_is_found_on_any_view(page):
    assert violations(page.browser) == []
    page.begin()
    page.move(KBS, "BIU")
    page.until(lambda: "Tvivlsspørgsmål" in page.text(".answer"))
    page.browser.execute_script(
        "document.querySelectorAll('details').forEach((each) => { each.removeAttribute('name'); });"
        "document.querySelectorAll('.drawers details, .answer details').forEach("
        "(each) => { each.open = true; });"
    )
    page.look_into(".card.unit")
    page.until(lambda: page.all(".plan-told"))
    assert violations(page.browser) == []
    page.all(".top nav button")[1].click()
    page.until(lambda: page.text("#verdict-word") == "Incomplete")
    assert page.browser.execute_script("return document.documentElement.lang") == "en"
    assert violations(page.browser) == []


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(page, width):
    resized(page.browser, width)
    wide = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    page.begin()
    page.move(KBS, "BIU")
    for number in range(len(page.all(".drawers > details"))):
        page.drawer(number)
        time.sleep(0.3)
        shown, there = page.browser.execute_script(wide)
        assert shown <= there


@pytest.mark.parametrize("name", ["kbs-biu", "kes-ordlyd"])
def test_a_report_is_no_wider_than_a_phone_and_has_its_contents(browser, ressort, tmp_path, name):
    report = tmp_path / "notat.html"
    done = ressort("check", f"fixtures/copenhagen-2013/{name}.ressort", "--report", report)
    assert done.status in (0, 1)

    resized(browser, 320)
    browser.get(report.as_uri())
    wide = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    shown, there = browser.execute_script(wide)
    links = browser.find_elements("css selector", ".contents a")

    assert shown <= there
    parts = browser.find_elements("css selector", "main > section > h2")
    assert [each.get_attribute("href").partition("#")[2] for each in links] == [
        each.get_attribute("id") for each in parts
    ]


def test_it_prints(page):
    page.begin()
    page.move(KBS, "BIU")
    printed = page.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})

    assert len(printed["data"]) > 20_000


def large(tasks: int) -> str:
    """An organisation of so many tasks."""
    lines = ['municipality stor-by "Storby Kommune" as of 2026-01-01', 'council KB "Byrådet"']
    lines += ['finance committee ØU "Økonomiudvalget"']
    lines += [f'committee U{at} "Udvalg {at}"' for at in range(1, 8)]
    lines += ['unit E1 "Enhed 1" under U1']
    lines += [
        f'task opgave-{at} "Opgave nummer {at}" within {area} held by U{at % 7 + 1} performed by E1'
        for at in range(tasks)
        for area in [("libraries", "property", "culture", "citizen-service")[at % 4]]
    ]
    return "\n".join(lines) + "\n"


def test_three_hundred_tasks_are_moved_about(page, tmp_path):
    begin_with(page, tmp_path, 300)
    page.until(lambda: len(page.all(".card.task")) == 300)
    begun = time.monotonic()
    page.choose(page.one("#card-opgave-7--U1-to"), "U2")
    page.until(lambda: "flyt" in page.proposal or "move" in page.proposal)

    assert time.monotonic() - begun < 5
    assert re.search(r"opgave-7 (from|fra) U1 (to|til) U2", page.proposal)


def test_another_browser_moves_a_unit_too(address, tmp_path):
    with firefox(tmp_path) as tab:
        tab.open(address)
        tab.until("window.htmx && document.querySelector('#organisation')")
        tab.move_kbs()
        tab.until("document.querySelector('.answer').innerText.includes('Tvivlsspørgsmål')")

        assert tab.run("document.querySelector('#state [name=text]').value") == KBS_BIU
