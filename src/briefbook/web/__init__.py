"""What the site tells the rest of the web: what its pages are, where they are and were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.web import cards, head, missing, redirects, sitemap

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up the tags in the pages' heads and the files beside the pages."""
    head.setup(app)
    cards.setup(app)
    sitemap.setup(app)
    missing.setup(app)
    redirects.setup(app)
