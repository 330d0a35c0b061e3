"""Fences that nobody closes: Markdown lets them swallow the rest of a document in silence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


class Fence(NamedTuple):
    """An open fence: its line, from 1, and its opening, such as ``:::{gap} an-id``."""

    line: int
    opening: str


def unclosed(text: str) -> Fence | None:
    """Return the first fence of a MyST text that is not closed, or None."""
    return _search(text, 0)


def set_apart(text: str) -> str:
    """Return a MyST text in which no fence stands flush right below the opening of another.

    MyST puts an empty line between the two, so that all inside would seem to stand a line lower;
    not so where a space is before the marks.
    """
    lines = text.split("\n")
    for first, last in _flush(text, 0):
        width = len(lines[first]) - len(lines[first].lstrip(" "))
        for index in range(first, last):
            if lines[index].strip() and not lines[index][:width].strip():
                lines[index] = f"{lines[index][:width]} {lines[index][width:]}"
    return "\n".join(lines)


def _flush(text: str, above: int) -> Iterator[tuple[int, int]]:
    """Yield the first line, from 0, and the one after the last of each fence that stands so."""
    for token in _parser().parse(text):
        if token.type != "colon_fence" or token.map is None:
            continue
        start = above + token.map[0] + 1
        if token.content.startswith(":::") and token.info.strip().startswith("{"):
            inner = next(t for t in _parser().parse(token.content) if t.map is not None)
            if (
                inner.map is not None
                and text.split("\n")[token.map[0] + 1].lstrip(" ")[:3] == ":::"
            ):
                yield start, start + inner.map[1]
        yield from _flush(token.content, start)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(front_matter_plugin).use(colon_fence_plugin)
    return parser.disable("inline")


def _search(text: str, above: int) -> Fence | None:
    lines = text.split("\n")
    for token in _parser().parse(text):
        if token.type not in {"fence", "colon_fence"} or token.map is None:
            continue
        first, end = token.map
        if end - first < 2 or not _closes(lines[end - 1], token):  # noqa: PLR2004  # both fences
            return Fence(above + first + 1, f"{token.markup}{token.info}".strip())
        # What a directive holds is Markdown again; what a code block holds is not.
        if token.type == "colon_fence" and (inner := _search(token.content, above + first + 1)):
            return inner
    return None


def _closes(line: str, token: Token) -> bool:
    mark = re.escape(token.markup[0])
    return re.fullmatch(rf"[\s>]*{mark}{{{len(token.markup)},}}\s*", line) is not None
