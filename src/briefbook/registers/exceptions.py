"""The register of exceptions: which rules the book does not follow, where, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.registers.context import Cell, Context, nothing, table
from briefbook.rules.exceptions import allowances

if TYPE_CHECKING:
    from briefbook.rules.text.record import Allowance


def fill(context: Context) -> list[nodes.Node]:
    """Return all exceptions by document and line."""
    found = allowances(context.domain)
    if not found:
        return nothing("exception")
    rows: list[list[Cell]] = [
        [[nodes.literal(text=given.rule)], _place(context, given), given.reason] for given in found
    ]
    headers = ("Rule", "Where", "Why it is not followed")
    return [table(headers, (26, 30, 44), rows, "exception-register")]


def _place(context: Context, given: Allowance) -> list[nodes.Node]:
    brief = context.domain.briefs.get(given.docname)
    title = brief.title if brief else context.app.env.titles[given.docname].astext()
    link: nodes.Node = context.link_document(given.docname, title)
    return [link, nodes.Text(f", line {given.line}" if given.last else ", the whole brief")]
