"""What can be wrong with a rule base, found before any proposal is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.law.complaints import Complaints, kind_words
from checker.law.rulebook import RuleBook
from checker.law.walk import walk
from checker.model import instrument as instruments
from checker.model import rule as written
from checker.model.node import Body, Citation, Interval, Name, Named, Role
from checker.source import Span

_VERB_SUBJECT = {
    "hold": "committee",
    "perform": "unit",
    "be under": "unit",
    "be led as": "unit",
    "be led by": "unit",
    "be held by": "task",
    "be performed by": "task",
}
_BECOMES = {
    "new": ("committee", "unit"),
    "abolished": ("committee", "unit"),
    "renamed": ("committee", "unit"),
    "split": ("committee",),
    "merged": ("committee",),
    "resized": ("committee",),
}
_NOUN_KIND = {"unit": "unit", "task": "task", "administration": "municipality"}


def examine(book: RuleBook, complaints: Complaints) -> None:
    """Notes all that is wrong with a rule base as a whole. Raises MistakesError.

    Unknown sources are raised first: what rests on them cannot be judged.
    """
    _check_sources(book, complaints)
    complaints.settle()
    for rule in book.rules:
        _check_rule(rule, book, complaints)
    _check_despite(book, complaints)
    _check_instrument_cycles(book, complaints)
    _check_values(book, complaints)
    complaints.settle()


def _check_sources(book: RuleBook, complaints: Complaints) -> None:
    for rule in book.rules:
        for base in rule.bases:
            if base.source not in book.sources:
                complaints.unknown(base.span, ["source"], base.source, book.sources)
    for statement in (*book.rules, *book.not_coded):
        for node in walk(statement):
            if isinstance(node, Citation) and node.source not in book.sources:
                if isinstance(statement, written.Rule) and node in statement.bases:
                    continue
                complaints.unknown(node.span, ["source"], node.source, book.sources)
            if isinstance(node, written.Touches):
                source = book.sources.get(node.provision.source)
                if source and source.kind != "bylaw":
                    complaints.add(node.span, "not-bylaw", id=node.provision.source)


# ---------------------------------------------------------------- what a rule is said of


def subject_of(rule: written.Rule) -> written.Subject | None:
    """The subject of a rule's sentence; None for counts and ``exactly one``."""
    return getattr(rule.sentence, "subject", None)


def subject_kind(rule: written.Rule) -> str | None:
    """The kind of subject a rule speaks of, as far as the rule alone tells; None: a name."""
    sentence = rule.sentence
    if isinstance(sentence, written.Count):
        return "municipality"
    if isinstance(sentence, written.ExactlyOne):
        return "unit" if sentence.verb == "be under" else "task"
    subject = sentence.subject
    if isinstance(subject, written.EachInstrument):
        return "instrument"
    if isinstance(subject, written.Each):
        return _NOUN_KIND.get(subject.noun, "committee")
    if isinstance(subject, Role):
        return "committee" if subject.role == "finance committee" else subject.role
    return "unit" if subject.construction else None


def allowed_kinds(predicate: written.Predicate) -> tuple[str, ...]:
    """The kinds of subject a predicate can be said of; empty: of any."""
    match predicate:
        case written.Relation():
            return (_VERB_SUBJECT[predicate.verb],)
        case written.Moves() | written.MovesBetweenCommittees():
            return ("unit", "task")
        case written.MovesWithoutUnit():
            return ("task",)
        case written.Becomes():
            return _BECOMES[predicate.change]
        case written.PerformsForOthers():
            return ("unit",)
        case written.FormIs():
            return ()
        case _:
            return ("instrument",)


def conditions(rule: written.Rule) -> list[written.Condition]:
    """The relative clause, ``when`` and ``unless`` of a rule."""
    clause = getattr(subject_of(rule), "clause", None)
    return [condition for condition in (clause, rule.when, rule.unless) if condition]


def said_of(rule: written.Rule) -> list[tuple[object, tuple[str, ...]]]:
    """Everything a rule says of its subject, with the kinds it can be said of."""
    said: list[tuple[object, tuple[str, ...]]] = [
        (predicate, allowed_kinds(predicate))
        for condition in conditions(rule)
        for predicate in condition.predicates
    ]
    relation = getattr(rule.sentence, "relation", None)
    if relation is not None:
        said.append((relation, (_VERB_SUBJECT[relation.verb],)))
    return said


def _check_rule(rule: written.Rule, book: RuleBook, complaints: Complaints) -> None:
    kind = subject_kind(rule)
    sentence = rule.sentence
    if kind is not None:
        for node, allowed in said_of(rule):
            if allowed and kind not in allowed:
                language = complaints.language(rule.span)
                key = "instrument-modal" if _is_modal(node, rule) and kind == "instrument" else ""
                complaints.add(
                    node.span,  # type: ignore[attr-defined]
                    key or "predicate-kind",
                    allowed=kind_words(allowed, language),
                    kind=kind_words([kind], language),
                )
    advice = isinstance(sentence, written.Must) and sentence.advice
    if rule.otherwise and (advice or book.kind(rule) == "guideline"):
        complaints.add(rule.otherwise[0].span, "cure-for-advice")
    elif rule.otherwise and isinstance(sentence, written.Needs | written.MayNeed | written.NoteOn):
        complaints.add(rule.otherwise[0].span, "cure-for-need")


def _is_modal(node: object, rule: written.Rule) -> bool:
    return node is getattr(rule.sentence, "relation", None)


def _check_despite(book: RuleBook, complaints: Complaints) -> None:
    by_id = {rule.id.text: rule for rule in book.rules}
    for rule in book.rules:
        for name in rule.despite:
            other = by_id.get(name.text)
            if other is None:
                complaints.unknown(name.span, ["rule"], name.text, by_id)
                continue
            mine, theirs = subject_kind(rule), subject_kind(other)
            if mine and theirs and mine != theirs:
                language = complaints.language(name.span)
                complaints.add(
                    name.span,
                    "despite-kind",
                    id=name.text,
                    other=kind_words([theirs], language),
                    mine=kind_words([mine], language),
                )
    edges = {rule.id.text: [name.text for name in rule.despite] for rule in book.rules}
    for cycle in _cycles(edges):
        span = by_id[cycle[0]].id.span
        complaints.add(span, "despite-cycle", path=" → ".join([*cycle, cycle[0]]))


def _cycles(edges: dict[str, list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(node: str, path: list[str]) -> None:
        if node in path:
            cycle = path[path.index(node) :]
            if set(cycle) not in [set(other) for other in found]:
                found.append(cycle)
            return
        if node in done or node not in edges:
            return
        for target in edges[node]:
            visit(target, [*path, node])
        done.add(node)

    for start in edges:
        visit(start, [])
    return found


# ---------------------------------------------------------------- instruments among themselves


def kind_of_instrument(node: instruments.Instrument) -> str:
    """The kind of an instrument as the result names it."""
    match node:
        case instruments.Dispensation():
            return "dispensation"
        case instruments.LawAmendment():
            return "law amendment"
        case instruments.BylawChange():
            return "bylaw change"
        case instruments.Readings():
            return "reading"
        case instruments.Step():
            return node.kind
        case instruments.Reconstitution():
            return "reconstitution"


def may_be(pattern: instruments.Instrument, other: instruments.Instrument) -> bool:
    """Whether a rule on ``pattern`` may speak of ``other``, judged without a municipality."""
    if kind_of_instrument(pattern) != kind_of_instrument(other):
        return False
    if isinstance(pattern, instruments.Dispensation):
        assert isinstance(other, instruments.Dispensation)
        return _fits(pattern.norm, other.norm) and _same(pattern.authority, other.authority)
    if isinstance(pattern, instruments.LawAmendment):
        assert isinstance(other, instruments.LawAmendment)
        return pattern.source.source == other.source.source
    if isinstance(pattern, instruments.Readings | instruments.Step):
        assert isinstance(other, instruments.Readings | instruments.Step)
        return _same(pattern.body, other.body)
    return True


def _fits(one: Citation | None, other: Citation | None) -> bool:
    return one is None or other is None or one.holds(other) or other.holds(one)


def _same(one: Body | None, other: Body | None) -> bool:
    if one is None or other is None or type(one) is not type(other):
        return True
    return one == other


def _check_instrument_cycles(book: RuleBook, complaints: Complaints) -> None:
    on_instruments = [
        (rule, rule.sentence)
        for rule in book.rules
        if isinstance(rule.sentence, written.Needs)
        and isinstance(rule.sentence.subject, written.EachInstrument)
    ]
    edges: dict[str, list[str]] = {}
    spans: dict[str, Span] = {}
    for rule, sentence in on_instruments:
        spans[rule.id.text] = rule.id.span
        wanted = [one for way in sentence.alternatives for one in way.instruments]
        edges[rule.id.text] = [
            other.id.text
            for other, other_sentence in on_instruments
            if isinstance(other_sentence.subject, written.EachInstrument)
            and any(may_be(other_sentence.subject.instrument, one) for one in wanted)
        ]
    for cycle in _cycles(edges):
        path = " → ".join([*cycle, cycle[0]])
        complaints.add(spans[cycle[0]], "instrument-cycle", path=path)


def _check_values(book: RuleBook, complaints: Complaints) -> None:
    """Two rules on one subject that name two authorities for one dispensation."""
    wanted = [
        (rule, one)
        for rule in book.rules
        for way in _ways(rule)
        for one in way.instruments
        if isinstance(one, instruments.Dispensation) and not way.unavailable
    ]
    for index, (rule, one) in enumerate(wanted):
        for other, two in wanted[:index]:
            if other is rule or one.norm != two.norm or not _one_subject(rule, other):
                continue
            if not _meet(rule, other, book):
                continue
            values = differing(one, two)
            if values:
                complaints.add(
                    one.span,
                    "two-values",
                    rule=rule.id.text,
                    other=other.id.text,
                    values=", ".join(values),
                )


def differing(one: instruments.Dispensation, two: instruments.Dispensation) -> list[str]:
    """The named values in which two requirements on one dispensation differ."""
    values = []
    if one.authority and two.authority and one.authority != two.authority:
        values += [two.authority.text, one.authority.text]
    if one.granted_under and two.granted_under and not _fits(one.granted_under, two.granted_under):
        values += [str(two.granted_under), str(one.granted_under)]
    return values


def _ways(rule: written.Rule) -> tuple[written.Alternative, ...]:
    own = rule.sentence.alternatives if isinstance(rule.sentence, written.Needs) else ()
    return (*own, *rule.otherwise)


def _one_subject(rule: written.Rule, other: written.Rule) -> bool:
    one, two = subject_of(rule), subject_of(other)
    return one is not None and one == two and not (rule.when or other.when)


def _meet(rule: written.Rule, other: written.Rule, book: RuleBook) -> bool:
    """Whether some day has both rules in force, in one municipality, neither displacing one."""
    if {rule.id.text, other.id.text} & {name.text for name in (*rule.despite, *other.despite)}:
        return False
    intervals: list[Interval] = []
    owners = set()
    for one in (rule, other):
        intervals += [one.interval] if one.interval else []
        for base in one.bases:
            source = book.sources[base.source]
            owners.add(source.municipality)
            intervals += [source.interval] if source.interval else []
    start = max((i.start for i in intervals if i.start), default=date.min)
    end = min((i.end for i in intervals if i.end), default=date.max)
    return start <= end and len(owners - {None}) <= 1


# ---------------------------------------------------------------- names in rules


def check_names(rule: written.Rule, kinds: dict[str, str], complaints: Complaints) -> None:
    """Notes every name in a rule that is unknown to a municipality, or of the wrong kind."""
    for node, allowed in _names(rule):
        kind = kinds.get(node.text)
        if kind is None:
            known = [name for name, one in kinds.items() if not allowed or one in allowed]
            complaints.unknown(node.span, allowed, node.text, known)
        elif allowed and kind not in allowed:
            language = complaints.language(node.span)
            complaints.add(
                node.span,
                "wrong-kind",
                id=node.text,
                found=kind_words([kind], language),
                kind=kind_words(allowed, language),
            )
    subject = subject_of(rule)
    if isinstance(subject, Named) and not subject.construction:
        _check_named(rule, subject, kinds, complaints)


def _check_named(
    rule: written.Rule, subject: Named, kinds: dict[str, str], complaints: Complaints
) -> None:
    kind = kinds.get(subject.name.text)
    if kind is None:
        return
    for node, allowed in said_of(rule):
        if allowed and kind not in allowed:
            language = complaints.language(rule.span)
            complaints.add(
                node.span,  # type: ignore[attr-defined]
                "predicate-kind",
                allowed=kind_words(allowed, language),
                kind=kind_words([kind], language),
            )


def _names(rule: written.Rule) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Every name a rule speaks of, with the kinds that fit there."""
    for node in walk(rule):
        match node:
            case Named(construction=None):
                yield node.name, ("committee", "unit", "task")
            case Named():
                yield node.name, ("unit",)
            case written.Things():
                for name in node.names:
                    yield name, ("area", "task", "unit", "committee")
            case written.Relation():
                wanted = {"be led by": "mayor", "be performed by": "unit"}.get(
                    node.verb, "committee"
                )
                for one in node.objects:
                    if isinstance(one, Name):
                        yield one, (wanted,)
            case written.Moves():
                for end in (node.origin, node.destination):
                    if isinstance(end, Name):
                        yield end, ("committee",)
            case instruments.Dispensation(authority=Name() as authority):
                yield authority, ("authority",)
            case instruments.Readings(body=Name() as body):
                yield body, ("council", "committee")
            case instruments.Step(body=Name() as body):
                yield body, ("authority", "council", "committee", "unit")
            case _:
                committee = getattr(node, "committee", None)
                if isinstance(committee, Name):
                    yield committee, ("committee",)
