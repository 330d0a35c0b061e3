"""The cells of a table: several names in one cell, and nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SPLIT = re.compile(r"(?<!\\)(?:\\\\)*;")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; `unguarded` gives it back.

    An apostrophe before it makes it text; so a cell that begins with one gets another.
    """
    return f"'{cell}" if cell.startswith((*_STARTS_FORMULA, "'")) else cell


def unguarded(cell: str) -> str:
    """Return what a cell says; an apostrophe that guards nothing belongs to it."""
    rest = cell.removeprefix("'")
    return rest if cell != rest and guarded(rest) != rest else cell


def joined(names: Iterable[str]) -> str:
    """Return names as one cell, apart by semicolons."""
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", name) for name in names)


def parted(cell: str) -> list[str]:
    r"""Return the names in a cell; ``\;`` is a semicolon within a name."""
    parts, start = [], 0
    for match in _SPLIT.finditer(cell):
        parts.append(cell[start : match.end() - 1])
        start = match.end()
    parts.append(cell[start:])
    names = (_ESCAPE.sub(r"\1", part.strip()) for part in parts)
    return [name for name in names if name]
