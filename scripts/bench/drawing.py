"""The figures of a generated book, as SVG and, for LaTeX, as PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

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


def draw_pdf(figure: Figure) -> bytes:
    """Return the same chart as a PDF of one page."""
    marks = ["0.27 0.33 0.4 rg"]
    marks += [f"{10 + 40 * i} 20 30 {height} re f" for i, height in enumerate(figure.heights)]
    marks += [
        f"BT /F 10 Tf {14 + 40 * i} 5 Td ({2010 + i}) Tj ET" for i in range(len(figure.heights))
    ]
    names = pikepdf.Name
    font = pikepdf.Dictionary(Type=names.Font, Subtype=names.Type1, BaseFont=names.Helvetica)
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(340, 140))
        page.Contents = document.make_stream("\n".join(marks).encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()
