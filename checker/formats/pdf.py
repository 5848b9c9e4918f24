"""The memo as PDF, from the same page as the HTML: numbered pages, tagged for readers."""

from __future__ import annotations

from checker.errors import UsageError
from checker.page import templates
from checker.report.report import Options, Report
from checker.report.wording import Language

VARIANT = "pdf/ua-1"


def pdf(document: Report, language: Language, options: Options) -> bytes:
    """The HTML memo as a tagged PDF (PDF/UA-1); a template of one's own is one for HTML.

    A memo is whole in itself: nothing that a template names is fetched, but a picture may stand
    in it as ``data:``.

    Raises UsageError where the system's libpango is missing, and as ``templates.html`` does.
    """
    page = "".join(templates.html(document, language, options))
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # the package is there, the library that it loads is not
        raise UsageError("no-pango", detail=" ".join(str(error).split())[:120]) from error
    made = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
        pdf_variant=VARIANT
    )
    assert isinstance(made, bytes)
    return made
