# SPDX-License-Identifier: EUPL-1.2
"""A report as JUnit XML: a suite a proposal, a case a finding.

The first case is the verdict, and fails where the gate closes. A finding fails where it is an
error, is skipped where it is waived or an old one, and passes with its text where it is a warning
or a note. Rules that were applied and found nothing pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from xml.etree import ElementTree

from checker.formats.gate import BROKEN, TRUST, Gate
from checker.report.broken import BrokenEntry
from checker.report.entries import ChangedEntry, FindingEntry
from checker.report.report import Options, Report, ResultEntry
from checker.report.wording import Language

# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = ("effective", "proposed", "as_of", "law_date", "municipality", "organisation")


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as one ``testsuites`` element, a suite at a time: made twice, as the counts of
    all stand before the first."""
    gate = Gate(language, options)
    total = Counter(dict.fromkeys(("tests", "failures", "errors"), 0))
    branch = [_broken(each, gate) for each in document.broken]
    branch += [_changes(document.changes, gate)] if document.changes else []
    for suite in chain(branch, (_suite(result, gate) for result in document.results)):
        total.update({name: int(suite.get(name, "0")) for name in total})
    top = _element("testsuites", "\n", name="ressort", **total)
    opening, end, _ = ElementTree.tostring(top, encoding="unicode").rpartition("</testsuites>")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}'
    for suite in chain(branch, (_suite(result, gate) for result in document.results)):
        ElementTree.indent(suite, level=1)
        yield f"  {ElementTree.tostring(suite, encoding='unicode')}\n"
    yield f"{end}\n"


def _broken(broken: BrokenEntry, gate: Gate) -> ElementTree.Element:
    """A file that could not be checked: a case that ended in an error."""
    path, errors = gate.path(broken.path), broken.errors
    case = _element("testcase", classname=path, name=gate.say("gate.not-checked"))
    told = "\n".join(f"{place}: {each.whole}" for place, each in broken.places())
    case.append(_element("error", told, type=BROKEN, message=errors[0].whole))
    suite = _element("testsuite", name=path, tests=1, failures=0, errors=1, file=path)
    suite.append(case)
    return suite


def _changes(changes: Sequence[ChangedEntry], gate: Gate) -> ElementTree.Element:
    """What a branch changes of what judges it: a case fails where the branch fails by it."""
    cases = []
    for each in changes:
        case = _element("testcase", classname=gate.path(each.path), name=each.id)
        said = gate.changed(each)
        failed = each.severity == "error"
        case.append(
            _element("failure", said, type=TRUST, message=each.message)
            if failed
            else _element("system-out", said)
        )
        cases.append(case)
    failures = sum(each.severity == "error" for each in changes)
    suite = _element("testsuite", name=TRUST, tests=len(cases), errors=0, failures=failures)
    suite.extend(cases)
    return suite


def _suite(result: ResultEntry, gate: Gate) -> ElementTree.Element:
    """One proposal."""
    proposal = result.proposal
    path = gate.path(proposal.path)
    verdict = _element("testcase", classname=path, name=gate.say("l.verdict"))
    said, why = gate.verdict(result), gate.reasons(result)
    if gate.level(result) == "error":
        verdict.append(_element("failure", why, type=result.verdict, message=said))
    else:
        verdict.append(_element("system-out", f"{said}\n{why}"))
    cases = [verdict, *(_finding(finding, result, path, gate) for finding in result.findings)]
    spoken = {finding.rule for finding in result.findings}
    silent = [rule for rule in result.receipt.rules_run if rule not in spoken]
    cases += [_element("testcase", classname=path, name=rule) for rule in silent]
    counts = {"tests": len(cases), "errors": 0}
    for key, tag in (("failures", "failure"), ("skipped", "skipped")):
        counts[key] = sum(case.find(tag) is not None for case in cases)
    suite = _element("testsuite", name=proposal.title, **counts, file=path)
    listed = ElementTree.SubElement(suite, "properties")
    values = {key: getattr(proposal, key) for key in _KEPT} | {"verdict": result.verdict}
    listed.extend(_element("property", name=key, value=each) for key, each in values.items())
    suite.extend(cases)
    return suite


def _finding(
    finding: FindingEntry, result: ResultEntry, path: str, gate: Gate
) -> ElementTree.Element:
    case = _element("testcase", classname=path, name=finding.id)
    excuse = " ".join(gate.excuses(finding, result))
    told, severity = gate.told(finding), gate.say(f"severity.{finding.weight}")
    facts = (*finding.witnesses, *finding.support)
    text = "\n".join(
        [
            f"{gate.at(finding)}: {severity}: {gate.heading(finding)}",
            told,
            *(f"{gate.say('l.fact')}: {fact.fact}" for fact in facts),
        ]
    )
    if excuse:
        case.append(_element("skipped", text, message=excuse))
    elif finding.severity == "error":
        case.append(_element("failure", text, type=finding.kind, message=told))
    else:
        case.append(_element("system-out", text))
    return case


def _element(tag: str, content: str = "", /, **attributes: object) -> ElementTree.Element:
    """An element; each character that XML cannot hold is shown as one that is unknown."""
    clean = {key: _FORBIDDEN.sub("\ufffd", str(each)) for key, each in attributes.items()}
    element = ElementTree.Element(tag, clean)
    element.text = _FORBIDDEN.sub("\ufffd", content) or None
    return element
