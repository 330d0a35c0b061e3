"""The figures of a generated book, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.model import Figure


def draw(figure: Figure) -> str:
    """Return a bar chart of the figure's heights."""
    bars = "".join(
        f'<rect x="{10 + 40 * i}" y="{120 - height}" width="30" height="{height}" fill="#456"/>'
        f'<text x="{25 + 40 * i}" y="135" font-size="10" text-anchor="middle">{2010 + i}</text>'
        for i, height in enumerate(figure.heights)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="340" height="140" '
        f'viewBox="0 0 340 140">{bars}</svg>\n'
    )
