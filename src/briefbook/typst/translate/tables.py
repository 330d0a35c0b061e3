"""Tables: spans, header rows, column widths that suit what the columns hold."""

from __future__ import annotations

import itertools
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
# From this many columns on a table takes the whole width of the page, not only the text's.
_WIDE = 4


@dataclass
class _Grid:
    columns: int
    head: list[nodes.Node]
    body: list[nodes.Node]
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
    head = [
        _cell(t, grid, entry, index, head=True)
        for row in grid.head
        for index, entry in _entries(row)
    ]
    rows = [_row(t, grid, row) for row in grid.body]
    return markup.call(
        "grid-table",
        Code(_columns(grid)),
        head=head or None,
        rows=list(itertools.chain.from_iterable(rows)),
        hang=at_margin(table) and grid.columns >= _WIDE,
    )


def _grid(group: nodes.Element, table: nodes.Element) -> _Grid:
    specs = [c for c in group.children if isinstance(c, nodes.colspec)]
    head = [
        row for part in group.children if isinstance(part, nodes.thead) for row in part.children
    ]
    body = [
        row for part in group.children if isinstance(part, nodes.tbody) for row in part.children
    ]
    return _Grid(
        columns=int(group.get("cols", len(specs))) or len(specs),
        head=head,
        body=body,
        widths=[_number(spec.get("colwidth", 1)) for spec in specs],
        given="colwidths-given" in table.get("classes", ()),
        stubs={index for index, spec in enumerate(specs) if spec.get("stub")},
    )


def _number(width: object) -> int:
    try:
        return max(1, int(float(str(width).rstrip("*%"))))
    except ValueError:
        return 1


def _entries(row: nodes.Node) -> list[tuple[int, nodes.Node]]:
    cells = [c for c in row.children if not isinstance(c, nodes.Invisible)]
    return list(enumerate(cells))


def _row(t: Translator, grid: _Grid, row: nodes.Node) -> list[Content | Code]:
    return [_cell(t, grid, entry, index) for index, entry in _entries(row)]


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
    style = "th" if head else "stub" if index in grid.stubs else ""
    inner = markup.call(style, body=body) if style and body.strip() else body
    if not parts:
        return inner
    return Code(f"table.cell({', '.join(parts)}, {markup.value(inner)})")


def _columns(grid: _Grid) -> str:
    """Return Typst's column sizes: as given, else by how much text the columns hold."""
    if grid.given and len(grid.widths) == grid.columns:
        return "(" + "".join(f"{width}fr, " for width in grid.widths) + ")"
    longest, amount = [0] * grid.columns, [0] * grid.columns
    for row in (*grid.head, *grid.body):
        if _spans(row) or len(row.children) != grid.columns:
            continue
        for index, entry in _entries(row):
            size = len(entry.astext())
            longest[index] = max(longest[index], size)
            amount[index] = max(amount[index], min(size, _LONG))
    return (
        "(" + "".join(_size(long, some) for long, some in zip(longest, amount, strict=True)) + ")"
    )


def _spans(row: nodes.Node) -> bool:
    return any(
        "morecols" in entry or "morerows" in entry
        for entry in row.children
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
