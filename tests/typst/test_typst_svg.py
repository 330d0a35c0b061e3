"""Text in drawings is set in the fonts that the PDFs carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from briefbook.typst.svg import with_own_fonts
from pdfkit import run, whole, write_root

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ('<text font-family="sans-serif">', "<text font-family=\"'Source Sans 3'\">"),
        ("<text font-family='Foo, serif'>", "<text font-family='\"Foo\", \"Source Serif 4\"'>"),
        ("text { font-family: Arial, sans-serif; }",
         "text { font-family: 'Source Sans 3', 'Source Sans 3'; }"),
        ('<g style="font-family:monospace;x:y">',
         "<g style=\"font-family:'DejaVu Sans Mono';x:y\">"),
        ('<text x="1">sans-serif</text>', '<text x="1">sans-serif</text>'),
    ],
)  # fmt: skip
def test_names_are_replaced(given: str, made: str) -> None:
    assert with_own_fonts(given.encode()) == made.encode()


def test_what_is_no_text_stays_as_it_is() -> None:
    assert with_own_fonts(b"\xff\xfe") == b"\xff\xfe"


def test_a_chart_is_set_without_serifs(tmp_path: Path) -> None:
    chart = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">'
        '<text x="10" y="30" font-family="Helvetica, sans-serif">wordchart</text></svg>'
    )
    files = {"index.md": "# Root\n\n![A chart](chart.svg)\n", "chart.svg": chart}
    made = run(write_root(tmp_path / "root", files), briefbook_date="")
    assert made.warnings == []
    assert "wordchart" in whole(made.pdf())
    with pikepdf.open(made.pdf()) as document:
        fonts = {
            str(item["/BaseFont"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert any("SourceSans3-Regular" in name for name in fonts)
    assert not any("Libertinus" in name for name in fonts)
