"""The rule base: settled rule documents to one law that binds, with everything checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from checker.lawbook.complaints import Complaints
from checker.result import Basis
from checker.source import Span
from checker.speech import rule as written
from checker.speech.node import Citation, Document

STRENGTH: tuple[written.SourceKind, ...] = ("law", "bylaw", "mandate", "guideline")
# Rules that no file declares: findings of the checker itself.
LABEL_RULE = "construction-label"
WAIVER_RULES = ("waiver-expired", "waiver-not-allowed", "waiver-undecided", "waiver-unused")


@frozen
class RuleBook:
    """All rule documents together.

    Attributes:
        rules: in the order of files and of lines; displaced and expired ones included.
        sentences: what became of each legal sentence of the sources.
        doubts: the questions that the sources leave open, by their id.
    """

    sources: dict[str, written.LegalSource]
    authorities: dict[str, written.Authority]
    areas: dict[str, written.Area]
    rules: tuple[written.Rule, ...]
    not_coded: tuple[written.NotCoded, ...]
    sentences: tuple[written.LegalSentence, ...]
    doubts: dict[str, written.Doubt]
    _lineage: dict[str, tuple[str, ...]] = field(repr=False)
    _checked: frozenset[Citation] = field(repr=False)

    def lineage(self, area: str) -> tuple[str, ...]:
        """The area and every wider one, narrowest first."""
        return self._lineage.get(area, (area,))

    def kind(self, rule: written.Rule) -> written.SourceKind:
        """The strongest kind among the sources a rule rests on."""
        kinds = {self.sources[base.source].kind for base in rule.bases}
        return next(kind for kind in STRENGTH if kind in kinds)

    def in_force(self, rule: written.Rule, day: date, known_on: date | None = None) -> bool:
        """Whether the rule's own interval and those of all its sources hold the day.

        Args:
            known_on: takes only what was known on this day of when they begin and end.
        """
        intervals = [rule.interval, *(self.sources[base.source].interval for base in rule.bases)]
        return all(interval is None or interval.covers(day, known_on) for interval in intervals)

    @property
    def of_interpretations(self) -> frozenset[str]:
        """The rules of an interpretation, and those that give way to one: what they find hangs on
        which interpretations are followed."""
        own = [rule for rule in self.rules if rule.interpretation]
        return frozenset(
            name for rule in own for name in (rule.id.text, *(other.text for other in rule.despite))
        )

    def followed(self, instead: Sequence[str] = ()) -> frozenset[str]:
        """The interpretation of each doubt that is followed, or the last one that is to be in its
        place.

        Raises KeyError for an interpretation that no doubt has.
        """
        answers = {
            each.id.text: doubt.id.text
            for doubt in self.doubts.values()
            for each in doubt.interpretations
        }
        chosen = {name: doubt.following.text for name, doubt in self.doubts.items()}
        chosen.update((answers[one], one) for one in instead)
        return frozenset(chosen.values())

    def silenced(self) -> frozenset[str]:
        """Ids of the rules that do not speak because another interpretation is followed."""
        followed = self.followed()
        return frozenset(
            rule.id.text
            for rule in self.rules
            if rule.interpretation and rule.interpretation.text not in followed
        )

    def binds(self, rule: written.Rule | written.LegalSentence, municipality: str) -> bool:
        """Whether the rule binds a municipality: none of its sources is another one's own."""
        owners = {self.sources[base.source].municipality for base in rule.bases}
        return owners <= {None, municipality}

    def bylaws(self, municipality: str) -> list[str]:
        """Ids of the bylaws of a municipality, in the order of the rule base."""
        return [
            source.id.text
            for source in self.sources.values()
            if source.kind == "bylaw" and source.municipality in (None, municipality)
        ]

    def basis(self, rule: written.Rule) -> tuple[Basis, ...]:
        """The provisions of a rule as a report shows them.

        A provision whose own text was read for one rule is second hand in none.
        """
        read_in = tuple((read.document, read.section) for read in rule.read_in)
        return tuple(
            Basis(
                base.source,
                self.sources[base.source].kind,
                str(base),
                base in self._checked,
                read_in,
                self.sources[base.source].address,
            )
            for base in rule.bases
        )

    def with_one_changed(
        self, old: written.Rule | written.LegalSource, new: written.Rule | written.LegalSource
    ) -> RuleBook:
        """The rule base with another statement of the same id in the place of one of its own."""
        if isinstance(new, written.LegalSource):
            return evolve(self, sources={**self.sources, new.id.text: new})
        rules = tuple(new if one.id == old.id else one for one in self.rules)
        return evolve(self, rules=rules)

    def touched_by(self, one: written.Rule | written.LegalSource) -> frozenset[str]:
        """Ids of the rules whose findings a change of a rule or source may change: its own or those
        resting on it, and all that give way to them."""
        touched = {one.id.text}
        if isinstance(one, written.LegalSource):
            rests = (r for r in self.rules if one.id.text in {base.source for base in r.bases})
            touched = {rule.id.text for rule in rests}
        known = {rule.id.text: rule.despite for rule in self.rules}
        waiting = list(touched)
        while waiting:
            below = {name.text for name in known.get(waiting.pop(), ())} - touched
            touched |= below
            waiting += below
        return frozenset(touched)

    def name_of_authority(self, authority: written.Authority, day: date) -> str:
        """The name an authority bears on a day."""
        for name in authority.names:
            if name.until is None or day <= name.until:
                return name.name
        return authority.names[-1].name


def load(documents: Sequence[Document], complaints: Complaints) -> RuleBook:
    """The rule base that settled documents make; what is wrong goes to ``complaints``."""
    nodes = [node for document in documents for node in document.statements]
    ids: dict[str, Span] = {}
    sources = _declared(_of(nodes, written.LegalSource), ids, complaints)
    authorities = _declared(_of(nodes, written.Authority), ids, complaints)
    areas = _declared(_of(nodes, written.Area), ids, complaints)
    known_rules = tuple(_of(nodes, written.Rule))
    _declared(iter(known_rules), ids, complaints)
    doubts = _declared(_of(nodes, written.Doubt), ids, complaints)
    answers = [each for doubt in doubts.values() for each in doubt.interpretations]
    _declared(iter(answers), ids, complaints)
    _check_words(areas, complaints)
    lineage = _lineages(areas, complaints)
    not_coded = tuple(_of(nodes, written.NotCoded))
    checked = frozenset(base for rule in known_rules if rule.checked for base in rule.bases)
    return RuleBook(
        sources,
        authorities,
        areas,
        known_rules,
        not_coded,
        tuple(_of(nodes, written.LegalSentence)),
        doubts,
        lineage,
        checked,
    )


_T = TypeVar("_T")
_Declared = TypeVar(
    "_Declared",
    written.LegalSource,
    written.Authority,
    written.Area,
    written.Rule,
    written.Doubt,
    written.Interpretation,
)


def _of(nodes: Iterable[object], kind: type[_T]) -> Iterator[_T]:
    return (node for node in nodes if isinstance(node, kind))


def _declared(
    nodes: Iterator[_Declared], ids: dict[str, Span], complaints: Complaints
) -> dict[str, _Declared]:
    found: dict[str, _Declared] = {}
    for node in nodes:
        name = node.id
        if name.text in ids:
            other = ids[name.text]
            complaints.add(name.span, "duplicate", id=name.text, other=f"{other.path}:{other.line}")
            continue
        ids[name.text] = name.span
        found[name.text] = node
    return found


def _check_words(areas: dict[str, written.Area], complaints: Complaints) -> None:
    taken: dict[str, str] = {}
    for area in areas.values():
        word = area.word.casefold()
        if word in taken:
            complaints.add(area.id.span, "word-taken", word=area.word, id=taken[word])
        taken.setdefault(word, area.id.text)


def _lineages(areas: dict[str, written.Area], complaints: Complaints) -> dict[str, tuple[str, ...]]:
    lineages: dict[str, tuple[str, ...]] = {}
    for name, area in areas.items():
        path = [name]
        parent = area.parent
        while parent is not None:
            if parent.text not in areas:
                complaints.unknown(parent.span, ["area"], parent.text, areas)
                break
            if parent.text in path:
                if parent.text == name == min(path):
                    shown = " → ".join([*path, name])
                    complaints.add(area.id.span, "area-cycle", id=name, path=shown)
                break
            path.append(parent.text)
            parent = areas[parent.text].parent
        lineages[name] = tuple(path)
    return lineages
