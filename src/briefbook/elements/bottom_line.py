"""``bottom-line``: what a reader must know who reads nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.elements.base import ElementDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.register import BriefRecord


class BottomLine(ElementDirective):
    """The answer to the brief's question; its id follows from the brief's file."""

    kind = "bottom-line"
    required_arguments = 0

    def element_id(self, brief: BriefRecord) -> str:
        """Return an id that needs no author: one brief has one bottom line."""
        return f"{brief.slug}-bottom-line"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("bottom-line", BottomLine)
