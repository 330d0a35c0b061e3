"""The list of abbreviations, out of the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_refnode

from briefbook.registers.context import Cell, Context, nothing, table

if TYPE_CHECKING:
    from briefbook.terms.entry import Alias, Entry


def fill(context: Context) -> list[nodes.Node]:
    """Return every abbreviation that stands for another name of its entry, with a link to it."""
    found = [
        (alias, entry, entry.abbreviations[alias.text])
        for entry in context.domain.entries
        for alias in entry.aliases
        if alias.text in entry.abbreviations
    ]
    if not found:
        return nothing("abbreviation")
    found.sort(key=lambda item: (item[0].text.casefold(), item[1].key))
    rows: list[list[Cell]] = [
        [[_link(context, entry, alias)], expansion] for alias, entry, expansion in found
    ]
    return [table(("Abbreviation", "In full"), (20, 80), rows, "abbreviations")]


def _link(context: Context, entry: Entry, alias: Alias) -> nodes.reference:
    """Return a link to the entry; it is no use of the term, so it has no card."""
    shown = nodes.inline(alias.text, alias.text)
    builder = context.app.builder
    return make_refnode(builder, context.docname, entry.docname, alias.anchor, shown)
