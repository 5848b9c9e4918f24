"""An instrument as a rule names it, as a phrase for the report."""

from __future__ import annotations

from checker.municipality.situation import View
from checker.result import Phrase, Ref
from checker.speech import instruments


def instrument_phrase(
    node: instruments.Instrument, subject: Ref | None, holder: str | None, view: View
) -> Phrase:
    """An instrument as a rule names it, to be put into words."""
    match node:
        case instruments.Dispensation():
            return Phrase.of(
                "name.dispensation",
                norm=str(node.norm) if node.norm else "",
                subject=subject or "",
                holder=Ref("mayor", holder) if holder else "",
            )
        case instruments.LawAmendment():
            return Phrase.of("name.law amendment", source=Ref("source", node.source.source))
        case instruments.BylawChange():
            return Phrase.of("name.bylaw change", source="")
        case instruments.Readings():
            return Phrase.of(
                "name.reading",
                count=node.count,
                body=Ref("body", view.body(node.body) or ""),
                days=node.days_apart if node.days_apart is not None else "",
            )
        case instruments.Step():
            there = view.body(node.body) if node.body else None
            return Phrase.of(f"name.{node.kind}", body=Ref("body", there) if there else "", what="")
        case instruments.Reconstitution():
            return Phrase.of("name.reconstitution")
