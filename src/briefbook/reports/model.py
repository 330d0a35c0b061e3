"""What every format is made from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefbook.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefbook.findings import Finding

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass
class Report:
    """Findings with the book they are about.

    ``root`` is the book's folder, from which source lines are quoted; ``rules`` maps ids to one
    sentence each, where one is known.
    """

    findings: Sequence[Finding]
    root: Path
    colour: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        return {}

    def source_line(self, finding: Finding) -> str:
        """Return the line that a finding is about, safe to print, or an empty string."""
        if not finding.path or not finding.line:
            return ""
        if finding.path not in self._texts:
            try:
                text = (self.root / finding.path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self._texts[finding.path] = text.split("\n")
        lines = self._texts[finding.path]
        return printable(lines[finding.line - 1]) if finding.line <= len(lines) else ""

    def counts(self) -> dict[str, int]:
        """Return how many findings of each severity there are, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {str(severity): found[severity] for severity in Severity}


def printable(text: str) -> str:
    """Return ``text`` without what would move the cursor or turn the text around."""
    return _CONTROL.sub("", text.replace("\n", " ").expandtabs(4)).rstrip()


def summary(report: Report) -> str:
    """Return how much was found, such as ``3 findings: 1 error, 2 hints.``, or nothing."""
    total = len(report.findings)
    if not total:
        return ""
    counts = {name: count for name, count in report.counts().items() if count}
    head = _number(total, "finding")
    if list(counts) == [str(Severity.ERROR)]:
        return f"{head}."
    return f"{head}: {', '.join(_number(count, name) for name, count in counts.items())}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"
