"""What other programs read: the whole register, structured data, a feed, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.exports import site, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Write the exports with the site, and document them."""
    site.setup(app)
    table.setup(app)
