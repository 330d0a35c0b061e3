"""The files of the glossary by their names, for the site and for the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.terms.formats.exchange import to_skos, to_tbx
from briefbook.terms.formats.record import schema_text, to_json
from briefbook.terms.formats.tables import to_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbook.exports.model import Book

WRITERS: dict[str, Callable[[Book], str]] = {
    "csv": to_csv,
    "json": to_json,
    "skos": to_skos,
    "tbx": to_tbx,
}
"""What writes each format."""
NAMES = {
    "csv": "glossary.csv",
    "json": "glossary.json",
    "skos": "glossary.ttl",
    "tbx": "glossary.tbx",
}
SCHEMA = "glossary.schema.json"


def glossary_files(book: Book) -> dict[str, str]:
    """Return the text of each file; a book without a glossary has none."""
    if not book.terms:
        return {}
    return {NAMES[name]: write(book) for name, write in WRITERS.items()} | {SCHEMA: schema_text()}
