"""The columns of a handout end at one height, with its terms and notes below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from briefbook.typst.fitting import SLACKS, keeps_pages, rooms
from pdf_roots import BOOK
from pdfkit import run, write_root

if TYPE_CHECKING:
    from pathlib import Path

Measures = dict[str, Any]


def _measures(x: float = 300.0, y: float = 100.0, **parts: tuple[int, float]) -> Measures:
    return {
        "text": {"page": 2, "x": x, "y": y},
        "parts": {name: {"page": page, "x": 0, "y": top} for name, (page, top) in parts.items()},
        "wide": [],
        "head": 40.0,
        "clearance": 10.0,
        "middle": 290.0,
    }


@pytest.mark.parametrize(
    ("measures", "left"),
    [
        # 350 points in the left column and 60 in the right: 205 in each, so 145 less 10 to spare.
        (_measures(terms=(2, 400.0)), {"terms": 135.0}),
        (_measures(x=40.0, terms=(2, 400.0)), {"terms": 310.0}),
        (_measures(terms=(2, 400.0), notes=(2, 600.0)), {"notes": 135.0}),
        (_measures(terms=(2, 400.0), notes=(3, 600.0)), {"terms": 135.0, "notes": 559.0}),
        (_measures(y=385.0, terms=(2, 400.0)), {}),
        (_measures(terms=(1, 400.0)), {}),
        (_measures(), {}),
        ({}, {}),
    ],
)
def test_room_is_left_below_what_ends_a_page(measures: Measures, left: dict[str, float]) -> None:
    assert rooms(measures) == left


def test_notes_alone_on_a_page_begin_at_its_head_though_no_column_gives_way() -> None:
    measures = _measures(terms=(2, 400.0), notes=(3, 600.0))
    assert rooms(measures, 40.0) == {"terms": 105.0, "notes": 559.0}
    assert rooms(measures, SLACKS[-1]) == {"notes": 559.0}


def test_what_stands_across_the_page_above_the_columns_counts() -> None:
    measures = _measures(x=40.0, terms=(2, 400.0))
    measures["wide"] = [{"page": 2, "y": 70.0}, {"page": 1, "y": 90.0}, {"page": 2, "y": 380.0}]
    assert rooms(measures) == {"terms": 290.0}


def test_a_layout_with_text_on_another_page_is_another() -> None:
    before = _measures(terms=(2, 400.0))
    assert keeps_pages(before, _measures(y=300.0, terms=(2, 200.0)))
    assert not keeps_pages(before, _measures(terms=(3, 400.0)))
    assert not keeps_pages(before, {})


def _lows(pdf: Path) -> list[float]:
    """Return how far down each column of the last page's text reaches, in points from below."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[len(document) - 1]
        text = page.get_textpage()
        middle = page.get_width() / 2
        lows = {False: page.get_height(), True: page.get_height()}
        for index in range(text.count_rects()):
            left, bottom, _, _ = text.get_rect(index)
            if text.get_text_bounded(left, bottom, left + 30, bottom + 8).startswith("wordy"):
                lows[left > middle] = min(lows[left > middle], bottom)
    return list(lows.values())


def test_the_last_columns_end_at_about_one_height(tmp_path: Path) -> None:
    lines = "\n\n".join(f"wordy {n}" for n in range(40))
    alpha = str(BOOK["briefs/alpha.md"]) + f"\n{lines}\n"
    made = run(write_root(tmp_path / "a", {**BOOK, "briefs/alpha.md": alpha}), "html")
    one, other = _lows(made.pdf("alpha"))
    assert abs(one - other) < 60  # four lines
