"""The title of a brief: its first line of text, with one '#'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

RULE = "brief-title"
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*))?")
_UNSPACED = re.compile(r"(?P<marks>#{1,6})(?P<text>[^#\s].*)")
_TITLE = re.compile(r"\w.{1,100}[^.!:;,\s]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def mend_title(page: Page) -> None:
    """Report a title that is missing, empty or not written as one, and mend it."""
    lines = enumerate(page.lines[_front(page) :], _front(page))
    first = next((i for i, line in lines if _is_text(line)), None)
    if first is None:
        return
    for index, line in enumerate(page.lines[first:], first):
        if index in page.code:
            continue
        if match := _UNSPACED.fullmatch(line):
            _space(page, index, match)
            if len(match["marks"]) == 1 and index == first:
                return
        if heading := _HEADING.fullmatch(page.lines[index]):
            _judge(page, first, index, heading)
            return
        if page.lines[index].strip() and _is_underlined(page, index):
            return  # as good, if its line is one of "="; MyST speaks of the other
    _add(page, first)


def _front(page: Page) -> int:
    """Return the line after the front matter, of which MyST's own keys are still there."""
    if page.lines[0].rstrip() != "---":
        return 0
    ends = (i for i, line in enumerate(page.lines[1:], 2) if line.rstrip() in {"---", "..."})
    return next(ends, 0)


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not re.match(r"%|\([\w-]+\)=|\s*\{[^}]*\}\s*$", line)


def _is_underlined(page: Page, index: int) -> bool:
    following = page.lines[index + 1] if index + 1 < len(page.lines) else ""
    return bool(_UNDERLINE.fullmatch(following)) and not page.lines[index].lstrip().startswith(":")


def _space(page: Page, index: int, match: re.Match[str]) -> None:
    fixed = f"{match['marks']} {match['text']}"
    message = f"'{match[0]}' is no heading: a space is missing"
    page.note(index, RULE, message, f"write '{fixed}'")
    page.lines[index] = fixed


def _judge(page: Page, first: int, index: int, heading: re.Match[str]) -> None:
    """Report what is wrong with the first heading of a brief."""
    text = (heading["text"] or "").strip(" #")
    if not text:
        page.note(index, RULE, "the heading is empty", "write its words after the '#'")
        page.lines[index] = f"{heading['marks']} Heading"
    if len(heading["marks"]) == 1:
        return
    if index == first:
        message = f"the title is a heading of level {len(heading['marks'])}"
        page.note(index, RULE, message, f"write '# {text}'")
        page.lines[index] = f"# {text}"
        return
    _add(page, first)


def _add(page: Page, first: int) -> None:
    """Report a brief without a title, and give it one in an empty line above its text."""
    text = page.lines[first]
    if _TITLE.fullmatch(text) and page.lines[first + 1 : first + 2] == [""]:
        page.note(first, RULE, f"'{text}' is no title", f"write '# {text}'")
        page.lines[first] = f"# {text}"
        return
    remedy = "begin its text with a line '# Title'"
    page.note(first, RULE, "the brief has no title", remedy)
    if first:
        page.lines[first - 1] = "# Title"
