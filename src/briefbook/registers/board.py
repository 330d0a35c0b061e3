"""The board of judgements: every one in its place by how likely it is and how sure the book is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook import yardsticks
from briefbook.registers.context import Cell, Context, nothing, table

if TYPE_CHECKING:
    from briefbook.elements.record import ElementRecord


def fill(context: Context) -> list[nodes.Node]:
    """Return a table: a row for each step of the scale, the most likely first.

    Its columns are the levels of confidence, the lowest first; a cell holds links to judgements.
    """
    yardstick = yardsticks.load(context.app.config.briefbook_yardstick)
    levels = tuple(reversed(yardstick.confidences))
    placed: dict[tuple[str, str], list[ElementRecord]] = defaultdict(list)
    for record in context.domain.of_kind("judgement"):
        term = yardstick.find(record.options.get("likelihood", ""))
        level = record.options.get("confidence", "").strip().lower()
        if term and level in levels:  # what is on no scale is a finding of its own
            placed[term.words[0], level].append(record)
    if not placed:
        return nothing("judgement")
    rows: list[list[Cell]] = []
    for term in reversed(yardstick.terms):
        found = [_cell(context, placed.get((term.words[0], level), [])) for level in levels]
        rows.append([f"{term.words[0]} ({term.range})", *found])
    headers = ("Likelihood", *[f"{level.capitalize()} confidence" for level in levels])
    made = table(
        headers, (25, *[75 // len(levels)] * len(levels)), rows, "judgement-board", "whole"
    )
    # A row of a register may become a card on a phone; a board is read across on any screen.
    made["classes"].remove("register")
    next(made.findall(nodes.colspec))["stub"] = 1
    return [made]


def _cell(context: Context, records: list[ElementRecord]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for record in records:
        if found:
            found.append(nodes.Text(" "))
        found.append(context.link(record.id, f"{record.brief}.{record.number}"))
    return found or [nodes.Text("–")]
