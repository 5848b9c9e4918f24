"""A report as JUnit XML: a suite a proposal, a case a finding.

The first case is the verdict, and fails where the gate closes. A finding fails where it is an
error, is skipped where it is waived or an old one, and passes with its text where it is a warning
or a note. Rules that were applied and found nothing pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from attrs import frozen

from checker.formats.places import Places
from checker.formats.telling import at, excuses, heading, level, reasons, told, verdict
from checker.report.entries import FindingEntry
from checker.report.report import Options, Report, ResultEntry
from checker.report.wording import Language, Wording

# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(document: Report, language: Language, options: Options) -> Iterator[str]:
    """The document as one ``testsuites`` element, a suite at a time: made twice, as the counts of
    all stand before the first."""
    writer = _Writer(Wording(language), options, Places(options.root))
    counts = _counted(writer.suite(result) for result in document.results)
    top = _element("testsuites", "\n", name="ressort", **counts)
    opening, end, _ = ElementTree.tostring(top, encoding="unicode").rpartition("</testsuites>")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}'
    for result in document.results:
        suite = writer.suite(result)
        ElementTree.indent(suite, level=1)
        yield f"  {ElementTree.tostring(suite, encoding='unicode')}\n"
    yield f"{end}\n"


@frozen
class _Writer:
    wording: Wording
    options: Options
    places: Places

    def suite(self, result: ResultEntry) -> ElementTree.Element:
        """One proposal."""
        proposal = result.proposal
        path = self.places.path(proposal.path)
        cases = [self._verdict(result, path)]
        cases += [self._finding(finding, result, path) for finding in result.findings]
        spoken = {finding.rule for finding in result.findings}
        silent = [rule for rule in result.receipt.rules_run if rule not in spoken]
        cases += [_case(path, rule) for rule in silent]
        own = {"tests": len(cases), "errors": 0}
        own |= {key: _sum_of(cases, tag) for key, tag in _COUNTED}
        suite = _element("testsuite", name=proposal.title, **own, file=path)
        listed = ElementTree.SubElement(suite, "properties")
        kept = ("effective", "proposed", "as_of", "law_date", "municipality", "organisation")
        values = {key: getattr(proposal, key) for key in kept} | {"verdict": result.verdict}
        listed.extend(_element("property", name=key, value=each) for key, each in values.items())
        suite.extend(cases)
        return suite

    def _verdict(self, result: ResultEntry, path: str) -> ElementTree.Element:
        case = _case(path, self.wording.words("l.verdict"))
        said, why = verdict(result, self.wording), reasons(result, self.wording)
        if level(result, self.options) == "error":
            case.append(_element("failure", why, type=result.verdict, message=said))
        else:
            case.append(_element("system-out", f"{said}\n{why}"))
        return case

    def _finding(
        self, finding: FindingEntry, result: ResultEntry, path: str
    ) -> ElementTree.Element:
        case = _case(path, finding.id)
        excuse = " ".join(excuses(finding, result, self.wording))
        text = self._text(finding)
        if excuse:
            case.append(_element("skipped", text, message=excuse))
        elif finding.severity == "error":
            message = told(finding, self.wording)
            case.append(_element("failure", text, type=finding.kind, message=message))
        else:
            case.append(_element("system-out", text))
        return case

    def _text(self, finding: FindingEntry) -> str:
        severity = self.wording.words(f"severity.{finding.severity}")
        facts = [
            f"{self.wording.words('l.fact')}: {fact.fact}"
            for fact in (*finding.witnesses, *finding.support)
        ]
        place = at(finding, self.places.path(finding.path))
        head = f"{place}: {severity}: {heading(finding, self.wording)}"
        return "\n".join([head, told(finding, self.wording), *facts])


_COUNTED = (("failures", "failure"), ("skipped", "skipped"))


def _case(path: str, name: str) -> ElementTree.Element:
    return _element("testcase", classname=path, name=name)


def _sum_of(cases: list[ElementTree.Element], tag: str) -> int:
    return sum(case.find(tag) is not None for case in cases)


def _counted(suites: Iterable[ElementTree.Element]) -> dict[str, int]:
    total = dict.fromkeys(("tests", "failures", "errors"), 0)
    for suite in suites:
        total = {name: count + int(suite.get(name, "0")) for name, count in total.items()}
    return total


def _element(tag: str, content: str = "", /, **attributes: object) -> ElementTree.Element:
    element = ElementTree.Element(tag, {key: _clean(str(each)) for key, each in attributes.items()})
    element.text = _clean(content) or None
    return element


def _clean(text: str) -> str:
    """A text without what XML cannot hold; each such character is shown as one that is unknown."""
    return _FORBIDDEN.sub("\ufffd", text)
