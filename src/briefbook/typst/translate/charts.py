"""Charts on paper: the drawing as a picture, its figures as a table below."""

from __future__ import annotations

from briefbook.charts.draw import for_paper
from briefbook.charts.nodes import chart, chart_data
from briefbook.typst import markup
from briefbook.typst.markup import Code, Content
from briefbook.typst.translate.core import Translator, handles

# The smallest words of a drawing are then as large as those of a note.
_WIDTH = Code("80mm")


@handles(chart)
def _chart(t: Translator, node: chart) -> Content:
    path = t.services.inline_svg(for_paper(node["svg"]))
    picture = Code(f"image({markup.string(path)}, alt: {markup.string(node['alt'])})")
    return markup.call("picture", picture, width=_WIDTH, align="left")


@handles(chart_data)
def _data(t: Translator, node: chart_data) -> Content:
    return t.blocks(node.children)
