"""Tables whose rows do not fit their head: Markdown drops what is too much without a word."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CODE = re.compile(r"\{(?:code|code-block|literalinclude|math|raw|sourcecode|parsed-literal)\}")


class Misfit(NamedTuple):
    """A row that does not fit: its line, from 1, how many cells it has, and how many belong there.

    ``rule`` tells that it is the line below the head, without which there is no table; with no
    cells there is none, and ``line`` is that of the head.
    """

    line: int
    cells: int
    columns: int
    rule: bool


def misfits(text: str) -> Iterator[Misfit]:
    """Yield the rows of a MyST text that do not fit their tables."""
    yield from _search(text, 0)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(front_matter_plugin).use(colon_fence_plugin)
    return parser.enable("table").disable("inline")


def _search(text: str, above: int) -> Iterator[Misfit]:
    lines = text.split("\n")
    tokens = _parser().parse(text)
    for place, token in enumerate(tokens):
        if token.map is None:
            continue
        first, end = token.map
        if token.type == "table_open":
            columns = _columns(tokens[place:])
            for number in range(first + 2, end):
                if (cells := _cells(lines[number])) > columns:
                    yield Misfit(above + number + 1, cells, columns, rule=False)
        elif token.type in {"paragraph_open", "heading_open"}:
            yield from _no_table(lines, token, above)
        elif token.type == "colon_fence" and not _CODE.match(token.info.strip()):
            yield from _search(token.content, above + first + 1)


def _columns(tokens: list[Token]) -> int:
    """Return how many cells the head of the table has that the tokens begin with."""
    head = takewhile(lambda token: token.type != "thead_close", tokens)
    return sum(token.type == "th_open" for token in head)


def _no_table(lines: list[str], token: Token, above: int) -> Iterator[Misfit]:
    """Yield the line below what was meant to be the head of a table and is none."""
    first, end = token.map or (0, 0)
    if end - first < 2 or not _is_row(lines[first]):  # noqa: PLR2004  # a head and its line
        return
    rule = lines[first + 1]
    cells, columns = _cells(rule), _cells(lines[first])
    if columns < 2:  # noqa: PLR2004  # one cell is no table yet
        return
    if not _RULE.fullmatch(rule) and _is_row(rule):
        yield Misfit(above + first + 1, 0, columns, rule=True)
    elif _RULE.fullmatch(rule) and cells != columns:
        yield Misfit(above + first + 2, cells, columns, rule=True)


def _is_row(line: str) -> bool:
    plain = line.strip(" >")
    return plain.startswith("|") and plain.endswith("|")


def _cells(line: str) -> int:
    """Return how many cells a row has."""
    plain = line.strip(" >\t")
    bars = len(_BAR.findall(plain))
    return bars + 1 - plain.startswith("|") - bool(re.search(r"(?<!\\)\|\Z", plain) and bars > 1)
