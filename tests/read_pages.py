# SPDX-License-Identifier: EUPL-1.2
"""A memo of a made result, and what its page is made of."""

from html.parser import HTMLParser

import made

from checker.formats.catalogue import render
from checker.report.express import express

LANGUAGES = ("en", "da")
VOID = {"meta", "br", "img"}
INLINE = {"a", "em", "span", "strong", "time"}


def document(language="da", *results):
    return express(results or [made.RESULT], language, made.sentence)


def report(format, language="da", *results):
    return render(document(language, *results), format, language)


class Page(HTMLParser):
    """What an HTML page is made of; ``broken`` holds the tags that do not match."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.broken, self.text = [], [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.broken.append(tag)

    def handle_data(self, data):
        self.text.append(data)

    def all(self, *tags):
        return [attrs for tag, attrs in self.tags if tag in tags]

    @property
    def said(self):
        return " ".join("".join(self.text).replace("\xa0", " ").split())


def html(language="da", *results):
    return Page(report("html", language, *results))
