"""Checking the web addresses of a book: asking them, and remembering what they answered.

lychee does the asking.  What is kept of it, and what it means, is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up what a build does with web addresses."""
    from briefbook.links.outside import sphinx  # noqa: PLC0415  # a check of addresses needs it not

    sphinx.setup(app)
