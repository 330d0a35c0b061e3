"""The grammar of citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources.cite import (
    Cite,
    CiteSyntaxError,
    Locator,
    format_cites,
    parse_cites,
    parse_locator,
)


@pytest.mark.parametrize(
    ("text", "label", "shown"),
    [
        ("p. 4", "page", "p. 4"),
        ("p 4", "page", "p. 4"),
        ("4", "page", "p. 4"),
        ("pp. 4-6", "page", "pp. 4-6"),
        ("4\u20136", "page", "pp. 4\u20136"),
        ("page S5189", "page", "p. S5189"),
        ("p. xii", "page", "p. xii"),
        ("p. B-1", "page", "p. B-1"),
        ("¶ 8", "paragraph", "¶ 8"),
        ("¶8, 9", "paragraph", "¶¶ 8, 9"),
        ("para. 8", "paragraph", "¶ 8"),
        ("Paragraph 8", "paragraph", "¶ 8"),
        ("§ 36(b)", "section", "§ 36(b)"),
        ("sec. 36", "section", "§ 36"),
        ("ch. 5", "chapter", "ch. 5"),
        ("fn. 12", "footnote", "fn. 12"),
        ("art. 1", "article", "art. 1"),
        ("col. 2", "column", "col. 2"),
        ("line 7", "line", "line 7"),
        ("table 2", "table", "table 2"),
        ("tables 2 & 3", "table", "tables 2 & 3"),
        ("fig. 1", "figure", "fig. 1"),
        ("slide 9", "slide", "slide 9"),
        ("page header", None, "page header"),
        ("C5.1.2", None, "C5.1.2"),
        ("entry  for\nMDE", None, "entry for MDE"),
    ],
)
def test_locators_in_every_spelling(text: str, label: str | None, shown: str) -> None:
    locator = parse_locator(text)
    assert (locator.label, str(locator)) == (label, shown)


def test_several_sources_over_several_lines() -> None:
    assert parse_cites(" dawn-2022 ,\n crs_2025 [p. 4],nye:2017[¶ 8] ") == [
        Cite("dawn-2022"),
        Cite("crs_2025", Locator("page", "4")),
        Cite("nye:2017", Locator("paragraph", "8")),
    ]


def test_commas_inside_brackets_do_not_separate() -> None:
    (cite,) = parse_cites("crs-2025 [pp. 4, 6]")
    assert cite.locator_text == "pp. 4, 6"
    assert Cite("crs-2025").locator_text == ""


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "no source is named"),
        ("  \n", 1, "no source is named"),
        ("a,", 2, "nothing follows the last comma"),
        (",a", 1, "',' stands where a source id belongs"),
        ("a,, b", 3, "',' stands where a source id belongs"),
        ("[p. 4]", 1, "'[' stands where a source id belongs"),
        ("a [p. 4", 3, "the bracket is not closed"),
        ("a [p. 4, b [p. 5]", 3, "the bracket is not closed"),
        ("a []", 3, "the brackets are empty"),
        ("a [ ]", 3, "the brackets are empty"),
        ("a b", 3, "'b' stands after 'a'"),
        ("a [p. 4] b", 10, "'b' stands after 'a'"),
        ("a ]", 3, "']' stands after 'a'"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(CiteSyntaxError) as caught:
        parse_cites(text)
    assert (caught.value.column, caught.value.message) == (column, message)
    assert caught.value.remedy
    assert str(caught.value) == f"{message} (column {column})"


_IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,20}", fullmatch=True)
_LOCATORS = st.text(min_size=1, max_size=30).filter(
    lambda text: text.strip() and not set(text) & set("[]")
)


@given(st.lists(st.tuples(_IDS, st.none() | _LOCATORS), min_size=1, max_size=5))
def test_what_is_written_is_read_back(parts: list[tuple[str, str | None]]) -> None:
    cites = [Cite(key, parse_locator(text) if text else None) for key, text in parts]
    assert parse_cites(format_cites(cites)) == cites


@given(st.text(alphabet=st.sampled_from("ab1-,[] \n¶§p."), max_size=30) | st.text(max_size=30))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        cites, column = parse_cites(text), 1
    except CiteSyntaxError as error:
        cites, column = [], error.column
    assert 1 <= column <= max(len(text), 1)
    if cites:
        assert parse_cites(format_cites(cites)) == cites
