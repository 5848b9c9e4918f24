# SPDX-License-Identifier: EUPL-1.2
"""What a bylaw in Word says beside its provisions, where nothing is drafted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.oxml import parse_xml

from checker.called import rename, resize
from checker.provision import ProvisionLine, Revision
from checker.report.entries import ChangeEntry

_BESIDE = ("/header", "/footer", "/footnotes", "/endnotes")


def lines_aside(document: Document) -> tuple[str, ...]:
    """Each line of its headers, footers, notes and text boxes once."""
    beside = [each for each in document.part.rels.values() if each.reltype.endswith(_BESIDE)]
    roots = [parse_xml(each.target_part.blob) for each in beside if not each.is_external]
    paragraphs = [one for root in roots for one in root.xpath(".//*[local-name() = 'p']")]
    paragraphs += document.element.body.xpath(".//w:txbxContent//w:p")
    texts = (one.xpath(".//*[local-name() = 't']/text()") for one in paragraphs)
    return tuple(dict.fromkeys(said for each in texts if (said := " ".join("".join(each).split()))))


def old_aside(changes: Iterable[ChangeEntry], aside: Sequence[str]) -> list[str]:
    """Those of such lines that name or size something in the way that a change ends."""
    anew = dict.fromkeys((each.anew, each.put) for each in changes if each.anew)
    found = []
    for text in aside:
        revision = Revision.of([ProvisionLine(text)])
        done = [
            rename(revision, [(each, put)])
            if each.what == "name"
            else resize(revision, each, None, int(put or 0))
            for each, put in anew
        ]
        found += [text] if any(done) or revision.doubts else []
    return found
