"""What a page says of itself to those that show a link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from books import BOTTOM_LINE, BRIEF, FRONT
from briefbook.web.head import LONGEST

if TYPE_CHECKING:
    from books import Built
    from conftest import Build, MakeBook

BASE = {"html_baseurl": "https://example.org/book/"}


def tags(built: Built, docname: str) -> dict[str, str]:
    """Return the tags in a page's head by their name."""
    root = BeautifulSoup(built.page(docname), "html.parser")
    found = root.select("head meta[content]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in found}


def test_a_brief_is_shown_with_its_bottom_line_and_its_card(
    make_book: MakeBook, build: Build
) -> None:
    built = build(make_book(), overrides=BASE)
    found = tags(built, "briefs/one")
    assert found["og:type"] == "article"
    assert found["og:title"] == "One thing"
    assert found["og:description"] == found["description"] == "One thing was said, and it holds."
    assert found["og:url"] == "https://example.org/book/briefs/one.html"
    assert found["og:image"] == "https://example.org/book/cards/one.png"
    assert (built.html / "cards/one.png").is_file()
    assert found["article:published_time"] == "2026-01-02"
    assert found["og:locale"] == "en_GB"


def test_another_page_is_shown_with_its_first_words(make_book: MakeBook, build: Build) -> None:
    text = "# Method\n\n```text\ncode\n```\n\nHow *it* is made {cite}`report-2021`.\n\nMore.\n"
    found = tags(build(make_book({"docs/method.md": text}), overrides=BASE), "docs/method")
    assert found["og:type"] == "website"
    assert found["description"] == "How it is made."
    assert found["og:image"] == "https://example.org/book/card.png"


def test_without_an_address_of_its_own_a_site_promises_no_picture(
    make_book: MakeBook, build: Build
) -> None:
    found = tags(build(make_book()), "briefs/one")
    assert found["og:title"] == "One thing"
    assert {"og:image", "og:url", "twitter:card"} & found.keys() == set()


def test_a_long_description_ends_at_a_word(make_book: MakeBook, build: Build) -> None:
    long = BRIEF.replace("One thing was said, and it holds.", "Something was said here. " * 20)
    text = tags(build(make_book({"briefs/one.md": long})), "briefs/one")["description"]
    assert len(text) <= LONGEST
    assert text.endswith(("said…", "Something…", "was…", "here.…"))


def test_the_page_of_what_is_missing_is_not_for_search_engines(
    make_book: MakeBook, build: Build
) -> None:
    assert tags(build(make_book()), "404")["robots"] == "noindex"


@pytest.mark.parametrize("page", ["search", "genindex"])
def test_pages_that_lead_to_others_say_what_they_are(
    page: str, make_book: MakeBook, build: Build
) -> None:
    found = tags(build(make_book()), page)
    assert found["description"].endswith(": Small book")
    assert "robots" not in found


def test_a_draft_is_not_for_search_engines(make_book: MakeBook, build: Build) -> None:
    draft = f"{FRONT}# One thing\n\n{BOTTOM_LINE}".replace("published", "draft")
    built = build(make_book({"briefs/one.md": draft}), overrides=BASE)
    assert tags(built, "briefs/one")["robots"] == "noindex"
    assert "briefs/one" not in (built.html / "sitemap.xml").read_text(encoding="utf-8")
