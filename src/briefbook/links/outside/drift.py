"""Whether a page still has the words that the book quotes from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint import Quotation, QuotationError, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.links.outside.pages import Page

# A page with fewer words that runs scripts shows the rest later, or is a wall before the page.
_FEW = 80
_SPLIT = re.compile(r"-\s*\r?\n\s*")
_SHOWN = 8


def lost(page: Page, quotations: Iterable[str]) -> str | None:
    """Return the beginning of a quotation that a page no longer has, or None.

    None as well where the page cannot tell: its text is not at hand, not whole, or made by a
    script.  Words are compared as everywhere in a book, and must follow one another.
    """
    known = words(page.text)
    if not known or page.cut or (page.scripted and len(known) < _FEW):
        return None
    # A PDF breaks words at the end of a line, and does not say whether the hyphen is one.
    texts = [_row(known), _row(words(_SPLIT.sub("", page.text)))]
    for quotation in quotations:
        try:
            stretches = Quotation.parse(quotation).stretches
        except QuotationError:
            continue
        if not any(_follow(text, stretches) for text in texts):
            shown = quotation.split()
            return " ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
    return None


def _row(found: Iterable[str]) -> str:
    return f" {' '.join(found)} "


def _follow(text: str, stretches: Iterable[tuple[str, ...]]) -> bool:
    """Return whether all stretches stand in a text, one after the other."""
    at = 0
    for stretch in stretches:
        at = text.find(_row(stretch), at)
        if at < 0:
            return False
        at += 1
    return True
