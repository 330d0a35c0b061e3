"""Words that hedge without saying how much."""

from __future__ import annotations

import re

# "May" with a capital is the month.
WORDS = (
    r"could(?!\s+not\b)",
    r"(?-i:may)(?=\s+(?:\w+ly\s+|not\s+|well\s+|also\s+|yet\s+|still\s+)?[a-z]+\b)",
    r"might",
    (
        r"(?:cannot|can\s+not|can[’']t|could\s+not|couldn[’']t)\s+(?:be\s+)?"
        r"(?:ruled?\s+out|excluded?|discount(?:ed)?|dismiss(?:ed)?)"
    ),
    r"perhaps",
    r"possibly",
    r"conceivabl[ey]",
    r"potentially",
    r"arguably",
    r"it\s+is\s+possible\s+that",
    r"(?:there\s+is\s+)?a\s+(?:possibility|chance)\s+that",
    r"it\s+(?:seems|appears)\s+(?:that|likely|to)",
    r"some\s+(?:analysts|observers|experts|people|critics)",
    r"it\s+is\s+(?:believed|thought|said|widely\s+held)",
)
_WEASEL = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def weasels(text: str) -> list[tuple[str, int]]:
    """Return the hedging words of a text outside its quotations, each with its place."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [
        (" ".join(match[0].split()), match.start())
        for match in _WEASEL.finditer(text)
        if not any(a <= match.start() < b for a, b in quoted)
    ]
