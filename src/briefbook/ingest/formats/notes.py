"""Notes at the foot of a printed page: told from the running text that they interrupt."""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.ingest.formats.printed import Line

_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=\D)")
_SMALLER = 0.92  # of the size of the running text


def apart(printed: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines of the running text, and the text of each note.

    Notes are set smaller, begin with a number or a sign, and stand at the foot of a page or of a
    column: what follows them begins higher up.
    """
    if not printed:
        return [], []
    most = _SMALLER * median(line.size for line in printed)
    runs = [list(run) for _, run in groupby(printed, lambda line: (line.page, line.size < most))]
    body: list[Line] = []
    notes: list[str] = []
    for run, following in zip(runs, [*runs[1:], []], strict=True):
        last = not following or following[0].page != run[0].page
        ends = last or following[0].base > run[0].base
        if run[0].size < most and ends and _MARK.match(run[0].text):
            notes += _joined(run)
        else:
            body += run
    return body, notes


def _joined(run: Sequence[Line]) -> list[str]:
    found: list[str] = []
    for line in run:
        text = line.text.strip()
        if not found or _MARK.match(text):
            found.append(_MARK.sub("", text, count=1))
        else:
            found[-1] = f"{found[-1]} {text}"
    return [text for text in found if text]
