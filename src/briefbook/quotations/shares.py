"""How much of each source the book quotes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.quotations.record import QuotationRecord


@dataclass(frozen=True)
class Share:
    """What a book quotes of one source.

    ``words`` counts each word of the source once, however often it is quoted; ``total`` is 0
    where the length of the source is not known.
    """

    source: str
    quotations: int
    verified: int
    words: int
    total: int

    @property
    def percent(self) -> float | None:
        """The share of the source's words, None where its length is not known."""
        return 100 * self.words / self.total if self.total else None


def shares(records: Iterable[QuotationRecord]) -> list[Share]:
    """Return what is quoted of each source, by its id."""
    found: defaultdict[str, list[QuotationRecord]] = defaultdict(list)
    for record in records:
        found[record.source].append(record)
    return [_share(source, found[source]) for source in sorted(found)]


def _share(source: str, records: list[QuotationRecord]) -> Share:
    placed: set[tuple[int, int]] = set()
    loose: dict[str, int] = {}
    for record in records:
        for paragraph, start, length in record.verdict.spans:
            placed.update((paragraph, word) for word in range(start, start + length))
        if not record.verdict.spans:
            loose[record.key] = record.verdict.length
    return Share(
        source=source,
        quotations=len(records),
        verified=sum(bool(record.verdict.spans) for record in records),
        words=len(placed) + sum(loose.values()),
        total=records[0].total,
    )
