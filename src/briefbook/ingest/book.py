"""What an ingest needs to know of the book: its folders, its briefs, their quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.ingest import changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefbook.frontmatter.keys import ExtraKey

_ID = re.compile(r"^\s*:{3,}\s*\{[\w-]+\}\s+([a-z0-9-]+)\s*$", re.MULTILINE)
_SKIPPED = {"_build", "node_modules"}


@dataclass(frozen=True)
class Book:
    """A book's folder and where it keeps its parts; ``extra`` are front matter keys it needs."""

    root: Path
    sources: Path
    fingerprints: Path
    texts: Path
    briefs: Path
    yardstick: str = "icd203"
    extra: Mapping[str, ExtraKey] = field(default_factory=dict)

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield the path, from the book's folder, and the text of each Markdown file."""
        for path in sorted(self.root.rglob("*.md")):
            parts = path.relative_to(self.root).parts
            if not any(part in _SKIPPED or part.startswith(".") for part in parts):
                yield "/".join(parts), path.read_text(encoding="utf-8", errors="replace")

    def ids(self) -> set[str]:
        """Return the ids that elements of the book have."""
        return {name for _, text in self.documents() for name in _ID.findall(text)}

    def quoted(self, source: str) -> list[str]:
        """Return the words of every quotation from a source."""
        return [
            words for _, text in self.documents() for _, words in changes.quotations(text, source)
        ]

    def shown(self, path: Path) -> str:
        """Return a path as it is from the book's folder."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)
