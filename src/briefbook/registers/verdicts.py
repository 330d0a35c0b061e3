"""``verdict-chart``: how many claims on a source have each verdict, out of the register."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from briefbook.charts import draw
from briefbook.charts.data import Row
from briefbook.charts.nodes import chart, chart_data
from briefbook.elements.claim import VERDICTS
from briefbook.elements.nodes import register_placeholder
from briefbook.findings import report
from briefbook.registers.context import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.register import BriefDomain
    from briefbook.registers.context import Context

NAME = "verdict-chart"
SUMMARY = "The figures as a table"


class VerdictChart(SphinxDirective):
    """Marks where the drawing goes; its argument is an id and its content the caption."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"source": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the figure, whose drawing and table are filled in when all is read."""
        source = self.options.get("source", "").strip()
        if not source or not self.content:
            lacking = "caption" if source else "source"
            remedy = "write what it shows" if source else "name the article's source in :source:"
            place = (self.env.docname, self.lineno)
            report("chart-option", f"the chart has no {lacking}", remedy, location=place)
            return []
        parsed = self.parse_content_to_nodes()
        first = parsed[0]
        inside = first.children if isinstance(first, nodes.paragraph) else [first]
        name = nodes.fully_normalize_name(self.arguments[0])
        figure = nodes.figure("", classes=["chart", "chart-bar"], names=[name])
        caption = nodes.caption("", "", *inside)
        drawing, rows = (
            register_placeholder(register=NAME, source=source, part=part)
            for part in ("drawing", "table")
        )
        figure += [drawing, caption, nodes.legend("", *parsed[1:], rows)]
        for node in (figure, caption, drawing, rows):
            self.set_source_info(node)
        self.state.document.note_explicit_target(figure)
        return [figure]


def counted(domain: BriefDomain, source: str) -> dict[str, int]:
    """Return how many claims on a source have each verdict that one of them has."""
    found = Counter(
        record.options.get("verdict", "").strip()
        for record in domain.of_kind("claim")
        if record.options.get("source", "").strip() == source
    )
    return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}


def fill(context: Context) -> list[nodes.Node]:
    """Return the drawing or the table of the placeholder; nothing where there is no claim."""
    counts = counted(context.domain, context.options["source"])
    if not counts:
        return []
    if context.options["part"] == "table":
        rows = [(verdict, str(count)) for verdict, count in counts.items()]
        made = table(("Verdict", "Claims"), (60, 40), rows, "chart-table")
        return [chart_data("", made, summary=SUMMARY)]
    bars = [Row(0, verdict, str(count), "") for verdict, count in counts.items()]
    told = ", ".join(f"{verdict} {count}" for verdict, count in counts.items())
    alt = f"Bars of the claims by verdict, {sum(counts.values())} in all: {told}."
    return [chart(svg=draw.bars(bars), alt=alt, small=False)]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive(NAME, VerdictChart)
