"""The lines of a PDF as they are printed: their text, their place, their size."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefbook.ingest.extra import need
from briefbook.ingest.formats.raised import as_power

if TYPE_CHECKING:
    from collections.abc import Iterator

HYPHEN = "\ufffe\x02\u00ad"
_DIGITS = re.compile(r"(?<!^)(?<!\d)\d{1,6}(?!\d)")
_RAISED = 0.45  # of the size, from the foot of the line: a digit on the line stands at about 0.2


@dataclass(frozen=True)
class Line:
    """One printed line, or several where a word was divided between them.

    Left, right, the base of the first of them and of the last, and the size are in points.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    foot: float
    size: float


def lines_of(document: Any, number: int) -> Iterator[Line]:  # noqa: ANN401  # the library ships no types
    """Yield the lines of a page in the order in which they are to be read."""
    page = document[number]
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    placed = text_page.count_chars() == len(text)
    start = 0
    for row in text.split("\r\n"):
        words = row.strip(" \t")
        if words.strip():
            first = start + row.index(words[0])
            last = start + len(row.rstrip(" \t" + HYPHEN)) - 1
            if placed:
                last = max(first, last)
                words = _without_numbers(text_page, words, first)
                yield _line(text_page, number, words, first, last)
            else:
                yield Line(words, number, 0.0, 0.0, 0.0, 0.0, 0.0)
        start += len(row) + 2
    text_page.close()
    page.close()


def _line(text_page: Any, number: int, words: str, first: int, last: int) -> Line:  # noqa: ANN401  # as above
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    _, foot, right, _ = text_page.get_charbox(last, loose=True)
    size = _size(text_page, first, top - bottom)
    return Line(words, number, left, right, bottom, foot, size)


def _size(text_page: Any, index: int, height: float) -> float:  # noqa: ANN401  # as above
    raw = need("pypdfium2.raw")
    size = float(raw.FPDFText_GetFontSize(text_page.raw, ctypes.c_int(index)))
    # A size of 1 is scaled by what surrounds it.
    return max(size if size > 1 else height, 1.0)


def _without_numbers(text_page: Any, words: str, first: int) -> str:  # noqa: ANN401  # as above
    """Return a line without the raised numbers of notes, and with powers as signs of their own."""

    def read(match: re.Match[str]) -> str:
        begin = match.start()
        foot = text_page.get_charbox(first + begin - 1, loose=True)
        limit = foot[1] + _RAISED * _size(text_page, first + begin - 1, foot[3] - foot[1])
        digits = match[0]
        up = [text_page.get_charbox(first + begin + at)[1] > limit for at in range(len(digits))]
        level = up.index(True) if True in up else len(digits)
        if level == 0:
            return digits if words[begin - 1].isspace() else ""
        return digits[:level] + as_power(digits[:level], digits[level:])

    return _DIGITS.sub(read, words)
