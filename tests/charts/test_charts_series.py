"""Parts of a whole and lines over time: what is drawn, and what is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from books import CONF
from briefbook.charts.data import read
from briefbook.charts.draw import INK, MAIN, PAPER, SECOND, bars
from briefbook.charts.series import lines, stacks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from books import Files
    from briefbook.charts.data import Row
    from conftest import Build, MakeBook

HEAD = "label,series,value,source\n"
DATA = HEAD + "".join(
    f"{label},{name},{value},report-2021\n"
    for label, values in (("FY21", (1.25, 2, 3)), ("FY22", (2, 1000, 0.05)))
    for name, value in zip(("Arms", "Aid", "Loans"), values, strict=True)
)
CHART = (
    "# Figures\n\n:::{chart} chart-parts\n:data: parts.csv\n:kind: KIND\n:unit: US$ million\n"
    ":alt: Two bars of three parts.\nMoney by kind\n:::\n"
)


def test_the_sum_of_the_parts_stands_at_the_end_as_exact_as_the_parts() -> None:
    svg = stacks(read(DATA)[0])
    assert ">6.25<" in svg
    assert ">1,002.05<" in svg


@pytest.mark.parametrize("draw", [stacks, bars])
def test_a_long_label_is_broken_and_not_cut(draw: Callable[[Sequence[Row]], str]) -> None:
    label, name = "A fiscal year with a label of some length", "Exports to a country far away"
    svg = draw(read(f"{HEAD}{label},{name},50,s\n{label},Aid,70,s\nB,{name},1,s\nB,Aid,2,s\n")[0])
    said = re.findall(r">([^<>]+)</t", svg)
    assert "…" not in svg
    assert len([words for words in said if words in label and len(words) > 1]) > 1
    short = draw(read(f"{HEAD}A,x,50,s\nA,y,70,s\n")[0])
    assert "<tspan" not in short


def test_parts_begin_where_those_before_them_end_and_have_three_fills() -> None:
    svg = stacks(read(HEAD + "A,x,50,s\nA,y,100,s\nA,z,25,s\n")[0])
    bar = r'd="M([\d.]+),[\d.]+h([\d.]+)v[^"]*" fill="([^"]+)"'
    parts = [(float(x), float(width), fill) for x, width, fill in re.findall(bar, svg)]
    assert [fill for _, _, fill in parts] == [MAIN, SECOND, PAPER]
    (first, one, _), (second, two, _), (third, three, _) = parts
    assert first == 0
    assert second == pytest.approx(one, abs=0.1)
    assert third == pytest.approx(one + two, abs=0.1)
    assert two == pytest.approx(2 * one, rel=0.01)
    assert three * 2 == pytest.approx(one, rel=0.01)


def test_lines_differ_in_their_strokes_and_name_themselves() -> None:
    svg = lines(read(DATA)[0])
    for colour, dash in ((MAIN, "1,0"), (SECOND, "7,3"), (INK, "2,2")):
        assert re.search(rf'stroke="{colour}"[^>]*stroke-dasharray="{dash}"', svg)
    for name in ("Arms", "Aid", "Loans", "FY21", "FY22"):
        assert f">{name}<" in svg


def test_a_line_begins_its_scale_at_zero_and_needs_no_name_alone() -> None:
    svg = lines(read("label,value,source\nFY21,90,s\nFY22,100,s\n")[0])
    assert ">0<" in svg
    assert "legend" not in svg


@pytest.mark.parametrize("kind", ["stack", "line"])
def test_page_has_the_drawing_its_words_and_the_figures(
    kind: str, make_book: MakeBook, build: Build
) -> None:
    files: Files = {
        "conf.py": CONF,
        "docs/figures.md": CHART.replace("KIND", kind),
        "docs/parts.csv": DATA,
    }
    page = build(make_book(files)).page("docs/figures")
    assert f'class="chart chart-{kind}' in page
    assert 'aria-label="Two bars of three parts."' in page
    assert "Money by kind (US$ million)" in page
    assert "<td>Loans" in re.sub(r"<td[^>]*><p>", "<td>", page)
    assert "1,000" in page


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("stack", "label,value,source\nA,1,report-2021\n", "the bars have one part each"),
        ("line", HEAD + "A,x,1,report-2021\n", "a line needs two points or more"),
        ("line", DATA.replace("FY22,Aid,1000,report-2021\n", ""), "'FY22' has no value for 'Aid'"),
        ("stack", DATA.replace("FY22,Aid,1000,report-2021\n", ""), "'FY22' has no value for 'Aid'"),
        (
            "line",
            HEAD + "A,x,1,report-2021\nA,,2,report-2021\nB,x,1,report-2021\n",
            "series is empty",
        ),
        ("stack", DATA + "FY21,D,1,report-2021\n", "more than 3 series"),
    ],
)
def test_what_cannot_be_drawn_is_a_finding_in_the_data(
    kind: str, data: str, said: str, make_book: MakeBook, build: Build
) -> None:
    files: Files = {
        "conf.py": CONF,
        "docs/figures.md": CHART.replace("KIND", kind),
        "docs/parts.csv": data,
    }
    (found,) = [line for line in build(make_book(files)).warnings if "chart" in line]
    assert found.startswith("docs/parts.csv:")
    assert said in found


def test_windows_of_years_have_room_under_a_line() -> None:
    windows = ("2016–20", "2018–22", "2020–24", "2021–25")
    svg = lines(read("label,value,source\n" + "".join(f"{one},80,s\n" for one in windows))[0])
    assert [one for one in windows if f">{one}<" not in svg] == []
