"""The chart of verdicts: counted in the register, on the page and in its table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, OPINION_CLAIM

if TYPE_CHECKING:
    from conftest import Build, MakeBook

CHART = "# Figures\n\n:::{verdict-chart} chart-verdicts\n:source: paper-2020\nBy verdict\n:::\n"


def test_the_claims_are_counted_by_verdict(make_book: MakeBook, build: Build) -> None:
    second = OPINION_CLAIM.replace("one-more", "one-again")
    root = make_book({"briefs/one.md": BRIEF + OPINION_CLAIM + second, "docs/page.md": CHART})
    page = build(root).page("docs/page")
    said = re.search(r'aria-label="([^"]*)"', page[page.index("chart-drawing") :])
    assert said
    assert said[1].endswith("opinion 2.")
    table = page[page.index("The figures as a table") :].split("</table>")[0]
    words = re.sub(r"<[^>]*>", " ", table).split()
    assert words[-2:] == ["opinion", "2"]


def test_the_count_follows_the_claims(make_book: MakeBook, build: Build) -> None:
    root = make_book({"briefs/one.md": BRIEF + OPINION_CLAIM, "docs/page.md": CHART})
    assert "opinion 1." in build(root).page("docs/page")
    text = BRIEF + OPINION_CLAIM + OPINION_CLAIM.replace("one-more", "one-again")
    (root / "briefs/one.md").write_text(text, encoding="utf-8")
    assert "opinion 2." in build(root).page("docs/page")


@pytest.mark.parametrize(
    ("line", "said"), [(":source: paper-2020\n", "no source"), ("By verdict\n", "no caption")]
)
def test_what_the_chart_lacks_is_one_finding(
    make_book: MakeBook, build: Build, line: str, said: str
) -> None:
    page = CHART.replace(line, "")
    root = make_book({"briefs/one.md": BRIEF + OPINION_CLAIM, "docs/page.md": page})
    (found,) = [w for w in build(root).warnings if "chart" in w]
    assert found.startswith("docs/page.md:3: ")
    assert said in found
