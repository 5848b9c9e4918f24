# SPDX-License-Identifier: EUPL-1.2
"""The page in a browser, and what a person does on it."""

import time
from collections.abc import Callable
from typing import Any


class Page:
    """A page in a browser, and what a person does on it."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address

    def forget(self, kind: str = "localStorage.clear(); sessionStorage.clear()") -> None:
        """Has the browser forget what pages of this address kept; none of them is open then."""
        self.browser.get(self.address + "page.css")
        self.browser.execute_script(kind)

    def open(self, more: str = "") -> None:
        self.browser.get("about:blank")
        self.browser.get(self.address + more)
        self.until(lambda: self.all("#work"))

    def all(self, selector: str) -> list[Any]:
        return self.browser.find_elements("css selector", selector)

    def one(self, selector: str) -> Any:
        return self.browser.find_element("css selector", selector)

    def until(self, done: Callable[[], Any], seconds: float = 20) -> Any:
        """What is waited for, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if found := done():
                    return found
            except Exception as error:  # what was just replaced
                if type(error).__name__ != "StaleElementReferenceException":
                    raise
            time.sleep(0.02)
        raise AssertionError(self.text("#work")[:2000])

    def text(self, selector: str) -> str:
        return str(self.one(selector).text).replace("\xa0", " ")

    @property
    def proposal(self) -> str:
        found = self.browser.execute_script(
            "return document.querySelector('#state [name=text]')?.value ?? ''"
        )
        return str(found)

    def labelled(self, name: str) -> Any:
        """What has an accessible name."""
        for each in self.all("select[name=to]"):
            if each.accessible_name == name:
                return each
        raise AssertionError(name)

    def choose(self, element: Any, value: str) -> None:
        self.browser.execute_script(
            "arguments[0].value = arguments[1];"
            "arguments[0].dispatchEvent(new Event('change', {bubbles: true}));",
            element,
            value,
        )

    def begin(self) -> None:
        self.choose(self.one("#organisation"), "copenhagen-2013")
        self.one("#title").send_keys("KBS under BIU")
        self.one("button.main").click()
        self.until(lambda: self.all(".columns"))

    def move(self, name: str, to: str) -> None:
        before = self.proposal
        self.choose(self.labelled(name), to)
        self.until(lambda: self.proposal != before)

    def look_into(self, card: str) -> None:
        """Opens a card and waits for what it shows, which is asked for when it is seen."""
        self.one(f"{card} summary").click()
        self.browser.execute_script(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})",
            f"{card} .what",
        )
        self.until(lambda: self.all(f"{card} .what-if"))

    def drawer(self, number: int) -> None:
        summary = self.all(".drawers > details > summary")[number]
        # As a person scrolls it up from under what stays at the foot of a phone.
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", summary)
        summary.click()

    @property
    def complaints(self) -> list[str]:
        said = (each["message"] for each in self.browser.get_log("browser"))
        return [each for each in said if "favicon" not in each]
