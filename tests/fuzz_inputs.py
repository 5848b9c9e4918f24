# SPDX-License-Identifier: EUPL-1.2
"""Bytes to inputs: files and a command for each reader, from what holds good to what is broken."""

import io
import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from fuzz_sentences import BASE, REGISTER, Choices, base, document

from checker.commands import run
from checker.folders import REPORTS
from checker.records import frozen

STREAMS = ("text", "json", "markdown", "html", "sarif", "junit", "github", "gitlab", "comment")
_AT_ONCE = 12  # inputs of one command, which share what it reads beside
_ALL = ("--rules", "r.ressort", "--organisations", "o.ressort")
_FILES = {"rules": "r.ressort", "organisation": "o.ressort", "proposal": "p.ressort"}
_DAYS = ("2013-07-01", "0001-01-01", "9999-12-31", "2014-06-30")
_ODD = (
    *(
        "",
        "0",
        "-1",
        "1e999",
        "9" * 400,
        "9" * 5000,
        "١",
        "Ⅷ",
        "½",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
    ),
    *("0001-01-01", "9999-12-31", "9999-12-30", "0000-01-01", "10000-01-01", "2014-02-30"),
    *(
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x7f",
        "\x85",
        "\x9b",
        "\u2028",
        "\u202e",
        "\u2066",
    ),
    *(
        "\ufeff",
        "\ufffe",
        "\U0010ffff",
        "\u0301",
        "a\u030a",
        "\u200b",
        "İ",
        "ß",
        "ſ",
        "К",
        "É",
        "😀",
    ),
    *(
        '"',
        "“",
        "»",
        "'",
        "\\",
        "\r",
        "\n",
        "\n\n",
        "\t",
        " " * 200,
        "#",
        "§",
        ".",
        ",",
        ";",
        "=",
        "%",
    ),
    *(
        "::error::x",
        "##[error]x",
        "@octocat",
        "<script>",
        "{{ 7 * 7 }}",
        "{%",
        "=1+1",
        "../../x",
        "/",
    ),
    *("&lt;", "&#0;", "&x;", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "A" * 3000, "(" * 500, "[" * 5000),
    *("alfa tasks and " * 40, "that is new and " * 30, "C1 or " * 60, "within alfa " * 30),
)


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


# ------------------------------------------------------------ broken


def broken(choices: Choices, text: str) -> str:
    """A text with a few things wrong with it."""
    for _ in range(1 + choices.below(3)):
        lines = text.split("\n")
        at = choices.below(len(lines))
        match choices.below(8):
            case 0:
                lines[at] = _odd_word(choices, lines[at])
            case 1:
                del lines[at]
            case 2:
                lines.insert(choices.below(len(lines) + 1), lines[at])
            case 3:
                lines[at] = lines[at][: choices.below(len(lines[at]) + 1)]
            case 4:
                words = lines[at].split(" ")
                words.insert(choices.below(len(words) + 1), choices.of(words))
                lines[at] = " ".join(words)
            case 5:
                lines[at] = f"{' ' * choices.below(9)}{lines[at].strip()}"
            case 6:
                other = choices.below(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                cut = choices.below(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + choices.of(_ODD) + lines[at][cut:]
        text = "\n".join(lines)
    return text


def _odd_word(choices: Choices, line: str) -> str:
    words = line.split(" ")
    words[choices.below(len(words))] = choices.of(_ODD)
    return " ".join(words)


def flipped(choices: Choices, data: bytes) -> bytes:
    """Bytes, some of which are others."""
    found = bytearray(data)
    for _ in range(1 + choices.below(4)):
        at = choices.below(len(found) + 1)
        match choices.below(4):
            case 0 if at < len(found):
                found[at] ^= 1 << choices.below(8)
            case 1 if at < len(found):
                found[at] = choices.below(256)
            case 2:
                del found[at : at + choices.below(64)]
            case _:
                found[at:at] = choices.of(_ODD).encode("utf-8", "surrogatepass")
    return bytes(found)


def _maybe(choices: Choices, text: str, one_in: int = 4) -> bytes:
    """A text as bytes, once in a while broken."""
    if choices.one_in(one_in):
        text = broken(choices, text)
    data = text.encode("utf-8", "surrogatepass")
    return flipped(choices, data) if choices.one_in(12) else data


# ------------------------------------------------------------ readers


def _case(choices: Choices, most: tuple[int, int, int] = (5, 4, 4)) -> dict[str, bytes]:
    """A rule base, an organisation and a proposal, each in one of the languages."""
    one_in = choices.of((60, 10, 5))
    return {
        name: _drawn(choices, kind, most_of * choices.below(2), one_in)  # half as they are
        for most_of, (kind, name) in zip(most, _FILES.items(), strict=True)
    }


def _drawn(choices: Choices, kind: str, most: int, one_in: int) -> bytes:
    surface = choices.of(("en", "en", "da"))
    return _maybe(choices, document(choices, kind, surface, most), one_in)


def _several(choices: Choices, name: str, draw: Callable[[], bytes]) -> dict[str, bytes]:
    """Some files of a kind, each an input: as many as there are bytes to draw them from."""
    files = {}
    while len(files) < _AT_ONCE and not (files and choices.over):
        files[name.replace(".", f"{len(files)}.")] = draw()
    return files


def _plain() -> dict[str, bytes]:
    return {name: BASE[kind].encode() + b"move U1 from C1 to C2\n" * (kind == "proposal")
            for kind, name in _FILES.items()}  # fmt: skip


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
    given = (*_ALL, "--format", format, *also, *_judging(choices))
    arguments = ("check", *proposals, *given)
    return Made("check", files | proposals, arguments, True, (*proposals,))


def _told(choices: Choices) -> Made:
    """The other commands that read documents."""
    files = _case(choices, (3, 3, 3))
    format = ("--format", choices.of(("text", "json")))
    arguments = choices.of(
        (
            ("plan", "p.ressort", *_ALL, *format, "--limit", "200"),
            ("sweep", "p.ressort", *_ALL, *format, "--limit", "200"),
            ("matrix", "p.ressort", *_ALL, *format),
            ("explain", choices.of(("r0", "p1", "r0:U1", "x")), "p.ressort", *_ALL),
            ("rules", "format", *_FILES.values(), *_ALL),
            ("rules", "translate", choices.of([*_FILES.values()]), "--to", "da", *_ALL),
            ("rules", "test", "p.ressort", *_ALL, *format),
            ("diff", "p.ressort", "q.ressort", *_ALL, *format),
            ("convert", "p.ressort", "--to", "csv", *_ALL),
            ("letters", "p.ressort", "--to", "out", *_ALL),
            ("check", "o.ressort", *_ALL[:2]),
            ("units", *_ALL),
            ("rules", "show", "r0", "LAW", "alfa", *_ALL[:2]),
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
    files = _plain() | {"w.ressort": _maybe(choices, text)}
    given = (*_ALL, "--waivers", "w.ressort", "--format", choices.of(STREAMS))
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
    files = _plain() | {"ressort.toml": _maybe(choices, text, 3)}
    arguments = choices.of(
        (("check", "p.ressort", *_ALL), ("config", "show"), ("check", "p.ressort"))
    )
    return Made("settings", files, arguments)


def _json_with(choices: Choices, value: object) -> object:
    """A JSON value in which one thing is another."""
    if isinstance(value, dict) and value and not choices.one_in(8):
        key = choices.of([*value])
        if choices.one_in(10):
            return {**value, choices.of(_ODD): choices.of(_VALUES)}
        return {**value, key: _json_with(choices, value[key])}
    if isinstance(value, list) and value and not choices.one_in(8):
        at = choices.below(len(value))
        return [*value[:at], _json_with(choices, value[at]), *value[at + choices.below(2) :]]
    return choices.of((*_VALUES, *_ODD))


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
    text = _outcomes()[name].decode()
    if choices.one_in(2):
        value = json.loads(text)
        for _ in range(1 + choices.below(2)):
            value = _json_with(choices, value)
        text = json.dumps(value, ensure_ascii=bool(choices.below(2)))
    elif choices.one_in(2):
        text = broken(choices, text)
    data = text.encode("utf-8", "surrogatepass")
    return _plain(), flipped(choices, data) if choices.one_in(8) else data


def _baseline(choices: Choices) -> Made:
    files, data = _kept(choices, "b.json")
    given = (*_ALL, "--baseline", "b.json", "--format", choices.of(STREAMS))
    return Made("baseline", files | {"b.json": data}, ("check", "p.ressort", *given))


def _receipt(choices: Choices) -> Made:
    files, data = _kept(choices, "r.json")
    return Made("receipt", files | {"r.json": data}, ("verify", "r.json"))


def _csv(choices: Choices) -> Made:
    name = choices.of(("p.csv", "p.csv", "p.tsv", "p.txt"))
    return _tables("csv", _several(choices, name, lambda: _csv_file(choices)))


def _tables(reader: str, files: Mapping[str, bytes]) -> Made:
    return Made(reader, _plain() | files, ("check", *files, *_ALL), asked=(*files,))


def _csv_file(choices: Choices) -> bytes:
    text = _outcomes()["p.csv"].decode()
    rows = text.split("\n")
    for _ in range(choices.below(4)):
        at = choices.below(len(rows))
        cells = rows[at].split(";")
        cells[choices.below(len(cells))] = choices.of(
            ("U1", "t1", "C2", "C1", "FIN", "Unit U1", "2014-01-01", "en læsning", "move", *_ODD)
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


def _zipped(choices: Choices, data: bytes, parts: tuple[str, ...]) -> bytes:
    """A zip with something else in one of its parts, or itself broken."""
    if choices.one_in(8):
        return flipped(choices, data)
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        named = [name for name in names if name.endswith(parts)] or names
        changed = choices.of(named)
        for name in names:
            content = old.read(name)
            if name == changed:
                content = _xml(choices, content)
            if name != changed or not choices.one_in(10):
                new.writestr(ZipInfo(name), content)
    return made.getvalue()


def _xml(choices: Choices, content: bytes) -> bytes:
    """A part of an Office file with some attributes and texts that are others."""
    text = content.decode("utf-8", "replace")
    for _ in range(1 + choices.below(3)):
        marks = [at for at, each in enumerate(text) if each in '"<>']
        if not marks:
            break
        at = choices.below(len(marks))
        start = marks[at]
        end = marks[at + 1] if at + 1 < len(marks) else len(text)
        match choices.below(4):
            case 0:
                text = text[: start + 1] + choices.of(_ODD) + text[end:]
            case 1:
                text = text[:start] + text[end:]
            case 2:
                other = choices.of(marks)
                text = text[:other] + text[start:end] + text[other:]
            case _:
                text = (
                    text[: start + 1] + choices.of(("", "0", "-1", "99999999999", "x")) + text[end:]
                )
    return text.encode("utf-8", "replace")


def _xlsx(choices: Choices) -> Made:
    parts = ("sheet1.xml", "styles.xml", "workbook.xml", "")

    def draw() -> bytes:
        return _zipped(choices, _outcomes()["p.xlsx"], (choices.of(parts),))

    return _tables("xlsx", _several(choices, "p.xlsx", draw))


def _ods(choices: Choices) -> Made:
    parts = ("content.xml", "content.xml", "styles.xml")

    def draw() -> bytes:
        return _zipped(choices, _calc_file(), (choices.of(parts),))

    return _tables("ods", _several(choices, "p.ods", draw))


def _bylaw(choices: Choices) -> Made:
    data = _bylaw_file(choices.below(3))
    if not choices.one_in(6):
        parts = choices.of(("document.xml", "numbering.xml", "styles.xml", ".rels", ""))
        data = _zipped(choices, data, (parts,))
    files = _plain() | {"v.docx": data}
    files["p.ressort"] += 'reword BYL § 7 from "varetager alfa" to "har alfa"\n'.encode()
    arguments = choices.of(
        (
            ("letters", "p.ressort", "--to", "out", "--bylaw", "v.docx", *_ALL),
            ("check", "p.ressort", "--report", "x.docx", "--bylaw", "v.docx", *_ALL),
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
            data = _zipped(
                choices, data, (choices.of(("document.xml", "styles.xml", "numbering.xml")),)
            )
        report = ("--report", "x.docx")
    else:
        shipped = sorted(REPORTS.glob("*.html*" if name == "t.html" else "*.md*"))
        text = "\n".join(choices.of(_TEMPLATES) for _ in range(1 + choices.below(4)))
        if shipped and choices.one_in(3):
            text = choices.of(shipped).read_text(encoding="utf-8")
        data = _maybe(choices, text, 2)
        report = ("--format", "html" if name == "t.html" else "markdown")
    files = _plain() | {name: data}
    return Made("template", files, ("check", "p.ressort", "--template", name, *report, *_ALL))


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
    files = {"r.ressort": _maybe(choices, rules, 6), f"d/{name}": _maybe(choices, text, 2)}
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
    (_bylaw, 4),
    (_template, 5),
    (_sources, 5),
)
_DRAWN = tuple(reader for reader, share in _READERS for _ in range(share))


def made(data: bytes) -> Made:
    """The input that some bytes choose."""
    choices = Choices(data)
    return choices.of(_DRAWN)(choices)


# ------------------------------------------------------------ what is mutated


@cache
def _outcomes() -> dict[str, bytes]:
    """What commands write of the plain case, for the readers that read it again."""
    from fuzz_run import in_folder

    with tempfile.TemporaryDirectory() as folder, in_folder(Path(folder)):
        for name, data in _plain().items():
            Path(name).write_bytes(data)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            kept = ("--write-baseline", "b.json", "--receipt", "r.json")
            run(["check", "p.ressort", *_ALL, *kept])
            for output in ("p.csv", "p.xlsx"):
                run(["convert", "p.ressort", "--output", output, *_ALL])
        return {path.name: path.read_bytes() for path in Path().iterdir()}


@cache
def _calc_file() -> bytes:
    """The plain case as a Calc file, with what hides and repeats in one."""
    rows = [line.split(";") for line in _outcomes()["p.csv"].decode("utf-8-sig").split("\n")]
    cell = '<table:table-cell table:style-name="c" office:value-type="string"><text:p>'
    end = "</text:p></table:table-cell>"
    row = '<table:table-row table:number-rows-repeated="1">'
    told = ("".join(f"{cell}{escape(text)}{end}" for text in line) for line in rows)
    spaces = {"fo": "xsl-fo-compatible", **{x: x for x in ("office", "style", "table", "text")}}
    named = (
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in spaces.items()
    )
    style = 'fo:color="#000000" fo:font-size="11pt" style:text-line-through-style="none"'
    content = (
        f"<office:document-content {' '.join(named)}><office:automatic-styles>"
        '<style:style style:name="c" style:parent-style-name="d">'
        f"<style:text-properties {style}/></style:style>"
        '<style:style style:name="d" style:parent-style-name="c"/></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="Ark"><table:table-column '
        'table:number-columns-repeated="20" table:default-cell-style-name="c"/>'
        + "".join(f"{row}{each}</table:table-row>" for each in told)
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as pack:
        pack.writestr("content.xml", content)
        pack.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


@cache
def _bylaw_file(which: int) -> bytes:
    """A bylaw as Word writes one."""
    document = docx.Document()
    for number in range(5, 9):
        document.add_heading(f"§ {number}. Udvalg {number}", level=1)
        document.add_paragraph(
            "Udvalget varetager alfa.", style=("Normal", "List Number", "List Bullet")[which]
        )
        document.add_paragraph("Udvalget består af 7 medlemmer.", style="List Number 2")
    document.add_table(2, 2).cell(0, 0).text = "Udvalget"
    document.add_paragraph("Vedtaget den 1. januar 2014.")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
