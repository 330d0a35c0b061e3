"""Charts in a book: on the page, on paper, and when something is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefbook
from books import CONF
from briefbook.charts.data import read
from briefbook.charts.draw import INK, MAIN, ON_PAGE, ON_PAPER, SECOND, bars, for_page, steps

if TYPE_CHECKING:
    from conftest import Build, MakeBook

DATA = 'label,value,source\n2006,5100,report-2021\n"2016, spring",699,report-2021 [p. 4]\n'
CHART = (
    "# Figures\n\n:::{chart} chart-sales\n:data: sales.csv\n:unit: US$ million\n:what: Year\n"
    ":alt: Two bars, of 5,100 and 699.\nSales & *estimates* {cite}`report-2021`\n:::\n\n"
    "See [the drawing](#chart-sales).\n"
)


def test_the_same_data_are_drawn_alike_and_other_data_are_not() -> None:
    rows, _ = read(DATA)
    assert bars(rows) == bars(rows)
    assert bars(rows) != bars(rows[:1])


def test_a_longer_bar_is_a_larger_number_and_bars_begin_at_zero() -> None:
    rows, _ = read("label,value,source\nA,50,s\nB,100,s\nC,0,s\n")
    lengths = [
        float(n) for n in re.findall(rf'd="M0,[\d.]+h([\d.]+)v[^"]*" fill="{MAIN}"', bars(rows))
    ]
    assert len(lengths) == 3
    assert lengths[0] * 2 == pytest.approx(lengths[1], rel=0.01)
    assert lengths[2] == 0


def test_what_is_written_at_a_bar_has_all_its_decimals() -> None:
    rows, _ = read("label,value,source\n1.2345 rate,12.3456,s\n")
    svg = bars(rows)
    assert ">12.3456<" in svg
    assert ">1.2345 rate<" in svg


def test_two_series_have_two_tones_and_their_names_at_their_bars() -> None:
    rows, _ = read("label,series,value,source\nA,FY21,1,s\nA,FY22,2,s\n")
    svg = bars(rows)
    assert svg.count(f'fill="{MAIN}"') == svg.count(f'fill="{SECOND}"') == 1
    assert "1 FY21" in svg
    assert "2 FY22" in svg


def test_the_state_of_a_step_shows_without_colour() -> None:
    rows, _ = read("label,value,source,note\nA,open,s,x\nB,here,s,y\nC,done,s,\n", steps=True)
    svg = steps(rows)
    assert svg.count('stroke-dasharray="4,3"') == 1
    assert svg.index(">A<") < svg.index(">B<") < svg.index(">C<")


def test_every_mark_for_a_colour_is_filled_in_everywhere() -> None:
    assert ON_PAGE.keys() == ON_PAPER.keys()
    svg = for_page(f'<svg class="marks"><path fill="{INK}"/></svg>', 'A "b" & c')
    assert svg.startswith(
        '<svg class="chart-drawing" role="img" aria-label="A &quot;b&quot; &amp; c"'
    )
    assert INK not in svg


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((":data: sales.csv\n", ""), "no 'data'"),
        ((":unit: US$ million\n", ""), "no 'unit'"),
        ((":alt: Two bars, of 5,100 and 699.\n", ""), "no 'alt'"),
        ((":what: Year\n", ":kind: bra\n"), "'bra' is no kind of chart"),
        (("Sales & *estimates* {cite}`report-2021`\n", ""), "no caption"),
        (("sales.csv", "sale.csv"), "'docs/sale.csv' does not exist"),
    ],
)
def test_what_a_chart_lacks_is_one_finding_at_the_chart(
    make_book: MakeBook, build: Build, change: tuple[str, str], said: str
) -> None:
    page = CHART.replace(*change).replace("See [the drawing](#chart-sales).\n", "")
    root = make_book({"conf.py": CONF, "docs/page.md": page, "docs/sales.csv": DATA})
    found = [line for line in build(root).warnings if "chart" in line]
    assert len(found) == 1
    assert found[0].startswith("docs/page.md:3: ")
    assert said in found[0]


def test_a_fault_in_the_data_is_a_finding_in_the_data(make_book: MakeBook, build: Build) -> None:
    page = CHART.replace("See [the drawing](#chart-sales).\n", "")
    data = DATA.replace("699", "many")
    root = make_book({"conf.py": CONF, "docs/page.md": page, "docs/sales.csv": data})
    (found,) = [line for line in build(root).warnings if "chart" in line]
    assert found.startswith("docs/sales.csv:3: ")


def test_an_unknown_source_is_named_at_its_row(make_book: MakeBook, build: Build) -> None:
    page = CHART.replace("See [the drawing](#chart-sales).\n", "")
    data = DATA.replace("report-2021 [p. 4]", "report-2012")
    root = make_book({"conf.py": CONF, "docs/page.md": page, "docs/sales.csv": data})
    (found,) = [line for line in build(root).warnings if "report-2012" in line]
    assert found.startswith("docs/sales.csv:3: ")


def test_changed_data_are_drawn_anew(make_book: MakeBook, build: Build) -> None:
    root = make_book({"conf.py": CONF, "docs/page.md": CHART, "docs/sales.csv": DATA})
    assert "5,100" in build(root).page("docs/page")
    (root / "docs/sales.csv").write_text(DATA.replace("5100", "6200"), encoding="utf-8")
    again = build(root).page("docs/page")
    assert "6,200" in again
    assert "5,100</text>" not in again


NUMBERED = CONF + "numfig = True\nnumfig_format = {'figure': 'Figure %s'}\n"


def test_a_small_drawing_leads_to_the_figure_with_the_table(
    make_book: MakeBook, build: Build
) -> None:
    small = CHART.replace("chart-sales", "small-sales")
    small = small.replace(":what:", ":table: chart-sales\n:what:")
    files = {"docs/a.md": small, "docs/page.md": CHART, "docs/sales.csv": DATA}
    made = build(make_book({"conf.py": NUMBERED, **files}))
    assert not made.warnings
    page = made.page("docs/a")
    assert "chart-data" not in page
    assert re.search(r'<a [^>]*href="page.html#chart-sales"[^>]*>.*?Figure 2<', page)
    assert re.search(r'caption-number">Figure 1 ?<', page)


def test_a_small_drawing_without_a_figure_to_lead_to_is_a_finding(
    make_book: MakeBook, build: Build
) -> None:
    small = CHART.replace(":what:", ":table: chart-none\n:what:")
    root = make_book({"conf.py": NUMBERED, "docs/page.md": small, "docs/sales.csv": DATA})
    (found,) = [line for line in build(root).warnings if "chart-none" in line]
    assert found.startswith("docs/page.md:")


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""
    bright, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_both_tones_stand_out_from_the_page_and_from_each_other() -> None:
    static = Path(briefbook.__file__).parent / "site" / "static"
    style = (static / "briefbook-charts.css").read_text(encoding="utf-8")
    tones = re.findall(r"--chart-(?:main|second): (#[0-9a-f]{6})", style)
    assert len(tones) == 6
    pairs = [("#ffffff", tones[:2]), ("#ffffff", [ON_PAPER[MAIN], ON_PAPER[SECOND]])]
    pairs += [("#12161c", tones[2:4]), ("#12161c", tones[4:])]
    for page, (main, second) in pairs:
        assert _contrast(main, page) >= 3
        assert _contrast(second, page) >= 3
        assert _contrast(main, second) >= 3
