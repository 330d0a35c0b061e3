"""What the last check found, kept so that what has not changed need not be read again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from briefbook.build import fingerprint
from briefbook.files import write_whole
from briefbook.findings import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Memory:
    """One check's findings, and what they depended on.

    ``book`` and ``outside`` are digests, the latter of the files in ``watched``.  ``read`` holds,
    per document, what was found in reading it, which Sphinx says only once; its key "" holds
    what belongs to no document.
    """

    book: str = ""
    outside: str = ""
    watched: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    read: dict[str, list[Finding]] = field(default_factory=dict)

    def holds(self, book: str) -> bool:
        """Return whether nothing has changed since."""
        return self.book == book != "" and self.outside == fingerprint.of_files(self.watched)

    def watch(self, book: str, watched: list[str]) -> None:
        """Note what the findings depend on."""
        self.book, self.watched = book, watched
        self.outside = fingerprint.of_files(watched)

    def save(self, path: Path) -> None:
        """Write it to a file."""
        write_whole(path, json.dumps(asdict(self), ensure_ascii=False))


def load(path: Path) -> Memory:
    """Return what was kept, or an empty memory where there is nothing that can be read."""
    try:
        return _memory(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def _memory(value: dict[str, Any]) -> Memory:
    read = {docname: _findings(items) for docname, items in value["read"].items()}
    return Memory(
        str(value["book"]),
        str(value["outside"]),
        [str(path) for path in value["watched"]],
        _findings(value["findings"]),
        read,
    )


def _findings(items: list[dict[str, Any]]) -> list[Finding]:
    return [Finding(**{**item, "severity": Severity(item["severity"])}) for item in items]
