"""Every file that is exported, by its path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefbook.exports import citation, feed, model
from briefbook.terms.formats.files import glossary_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbook.exports.model import Book

BRIEFS, BRIEFS_SCHEMA = "briefs.json", "briefs.schema.json"
FRONT_MATTER_SCHEMA = "front-matter.schema.json"


def exported(book: Book, front_matter: Mapping[str, object]) -> dict[str, str]:
    """Return the text of each file; ``front_matter`` is the schema of the book's front matter."""
    found = {
        BRIEFS: as_json(book.model_dump(mode="json", by_alias=True)),
        BRIEFS_SCHEMA: as_json(model.schema()),
        FRONT_MATTER_SCHEMA: as_json(front_matter),
        feed.NAME: feed.feed(book),
        **glossary_files(book),
    }
    for brief in book.briefs:
        found[bibtex_path(brief.slug)] = citation.bibtex(book, brief)
        found[ris_path(brief.slug)] = citation.ris(book, brief)
    return found


def bibtex_path(slug: str) -> str:
    """Return where the BibTeX of a brief is."""
    return f"cite/{slug}.bib"


def ris_path(slug: str) -> str:
    """Return where the RIS of a brief is."""
    return f"cite/{slug}.ris"


def as_json(value: object) -> str:
    """Return JSON as it is written to files."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
