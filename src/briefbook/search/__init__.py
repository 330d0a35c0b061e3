"""The site's search: what can be found, its index, made by Pagefind, and the page that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.search import definitions, index, page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Put the page and the index in the place of Sphinx's own."""
    definitions.setup(app)
    page.setup(app)
    index.setup(app)
