"""Charts on a page of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_books import one, parse, words

if TYPE_CHECKING:
    from site_books import BuildFuro

DATA = 'label,value,source\n2006,5100,report-2021\n"2016, spring",699,report-2021 [p. 4]\n'
CHART = (
    "# Figures\n\n:::{chart} chart-sales\n:data: sales.csv\n:unit: US$ million\n:what: Year\n"
    ":alt: Two bars, of 5,100 and 699.\nSales & *estimates* {cite}`report-2021`\n:::\n\n"
    "See [the drawing](#chart-sales).\n"
)


def test_a_page_has_the_drawing_its_table_and_its_sources(build_furo: BuildFuro) -> None:
    root = parse(build_furo({"docs/page.md": CHART, "docs/sales.csv": DATA}), "docs/page")
    figure = one(root, "figure#chart-sales")
    drawing = one(figure, "svg")
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == "Two bars, of 5,100 and 699."
    assert "5,100" in words(drawing)
    assert words(one(figure, ".caption-text")).startswith("Sales & estimates")
    assert "(US$ million)" in words(one(figure, ".caption-text"))
    cells = [[words(cell) for cell in row.select("td")] for row in figure.select("tbody tr")]
    assert [row[:2] for row in cells] == [["2006", "5,100"], ["2016, spring", "699"]]
    assert all(row[2] for row in cells)  # a note with the source
    assert [words(head) for head in figure.select("th")] == ["Year", "US$ million", "Source"]
    assert root.select_one('a[href="#chart-sales"]') is not None


def test_a_drawing_has_no_style_no_script_and_no_colour_of_its_own(build_furo: BuildFuro) -> None:
    built = build_furo({"docs/page.md": CHART, "docs/sales.csv": DATA})
    drawing = str(one(parse(built, "docs/page"), "figure svg"))
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{6}", drawing)
    assert "currentColor" in drawing
