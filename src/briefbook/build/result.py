"""What comes of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.findings import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from briefbook.findings import Finding
    from briefbook.links.check import LinkReport


@dataclass(frozen=True)
class Output:
    """One thing that a build made; ``pages`` counts HTML or PDF pages, ``size`` is in bytes."""

    path: Path
    what: str
    pages: int
    size: int
    seconds: float


@dataclass
class BookBuild:
    """What came of a build; ``outputs`` is empty where it failed.

    ``published`` is the folder that readers see.
    """

    published: Path
    findings: list[Finding] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    links: LinkReport | None = None
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings; warnings and hints stop nothing."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
