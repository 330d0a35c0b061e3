"""Findings as SARIF 2.1.0, which code hosts and editors show at the line."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefbook import __version__
from briefbook.findings import Severity

if TYPE_CHECKING:
    from briefbook.findings import Finding
    from briefbook.reports.model import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "BOOK"
"""What paths are relative to; where the folder lies is the reader's affair."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def render_sarif(report: Report) -> str:
    """Return one SARIF log with one run."""
    ids = sorted({finding.rule for finding in report.findings})
    seen: Counter[tuple[str, str, str]] = Counter()
    results = []
    for finding in report.findings:
        key = (finding.path, finding.rule, finding.message)
        seen[key] += 1
        results.append(_result(finding, ids, report, seen[key]))
    driver = {
        "name": "briefbook",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, report.rules.get(rule, "")) for rule in ids],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The book's folder."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, sentence: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": rule}
    if sentence:
        found["shortDescription"] = {"text": sentence}
    return found


def _result(finding: Finding, ids: list[str], report: Report, number: int) -> dict[str, Any]:
    text = f"{finding.message}; {finding.remedy}" if finding.remedy else finding.message
    # The line is no part of it: text above may be moved without making a finding new.
    mark = "\0".join([finding.path, finding.rule, finding.message, str(number)])
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": ids.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "partialFingerprints": {"briefbook/v1": hashlib.sha256(mark.encode()).hexdigest()},
    }
    if finding.path:
        found["locations"] = [{"physicalLocation": _place(finding, report)}]
    return found


def _place(finding: Finding, report: Report) -> dict[str, Any]:
    address = quote(finding.path)
    if PurePosixPath(finding.path).is_absolute():
        artifact = {"uri": f"file://{address}"}
    else:
        artifact = {"uri": address, "uriBaseId": ROOT}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if finding.line:
        place["region"] = {"startLine": finding.line}
        if line := report.source_line(finding):
            place["region"]["snippet"] = {"text": line}
    return place
