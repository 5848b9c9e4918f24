# SPDX-License-Identifier: EUPL-1.2
"""A public case of a real municipality, as it lies in ``real``, to be changed and judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from checker import folders

GENERAL = folders.RULES / "general"
FORMS = ("as written", "in English", "back in Danish")


class Case:
    """A case in a folder of its own, to be changed and judged."""

    def __init__(self, folder: Path, ressort: Callable) -> None:
        self.folder, self.ressort = folder, ressort

    def change(self, old: str, new: str, name: str = "proposal") -> Case:
        file = self.folder / f"{name}.ressort"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        return self

    def carry(self, *steps: str) -> Case:
        """The proposal with more steps."""
        with (self.folder / "proposal.ressort").open("a", encoding="utf-8") as file:
            file.writelines(f"ledsages af {step}\n" for step in steps)
        return self

    @property
    def known(self) -> tuple[object, ...]:
        own = self.folder / "rules"
        rules = ("--rules", GENERAL, *(("--rules", own) if own.exists() else ()))
        return (*rules, "--organisations", self.folder / "organisation.ressort")

    def translate(self, form: str) -> Case:
        for language in ("en", "da")[: FORMS.index(form)]:
            files = [*self.folder.rglob("*.ressort")]
            made = [
                self.ressort("rules", "translate", each, "--to", language, *self.known)
                for each in files
            ]
            for file, done in zip(files, made, strict=True):
                assert (done.status, done.err) == (0, "")
                file.write_text(done.out, "utf-8")
        return self

    def run(self, *options: object, file: str = "proposal.ressort"):
        return self.ressort("check", self.folder / file, *self.known, *options, "--no-config")

    def judge(self, *options: object) -> dict:
        """What comes out, in Danish."""
        done = self.run("--format", "json", "--lang", "da", *options)
        assert done.status in (0, 1), done.err
        (result,) = json.loads(done.out)["results"]
        return result


def wanted(result: dict, kind: str) -> list[dict]:
    return [each for each in result["instruments"] if each["kind"] == kind]


def questions(result: dict) -> list[str]:
    return [*dict.fromkeys(each["text"].replace("\xa0", " ") for each in result["questions"])]


def found(result: dict) -> set[str]:
    return {each["rule"] for each in result["findings"] if each["status"] == "new"}
