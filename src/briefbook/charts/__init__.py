"""Charts out of small data files: drawn when a page is read, the same in HTML and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.charts import directive, nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the directive, its nodes and their style."""
    nodes.setup(app)
    directive.setup(app)
