"""Where the fence of an element ends, and what to do where it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.elements.slips.openings import opening
from briefbook.elements.slips.page import FENCE, closes, end_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.slips.page import Page

_NEARLY = re.compile(r"\s*(?:(?::{2,}|`{3,}|~{3,})\s*|:{2,}\s*(?:end\b|/).*)", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s")
_GLUED = re.compile(r"(?P<text>.*[^:\s])\s*:::+\s*")


def mend_fences(page: Page) -> None:
    """Report and mend the elements that do not end, and ends of nothing."""
    ends: set[int] = set()
    index = 0
    while index < len(page.lines):
        if index in page.code or index in ends:
            index += 1
            continue
        if opening(page.lines[index]):
            end = _end(page, index)
            page.ends[index] = end
            ends.add(end)
        else:
            _pass(page, index, ends)
        index += 1


def _pass(page: Page, index: int, ends: set[int]) -> None:
    """Pass over another fence, or over a line that ends none."""
    match = FENCE.fullmatch(page.lines[index])
    if match is None or match["mark"][0] != ":":
        return
    if page.lines[index].startswith(" "):
        return  # perhaps of a list
    if match["info"].strip():
        ends.add(_end_of_other(page, index, match["mark"]))
        return
    message = f"this '{match['mark']}' closes nothing"
    page.note(index, "fence", message, "take it out")
    page.lines[index] = ""


def _end_of_other(page: Page, first: int, mark: str) -> int:
    """Return the line that ends a fence which is no element's; make one where there is none."""
    end = end_of(page, first, mark)
    for index in range(first + 1, len(page.lines) if end is None else end):
        inner = opening(page.lines[index])
        if index in page.code:
            continue
        if inner is None:
            if (last := _end_around_other(page, first, index, mark)) is not None:
                return last
            continue
        if len(inner.mark) < len(mark):
            continue
        last = _end_around(page, index, inner.mark, mark)
        if last is None:
            return _make_end(page, first, index, mark)
        return _widen(page, first, index, last, inner.mark)
    return _without_end(page, first, mark) if end is None else end


def _without_end(page: Page, first: int, mark: str) -> int:
    """Return the end made for a fence of another directive; one around elements is taken out."""
    for index in _own_lines(page, first, len(page.lines)):
        if _HEADING.match(page.lines[index]):
            return _make_end(page, first, index, mark)
        if _NEARLY.fullmatch(page.lines[index]):
            break
        if opening(page.lines[index]):
            page.note(first, "fence", _unclosed(page, first), _closing(mark))
            page.lines[first] = ""
            return first
    return _make_end(page, first, len(page.lines), mark)


def _widen(page: Page, first: int, inner: int, last: int, mark: str) -> int:
    """Report a fence around another with as many marks, and return where it ends."""
    wider = mark[0] + mark
    opened = page.lines[first].strip()
    message = f"'{opened}' stands around '{page.lines[inner].strip()}' in line {inner + 1}"
    remedy = f"give it one mark more: {wider}, at its end in line {last + 1} as well"
    page.note(first, "fence", message, remedy)
    page.lines[first] = wider + opened.lstrip(mark[0])
    page.lines[last] = wider
    return last


def _end(page: Page, first: int) -> int:
    """Return the line that ends an element; where there is none, report it and make one."""
    found = opening(page.lines[first])
    assert found is not None  # noqa: S101  # asked for openings alone
    mark = found.mark
    for index in range(first + 1, len(page.lines)):
        line = page.lines[index]
        if index in page.code:
            continue
        if closes(line, mark):
            return index
        inner = opening(line)
        if inner is None:
            last = _end_around_other(page, first, index, mark)
            if last is not None:
                return last
            continue
        last = _end_around(page, index, inner.mark, mark)
        if last is None:
            return _make_end(page, first, index, mark)
        # It is reported where it stands in the other; that can only be seen if both have ends.
        wider = mark[0] * max(len(mark), len(inner.mark) + 1)
        page.lines[first] = str(found._replace(mark=wider))
        page.lines[last] = wider
        return last
    return _make_end(page, first, len(page.lines), mark)


def _end_around_other(page: Page, first: int, index: int, mark: str) -> int | None:
    """Report an element around another fence with as many marks, and return where it ends."""
    match = FENCE.fullmatch(page.lines[index])
    if match is None or not match["info"].startswith("{") or match["mark"][0] != mark[0]:
        return None
    last = _end_around(page, index, match["mark"], mark)
    if len(match["mark"]) < len(mark) or last is None:
        return None
    return _widen(page, first, index, last, match["mark"])


def _end_around(page: Page, inner: int, inner_mark: str, mark: str) -> int | None:
    """Return the line after an inner element that ends the outer one, or None."""
    end = end_of(page, inner, inner_mark)
    if end is None:
        return None
    for index in range(end + 1, len(page.lines)):
        line = page.lines[index]
        if closes(line, mark):
            return index
        if opening(line) or _HEADING.match(line):
            return None
    return None


def _make_end(page: Page, first: int, stop: int, mark: str) -> int:
    """Report an element that does not end before line ``stop``, and return the end made for it."""
    lines = range(first + 1, stop)
    own = _own_lines(page, first, stop)
    near = next((i for i in own if _NEARLY.fullmatch(page.lines[i])), None)
    page.note(first, "fence", _unclosed(page, first, near), _closing(mark))
    if near is not None:
        page.lines[near] = mark
        return near
    stop = next((i for i in lines if _HEADING.match(page.lines[i])), stop)
    last = max(i for i in range(first, stop) if i == first or not page.is_blank(i))
    if match := _GLUED.fullmatch(page.lines[last]):
        page.lines[last] = match["text"]
    if last + 1 < stop:
        page.lines[last + 1] = mark
        return last + 1
    if stop == len(page.lines):
        page.lines.append(mark)
        return stop
    if last - 1 > first:  # no blank line to put it in: the last two lines become one
        page.lines[last - 1] += f" {page.lines[last].strip()}"
        page.lines[last] = mark
    return last


def _own_lines(page: Page, first: int, stop: int) -> Iterator[int]:
    """Yield the lines below a fence that belong to no code and to no other directive in it."""
    index = first + 1
    while index < stop:
        match = FENCE.fullmatch(page.lines[index])
        last = None
        if match and match["info"].startswith("{") and not opening(page.lines[index]):
            last = end_of(page, index, match["mark"])
        if last is None and index not in page.code:
            yield index
        index = index + 1 if last is None else last + 1


def _unclosed(page: Page, first: int, near: int | None = None) -> str:
    """Say that a fence is not closed, or not by the line that was meant to close it."""
    opened = page.lines[first].strip()
    if near is None:
        return f"the fence '{opened}' is not closed, so that all below belongs to it"
    return f"the fence '{opened}' is not closed by '{page.lines[near]}' in line {near + 1}"


def _closing(mark: str) -> str:
    return f"close it with a line of {mark}, at the margin"
