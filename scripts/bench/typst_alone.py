"""Typesets the book that a build has prepared, and nothing else: what no program can undercut."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from briefbook.typst.compiler import Press


def main(root: Path) -> None:
    """Compile the book of the prepared project below ``root``, one volume after the other."""
    for data in _volumes(root / "data" / "a4"):
        press = Press(root, [], 0)
        inputs = {"data": f"/{data.relative_to(root).as_posix()}"}
        if press.compile("templates/book.typ", inputs, ()).pdf is None:
            raise SystemExit("the book could not be typeset")


def _volumes(folder: Path) -> list[Path]:
    """Return what the templates are told of each volume, and not where its places are."""
    files = sorted(folder.glob("briefing-book*.json"))
    return [file for file in files if "chapters" in json.loads(file.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    main(next(Path(sys.argv[1]).rglob("templates/book.typ")).parent.parent)
