"""How the choice of a verdict is written in HTML: boxes of which one is on, with numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.registers.choice import verdict_choice

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def visit(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the choice; it is no form, since nothing is sent, and works without scripts."""
    counts: dict[str, int] = node["counts"]
    chips = [_chip("all", "All", sum(counts.values()), " checked")]
    chips += [_chip(name, name.capitalize(), count) for name, count in counts.items()]
    legend = "<legend>Show claims by verdict</legend>"
    self.body.append(f'<fieldset class="chips">{legend}{"".join(chips)}</fieldset>\n')
    raise nodes.SkipNode


def _chip(value: str, name: str, count: int, checked: str = "") -> str:
    # Browsers keep what was chosen over a reload unless they are told not to.
    return (
        f'<label class="chip"><input type="radio" name="verdict" value="{escape(value)}"'
        f' autocomplete="off"{checked}> <span>{escape(name)}</span>'
        f' <span class="count">{count}</span></label>'
    )


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the choice, which stands nowhere but in HTML."""
    app.add_node(verdict_choice, html=(visit, None))
