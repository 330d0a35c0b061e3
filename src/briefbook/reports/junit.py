"""Findings as JUnit XML, which build servers show as failed tests."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from briefbook.findings import Severity
from briefbook.reports.model import printable

if TYPE_CHECKING:
    from briefbook.findings import Finding
    from briefbook.reports.model import Report


def render_junit(report: Report) -> str:
    """Return a suite for each file; an error is a failure, and less is output of a test passed."""
    root = ET.Element("testsuites", name="briefbook")
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        found = list(findings)
        failures = sum(finding.severity is Severity.ERROR for finding in found)
        suite = _suite(root, printable(path) or "book", len(found), failures)
        for finding in found:
            _case(suite, finding)
    if not report.findings:  # servers take a report without a test for a broken one
        ET.SubElement(_suite(root, "book", 1, 0), "testcase", classname="book", name="findings")
    root.set("tests", str(max(1, len(report.findings))))
    root.set("failures", str(report.counts()[str(Severity.ERROR)]))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, name: str, tests: int, failures: int) -> ET.Element:
    return ET.SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(tests),
        failures=str(failures),
        errors="0",
        skipped="0",
    )


def _case(suite: ET.Element, finding: Finding) -> None:
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path or "book"
    case = ET.SubElement(
        suite,
        "testcase",
        classname=printable(finding.path) or "book",
        name=printable(f"{finding.rule} ({place})"),
    )
    text = printable(str(finding))
    if finding.severity is Severity.ERROR:
        message = printable(finding.message)
        ET.SubElement(case, "failure", type=finding.rule, message=message).text = text
    else:
        ET.SubElement(case, "system-out").text = text
