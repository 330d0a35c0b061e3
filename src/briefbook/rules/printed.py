"""Handouts that fit the sheets on which they are handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import Phase, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.rules.book import Book, Printed
    from briefbook.rules.settings import Settings


@rule(Severity.ERROR, Phase.PRINTED, wanted=2, most=4)
def check_handout_pages(book: Book, settings: Settings) -> Iterator[Problem]:
    """A handout of more than four pages; a hint where it has more than two."""
    wanted, most = settings.number("wanted"), settings.number("most")
    for handout in _longest(book):
        if handout.pages <= wanted:
            continue
        severity = None if handout.pages > most else Severity.HINT
        message = f"the handout has {handout.pages} pages on {handout.paper}"
        remedy = f"{wanted} are wanted, and {most} are the most"
        yield Problem(handout.docname, 1, message, remedy, severity)


def _longest(book: Book) -> Iterator[Printed]:
    """Yield each brief's handout on the paper on which it is longest."""
    found: dict[str, Printed] = {}
    for handout in book.handouts:
        before = found.get(handout.docname)
        if before is None or handout.pages > before.pages:
            found[handout.docname] = handout
    yield from found.values()
