"""The table of statements: rows from claims, the count of verdicts, and lines that are no row."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, OPINION_CLAIM, Built

if TYPE_CHECKING:
    from conftest import Build, MakeBook


def page(*lines: str) -> str:
    return "# Statements\n\n:::{statement-table}\n" + "\n".join(lines) + "\n:::\n"


def built_with(make_book: MakeBook, build: Build, *lines: str) -> Built:
    return build(make_book({"briefs/one.md": BRIEF + OPINION_CLAIM, "docs/table.md": page(*lines)}))


def rows(built: Built) -> list[list[str]]:
    """Return the text of the cells of the table."""
    found = re.findall(r"<tr.*?</tr>", built.page("docs/table"), re.DOTALL)
    return [
        [
            unescape(" ".join(re.sub(r"<[^>]*>", "", cell).split()))
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in found
    ]


def test_a_row_takes_words_and_verdicts_from_its_claims(make_book: MakeBook, build: Build) -> None:
    lines = ("one-said, one-more: It stands: in the report.", "", "one-more: So it is.")
    built = built_with(make_book, build, *lines)
    assert rows(built) == [
        ["No.", "The article says", "What was found", "Verdict", "Claims"],
        [
            "1",
            "One thing was said. (¶ 8)",
            "It stands: in the report.",
            "confirmed; opinion",
            "Claim 1.1, Claim 1.2",
        ],
        [
            "2",
            "A word in the heading. (heading or links and ¶ 9)",
            "So it is.",
            "opinion",
            "Claim 1.2",
        ],
    ]
    assert 'href="../briefs/one.html#one-more"' in built.page("docs/table")


def test_verdicts_are_counted_by_the_first_claim(make_book: MakeBook, build: Build) -> None:
    built = built_with(
        make_book, build, "one-said, one-more: Yes.", "one-said: Yes.", "one-more: I"
    )
    told = "Verdicts, by the first claim on each of the 3 statements: 2 confirmed, 1 opinion."
    assert told in built.page("docs/table")


@pytest.mark.parametrize("line", ["no colon here", "one-said:", "One-Said: capital letters"])
def test_a_line_that_is_no_row_is_reported_at_its_place(
    make_book: MakeBook, build: Build, line: str
) -> None:
    built = built_with(make_book, build, "one-said: Yes.", line)
    assert any("statement-row" in w and "table.md:5" in w for w in built.warnings), built.warnings


def test_a_claim_that_is_not_there_is_reported(make_book: MakeBook, build: Build) -> None:
    built = built_with(make_book, build, "one-said: Yes.", "one-said, one-sayd: Yes.")
    (warning,) = built.warnings
    assert "table.md:5" in warning
    assert "there is no claim 'one-sayd'" in warning
    assert "did you mean 'one-said'" in warning


def test_a_table_without_rows_says_so(make_book: MakeBook, build: Build) -> None:
    built = built_with(make_book, build)
    assert "The book holds no statement yet." in built.page("docs/table")
