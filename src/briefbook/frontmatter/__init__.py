"""The keys of a brief's front matter: which a book needs and adds, their schema and their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up the setting and the table."""
    from briefbook.frontmatter import (  # noqa: PLC0415  # the model of a brief is built from here
        setting,
        table,
    )

    setting.setup(app)
    table.setup(app)
