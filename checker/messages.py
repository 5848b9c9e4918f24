"""What is said to the user beside the reports: usage errors and notes, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.errors import Language


def say(key: str, language: Language, **values: object) -> str:
    """The message of a key, with its values put in."""
    paths = {name: on_one_line(str(values[name])) for name in _PATHS if name in values}
    return _MESSAGES[key][language == "da"].format(**values | paths)


def on_one_line(path: str) -> str:
    """A path as it is shown: what would break or colour the line is told by its number."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in path)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None."""
    from difflib import get_close_matches  # only a mistake needs it

    folded = {each.casefold(): each for each in sorted(known)}
    near = get_close_matches(name.casefold(), list(folded), 1)
    return folded[near[0]] if near else None


_PATHS = ("path", "folder", "where", "place")
_MESSAGES: dict[str, tuple[str, str]] = {
    # files that cannot be read
    "missing": ("there is no such file or folder", "filen eller mappen findes ikke"),
    "is-folder": (
        "this is a folder, and a file is needed here",
        "dette er en mappe, og her kræves en fil",
    ),
    "unreadable": (
        "the file or folder cannot be read ({detail})",
        "filen eller mappen kan ikke læses ({detail})",
    ),
    "not-utf8": (
        "the file is not UTF-8 text (line {detail}); save it as UTF-8",
        "filen er ikke UTF-8-tekst (linje {detail}); gem den som UTF-8",
    ),
    "binary": ("this is not a text file", "dette er ikke en tekstfil"),
    "too-large": (
        "the file is larger than 8 MB; a document in this language never is",
        "filen er større end 8 MB; det er et dokument i dette sprog aldrig",
    ),
    # what was found
    "no-proposal": (
        "no proposal was found in {where} (a proposal is a `.ressort` file that begins with "
        "`proposal` or `forslag`)",
        "der er intet forslag i {where} (et forslag er en `.ressort`-fil, der begynder med "
        "`forslag` eller `proposal`)",
    ),
    "no-document": (
        "no `.ressort` file was found in {where}",
        "der er ingen `.ressort`-fil i {where}",
    ),
    "no-rule": (
        "no rule was loaded from {where}, so nothing was checked",
        "der er ikke indlæst nogen regel fra {where}, så intet er kontrolleret",
    ),
    "no-organisation": (
        "no organisation was found in {where}",
        "der er ingen organisation i {where}",
    ),
    "no-register": (
        "no register of waivers was found in {where}",
        "der er intet register over fravigelser i {where}",
    ),
    "no-expectation": (
        "no proposal in {where} says what it expects, so nothing was tested",
        "intet forslag i {where} siger, hvad det forventer, så intet er prøvet",
    ),
    "not-a-proposal": (
        "this is {kind}, and a proposal is needed here",
        "dette er {kind}, og her kræves et forslag",
    ),
    "kind-rules": ("a rule document", "et regeldokument"),
    "kind-organisation": ("an organisation", "en organisation"),
    "kind-proposal": ("a proposal", "et forslag"),
    "kind-waivers": ("a register of waivers", "et register over fravigelser"),
    "passed-over": (
        "note: documents passed over because they are no proposals: {count}",
        "bemærk: dokumenter sprunget over, fordi de ikke er forslag: {count}",
    ),
    "links-passed-over": (
        "note: links not followed because they lead out of the folder: {count}",
        "bemærk: links ikke fulgt, fordi de fører ud af mappen: {count}",
    ),
    "shipped": (
        "note: {path} is not in this folder; the shipped one is read",
        "bemærk: {path} findes ikke i denne mappe; den medfølgende er læst",
    ),
    # tests of the rules
    "passed": ("passed", "bestået"),
    "failed": ("FAILED", "DUMPET"),
    "tested": ("cases: {cases}, failed: {failed}", "tilfælde: {cases}, dumpet: {failed}"),
    "fired": (
        "rules: {rules}, fired by some case: {fired}",
        "regler: {rules}, anvendt i mindst ét tilfælde: {fired}",
    ),
    "unfired": ("fired by no case: {rules}", "ikke anvendt i noget tilfælde: {rules}"),
    "not_followed": (
        "of an interpretation that is not followed: {rules}",
        "hører til en læsning, der ikke følges: {rules}",
    ),
    "always": ("fired by every case: {rules}", "anvendt i alle tilfælde: {rules}"),
    "survives": ("UNNOTICED", "UBEMÆRKET"),
    "mutant modal": ("another modal", "et andet modalverbum"),
    "mutant area": ("another area", "et andet område"),
    "mutant list": ("one of a list left out", "et led i opregningen udeladt"),
    "mutant date": ("another date", "en anden dato"),
    "mutant body": ("another body or authority", "et andet organ eller en anden myndighed"),
    "mutant number": ("another number", "et andet tal"),
    "mutant condition": ("a condition left out", "en betingelse udeladt"),
    "mutant exception": ("an exception left out", "en undtagelse udeladt"),
    "mutant cure": ("a way out left out", "en udvej udeladt"),
    "mutant qualifier": ("a term left out", "en frist eller varighed udeladt"),
    "mutants-killed": (
        "{killed} of {made} mutants killed (a mutant is the rule base with one rule changed; it is "
        "killed where it does not load or where a case notices)",
        "{killed} af {made} mutanter fældet (en mutant er regelsættet med én regel ændret; den er "
        "fældet, hvor den ikke kan indlæses, eller hvor et tilfælde mærker det)",
    ),
    "mutants-not-tried": (
        "no mutant was tried: a case fails under the rules as they stand",
        "ingen mutant er prøvet: et tilfælde dumper allerede efter de gældende regler",
    ),
    # usage
    "usage": ("wrong usage: {problem}", "forkert brug: {problem}"),
    "see-help": ("see: {command} --help", "se: {command} --help"),
    "did-you-mean": ("{problem}; did you mean `{near}`?", "{problem}; mente du `{near}`?"),
    "no-such-option": ("there is no option `{name}`", "der er intet tilvalg `{name}`"),
    "no-such-command": ("there is no command `{name}`", "der er ingen kommando `{name}`"),
    "argument-missing": ("{name} is missing", "{name} mangler"),
    "organisation-missing": (
        "--organisation is missing; known: {known}",
        "--organisation mangler; kendte: {known}",
    ),
    "value-missing": ("`{name}` needs a value", "`{name}` kræver en værdi"),
    "needs-option": (
        "`{name}` can only be used with `{other}`",
        "`{name}` kan kun bruges sammen med `{other}`",
    ),
    "given-twice": ("`{name}` is given twice", "`{name}` er angivet to gange"),
    "not-one-of": (
        "`{value}` is no value for {name}; use one of: {choices}",
        "`{value}` er ingen værdi for {name}; brug en af: {choices}",
    ),
    "not-a-day": (
        "`{value}` is not a date; write it as 2014-01-31",
        "`{value}` er ikke en dato; skriv den som 2014-01-31",
    ),
    "unknown-ending": (
        "{path}: the ending of a report tells its format; use one of: {endings}",
        "{path}: endelsen på en rapport bestemmer dens format; brug en af: {endings}",
    ),
    "same-report": (
        "{path}: two reports cannot go to the same file",
        "{path}: to rapporter kan ikke gå til samme fil",
    ),
    "baseline-json": (
        "{path}: this is no baseline: it is not JSON",
        "{path}: dette er ingen fil med kendte anmærkninger: den er ikke JSON",
    ),
    "baseline-form": (
        "{path}: this is no baseline: `--write-baseline` writes one",
        "{path}: dette er ingen fil med kendte anmærkninger: `--write-baseline` skriver en",
    ),
    "baseline-version": (
        "{path}: the baseline is of another version than {version}: write it anew with"
        " `--write-baseline`",
        "{path}: filen med kendte anmærkninger har en anden version end {version}: skriv den på ny"
        " med `--write-baseline`",
    ),
    "baseline-entry": (
        "{path}: entry {number} of the baseline lacks the text `{name}`",
        "{path}: nummer {number} af de kendte anmærkninger mangler teksten `{name}`",
    ),
    "baseline-elsewhere": (
        "note: entries of the baseline for proposals that are not checked here: {count}",
        "bemærk: kendte anmærkninger til forslag, der ikke kontrolleres her: {count}",
    ),
    "waiver-elsewhere": (
        "no proposal that is checked here is called “{title}”: the waiver has no effect",
        "intet forslag, der kontrolleres her, hedder »{title}«: fravigelsen har ingen virkning",
    ),
    "report-over-input": (
        "{path}: a report may not overwrite a file that was read",
        "{path}: en rapport må ikke overskrive en fil, der er læst",
    ),
    "template-unused": (
        "--template needs a report in a format it can be used for: {formats}",
        "--template kræver en rapport i et format, den kan bruges til: {formats}",
    ),
    "template-broken": (
        "{place}: the template cannot be used: {problem}",
        "{place}: skabelonen kan ikke bruges: {problem}",
    ),
    "headers-differ": (
        "{first} and {second} differ in their header: `{one}` and `{other}`; placements are "
        "weighed together only where they concern the same organisation and days",
        "{first} og {second} har forskellig overskrift: `{one}` og `{other}`; placeringer afvejes "
        "kun sammen, hvor de vedrører samme organisation og samme dage",
    ),
    "too-many": (
        "there are {count} combinations, and --limit is {limit}; leave out a proposal or a choice, "
        "or raise --limit",
        "der er {count} kombinationer, og --limit er {limit}; udelad et forslag eller et valg, "
        "eller sæt --limit op",
    ),
    "not-a-number": (
        "`{value}` is no value for {name}; write a number from 1 upwards",
        "`{value}` er ingen værdi for {name}; skriv et tal fra 1 og op",
    ),
    "unknown-unit": ("there is no unit `{name}` on file", "der er ingen enhed `{name}` på sagen"),
    "unknown-task": (
        "there is no task `{name}` on file",
        "der er ingen opgave `{name}` på sagen",
    ),
    "unknown-area": (
        "there is no area `{name}` in the rules",
        "der er intet område `{name}` i reglerne",
    ),
    "no-start": (
        "--effective is missing: no council term on file begins after {day}, the day the "
        "organisation is as of",
        "--effective mangler: ingen valgperiode på sagen begynder efter {day}, den dag "
        "organisationen er opgjort pr.",
    ),
    "nothing-to-place": (
        "no unit is on file for {name}; name tasks or areas with --task or --area",
        "ingen enhed er på sagen for {name}; angiv opgaver eller områder med --task eller --area",
    ),
    "progress": (
        "{done} of {total} combinations",
        "{done} af {total} kombinationer",
    ),
    "proposals-done": ("{bar} {done} of {total} proposals", "{bar} {done} af {total} forslag"),
    "none-changed": (
        "note: no proposal has changed since {revision}",
        "bemærk: intet forslag er ændret siden {revision}",
    ),
    "nothing-in-report": (
        "note: {path} is not written, as there is nothing in it",
        "bemærk: {path} er ikke skrevet, da der intet er i den",
    ),
    "all-again": (
        "note: {path} has changed since {revision}, so all proposals are checked",
        "bemærk: {path} er ændret siden {revision}, så alle forslag kontrolleres",
    ),
    "no-git": (
        "--changed-since needs git, and it cannot be run ({detail})",
        "--changed-since kræver git, og det kan ikke køres ({detail})",
    ),
    "no-repository": (
        "--changed-since needs a git repository, and {folder} is in none",
        "--changed-since kræver et git-depot, og {folder} er ikke i noget",
    ),
    "no-revision": (
        "git knows no revision `{name}` here; a shallow clone may have to be deepened",
        "git kender ingen revision `{name}` her; en overfladisk klon skal måske udvides",
    ),
    "unknown-rule": ("there is no rule `{name}`", "der er ingen regel `{name}`"),
    "several-ids": (
        "`{name}` begins more than one id: {ids}",
        "`{name}` er begyndelsen på flere id'er: {ids}",
    ),
    "unknown-id": (
        "there is no rule, finding or instrument `{name}`",
        "der er ingen regel, intet fund og intet instrument `{name}`",
    ),
    "unknown-organisation": (
        "there is no organisation `{name}`",
        "der er ingen organisation `{name}`",
    ),
    "one-document": (
        "{where} holds {count} documents; name one of them",
        "{where} rummer {count} dokumenter; angiv et af dem",
    ),
    "one-proposal": (
        "{where} holds {count} proposals; name one of them",
        "{where} rummer {count} forslag; angiv et af dem",
    ),
    # two versions
    "mixed-kinds": (
        "{where} holds documents of more than one kind; name the rules, an organisation or a "
        "proposal",
        "{where} rummer dokumenter af mere end én slags; angiv reglerne, en organisation eller et "
        "forslag",
    ),
    "not-compared": (
        "{where} is a register of waivers; rules, an organisation or a proposal can be compared",
        "{where} er et register over fravigelser; regler, en organisation eller et forslag kan"
        " sammenlignes",
    ),
    "not-versions": (
        "{before} and {after} are documents of two kinds; only two versions of one thing can be "
        "compared",
        "{before} og {after} er dokumenter af hver sin slags; kun to udgaver af det samme kan "
        "sammenlignes",
    ),
    "other-organisation": (
        "`{before}` and `{after}` are two organisations; only two versions of one can be compared",
        "`{before}` og `{after}` er to organisationer; kun to udgaver af én kan sammenlignes",
    ),
    "not-among-rules": (
        "{where}: --only names none of the rules in use; give its folder with --rules too",
        "{where}: --only nævner ingen af de regler, der bruges; angiv også mappen med --rules",
    ),
    "no-case": (
        "no proposal in {where} concerns {ids}, so nothing was compared; name others with --cases",
        "intet forslag i {where} vedrører {ids}, så intet er sammenlignet; angiv andre med --cases",
    ),
    # receipts
    "receipt-json": ("{place}: this is not JSON", "{place}: dette er ikke JSON"),
    "receipt-form": (
        "{place}: this is no receipt of ressort: `{name}` is missing or of another kind",
        "{place}: dette er ingen kvittering fra ressort: `{name}` mangler eller er af anden slags",
    ),
    "receipt-version": (
        "{place}: only receipts of version {version} can be read",
        "{place}: kun kvitteringer af version {version} kan læses",
    ),
    "replayed": (
        "the same answer, from the same inputs, rules and engine",
        "samme svar, af samme filer, regler og program",
    ),
    "not-replayed": (
        "{path}: the run cannot be made again",
        "{path}: kørslen kan ikke gentages",
    ),
    "differs ressort": (
        "engine: version {now}, and it was {was}",
        "program: version {now}, og den var {was}",
    ),
    "differs engine": (
        "engine: its own files are others than they were",
        "program: dets egne filer er andre, end de var",
    ),
    "differs rule_base": (
        "rule base: sha256:{now}, and it was sha256:{was}",
        "regelsæt: sha256:{now}, og det var sha256:{was}",
    ),
    "differs input changed": ("{path}: the file has changed", "{path}: filen er ændret"),
    "differs input gone": ("{path}: the file is missing", "{path}: filen mangler"),
    "differs input new": ("{path}: the file is new", "{path}: filen er ny"),
    "differs verdict changed": (
        "{path}: the verdict is {now}, and it was {was}",
        "{path}: udfaldet er {now}, og det var {was}",
    ),
    "differs verdict gone": (
        "{path}: there is no result any more",
        "{path}: der er ikke længere noget resultat",
    ),
    "differs verdict new": (
        "{path}: there was no result before",
        "{path}: der var intet resultat før",
    ),
    "differs finding changed": (
        "{path}: finding {id} is {now}, and it was {was}",
        "{path}: fundet {id} er {now}, og det var {was}",
    ),
    "differs finding gone": (
        "{path}: finding {id} is gone ({was})",
        "{path}: fundet {id} er væk ({was})",
    ),
    "differs finding new": (
        "{path}: finding {id} is new ({now})",
        "{path}: fundet {id} er nyt ({now})",
    ),
    "differs instrument changed": (
        "{path}: instrument {id} is {now}, and it was {was}",
        "{path}: instrumentet {id} er {now}, og det var {was}",
    ),
    "differs instrument gone": (
        "{path}: instrument {id} is gone ({was})",
        "{path}: instrumentet {id} er væk ({was})",
    ),
    "differs instrument new": (
        "{path}: instrument {id} is new ({now})",
        "{path}: instrumentet {id} er nyt ({now})",
    ),
    "differs result": (
        "{path}: the result differs in its details or its words",
        "{path}: resultatet er et andet i enkeltheder eller ordlyd",
    ),
    # settings
    "config-key": ("there is no setting `{name}`", "der er ingen indstilling `{name}`"),
    "config-text": ("`{name}` is set to one text", "`{name}` sættes til én tekst"),
    "config-texts": (
        "`{name}` is set to a text or a list of texts",
        "`{name}` sættes til en tekst eller en liste af tekster",
    ),
    "config-flag": ("`{name}` is set to true or false", "`{name}` sættes til true eller false"),
    "config-number": ("`{name}` is set to a number", "`{name}` sættes til et tal"),
    "config-table": ("`{name}` is a table of settings", "`{name}` er en tabel af indstillinger"),
    "config-toml": ("this is not TOML: {detail}", "dette er ikke TOML: {detail}"),
    "config-both": (
        "--config and --no-config cannot go together",
        "--config og --no-config kan ikke bruges sammen",
    ),
    "config-none": ("no file of settings", "ingen fil med indstillinger"),
    "config default": ("default", "standard"),
    "config command line": ("command line", "kommandolinje"),
    "not-a-digest": (
        "`{value}` is no digest of a rule base; write sha256: and 64 hexadecimal digits, as "
        "`ressort config pin` prints it",
        "`{value}` er ikke regelsættets kontrolsum; skriv sha256: og 64 hexadecimale cifre, som "
        "`ressort config pin` skriver det",
    ),
    "other-rule-base": (
        "the rule base is pinned to {pinned}, and this one is {found}; where the new one is "
        "wanted, `ressort config pin` prints the line of settings",
        "regelsættet er låst til {pinned}, og dette er {found}; hvor det nye ønskes, skriver "
        "`ressort config pin` linjen til indstillingerne",
    ),
    # explanations
    "explain finding": ("Finding", "Fund"),
    "explain state": ("State", "Status"),
    "explain rule": ("Rule", "Regel"),
    "explain because": ("Because", "Fordi"),
    "explain basis": ("Basis", "Grundlag"),
    "explain read-in": ("Read in", "Læst i"),
    "explain text": ("Text", "Tekst"),
    "explain in-force": ("In force", "Gældende"),
    "from-day": ("from {day}", "fra {day}"),
    "until-day": ("until {day}", "til og med {day}"),
    "explain displaces": ("Displaces", "Går forud for"),
    "explain displaced": ("Displaced by", "Viger for"),
    "explain fact": ("Fact", "Faktum"),
    "explain question": ("Question", "Spørgsmål"),
    "explain remark": ("Remark", "Bemærk"),
    "explain way-out": ("Way out", "Vejen ud"),
    "explain instrument": ("Instrument", "Instrument"),
    "explain reason": ("Reason", "Årsag"),
    "explain detail": ("Detail", "Detalje"),
    "explain required-by": ("Required by", "Kræves af"),
    "explain needs": ("Needs in turn", "Kræver selv"),
    "explain place": ("Stands in", "Står i"),
    "section": ("{document}, section {section}", "{document}, afsnit {section}"),
    "checked-on": ("checked against the text on {day}", "sammenholdt med teksten den {day}"),
    "second-hand": (
        "second hand: the provision's own text was not read",
        "på anden hånd: bestemmelsens egen tekst er ikke læst",
    ),
    "no-interpretation": (
        "no doubt has the interpretation `{name}`",
        "ingen tvivl har læsningen `{name}`",
    ),
    # the register of legal sentences
    "cover head": (
        "Sentence|Provision|Coded as|Where|Cases|Text read",
        "Retssætning|Bestemmelse|Kodet som|Hvor|Sager|Tekst læst",
    ),
    "cover rule": ("rule", "regel"),
    "cover fact": ("fact", "kendsgerning"),
    "cover case": ("case", "sag"),
    "cover not coded": ("not coded", "ikke kodet"),
    "cover checked": ("checked", "læst"),
    "cover second-hand": ("second hand", "på anden hånd"),
    "cover no-text": ("(no text)", "(ingen tekst)"),
    "gap": ("GAP", "HUL"),
    "gap silent": ("no kept case fires the rule {name}", "ingen sag udløser reglen {name}"),
    "gap fact": (
        "no organisation on file states {name}",
        "ingen organisation på sagen oplyser {name}",
    ),
    "gap case": ("no kept case is called »{name}«", "ingen sag hedder »{name}«"),
    "gap nothing": (
        "nothing is said of it: neither where it is coded nor why not",
        "intet er sagt om den: hverken hvor den er kodet, eller hvorfor ikke",
    ),
    "gap number": ("the number is missing", "nummeret mangler"),
    "covered": (
        "{items} items: {rule} by a rule, {fact} by a fact, {case} by a case, {none} not coded "
        "with a reason; {gaps} gaps",
        "{items} punkter: {rule} ved en regel, {fact} ved en kendsgerning, {case} ved en sag, "
        "{none} ikke kodet, med begrundelse; {gaps} huller",
    ),
    # the rule base examined
    "lint conflict": (
        "`{one}` and `{other}` contradict each other: where both apply, no structure keeps both",
        "`{one}` og `{other}` modsiger hinanden: hvor begge gælder, kan ingen struktur opfylde dem",
    ),
    "lint redundant": (
        "`{one}` says nothing that `{other}` does not say too",
        "`{one}` siger intet, som `{other}` ikke også siger",
    ),
    "lint dead": (
        "`{one}` can never speak: no structure makes it",
        "`{one}` kan aldrig finde anvendelse: ingen struktur giver den anledning",
    ),
    "lint dead-days": (
        "`{one}` is in force on no day: its own dates and those of its sources make it begin on "
        "{start} and end on {end}",
        "`{one}` gælder ingen dag: efter dens egne og kildernes datoer gælder den først fra "
        "{start} og kun til og med {end}",
    ),
    "lint unused": (
        "`{one}` is declared, and nothing names it",
        "`{one}` er oprettet, og intet nævner den",
    ),
    "lint not fired": (
        "no kept case makes `{one}` speak",
        "ingen sag giver `{one}` anledning til at tale",
    ),
    "lint never silent": ("`{one}` speaks in every kept case", "`{one}` taler i alle sager"),
    "lint gap": (
        "no rule and no provision on file speaks of: {one}",
        "ingen regel og ingen bestemmelse på sagen handler om: {one}",
    ),
    "lint example": ("the smallest example:", "det mindste eksempel:"),
    "lint passed large": (
        "{rules}: more small structures than are gone through",
        "{rules}: flere små strukturer end der gennemgås",
    ),
    "lint passed procedure": (
        "{rules}: no small proposal that was tried makes it speak",
        "{rules}: intet af de små forslag, der er prøvet, giver den anledning",
    ),
    "lint passed unconfirmed": (
        "{rules}: an example was found that the checker does not confirm",
        "{rules}: der blev fundet et eksempel, som kontrollen ikke bekræfter",
    ),
    "lint passed cases": (
        "whether cases show the rules: no case was given",
        "om sager viser reglerne: ingen sag er angivet",
    ),
    "lint passed": ("not looked at:", "ikke set på:"),
    "linted": (
        "{rules} rules: {wrong} to be put right, {gaps} gaps",
        "{rules} regler: {wrong} skal rettes, {gaps} huller",
    ),
    "no-extra": (
        "`{format}` takes packages that are not installed: pip install 'ressort[{extra}]'",
        "`{format}` kræver pakker, der ikke er installeret: pip install 'ressort[{extra}]'",
    ),
    "no-pango": (
        "a PDF takes the system's library libpango, which is not installed (on Debian and Ubuntu: "
        "apt install libpango-1.0-0 libpangoft2-1.0-0): {detail}",
        "en PDF kræver systemets bibliotek libpango, som ikke er installeret (på Debian og Ubuntu: "
        "apt install libpango-1.0-0 libpangoft2-1.0-0): {detail}",
    ),
    "letters-to-missing": (
        "--to is missing: the folder that the letters are written to",
        "--to mangler: den mappe, brevene skrives til",
    ),
    "no-such-folder": ("{path}: there is no such folder", "{path}: mappen findes ikke"),
    "no-letters": (
        "no letters: the proposal takes no dispensation, no notification and no reading, or it is "
        "forbidden",
        "ingen breve: forslaget kræver ingen dispensation, underretning eller behandling, eller "
        "det er ulovligt",
    ),
    "bylaw-unused": (
        "--bylaw needs a report in Word: --report FILE.docx",
        "--bylaw kræver en rapport i Word: --report FIL.docx",
    ),
    "not-word": (
        "{path}: this is not a Word file (.docx) that can be read: {detail}",
        "{path}: dette er ikke en Word-fil (.docx), der kan læses: {detail}",
    ),
    "word-too-large": (
        "{path}: unpacked, the Word file is larger than {limit} MB",
        "{path}: udpakket er Word-filen større end {limit} MB",
    ),
    # quotations
    "quote found": ("stands", "står der"),
    "quote gone": ("NO LONGER STANDS", "STÅR DER IKKE LÆNGERE"),
    "quote unread": ("document not in {folder}", "dokumentet er ikke i {folder}"),
    "quotes": (
        "{quotes} quotations: {found} stand in their document, {gone} do not, {unread} in "
        "documents that are not there",
        "{quotes} citater: {found} står i dokumentet, {gone} gør ikke, {unread} i dokumenter, der "
        "ikke er der",
    ),
    "no-quoted-document": (
        "none of the documents that are quoted is in {where}: {names}",
        "ingen af de citerede dokumenter er i {where}: {names}",
    ),
    # tables
    "tables-passed-over": (
        "note: tables passed over because they are not named themselves: {count}",
        "bemærk: tabeller sprunget over, fordi de ikke selv er angivet: {count}",
    ),
    "table-macros": (
        "a workbook with macros is not read; save it as .xlsx without macros",
        "en projektmappe med makroer læses ikke; gem den som .xlsx uden makroer",
    ),
    "table-other": (
        "this kind of workbook is not read; save it as .xlsx or .csv",
        "denne slags projektmappe læses ikke; gem den som .xlsx eller .csv",
    ),
    "table-links": (
        "a workbook with links to other workbooks is not read; break the links and save it anew",
        "en projektmappe med kæder til andre projektmapper læses ikke; bryd kæderne, og gem igen",
    ),
    "table-bomb": (
        "the workbook unpacks to more than 16 MB; a table of changes never does",
        "projektmappen fylder over 16 MB udpakket; det gør en tabel over ændringer aldrig",
    ),
    "table-huge": (
        "the table reaches beyond row {detail} or column AX; delete what stands far out",
        "tabellen når ud over række {detail} eller kolonne AX; slet det, der står langt ude",
    ),
    "table-broken": (
        "this is not a workbook that can be read; open it and save it anew as .xlsx",
        "dette er ikke en projektmappe, der kan læses; åbn den, og gem den igen som .xlsx",
    ),
    "table-empty": (
        "the workbook has no sheet with a table",
        "projektmappen har intet ark med en tabel",
    ),
    "table-sheets": (
        "only the first visible sheet is read, and `{detail}` holds something too; delete it",
        "kun det første synlige ark læses, og `{detail}` rummer også noget; slet det",
    ),
    "table-csv": (
        "a quotation mark is not closed or stands alone in the row that begins on line {detail}",
        "et anførselstegn er ikke lukket eller står alene i rækken, der begynder på linje {detail}",
    ),
    "table-encoding": (
        "the file is neither UTF-8 nor Windows text; save it as CSV UTF-8",
        "filen er hverken UTF-8- eller Windows-tekst; gem den som CSV UTF-8",
    ),
    "table no-heading": (
        "there is no row of headings; it begins with `{change}` and `{what}`",
        "der er ingen række med overskrifter; den begynder med `{change}` og `{what}`",
    ),
    "table formula": (
        "a formula is not evaluated; write its value",
        "en formel beregnes ikke; skriv værdien",
    ),
    "table broken-cell": (
        "this cell holds an error of the spreadsheet",
        "denne celle rummer en fejl fra regnearket",
    ),
    "table hidden": (
        "this cell is hidden; show its row and column, or delete it",
        "denne celle er skjult; vis dens række og kolonne, eller slet den",
    ),
    "table merged": (
        "this cell is merged over several rows; split it, each row says its own",
        "denne celle er flettet over flere rækker; del den, hver række taler for sig selv",
    ),
    "table near": ("did you mean `{near}`?", "mente du `{near}`?"),
    "table label": (
        "`{value}` is no label above the headings; use one of: {known}",
        "`{value}` er ingen ledetekst over overskrifterne; brug en af: {known}",
    ),
    "table heading": (
        "`{value}` is no heading; use one of: {known}",
        "`{value}` er ingen overskrift; brug en af: {known}",
    ),
    "table change": (
        "`{value}` is no change; use one of: {known}",
        "`{value}` er ingen ændring; brug en af: {known}",
    ),
    "table status": (
        "`{value}` is no status; use one of: {known}",
        "`{value}` er ingen status; brug en af: {known}",
    ),
    "table twice": ("`{name}` stands twice", "`{name}` står to gange"),
    "table extra": (
        "one cell belongs beside `{name}`, and this is another",
        "ved siden af `{name}` hører én celle, og dette er en til",
    ),
    "table missing": (
        "`{name}` is missing; its label stands above the headings, and its value in the next cell",
        "`{name}` mangler; ledeteksten står over overskrifterne, og værdien i næste celle",
    ),
    "table no-column": (
        "this column has no heading",
        "denne kolonne har ingen overskrift",
    ),
    "table beside": (
        "a row with a `{name}` holds nothing else",
        "en række med en `{name}` rummer intet andet",
    ),
    "table no-change": (
        "`{name}` of this row is empty",
        "`{name}` er tom i denne række",
    ),
    "table unused": (
        "`{change}` makes no use of `{name}`; empty the cell",
        "`{change}` bruger ikke `{name}`; tøm cellen",
    ),
    "table needs": (
        "`{change}` needs `{name}`, and the cell is empty",
        "`{change}` kræver `{name}`, og cellen er tom",
    ),
    "table titled": (
        "`{value}` is no id with a title; write: EF Erhvervsforvaltningen",
        "`{value}` er ikke et id med en titel; skriv: EF Erhvervsforvaltningen",
    ),
    "table day": (
        "`{value}` is not a date; write it as 2014-01-31 or 31-01-2014",
        "`{value}` er ikke en dato; skriv den som 2014-01-31 eller 31-01-2014",
    ),
    "table number": (
        "`{value}` is not a whole number",
        "`{value}` er ikke et helt tal",
    ),
    "table remark": (
        "`#` begins a remark; a remark has a row of its own, with `#` under `{name}`",
        "`#` begynder en bemærkning; en bemærkning har sin egen række med `#` under `{name}`",
    ),
    "table marks": (
        "the text holds every kind of quotation mark; leave out one kind",
        "teksten rummer alle slags anførselstegn; udelad en slags",
    ),
    "convert-missing": (
        "--to or --output is missing: what is it to be converted to?",
        "--to eller --output mangler: hvad skal der konverteres til?",
    ),
    "output-missing": (
        "an Excel file goes to a file: --output is missing",
        "en Excel-fil skrives til en fil: --output mangler",
    ),
    "table-ending": (
        "{path}: a table ends in .xlsx or .csv",
        "{path}: en tabel ender på .xlsx eller .csv",
    ),
    "table-option": (
        "{path}: a table is written by --table {path}",
        "{path}: en tabel skrives med --table {path}",
    ),
    "convert-ending": (
        "{path}: the ending does not fit; use one of: {endings}",
        "{path}: endelsen passer ikke; brug en af: {endings}",
    ),
    "no-statement": (
        "`{value}` is no sentence of a proposal: {problem}",
        "`{value}` er ingen sætning i et forslag: {problem}",
    ),
    "one-sentence": ("it must be one sentence", "det skal være én sætning"),
    "one-target": (
        "{path}: FILE and --table cannot be given together",
        "{path}: FILE og --table kan ikke angives sammen",
    ),
    "over-itself": (
        "{path}: the file cannot be converted onto itself",
        "{path}: filen kan ikke konverteres oven i sig selv",
    ),
    # a new proposal
    "ask --organisation": ("Organisation", "Organisation"),
    "ask --title": ("Title", "Titel"),
    "ask --proposed": ("Proposed on (year-month-day)", "Fremsat den (år-måned-dag)"),
    "ask --effective": ("Effective on (year-month-day)", "Virkning fra (år-måned-dag)"),
    "ask --move": (
        "Move (what from to; empty: no more)",
        "Flytning (hvad fra til; tom: ikke flere)",
    ),
    "no-title": (
        "`{value}` cannot be a title: it is empty or holds every kind of quotation mark",
        "`{value}` kan ikke være en titel: den er tom eller rummer alle slags anførselstegn",
    ),
    "no-move": (
        "`{value}` is no move; write what moves, from where and to where: KBS ØU BIU",
        "`{value}` er ingen flytning; skriv hvad der flyttes, hvorfra og hvortil: KBS ØU BIU",
    ),
    # writing
    "exists": (
        "{path}: the file is there already; --force overwrites it",
        "{path}: filen findes i forvejen; --force overskriver den",
    ),
    "no-folder": ("{path}: there is no folder {folder}", "{path}: der er ingen mappe {folder}"),
    "not-a-file": (
        "{path}: this is not a file that can be replaced",
        "{path}: dette er ikke en fil, der kan erstattes",
    ),
    "write-protected": ("{path}: is write-protected", "{path}: er skrivebeskyttet"),
    "cannot-write": ("{path}: cannot be written ({detail})", "{path}: kan ikke skrives ({detail})"),
    "standard-output": ("standard output", "standard output"),
    "written": ("written: {path}", "skrevet: {path}"),
    "no-summary": (
        "note: the summary of the job was not written ({detail})",
        "bemærk: jobbets opsummering er ikke skrevet ({detail})",
    ),
    # surprises
    "interrupted": ("interrupted; nothing was checked", "afbrudt; intet er kontrolleret"),
    "process-ended": (
        "a process that checked was ended from outside, as for want of memory; nothing was "
        "checked. `--jobs 1` takes least",
        "en proces, der kontrollerede, blev afsluttet udefra, fx af mangel på hukommelse; intet er "
        "kontrolleret. `--jobs 1` bruger mindst",
    ),
    "no-memory": ("there is not enough memory for this input", "der er ikke hukommelse nok"),
    "too-deep": (
        "the input is nested too deeply to be read",
        "indholdet er indlejret for dybt til at kunne læses",
    ),
    "system": ("the system refused: {detail}", "systemet afviste: {detail}"),
    "bug": (
        "internal error ({detail}); nothing was checked. Please report it; RESSORT_DEBUG=1 shows "
        "the details",
        "intern fejl ({detail}); intet er kontrolleret. Meld den gerne; RESSORT_DEBUG=1 viser "
        "enkelthederne",
    ),
}
