"""How a brief is cited: in words, as BibTeX, as RIS and in the head of its page."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefbook.dates import show_date
from briefbook.exports import addresses

if TYPE_CHECKING:
    from briefbook.exports.model import Book, Brief

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, whether a backslash stands before them or not.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def edition(brief: Brief) -> str:
    """Return the day of the newest edition, as YYYY-MM-DD."""
    return max([brief.issued, *(change.date for change in brief.changes)])


def first_edition(brief: Brief) -> str:
    """Return the day of the first edition, as YYYY-MM-DD."""
    return min([brief.issued, *(change.date for change in brief.changes)])


def in_words(book: Book, brief: Brief) -> str:
    """Return one line that cites a brief."""
    day = show_date(date.fromisoformat(edition(brief)))
    text = f"{book.publisher}, “{brief.title}”, Brief {brief.number}, {book.title}, {day}"
    address = addresses.absolute(book, brief.address)
    return f"{_ended(text)} {address}" if address else _ended(text)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def bibtex(book: Book, brief: Brief) -> str:
    """Return the BibTeX entry of a brief, in UTF-8."""
    year, month, _ = edition(brief).split("-")
    address = addresses.absolute(book, brief.address)
    fields = {
        "author": f"{{{_tex(book.publisher)}}}",
        "title": f"{{{_tex(brief.title)}}}",
        "institution": _tex(book.publisher),
        "type": "Policy brief",
        "number": str(brief.number),
        "year": year,
        "series": _tex(book.title),
        "note": f"Edition of {edition(brief)}",
        **({"url": address} if address else {}),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    lines.insert(6, f"  month = {_MONTHS[int(month) - 1]},")
    return "\n".join([f"@techreport{{{_key(brief)},", *lines, "}", ""])


def ris(book: Book, brief: Brief) -> str:
    """Return the RIS record of a brief; its lines end as the format demands."""
    day = edition(brief).replace("-", "/")
    address = addresses.absolute(book, brief.address)
    pairs = [
        ("TY", "RPRT"),
        ("TI", brief.title),
        ("AU", book.publisher),
        ("PY", day[:4]),
        ("DA", day),
        ("PB", book.publisher),
        ("T2", book.title),
        ("SN", f"Brief {brief.number}"),
        ("AB", brief.question),
        *(("KW", topic) for topic in brief.topics),
        ("LA", book.language),
        *([("UR", address)] if address else []),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(text)}\r\n" for tag, text in pairs)


def meta_tags(book: Book, brief: Brief) -> list[tuple[str, str]]:
    """Return the Highwire tags of a brief's page, which reference managers and Scholar read."""
    pdf = addresses.absolute(book, brief.handouts[0].address) if brief.handouts else ""
    pairs = [
        ("citation_title", brief.title),
        ("citation_author", book.publisher),
        ("citation_publication_date", edition(brief).replace("-", "/")),
        ("citation_technical_report_institution", book.publisher),
        ("citation_technical_report_number", str(brief.number)),
        ("citation_language", book.language),
        ("citation_keywords", "; ".join(brief.topics)),
        ("citation_public_url", addresses.absolute(book, brief.address)),
        ("citation_pdf_url", pdf),
    ]
    return [(name, text) for name, text in pairs if text]


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(brief: Brief) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", brief.slug.lower()).strip("-")
    return f"{words or 'brief'}-{edition(brief)[:4]}"
