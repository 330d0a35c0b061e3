"""The results as a table for people, as data, and as a chart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.rounds import Result

HEAD = "| What | Does | Briefs | Seconds | From–to | Processor s | Peak MB | Times ours |"
RULE = "| :--- | :--- | ---: | ---: | ---: | ---: | ---: | ---: |"
OURS = "briefbook"


def table(results: Sequence[Result]) -> str:
    """Return a Markdown table; what could not run says why."""
    ours = {result.briefs: result.median for result in results if result.name == OURS}
    return "\n".join([HEAD, RULE, *(_row(result, ours) for result in results)]) + "\n"


def _row(result: Result, ours: dict[int, float]) -> str:
    if result.trouble or not result.seconds:
        why = result.trouble or "not run"
        return f"| {result.name} | {result.does} | {result.briefs} | {why} | | | | |"
    spread = f"{min(result.seconds):.1f}–{max(result.seconds):.1f}"
    reference = ours.get(result.briefs)
    ratio = f"{result.median / reference:.2f}" if reference else ""
    cells = (
        result.name, result.does, str(result.briefs), f"{result.median:.1f}", spread,
        f"{max(result.processor):.1f}", f"{max(result.megabytes):.0f}", ratio,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def chart(results: Sequence[Result]) -> str:
    """Return the medians over the size of the book as SVG, both on logarithmic scales."""
    import vl_convert  # noqa: PLC0415  # loads slowly, and only here

    rows = [
        {"briefs": result.briefs, "seconds": result.median, "what": result.name}
        for result in results
        if result.seconds
    ]
    scale = {"type": "log"}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 480,
        "height": 320,
        "data": {"values": rows},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "briefs", "type": "quantitative", "scale": scale, "title": "Briefs"},
            "y": {"field": "seconds", "type": "quantitative", "scale": scale, "title": "Seconds"},
            "color": {"field": "what", "type": "nominal", "title": None},
        },
    }
    return str(vl_convert.vegalite_to_svg(spec))


def write(results: Sequence[Result], folder: Path) -> None:
    """Write results.json, results.md and results.svg into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps([result.as_dict() for result in results], indent=1)
    (folder / "results.json").write_text(f"{data}\n", encoding="utf-8")
    (folder / "results.md").write_text(table(results), encoding="utf-8")
    (folder / "results.svg").write_text(chart(results), encoding="utf-8")
