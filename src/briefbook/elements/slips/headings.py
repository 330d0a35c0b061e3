"""The title of a brief: its first line of text, with one '#'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

RULE = "brief-title"
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*))?")
_UNSPACED = re.compile(r"(?P<marks>#{2,6})(?P<text>[^#\s].*)")
_HASHTAG = re.compile(r"(?P<marks>#)(?P<text>[^#\s].*)")
_UNSEEN = re.compile("^ {0,3}[\u00a0\u200b-\u200f\u2060\ufeff]+ *(?=#)")
_TITLE = re.compile(r"\w.{1,100}[^.!:;,\s]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def mend_headings(page: Page) -> None:
    """Report what was meant to be a heading and is none, and mend it."""
    for index, line in enumerate(page.lines):
        if index in page.code:
            continue
        plain = _UNSEEN.sub("", line).replace("\N{NO-BREAK SPACE}", " ")
        if plain != line and _HEADING.fullmatch(plain):
            message = "the heading holds a character that cannot be seen and makes it none"
            page.note(index, RULE, message, f"type it anew: '{plain}'")
            page.lines[index] = plain
        elif match := _UNSPACED.fullmatch(line):
            _space(page, index, match)
        elif (match := _HEADING.fullmatch(line)) and not (match["text"] or "").strip(" #"):
            page.note(index, RULE, "the heading is empty", "write its words after the '#'")
            page.lines[index] = f"{match['marks']} Heading"


def mend_title(page: Page) -> None:
    """Report a title that is missing or not written as one, and mend it."""
    lines = enumerate(page.lines[_front(page) :], _front(page))
    first = next((i for i, line in lines if _is_text(line)), None)
    if first is None:
        return
    for index, line in enumerate(page.lines[first:], first):
        if index in page.code:
            continue
        if (match := _HASHTAG.fullmatch(line)) and index == first:
            _space(page, index, match)
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
    if len(heading["marks"]) == 1:
        if index != first:
            page.note(first, RULE, "text stands above the title", "move it below the title")
        return
    if index == first:
        message = f"the title is a heading of level {len(heading['marks'])}"
        page.note(index, RULE, message, f"write '# {text}'")
        page.lines[index] = f"# {text}"
        return
    _add(page, first)


def _add(page: Page, first: int) -> None:
    """Report a brief without a title, and give it one in an empty line above its text."""
    text = page.lines[first].strip("*_ ")
    if _TITLE.fullmatch(text) and page.lines[first + 1 : first + 2] == [""]:
        page.note(first, RULE, f"'{page.lines[first]}' is no title", f"write '# {text}'")
        page.lines[first] = f"# {text}"
        return
    remedy = "begin its text with a line '# Title'"
    page.note(first, RULE, "the brief has no title", remedy)
    if first:
        page.lines[first - 1] = "# Title"
