# SPDX-License-Identifier: EUPL-1.2
"""Bytes to inputs: files and a command for each reader, from what holds good to what is broken."""

import json
from collections.abc import Callable, Mapping

from fuzz_broken import ODD, broken, flipped, perhaps_broken, zipped
from fuzz_files import ALL, FILE_OF, bylaw_file, calc_file, outcomes, plain_case
from fuzz_sentences import BASE, REGISTER, Choices, base, document

from checker.folders import REPORTS
from checker.records import frozen

STREAMS = ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab", "comment")
_AT_ONCE = 12  # inputs of one command, which share what it reads beside
_DAYS = ("2013-07-01", "0001-01-01", "9999-12-31", "2014-06-30")


@frozen
class Made:
    """One input.

    Attributes:
        reader: what it is for.
        files: by name, what is in them.
        arguments: of the command.
        repairable: whether the lines that an error names may be left out and the rest be tried.
        asked: the files that are each an input of their own; without any, all is one.
    """

    reader: str
    files: Mapping[str, bytes]
    arguments: tuple[str, ...]
    repairable: bool = False
    asked: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many inputs it is."""
        return len(self.asked) or 1

    def kept(self) -> str:
        """It as it lies in the corpus."""
        files = {name: _as_text(data) for name, data in self.files.items()}
        kept = {"reader": self.reader, "arguments": self.arguments, "files": files}
        return json.dumps(kept, ensure_ascii=True, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> "Made":
        """The input that lies in the corpus."""
        kept = json.loads(text)
        files = {name: _as_bytes(data) for name, data in kept["files"].items()}
        return cls(kept["reader"], files, tuple(kept["arguments"]))


def _as_text(data: bytes) -> str | dict[str, str]:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"hex": data.hex()}


def _as_bytes(kept: str | dict[str, str]) -> bytes:
    return kept.encode("utf-8") if isinstance(kept, str) else bytes.fromhex(kept["hex"])


# ------------------------------------------------------------ readers


def _case(choices: Choices, most: tuple[int, int, int] = (5, 4, 4)) -> dict[str, bytes]:
    """A rule base, an organisation and a proposal, each in one of the languages."""
    one_in = choices.of((60, 10, 5))
    return {
        name: _drawn(choices, kind, most_of * choices.below(2), one_in)  # half as they are
        for most_of, (kind, name) in zip(most, FILE_OF.items(), strict=True)
    }


def _drawn(choices: Choices, kind: str, most: int, one_in: int) -> bytes:
    surface = choices.of(("en", "en", "da"))
    return perhaps_broken(choices, document(choices, kind, surface, most), one_in)


def _several(choices: Choices, name: str, draw: Callable[[], bytes]) -> dict[str, bytes]:
    """Some files of a kind, each an input: as many as there are bytes to draw them from."""
    files = {}
    while len(files) < _AT_ONCE and not (files and choices.over):
        files[name.replace(".", f"{len(files)}.")] = draw()
    return files


def _judging(choices: Choices) -> tuple[str, ...]:
    odd = choices.below(12)
    return {
        0: ("--as-of", choices.of(_DAYS)),
        1: ("--law-date", choices.of(_DAYS)),
        2: ("--lang", "en"),
        3: ("--lang", "da"),
        4: ("--interpretation", choices.of(("near", "far"))),
    }.get(odd, ())


def _checked(choices: Choices) -> Made:
    files = _case(choices, (5, 4, 0))
    one_in = choices.of((60, 10, 5))
    proposals = _several(choices, "p.ressort", lambda: _drawn(choices, "proposal", 5, one_in))
    format = choices.of((*STREAMS, "text", "json"))
    also: tuple[str, ...] = ()
    if choices.one_in(6):
        also = ("--report", choices.of(("x.ics", "x.ics", "x.docx", "x.html", "x.sarif")))
    given = (*ALL, "--format", format, *also, *_judging(choices))
    arguments = ("check", *proposals, *given)
    return Made("check", files | proposals, arguments, True, (*proposals,))


def _told(choices: Choices) -> Made:
    """The other commands that read documents."""
    files = _case(choices, (3, 3, 3))
    format = ("--format", choices.of(("text", "json")))
    arguments = choices.of(
        (
            ("plan", "p.ressort", *ALL, *format, "--limit", "200"),
            ("sweep", "p.ressort", *ALL, *format, "--limit", "200"),
            ("matrix", "p.ressort", *ALL, *format),
            ("explain", choices.of(("r0", "p1", "r0:U1", "x")), "p.ressort", *ALL),
            ("rules", "format", *FILE_OF.values(), *ALL),
            ("rules", "translate", choices.of([*FILE_OF.values()]), "--to", "da", *ALL),
            ("rules", "test", "p.ressort", *ALL, *format),
            ("diff", "p.ressort", "q.ressort", *ALL, *format),
            ("convert", "p.ressort", "--to", "csv", *ALL),
            ("letters", "p.ressort", "--to", "out", *ALL),
            ("check", "o.ressort", *ALL[:2]),
            ("units", *ALL),
            ("rules", "show", "r0", "LAW", "alfa", *ALL[:2]),
        )
    )
    if arguments[:2] == ("rules", "test"):
        files["p.ressort"] += b"expect incomplete\n"
    files["q.ressort"] = BASE["proposal"].encode() + b"move U1 from C1 to C2\n"
    return Made(" ".join(arguments[:2]).removesuffix(" p.ressort"), files, arguments, True)


def _waivers(choices: Choices) -> Made:
    text = REGISTER
    for _ in range(choices.below(4)):
        rule, about = choices.of(("r0", "p0", "p1")), choices.of(("C2", "U1", "t1", "alfa tasks"))
        body, day = choices.of(("BR", "C1", "MIN")), choices.of(_DAYS)
        end = choices.of(("", f" until {choices.of(_DAYS)}", ' in proposal "Case"'))
        text += (
            f'waive {rule} for {about} because "So" decided by {body} on {day} journal "1"{end}\n'
        )
    if choices.one_in(3):
        text += document(choices, "waivers", "en", 3).removeprefix(base("waivers", "en"))
    files = plain_case() | {"w.ressort": perhaps_broken(choices, text)}
    given = (*ALL, "--waivers", "w.ressort", "--format", choices.of(STREAMS))
    return Made("waivers", files, ("check", "p.ressort", *given), True)


_SETTINGS = (
    *('fail-on = "never"', 'fail-on = "clear"', 'lang = "da"', "law-date = 2014-01-01", "jobs = 1"),
    *('as-of = "2013-07-01"', 'format = "json"', 'waivers = ["w.ressort"]', 'baseline = "b.json"'),
    *('report = ["x.html"]', 'interpretation = "near"', 'paths = ["p.ressort"]', "jobs = -1"),
    *('rules = ["r.ressort"]', 'organisations = ["o.ressort"]', 'changed-since = "HEAD"', "x = 1"),
    *(
        'rule-base = "sha256:0"',
        "law-date = 9999-12-31T00:00:00Z",
        "[table]",
        "[[array]]",
        "a.b = 1",
    ),
)


def _settings(choices: Choices) -> Made:
    text = "\n".join(choices.of(_SETTINGS) for _ in range(choices.below(5)))
    files = plain_case() | {"ressort.toml": perhaps_broken(choices, text, 3)}
    arguments = choices.of(
        (("check", "p.ressort", *ALL), ("config", "show"), ("check", "p.ressort"))
    )
    return Made("settings", files, arguments)


def _json_with(choices: Choices, value: object) -> object:
    """A JSON value in which one thing is another."""
    if isinstance(value, dict) and value and not choices.one_in(8):
        key = choices.of([*value])
        if choices.one_in(10):
            return {**value, choices.of(ODD): choices.of(_VALUES)}
        return {**value, key: _json_with(choices, value[key])}
    if isinstance(value, list) and value and not choices.one_in(8):
        at = choices.below(len(value))
        return [*value[:at], _json_with(choices, value[at]), *value[at + choices.below(2) :]]
    return choices.of((*_VALUES, *ODD))


_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    float("inf"),
    "",
    [],
    {},
    [[]],
    {"a": 1},
)


def _kept(choices: Choices, name: str) -> tuple[dict[str, bytes], bytes]:
    text = outcomes()[name].decode()
    if choices.one_in(2):
        value = json.loads(text)
        for _ in range(1 + choices.below(2)):
            value = _json_with(choices, value)
        text = json.dumps(value, ensure_ascii=bool(choices.below(2)))
    elif choices.one_in(2):
        text = broken(choices, text)
    data = text.encode("utf-8", "surrogatepass")
    return plain_case(), flipped(choices, data) if choices.one_in(8) else data


def _baseline(choices: Choices) -> Made:
    files, data = _kept(choices, "b.json")
    given = (*ALL, "--baseline", "b.json", "--format", choices.of(STREAMS))
    return Made("baseline", files | {"b.json": data}, ("check", "p.ressort", *given))


def _receipt(choices: Choices) -> Made:
    files, data = _kept(choices, "r.json")
    return Made("receipt", files | {"r.json": data}, ("verify", "r.json"))


def _csv(choices: Choices) -> Made:
    name = choices.of(("p.csv", "p.csv", "p.tsv", "p.txt"))
    return _tables("csv", _several(choices, name, lambda: _csv_file(choices)))


def _keyed(choices: Choices) -> Made:
    _, data = _kept(choices, "p.json")
    return _tables("json", {"p.json": data})


def _tables(reader: str, files: Mapping[str, bytes]) -> Made:
    return Made(reader, plain_case() | files, ("check", *files, *ALL), asked=(*files,))


def _csv_file(choices: Choices) -> bytes:
    text = outcomes()["p.csv"].decode()
    rows = text.split("\n")
    for _ in range(choices.below(4)):
        at = choices.below(len(rows))
        cells = rows[at].split(";")
        cells[choices.below(len(cells))] = choices.of(
            ("U1", "t1", "C2", "C1", "FIN", "Unit U1", "2014-01-01", "en læsning", "move", *ODD)
        )
        rows[at] = ";".join(cells)
    text = "\n".join(rows)
    if choices.one_in(5):
        text = broken(choices, text)
    text = choices.of(("", "", "sep=;\n")) + text.replace(";", choices.of(";;;;,\t|"))
    encoding = choices.of(
        ("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
    )
    data = text.encode(encoding, "replace")
    return flipped(choices, data) if choices.one_in(10) else data


def _xlsx(choices: Choices) -> Made:
    parts = ("sheet1.xml", "styles.xml", "workbook.xml", "")

    def draw() -> bytes:
        return zipped(choices, outcomes()["p.xlsx"], (choices.of(parts),))

    return _tables("xlsx", _several(choices, "p.xlsx", draw))


def _ods(choices: Choices) -> Made:
    parts = ("content.xml", "content.xml", "styles.xml")

    def draw() -> bytes:
        return zipped(choices, calc_file(), (choices.of(parts),))

    return _tables("ods", _several(choices, "p.ods", draw))


def _bylaw(choices: Choices) -> Made:
    data = bylaw_file(choices.below(3))
    if not choices.one_in(6):
        parts = choices.of(("document.xml", "numbering.xml", "styles.xml", ".rels", ""))
        data = zipped(choices, data, (parts,))
    files = plain_case() | {"v.docx": data}
    files["p.ressort"] += 'reword BYL § 7 from "varetager alfa" to "har alfa"\n'.encode()
    arguments = choices.of(
        (
            ("letters", "p.ressort", "--to", "out", "--bylaw", "v.docx", *ALL),
            ("check", "p.ressort", "--report", "x.docx", "--bylaw", "v.docx", *ALL),
            ("new", "organisation", "n.ressort", "--from", "v.docx", "--id", "x-by", "--name", "By",
             "--as-of", "2014-01-01"),
        )
    )  # fmt: skip
    return Made("bylaw", files, arguments)


def _template(choices: Choices) -> Made:
    name = choices.of(("t.html", "t.md", "t.docx"))
    if name == "t.docx":
        data = (REPORTS / "memo.docx").read_bytes()
        if not choices.one_in(6):
            data = zipped(
                choices, data, (choices.of(("document.xml", "styles.xml", "numbering.xml")),)
            )
        report = ("--report", "x.docx")
    else:
        shipped = sorted(REPORTS.glob("*.html*" if name == "t.html" else "*.md*"))
        text = "\n".join(choices.of(_TEMPLATES) for _ in range(1 + choices.below(4)))
        if shipped and choices.one_in(3):
            text = choices.of(shipped).read_text(encoding="utf-8")
        data = perhaps_broken(choices, text, 2)
        report = ("--format", "html" if name == "t.html" else "markdown")
    files = plain_case() | {name: data}
    return Made("template", files, ("check", "p.ressort", "--template", name, *report, *ALL))


_TEMPLATES = (
    *("{{ results[0].verdict }}", "{% for each in results %}{{ each.proposal.title }}{% endfor %}"),
    *("{{ say('verdict.clear') }}", "{{ day('2014-01-01') }}", "{{ results[9] }}", "{{ x.y }}"),
    *("{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}", "{{ 10 ** 9 }}", "{{ 'a' * 10 }}"),
    *("{% if results %}a{% else %}b{% endif %}", "{{ results | length }}", "{{ results | map }}"),
    *("{{ ''.__class__.__mro__ }}", "{% include 'x' %}", "{% extends 'x' %}", "{{ range(10) }}"),
)


def _sources(choices: Choices) -> Made:
    text = choices.of(("Afsnit 3.7\n", "<p id='a'>Afsnit 3.7</p>", "En\f to\f tre", "# A {#a}\nB"))
    name = choices.of(("kilde.txt", "kilde.html", "kilde.md"))
    rules = BASE["rules"] + (
        'rule q "Q"\n    U1 needs a bylaw change\n    under LAW § 1\n'
        f'    read in "kilde", section 3.7, page {choices.below(3)} quoting "Afsnit"\n'
    )
    files = {
        "r.ressort": perhaps_broken(choices, rules, 6),
        f"d/{name}": perhaps_broken(choices, text, 2),
    }
    return Made("sources", files, ("sources", "verify", "d", "--rules", "r.ressort"))


_READERS: tuple[tuple[Callable[[Choices], Made], int], ...] = (
    (_checked, 60),
    (_told, 30),
    (_waivers, 8),
    (_settings, 8),
    (_baseline, 8),
    (_receipt, 8),
    (_csv, 10),
    (_xlsx, 6),
    (_ods, 5),
    (_keyed, 5),
    (_bylaw, 4),
    (_template, 5),
    (_sources, 5),
)
_DRAWN = tuple(reader for reader, share in _READERS for _ in range(share))


def made(data: bytes) -> Made:
    """The input that some bytes choose."""
    choices = Choices(data)
    return choices.of(_DRAWN)(choices)
