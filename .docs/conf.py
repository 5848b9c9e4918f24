# SPDX-License-Identifier: EUPL-1.2
"""The pages of the documentation: own text, the pages of the checkout, and what is made of data."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from jinja2 import Environment
from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Number, String, Text
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

HERE = Path(__file__).parent
ROOT = HERE.parent
REPORTS = ROOT / "reports"

project = "ressort"
language = "en"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "ressort"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
smartquotes = False
myst_heading_anchors = 4

INCLUDED = {
    found[1]: page.stem
    for page in sorted(HERE.glob("*.md"))
    if (found := re.search(r"\{include\} \.\./(\S+)", page.read_text("utf-8")))
}


class RessortLexer(RegexLexer):
    """Colours a document by where a word stands: a line begins with its keyword."""

    name = "ressort"
    tokens: ClassVar[Any] = {
        "root": [
            (r"#.*$", Comment),
            (r'"[^"\n]*"', String),
            (r"^\s*[^\W\d]+", Keyword),
            (r"\b\d[\d-]*\b", Number),
            (r"\s+|\w+|.", Text),
        ]
    }


def cell(text: str) -> str:
    """The text as a cell of a Markdown table: what is in backticks is code, the rest as it is."""
    marked = r"(`[^`]+`)|([\\`*_\[\]<>~$&{}])"
    text = re.sub(marked, lambda found: found[1] or f"\\{found[2]}", text.replace("\n", " "))
    return text.replace("|", "\\|")


def messages(language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each group of messages with its heading, in the order of its file."""
    text = (REPORTS / f"messages.{language}.toml").read_text("utf-8")
    _, *groups = re.split(r"^# --- (.*)$", text, flags=re.MULTILINE)
    for heading, body in zip(groups[::2], groups[1::2], strict=True):
        yield heading[:1].upper() + heading[1:], tomllib.loads(body)


def schema() -> dict[str, Any]:
    """The schema of a result, as it is shipped."""
    return json.loads((REPORTS / "result.schema.json").read_text("utf-8"))


def kind(part: dict[str, Any]) -> str:
    """What a value of the schema is, in Markdown: a type, its values, or a link to its table."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    if "enum" in part:
        return ", ".join(f"`{json.dumps(value)}`" for value in part["enum"])
    for several in ("oneOf", "anyOf"):
        if several in part:
            return " or ".join(kind(each) for each in part[several])
    types = part.get("type", "anything")
    said = " or ".join([types] if isinstance(types, str) else types)
    if "items" in part:
        return f"{said} of {kind(part['items'])}"
    if isinstance(part.get("additionalProperties"), dict):
        return f"{said} of {kind(part['additionalProperties'])}"
    return said


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Makes the tables of the pages that are templates over the data of the checkout."""
    if docname.split(".")[0] in ("schema", "messages"):
        jinja = Environment(trim_blocks=True, autoescape=False)
        jinja.filters |= {"cell": cell, "kind": kind}
        source[0] = jinja.from_string(source[0]).render(messages=messages, schema=schema())


def lead(app: Sphinx, doctree: nodes.document) -> None:
    """Has a link from one page of the checkout to another lead to where that one is included."""
    for node in doctree.findall(pending_xref):
        path, _, anchor = node["reftarget"].partition("#")
        path = path.removeprefix(f"{ROOT.as_posix()}/").removesuffix(".md") + ".md"
        if path in INCLUDED:
            node["reftargetid"] = anchor or node.get("reftargetid") or None
            node["refdomain"], node["reftarget"] = "doc", INCLUDED[path]


def speak(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Says of a page in Danish that it is in Danish, for those who hear it read aloud."""
    if page.endswith(".da"):
        context["language"] = "da"


def setup(app: Sphinx) -> None:
    """Adds to Sphinx what is this project's own."""
    app.add_lexer("ressort", RessortLexer)
    app.connect("source-read", fill)
    app.connect("doctree-read", lead)
    app.connect("html-page-context", speak)
