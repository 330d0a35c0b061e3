"""What a rule yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.findings import Severity
    from briefbook.rules.text.record import Block


@dataclass(frozen=True)
class Problem:
    """One breach of a rule, at a line of a document.

    ``severity`` is given where this breach weighs less than the rule's others; ``path`` where it
    is in a file that is no document, from the book's folder.  ``covers`` are breaches that go with
    this one, each as the id of its rule and its line in the same document.  ``allowed`` is the line
    of the document in which the exception around it begins, where the breach is in another file.
    """

    docname: str
    line: int
    message: str
    remedy: str
    severity: Severity | None = None
    path: str = ""
    covers: tuple[tuple[str, int], ...] = ()
    allowed: int = 0


def in_block(docname: str, block: Block, line: int, message: str, remedy: str) -> Problem:
    """Return a problem in a block, at the file that the block comes from."""
    allowed = block.allowed if block.path else 0
    return Problem(docname, line, message, remedy, path=block.path, allowed=allowed)
