"""What a brief is made of: its front matter and the directives of its elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.elements import (
    bottom_line,
    citation,
    claim,
    course,
    front_matter,
    judgement,
    outlook,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every kind of element."""
    front_matter.setup(app)
    bottom_line.setup(app)
    judgement.setup(app)
    citation.setup(app)
    claim.setup(app)
    course.setup(app)
    outlook.setup(app)
