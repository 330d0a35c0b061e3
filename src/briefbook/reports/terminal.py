"""Findings for a person: grouped by file with the line in question, or one a line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.reports.model import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.findings import Finding
    from briefbook.reports.model import Report

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.HINT: "36;1"}
_BOLD, _FAINT = "1", "2"
_WIDEST = 100
"""The longest source line that is quoted whole; a paragraph on one line would bury the rest."""


def render_lines(report: Report) -> str:
    """Return one line for each finding."""
    return "".join(f"{printable(str(finding))}\n" for finding in report.findings)


def render_terminal(report: Report) -> str:
    """Return the findings below the name of their file, each with its line and what to do."""
    parts = []
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        head = _paint(printable(path) or "The book as a whole", _BOLD, report)
        parts.append("\n".join([head, *(_block(finding, report) for finding in findings)]))
    return "\n\n".join(parts) + "\n" if parts else ""


def _block(finding: Finding, report: Report) -> str:
    return "\n".join(_lines(finding, report))


def _lines(finding: Finding, report: Report) -> Iterator[str]:
    place = f"{finding.line:>5}" if finding.line else " " * 5
    severity = _paint(str(finding.severity), _COLOURS[finding.severity], report)
    rule = _paint(f"[{finding.rule}]", _FAINT, report)
    yield f"{place}  {severity}: {printable(finding.message)}  {rule}"
    if quoted := report.source_line(finding).strip():
        if len(quoted) > _WIDEST:
            quoted = f"{quoted[:_WIDEST]}…"
        yield f"       {_paint('|', _FAINT, report)} {quoted}"
    if finding.remedy:
        yield f"       {_paint('→', _FAINT, report)} {printable(finding.remedy)}"


def _paint(text: str, code: str, report: Report) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if report.colour else text
