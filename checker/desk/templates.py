"""Makes the Word templates in ``reports/``: ``python -m checker.desk.templates FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from checker.desk import paper, styles

if TYPE_CHECKING:
    from docx.document import Document as Made

DAY = "2026-01-01"
_INK = RGBColor(0x1B, 0x1B, 0x1B)


def memo() -> bytes:
    """The template of the memo, in either language."""
    made = _blank()
    styles.number_headings(made)
    _edge(made)
    made.add_paragraph("{{ kind }}", "Subtitle")
    made.add_paragraph("{{ title }}", "Title")
    made.add_paragraph("{{p memo }}")
    return _finished(made)


Line = tuple[str, str]
_DRAFT = "ressort mark"

# What each letter says: style and text, a line each. ``{{ … }}`` is filled in, and what stands in
# ``[… ]`` is for a person to fill in; both are highlighted where they end up as a blank.
_APPLICATION_DA: tuple[Line, ...] = (
    (_DRAFT, "UDKAST til ansøgning. Det, der står i [… firkantet parentes], skal udfyldes."),
    ("Normal", "{{ authority }}\n[… adresse]"),
    (
        "Normal",
        "{{ municipality }}\n[… forvaltning og kontor]\nDato: [… dato]\n"
        "Journalnummer: [… journalnummer]",
    ),
    ("Title", "Ansøgning om {{ name }}"),
    (
        "Normal",
        "{{ municipality }} ansøger om {{ name }}{% if granted_under %} med hjemmel i "
        "{{ granted_under }}{% endif %}. Ansøgningen vedrører forslaget »{{ title }}«, som "
        "er fremsat den {{ proposed }} og skal have virkning fra den {{ effective }}.",
    ),
    ("Heading 1", "Hvad der søges om"),
    ("{%p if norm %}", ""),
    ("List Bullet", "Bestemmelse, der ønskes fraveget: {{ norm }}"),
    ("List Bullet", "Periode: fra den {{ start }} til og med {{ until }}"),
    ("{%p endif %}", ""),
    ("{%p if reason %}", ""),
    ("List Bullet", "{{ reason }}"),
    ("{%p endif %}", ""),
    ("{%p if otherwise %}", ""),
    (
        "List Bullet",
        "Det er én af flere udveje; en anden er {{ otherwise|join(', ') }}.",
    ),
    ("{%p endif %}", ""),
    ("Heading 1", "Hvorfor det er nødvendigt"),
    ("{%p for finding in findings %}", ""),
    (
        "Normal",
        "{{ finding.message }}{% if finding.because %} {{ finding.because }}{% endif %} "
        "Hjemmel: {{ finding.basis|join('; ') }}.",
    ),
    ("{%p for fact in finding.facts %}", ""),
    ("List Bullet", "{{ fact }}"),
    ("{%p endfor %}", ""),
    ("{%p if finding.more %}", ""),
    ("List Bullet", "{{ finding.more }}"),
    ("{%p endif %}", ""),
    ("{%p endfor %}", ""),
    ("Normal", "[… kommunens begrundelse for ordningen]"),
    ("Heading 1", "Retsgrundlag"),
    ("{%p for provision in provisions %}", ""),
    ("List Bullet", "{{ provision }}"),
    ("{%p endfor %}", ""),
    ("{%p if changes %}", ""),
    ("Heading 1", "Ændringen af styrelsesvedtægten"),
    ("{%p for change in changes %}", ""),
    ("List Bullet", "{{ change }}"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("{%p if approvals %}", ""),
    ("Heading 1", "Kommunalbestyrelsens behandling"),
    ("{%p for approval in approvals %}", ""),
    ("List Bullet", "{{ approval }}: [… dato for beslutningen]"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("Normal", "Med venlig hilsen"),
    ("Normal", "[… underskriver]"),
    (
        _DRAFT,
        "Udfyldt efter {{ file }}, regelgrundlag {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
_APPLICATION_EN: tuple[Line, ...] = (
    (_DRAFT, "DRAFT application. What stands in [… square brackets] must be filled in."),
    ("Normal", "{{ authority }}\n[… address]"),
    (
        "Normal",
        "{{ municipality }}\n[… administration and office]\nDate: [… date]\n"
        "Journal number: [… journal number]",
    ),
    ("Title", "Application for {{ name }}"),
    (
        "Normal",
        "{{ municipality }} applies for {{ name }}{% if granted_under %}, granted under "
        "{{ granted_under }}{% endif %}. The application concerns the proposal “{{ title }}”, "
        "proposed on {{ proposed }}, which is to take effect on {{ effective }}.",
    ),
    ("Heading 1", "What is applied for"),
    ("{%p if norm %}", ""),
    ("List Bullet", "Provision to be departed from: {{ norm }}"),
    ("List Bullet", "Period: from {{ start }} until {{ until }}"),
    ("{%p endif %}", ""),
    ("{%p if reason %}", ""),
    ("List Bullet", "{{ reason }}"),
    ("{%p endif %}", ""),
    ("{%p if otherwise %}", ""),
    (
        "List Bullet",
        "It is one of several ways; another is {{ otherwise|join(', ') }}.",
    ),
    ("{%p endif %}", ""),
    ("Heading 1", "Why it is needed"),
    ("{%p for finding in findings %}", ""),
    (
        "Normal",
        "{{ finding.message }}{% if finding.because %} {{ finding.because }}{% endif %} "
        "Legal basis: {{ finding.basis|join('; ') }}.",
    ),
    ("{%p for fact in finding.facts %}", ""),
    ("List Bullet", "{{ fact }}"),
    ("{%p endfor %}", ""),
    ("{%p if finding.more %}", ""),
    ("List Bullet", "{{ finding.more }}"),
    ("{%p endif %}", ""),
    ("{%p endfor %}", ""),
    ("Normal", "[… the municipality’s reasons for the arrangement]"),
    ("Heading 1", "Legal basis"),
    ("{%p for provision in provisions %}", ""),
    ("List Bullet", "{{ provision }}"),
    ("{%p endfor %}", ""),
    ("{%p if changes %}", ""),
    ("Heading 1", "The change of the bylaw"),
    ("{%p for change in changes %}", ""),
    ("List Bullet", "{{ change }}"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("{%p if approvals %}", ""),
    ("Heading 1", "The council’s decision"),
    ("{%p for approval in approvals %}", ""),
    ("List Bullet", "{{ approval }}: [… date of the decision]"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("Normal", "Yours sincerely"),
    ("Normal", "[… signatory]"),
    (
        _DRAFT,
        "Filled in from {{ file }}, rule base {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
_NOTIFICATION_DA: tuple[Line, ...] = (
    (
        _DRAFT,
        "UDKAST til underretning; den sendes, når ændringen er vedtaget. Det, der står i "
        "[… firkantet parentes], skal udfyldes.",
    ),
    ("Normal", "{{ authority }}\n[… adresse]"),
    (
        "Normal",
        "{{ municipality }}\n[… forvaltning og kontor]\nDato: [… dato]\n"
        "Journalnummer: [… journalnummer]",
    ),
    ("Title", "Underretning om ændring af styrelsesvedtægten"),
    (
        "Normal",
        "{{ council }} vedtog den {{ adopted }} en ændring af {{ bylaw }}. Ændringen følger "
        "af forslaget »{{ title }}« og har virkning fra den {{ effective }}.",
    ),
    ("Heading 1", "Behandlinger"),
    ("{%p for reading in readings %}", ""),
    ("List Bullet", "{{ reading.step }}: {{ reading.date }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Ændringen"),
    ("{%p for change in changes %}", ""),
    ("List Bullet", "{{ change }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Retsgrundlag"),
    ("Normal", "Underretningen gives efter:"),
    ("{%p for provision in provisions %}", ""),
    ("List Bullet", "{{ provision }}"),
    ("{%p endfor %}", ""),
    ("Normal", "Bilag: [… den ændrede styrelsesvedtægt]"),
    ("Normal", "Med venlig hilsen"),
    ("Normal", "[… underskriver]"),
    (
        _DRAFT,
        "Udfyldt efter {{ file }}, regelgrundlag {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
_NOTIFICATION_EN: tuple[Line, ...] = (
    (
        _DRAFT,
        "DRAFT notification, to be sent once the change is adopted. What stands in "
        "[… square brackets] must be filled in.",
    ),
    ("Normal", "{{ authority }}\n[… address]"),
    (
        "Normal",
        "{{ municipality }}\n[… administration and office]\nDate: [… date]\n"
        "Journal number: [… journal number]",
    ),
    ("Title", "Notification of a change of the bylaw"),
    (
        "Normal",
        "On {{ adopted }} {{ council }} adopted a change of {{ bylaw }}. It follows from the "
        "proposal “{{ title }}” and takes effect on {{ effective }}.",
    ),
    ("Heading 1", "Readings"),
    ("{%p for reading in readings %}", ""),
    ("List Bullet", "{{ reading.step }}: {{ reading.date }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "The change"),
    ("{%p for change in changes %}", ""),
    ("List Bullet", "{{ change }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Legal basis"),
    ("Normal", "The notification is given under:"),
    ("{%p for provision in provisions %}", ""),
    ("List Bullet", "{{ provision }}"),
    ("{%p endfor %}", ""),
    ("Normal", "Enclosed: [… the bylaw as changed]"),
    ("Normal", "Yours sincerely"),
    ("Normal", "[… signatory]"),
    (
        _DRAFT,
        "Filled in from {{ file }}, rule base {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
_ITEM_DA: tuple[Line, ...] = (
    (
        _DRAFT,
        "UDKAST til dagsordenspunkt: {{ name }}. Det, der står i "
        "[… firkantet parentes], skal udfyldes.",
    ),
    ("Title", "{{ title }}"),
    (
        "Normal",
        "Til {{ council }}{% if committees %}, over {{ committees|join(', ') }}{% endif %}\n"
        "Møde: [… dato og punkt]\nJournalnummer: [… journalnummer]",
    ),
    ("Heading 1", "Indstilling"),
    ("Normal", "Det indstilles, at {{ council }}"),
    (
        "List Number",
        "vedtager ændringen af {{ bylaw }} ved {{ name }},",
    ),
    ("List Number", "tager til efterretning, hvad forslaget i øvrigt kræver, jf. nedenfor."),
    ("Heading 1", "Sagen"),
    (
        "Normal",
        "Forslaget er fremsat den {{ proposed }} og skal have virkning fra den "
        "{{ effective }}. {{ summary }}",
    ),
    ("Normal", "[… sagens baggrund og formål]"),
    ("Heading 1", "Ændringen af styrelsesvedtægten"),
    ("{%p for wording in wordings %}", ""),
    ("List Bullet", "{{ wording }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Retlig vurdering"),
    ("{%p for finding in findings %}", ""),
    (
        "List Bullet",
        "{{ finding.message }} {% if finding.basis %}({{ finding.basis|join('; ') }}){% endif %}",
    ),
    ("{%p endfor %}", ""),
    ("{%p if questions %}", ""),
    ("Normal", "Før sagen forelægges, skal dette besvares:"),
    ("{%p for question in questions %}", ""),
    ("List Bullet", "{{ question }} [… svar]"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("Heading 1", "Hvad forslaget kræver"),
    ("{%p for each in takes %}", ""),
    ("List Bullet", "{{ each.name }} – {{ each.state }} ({{ each.basis|join('; ') }})"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Videre proces"),
    ("table", "Skridt|Tidligst|Senest|Dag"),
    ("Heading 1", "Økonomi"),
    ("Normal", "[… økonomiske konsekvenser]"),
    (
        _DRAFT,
        "Udfyldt efter {{ file }}, regelgrundlag {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
_ITEM_EN: tuple[Line, ...] = (
    (
        _DRAFT,
        "DRAFT council item: {{ name }}. What stands in [… square brackets] must be filled in.",
    ),
    ("Title", "{{ title }}"),
    (
        "Normal",
        "To {{ council }}{% if committees %}, through {{ committees|join(', ') }}"
        "{% endif %}\nMeeting: [… date and item]\nJournal number: [… journal number]",
    ),
    ("Heading 1", "Recommendation"),
    ("Normal", "It is recommended that {{ council }}"),
    (
        "List Number",
        "adopts the change of {{ bylaw }} in {{ name }},",
    ),
    ("List Number", "takes note of what else the proposal takes, as set out below."),
    ("Heading 1", "The case"),
    (
        "Normal",
        "The proposal was made on {{ proposed }} and is to take effect on {{ effective }}. "
        "{{ summary }}",
    ),
    ("Normal", "[… background and purpose]"),
    ("Heading 1", "The change of the bylaw"),
    ("{%p for wording in wordings %}", ""),
    ("List Bullet", "{{ wording }}"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Legal assessment"),
    ("{%p for finding in findings %}", ""),
    (
        "List Bullet",
        "{{ finding.message }} {% if finding.basis %}({{ finding.basis|join('; ') }}){% endif %}",
    ),
    ("{%p endfor %}", ""),
    ("{%p if questions %}", ""),
    ("Normal", "Before the case is put forward these must be answered:"),
    ("{%p for question in questions %}", ""),
    ("List Bullet", "{{ question }} [… answer]"),
    ("{%p endfor %}", ""),
    ("{%p endif %}", ""),
    ("Heading 1", "What the proposal takes"),
    ("{%p for each in takes %}", ""),
    ("List Bullet", "{{ each.name }} – {{ each.state }} ({{ each.basis|join('; ') }})"),
    ("{%p endfor %}", ""),
    ("Heading 1", "Timetable"),
    ("table", "Step|Earliest|Latest|Day"),
    ("Heading 1", "Costs"),
    ("Normal", "[… financial consequences]"),
    (
        _DRAFT,
        "Filled in from {{ file }}, rule base {{ rule_base }}, ressort {{ version }}. "
        "{{ disclaimer }}",
    ),
)
LETTERS = {
    "application.da": _APPLICATION_DA,
    "application.en": _APPLICATION_EN,
    "notification.da": _NOTIFICATION_DA,
    "notification.en": _NOTIFICATION_EN,
    "council-item.da": _ITEM_DA,
    "council-item.en": _ITEM_EN,
}


def letter(name: str) -> bytes:
    """The template of a letter, by its kind and language: ``application.da``."""
    made = _blank()
    for style, text in LETTERS[name]:
        if style == "table":
            _schedule(made, text.split("|"))
        elif text:
            made.add_paragraph(text, style)
        else:
            made.add_paragraph(style)
    return _finished(made)


def _schedule(made: Made, heads: list[str]) -> None:
    """A table with one row a step; ``{%tr %}`` are rows that only steer."""
    table = made.add_table(rows=4, cols=len(heads), style=styles.TABLE)
    table.autofit = False
    keys = ("step", "earliest", "latest", "date")
    for cell, head, key in zip(range(len(heads)), heads, keys, strict=True):
        table.rows[0].cells[cell].text = head
        table.rows[2].cells[cell].text = f"{{{{ row.{key} }}}}"
    styles.keep_row(table.rows[0], head=True)
    styles.keep_row(table.rows[2])
    table.rows[1].cells[0].text = "{%tr for row in schedule %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for column, width in zip(table.columns, (61, 33, 33, 33), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    made.add_paragraph("", "ressort small gap")


def _blank() -> Made:
    """An A4 page with our fonts and sizes."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level in range(1, styles.LEVELS + 2):
        _heading(made, f"Heading {level}", (15, 13, 11.5, 11, 11)[level - 1], 20 - 4 * level)
    _heading(made, "Title", 20, 0)
    _heading(made, "Subtitle", 11, 0)
    title = made.styles["Title"].element.pPr
    for border in title.xpath("./w:pBdr"):
        title.remove(border)
    made.styles["Subtitle"].font.italic = False
    made.styles["Subtitle"].font.color.rgb = styles.QUIET
    for name in ("List Bullet", "List Number"):
        made.styles[name].paragraph_format.space_after = Pt(3)
    styles.ensure(made)
    return made


def _heading(made: Made, name: str, size: float, before: float) -> None:
    from docx.oxml.ns import qn

    style = made.styles[name]
    style.font.size, style.font.color.rgb = Pt(size), _INK
    style.font.name, style.font.bold = "Calibri", name != "Subtitle"
    style.font.italic = False
    for fonts in style.element.xpath("./w:rPr/w:rFonts"):
        for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{each}"), None)
    look = style.paragraph_format
    look.space_before, look.space_after = Pt(max(before, 6)), Pt(4)


def _edge(made: Made) -> None:
    """The running title, and the page of how many."""
    section = made.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run("{{ short_title }}", "ressort small")
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.add_run("{{ municipality }}\t{{ page }} ")
    styles.field(foot, "PAGE", "1")
    foot.add_run(" {{ of }} ")
    styles.field(foot, "NUMPAGES", "1")
    for style in ("Header", "Footer"):
        made.styles[style].font.size = Pt(9)
        made.styles[style].font.color.rgb = styles.QUIET


def _finished(made: Made) -> bytes:
    paper.speak(made, "da")
    paper.sign(made, "", "da", DAY)
    return paper.packed(made)


def main() -> None:
    """Writes every template into the folder that is named."""
    folder = Path(sys.argv[1])
    (folder / "memo.docx").write_bytes(memo())
    for name in LETTERS:
        (folder / f"{name}.docx").write_bytes(letter(name))


if __name__ == "__main__":
    main()
