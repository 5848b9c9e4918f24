# SPDX-License-Identifier: EUPL-1.2
"""A result made by hand, after the case of moving KBS to BIU, for tests of how it is told."""

from datetime import date

from checker.records import evolve
from checker.report.express import express
from checker.report.report import as_json
from checker.result import (
    Basis,
    BylawChangeEntry,
    Finding,
    InputFile,
    ProposalFacts,
    RequiredInstrument,
    Result,
    ScheduledStep,
    Uncoded,
)
from checker.source import Source, Span
from checker.speech.node import Name, Named, Prose
from checker.speech.rule import Because, Rule
from checker.speech.saying import Phrase, Ref, Witness
from checker.speech.sentences import Needs

KBS, BIU, ØU, KES, TMU = (
    Ref("unit", "KBS"),
    Ref("committee", "BIU"),
    Ref("committee", "ØU"),
    Ref("unit", "KES"),
    Ref("committee", "TMU"),
)
TASKS = ("passports", "licences", "register", "weddings", "post", "kiosk", "phones")
START, END = date(2014, 1, 1), date(2017, 12, 31)

_PROPOSAL = Source.of('forslag "KBS"\nflyt KBS fra ØU til BIU\n', "sag/kbs.ressort")
_TOWN = Source.of("kommune\n" * 30, "sag/organisation.ressort")
_RULES = Source.of("regel x\n" * 30, "regler/ksl.ressort")

LAB = Basis("LAB", "law", "LAB § 14, stk. 3", False, (("placering-2013", "3.7"),))
KSL = Basis("KSL", "law", "KSL § 2, stk. 2", True, ())
SV = Basis("SV", "bylaw", "SV", False, (("placering-2013", "6"),))


def place(source: Source = _PROPOSAL, line: int = 2) -> Span:
    offset = sum(len(each) + 1 for each in source.text.split("\n")[: line - 1])
    return Span(source, offset, offset + 5)


def rule(id: str, title: str) -> Rule:
    span = place(_RULES, 3)
    subject = Named(Name("KBS", span=span), span=span)
    because = (Because("en", "So it is", span=span), Because("da", "Sådan er det", span=span))
    return Rule(
        Name(id, span=span),
        Prose.of(title),
        Needs(subject, (), span=span),
        because=because,
        checked=date(2026, 11, 24) if id == "moved-unit" else None,
        span=span,
    )


MOVES = Witness(Phrase.of("f.moves", thing=KBS, origin=ØU, destination=BIU), place())
TASK_FACTS = tuple(
    Witness(
        Phrase.of("f.task", task=Ref("task", task), holders=(ØU,), performer=KBS, area=""),
        place(_TOWN, 5 + line),
    )
    for line, task in enumerate(TASKS)
)


def finding(id: str, message: Phrase, **given: object) -> Finding:
    title = "Udvalget og »opgaverne«" if id == "committee" else "En enhed, der flyttes"
    plain = Finding(
        id=id,
        rule=id,
        definition=rule(id, title),
        kind="need",
        status="new",
        severity="error",
        subject=KBS,
        message=message,
        questions=(),
        place=place(),
        witnesses=(MOVES,),
        basis=(KSL,),
        requirement="open",
    )
    return evolve(plain, **given)


COMMITTEE = finding(
    "committee",
    Phrase.of(
        "may-only.hold",
        subject=BIU,
        objects=(Ref("area", "employment"), Ref("area", "business-policy")),
        others=tuple(Ref("task", task) for task in TASKS),
    ),
    kind="breach",
    subject=BIU,
    witnesses=TASK_FACTS,
    support=(MOVES,),
    basis=(LAB,),
    alternatives=(("disp-lab",), ("amend-lab",)),
)
LEADERSHIP = finding("leadership", Phrase.of("needs", subject=KBS), alternatives=(("disp-ksl",),))
MOVED = finding("moved-unit", Phrase.of("needs", subject=KBS), alternatives=(("bylaw",),))
UNCLEAR = finding(
    "unclear",
    Phrase.of("undetermined", subject=KBS),
    kind="undetermined",
    requirement=None,
    basis=(LAB,),
    questions=(Phrase.of("q.held-by", task=Ref("task", "weddings"), committee=ØU),),
)
LABEL = finding(
    "construction-label",
    Phrase.of(
        "note",
        text=Prose(
            en="KES is called centre, but performs tasks of TMU and ØU under one mayor",
            da="KES betegnes center, men udfører under én borgmester opgaver for TMU og ØU",
        ),
        subject=KES,
    ),
    kind="advice",
    status="existing",
    severity="note",
    subject=KES,
    place=place(_TOWN, 4),
    witnesses=(),
    basis=(),
    requirement=None,
)


def instrument(id: str, kind: str, **given: object) -> RequiredInstrument:
    plain = RequiredInstrument(
        id=id,
        kind="bylaw change",
        subject=Ref("proposal", "KBS"),
        norm=None,
        authority=None,
        held_by=None,
        granted_under=None,
        basis=(KSL,),
        start=None,
        until=None,
        reason=None,
        status="missing",
        state="open",
        own="open",
        required_by=("moved-unit",),
    )
    return evolve(plain, kind=kind, **{"own": given.get("state", "open"), **given})


BYLAW = instrument(
    "bylaw",
    "bylaw change",
    source="SV",
    basis=(SV,),
    needs=((("readings",),),),
    entails=((("notify",),),),
)
LAB_DISPENSATION = instrument(
    "disp-lab",
    "dispensation",
    subject=BIU,
    norm="LAB § 14, stk. 3",
    basis=(LAB,),
    alternative_of=("amend-lab",),
    required_by=("committee",),
)
LAB_AMENDMENT = instrument(
    "amend-lab",
    "law amendment",
    subject=None,
    source="LAB",
    basis=(LAB,),
    alternative_of=("disp-lab",),
    required_by=("committee",),
)
KSL_DISPENSATION = instrument(
    "disp-ksl",
    "dispensation",
    subject=KBS,
    norm="KSL § 64 a",
    authority="IM",
    held_by="BIB",
    granted_under="KSL § 65 c, stk. 2",
    start=START,
    until=END,
    status="expired",
    reason=Phrase.of("r.expired", until=date(2013, 12, 31)),
    required_by=("leadership",),
)
READINGS = instrument(
    "readings",
    "reading",
    subject=Ref("instrument", "bylaw"),
    authority="BR",
    count=2,
    days_apart=6,
    before=date(2013, 12, 1),
    required_by=("bylaw",),
)
NOTIFICATION = instrument(
    "notify", "notification", subject=Ref("instrument", "bylaw"), authority="TS"
)

FIRST = ScheduledStep(
    step="reading",
    number=1,
    body="BR",
    requires="readings",
    day=None,
    earliest=date(2013, 6, 18),
    latest=date(2013, 11, 24),
    rule="readings",
    met=None,
    tight=False,
    missed=False,
)
SECOND = evolve(FIRST, number=2, earliest=None, latest=date(2013, 11, 30))

RESULT = Result(
    proposal=ProposalFacts(
        "sag/kbs.ressort",
        Prose.of("KBS flyttes til BIU"),
        date(2013, 6, 18),
        START,
        "town",
        START,
        date(2013, 6, 18),
        (Prose.of("Kun ØU's opgaver flytter med"),),
        "da",
    ),
    municipality="Københavns Kommune",
    verdict="incomplete",
    findings=(COMMITTEE, LEADERSHIP, MOVED, UNCLEAR, LABEL),
    instruments=(BYLAW, LAB_DISPENSATION, LAB_AMENDMENT, KSL_DISPENSATION, READINGS, NOTIFICATION),
    bylaw_changes=(
        BylawChangeEntry(None, "ØU", "remove", TASKS[:2], None, None, "none"),
        BylawChangeEntry("SV § 25", "ØU", "reword", ("KBS",), None, None, "none"),
        BylawChangeEntry("SV § 19, stk. 2", "TMU", "reword", (), "gamle", "nye", "phrase"),
        BylawChangeEntry("SV § 18", "BIU", "insert", (), "Fuld tekst.", "tilføjet", "text"),
    ),
    schedule=(FIRST, SECOND),
    names={
        **dict(
            zip(
                TASKS,
                ("Pas", "Kørekort", "Register", "Vielser", "Post", "KVIK", "Telefon"),
                strict=True,
            )
        ),
        "KBS": "Københavns Borgerservice",
        "KES": "Københavns Erhvervsservice",
        "ØU": "Økonomiudvalget",
        "BIU": "Beskæftigelses- og Integrationsudvalget",
        "TMU": "Teknik- og Miljøudvalget",
        "BR": "Borgerrepræsentationen",
        "BIB": "Beskæftigelsesborgmesteren",
        "IM": "Indenrigsministeriet",
        "TS": "Statsforvaltningen",
    },
    kinds={
        **dict.fromkeys(TASKS, "task"),
        **dict.fromkeys(("KBS", "KES"), "unit"),
        **dict.fromkeys(("ØU", "BIU", "TMU"), "committee"),
        "BR": "council",
        "BIB": "mayor",
        "IM": "authority",
        "TS": "authority",
    },
    words={"employment": "beskæftigelse", "business-policy": "erhvervspolitik"},
    sources={"KSL": "Lov om kommunernes styrelse", "SV": "Styrelsesvedtægt", "LAB": "Jobloven"},
    not_coded=(Uncoded("SV", "SV § 15", Prose.of("Teksten er ikke på sagen")),),
    rules_run=("committee", "moved-unit"),
    inputs=(
        InputFile("sag/kbs.ressort", "a" * 64, "proposal"),
        InputFile("sag/organisation.ressort", "b" * 64, "organisation"),
        InputFile("regler/ksl.ressort", "c" * 64, "rules"),
    ),
)


def sentence(rule: Rule) -> str:
    """What a printer of rules would give."""
    return f"{rule.id.text}\n    kræver noget"


def told(language="da", **changed):
    """The result, some of it changed, as a report has it."""
    report = express([evolve(RESULT, **changed)], language, sentence)
    return as_json(report.results[0])
