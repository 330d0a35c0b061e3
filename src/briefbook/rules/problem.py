"""What a rule yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.findings import Severity


@dataclass(frozen=True)
class Problem:
    """One breach of a rule, at a line of a document.

    ``severity`` is given where this breach weighs less than the rule's others; ``path`` where it
    is in a file that is no document, from the book's folder.
    """

    docname: str
    line: int
    message: str
    remedy: str
    severity: Severity | None = None
    path: str = ""
