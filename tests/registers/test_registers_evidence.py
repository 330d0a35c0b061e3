"""The state of the evidence: what is counted, and which claims lack the best of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, SOURCES, Built, Files

if TYPE_CHECKING:
    from conftest import Build, MakeBook

PAGE = "# Evidence\n\n:::{evidence-register}\n:::\n"
CLAIM = """
:::{{claim}} {name}
:says: {name} was said.
:source: paper-2020
:paragraph: 9
:verdict: contested
:evidence: {evidence}
It was said.
:::
"""
MORE = """\
- id: copy-2019
  type: report
  title: A copy
  issued: "2019"
  custom: {kind: primary, read: copy}
- id: daily-2018
  type: article-newspaper
  title: A day
  issued: "2018"
  custom: {kind: press, read: opening}
- id: book-2017
  type: book
  title: A book
  issued: "2017"
  custom: {kind: scholarly, read: opening}
"""
CLAIMS = {
    "one-copy": "copy-2019",
    "one-book": "daily-2018, book-2017",
    "one-press": "daily-2018",
    "one-own": "paper-2020",
}
BOOK: Files = {
    "briefs/one.md": BRIEF
    + "".join(CLAIM.format(name=name, evidence=named) for name, named in CLAIMS.items()),
    "docs/register.md": PAGE,
    "sources/sources.yaml": SOURCES + MORE,
}


def tables(built: Built) -> list[list[list[str]]]:
    """Return the text of the cells of each table."""
    page = built.page("docs/register")
    return [
        [
            [
                unescape(" ".join(re.sub(r"<[^>]*>", "", cell).split()))
                for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL)
    ]


@pytest.fixture
def built(make_book: MakeBook, build: Build) -> Built:
    return build(make_book(BOOK))


def test_sources_are_counted_by_kind_and_by_how_far_they_were_read(built: Built) -> None:
    head, *counts = tables(built)[0]
    assert head[1:] == [
        "read in full",
        "read in a copy",
        "only the opening was read",
        "not seen",
        "sum",
    ]
    assert counts == [
        ["Primary sources", "0", "1", "0", "0", "1"],
        ["Official reports and manuals", "1", "0", "0", "0", "1"],
        ["Scholarly work", "0", "0", "1", "0", "1"],
        ["Press", "1", "0", "1", "0", "2"],
        ["All sources used", "2", "1", "2", "0", "5"],
    ]


def test_claims_are_counted_by_their_strongest_source(built: Built) -> None:
    # One each: an official page, a primary copy, a book beside a paper, a paper, the article alone.
    assert tables(built)[1][1:] == [
        ["Brief 1", "1", "1", "1", "1", "1", "5"],
        ["All briefs", "1", "1", "1", "1", "1", "5"],
    ]


def test_claims_without_a_primary_or_official_text_are_listed(built: Built) -> None:
    assert tables(built)[2] == [
        ["Strongest source", "Claims"],
        ["Scholarly or reference", "Claim 1.3"],
        ["Press", "Claim 1.4"],
        ["Opinion, blogs or the article", "Claim 1.5"],
    ]


def test_a_book_without_sources_says_so(make_book: MakeBook, build: Build) -> None:
    bare: Files = {
        "briefs/one.md": BRIEF.split("## Claims")[0].replace(":basis: one-said\n", ""),
        "docs/register.md": PAGE,
    }
    assert "The book holds no source yet." in build(make_book(bare)).page("docs/register")
