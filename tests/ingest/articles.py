"""One article of our own in every format, and a book to take it into."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx

import typst
from briefbook.sources.fingerprint import Cost, Key, file_of, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "What the harbour ferry costs the town"
FIRST = (
    "The Harbour Ferry Authority (HFA) carried 20,400 people in 2025, and its deficit grew to "
    "$1.2 million. Mayor Ann Lee said that “the boats have never been as full as they are now”."
)
SECOND = (
    "Fares cover 41 per cent of what the boats cost. The rest is paid by the Department of "
    "Harbours and Bridges, which sets the fares anew each January."
)
THIRD = "I believe that the town should keep its boats. Who would walk over the bridge in a storm?"
LEAD = "The council has asked for three reports on the matter by March 2026:"
ITEMS = ("one on the price of fuel", "one on the bridge", "one on the second boat")
RELATED = "Read more: Why the bridge was closed for 12 days"
LAST = "Tom Ray teaches the history of harbours at the college of the town."

PARAGRAPHS = [FIRST, SECOND, SECOND, THIRD, "\n".join([LEAD, *ITEMS]), LAST]
"""The running text as it is numbered, from 1; the second paragraph is printed twice."""

TEXT = "\n\n".join(
    [
        "| Welcome to the Harbour News",
        "Monday, June 1, 2026",
        TITLE,
        FIRST,
        SECOND,
        SECOND,
        RELATED,
        "Another matter",
        THIRD,
        LEAD,
        "\n".join(f"  • {item}" for item in ITEMS),
        LAST,
    ]
)

MARKDOWN = f"""\
---
title: {TITLE}
author: Tom Ray
date: 2026-02-03
---

# {TITLE}

{FIRST}

{SECOND}

{SECOND}

{RELATED}

## Another matter

{THIRD}

{LEAD}

- {ITEMS[0]}
- {ITEMS[1]}
- *{ITEMS[2]}*

{LAST}
"""

HTML = f"""\
<!DOCTYPE html>
<html lang="en"><head><title>{TITLE} | Harbour News</title>
<meta name="author" content="Tom Ray">
<meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2026-02-03T08:00:00+00:00">
</head><body>
<header><p>Monday, June 1, 2026</p></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/boats">Boats</a></li></ul></nav>
<article><h1>{TITLE}</h1>
<p>{FIRST}</p><p>{SECOND}</p><p>{SECOND}</p>
<p>Read more: <a href="/b">Why the bridge was closed for 12 days</a></p>
<h2>Another matter</h2>
<p>{THIRD}</p><p>{LEAD}</p>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul>
<p>{LAST}</p></article>
<footer><p>Copyright Harbour News</p></footer>
</body></html>
"""


def make_docx() -> bytes:
    """Return the article as a Word file."""
    document = docx.Document()
    document.core_properties.author = "Tom Ray"
    document.add_heading(TITLE, 0)
    for text in (FIRST, SECOND, SECOND, RELATED):
        document.add_paragraph(text)
    document.add_heading("Another matter", 1)
    document.add_paragraph(THIRD)
    document.add_paragraph(LEAD)
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph(LAST)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_pdf(folder: Path) -> bytes:
    """Return the article as a PDF of several pages with running heads and divided words."""
    items = "\n".join(f"- {item}" for item in ITEMS)
    parts = [FIRST, SECOND, SECOND, RELATED, "== Another matter", THIRD, LEAD, items, LAST]
    text = "\n\n".join(parts).replace("$", "\\$")
    (folder / "article.typ").write_text(
        '#set document(title: "untitled")\n'
        '#set page(width: 220pt, height: 200pt, margin: 24pt, numbering: "1",'
        " header: text(8pt)[Harbour News])\n"
        '#set text(size: 9pt, hyphenate: true, lang: "en")\n'
        "#set par(justify: true, spacing: 14pt)\n"
        "#show heading: set text(size: 11pt)\n"
        f"#text(size: 15pt)[{TITLE}]\n\n{text}\n",
        encoding="utf-8",
    )
    return bytes(typst.compile(folder / "article.typ"))


def cheap_key(folder: Path, source: str = "paper-2020") -> Key:
    """Put a fingerprint into a folder whose key costs nothing, so that others take it over."""
    key = Key(bytes(range(16)), Cost(n=2, r=1, p=1))
    folder.mkdir(parents=True, exist_ok=True)
    made = fingerprint(["One thing was said here by one person."], source_id=source, key=key)
    made.save(file_of(folder, source))
    return key
