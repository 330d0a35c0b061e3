"""What a rule yields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One breach of a rule, at a line of a document."""

    docname: str
    line: int
    rule: str
    message: str
    remedy: str
