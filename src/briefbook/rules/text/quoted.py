"""Words between quotation marks: somebody else has said them."""

from __future__ import annotations

import re

_PAIRS = re.compile(
    r"“[^”]{0,4000}”"
    r"|«[^»]{0,4000}»"
    r'|(?<!\w)"[^"]{0,4000}"(?!\w)'
    # The closing mark is the apostrophe's: it closes where no letter follows.
    r"|(?<!\w)‘(?!\d\ds|tis\b|til\b)[^‘]{0,400}?\S’(?!\w)"
    r"|(?<!\w)'(?!\d\ds|tis\b|til\b)(?=\w)[^']{0,400}?(?:\w'\w[^']{0,400}?)*'(?!\w)"
)
BLANK = "\N{REPLACEMENT CHARACTER}"
"""Stands for each letter that somebody else has written."""


def spans(text: str) -> list[tuple[int, int]]:
    """Return the places of the quotations in a text, marks included."""
    return [match.span() for match in _PAIRS.finditer(text)]


def own_words(text: str) -> str:
    """Return a text of the same length in which nothing quoted can be read; breaks are kept."""
    return _PAIRS.sub(lambda match: re.sub(r"\S", BLANK, match[0]), text)
