"""Findings as JSON: one object, described in the reference."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefbook import __version__

if TYPE_CHECKING:
    from briefbook.reports.model import Report

VERSION = 1
"""Grows when a field goes or changes its meaning; new fields do not change it."""


def render_json(report: Report) -> str:
    """Return the findings, with how many of each severity there are."""
    value = {
        "version": VERSION,
        "tool": {"name": "briefbook", "version": __version__},
        "counts": report.counts(),
        "findings": [
            {
                "path": finding.path,
                "line": finding.line,
                "rule": finding.rule,
                "severity": str(finding.severity),
                "message": finding.message,
                "remedy": finding.remedy,
            }
            for finding in report.findings
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
