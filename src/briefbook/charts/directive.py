"""``chart``: a drawing of a data file, its caption, its figures as a table, and its sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from briefbook.charts import data, draw, series
from briefbook.charts.nodes import chart, chart_data
from briefbook.elements.citation import cite_nodes
from briefbook.findings import nearest, report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from briefbook.charts.data import Row

KINDS = {
    "bar": draw.bars,
    "line": series.lines,
    "stack": series.stacks,
    "steps": draw.steps,
}
_MOST = {"bar": 2, "line": 3, "stack": 3, "steps": 2}
"""Series that can be told apart in grey."""
_STATES = {"done": "passed", "here": "reached", "open": "open"}
_SUMMARY = "The figures as a table"


@dataclass(frozen=True)
class _Place:
    """The data file: as the author names it, and where it is."""

    shown: str
    path: Path


class ChartDirective(SphinxDirective):
    """Draws the rows of a CSV file, whose path is relative to the document."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "data": directives.unchanged,
        "kind": directives.unchanged,
        "unit": directives.unchanged,
        "what": directives.unchanged,
        "alt": directives.unchanged,
        "table": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure; what is wrong is reported, and nothing is drawn then."""
        name = nodes.fully_normalize_name(self.arguments[0])
        kind = self._kind()
        if kind is None or not self._has_all(kind):
            return []
        rows = self._rows(kind)
        if not rows:
            return []
        small = "table" in self.options
        classes = ["chart", f"chart-{kind}", *(["chart-compact"] if small else [])]
        figure = nodes.figure("", classes=classes, names=[name])
        self.set_source_info(figure)
        alt = " ".join(self.options["alt"].split())
        figure += chart(svg=KINDS[kind](rows), alt=alt)
        figure += self._caption(kind)
        place = self._place()
        made = self._elsewhere(rows) if small else self._table(kind, rows, place.path)
        figure += nodes.legend("", *self._explanation(), made)
        self.state.document.note_explicit_target(figure)
        return [figure]

    # -- options ---------------------------------------------------------------------------------

    def _report(self, message: str, remedy: str) -> None:
        report("chart-option", message, remedy, location=(self.env.docname, self.lineno))

    def _kind(self) -> str | None:
        kind = str(self.options.get("kind", "bar")).strip()
        if kind in KINDS:
            return kind
        match = nearest(kind, KINDS)
        remedy = f"did you mean '{match}'?" if match else f"write {', '.join(KINDS)}"
        self._report(f"'{kind}' is no kind of chart", remedy)
        return None

    def _has_all(self, kind: str) -> bool:
        wanted = {
            "data": "name the CSV file beside this document",
            "alt": "say in a sentence or two what the chart shows, with its main figures",
        }
        if kind != "steps":
            wanted["unit"] = "name the unit of the figures, such as: US$ million"
        if "table" in self.options:
            wanted["table"] = "name the chart that has the figures as a table"
        absent = [name for name in wanted if not self.options.get(name, "").strip()]
        if absent:
            self._report(f"the chart has no '{absent[0]}'", f"{wanted[absent[0]]}")
        elif not self.content:
            self._report("the chart has no caption", "write what it shows under its options")
        return not absent and bool(self.content)

    # -- data ------------------------------------------------------------------------------------

    def _place(self) -> _Place:
        relative, absolute = self.env.relfn2path(self.options["data"].strip())
        return _Place(relative, Path(absolute))

    def _rows(self, kind: str) -> list[Row]:
        place = self._place()
        self.env.note_dependency(place.shown)
        if not place.path.is_file():
            self._report(f"the file '{place.shown}' does not exist", "give a path beside this page")
            return []
        content = place.path.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            faults = [data.Fault(line, f"'{place.shown}' is not UTF-8", "save it as UTF-8")]
            rows: list[Row] = []
        else:
            rows, faults = data.read(text, steps=kind == "steps")
        if len({row.series for row in rows}) > _MOST[kind]:
            message = (
                f"the chart has more than {_MOST[kind]} series, which cannot be told apart in grey"
            )
            faults.append(data.Fault(1, message, "draw two charts"))
        elif rows and not faults and kind in {"line", "stack"}:
            faults += series.faults(rows, line=kind == "line")
        for fault in faults:
            where = f"{place.path}:{fault.line}"
            report("chart-data", fault.message, fault.remedy, location=where)
        return [] if faults else rows

    # -- what is printed -------------------------------------------------------------------------

    def _caption(self, kind: str) -> nodes.caption:
        """Return the first paragraph, with the unit after it."""
        parsed = self.parse_content_to_nodes()
        self._rest = parsed[1:]
        first = parsed[0] if parsed else None
        inside = first.children if isinstance(first, nodes.paragraph) else ()
        unit = self.options.get("unit", "").strip()
        shown = [nodes.Text(f" ({unit})")] if kind != "steps" else []
        caption = nodes.caption("", "", *inside, *shown)
        self.set_source_info(caption)
        return caption

    def _explanation(self) -> Sequence[nodes.Node]:
        return self._rest

    def _elsewhere(self, rows: Sequence[Row]) -> nodes.paragraph:
        """Return the notes on the sources, and where the figures stand as a table."""
        target = nodes.fully_normalize_name(self.options["table"])
        link = addnodes.pending_xref(
            "", nodes.inline(target, target), refdomain="std", reftype="numref",
            reftarget=target, refdoc=self.env.docname, refexplicit=False, refwarn=True,
        )  # fmt: skip
        self.set_source_info(link)
        place = self._place().path
        notes: list[nodes.Node] = []
        for source, row in {row.source: row for row in reversed(rows)}.items():
            notes[:0] = cite_nodes(self.env, source, self.lineno, f"{place}:{row.line}")
        text = [nodes.Text("Sources in the notes"), *notes, nodes.Text("; as a table: "), link]
        return nodes.paragraph("", "", *text, nodes.Text("."), classes=["chart-elsewhere"])

    def _table(self, kind: str, rows: Sequence[Row], path: Path) -> chart_data:
        heads = [self.options.get("what", "").strip() or "What"]
        columns = ["label"]
        if any(row.series for row in rows):
            heads.append("Series")
            columns.append("series")
        heads.append(self.options.get("unit", "").strip() if kind != "steps" else "State")
        columns.append("value")
        if any(row.note for row in rows):
            heads.append("Note")
            columns.append("note")
        heads.append("Source")
        table = nodes.table("", classes=["chart-table"])
        group = nodes.tgroup("", cols=len(heads))
        group += [nodes.colspec("", colwidth=1) for _ in heads]
        group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
        body = nodes.tbody("")
        for row in rows:
            cells: list[list[nodes.Node]] = [
                [nodes.Text(self._cell(kind, row, column))] for column in columns
            ]
            cells.append(list(cite_nodes(self.env, row.source, self.lineno, f"{path}:{row.line}")))
            body += _row(cells, number=columns.index("value") if kind != "steps" else None)
        group += body
        table += group
        return chart_data("", table, summary=_SUMMARY)

    @staticmethod
    def _cell(kind: str, row: Row, column: str) -> str:
        if column != "value":
            return str(getattr(row, column))
        return draw.shown(row.value) if kind != "steps" else _STATES[row.value]


def _row(cells: Sequence[Sequence[nodes.Node]], number: int | None = None) -> nodes.row:
    row = nodes.row("")
    for index, inside in enumerate(cells):
        classes = ["text-right"] if index == number else []
        row += nodes.entry("", nodes.paragraph("", "", *inside), classes=classes)
    return row


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("chart", ChartDirective)
