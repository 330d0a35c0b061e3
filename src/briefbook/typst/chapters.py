"""What stands in the printed book, in which order, and what the handouts are called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.typst.volumes import content_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.typst.order import Place
    from briefbook.typst.translate import Translation


def chapters_of(
    places: Sequence[Place], translations: Mapping[str, Translation]
) -> list[dict[str, Any]]:
    """Return the documents with the level of their headings: never two below the one before."""
    found: list[dict[str, Any]] = []
    offsets: list[int] = []  # heading level above the documents, by depth in the tables of contents
    for place in places:
        translation = translations.get(place.docname)
        if translation is None:
            continue
        depth = max(place.depth - 1, 0)  # the root document is a chapter like its children
        del offsets[depth + 1 :]
        while len(offsets) <= depth:
            offsets.append(offsets[-1] if offsets else 0)
        offset = offsets[depth]
        offsets.append(offset + 1 if translation.has_heading else offset)
        found.append(
            {
                "doc": place.docname,
                "title": translation.title,
                "path": f"/{content_file(place.docname)}",
                "offset": offset,
                "brief": translation.is_brief,
            }
        )
    return found


def handout_name(translation: Translation, taken: set[str]) -> str:
    """Return a handout's file name without suffix, as its page links to it where it says so."""
    given = str(translation.masthead.get("handout", "") or "")
    name = Path(given).stem if given else translation.docname.rsplit("/", 1)[-1]
    return name if name not in taken else translation.docname.replace("/", "-")
