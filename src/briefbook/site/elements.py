"""How the elements of a brief are written in HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook import yardsticks
from briefbook.elements.nodes import (
    brief_element,
    brief_masthead,
    element_detail,
    element_details,
    element_label,
    register_placeholder,
)
from briefbook.elements.record import KINDS
from briefbook.site.marks import scale, steps
from briefbook.site.masthead import visit_masthead

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the element's box, named by its label."""
    if node.get("verdict"):
        node["classes"].append(f"verdict-{node['verdict']}")
    if node.get("status_quo"):
        node["classes"].append("status-quo")
    named: dict[str, Any] = {}
    if node["ids"]:
        named = {"role": "group", "aria-labelledby": f"{node['ids'][0]}-label"}
    self.body.append(self.starttag(node, "div", **named))


def depart_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the element's box."""
    del node
    self.body.append("</div>\n")


def visit_label(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the label: the kind with its number apart from the title, then what marks it."""
    parent = node.parent
    anchor = parent["ids"][0] if parent["ids"] else ""
    named = f' id="{escape(anchor)}-label"' if anchor else ""
    kind, _, title = node.astext().partition(": ")
    parts = [f'<span class="element-kind">{escape(kind)}</span>']
    if title:
        # The colon is read aloud and copied; on the screen the line breaks here.
        colon = '<span class="visually-hidden">: </span>'
        parts.append(f'{colon}<span class="element-title">{escape(title)}</span>')
    self.body.append(f'<p class="element-label"{named}>{"".join(parts)}{_marks(parent)}')
    if anchor and self.config.html_permalinks:
        text = f"Link to this {KINDS[parent['kind']][0].lower()}"
        self.add_permalink_ref(parent, text)
    self.body.append("</p>\n")
    raise nodes.SkipNode


def _marks(element: nodes.Element) -> str:
    """Return the tag of the status quo, or a claim's verdict; its sign comes from the style."""
    if element.get("status_quo"):
        return ' <span class="element-tag">Status quo</span>'
    if verdict := element.get("verdict"):
        said = '<span class="visually-hidden">Verdict: </span>'
        return f' <span class="verdict verdict-{verdict}">{said}{verdict}</span>'
    return ""


def visit_details(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the list of facts."""
    self.body.append(self.starttag(node, "dl", CLASS="simple element-details"))


def depart_details(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the list of facts."""
    del node
    self.body.append("</dl>\n")


def visit_detail(self: HTML5Translator, node: nodes.Element) -> None:
    """Open one fact; likelihood and confidence are drawn as well as said."""
    name, element = node["name"], node.parent.parent
    self.body.append(f'<div class="detail detail-{name}"><dt>{escape(node["label"])}</dt><dd>')
    if name == "likelihood" and "low" in element:
        self.body.append(scale(element["low"], element["high"]))
    if name == "confidence" and "confidence" in element:
        levels = yardsticks.load(self.config.briefbook_yardstick).confidences
        full = len(levels) - levels.index(element["confidence"])  # the highest comes first
        self.body.append(steps(full, len(levels)))


def depart_detail(self: HTML5Translator, node: nodes.Element) -> None:
    """Close one fact."""
    del node
    self.body.append("</dd></div>\n")


def skip(self: object, node: nodes.Element) -> None:
    """Write nothing."""
    del self, node
    raise nodes.SkipNode


def through(self: object, node: nodes.Element) -> None:
    """Write the children and nothing around them."""
    del self, node


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the nodes; writers other than HTML's write the children."""
    pairs = {
        brief_masthead: (visit_masthead, through),
        brief_element: (visit_element, depart_element),
        element_label: (visit_label, through),
        element_details: (visit_details, depart_details),
        element_detail: (visit_detail, depart_detail),
        register_placeholder: (skip, through),
    }
    for node, html in pairs.items():
        plain = (through, through)
        if node in {brief_masthead, register_placeholder}:
            plain = (skip, through)
        app.add_node(
            node, html=html, latex=plain, text=plain, man=plain, texinfo=plain, override=True
        )
