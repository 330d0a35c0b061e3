"""The HTML side: how elements are written, what the theme needs, and how it all looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.site import (
    arrange,
    breadcrumbs,
    choice,
    elements,
    foreign,
    formulas,
    navigation,
    needed,
    own_files,
    policy,
    settings,
    tables,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up the writers, the theme and the style."""
    settings.setup(app)
    own_files.setup(app)
    elements.setup(app)
    choice.setup(app)
    breadcrumbs.setup(app)
    arrange.setup(app)
    tables.setup(app)
    formulas.setup(app)
    policy.setup(app)
    navigation.setup(app)
    foreign.setup(app)
    needed.setup(app)
