"""Registers of claims and indicators, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.elements.base import split_ids
from briefbook.elements.claim import place_words
from briefbook.registers.choice import filtered
from briefbook.registers.context import Cell, Context, nothing, table

if TYPE_CHECKING:
    from briefbook.elements.record import ElementRecord


def claims(context: Context) -> list[nodes.Node]:
    """Return all claims of the article by their place in it, with the verdict on each."""
    records = sorted(context.domain.of_kind("claim"), key=_place)
    if not records:
        return nothing("claim")
    rows: list[list[Cell]] = []
    for record in records:
        numbers = record.options.get("paragraph", "")
        place = place_words(numbers).removesuffix(" of the article") if numbers else ""
        verdict = record.options.get("verdict", "")
        mark = nodes.inline(verdict, verdict, classes=["verdict", f"verdict-{verdict}"])
        rows.append([*_head(context, record), place, [mark]])
    headers = ("Claim", "What the article says", "Place", "Verdict")
    made = table(headers, (12, 54, 18, 16), rows, "claim-register")
    return filtered(context, made, records)


def indicators(context: Context) -> list[nodes.Node]:
    """Return all indicators with the judgements that they would move."""
    records = context.domain.of_kind("indicator")
    if not records:
        return nothing("indicator")
    rows: list[list[Cell]] = [
        [*_head(context, record), _moves(context, record), record.options.get("where", "")]
        for record in records
    ]
    headers = ("Indicator", "What would be seen", "What it would mean", "Where to look")
    return [table(headers, (14, 38, 24, 24), rows, "indicator-register")]


def _head(context: Context, record: ElementRecord) -> list[Cell]:
    return [[context.link(record.id)], record.title]


def _place(record: ElementRecord) -> tuple[int, int, int]:
    first = record.options.get("paragraph", "").split(",")[0].strip()
    return (int(first) if first.isdigit() else 0, record.brief, record.number)


def _moves(context: Context, record: ElementRecord) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for relation, words in (("raises", "more likely: "), ("lowers", "less likely: ")):
        targets = split_ids(record.options.get(relation, ""))
        if targets and found:
            found.append(nodes.Text("; "))
        for index, target in enumerate(targets):
            found += [nodes.Text(", " if index else words), context.link(target)]
    return found
