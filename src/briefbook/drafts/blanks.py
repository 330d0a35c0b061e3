"""The mark of what is still to be filled in; it is said until it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.findings import Severity, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BLANK = re.compile(r"⟨[^⟨⟩\n]*⟩")
RULE = "blank"
_DRAFT = re.compile(r"\A---\n(?:(?!---\n).*\n)*?[ ]+status:[ ]*draft[ ]*(?:#.*)?\n")


def _report_blanks(app: Sphinx, docname: str, content: list[str]) -> None:
    """Report each line of a brief that holds a blank; a draft may be built with them."""
    from briefbook.elements.front_matter import is_brief  # noqa: PLC0415  # only within Sphinx

    if not is_brief(docname, app.config):
        return
    severity = Severity.WARNING if _DRAFT.match(content[0]) else Severity.ERROR
    for number, line in enumerate(content[0].split("\n"), 1):
        if match := BLANK.search(line):
            message = f"'{match.group()}' is not filled in"
            place = (docname, number)
            report(RULE, message, "write what it asks for", location=place, severity=severity)


def setup(app: Sphinx) -> None:
    """Look for blanks before the front matter is taken out."""
    app.connect("source-read", _report_blanks, priority=400)
