"""Elements stand in the text of a brief itself, not inside of anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.elements.nodes import brief_element
from briefbook.findings import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A container is a plain box, such as ::: with a class, or a tab.
_ALLOWED = (nodes.document, nodes.section, nodes.container)


def _check_nesting(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.current_document.docname
    for element in doctree.findall(brief_element):
        outer = _outside(element)
        if outer is not None:
            message = f"{_name(element)} stands inside {_name(outer)}"
            remedy = "move it out, to where nothing is around it"
            report("element-nested", message, remedy, location=(docname, element.line or 1))


def _outside(element: nodes.Element) -> nodes.Element | None:
    """Return what stands around an element and must not, or None."""
    parent = element.parent
    while isinstance(parent, nodes.container):
        parent = parent.parent
    return None if isinstance(parent, _ALLOWED) else parent


def _name(node: nodes.Element) -> str:
    if isinstance(node, brief_element):
        if node["kind"] == "bottom-line":
            return "the bottom line"
        return f"{node['kind']} '{node['element_id']}'"
    words = {nodes.list_item: "a list", nodes.block_quote: "a quotation", nodes.entry: "a table"}
    return words.get(type(node), f"a {node.tagname.replace('_', ' ')}")


def setup(app: Sphinx) -> None:
    """Look at every document once its elements are read."""
    app.connect("doctree-read", _check_nesting)
