"""Choosing rows of the ledger of claims by their verdict, without any script.

Each row carries its verdict as a class.  On the site a choice stands before the table, and the
style sheet hides the rows that are not chosen; on paper and in other formats all rows stand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.elements.claim import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.registers.context import Context


class verdict_choice(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A choice of one verdict or all.  Attribute: ``counts`` (dict), by verdict, how many."""


def filtered(context: Context, made: nodes.table, verdicts: Sequence[str]) -> list[nodes.Node]:
    """Return a table with the choice before it; ``verdicts`` are those of its rows in order."""
    body = next(made.findall(nodes.tbody))
    for row, verdict in zip(body.findall(nodes.row), verdicts, strict=True):
        row["classes"].append(f"row-{verdict or 'open'}")
    counts = Counter(verdicts)
    ordered = {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}
    nothing_to_choose = len(ordered) == 1
    if nothing_to_choose or context.app.builder.format != "html":
        return [made]
    return [nodes.container("", verdict_choice(counts=ordered), made, classes=["ledger"])]
