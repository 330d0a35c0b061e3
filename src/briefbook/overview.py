"""The state of every brief in one row; reads exports, and knows nothing of Sphinx."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHORT = {
    "confirmed": "conf.",
    "corrected": "corr.",
    "contested": "cont.",
    "unverifiable": "unver.",
    "opinion": "opin.",
}
"""Verdicts as a table has room for them."""
HEADERS = ("Brief", "Status", "Words", "Pages", "Judgements", "Claims", "Quotations", "Review")
VERIFIED = "verified"
NUMERIC = {"Words", "Pages", "Judgements"}


@dataclass(frozen=True)
class Row:
    """One brief: ``pages`` of its handout, None where none was built; ``claims`` by verdict.

    Of its ``quotations``, ``verified`` stand word for word in their source.  ``days`` are those
    until the review is due, below zero when it is overdue.
    """

    number: int
    title: str
    file: str
    status: str
    words: int
    pages: int | None
    judgements: int
    claims: dict[str, int]
    quotations: int
    verified: int
    review_by: str
    days: int


def rows(book: Mapping[str, Any], pages: Mapping[str, int], today: date) -> list[Row]:
    """Return a row for each brief of an export; ``pages`` has those of each handout, by slug."""
    return [_row(book, brief, pages.get(brief["slug"]), today) for brief in book["briefs"]]


def _row(book: Mapping[str, Any], brief: Mapping[str, Any], pages: int | None, today: date) -> Row:
    elements: list[dict[str, Any]] = brief["elements"]
    quoted = [item["status"] for item in book["quotations"] if item["file"] == brief["file"]]
    verdicts = Counter(e["verdict"] or "none" for e in elements if e["kind"] == "claim")
    return Row(
        number=brief["number"],
        title=brief["title"],
        file=brief["file"],
        status=brief["status"],
        words=brief["words"],
        pages=pages,
        judgements=sum(element["kind"] == "judgement" for element in elements),
        claims=dict(sorted(verdicts.items())),
        quotations=len(quoted),
        verified=quoted.count(VERIFIED),
        review_by=brief["review-by"],
        days=(date.fromisoformat(brief["review-by"]) - today).days,
    )


def as_data(found: Sequence[Row], today: date) -> dict[str, Any]:
    """Return the rows as JSON data."""
    return {"version": 1, "today": today.isoformat(), "briefs": [asdict(row) for row in found]}


def as_text(found: Sequence[Row], width: int = 0) -> str:
    """Return the rows as a table, or as a list where it is wider than ``width``, if that is given.

    A terminal would break the lines of a table that it has no room for.
    """
    cells = [_cells(row) for row in found]
    widths = [max(map(len, column)) for column in zip(HEADERS, *cells, strict=True)]
    if width and sum(widths) + 2 * len(widths) - 2 > width:
        return "\n".join("".join(f"{line}\n" for line in _listed(row)) for row in cells)
    return "".join(f"{_line(row, widths)}\n" for row in (HEADERS, *cells))


def _listed(row: Sequence[str]) -> Iterator[str]:
    """Yield the lines of one brief, each with the name of what it says."""
    yield row[0]
    longest = max(map(len, HEADERS))
    for name, text in zip(HEADERS[1:], row[1:], strict=True):
        yield f"   {name.ljust(longest)}  {text}"


def _cells(row: Row) -> tuple[str, ...]:
    claims = ", ".join(f"{count} {SHORT.get(name, name)}" for name, count in row.claims.items())
    total = sum(row.claims.values())
    return (
        f"{row.number}  {row.file.rsplit('/', 1)[-1].removesuffix('.md')}",
        row.status,
        str(row.words),
        "–" if row.pages is None else str(row.pages),
        str(row.judgements),
        f"{total}: {claims}" if total else "0",
        f"{row.verified} of {row.quotations} verified" if row.quotations else "0",
        _due(row.days),
    )


def _due(days: int) -> str:
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return "today" if days == 0 else f"in {count}" if days > 0 else f"{count} overdue"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    shown = [
        text.rjust(width) if name in NUMERIC else text.ljust(width)
        for name, text, width in zip(HEADERS, row, widths, strict=True)
    ]
    return "  ".join(shown).rstrip()
