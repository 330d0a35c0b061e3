"""JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.terms.formats.concept import Concept

COLUMNS = ("term", "abbreviations", "synonyms", "definition", "address", "used in")
SEPARATOR = "; "
FORMAT_VERSION = 1


def to_json(concepts: Iterable[Concept], language: str, base: str) -> str:
    """Return one object with the version of the format, the language and the list of terms."""
    terms = [
        {
            "id": concept.id,
            "term": concept.term,
            "abbreviations": list(concept.abbreviations),
            "synonyms": list(concept.synonyms),
            "definition": concept.definition,
            "address": base + concept.address,
            "usedIn": list(concept.used_in),
        }
        for concept in concepts
    ]
    whole = {"version": FORMAT_VERSION, "language": language, "terms": terms}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def to_csv(concepts: Iterable[Concept], language: str, base: str) -> str:
    """Return a table with a header row; several names in one cell stand apart by a semicolon.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    del language
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for concept in concepts:
        cells = (
            concept.term,
            SEPARATOR.join(concept.abbreviations),
            SEPARATOR.join(concept.synonyms),
            concept.definition,
            base + concept.address,
            SEPARATOR.join(concept.used_in),
        )
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells])
    return text.getvalue()
