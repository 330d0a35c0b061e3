"""Checking links: every link inside a built site and its PDFs leads somewhere."""

from briefbook.links.check import LinkReport, check_site
from briefbook.links.records import Link, LinkCounts
from briefbook.links.rules import Rule
from briefbook.links.trace import Place, SourceTracer, Tracer

__all__ = [
    "Link",
    "LinkCounts",
    "LinkReport",
    "Place",
    "Rule",
    "SourceTracer",
    "Tracer",
    "check_site",
]
