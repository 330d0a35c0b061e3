"""The lines of a brief while its slips are mended."""

from __future__ import annotations

import re
from typing import NamedTuple

FENCE = re.compile(r" {0,3}(?P<mark>:{3,}|`{3,}|~{3,})(?P<info>.*)")
NEUTRAL = ":"
"""A line among options that says nothing."""


class Slip(NamedTuple):
    """One finding: its line, from 1, its rule, what is wrong, and what to do.

    ``later`` says that a draft may leave it for later.
    """

    line: int
    rule: str
    message: str
    remedy: str
    later: bool = False


class Page:
    """A text as lines, counted from 0, with the slips found in it.

    ``code`` holds the lines of code, in which nothing is mended, ``ends`` the line of the end of
    each element's fence by that of its opening, and ``faults`` the options that were reported, by
    the line, from 1, of their element.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.slips: list[Slip] = []
        self.code: set[int] = set()
        self.ends: dict[int, int] = {}
        self.faults: dict[int, frozenset[str]] = {}

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return "\n".join(self.lines)

    def note(
        self, index: int, rule: str, message: str, remedy: str, *, later: bool = False
    ) -> None:
        """Note a slip in a line, counted from 0."""
        self.slips.append(Slip(index + 1, rule, message, remedy, later))

    def fault(self, index: int, option: str) -> None:
        """Note that an option of the element that opens in a line was reported."""
        known = self.faults.get(index + 1, frozenset())
        self.faults[index + 1] = known | {option}

    def is_blank(self, index: int) -> bool:
        """Return whether a line holds nothing."""
        return not self.lines[index].strip()


def closes(line: str, mark: str) -> bool:
    """Return whether a line ends the fence that begins with ``mark``."""
    found = FENCE.fullmatch(line)
    return (
        found is not None
        and not found["info"].strip()
        and found["mark"][0] == mark[0]
        and len(found["mark"]) >= len(mark)
    )


def end_of(page: Page, first: int, mark: str) -> int | None:
    """Return the line that ends the fence which begins in line ``first``, or None."""
    for index in range(first + 1, len(page.lines)):
        if index not in page.code and closes(page.lines[index], mark):
            return index
    return None
