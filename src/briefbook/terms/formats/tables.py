"""The glossary as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from briefbook.terms.formats.cells import guarded, joined
from briefbook.terms.formats.concept import concepts

if TYPE_CHECKING:
    from briefbook.exports.model import Book

COLUMNS = (
    "term",
    "abbreviations",
    "synonyms",
    "kind",
    "definition",
    "see also",
    "sources",
    "accessed",
    "address",
    "used in",
)
"""The columns of the table, in their order."""
READ = COLUMNS[:7]
"""Those that are taken in; the build finds out the others."""


def to_csv(book: Book) -> str:
    """Return a table with a header row; several names in one cell stand apart by a semicolon.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    found = concepts(book)
    headwords = {concept.id: concept.term for concept in found}
    for concept in found:
        cells = (
            concept.term,
            joined(concept.abbreviations),
            joined(concept.synonyms),
            concept.kind,
            concept.definition,
            joined(headwords[other] for other in concept.related),
            joined(source.id for source in concept.sources),
            joined(source.accessed or "unknown" for source in concept.sources),
            concept.address,
            joined(place.title for place in concept.used_in),
        )
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue()
