"""The search: what a reader looks for comes first, slips are mended, and scripts may be off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from browser_kit import Open, Visit

pytestmark = pytest.mark.browser

STATUS, RESULTS = "#search-status", "#search-results > li"


def ask(seen: Visit, words: str, group: str = "") -> list[tuple[str, str]]:
    """Return the kinds and titles of the first page of results."""
    seen.go(f"book/search.html?q={quote(words)}&group={group}")
    seen.page.locator(f"{STATUS}:not(:empty)").wait_for()
    rows = seen.page.locator(RESULTS).all()
    return [
        (row.locator(".search-kind").inner_text(), row.locator("h2").inner_text()) for row in rows
    ]


# What an adviser might type, and what should be among the first three.
PHRASES = (
    ("general bajwa", "Actor", "Qamar Javed Bajwa"),
    ("IMF loan 2022", "Judgement 8.4", "IMF money of August 2022"),
    ("F-16 sustainment price", "Brief 1", "F-16 sustainment"),
    ("who sells arms to Pakistan", "Judgement 3.1", "largest arms supplier"),
    ("SIPRI share", "Brief 3", "Between Washington and Beijing"),
    ("CSF", "Term", "Coalition Support Funds"),
    ("CPEC debt", "Brief 8", "trade, the Fund and debt"),
    ("what would change our mind", "Page", "Indicators"),
    ("military diplomacy meaning", "Term", "Military diplomacy"),
    ("$450 million", "Claim 4.2", "$450 million"),
    ("why did India object", "Brief 9", "India"),
    ("Imran Khan cipher", "Actor", "Imran Khan"),
    ("how much aid since 2001", "Brief 6", "Aid, reimbursement, sale"),
    ("2018 aid suspension", "Brief 6", "Aid, reimbursement, sale"),
    ("end-use monitoring", "Term", "End-use monitoring"),
    ("Asim Munir Trump", "Actor", "Asim Munir"),
    ("can Congress block a sale", "Brief 4", "where Congress can stop it"),
    ("trade with the US 2022", "Brief 8", "trade, the Fund and debt"),
    ("AMRAAM", "Term", "Medium-Range Air-to-Air Missile"),
    ("Jaishankar", "Actor", "Jaishankar"),
    ("non-NATO ally", "Term", "Major non-NATO ally"),
    ("was the sale made", "Question", "Was the sale made?"),
)


@pytest.mark.parametrize(("words", "kind", "title"), PHRASES)
def test_what_is_asked_for_is_among_the_first(
    words: str, kind: str, title: str, visit: Open
) -> None:
    with visit("book/search.html") as seen:
        first = ask(seen, words)[:3]
        assert [found for found in first if found[0].startswith(kind) and title in found[1]], first


def test_an_excerpt_does_not_say_the_title_again(visit: Open) -> None:
    with visit("book/search.html") as seen:
        ask(seen, "general bajwa")
        for row in seen.page.locator(RESULTS).all():
            excerpt = row.locator(".search-excerpt").inner_text()
            assert not excerpt.startswith(row.locator("h2").inner_text().rstrip(".")[:40])


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("FMF", "Term", "Foreign Military Financing (FMF)"),
        ("coalition support funds", "Term", "Coalition Support Funds (CSF)"),
        ("Pressler amendmant", "Term", "Pressler Amendment"),
        ("who can stop an arms sale", "Brief 4", "How a Foreign Military Sale works"),
        ("54 percent", "Judgement 8", "54%"),
        ("military diplomacy", "Term", "Military diplomacy"),
    ],
)
def test_what_is_meant_comes_first(words: str, kind: str, title: str, visit: Open) -> None:
    with visit("book/search.html") as seen:
        first = ask(seen, words)[0]
        assert first[0].startswith(kind)
        assert title in first[1]
        assert seen.complaints == []


def test_a_result_leads_to_the_element_itself(visit: Open) -> None:
    with visit("book/search.html") as seen:
        ask(seen, "54 percent", "claim")
        seen.page.locator(f"{RESULTS} a").first.click()
        seen.page.wait_for_url("**/briefs/*.html#*")
        anchor = seen.page.url.partition("#")[2]
        assert "54%" in seen.page.locator(f"[id='{anchor}']").inner_text()


def test_results_are_narrowed_down_by_kind_and_counted(visit: Open) -> None:
    with visit("book/search.html") as seen:
        ask(seen, "Congress")
        chip = seen.page.locator("#search-groups label", has_text="Judgements")
        number = int(chip.locator(".count").inner_text())
        chip.click()
        seen.page.get_by_text(f"{number} results for").wait_for()
        kinds = seen.page.locator(f"{RESULTS} .search-kind").all_inner_texts()
        assert kinds
        assert all(kind.startswith("Judgement") for kind in kinds)
        assert "group=judgement" in seen.page.url


def test_what_is_for_authors_is_found_only_where_it_is_asked_for(visit: Open) -> None:
    with visit("book/search.html") as seen:
        assert "For authors" not in {kind for kind, _ in ask(seen, "front matter")}
        assert {kind for kind, _ in ask(seen, "front matter", "guide")} == {"For authors"}


def test_an_excerpt_marks_words_and_a_mended_word_is_said(visit: Open) -> None:
    with visit("book/search.html") as seen:
        ask(seen, "Pressler amendmant")
        assert "asked as “Pressler amendment”" in seen.page.locator(STATUS).inner_text()
        marked = seen.page.locator(f"{RESULTS} mark").all_inner_texts()
        assert any("ressler" in word for word in marked)


def test_what_is_nowhere_is_said_to_be(visit: Open) -> None:
    with visit("book/search.html") as seen:
        assert ask(seen, "zzyzx") == []
        assert "Nothing was found" in seen.page.locator(STATUS).inner_text()


def test_typing_searches_and_asks_nobody_else(visit: Open) -> None:
    with visit("book/index.html") as seen:
        field = seen.page.locator(".sidebar-search")
        field.fill("CPEC")
        field.press("Enter")
        seen.page.locator(RESULTS).first.wait_for()
        seen.page.locator("#search-terms").fill("SIPRI")
        seen.page.get_by_text("for “SIPRI”").wait_for()
        assert [url for url in seen.requests if not url.startswith(seen.address)] == []


def test_without_scripts_the_index_and_every_page_are_offered(visit: Open) -> None:
    with visit("book/search.html", 1440, java_script_enabled=False) as seen:
        assert "Search needs JavaScript" in seen.page.locator("article noscript").inner_text()
        doors = seen.page.locator("#without-searching a")
        addresses = [link.get_attribute("href") for link in doors.all()]
        assert {"genindex.html", "docs/glossary.html", "docs/claims.html"} <= set(addresses)
