"""Choosing rows of the ledger of claims by verdict and by brief, without any script.

Each row carries its verdict and the number of its brief as classes.  On the site a choice stands
before the table, and style sheets hide the rows that are not chosen; on paper and in other formats
all rows stand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.elements.claim import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.elements.record import ElementRecord
    from briefbook.registers.context import Context


class verdict_choice(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A choice of one verdict or all, and of one brief or all.

    Attributes: ``counts`` (dict), by verdict, how many; ``briefs`` (dict), by number of the brief,
    its title and how many.
    """


def filtered(
    context: Context, made: nodes.table, records: Sequence[ElementRecord]
) -> list[nodes.Node]:
    """Return a table with the choice before it; ``records`` are those of its rows in order."""
    body = next(made.findall(nodes.tbody))
    verdicts = [record.options.get("verdict", "") for record in records]
    for row, record, verdict in zip(body.findall(nodes.row), records, verdicts, strict=True):
        row["classes"] += [f"row-{verdict or 'open'}", f"row-brief-{record.brief}"]
    counts = Counter(verdicts)
    ordered = {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}
    of_brief = Counter(record.brief for record in records)
    briefs = {
        brief.metadata.number: (brief.title, of_brief[brief.metadata.number])
        for brief in context.domain.briefs.values()
        if of_brief[brief.metadata.number]
    }
    nothing_to_choose = len(ordered) == 1 and len(briefs) == 1
    if nothing_to_choose or context.app.builder.format != "html":
        return [made]
    choice = verdict_choice(counts=ordered, briefs=briefs)
    return [nodes.container("", choice, made, classes=["ledger"])]
