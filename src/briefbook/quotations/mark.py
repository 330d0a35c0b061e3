"""The small sign after a quotation that says whether its wording was verified."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.sources.fingerprint import Status

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

MARKS = {
    Status.VERIFIED: "✓",
    Status.REFUSED: "✗",
    Status.SHORT: "?",
    Status.UNCHECKED: "?",
}
"""A sign for each status, never without its words."""


class quote_check(nodes.Inline, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A small sign after a quotation.

    Attributes: ``status`` (str, a `Status`), ``words`` (str, what the sign says).
    """


def visit_check(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the sign, with its words for those who do not see it and on hover."""
    words = escape(node["words"])
    self.body.append(
        f'<sup class="quote-check {node["status"]}" role="img" aria-label="{words}" '
        f'title="{words}">{MARKS[Status(node["status"])]}</sup>'
    )
    raise nodes.SkipNode


def skip(self: object, node: nodes.Element) -> None:
    """Write nothing: the note says it in words."""
    del self, node
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the sign."""
    others = (skip, None)
    app.add_node(
        quote_check,
        html=(visit_check, None),
        latex=others,
        text=others,
        man=others,
        texinfo=others,
    )
