"""Options between lines of ``---``: the other form that MyST reads, brought into the usual one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.elements.slips.page import NEUTRAL

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

_RULE = re.compile(r"---+\s*")
_KEY = re.compile(r"(?P<name>[^\s:#][^:]*?)\s*:(?:\s+(?P<value>.*))?")
_BLOCK = re.compile(r"[|>][-+]?\s*")


def unfold(page: Page, first: int, end: int) -> None:
    """Write the options between lines of ``---`` with colons; report where there is no second."""
    start = first + 1
    if start >= end or not _RULE.fullmatch(page.lines[start]):
        return
    stop = next((i for i in range(start + 1, end) if _RULE.fullmatch(page.lines[i])), None)
    if stop is None:
        message, remedy = "the options have no second line of ---", "write it below the last option"
        page.note(start, "element-option", message, remedy)
        stop = next((i for i in range(start + 1, end) if not _is_option(page.lines[i])), end)
    else:
        page.lines[stop] = NEUTRAL
    page.lines[start] = NEUTRAL
    above = start
    for index in range(start + 1, stop):
        line = page.lines[index]
        match = _KEY.fullmatch(line)
        if match:
            value = match["value"] or ""
            page.lines[index] = f":{match['name']}: {'' if _BLOCK.fullmatch(value) else value}"
            above = index
            continue
        if line.strip() and not line.lstrip().startswith("#"):
            page.lines[above] = f"{page.lines[above].rstrip()} {line.strip()}"
        page.lines[index] = NEUTRAL


def _is_option(line: str) -> bool:
    return not line.strip() or line[0].isspace() or _KEY.fullmatch(line) is not None
