# SPDX-License-Identifier: EUPL-1.2
"""A report as SARIF 2.1.0 (OASIS standard): one run, one result a finding.

A verdict is no result, as it is said of a proposal and not of a place in it: it stands among the
notifications of the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from checker.formats.gate import BROKEN, TRUST, VERDICT, Gate
from checker.page.templates import json_list
from checker.records import field, frozen
from checker.report.broken import BrokenEntry
from checker.report.entries import ChangedEntry, FindingEntry, RuleEntry
from checker.report.report import Options, Report, ResultEntry, entry
from checker.report.sheet import basis
from checker.report.wording import Language
from checker.shown import as_json

Json = dict[str, Any]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
# GitHub refuses a run with more results, and shows no more places of one and tags of a rule.
RESULTS, PLACES, TAGS = 25_000, 100, 20


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as a SARIF log, a finding at a time."""
    run = _Run(language, options)
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run.of(document)]}
    before, _, after = as_json(log).rpartition("[]")
    yield before
    broken = islice(chain.from_iterable(map(run.of_broken, document.broken)), RESULTS)
    changes = map(run.of_change, document.changes[:RESULTS])
    yield from json_list(chain(broken, changes, run.results(document)), 3)
    yield f"{after}\n"


@frozen
class _Run(Gate):
    _index: dict[str, int] = field(init=False, factory=dict)
    _room: dict[str, int] = field(init=False, factory=dict)

    def results(self, document: Report) -> Iterator[Json]:
        """The findings as results, as many as a host takes: the gravest of them, in their order."""
        for result in document.results:
            for finding in result.findings:
                if self._room[finding.weight]:
                    self._room[finding.weight] -= 1
                    yield self.result(finding, result)

    def _left_out(self, document: Report, counts: Counter[str]) -> list[Json]:
        """What is said of the findings for which there is no room, where there are any."""
        others = len(document.changes) + sum(len(each.errors) for each in document.broken)
        room = max(0, RESULTS - others)
        for severity in ("error", "warning", "note"):
            self._room[severity] = min(room, counts[severity])
            room -= self._room[severity]
        left = counts.total() - sum(self._room.values())
        said = _text(self.wording.sentence("gate.findings-left-out", count=left))
        return [{"level": "warning", "message": said}] if left else []

    def of(self, document: Report) -> Json:
        """The run, without its results."""
        rules = {rule.id: rule for rule in document.rules}
        artifacts, verdicts, counts = list[Json](), list[Json](), Counter[str]()
        version = None
        for result in document.results:  # once, for many are read from disk each time
            version = version or result.receipt.ressort
            artifacts.append(self._artifact(result))
            verdicts.append(self._verdict(result))
            counts.update(finding.weight for finding in result.findings)
            for finding in result.findings:  # some rules only the checker itself knows
                if finding.rule not in rules:
                    rules[finding.rule] = entry(RuleEntry, finding, id=finding.rule)
        told = [self._rule(rule) for rule in rules.values()]
        own = [(TRUST, self.wording.sentence("h.trust"))] if document.changes else []
        own += [(BROKEN, self.say("gate.not-checked"))] if document.broken else []
        for id, said in own:
            told.append({"id": id, "shortDescription": _text(said), "fullDescription": _text(said)})
        self._index.update({each["id"]: number for number, each in enumerate(told)})
        return {
            "tool": {
                "driver": {
                    "name": "ressort",
                    **({"version": version} if version else {}),
                    "rules": told,
                    "notifications": [
                        {
                            "id": VERDICT,
                            "shortDescription": _text(self.wording.sentence("l.verdict")),
                            "fullDescription": _text(self.say("t.disclaimer")),
                        }
                    ],
                }
            },
            "language": document.language,
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "invocations": [
                {
                    "executionSuccessful": not document.broken,
                    "toolExecutionNotifications": [
                        *chain.from_iterable(map(self._unread, document.broken)),
                        *self._left_out(document, counts),
                        *verdicts,
                    ],
                }
            ],
            "results": [],
        }

    def _rule(self, rule: RuleEntry) -> Json:
        read = self.say("l.read-in")
        said = [
            rule.sentence,
            self.wording.whole(f"{self.say('l.basis')}: {basis(rule, self.wording)}"),
            *(
                self.wording.whole(
                    f"{each.provision}: {read[:1].lower()}{read[1:]} {each.read_in_words}"
                )
                for each in rule.basis
                if each.read_in
            ),
        ]
        addresses = [each.address or "" for each in rule.basis]
        published = [each for each in addresses if each.startswith(("https://", "http://"))]
        title = self.wording.whole(rule.title)
        return {
            "id": rule.id,
            "shortDescription": _text(title),
            "fullDescription": _text(rule.because or title),
            "help": _text("\n\n".join(part for part in said if part)),
            **({"helpUri": published[0]} if published else {}),
            "properties": {"tags": [*dict.fromkeys(each.kind for each in rule.basis)][:TAGS]},
        }

    def _artifact(self, result: ResultEntry) -> Json:
        path = result.proposal.path
        digest = {each.path: each.sha256 for each in result.inputs}.get(path)
        return {
            "location": self._location(path),
            "roles": ["analysisTarget"],
            **({"hashes": {"sha-256": digest}} if digest else {}),
        }

    def _verdict(self, result: ResultEntry) -> Json:
        path = result.proposal.path
        where = {"physicalLocation": {"artifactLocation": self._location(path)}}
        return {
            "descriptor": {"id": VERDICT, "index": 0},
            # What is graver would say that the tool itself had failed.
            "level": "note",
            "message": _text(f"{self.verdict(result)}. {self.reasons(result)}"),
            "locations": [where],
            "properties": {"verdict": result.verdict, "title": result.proposal.title},
        }

    def _unread(self, broken: BrokenEntry) -> Iterator[Json]:
        """What could not be checked, as notifications: the tool itself had to leave it out."""
        for each in broken.errors:
            place = self._place(each.path or broken.path, each.line or 1, each.column)
            yield {"level": "error", "message": _text(each.whole), "locations": [place]}

    def of_broken(self, broken: BrokenEntry) -> Iterator[Json]:
        """The same as results, which is what hosts show."""
        for each, told in zip(broken.errors, self._unread(broken), strict=True):
            known_by = self._known_by(broken.path, f"{BROKEN}:{each.message}")
            yield {"ruleId": BROKEN, "ruleIndex": self._index[BROKEN], **told, **known_by}

    def of_change(self, change: ChangedEntry) -> Json:
        """What a branch changes of what judges it, as a result."""
        return {
            "ruleId": TRUST,
            "ruleIndex": self._index[TRUST],
            "level": change.severity,
            "message": _text(self.changed(change)),
            "locations": [self._place(change.path, change.line, change.column)],
            **self._known_by(change.path, change.id),
            "properties": {"id": change.id, "kind": change.what},
        }

    def result(self, finding: FindingEntry, result: ResultEntry) -> Json:
        """What stands among the run's results."""
        facts = [*finding.witnesses, *finding.support]
        suppressed = [
            {"kind": "external", "status": "accepted", "justification": excuse}
            for excuse in self.excuses(finding, result)
        ]
        known = "unchanged" if finding.in_baseline else "new"
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._index[finding.rule],
            "level": finding.weight,
            "message": _text(self.told(finding)),
            "locations": [self._place(finding.path, finding.line, finding.column)],
            "relatedLocations": [
                {"id": number, "message": _text(fact.fact)}
                | (self._place(fact.path, fact.line) if fact.path else {})
                for number, fact in enumerate(facts[:PLACES], 1)
            ],
            **self._known_by(result.proposal.path, finding.id),
            **({"baselineState": known} if result.baseline else {}),
            **({"suppressions": suppressed} if suppressed else {}),
            "properties": {
                "id": finding.id,
                "kind": finding.kind,
                "status": finding.status,
                "requirement": finding.requirement,
                "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
                "provisions": [each.provision for each in finding.provisions],
                "second_hand": finding.second_hand,
                **({"facts_left_out": len(facts) - PLACES} if len(facts) > PLACES else {}),
            },
        }

    def _known_by(self, path: str, id: str) -> Json:
        found = self.fingerprint(path, id)
        ours, theirs = "ressort/v1", "primaryLocationLineHash"  # which alone GitHub goes by
        return {"partialFingerprints": {ours: found, theirs: f"{found[:16]}:1"}}

    def _place(self, path: str, line: int | None, column: int | None = None) -> Json:
        start = {"startLine": line, **({"startColumn": column} if column else {})}
        return {"physicalLocation": {"artifactLocation": self._location(path), "region": start}}

    def _location(self, path: str) -> Json:
        uri, relative = self.uri(path)
        return {"uri": uri, **({"uriBaseId": _ROOT} if relative else {})}


def _text(text: str) -> Json:
    """A message: braces are doubled, as they would ask for an argument; nothing is a link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
