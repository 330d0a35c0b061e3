"""From the bytes of a file to an article with numbered paragraphs."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbook.ingest.article import UnreadableError
from briefbook.ingest.formats import docx, html, markdown, pdf, plain
from briefbook.ingest.paragraphs import number
from briefbook.ingest.sniff import decode, form_of
from briefbook.sources.fingerprint import words

if TYPE_CHECKING:
    from briefbook.ingest.article import Article, Paragraph

MOST_WORDS = 30_000
_NO_PAGES = {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"}
_LONGEST_WORD = 16  # letters on average; German has six


def read(  # noqa: PLR0913  # a file says as much of itself
    data: bytes,
    name: str = "",
    *,
    media_type: str = "",
    address: str = "",
    encoding: str = "",
    charset: str = "",
) -> tuple[Article, list[Paragraph]]:
    """Return the article in some bytes and its paragraphs; raises `UnreadableError`.

    ``name`` is the file's, ``media_type`` and ``charset`` are what a server says; the content
    counts more than they do.  ``encoding`` is what the person says, and counts most.
    """
    form = form_of(data, name, media_type) if not encoding else "text"
    if encoding:
        form = form_of(decode(data, encoding)[0].encode(), name, media_type)
    article = _article(form, data, address, encoding or _fitting(charset, data))
    if address:  # only a page is told its own; a PDF or a plain text has one too
        article = replace(article, address=address)
    paragraphs = number(article.blocks)
    count = sum(len(paragraph.whole.split()) for paragraph in paragraphs)
    texts = [paragraph.whole for paragraph in paragraphs]
    if sum(map(len, texts)) > _LONGEST_WORD * max(count, 1):
        message = (
            "is in a language that writes no spaces between words, so that none can be counted"
        )
        raise UnreadableError(message, "give a translation, and its source as another one")
    if not any(words(paragraph.whole) for paragraph in paragraphs if paragraph.number):
        raise UnreadableError("holds no running text", "give a file with the article's text")
    if count > MOST_WORDS:
        message = f"has {count:,} words, more than the {MOST_WORDS:,} that an article may have"
        raise UnreadableError(message, "give the part that the book is about")
    return article, paragraphs


def _article(form: str, data: bytes, address: str, encoding: str) -> Article:
    if form == "pdf":
        return pdf.read(data)
    if form == "docx":
        return docx.read(data)
    told = encoding or _declared(form, data)
    text, used = decode(data, told)
    remarks = []
    if used not in {"utf-8", "utf-8-sig", "utf-16", "utf-32"} and not told:
        remarks.append(f"the file is not UTF-8 and was read as {used}")
    if "\ufffd" in text:
        remarks.append("some characters could not be read")
    if form == "html":
        return html.read(text, remarks, address)
    return markdown.read(text, remarks) if form == "markdown" else plain.read(text, remarks)


def _declared(form: str, data: bytes) -> str:
    """Return the encoding that a page names, where it holds."""
    match = re.search(rb"charset\s*=\s*[\"']?([\w.:-]{2,40})", data[:4096])
    if form != "html" or match is None:
        return ""
    return _fitting(match[1].decode("ascii", "replace"), data)


def _fitting(name: str, data: bytes) -> str:
    """Return the name of an encoding, or nothing where the bytes are not in it.

    Bytes that are UTF-8 are that, since they hardly ever are by chance: servers often say another.
    """
    name = name.lower()
    name = "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii"} else name
    try:
        if codecs.lookup(name).name in _NO_PAGES:
            return ""
        data.decode(name)
    except (LookupError, UnicodeDecodeError, TypeError, ValueError):
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return name
    return "utf-8"
