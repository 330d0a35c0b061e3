"""The addresses in a style sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Comments and plain strings come first, so that an address inside them is passed over.
_TOKEN = re.compile(
    r"""
      /\*.*?(?:\*/|\Z)
    | @namespace\b[^;]*+;?
    | @import\s*+(?P<import>"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+')
    | \burl\(\s*+(?P<url>"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'
                    |(?:\\[0-9a-f]{1,6}\s?|\\.|[^\\"'()\s])*+)\s*+\)
    | "(?:\\.|[^"\\\n])*+" | '(?:\\.|[^'\\\n])*+'
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\r?\n|(.))", re.DOTALL)
_LAST_CHARACTER = 0x10FFFF


def addresses(css: str) -> Iterator[tuple[str, int]]:
    """Yield each address of ``url()`` and ``@import``, with its line counted from 1."""
    line, counted = 1, 0
    for match in _TOKEN.finditer(css):
        written = match["import"] or match["url"]
        if not written:
            continue
        line += css.count("\n", counted, match.start())
        counted = match.start()
        if written[0] in "\"'":
            written = written[1:-1]
        yield _ESCAPE.sub(_unescape, written), line


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        surrogate = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004  # Unicode's own limits
        return "\ufffd" if surrogate or not 0 < number <= _LAST_CHARACTER else chr(number)
    return match[2] or ""
