"""From rows to a drawing, by Vega-Lite; its colours are marks that each output fills in."""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from briefbook.charts import engine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.charts.data import Row

# What the PDFs are set in; a page takes its own face.
FONT = "Source Sans 3"
# A phone's width: what is legible there is legible anywhere, for drawings only grow.
WIDTH = 340
_ROOM = 1.45
_TEXT = 13
SMALL = 11.5
# What a further line of a label takes, and about as many letters as have room beside bars.
LINE = 15
LABEL = 22

# Colours that stand for what they are used for.
INK, MAIN, SECOND, PAPER = "#010101", "#020202", "#030303", "#040404"
ON_PAGE = {
    INK: "currentColor",
    MAIN: "var(--chart-main)",
    SECOND: "var(--chart-second)",
    PAPER: "var(--chart-paper)",
}
ON_PAPER = {INK: "#1a1a1a", MAIN: "#0b3c5d", SECOND: "#5f8fb0", PAPER: "#ffffff"}

_SPOKEN = re.compile(r' (?:aria-[a-z]+|role|pointer-events)="[^"]*"')
_TAG = re.compile(r"<[^>]*>")
_LONG = re.compile(r"\d+\.\d{3,}")


def shown(value: str) -> str:
    """Return a number as it is printed: thousands apart, decimals as written."""
    whole, point, rest = value.partition(".")
    return f"{int(whole or 0):,}{point}{rest}" if whole.isdigit() else value


def folded(text: str, most: int) -> str:
    """Return a label in lines of so many letters at most: what is longer would be cut."""
    return "\n".join(wrap(text, most, break_long_words=False)) or text


def in_lines(labels: Sequence[str]) -> dict[str, str]:
    """Return what breaks labels where their lines end, if any has several."""
    return {"labelExpr": "split(datum.label, '\\n')"} if "\n" in "".join(labels) else {}


def bars(rows: Sequence[Row]) -> str:
    """Return horizontal bars from zero, each with its value at its end."""
    series = list(dict.fromkeys(row.series for row in rows))
    values = [
        {
            "label": folded(row.label, LABEL),
            "series": row.series,
            "value": row.number,
            "said": f"{shown(row.value)} {row.series}".strip(),
        }
        for row in rows
    ]
    offset: dict[str, Any] = (
        {"yOffset": {"field": "series", "type": "nominal", "sort": series}}
        if series != [""]
        else {}
    )
    colour = {
        "field": "series", "type": "nominal", "legend": None,
        "scale": {"domain": series, "range": [MAIN, SECOND][: len(series)] or [MAIN]},
    }  # fmt: skip
    labels = [str(value["label"]) for value in values]
    room = LINE * max(label.count("\n") for label in labels)
    step = {"step": 19, "for": "offset"} if offset else {"step": 22 + room}
    spec = {
        "width": WIDTH,
        "height": step,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": rows_of(labels),
            "x": {
                "field": "value", "type": "quantitative", "axis": None,
                # What stands at the end of the longest bar needs room too.
                "scale": {"domain": [0, max(row.number for row in rows) * _ROOM or 1],
                          "nice": False},
            },
            **offset,
        },
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "color": INK},
                "encoding": {"text": {"field": "said"}},
            },
        ],
    }  # fmt: skip
    return drawn(spec, values)


def rows_of(labels: Sequence[str]) -> dict[str, Any]:
    """Return the axis that has a row for each label, in their order."""
    return {
        "field": "label", "type": "nominal", "sort": list(dict.fromkeys(labels)),
        "axis": {"title": None, "ticks": False, "domain": False, "labelPadding": 8,
                 "labelLimit": 200, **in_lines(labels)},
        "scale": {"paddingInner": 0.25},
    }  # fmt: skip


def steps(rows: Sequence[Row]) -> str:
    """Return boxes one under the other, each leading to the next.

    A passed step has a line around it, the present one is filled, and one that is open has a
    broken line.
    """
    values = [
        {"label": row.label, "note": row.note, "state": row.value, "last": row is rows[-1]}
        for row in rows
    ]
    here = "datum.state === 'here'"
    text_colour = {"condition": {"test": here, "value": PAPER}, "value": INK}
    spec = {
        "width": WIDTH,
        "height": {"step": 62},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": {
                "field": "label", "type": "nominal", "axis": None,
                "sort": [row.label for row in rows],
                "scale": {"paddingInner": 0.3, "paddingOuter": 0.02},
            }
        },
        "layer": [
            _boxes("datum.state === 'done'", PAPER, [1, 0]),
            _boxes(here, MAIN, [1, 0]),
            _boxes("datum.state === 'open'", PAPER, [4, 3]),
            _line_of_text("label", -8, _TEXT, text_colour, weight=600),
            _line_of_text("note", 10, SMALL, text_colour),
            {
                "transform": [{"filter": "!datum.last"}],
                "mark": {"type": "point", "shape": "triangle-down", "filled": True, "size": 70,
                         "color": MAIN, "opacity": 1, "yOffset": 31},
                "encoding": {"x": {"value": 24}},
            },
        ],
    }  # fmt: skip
    return drawn(spec, values)


def _boxes(which: str, fill: str, dash: Sequence[int]) -> dict[str, Any]:
    mark = {"type": "rect", "stroke": MAIN, "strokeWidth": 1.6, "cornerRadius": 3,
            "fill": fill, "strokeDash": list(dash)}  # fmt: skip
    return {
        "transform": [{"filter": which}],
        "mark": mark,
        "encoding": {"x": {"value": 0}, "x2": {"value": "width"}},
    }


def _line_of_text(
    field: str, down: float, size: float, colour: Mapping[str, Any], weight: int = 400
) -> dict[str, Any]:
    mark = {"type": "text", "align": "left", "dy": down, "fontSize": size, "fontWeight": weight}
    return {
        "mark": mark,
        "encoding": {"text": {"field": field}, "x": {"value": 12}, "color": dict(colour)},
    }


def drawn(spec: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> str:
    """Return the drawing of a specification and its values, in marks for colours."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": list(values)},
        "background": None,
        # Letters of another face may be a little wider than those that were measured.
        "padding": {"left": 16, "right": 26, "top": 2, "bottom": 2},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "text": {"fontSize": _TEXT, "font": FONT},
            "axis": {"labelColor": INK, "labelFontSize": _TEXT},
            "legend": {"labelFontSize": _TEXT, "labelFont": FONT, "offset": 6},
        },
        **spec,
    }
    return _TAG.sub(_shortened, _SPOKEN.sub("", engine.svg(whole)))


def _shortened(tag: re.Match[str]) -> str:
    """Return a tag with no more decimals than are seen; what is written between tags stays."""
    return _LONG.sub(lambda match: f"{float(match[0]):.2f}", tag[0])


def for_page(svg: str, alt: str) -> str:
    """Return the drawing as part of a page: in the page's colours and face, with its text."""
    for mark, colour in ON_PAGE.items():
        svg = svg.replace(mark, colour)
    svg = svg.replace(f'font-family="{FONT}"', 'font-family="inherit"')
    words = f'role="img" aria-label="{escape(alt)}"'
    return svg.replace('class="marks"', f'class="chart-drawing" {words}', 1)


def for_paper(svg: str) -> str:
    """Return the drawing in the colours of the printed book, told apart in grey as well."""
    for mark, colour in ON_PAPER.items():
        svg = svg.replace(mark, colour)
    return svg
