"""Finding without searching: one screen, the choice of claims, the way back, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from browser_kit import Open

pytestmark = pytest.mark.browser


def test_the_first_screen_shows_what_every_brief_says(visit: Open) -> None:
    with visit("book/index.html") as seen:
        seen.page.set_viewport_size({"width": 1440, "height": 900})
        boxes = [card.bounding_box() for card in seen.page.locator(".brief-cards .sd-card").all()]
        ends = [box["y"] + box["height"] for box in boxes if box]
        assert len(ends) > 8
        assert max(ends) <= 900


@pytest.mark.parametrize("scripts", [True, False])
def test_claims_are_chosen_by_keyboard_and_without_scripts(scripts: bool, visit: Open) -> None:
    with visit("book/docs/claims.html", java_script_enabled=scripts) as seen:
        page = seen.page
        rows = page.locator(".ledger tbody tr")
        chip = page.locator(".ledger .chip", has_text="Contested")
        number = int(chip.locator(".count").inner_text())
        page.locator(".ledger input").first.focus()
        while not chip.locator("input").is_checked():
            page.keyboard.press("ArrowRight")
        shown = [row for row in rows.all() if row.is_visible()]
        assert len(shown) == number
        assert all("contested" in row.inner_text() for row in shown)
        page.emulate_media(media="print")
        assert all(row.is_visible() for row in rows.all())


@pytest.mark.parametrize("scripts", [True, False])
def test_claims_of_one_brief_are_chosen_with_or_without_a_verdict(
    scripts: bool, visit: Open
) -> None:
    with visit("book/docs/claims.html", java_script_enabled=scripts) as seen:
        page = seen.page
        none = page.locator(".ledger-none")
        rows = page.locator(".ledger tbody tr")
        chip = page.locator(".ledger .chip", has_text="Brief 1 ")
        number = int(chip.locator(".count").inner_text())
        chip.click()
        shown = [row for row in rows.all() if row.is_visible()]
        assert len(shown) == number
        assert all("Claim 1." in row.inner_text() for row in shown)
        assert none.is_hidden()
        verdicts = page.locator(".ledger [name=verdict]").all()
        left = []
        for verdict in verdicts[1:]:
            verdict.check()
            seen_now = sum(row.is_visible() for row in rows.all())
            assert none.is_visible() is (seen_now == 0)
            left.append(seen_now)
        assert sum(left) == number
        assert 0 in left


@pytest.mark.parametrize("width", [360, 1440])
def test_the_board_fits_the_screen(width: int, visit: Open) -> None:
    with visit("book/docs/judgements.html", width) as seen:
        fits = "box => box.scrollWidth <= box.clientWidth + 1"
        region = seen.page.locator(".table-wrapper", has=seen.page.locator(".judgement-board"))
        assert region.evaluate(fits)


def test_what_is_missing_is_searched_for(visit: Open) -> None:
    with visit("book/404.html") as seen:
        seen.page.get_by_label("Words to look for").fill("SIPRI")
        seen.page.get_by_label("Look for it").get_by_role("button").click()
        seen.page.locator("#search-results > li").first.wait_for()


def test_an_old_address_leads_to_the_new_one(site: Path, visit: Open) -> None:
    assert (site / "strained/old/name.html").is_file()
    with visit("strained/old/name.html") as seen:
        seen.page.wait_for_url("**/strained/briefs/one.html#one-said")
