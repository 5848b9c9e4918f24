# SPDX-License-Identifier: EUPL-1.2
"""What a text or some bytes become that somebody has broken."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fuzz_sentences import Choices

ODD = (
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
                lines[at] = lines[at][:cut] + choices.of(ODD) + lines[at][cut:]
        text = "\n".join(lines)
    return text


def _odd_word(choices: Choices, line: str) -> str:
    words = line.split(" ")
    words[choices.below(len(words))] = choices.of(ODD)
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
                found[at:at] = choices.of(ODD).encode("utf-8", "surrogatepass")
    return bytes(found)


def perhaps_broken(choices: Choices, text: str, one_in: int = 4) -> bytes:
    """A text as bytes, once in a while broken."""
    if choices.one_in(one_in):
        text = broken(choices, text)
    data = text.encode("utf-8", "surrogatepass")
    return flipped(choices, data) if choices.one_in(12) else data


def zipped(choices: Choices, data: bytes, parts: tuple[str, ...]) -> bytes:
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
                content = packed_xml(choices, content)
            if name != changed or not choices.one_in(10):
                new.writestr(ZipInfo(name), content)
    return made.getvalue()


def packed_xml(choices: Choices, content: bytes) -> bytes:
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
                text = text[: start + 1] + choices.of(ODD) + text[end:]
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
