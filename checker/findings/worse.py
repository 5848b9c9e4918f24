# SPDX-License-Identifier: EUPL-1.2
"""Whether a proposal makes worse what is wrong already, or what hangs on a question: what a rule
counts is further from its limit with it than without; some answer to all that is open leaves a
rule kept without it and broken with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import cast

from checker import limits
from checker.findings.find import Law
from checker.findings.raw import RawFinding
from checker.findings.reads import Key, WatchedView, touched, watched
from checker.municipality.situation import View
from checker.records import evolve, frozen
from checker.speech.answers import Answers, Beside, Test, all_of, any_of, decide
from checker.speech.saying import NOBODY, Argument, Phrase, Ref


@frozen(eq=False, repr=False)
class Worsening:
    """Compares what a rule finds without a proposal and with it, answer by answer."""

    law: Law
    before: View
    after: View

    def may_be(self, found: RawFinding) -> bool:
        """Whether a question that there is without the proposal too may be worse with it; also
        where it would take too long to find out, if the proposal touches it at all."""
        if not self._touches(found):
            return False
        answers, before, after = self._shared
        what = found.what and as_it_was(found.what, self.after)
        subject = as_it_was(found.subject, self.after)
        earlier = self._tests(found, subject, None if what == NOBODY else what, before)
        later = self._tests(found, found.subject, found.what, after)
        if answers.asked > limits.ASKED:
            return True
        broken = partial(all_of, (partial(any_of, later), lambda: not any_of(earlier)))
        return decide(broken, answers) is not False

    def _tests(self, found: RawFinding, subject: Ref, what: Ref | None, view: View) -> list[Test]:
        """What would break the rule by a thing; where none is told apart, by anything."""
        every = self.law.candidates(found.rule, subject, view)
        return [one.test for one in every if what in (None, one.what)]

    def _touches(self, found: RawFinding) -> bool:
        """Whether the proposal changes anything that was read to ask the question."""
        seen, changed = self._seen
        seen.reads.keys = set()
        for _ in self.law.found_about(as_it_was(found.subject, self.after), found.rule, seen):
            pass
        return changed is None or not seen.reads.keys.isdisjoint(changed)

    @cached_property
    def _seen(self) -> tuple[WatchedView, set[Key] | None]:
        return watched(self.before), touched(self.before, self.after)

    @cached_property
    def _shared(self) -> tuple[Answers, View, View]:
        """Both views with the same answers: a question asks the same of both, or is another."""
        answers, old = Answers(), self.after.changes.old
        before = evolve(self.before, assumed=_OfFacts(answers, lambda name: name))
        return answers, before, evolve(self.after, assumed=_OfFacts(answers, old))


def as_it_was(ref: Ref, after: View) -> Ref:
    """What something spoken of was called before a proposal."""
    if ref.kind == "mayor":
        return Ref("mayor", old_holder(ref.id, after) or "")
    return Ref(ref.kind, after.changes.old(ref.id))


def as_before(question: Phrase) -> Phrase:
    """A question as it is asked of the municipality without a proposal."""
    return question._replace(key="q.held-by") if question.key == "q.held-now" else question


def old_holder(holder: str | None, after: View) -> str | None:
    """A mayor, by the name that the committee had before a proposal."""
    if holder and holder.startswith("mayor of "):
        return f"mayor of {after.changes.old(holder.removeprefix('mayor of '))}"
    return holder


class _OfFacts(Answers):
    """The answers to what is asked of a view, as questions on how it is without the proposal."""

    def __init__(self, answers: Answers, old: Callable[[str], str]) -> None:
        super().__init__()
        self._answers, self._old = answers, old
        self._as_it_was: dict[Phrase, Phrase] = {}

    @property
    def stand(self) -> int:
        return self._answers.stand

    def to(self, question: Phrase, beside: Beside | None = None) -> bool:
        was = self._as_it_was.get(question)
        if was is None:
            args = {name: self._was(value) for name, value in question.args}
            was = self._as_it_was[question] = Phrase.of(as_before(question).key, **args)
        if beside:
            held = tuple(self._was(one) for one in beside())
            args = dict(was.args)
            for asked, answer in self._answers.about(cast(Ref, args["task"])).items():
                same = asked.key == was.key
                if same and _implies(dict(asked.args).get("beside"), answer, {*held}):
                    return answer
            was = Phrase.of(was.key, **args, beside=held)
        return self._answers.to(was)

    def about(self, thing: Ref) -> Mapping[Phrase, bool]:
        return self._answers.about(Ref(thing.kind, self._old(thing.id)))

    def _was(self, value: Argument) -> Argument:
        return Ref(value.kind, self._old(value.id)) if isinstance(value, Ref) else value


def _implies(told: Argument | None, answer: bool, held: set[Argument]) -> bool:
    """Whether an answer on some committees is one on others: more hold what some of them do."""
    if not isinstance(told, tuple) or not all(isinstance(one, Ref) for one in (*told, *held)):
        return False
    return bool(told and held) and ({*told} <= held if answer else {*told} >= held)


_WAYS = {"at most": 1, "at least": -1}


def made_worse(then: RawFinding, now: RawFinding) -> Iterator[Phrase]:
    """A remark on what a rule counts without the proposal, where with it the count is further from
    the limit that it broke already; none where it is not, or no file tells."""
    before, after = (_distance(one.message) for one in (then, now))
    if then.question or now.question or before is None or after is None or after <= before:
        return
    yield Phrase.of("m.worse", was=dict(then.message.args)["found"])


def _distance(message: Phrase) -> int | None:
    """How far on the wrong side of its limit a message tells that a number is: the larger, the
    worse; None where it tells of none."""
    told = dict(message.args)
    found, limit = told.get("found"), told.get("number", told.get("council"))
    if not isinstance(found, int) or not isinstance(limit, int):
        return None
    beyond = (2 * found if "council" in told else found) - limit
    forbids = str(told["modal"]).endswith("-not")
    way = _WAYS.get(str(told["comparison"]))
    if way is None:  # exactly so many: not to have them has no distance
        return None if forbids else abs(beyond)
    return -way * beyond if forbids else way * beyond
