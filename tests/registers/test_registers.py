"""Generated parts of the book: what they show, in which order, and when there is nothing."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, FRONT, INDEX, Built, Files, brief
from briefbook.registers.judgements import proposition

if TYPE_CHECKING:
    from conftest import Build, MakeBook

NAMES = (
    "brief-cards",
    "judgement-register",
    "claim-register",
    "indicator-register",
    "source-register",
    "downloads",
)
PAGE = "# Registers\n\n" + "\n".join(f"## {n}\n\n:::{{{n}}}\n:::\n" for n in NAMES)
TWO = brief(
    """\
    :::{claim} two-early
    :says: A word in the heading, with 2 < 3 & "quotes".
    :source: paper-2020
    :paragraph: 0
    :verdict: contested
    :evidence: paper-2020
    Some say so.
    :::

    :::{claim} two-late
    :says: A word near the end.
    :source: paper-2020
    :paragraph: 10, 12
    :verdict: opinion
    :evidence: paper-2020
    It is an opinion.
    :::

    :::{indicator} two-witness
    :raises: one-holds
    :lowers: two-fails, one-holds
    :where: The record.
    A second witness speaks. And more.
    :::

    :::{judgement} two-fails
    :likelihood: Probable
    :confidence: low
    It is probable that it fails, for reasons that are told at such a length that no table would
    bear the whole of the sentence in one of its narrow cells, though each of the words that it is
    made of is short and plain enough, and so it is cut at last before its end is reached.
    :::
    """,
    number=2,
    title="Another thing",
)
BOOK: Files = {"briefs/two.md": TWO, "docs/registers.md": PAGE}
EMPTY: Files = {
    "index.md": INDEX.replace("briefs/*\n", "").replace(":::{brief-cards}\n:::\n", ""),
    "briefs/one.md": None,
    "docs/registers.md": PAGE,
}


def section(built: Built, name: str) -> str:
    """Return the HTML of one register."""
    page = built.page("docs/registers")
    return page.split(f'<section id="{name}">')[1].split("</section>")[0]


def rows(built: Built, name: str) -> list[list[str]]:
    """Return the text of the cells of a register's table."""
    found = re.findall(r"<tr.*?</tr>", section(built, name), re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", r, re.DOTALL)] for r in found]


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]*>", "", html).split()))


@pytest.fixture
def built(make_book: MakeBook, build: Build) -> Built:
    found = build(make_book(BOOK))
    assert found.warnings == ()
    return found


def test_claims_stand_in_the_order_of_the_article(built: Built) -> None:
    assert rows(built, "claim-register") == [
        ["Claim", "What the article says", "Place", "Verdict"],
        [
            "Claim 2.1",
            "A word in the heading, with 2 < 3 & “quotes”.",
            "heading or links",
            "contested",
        ],
        ["Claim 1.1", "One thing was said.", "paragraph 8", "confirmed"],
        ["Claim 2.2", "A word near the end.", "paragraphs 10, 12", "opinion"],
    ]
    assert 'href="../briefs/two.html#two-early"' in section(built, "claim-register")


def test_judgements_stand_under_the_question_of_their_brief(built: Built) -> None:
    head, question, first, other, second = rows(built, "judgement-register")
    assert head == ["No.", "What the book concludes", "Likelihood", "Confidence"]
    assert question == ["Brief 1 What was said?"]
    assert first == ["1.1", "The thing holds.", "likely (55–80%)", "moderate"]
    assert other == ["Brief 2 What was said?"]
    assert second[1].startswith("It fails, ")
    assert second[1].endswith(" …")
    assert second[2:] == ["probable (55–80%)", "low"]
    assert 'href="../briefs/two.html#two-fails"' in section(built, "judgement-register")


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("It is likely that, where it rains, it pours.", "likely", "Where it rains, it pours."),
        ("There is a roughly even chance that it holds.", "roughly even chance", "It holds."),
        ("There is an even chance that it holds.", "even", "It holds."),
        ("Rain, it is likely that so, falls.", "likely", "Rain, it is likely that so, falls."),
        ("It is unlikely that it holds.", "likely", "It is unlikely that it holds."),
    ],
)
def test_a_conclusion_loses_its_opening_alone(sentence: str, word: str, expected: str) -> None:
    assert proposition(sentence, word) == expected


def test_indicators_say_what_they_would_mean(built: Built) -> None:
    assert rows(built, "indicator-register")[1:] == [
        [
            "Indicator 2.1",
            "A second witness speaks.",
            "more likely: Judgement 1.1; less likely: Judgement 2.1, Judgement 1.1",
            "The record.",
        ]
    ]


def test_sources_stand_by_kind_with_their_uses(built: Built) -> None:
    text = words(section(built, "source-register"))
    assert text.index("Official reports and manuals") < text.index("Press")
    assert "The Office. A report on one thing, 2021." in text
    assert "Read in full. Used in: One thing (Claim 1.1)." in text
    assert "Used in: One thing; Another thing (Claim 2.1, Claim 2.2)." in text


def test_cards_show_the_newest_brief_first(make_book: MakeBook, build: Build) -> None:
    later = TWO.replace("issued: 2026-01-02", "issued: 2026-03-04")
    built = build(make_book({**BOOK, "briefs/two.md": later}))
    text = words(section(built, "brief-cards"))
    assert text.index("Another thing") < text.index("One thing")
    assert "Brief 2 · as of 1 January 2026" in text
    assert "1 min · review by 2 July 2026" in text
    assert "One thing was said, and it holds." in text


@pytest.mark.parametrize(
    ("status", "shown"),
    [("draft", "2 · Draft · as of"), ("in-review", "2 · In review · as of"), ("superseded", "")],
)
def test_cards_show_the_state_of_a_brief(
    status: str, shown: str, make_book: MakeBook, build: Build
) -> None:
    text = TWO.replace("status: published", f"status: {status}")
    built = build(make_book({**BOOK, "briefs/two.md": text}))
    card = words(section(built, "brief-cards"))
    assert (shown in card) if shown else ("Another thing" not in card)


def test_an_empty_book_says_so(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(EMPTY))
    assert built.warnings == ()
    for name, what in zip(
        NAMES, ("brief", "judgement", "claim", "indicator", "source"), strict=False
    ):
        assert f"The book holds no {what} yet." in words(section(built, name))


def test_downloads_are_listed_only_where_there_are_any(
    make_book: MakeBook, build: Build, built: Built
) -> None:
    assert "pdf" not in section(built, "downloads")
    root = make_book(BOOK, name="with PDFs")
    text = section(build(root, overrides={"briefbook_pdf": True}), "downloads")
    names = re.findall(r'href="([^"]*)"', text)
    assert [name for name in names if ".pdf" in name] == [
        "../pdf/briefing-book.pdf",
        "../pdf/us-letter/briefing-book.pdf",
        "../pdf/one.pdf",
        "../pdf/us-letter/one.pdf",
        "../pdf/two.pdf",
        "../pdf/us-letter/two.pdf",
    ]


def test_elements_name_those_that_rest_on_them(built: Built) -> None:
    text = " ".join(re.sub(r"<[^>]*>", " ", built.page("briefs/one")).split())
    assert "Supports Judgement 1.1" in text
    assert "Made more likely by Indicator 2.1" in text
    assert "Made less likely by Indicator 2.1" in text


def test_a_title_that_a_brief_quotes_is_escaped(make_book: MakeBook, build: Build) -> None:
    text = BRIEF.replace("# One thing", "# One \\<i\\> & `code` thing")
    text = text.replace("What was said?", '"A & <i> question?"')
    built = build(make_book({**BOOK, "briefs/one.md": text}))
    assert built.warnings == ()
    assert "<i>" not in built.page("docs/registers")
    assert "<i>" not in built.page("briefs/one")
    assert FRONT.splitlines()[0] not in words(built.page("briefs/one"))


def test_markup_in_what_the_article_says_is_not_printed(make_book: MakeBook, build: Build) -> None:
    said = "It *rained* in **May** {cite}`report-2021`, and `hard`."
    files: Files = {
        "briefs/two.md": TWO.replace("A word near the end.", said),
        "docs/registers.md": PAGE,
    }
    built = build(make_book(files))
    said_of = {row[0]: row[1] for row in rows(built, "claim-register")}
    assert said_of["Claim 2.2"] == "It rained in May, and hard."
