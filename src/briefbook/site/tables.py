"""Tables in boxes that scroll on a narrow screen, by keyboard too, and that say what they hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class table_region(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A box around one table.  Attribute: ``name`` (str), what assistive technology calls it."""


class BoxTables(SphinxPostTransform):
    """Puts every table into a box, in place of the theme's, which copies the table's id."""

    formats = ("html",)
    default_priority = 510  # after Furo's own wrapping (500)

    def run(self, **kwargs: object) -> None:
        """Box the tables of the document."""
        del kwargs
        seen: Counter[str] = Counter()
        for table in list(self.document.findall(nodes.table)):
            name = _name(table)
            seen[name] += 1
            if seen[name] > 1:
                name = f"{name} ({seen[name]})"
            region = table_region(name=name)
            outer = table.parent
            wrapped = isinstance(outer, nodes.container) and "table-wrapper" in outer["classes"]
            # Not replace_self(), which would hand the id on.
            box = outer if wrapped else table
            box.parent.replace(box, region)
            region += table
            if "register" in table["classes"]:
                _leave_widths(table)


def _leave_widths(table: nodes.table) -> None:
    """Leave the widths of a register to the style sheet, which knows how wide the screen is."""
    table["classes"] = [name for name in table["classes"] if name != "colwidths-given"]
    table["classes"].append("colwidths-auto")


def _name(table: nodes.table) -> str:
    caption = next(table.findall(nodes.title), None)
    if caption is not None:
        return caption.astext()
    parent = table.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    heading = next(parent.findall(nodes.title), None) if parent is not None else None
    return f"Table: {heading.astext()}" if heading is not None else "Table"


def visit_region(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the box."""
    attributes = {"role": "region", "tabindex": "0", "aria-label": node["name"]}
    self.body.append(self.starttag(node, "div", CLASS="table-wrapper container", **attributes))


def depart_region(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the box."""
    del node
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register the box and what puts tables into it."""
    app.add_node(table_region, html=(visit_region, depart_region))
    app.add_post_transform(BoxTables)
