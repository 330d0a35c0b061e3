"""The line on which something stands in a block of text: parsers tell only that of the block."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path


class Places:
    """Finds what stands in the blocks of files; of several alike, each in its turn."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._asked: Counter[tuple[str, int, str]] = Counter()

    def line(self, path: str | Path, first: int, pattern: str) -> int:
        """Return the line of what ``pattern`` finds in the block that begins in line ``first``.

        Asked again for the same, it returns the next place, and after the last one the first.
        Where nothing is found, it returns ``first``.
        """
        block = self._block(str(path), first)
        found = [match.start() for match in re.finditer(pattern, block)]
        if not found:
            return first
        key = (str(path), first, pattern)
        place = found[self._asked[key] % len(found)]
        self._asked[key] += 1
        return first + block.count("\n", 0, place)

    def _block(self, path: str, first: int) -> str:
        """Return the lines from ``first`` to the next empty one."""
        if path not in self._lines:
            try:
                text = Path(path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self._lines[path] = text.split("\n")
        lines = self._lines[path][max(0, first - 1) :]
        end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
        return "\n".join(lines[:end])


def between_backticks(text: str) -> str:
    """Return the pattern of a text between backticks, which may go over several lines."""
    words = r"[\s>]+".join(re.escape(word) for word in text.split())
    return rf"`\s*{words}\s*`"
