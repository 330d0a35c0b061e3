"""Merges that git left to somebody: each is one finding, and the first version is read on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefbook.findings import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

RULE = "merge-conflict"
REMEDY = "keep one of the versions, and take the lines of <<<<<<<, ======= and >>>>>>> out"
MARK = re.compile(r"(?P<sign><|>|\|)(?P=sign){6} \S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")


class Conflict(NamedTuple):
    """The lines of one conflict, from 0 and without ``end``, and what its first version is."""

    start: int
    end: int
    kept: tuple[str, ...]


def conflicts(lines: list[str]) -> Iterator[Conflict]:
    """Yield what a merge has left in a text; a mark that stands alone is one as well."""
    code, index = "", 0
    while index < len(lines):
        fence = _FENCE.match(lines[index])
        if fence and (not code or fence[1].startswith(code)):
            code = "" if code else fence[1]
        if code or not MARK.match(lines[index]):
            index += 1
            continue
        found = _conflict(lines, index)
        yield found
        index = found.end


def _conflict(lines: list[str], start: int) -> Conflict:
    """Return the conflict that begins in a line."""
    kept: list[str] = []
    keeping = True
    for index in range(start + 1, len(lines) if lines[start].startswith("<") else 0):
        if lines[index].startswith("<<<<<<< "):
            break
        if lines[index].startswith(">>>>>>> "):
            return Conflict(start, index + 1, tuple(kept))
        keeping = keeping and not re.match(r"={7}\s*\Z|\|{7} ", lines[index])
        kept += [lines[index]] if keeping else []
    return Conflict(start, start + 1, ())


def settled(text: str) -> tuple[str, list[int]]:
    """Return a text with the first version of each conflict, and their lines, from 1.

    No line moves out of its place below a conflict.
    """
    lines = text.split("\n")
    found = list(conflicts(lines))
    for conflict in found:
        around = (*conflict.kept, *lines[conflict.end : conflict.end + 1])
        # An empty line would part the options of an element.
        filler = ":" if any(_OPTION.match(line) for line in around[:1]) else ""
        rest = conflict.end - conflict.start - len(conflict.kept)
        lines[conflict.start : conflict.end] = [*conflict.kept, *[filler] * rest]
    return "\n".join(lines), [conflict.start + 1 for conflict in found]


def _settle(app: Sphinx, docname: str, content: list[str]) -> None:
    del app
    content[0], places = settled(content[0])
    for line in places:
        message = "git has left two versions of a passage here, with its marks"
        report(RULE, message, REMEDY, location=(docname, line))


def setup(app: Sphinx) -> None:
    """Settle conflicts before anybody reads a text."""
    app.connect("source-read", _settle, priority=250)
