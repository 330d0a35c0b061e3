"""The HTML side: how elements are written, and the style sheet for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.site import elements

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = Path(__file__).parent / "static"


def _add_static(app: Sphinx, config: Config) -> None:
    del app
    config.html_static_path = [*config.html_static_path, str(STATIC)]


def setup(app: Sphinx) -> None:
    """Set up the writers and the style sheet."""
    elements.setup(app)
    app.connect("config-inited", _add_static)
    app.add_css_file("briefbook.css")
