"""Fences that nobody closes: Markdown lets them swallow the rest of a document in silence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from markdown_it.token import Token


class Fence(NamedTuple):
    """An open fence: its line, from 1, and its opening, such as ``:::{gap} an-id``."""

    line: int
    opening: str


def unclosed(text: str) -> Fence | None:
    """Return the first fence of a MyST text that is not closed, or None."""
    return _search(text, 0)


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
