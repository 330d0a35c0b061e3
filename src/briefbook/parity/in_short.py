"""Notes that a handout prints in short, and what of them it must say and lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.parity.words import even

if TYPE_CHECKING:
    from briefbook.parity.page import Page
    from briefbook.sources import Span


def put_in_short(page: Page, document: nodes.document) -> None:
    """Give the notes of a page the words that its handout has for them."""
    for note in document.findall(nodes.footnote):
        spans: tuple[Span, ...] = note.get("in_short", ())
        said = even("".join(span.text for span in spans))
        links = sum(bool(span.url) for span in spans)
        for ident in note["ids"]:
            if said and ident in page.notes:
                page.notes[ident] = page.notes[ident]._replace(in_short=said, links_in_short=links)
