"""How findings are shown: to a person at a terminal, to an editor, to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.reports.github import render_github
from briefbook.reports.json import render_json
from briefbook.reports.junit import render_junit
from briefbook.reports.model import Report, summary
from briefbook.reports.sarif import render_sarif
from briefbook.reports.terminal import render_lines, render_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS: dict[str, Callable[[Report], str]] = {
    "terminal": render_terminal,
    "line": render_lines,
    "json": render_json,
    "sarif": render_sarif,
    "junit": render_junit,
    "github": render_github,
}
"""Each format by the name that ``--format`` takes."""

FOR_PEOPLE = ("terminal", "line")

__all__ = ["FORMATS", "FOR_PEOPLE", "Report", "summary"]
