"""Elements whose lines do not begin at the margin: in a list, as code, or for no reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.elements.slips.page import closes

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbook.elements.slips.openings import Opening
    from briefbook.elements.slips.page import Page

LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+[.)])\s+")
_INDENTED = re.compile(r"(?P<indent>[ \t]+)(?P<text>:{3,}.*)")
_CODE = 4
"""From so many spaces on, what stands outside of a list is code."""


def take_out(page: Page, index: int, meant: Callable[[str], tuple[Opening, str] | None]) -> None:
    """Bring an element to the margin, and report it where the indentation means something else.

    ``meant`` returns the opening of an element that a line at the margin holds.
    """
    match = _INDENTED.fullmatch(page.lines[index])
    found = meant(match["text"]) if match else None
    if match is None or found is None:
        return
    opened, width = found[0], len(match["indent"].expandtabs(_CODE))
    if 0 < _content_of_list(page, index) <= width:
        name = f"{opened.kind} '{opened.rest}'" if opened.rest else f"the {opened.kind}"
        message = f"{name.replace('-line', ' line')} stands inside a list"
        remedy = "move it out, to where nothing is around it"
        page.note(index, "element-nested", message, remedy)
    elif width >= _CODE:
        message = f"'{match['text']}' is indented by four spaces or more, which makes it code"
        page.note(index, "fence", message, "begin its lines at the margin")
    _dedent(page, index, match["indent"], opened.mark)


def _content_of_list(page: Page, index: int) -> int:
    """Return how far the text of the list above a line is indented, or 0 where there is none."""
    for line in reversed(page.lines[:index]):
        if line.strip() and not line.startswith((" ", "\t")):
            match = LIST_ITEM.match(line)
            return match.end() if match else 0
    return 0


def _dedent(page: Page, first: int, indent: str, mark: str) -> None:
    """Bring the lines of an element to the margin, up to its end or to one that is there."""
    for index in range(first, len(page.lines)):
        line = page.lines[index]
        if line.strip() and not line.startswith(indent):
            return
        page.lines[index] = line.removeprefix(indent)
        if index > first and closes(page.lines[index], mark):
            return
