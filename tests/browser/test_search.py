"""The search: excerpts that can be read, and no letter marked that is no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser_kit import Open

pytestmark = pytest.mark.browser


def test_an_excerpt_keeps_blocks_apart_and_marks_words(visit: Open) -> None:
    with visit("book/search.html?q=sustainment+F-16") as seen:
        excerpt = seen.page.locator("#search-results .context").first
        excerpt.wait_for()
        assert "Published What did" in " ".join(excerpt.inner_text().split())
        marked = seen.page.locator("#search-results .highlighted").all_inner_texts()
    assert {word.lower() for word in marked} == {"sustainment"}
