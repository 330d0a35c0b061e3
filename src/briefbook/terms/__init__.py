"""The glossary engine: finds the terms, links them, spells out abbreviations, says where used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.terms import cards, collect, details, extract, lines, link, optout, used

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up collecting and linking."""
    optout.setup(app)
    lines.setup(app)
    details.setup(app)
    collect.setup(app)
    link.setup(app)
    used.setup(app)
    extract.setup(app)
    cards.setup(app)
