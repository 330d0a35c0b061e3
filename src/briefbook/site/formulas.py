"""Formulas as MathML, which browsers draw by themselves; Sphinx's own way fetches a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from briefbook.findings import report

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

NAME = "mathml"


def visit_inline(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula in a line."""
    _write(self, node, block=False)


def visit_block(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a formula that stands alone, in a box that scrolls where it is wide."""
    named: dict[str, Any] = {"role": "region", "tabindex": "0", "aria-label": "Formula"}
    self.body.append(self.starttag(node, "div", CLASS="formula", **named))
    _write(self, node, block=True)


def _write(self: HTML5Translator, node: nodes.Element, *, block: bool) -> None:
    text = node.astext()
    try:
        self.body.append(tex2mathml(text, as_block=block))
    except MathError as error:
        remedy = "write it in the LaTeX that MathML knows"
        report("formula", f"a formula cannot be shown: {error}", remedy, location=node)
        self.body.append(f"<code>{self.encode(text)}</code>")
    if block:
        self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer the renderer, which every book has unless it names another."""
    app.add_html_math_renderer(NAME, (visit_inline, None), (visit_block, None))
