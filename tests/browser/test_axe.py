"""axe-core finds nothing: WCAG 2.2 A and AA, and its best practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser_kit import WIDTHS, thinned

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_kit import Open

pytestmark = pytest.mark.browser

EVERYTHING = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def faults(page: Page, only: dict[str, Any]) -> list[str]:
    """Return one line for each thing that axe finds on a page."""
    options = {"runOnly": only, "resultTypes": ["violations"]}  # what passes is not counted
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("scheme", "rules"), [("light", EVERYTHING), ("dark", COLOURS)])
def test_no_page_has_a_fault(
    scheme: str, rules: dict[str, Any], width: int, pages: list[str], visit: Open
) -> None:
    if (scheme, width) != ("light", WIDTHS[0]):  # pages of one kind are alike in the rest
        pages = thinned(pages, ("briefs", "guide", "reference"))
    found: dict[str, list[str]] = {}
    with visit(pages[0], width, color_scheme=scheme) as seen:
        for name in pages:
            seen.go(name)
            found[name] = faults(seen.page, rules)
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_drawers_and_found_pages_have_no_fault(scheme: str, visit: Open) -> None:
    with visit("book/index.html", 360, color_scheme=scheme) as seen:
        seen.page.get_by_role("button", name="Contents of the book").click()
        seen.page.wait_for_timeout(400)  # the drawer slides in
        assert faults(seen.page, EVERYTHING) == []
    with visit("book/search.html?q=Pakistan", 360, color_scheme=scheme) as seen:
        seen.page.locator("#search-results > li").first.wait_for()
        assert faults(seen.page, EVERYTHING) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
def test_an_open_card_has_no_fault(scheme: str, width: int, visit: Open) -> None:
    with visit("book/briefs/how-fms-works.html", width, color_scheme=scheme) as seen:
        seen.page.locator("article a.term-link").first.focus()
        seen.page.locator(".term-card:visible").wait_for()
        assert faults(seen.page, EVERYTHING) == []
