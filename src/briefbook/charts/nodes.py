"""What a chart is in a document, and how the site shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.charts.draw import for_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class chart(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """A drawing: ``svg`` in marks for colours, ``alt`` for those who do not see it."""


class chart_data(nodes.General, nodes.Element):  # noqa: N801  # as above
    """The rows of a chart as a table, which a page shows when asked."""


def _visit_chart(writer: HTML5Translator, node: chart) -> None:
    writer.body.append(for_page(node["svg"], node["alt"]))
    raise nodes.SkipNode


def _visit_data(writer: HTML5Translator, node: chart_data) -> None:
    writer.body.append(f'<details class="chart-data"><summary>{node["summary"]}</summary>\n')


def _depart_data(writer: HTML5Translator, node: chart_data) -> None:
    del node
    writer.body.append("</details>\n")


def _visit_text(writer: nodes.NodeVisitor, node: chart) -> None:
    """Leave the words of a drawing to writers that draw nothing."""
    text = getattr(writer, "add_text", None)
    if text is not None:
        text(node["alt"])
    raise nodes.SkipNode


def _pass(writer: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Show what is inside."""


def setup(app: Sphinx) -> None:
    """Register the nodes and the style sheet."""
    app.add_node(chart, html=(_visit_chart, None), text=(_visit_text, None))
    app.add_node(chart_data, html=(_visit_data, _depart_data), text=(_pass, _pass))
    app.add_css_file("briefbook-charts.css", priority=702)
