"""A brief has the elements that its reader relies on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.rules.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.register import BriefDomain


def check_bottom_line_missing(domain: BriefDomain) -> Iterator[Problem]:
    """A brief without a bottom line."""
    for docname, brief in domain.briefs.items():
        if not any(record.kind == "bottom-line" for record in domain.elements_of(docname)):
            message = "the brief has no bottom line"
            remedy = "begin with :::{bottom-line}, two or three sentences, at most sixty words"
            yield Problem(docname, brief.line, "bottom-line-missing", message, remedy)


def check_bottom_line_repeated(domain: BriefDomain) -> Iterator[Problem]:
    """A brief with more than one bottom line."""
    for docname in domain.briefs:
        found = [r for r in domain.elements_of(docname) if r.kind == "bottom-line"]
        for record in found[1:]:
            message = f"the brief has a bottom line already, in line {found[0].line}"
            yield Problem(docname, record.line, "bottom-line-repeated", message, "keep one")
