# SPDX-License-Identifier: EUPL-1.2
"""A finding in the words that a line of a log has room for: ids, no long list, no office."""

from __future__ import annotations

from functools import lru_cache
from textwrap import shorten
from typing import Literal

from checker.records import frozen
from checker.report.findings import asked, clause, still_asked
from checker.report.instruments import learn_names
from checker.report.wording import Wording, phrases
from checker.result import Finding, Result
from checker.speech.saying import Argument, Ref

_FEW = 2
_NAME = 40  # characters
_NAMES = 4096  # of which the short form is kept


@lru_cache(_NAMES)
def _shortened(name: str) -> str:
    return shorten(name, _NAME, placeholder=" …")


@frozen(eq=False, repr=False)
class Terse(Wording):
    """Words for a log: those under ``short.…`` where a phrase has such."""

    @classmethod
    def of(cls, result: Result, wording: Wording) -> Terse:
        """The terse wording of a result: its committees, units and bodies by id."""
        tasks = {id: result.names[id] for id, kind in result.kinds.items() if kind == "task"}
        named = {id: _shortened(name) for id, name in tasks.items()}
        terse = cls(wording.language, named, result.kinds, result.words)
        learn_names(result, terse)
        return terse

    def words(self, key: str, **args: Argument | None) -> str:
        """The wording of a key, the short one if it has one."""
        short = f"short.{key}"
        return Wording.words(self, short if short in phrases(self.language) else key, **args)

    def _list(
        self, values: tuple[Argument | None, ...], how: Literal["and", "or"], spec: str = ""
    ) -> str:
        kinds = {self.kinds.get(one.id, one.kind) for one in values if isinstance(one, Ref)}
        if len(values) > 1 and kinds == {"task"}:
            return self.words("list.tasks", count=len(values))
        if len(values) <= _FEW or kinds != {"area"}:
            return Wording._list(self, values, how, spec)
        return self.words("list.begins", first=Wording._list(self, values[:1], how, spec))

    def said(self, finding: Finding) -> str:
        """What is the case, or what is to be answered."""
        if finding.kind == "undetermined" and (open_ := still_asked(finding)):
            return " ".join(map(self.whole, asked(open_, self, cut=False)))
        return self.whole(clause(finding, self))
