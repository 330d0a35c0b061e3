"""Tables: spans, header rows, column widths that suit what the columns hold."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Code, Content
from briefbook.typst.translate.core import Translator, at_margin, classes_of, handles
from briefbook.typst.translate.media import figure_call

_ALIGN = {"text-left": "left", "text-right": "right", "text-center": "center"}
# A column whose longest cell has no more characters than this is set as wide as its text.
_SHORT = 14
_LONG = 160
# From this many columns on a table takes the whole width of the page, not only the text's; above
# the second number it is printed in parts.
_WIDE, _WIDEST = 4, 13
# About as many characters as fit the width of a page.
_LINE = 104


_Cells = list[nodes.Node]


@dataclass
class _Grid:
    columns: int
    head: list[_Cells]
    body: list[_Cells]
    widths: list[int]
    given: bool
    stubs: set[int]


@handles(nodes.table)
def _table(t: Translator, node: nodes.table) -> Content:
    title = next((c for c in node.children if isinstance(c, nodes.title)), None)
    groups = [c for c in node.children if isinstance(c, nodes.tgroup)]
    body = markup.join(_group(t, group, node) for group in groups)
    if title is None:
        return markup.join([t.anchors(node), body])
    return figure_call(t, node, "table", body, caption=title)


@handles(nodes.tgroup)
def _lone_group(t: Translator, node: nodes.tgroup) -> Content:
    return _group(t, node, node)


def _group(t: Translator, group: nodes.Element, table: nodes.Element) -> Content:
    grid = _grid(group, table)
    if not grid.columns or not (grid.head or grid.body):
        return EMPTY
    hang = at_margin(table) and grid.columns >= _WIDE
    looks: set[str] = {*table.get("classes", ())} & {"dense", "whole", "judgement-board"}
    with t.within(longest=min(t.longest, max(6, _LINE // grid.columns - 2))):
        return markup.join(_set(t, part, hang=hang, looks=looks) for part in _parts(t, grid, table))


def _set(t: Translator, grid: _Grid, *, hang: bool, looks: set[str]) -> Content:
    head = [
        _cell(t, grid, entry, index, head=True)
        for row in grid.head
        for index, entry in enumerate(row)
    ]
    rows = [_cell(t, grid, entry, index) for row in grid.body for index, entry in enumerate(row)]
    return markup.call(
        "grid-table",
        Code(_columns(grid)),
        head=head or None,
        rows=rows,
        hang=hang,
        dense="dense" in looks or None,
        whole="whole" in looks or None,
        board="judgement-board" in looks or None,
    )


def _parts(t: Translator, grid: _Grid, table: nodes.Element) -> list[_Grid]:
    """Return a table as itself, or, wider than a page, as several with the same first column."""
    if grid.columns <= _WIDEST:
        return [grid]
    if any(_spans(row) or len(row) != grid.columns for row in (*grid.head, *grid.body)):
        t.report(
            "pdf-wide-table",
            f"a table of {grid.columns} columns with joined cells is too wide for a page",
            f"join no cells, so that it can be printed in parts, or use {_WIDEST} columns at most",
            table.next_node(nodes.paragraph) or table,  # reST places a table at line 1
        )
        return [grid]
    step = _WIDEST - 1
    return [
        _columns_of(grid, [0, *range(first, min(first + step, grid.columns))])
        for first in range(1, grid.columns, step)
    ]


def _columns_of(grid: _Grid, chosen: list[int]) -> _Grid:
    """Return a grid with some of the columns of another; its cells stay where they are."""

    def some(rows: list[_Cells]) -> list[_Cells]:
        return [[row[index] for index in chosen] for row in rows]

    widths = [grid.widths[index] for index in chosen if index < len(grid.widths)]
    stubs = {place for place, index in enumerate(chosen) if index in grid.stubs}
    return _Grid(len(chosen), some(grid.head), some(grid.body), widths, grid.given, stubs)


def _grid(group: nodes.Element, table: nodes.Element) -> _Grid:
    specs = [c for c in group.children if isinstance(c, nodes.colspec)]
    return _Grid(
        columns=int(group.get("cols", len(specs))) or len(specs),
        head=_rows(group, nodes.thead),
        body=_rows(group, nodes.tbody),
        widths=[_number(spec.get("colwidth", 1)) for spec in specs],
        given="colwidths-given" in table.get("classes", ()),
        stubs={index for index, spec in enumerate(specs) if spec.get("stub")},
    )


def _number(width: object) -> int:
    try:
        return max(1, int(float(str(width).rstrip("*%"))))
    except ValueError:
        return 1


def _rows(group: nodes.Element, kind: type[nodes.Element]) -> list[_Cells]:
    return [
        [cell for cell in row.children if not isinstance(cell, nodes.Invisible)]
        for part in group.children
        if isinstance(part, kind)
        for row in part.children
    ]


def _cell(
    t: Translator, grid: _Grid, entry: nodes.Node, index: int, *, head: bool = False
) -> Content | Code:
    if not isinstance(entry, nodes.entry):
        return t.node(entry)
    body = markup.join([t.mark(entry), t.anchors(entry), t.flow(entry)])
    align = next((_ALIGN[c] for c in classes_of(entry) if c in _ALIGN), None)
    named = {
        "colspan": int(entry.get("morecols", 0)) + 1,
        "rowspan": int(entry.get("morerows", 0)) + 1,
    }
    parts = [f"{name}: {count}" for name, count in named.items() if count > 1]
    if align:
        parts.append(f"align: {align}")
    style = "th" if head else _stub(entry) if index in grid.stubs else ""
    inner = markup.call(style, body=body) if style and body.strip() else body
    if not parts:
        return inner
    return Code(f"table.cell({', '.join(parts)}, {markup.value(inner)})")


def _stub(entry: nodes.entry) -> str:
    """Return how the head of a row is set: as running text, which can be tagged, or as blocks."""
    inline = len(entry) == 1 and isinstance(entry[0], nodes.paragraph)
    return "stub" if inline else "stub-blocks"


def _columns(grid: _Grid) -> str:
    """Return Typst's column sizes: as given, else by how much text the columns hold."""
    if grid.given and len(grid.widths) == grid.columns:
        return "(" + "".join(f"{width}fr, " for width in grid.widths) + ")"
    longest, amount = [0] * grid.columns, [0] * grid.columns
    for row in (*grid.head, *grid.body):
        if _spans(row) or len(row) != grid.columns:
            continue
        for index, entry in enumerate(row):
            size = len(entry.astext())
            longest[index] = max(longest[index], size)
            amount[index] = max(amount[index], min(size, _LONG))
    return (
        "(" + "".join(_size(long, some) for long, some in zip(longest, amount, strict=True)) + ")"
    )


def _spans(row: _Cells) -> bool:
    return any(
        "morecols" in entry or "morerows" in entry
        for entry in row
        if isinstance(entry, nodes.Element)
    )


def _size(longest: int, amount: int) -> str:
    if longest <= _SHORT:
        return "auto, " if longest else "1fr, "
    # The square root keeps a column of short phrases readable beside one of whole paragraphs.
    return f"{amount**0.5:.2f}fr, "


@handles(nodes.row, nodes.entry, nodes.thead, nodes.tbody)
def _part(t: Translator, node: nodes.Element) -> Content:
    return t.blocks(node.children)
