"""Lists and quotations so deep that Markdown passes over them in silence, and over what follows."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# The parser drops blocks from this level on; a list with its item is two levels, a quotation one.
_DROPPED = MarkdownIt("commonmark").options["maxNesting"]
# What is deeper still is found all the same: the level above it is too deep as well.
_READ = 3 * _DROPPED


def too_deep(text: str) -> int | None:
    """Return the first line, from 1, of a MyST text that stands too deep to be read, or None."""
    return _search(text, 0)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _READ})
    return parser.use(front_matter_plugin).use(colon_fence_plugin).disable("inline")


def _search(text: str, above: int) -> int | None:
    for token in _parser().parse(text):
        if token.map is None or token.type == "inline":
            continue
        line = above + token.map[0] + 1
        if token.level >= _DROPPED:
            return line
        if token.type == "colon_fence" and (found := _search(token.content, line)):
            return found
    return None
