"""Tables in boxes that scroll on a narrow screen, by keyboard too, and that say what they hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


SPEAKING = 2  # a row begins with what it is about, and nothing after that goes without a name
SENTENCE = 40  # characters


class table_region(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A box around one table.  Attribute: ``name`` (str), what assistive technology calls it."""


class cell_label(nodes.Inline, nodes.Element):  # noqa: N801  # as above
    """The head of a column where a row is read downwards.  Attribute: ``name`` (str).

    It is no text: what is copied, searched or read beside the head of the table has it once.
    """


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
                _label_cells(table)


def _leave_widths(table: nodes.table) -> None:
    """Leave the widths of a register to the style sheet, which knows how wide the screen is."""
    table["classes"] = [name for name in table["classes"] if name != "colwidths-given"]
    table["classes"].append("colwidths-auto")


def _label_cells(table: nodes.table) -> None:
    """Put the head of its column before each cell, for phones, where a row is read downwards."""
    head, body = next(table.findall(nodes.thead), None), next(table.findall(nodes.tbody), None)
    if head is None or body is None:
        return
    names = [cell.astext() for cell in head.findall(nodes.entry)]
    rows = [list(row.findall(nodes.entry)) for row in body]
    # A row that is one cell wide is a heading among the rows, and needs no name.
    whole = [row for row in rows if len(row) == len(names)]
    if not whole:
        return
    columns = zip(*whole, strict=True)
    for number, (name, cells) in enumerate(zip(names, columns, strict=True)):
        if number < SPEAKING and _speaks(name, [cell.astext() for cell in cells]):
            continue
        for cell in cells:
            text = next(cell.findall(nodes.paragraph), None)
            if text is not None and name:
                text.insert(0, cell_label(name=name))


def _speaks(name: str, texts: list[str]) -> bool:
    """Return whether a column needs no name: it begins with it, or holds whole sentences."""
    named = all(text.startswith(name) for text in texts)
    return named or sum(map(len, texts)) > SENTENCE * len(texts)


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


def visit_label(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the name as an attribute, which the style sheet shows where it is needed."""
    self.body.append(
        self.starttag(node, "span", "", CLASS="cell-label", **{"data-name": node["name"]})
    )


def depart_label(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the label."""
    del node
    self.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Register the box, the label, and what puts tables into and before them."""
    app.add_node(table_region, html=(visit_region, depart_region))
    app.add_node(cell_label, html=(visit_label, depart_label))
    app.add_post_transform(BoxTables)
