"""What a brief is made of: its front matter and the directives of its elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every kind of element."""
    # The directives rest on the register, and the register on the nodes and records here.
    from briefbook.elements import (  # noqa: PLC0415
        abbreviation,
        bottom_line,
        citation,
        claim,
        course,
        front_matter,
        judgement,
        nesting,
        notices,
        outlook,
        own_line,
        quotation,
        raw_html,
        slips,
    )

    front_matter.setup(app)
    abbreviation.setup(app)
    bottom_line.setup(app)
    judgement.setup(app)
    citation.setup(app)
    claim.setup(app)
    course.setup(app)
    outlook.setup(app)
    notices.setup(app)
    nesting.setup(app)
    own_line.setup(app)
    quotation.setup(app)
    raw_html.setup(app)
    slips.setup(app)
