"""Charts out of small data files: drawn when a page is read, the same in HTML and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.charts import directive, engine, nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _keep(app: Sphinx) -> None:
    engine.keep_in(Path(app.doctreedir) / "charts")


def _keep_no_more(app: Sphinx, error: Exception | None) -> None:
    del app, error
    engine.keep_in(None)


def setup(app: Sphinx) -> None:
    """Register the directive, its nodes and their style, and where drawings are kept."""
    app.connect("builder-inited", _keep)
    app.connect("build-finished", _keep_no_more)
    nodes.setup(app)
    directive.setup(app)
