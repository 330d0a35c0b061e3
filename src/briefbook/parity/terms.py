"""The definitions of terms at the end of a handout, compared with those on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.elements.base import SENTENCE_END
from briefbook.parity.words import short

if TYPE_CHECKING:
    from briefbook.parity.follow import Text
    from briefbook.parity.page import Page
    from briefbook.parity.pdf import Print
    from briefbook.parity.places import Places


def terms_end(
    page: Page, printed: Print, text: Text, at: int, places: Places
) -> tuple[int, list[str]]:
    """Return where the definitions end that begin at a position, and what is wrong with them."""
    heading = printed.kind(at)
    if not re.fullmatch(r"/H\d", heading.kind):
        return at, ["the PDF has no definitions of terms, which the page shows on each"]
    at = text.skip(heading.end)
    left = dict(page.cards)
    while left:
        found = next((a for a, (name, _) in left.items() if text.follow(at, name) > 0), None)
        if found is None:
            break
        name, meaning = left.pop(found)
        places.term(found, at)
        start = text.follow(at, name)
        first = SENTENCE_END.split(meaning, maxsplit=1)[0]
        end = text.follow(text.skip(start + (text.said[start : start + 1] == ":")), first)
        if end < 0:
            said = short(text.said[start + 1 : start + 200])
            what = f"'{name}' means '{short(first)}' on the page and '{said}' in the PDF"
            return len(text.said), [what]
        at = text.skip(end)
    missing = [f"the PDF does not define '{name}', as the page does" for name, _ in left.values()]
    return at, missing
