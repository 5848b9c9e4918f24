"""Collects what is wrong with settled documents, in the language each file is written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from checker.errors import CheckerError, MistakesError, TextError
from checker.source import Span

_TEXTS: dict[str, tuple[str, str]] = {
    # key: (English, Danish); after " = " the hint
    "duplicate": (
        "`{id}` is already declared at {other} = one id names one thing of any kind",
        "`{id}` er allerede oprettet i {other} = ét id betegner én ting, uanset hvilken slags",
    ),
    "number-twice": (
        "a legal sentence with the number {number} already stands at {other} = each number stands"
        " once",
        "en retssætning med nummer {number} står allerede i {other} = hvert nummer står én gang",
    ),
    "unknown": ("unknown {kind}: `{id}`", "ukendt {kind}: `{id}`"),
    "wrong-kind": (
        "`{id}` is {found}, and here the language needs {kind}",
        "`{id}` er {found}, og her skal stå {kind}",
    ),
    "word-of-area": (
        "`{id}` is the Danish word of the area `{area}` and can name nothing else = choose another"
        " id, such as `{id}-1`",
        "`{id}` er ordet for området `{area}` og kan ikke være navn på andet = vælg et andet id,"
        " fx `{id}-1`",
    ),
    "area-cycle": (
        "the area `{id}` lies within itself: {path}",
        "området `{id}` ligger inden for sig selv: {path}",
    ),
    "word-taken": (
        "the word »{word}« already stands for `{id}`",
        "ordet »{word}« står allerede for `{id}`",
    ),
    "despite-unknown": ("no rule is called `{id}`", "ingen regel hedder `{id}`"),
    "despite-cycle": (
        "the rules displace one another in a circle: {path}",
        "reglerne fortrænger hinanden i ring: {path}",
    ),
    "despite-kind": (
        "`{id}` speaks of {other}, this rule of {mine}; a rule can only displace one on the same"
        " kind of subject",
        "`{id}` handler om {other}, denne regel om {mine}; en regel kan kun fortrænge en om samme"
        " slags",
    ),
    "predicate-kind": (
        "this can be said of {allowed}, not of {kind}; the rule could never fire",
        "dette kan siges om {allowed}, ikke om {kind}; reglen kunne aldrig finde anvendelse",
    ),
    "cure-for-advice": (
        "advice needs no cure: `otherwise` cannot stand after `should` or on a guideline",
        "et råd kræver ingen udvej: `ellers` kan ikke stå efter `bør` eller på en vejledning",
    ),
    "cure-for-need": (
        "`otherwise` belongs to a limit; what a need asks for stands after `needs`",
        "`ellers` hører til en grænse; hvad en regel kræver, står efter `kræver`",
    ),
    "instrument-modal": (
        "of an instrument a rule can say `needs`, `may need` or `note on`",
        "om et retsskridt kan en regel sige `kræver`, `kan kræve` eller `bemærkning til`",
    ),
    "instrument-cycle": (
        "the instruments need one another in a circle: {path}",
        "retsskridtene kræver hinanden i ring: {path}",
    ),
    "two-values": (
        "`{rule}` and `{other}` ask for one instrument with two different values: {values}",
        "`{rule}` og `{other}` kræver samme retsskridt med to forskellige værdier: {values}",
    ),
    "not-bylaw": (
        "`{id}` is no bylaw = only a provision of a bylaw can be touched",
        "`{id}` er ingen vedtægt = kun en vedtægtsbestemmelse kan berøres",
    ),
    "no-municipality": (
        "no municipality `{id}` is on file",
        "ingen kommune `{id}` ligger i sagen",
    ),
    "two-finance": (
        "there is a second finance committee = there is one; the others are `committee`",
        "her er et økonomiudvalg mere = der er ét; de andre er `udvalg`",
    ),
    "twice": ("{what} is stated twice", "{what} er angivet to gange"),
    "meeting-outside": (
        "{day} lies outside the window {window}",
        "{day} ligger uden for tidsrummet {window}",
    ),
    "terms-overlap": ("two council terms overlap", "to valgperioder overlapper hinanden"),
    "not-held": (
        "{committee} does not hold `{id}` = {held}",
        "{committee} varetager ikke `{id}` = {held}",
    ),
    "not-owner": (
        "`{id}` is not under {committee} = {held}",
        "`{id}` hører ikke under {committee} = {held}",
    ),
    "no-tasks": (
        "{committee} holds no tasks within `{area}`",
        "{committee} varetager ingen opgaver inden for `{area}`",
    ),
    "no-tasks-anywhere": (
        "no task on file lies within `{area}` = move the task by its own id",
        "ingen opgave i sagen ligger inden for `{area}` = flyt opgaven ved dens eget id",
    ),
    "not-performed": (
        "{unit} does not perform `{id}`",
        "{unit} udfører ikke `{id}`",
    ),
    "two-changes": (
        "two changes speak of `{id}`, and neither is narrower = keep one",
        "to ændringer angår `{id}`, og ingen er snævrere = behold den ene",
    ),
    "no-move": (
        "`{id}` is already under {committee}: nothing moves",
        "`{id}` hører allerede under {committee}: intet flyttes",
    ),
    "ends": (
        "{committee} ends with this proposal and can receive nothing = name the committee that"
        " takes its place",
        "{committee} ophører med forslaget og kan intet modtage = nævn det udvalg, der træder i"
        " stedet",
    ),
    "left-over": (
        "without a place once {committee} ends: {left} = move each of them, or give one part"
        " `the rest`",
        "uden plads, når {committee} ophører: {left} = flyt dem hver for sig, eller giv én del"
        " `resten`",
    ),
    "left-over-unit": (
        "without a performer once {unit} ends: {left} = transfer each of them",
        "uden udførende enhed, når {unit} ophører: {left} = overdrag dem hver for sig",
    ),
    "abolish-finance": (
        "the finance committee cannot be abolished, split or merged (KSL § 17, stk. 1)",
        "økonomiudvalget kan ikke nedlægges, opdeles eller sammenlægges (KSL § 17, stk. 1)",
    ),
    "words-not-there": (
        "the words »{words}« do not stand in {provision} = on file there: »{there}«",
        "ordene »{words}« står ikke i {provision} = i sagen står dér: »{there}«",
    ),
    "open": (
        "the placement of `{id}` is left open; `check` judges one placement = `ressort sweep` tries"
        " each of them; or choose one with `move`",
        "placeringen af `{id}` er åben; `check` bedømmer én placering = `ressort sweep` prøver dem"
        " alle; eller vælg en med `flyt`",
    ),
    "body-needed": (
        "more than one body fits; say which = {bodies}",
        "flere organer kan være ment; skriv hvilket = {bodies}",
    ),
    "before-as-of": (
        "{day} is before {as_of}, the day the organisation is as of",
        "{day} ligger før {as_of}, den dag organisationen er opgjort pr.",
    ),
    "no-finance": (
        "no finance committee is on file for this municipality",
        "der er intet økonomiudvalg i sagen for denne kommune",
    ),
    "no-council": (
        "no council is on file for this municipality",
        "der er ingen kommunalbestyrelse i sagen for denne kommune",
    ),
    "nobody": ("its holder is not on file", "det fremgår ikke, hvem der varetager den"),
    "it-is-under": ("it is under {committee}", "den hører under {committee}"),
    "it-is-held": ("it is held by {committee}", "den varetages af {committee}"),
    "under-none": ("it is under no committee", "den hører ikke under noget udvalg"),
    "did-you-mean": ("did you mean `{near}`?", "mente du `{near}`?"),
    "known": ("known: {known}", "kendte: {known}"),
    "none-known": ("none is declared", "ingen er oprettet"),
}

KINDS: dict[str, tuple[str, str]] = {
    "committee": ("a committee", "et udvalg"),
    "unit": ("a unit", "en enhed"),
    "task": ("a task", "en opgave"),
    "area": ("an area", "et område"),
    "source": ("a source", "en retskilde"),
    "authority": ("an authority", "en myndighed"),
    "mayor": ("a mayor", "en borgmester"),
    "administration": ("an administration", "en forvaltning"),
    "council": ("the council", "kommunalbestyrelsen"),
    "municipality": ("a municipality", "en kommune"),
    "dispensation": ("a dispensation", "en dispensation"),
    "rule": ("a rule", "en regel"),
    "interpretation": ("an interpretation", "en læsning"),
    "instrument": ("an instrument", "et retsskridt"),
}


def kind_words(kinds: Iterable[str], language: str) -> str:
    """``a unit or a task`` in the language; an unknown kind is printed as it is."""
    index = 0 if language == "en" else 1
    joint = " or " if language == "en" else " eller "
    return joint.join(KINDS.get(kind, (kind, kind))[index] for kind in kinds)


@define
class Complaints:
    """The mistakes found so far, and the language of each file.

    Attributes:
        languages: path of a source to the surface it is written in.
    """

    languages: dict[str, str] = field(factory=dict)
    errors: list[CheckerError] = field(factory=list)

    def language(self, span: Span) -> str:
        return self.languages.get(span.path, "en")

    def say(self, span: Span, key: str, **args: object) -> str:
        """One of the texts, in the language of the file the span stands in."""
        return _TEXTS[key][0 if self.language(span) == "en" else 1].format(**args)

    def add(self, span: Span, key: str, *, hint: str | None = None, **args: object) -> None:
        """Notes one mistake; the part of the text after ``=`` is the hint."""
        message, _, built_in = self.say(span, key, **args).partition(" = ")
        error = TextError(message, span, hint or built_in or None)
        if str(error) not in (str(one) for one in self.errors):
            self.errors.append(error)

    def unknown(self, span: Span, kinds: Iterable[str], name: str, known: Iterable[str]) -> None:
        """Notes an unknown name, with the nearest known one."""
        bare = kind_words(kinds, self.language(span))
        for article in ("an ", "a ", "the ", "en ", "et "):
            bare = bare.replace(f" or {article}", " or ").replace(f" eller {article}", " eller ")
            bare = bare.removeprefix(article)
        self.add(span, "unknown", kind=bare, id=name, hint=self._nearest(span, name, known))

    def expect(
        self, span: Span, name: str, allowed: Iterable[str], kinds: Mapping[str, str]
    ) -> None:
        """Notes a name that is unknown, or of a kind that does not fit here."""
        wanted, kind = tuple(allowed), kinds.get(name)
        if kind in wanted:
            return
        if kind is None:
            self.unknown(span, wanted, name, [one for one in kinds if kinds[one] in wanted])
            return
        language = self.language(span)
        found, needed = kind_words([kind], language), kind_words(wanted, language)
        self.add(span, "wrong-kind", id=name, found=found, kind=needed)

    def _nearest(self, span: Span, name: str, known: Iterable[str]) -> str:
        from difflib import get_close_matches  # only a mistake needs it

        ordered = sorted(known)
        folded = {one.casefold(): one for one in reversed(ordered)}
        near = get_close_matches(name.casefold(), sorted(folded), 1, 0.6)
        if near:
            return self.say(span, "did-you-mean", near=folded[near[0]])
        if not ordered:
            return self.say(span, "none-known")
        shown = ", ".join(ordered[:12]) + (" …" if len(ordered) > 12 else "")
        return self.say(span, "known", known=shown)

    def settle(self) -> None:
        """Raises MistakesError when anything was noted."""
        if self.errors:
            raise MistakesError(self.errors)
