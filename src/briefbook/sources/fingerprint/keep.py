"""From a text to a file among the fingerprints of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.sources.fingerprint.make import fingerprint
from briefbook.sources.fingerprint.shelf import file_of, key_for
from briefbook.sources.fingerprint.text import split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefbook.sources.fingerprint.model import Fingerprint
    from briefbook.sources.fingerprint.runs import Tell


def keep(  # noqa: PLR0913  # a fingerprint has these parts
    folder: Path,
    source_id: str,
    text: str,
    *,
    partial: bool = False,
    note: str = "",
    phrases: Iterable[str] = (),
    tell: Tell | None = None,
) -> tuple[Fingerprint, Path]:
    """Write the fingerprint of a text into a folder; return it and its file.

    ``phrases`` are the quotations of the book from this source: their short parts are confirmed.
    The key is that of the fingerprints that are there already; ``tell`` hears how far it has come.
    Raises what `fingerprint` raises, and OSError.
    """
    paragraphs, numbers = split(text)
    made = fingerprint(
        paragraphs,
        source_id=source_id,
        key=key_for(folder),
        numbers=numbers,
        partial=partial,
        note=note,
        phrases=phrases,
        tell=tell,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = file_of(folder, source_id)
    made.save(path)
    return made, path
