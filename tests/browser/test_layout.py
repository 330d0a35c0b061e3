"""Nothing runs off the page at any width, and no page asks or complains elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser_kit import DESKTOP

if TYPE_CHECKING:
    from browser_kit import Open

pytestmark = pytest.mark.browser

# Furo hides what is too wide; so the boxes themselves are asked.
TOO_WIDE = """() => Array.from(document.querySelectorAll("article, article *, header *, footer *"))
  .filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
      && !node.parentElement.closest(".table-wrapper, pre");
  })
  .map((node) => node.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("width", [320, 360, DESKTOP])
def test_nothing_runs_off_the_page(width: int, pages: list[str], visit: Open) -> None:
    found: dict[str, list[str]] = {}
    said: dict[str, list[str]] = {}
    with visit(pages[0], width) as seen:
        for name in pages:
            seen.go(name)
            found[name] = seen.page.evaluate(TOO_WIDE)
            said[name] = list(seen.complaints)
            seen.complaints.clear()
        elsewhere = [
            request for request in seen.requests if not request.startswith((seen.address, "data:"))
        ]
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert {name: lines for name, lines in said.items() if lines} == {}
    assert elsewhere == []


def test_the_landing_page_answers_in_one_screen(visit: Open) -> None:
    with visit("book/index.html", DESKTOP) as seen:
        page = seen.page
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        bottoms = page.evaluate(
            "Array.from(document.querySelectorAll('.brief-cards .sd-card-title'),"
            " (card) => card.getBoundingClientRect().bottom)"
        )
        assert len(bottoms) >= 3
        assert max(bottoms[:6]) < 900


def test_a_phone_shows_several_briefs_on_its_first_screen(visit: Open) -> None:
    with visit("book/index.html", 360) as seen:
        seen.page.set_viewport_size({"width": 360, "height": 800})
        bottoms = seen.page.evaluate(
            "Array.from(document.querySelectorAll('.brief-cards .sd-card'),"
            " (card) => card.getBoundingClientRect().bottom)"
        )
        assert max(bottoms[:5]) < 800


def test_a_whole_card_leads_to_its_brief(visit: Open) -> None:
    with visit("book/index.html", 360) as seen:
        page = seen.page
        card = page.locator(".brief-cards .sd-card").first
        target = card.locator("a").get_attribute("href")
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
        page.wait_for_url(f"**/{target}")


def test_lines_are_short_enough_to_read(pages: list[str], visit: Open) -> None:
    brief = next(page for page in pages if page.startswith("book/briefs/"))
    with visit(brief, DESKTOP) as seen:
        characters = seen.page.evaluate(
            """() => Array.from(document.querySelectorAll("article section > p"), (text) => {
              const style = getComputedStyle(text);
              const probe = document.createElement("span");
              probe.textContent = "0".repeat(100);
              probe.style.cssText = `font: ${style.font}; position: absolute`;
              document.body.append(probe);
              const width = probe.getBoundingClientRect().width / 100;
              probe.remove();
              return text.getBoundingClientRect().width / width;
            })"""
        )
        assert characters
        assert max(characters) <= 72


def test_a_register_on_a_phone_is_read_downwards(visit: Open) -> None:
    with visit("book/docs/claims.html", 360) as seen:
        row = seen.page.locator("table.claim-register tbody tr").first
        lefts = {
            round(box["x"])
            for cell in row.locator("td").all()
            if (box := cell.bounding_box()) is not None
        }
        assert len(lefts) == 1
        label = row.locator("td").nth(3).locator(".cell-label")
        assert label.get_attribute("data-name") == "Verdict"
        assert label.is_visible()
    with visit("book/docs/claims.html", DESKTOP) as seen:
        assert not seen.page.locator("table.claim-register .cell-label").first.is_visible()
