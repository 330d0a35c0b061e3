"""Findings as workflow commands, which GitHub shows as annotations of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import Severity

if TYPE_CHECKING:
    from briefbook.findings import Finding
    from briefbook.reports.model import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render_github(report: Report) -> str:
    """Return one command for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"title": finding.rule}
    if finding.path:
        properties["file"] = finding.path
    if finding.path and finding.line:
        properties["line"] = str(finding.line)
    pairs = ",".join(f"{name}={_property(value)}" for name, value in sorted(properties.items()))
    text = f"{finding.message}\n{finding.remedy}" if finding.remedy else finding.message
    return f"::{_COMMANDS[finding.severity]} {pairs}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
