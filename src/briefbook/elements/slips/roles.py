"""Notes, terms and quotations in running text whose marks are not well written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

RULE = "role-syntax"
_NAMES = "cite|term|quoted"
# What follows a role stands between backticks and may go on in the next line.
_BRACED = re.compile(rf"(?<!`)\{{(?P<name>{_NAMES})\}}(?!`(?:[^`\n]|\n(?!\s*\n))+`)")
_OTHER = re.compile(rf"(?<![`\w}}]):(?P<name>{_NAMES}):`|(?<![\w`{{:])(?P<bare>cite|quoted)`")
_PANDOC = re.compile(r"\[@[\w-]+[^\]]*\]")


def report_roles(page: Page) -> None:
    """Report roles that would be printed as they stand."""
    text = "\n".join("" if i in page.code else line for i, line in enumerate(page.lines))
    for match in _BRACED.finditer(text):
        _report(page, text, match, match["name"])
    for match in _OTHER.finditer(text):
        _report(page, text, match, match["name"] or match["bare"])
    for match in _PANDOC.finditer(text):
        _report(page, text, match, "cite")


def _report(page: Page, text: str, match: re.Match[str], name: str) -> None:
    index = text.count("\n", 0, match.start())
    shown = page.lines[index][match.start() - text.rfind("\n", 0, match.start()) - 1 :][:30]
    example = {"cite": "source-id [p. 4]", "quoted": "the words <source-id>"}.get(name, "the term")
    message = f"'{shown}' is printed as it stands"
    page.note(index, RULE, message, f"write {{{name}}}`{example}`, with a backtick on either side")
