"""Slips of the pen in a brief: each is reported once, and read as what was meant.

MyST passes over an element whose name, fence or options are not well written, or reads something
else in it, and whatever rests on the element would be reported as missing.  So the text is mended
before MyST reads it; no line moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.elements.front_matter import is_brief
from briefbook.elements.slips.fences import mend_fences
from briefbook.elements.slips.headings import mend_headings, mend_title
from briefbook.elements.slips.openings import mend_openings
from briefbook.elements.slips.options import mend_options
from briefbook.elements.slips.page import Page
from briefbook.elements.slips.roles import report_roles
from briefbook.findings import Severity, report
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FAULTS = "briefbook_faults"
"""Where a document that is being read keeps, by line, the options that were reported."""


def mend(text: str) -> Page:
    """Return a text with its slips reported and mended."""
    page = Page(text)
    mend_openings(page)
    mend_fences(page)
    mend_headings(page)
    mend_title(page)
    mend_options(page)
    report_roles(page)
    return page


def _mend_source(app: Sphinx, docname: str, content: list[str]) -> None:
    if not is_brief(docname, app.config) or app.env.current_document.get("briefbook_broken"):
        return
    page = mend(content[0])
    draft = register_of(app.env).briefs[docname].metadata.status == "draft"
    for slip in page.slips:
        severity = Severity.WARNING if slip.later and draft else Severity.ERROR
        place = (docname, slip.line)
        report(slip.rule, slip.message, slip.remedy, location=place, severity=severity)
    app.env.current_document[FAULTS] = page.faults
    content[0] = page.text


def setup(app: Sphinx) -> None:
    """Mend every brief after its front matter is taken out (500) and before fences are checked."""
    app.connect("source-read", _mend_source, priority=550)
