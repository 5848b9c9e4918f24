"""The mutants of a rule base against the kept cases, in as many processes as there are cores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from checker.audit.mutants import Mutant, cases_to_try, mutants_of, survives
from checker.disk.parallel import mapped
from checker.files.documents import Library
from checker.language.printer import print_lines
from checker.pipeline import Checker
from checker.result import Result
from checker.say import Language, say
from checker.speech.node import Document

Json = dict[str, Any]
_Task = tuple[int, tuple[int, ...]]


def measured(
    library: Library,
    checker: Checker,
    results: Sequence[Result],
    only: Sequence[str],
    jobs: int | None,
    language: Language,
) -> Json:
    """How many mutants there are, how many some case notices, and those that none does.

    Args:
        only: ids of the statements that are changed; without any, all of them.
        jobs: the number of processes; None: one a core.
    """
    made = mutants_of(checker, only)
    cases = [(one.proposal.organisation, one.speaking) for one in results]
    tasks = [(at, cases_to_try(checker, mutant, cases)) for at, mutant in enumerate(made)]
    trials = _Trials(checker, made, library.proposals)
    survived = mapped(trials.survives, tasks, jobs)
    left = [mutant for mutant, survives in zip(made, survived, strict=True) if survives]
    return {
        "made": len(made),
        "killed": len(made) - len(left),
        "survivors": [_told(mutant, language, checker.words) for mutant in left],
    }


@frozen
class _Trials:
    """What each process tries mutants with."""

    checker: Checker
    mutants: Sequence[Mutant]
    cases: Sequence[Document]

    def survives(self, task: _Task) -> bool:
        at, order = task
        cases = [self.cases[one] for one in order]
        return survives(self.checker, self.mutants[at], cases)


def _told(mutant: Mutant, language: Language, words: dict[str, str]) -> Json:
    """A mutant by what its lines and those of its rule do not share."""
    before = print_lines(mutant.before, language, words)
    after = print_lines(mutant.after, language, words)
    return {
        "rule": mutant.before.id.text,
        "change": mutant.change,
        "path": mutant.before.span.path,
        "line": mutant.before.span.line,
        "before": [line for line in before if line not in after],
        "after": [line for line in after if line not in before],
    }


def lines(told: Json, language: Language) -> list[str]:
    """What was measured, as lines of text."""
    said = []
    for each in told["survivors"]:
        change = say(language, f"mutant.{each['change']}")
        said.append(
            f"{say(language, 'survives')}  {each['path']}:{each['line']}: {each['rule']} ({change})"
        )
        said += [f"    - {line}" for line in each["before"]]
        said += [f"    + {line}" for line in each["after"]]
    return [*said, say(language, "mutants-killed", killed=told["killed"], made=told["made"])]
