"""Drawings of up to three series: bars of parts that make a whole, and lines over time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from briefbook.charts.data import Fault
from briefbook.charts.draw import (
    INK,
    LABEL,
    LINE,
    MAIN,
    PAPER,
    SECOND,
    SMALL,
    WIDTH,
    drawn,
    folded,
    in_lines,
    rows_of,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbook.charts.data import Row

# Told apart in grey as well: full, half and empty; a full line, a broken and a dotted one.
_FILLS = (MAIN, SECOND, PAPER)
_COLOURS = (MAIN, SECOND, INK)
_DASHES = ([1, 0], [7, 3], [2, 2])
_LINE_HEIGHT = 190
_STEP = 28
_TOTAL_ROOM = 1.25
_HEADROOM = 1.08
_SEVERAL = 2
# About as many letters as have room in a legend above bars.
_NAME = 26


def stacks(rows: Sequence[Row]) -> str:
    """Return horizontal bars of parts, with the sum of the parts at the end of each."""
    rows = [_folded(row) for row in rows]
    names = _names(rows)
    labels = list(dict.fromkeys(row.label for row in rows))
    sums = {
        label: sum((Decimal(row.value) for row in rows if row.label == label), Decimal(0))
        for label in labels
    }
    values = [
        {"label": row.label, "series": row.series, "value": row.number,
         "order": names.index(row.series)}
        for row in rows
    ]  # fmt: skip
    totals = [
        {"label": label, "sum": float(total), "said": shown(f"{total:f}")}
        for label, total in sums.items()
    ]
    y = rows_of(labels)
    longest = float(max(sums.values())) * _TOTAL_ROOM or 1
    scale = {"domain": [0, longest], "nice": False}
    fill = {
        "field": "series", "type": "nominal", "sort": names, "legend": _legend("square", names),
        "scale": {"domain": names, "range": list(_FILLS[: len(names)])},
    }  # fmt: skip
    spec = {
        "width": WIDTH,
        "height": {"step": _STEP + LINE * max(label.count("\n") for label in labels)},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": MAIN, "strokeWidth": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "value", "type": "quantitative", "axis": None, "scale": scale,
                          "stack": "zero"},
                    "fill": fill,
                    "order": {"field": "order", "type": "quantitative"},
                },
            },
            {
                "data": {"values": totals},
                "mark": {"type": "text", "align": "left", "dx": 5, "color": INK},
                "encoding": {
                    "y": y,
                    "x": {"field": "sum", "type": "quantitative", "axis": None, "scale": scale},
                    "text": {"field": "said"},
                },
            },
        ],
    }  # fmt: skip
    return drawn(spec, values)


def lines(rows: Sequence[Row]) -> str:
    """Return lines over the labels in the order of the file; the scale begins at zero."""
    names = _names(rows)
    labels = list(dict.fromkeys(row.label for row in rows))
    values = [{"label": row.label, "series": row.series, "value": row.number} for row in rows]
    legend = _legend("stroke", names) if len(names) > 1 else None

    def by_series(choices: Sequence[Any]) -> dict[str, Any]:
        domain = {"domain": names, "range": list(choices[: len(names)])}
        return {"field": "series", "type": "nominal", "scale": domain, "legend": legend}

    top = max(row.number for row in rows) * _HEADROOM or 1
    spec = {
        "width": WIDTH,
        "height": _LINE_HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "x": {
                "field": "label", "type": "ordinal", "sort": labels,
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy",
                         "labelFontSize": SMALL,
                         "domainColor": INK, "tickColor": INK},
                "scale": {"type": "point", "padding": 0.3},
            },
            "y": {
                "field": "value", "type": "quantitative",
                "axis": {"title": None, "tickCount": 4, "domain": False, "ticks": False,
                         "gridColor": INK, "gridOpacity": 0.2},
                "scale": {"domain": [0, top], "nice": True},
            },
            "color": by_series(_COLOURS),
        },
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.4},
                "encoding": {"strokeDash": by_series(_DASHES)},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 40, "opacity": 1},
            },
        ],
    }  # fmt: skip
    return drawn(spec, values)


def faults(rows: Sequence[Row], *, line: bool) -> Iterator[Fault]:
    """Yield what keeps rows from being drawn as parts of a whole, or as lines."""
    names, labels = _names(rows), list(dict.fromkeys(row.label for row in rows))
    if not line and len(names) < _SEVERAL:
        message = "the bars have one part each"
        yield Fault(1, message, "add the column 'series', or write ':kind: bar'")
    if line and len(labels) < _SEVERAL:
        yield Fault(1, "a line needs two points or more", "add rows, or write ':kind: bar'")
    for row in rows:
        if not row.series and len(names) > 1:
            yield Fault(row.line, "the series is empty", "give the series, as in the other rows")
            return
    there = {(row.label, row.series) for row in rows}
    for label in labels:
        for name in names:
            if (label, name) not in there:
                first = next(row.line for row in rows if row.label == label)
                message = f"'{label}' has no value for '{name}'"
                yield Fault(first, message, "add the row, with 0 only where it is nothing")


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.series for row in rows))


def _folded(row: Row) -> Row:
    """Return a row whose label and series are broken into lines that have room."""
    label, series = (folded(text, most) for text, most in ((row.label, LABEL), (row.series, _NAME)))
    return replace(row, label=label, series=series)


def _legend(symbol: str, names: Sequence[str]) -> dict[str, Any]:
    """Return a legend above the drawing; each name has a line of its own, for names are long."""
    look = {"symbolStrokeColor": MAIN} if symbol == "square" else {"symbolSize": 500}
    return {
        "title": None, "orient": "top", "direction": "vertical", "columns": 1,
        "symbolType": symbol, "labelColor": INK, "labelLimit": 300, **look, **in_lines(names),
    }  # fmt: skip
