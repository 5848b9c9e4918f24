# SPDX-License-Identifier: EUPL-1.2
"""What all gates say of a finding and of a verdict, and where in the terms of a repository."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from checker.disk.git import whole
from checker.records import field, frozen
from checker.report.entries import ChangedEntry, FindingEntry
from checker.report.report import Options, ResultEntry, beyond
from checker.report.sheet import basis
from checker.report.wording import Language, Wording

Level = Literal["error", "warning", "note"]

# No rule can be called so: an id has no slash.
VERDICT, TRUST, BROKEN = "ressort/verdict", "ressort/trust", "ressort/not-checked"


@frozen
class Gate:
    """One report to a gate; paths begin in the root of the options, else they stand as they are."""

    language: Language
    options: Options
    _paths: dict[str, str] = field(init=False, factory=dict)
    _met: Counter[tuple[str, str]] = field(init=False, factory=Counter)

    @property
    def wording(self) -> Wording:
        """That of the report, which knows no names."""
        return Wording(self.language)

    def say(self, key: str, **args: str | int) -> str:
        """The wording of a key."""
        return self.wording.words(key, **args)

    # ------------------------------------------------------------ where

    def path(self, path: str) -> str:
        """A path from the root, with forward slashes; absolute where it leads out of the root."""
        root = self.options.root
        if root is None:
            return path
        if path not in self._paths:
            plain = whole(path)
            real = Path(os.path.realpath(plain.parent), plain.name)
            within = [place for place in (plain, real) if place.is_relative_to(root)]
            self._paths[path] = (within[0].relative_to(root) if within else plain).as_posix()
        return self._paths[path]

    def uri(self, path: str) -> tuple[str, bool]:
        """A path as a percent-encoded URI, and whether that is relative to the root."""
        place = self.path(path)
        encoded = quote(place, errors="surrogateescape")
        if not Path(place).is_absolute():
            return encoded, True
        return f"file://{'' if encoded.startswith('/') else '/'}{encoded}", False

    def fingerprint(self, path: str, id: str) -> str:
        """What a finding is known by: the proposal's file and the finding's id, which no line
        changes; of several alike each has its own, in their order."""
        alike = (self.path(path), id)
        self._met[alike] += 1
        parts = [*alike, *([str(self._met[alike])] if self._met[alike] > 1 else [])]
        return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()

    def at(self, finding: FindingEntry) -> str:
        """The place of a finding, as people write it."""
        return f"{self.path(finding.path)}:{finding.line}:{finding.column}"

    # ------------------------------------------------------------ of a finding

    def heading(self, finding: FindingEntry) -> str:
        """The rule of a finding, with what it rests on."""
        return f"{finding.rule} ({basis(finding, self.wording)})"

    def told(self, finding: FindingEntry) -> str:
        """What is the case, what must be answered, the way out, and what else there is to know."""
        message, status = finding.message, finding.status
        said = message if status == "new" else self.say(f"gate.{status}", message=message)
        parts = [said, *finding.questions]
        if status != "resolved" and not finding.way_out_said:
            wanted = finding.requirement == "open" or finding.kind == "undetermined"
            label = f"{self.say('l.way')}: " if wanted else ""
            parts.append(f"{label}{finding.way_out}")
        parts += [f"{self.say('l.remark')}: {remark}" for remark in finding.remarks]
        return " ".join(parts)

    def excuses(self, finding: FindingEntry, result: ResultEntry) -> list[str]:
        """Why a finding of a result fails nothing whatever it is: each decision by which it was
        waived, with its reason, and that it is an old one; nothing where it counts."""
        decisions = [
            f"{each.words}: {self.wording.whole(each.reason)}"
            for each in result.waivers
            if each.state == "used" and finding.id in each.findings
        ]
        old = [self.wording.sentence("t.in-baseline")] if finding.in_baseline else []
        return decisions + old

    def excused(self, finding: FindingEntry, result: ResultEntry) -> str:
        """What is the case with a finding, and why it fails nothing."""
        return " ".join([self.told(finding), *self.excuses(finding, result)])

    def changed(self, change: ChangedEntry) -> str:
        """What a branch changes of what judges it, with the lines that go and come."""
        return "\n".join([self.wording.whole(change.message), *change.details])

    # ------------------------------------------------------------ of a verdict

    def verdict(self, result: ResultEntry) -> str:
        """The verdict as a heading."""
        return self.say("h.verdict-is", verdict=self.say(f"verdict.{result.verdict}"))

    def reasons(self, result: ResultEntry) -> str:
        """Why the verdict is what it is, what was assumed, and what no rule covers: silence on
        that is no clearance."""
        return " ".join([result.summary, *self.limits(result)])

    def limits(self, result: ResultEntry) -> list[str]:
        """What was assumed, and what no rule covers."""
        uncoded = dict.fromkeys(each.called for each in result.not_coded)
        assumed = result.proposal.assuming
        return [
            f"{self.say(key)}: {self.wording.whole('; '.join(listed))}"
            for key, listed in (
                ("h.assumption" + "s" * (len(assumed) > 1), assumed),
                ("h.not-coded", uncoded),
            )
            if listed
        ]

    def level(self, result: ResultEntry) -> Level:
        """How grave a verdict is for the gate: an error is what closes it."""
        if self.options.fails(counting := beyond(result)):
            return "error"
        return "note" if counting == "clear" else "warning"
