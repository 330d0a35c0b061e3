"""Ways into the book: the board of judgements and the pages of audiences."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from books import FRONT, brief
from site_books import one, parse, words

if TYPE_CHECKING:
    from conftest import Build, Command, MakeBook

BOARD = "# Board\n\n:::{judgement-board}\n:::\n"
READERS = "# For readers\n\n:::{audience-register} readers\n:::\n"
SECOND = brief(
    dedent(
        """\
        :::{claim} two-said
        :says: A second thing was said.
        :source: paper-2020
        :paragraph: 9
        :verdict: contested
        :evidence: report-2021
        Some say so.
        :::

        :::{judgement} two-fails
        :likelihood: improbable
        :confidence: high
        It is improbable that it fails.
        :::
        """
    ),
    number=2,
)


def test_the_board_has_every_judgement_in_its_place(make_book: MakeBook, build: Build) -> None:
    built = build(make_book({"docs/board.md": BOARD, "briefs/two.md": SECOND}))
    table = one(parse(built, "docs/board"), "table.judgement-board")
    head = [words(cell) for cell in table.select("thead th")]
    assert head == ["Likelihood", "Low confidence", "Moderate confidence", "High confidence"]
    rows = {words(one(row, "th")): row.select("td") for row in table.select("tbody tr")}
    assert next(iter(rows)).startswith("almost certain")
    assert len(rows) == 7
    placed = {
        words(link): (name, column, link["href"])
        for name, cells in rows.items()
        for column, cell in zip(head[1:], cells, strict=True)
        for link in cell.select("a")
    }
    assert placed == {
        "1.1": ("likely (55–80%)", "Moderate confidence", "../briefs/one.html#one-holds"),
        "2.1": ("unlikely (20–45%)", "High confidence", "../briefs/two.html#two-fails"),
    }
    link = one(table, "a[href$='one-holds']")
    assert link["title"] == "It is likely that the thing holds."


def test_a_book_without_judgements_has_no_board(make_book: MakeBook, build: Build) -> None:
    bare = f"{FRONT}# One thing\n\n:::{{bottom-line}}\nNothing.\n:::\n"
    built = build(make_book({"docs/board.md": BOARD, "briefs/one.md": bare}))
    assert "The book holds no judgement yet." in built.page("docs/board")


def test_an_audience_sees_its_questions_and_what_answers_them(
    make_book: MakeBook, build: Build
) -> None:
    other = SECOND.replace("[readers]", "[clerks]").replace("What was said?", "What else?")
    built = build(make_book({"docs/readers.md": READERS, "briefs/two.md": other}))
    page = one(parse(built, "docs/readers"), "[role=main]")
    text = words(page)
    assert "What was said?" in text
    assert "One thing was said, and it holds." in text
    assert "The thing holds. Likely, moderate confidence." in text
    assert "What else?" not in text
    assert page.select("a[href='../briefs/one.html#one-holds']")


def test_an_audience_that_nobody_writes_for_is_a_finding(
    make_book: MakeBook, command: Command
) -> None:
    wrong = READERS.replace("} readers", "} raeders")
    result = command("check", "--source", make_book({"docs/readers.md": wrong}))
    (line,) = [line for line in result.out.splitlines() if "[unknown-audience]" in line]
    said = "no brief is written for 'raeders'; did you mean 'readers'?"
    assert line == f"docs/readers.md:3: {said} [unknown-audience]"
