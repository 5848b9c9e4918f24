# SPDX-License-Identifier: EUPL-1.2
"""How letters and council papers cite the law: in order, and an act by its title at first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from checker.desk.blanks import note
from checker.records import frozen
from checker.report.entries import FindingEntry
from checker.report.report import ResultEntry
from checker.report.sourced import ProvisionEntry
from checker.report.wording import Wording, capital
from checker.speech.saying import Ref

Scope = dict[str, Any]
# The keys of a paper's scope, as they are read.
_BEFORE = ("points", "what", "reason", "findings", "remarks", "message", "basis", "assuming")
_READ = (*_BEFORE, "changes", "weighed", "texts", "takes", "duties", "name", "legal_basis")
_NUMBERS = re.compile(r"(\d+)|(\D+)")


@frozen
class Citations:
    """One result, and its provisions as a letter cites them."""

    result: ResultEntry
    say: Wording

    def cited(self, provision: str) -> str:
        """A provision, or the whole of a source, as it is named in a letter."""
        named = {each.source: each.name for each in self.result.sources}
        return named.get(provision) or self.say.cited(provision)

    def spelt(self, provision: str) -> str:
        """A provision by the title of its source, where it would else be cited by its id."""
        source, _, rest = provision.partition(" ")
        cited = self.cited(provision)
        if cited != provision or not rest or self.say.names.get(source, source) == source:
            return cited
        rest += "," if "," in rest else ""
        return self.say.words("w.in-full", rest=rest, source=Ref("source", source))

    def introduced(self, words: str, provision: str | None) -> str:
        """Words in which a provision is spelt out, its source with what it is called from there."""
        spelt = self.spelt(provision) if provision else ""
        if provision is None or spelt == self.cited(provision):
            return words
        return words.replace(provision, f"{spelt} ({provision.partition(' ')[0]})")

    def in_full(self, provisions: Iterable[ProvisionEntry]) -> list[str]:
        """Provisions, each once: with the title of its source where a letter would else only
        abbreviate it, and a note where nobody has read it."""
        told: dict[str, str] = {}
        for each in provisions:
            full = self._titled(each.provision)
            full = full if full.startswith(each.provision) else capital(full)
            told[each.provision] = full + self.unread([each])
        return list(told.values())

    def _titled(self, provision: str) -> str:
        cited = self.cited(provision)
        name = {each.source: each.name for each in self.result.sources}.get(provision.split()[0])
        return f"{cited} ({name})" if name and cited == provision else cited

    def cited_together(self, provisions: Iterable[str]) -> list[str]:
        """Provisions, those of one source in one citation and there in the order of the law."""
        sources: dict[str, dict[str, None]] = {}
        for provision in provisions:
            sources.setdefault(provision.partition(" ")[0], {})[provision] = None
        cited = []
        for found in sources.values():
            first, *others = sorted(found, key=_in_order)
            told = [each.partition(" ")[2] or each for each in others]
            cited.append(self.say.join([self.cited(first), *told]))
        return cited

    def by_source(self, provisions: Iterable[ProvisionEntry]) -> str:
        """Provisions in a sentence."""
        return "; ".join(self.cited_together(each.provision for each in provisions))

    def spelt_out(self, told: Scope) -> Scope:
        """What a paper tells, each act by its title where the reader first meets it."""
        abbreviated = {
            each.provision
            for each in self.result.sources
            if self.spelt(each.provision) != self.cited(each.provision)
        }
        left = {provision.split()[0] for provision in abbreviated}
        longest = sorted(abbreviated, key=len, reverse=True)

        def spelt(one: Any) -> Any:
            if isinstance(one, list):
                return [spelt(each) for each in one]
            if isinstance(one, dict):
                return one | {key: spelt(one[key]) for key in _READ if key in one}
            for provision in longest if isinstance(one, str) else ():
                source = provision.split()[0]
                if source in left and provision in one:
                    left.discard(source)
                    full = f"{self.spelt(provision)} ({source})"
                    one = one.replace(provision, full, 1)
            return one

        return told | {key: spelt(told[key]) for key in _READ if key in told}

    def law(
        self, provisions: Iterable[ProvisionEntry], findings: Iterable[FindingEntry]
    ) -> list[ProvisionEntry]:
        """Those that are provisions, and not guidance."""
        bases = chain.from_iterable(each.basis for each in findings)
        guidance = {each.provision for each in bases if each.kind == "guideline"}
        return [each for each in provisions if each.provision not in guidance]

    def unread(self, provisions: Iterable[ProvisionEntry]) -> str:
        """A note of the provisions whose text nobody has read, where there are any."""
        cited = dict.fromkeys(self.cited(e.provision) for e in provisions if e.second_hand)
        return (
            note(self.say.words("w.note.second-hand", provisions="; ".join(cited))) if cited else ""
        )


def _in_order(provision: str) -> list[tuple[int, str]]:
    """§ 2 stands before § 17."""
    return [(int(number or 0), words) for number, words in _NUMBERS.findall(provision)]
