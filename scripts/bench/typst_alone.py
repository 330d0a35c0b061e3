"""Typesets the book that a build has prepared, and nothing else: what no program can undercut."""

from __future__ import annotations

import sys
from pathlib import Path

from briefbook.typst.compiler import Press


def main(root: Path) -> None:
    """Compile the book of the prepared project below ``root``."""
    press = Press(root, [], 0)
    result = press.compile("templates/book.typ", {"data": "/data/a4/briefing-book.json"}, ())
    if result.pdf is None:
        raise SystemExit("the book could not be typeset")


if __name__ == "__main__":
    main(next(Path(sys.argv[1]).rglob("templates/book.typ")).parent.parent)
