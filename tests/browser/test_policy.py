"""Pages keep the policy that is sent with them, whatever a reader does, and ask nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser_kit import Open, Visit

pytestmark = pytest.mark.browser

STRAIN = "strained/docs/strain.html"
BRIEF = "strained/briefs/one.html"


def quiet(seen: Visit) -> None:
    """Assert that nothing was blocked, nothing went wrong, and nobody else was asked."""
    seen.page.wait_for_timeout(100)  # a violation is told after the fact
    elsewhere = [
        request for request in seen.requests if not request.startswith((seen.address, "data:"))
    ]
    assert (seen.blocked, seen.complaints, elsewhere) == ([], [], [])


def test_no_page_breaks_its_policy(pages: list[str], visit: Open) -> None:
    with visit(pages[0]) as seen:
        for name in pages:
            seen.go(name)
        quiet(seen)


def test_a_page_that_breaks_it_is_found_out(visit: Open) -> None:
    with visit(STRAIN) as seen:
        seen.page.evaluate(
            """() => {
              const text = document.createElement("p");
              text.setAttribute("style", "width: 1px");
              document.body.append(text);
            }"""
        )
        seen.page.wait_for_function("true")
        seen.page.wait_for_timeout(100)
        assert [said.split(":")[0] for said in seen.blocked] == ["style-src-attr"] * 2
        assert seen.complaints


def test_the_header_and_the_page_say_the_same(visit: Open) -> None:
    with visit(BRIEF) as seen:
        answer = seen.page.request.get(f"{seen.address}{BRIEF}")
        sent = answer.headers["content-security-policy"].split("; ")
        meta = seen.page.locator("meta[http-equiv='Content-Security-Policy']")
        said = (meta.get_attribute("content") or "").split("; ")
        # What is sent with all pages lets the search run; what stands in this one does not.
        scripts = next(part for part in sent if part.startswith("script-src"))
        tighter = scripts.replace(" 'wasm-unsafe-eval'", "")
        assert set(sent) - set(said) == {"frame-ancestors 'none'", scripts}
        assert set(said) - set(sent) == {tighter}
        assert not any("unsafe-inline" in part for part in sent)
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_is_the_first_thing_that_counts(visit: Open) -> None:
    """A policy that stands after a script or a style does not hold for it."""
    with visit(BRIEF) as seen:
        before = seen.page.evaluate(
            """() => {
              const head = Array.from(document.head.children);
              const said = head.findIndex((tag) => tag.httpEquiv === "Content-Security-Policy");
              return head.slice(0, said).map((tag) => tag.tagName);
            }"""
        )
        assert set(before) == {"META"}


def test_the_colours_of_the_reader_are_kept_from_page_to_page(visit: Open) -> None:
    with visit(BRIEF, color_scheme="light") as seen:
        page = seen.page
        page.locator(".theme-toggle:visible").click()
        seen.go(STRAIN)
        assert page.evaluate("document.body.dataset.theme") == "dark"
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(18, 22, 28)"
        quiet(seen)


def test_a_card_of_a_term_opens_where_its_term_is(visit: Open) -> None:
    with visit(STRAIN) as seen:
        link = seen.page.locator("a.term-link").first
        link.focus()
        card = seen.page.locator(".term-cards > :not([hidden])")
        card.wait_for()
        place, above = card.bounding_box(), link.bounding_box()
        assert place
        assert above
        assert abs(place["x"] - above["x"]) < 50
        quiet(seen)


def test_tabs_folds_and_drawers_keep_it(visit: Open) -> None:
    with visit(STRAIN, 360) as seen:
        page = seen.page
        page.get_by_text("Second", exact=True).click()
        assert page.get_by_text("Second tab.").is_visible()
        page.locator("summary").first.click()
        assert page.get_by_text("What was hidden.").is_visible()
        page.get_by_role("button", name="Contents of the book").click()
        assert page.locator(".sidebar-drawer a").first.is_visible()
        page.keyboard.press("Escape")
        quiet(seen)


def test_a_search_keeps_it(visit: Open) -> None:
    with visit("book/search.html?q=sustainment") as seen:
        seen.page.locator("#search-results li").first.wait_for()
        quiet(seen)


def test_widths_that_an_author_gives_are_kept(visit: Open) -> None:
    with visit(STRAIN) as seen:
        shares = seen.page.evaluate(
            """() => {
              const table = document.querySelector("table.given");
              const whole = table.getBoundingClientRect().width;
              return Array.from(table.rows[0].cells, (cell) =>
                Math.round((100 * cell.getBoundingClientRect().width) / whole));
            }"""
        )
        assert shares == [20, 80]
        assert seen.page.locator("math").first.is_visible()
        quiet(seen)
