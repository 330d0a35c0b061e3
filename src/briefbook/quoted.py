"""How much a book quotes of each source; reads exports, and knows nothing of Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADERS = ("Quoted source", "Quotations", "Verified", "Words", "Share")


def as_data(book: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what is quoted of each source as JSON data, by the id of the source."""
    return [
        {"source": source["id"], **source["quoted"]}
        for source in book["sources"]
        if source["quoted"]
    ]


def as_text(book: Mapping[str, Any]) -> str:
    """Return the same as a table with a line above it, or nothing where nothing is quoted."""
    rows = [_row(entry) for entry in as_data(book)]
    if not rows:
        return ""
    cells = [HEADERS, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADERS))]
    return "\n" + "".join(f"{_line(row, widths)}\n" for row in cells)


def _row(entry: Mapping[str, Any]) -> tuple[str, ...]:
    total = entry["total"]
    share = f"{100 * entry['words'] / total:.1f} % of {total}" if total else "–"
    numbers = (entry["quotations"], entry["verified"], entry["words"])
    return (entry["source"], *map(str, numbers), share)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    shown = [row[0].ljust(widths[0])]
    shown += [text.rjust(width) for text, width in zip(row[1:-1], widths[1:-1], strict=True)]
    return "  ".join([*shown, row[-1]]).rstrip()
