"""The examples of the guide are what the command prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from books import brief
from ingest.articles import HTML, cheap_key

if TYPE_CHECKING:
    from conftest import Command, MakeBook

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "ingest.md"
EXAMPLES = re.findall(r"```console\n\$ briefbook (.+)\n((?:.*\n)+?)```", GUIDE.read_text("utf-8"))
DAY = "--accessed=2026-06-01"
QUOTING = """\
:::{claim} ferry-people
:says: How many people the ferry carried.
:source: harbour-news-2026-02-03
:paragraph: 1
:verdict: confirmed
:evidence: paper-2020
The accounts say the same.
:::

It said so of {quoted}`20,400 people in 2025, and its deficit <harbour-news-2026-02-03>`.
"""


@pytest.fixture
def book(make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_book({"briefs/ferry.md": brief(QUOTING, number=2)})
    cheap_key(root / "sources" / "fingerprints")
    monkeypatch.chdir(root)
    return root


def agrees(shown: str, printed: str) -> bool:
    """Return whether an example is what was printed; ``…`` stands for lines left out."""
    lines = [
        r"(?:.*\n)*" if row.strip() == "…" else re.escape(row) + r"\n" for row in shown.split("\n")
    ]
    return re.fullmatch("".join(lines), printed + "\n") is not None


def test_both_examples_of_the_guide_are_true(book: Path, command: Command) -> None:
    (first, output), (second, later) = EXAMPLES
    page = book / "ferry.html"
    page.write_text(HTML, "utf-8")
    result = command(*first.split(), DAY)
    assert result.status == 0, result.err
    assert agrees(output, result.out), result.out
    page.write_text(HTML.replace("20,400", "21,900").replace("for 12 days", "for 14 days"), "utf-8")
    result = command(*second.split(), DAY)
    assert result.status == 0, result.err
    assert agrees(later, result.out), result.out


def test_an_example_that_is_not_what_was_printed_would_be_found() -> None:
    assert agrees("one\n  …\nfour\n", "one\ntwo\nthree\nfour\n")
    assert not agrees("one\n…\nfive\n", "one\ntwo\nthree\nfour\n")
    assert not agrees("one\nfour\n", "one\ntwo\nfour\n")
