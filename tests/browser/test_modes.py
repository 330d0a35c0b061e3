"""Without scripts, without colours of our own, without motion, on paper, and at a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbook.elements.claim import VERDICTS
from briefbook.elements.record import KINDS

if TYPE_CHECKING:
    from browser_kit import Open

pytestmark = pytest.mark.browser

BRIEF = "strained/briefs/one.html"


def test_the_navigation_opens_without_scripts_by_keyboard(visit: Open) -> None:
    with visit(BRIEF, 360, java_script_enabled=False) as seen:
        page = seen.page
        link = page.locator(".sidebar-drawer a").first
        assert link.is_hidden()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        link.wait_for(state="visible")
        page.keyboard.press("Space")
        link.wait_for(state="hidden")


def test_everything_can_be_read_without_scripts(pages: list[str], visit: Open) -> None:
    with visit(pages[0], 360, java_script_enabled=False) as seen:
        for name in pages:
            seen.go(name)
            assert seen.page.locator("article h1").is_visible(), name


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_sign(verdict: str, visit: Open) -> None:
    with visit(BRIEF, 1440) as seen:
        sign = seen.page.evaluate(
            """(name) => {
              const mark = document.querySelector(".verdict");
              mark.className = `verdict verdict-${name}`;
              return getComputedStyle(mark, "::before").content;
            }""",
            verdict,
        )
        assert sign not in {"none", "normal", '""'}


def test_kinds_of_elements_differ_without_colour(visit: Open) -> None:
    """What an element is shows in its lines and its sign, not in its colour alone."""
    with visit(BRIEF, 1440) as seen:
        forms = seen.page.evaluate(
            """(kinds) => kinds.map((kind) => {
              const box = document.createElement("div");
              box.className = `brief-element ${kind}`;
              box.innerHTML = '<p class="element-label"><span class="element-kind">x</span></p>';
              document.querySelector("article").append(box);
              const sign = getComputedStyle(box.querySelector(".element-kind"), "::before");
              return sign.maskImage;
            })""",
            list(KINDS),
        )
        assert len(set(forms)) == len(KINDS)
        assert all(form.startswith("url(") for form in forms)


def test_nothing_moves_where_motion_is_unwanted(visit: Open) -> None:
    with visit(BRIEF, 360, reduced_motion="reduce") as seen:
        times = seen.page.evaluate(
            """() => Array.from(document.querySelectorAll("*"), (node) => getComputedStyle(node))
              .filter((style) => style.transitionDuration.split(",").some((t) => parseFloat(t) > 0)
                || style.animationName !== "none").length"""
        )
        assert times == 0
        behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
        assert seen.page.evaluate(behaviour) == "auto"


def test_marks_show_in_the_colours_of_the_system(visit: Open) -> None:
    with visit(BRIEF, 1440, forced_colors="active") as seen:
        colours = seen.page.evaluate(
            """() => {
              const of = (query, name, part) =>
                getComputedStyle(document.querySelector(query), part)[name];
              return {
                page: of("body", "backgroundColor"),
                range: of(".scale-range", "fill"),
                full: of(".confidence-steps .full", "fill"),
                ring: of(".confidence-steps .empty", "stroke"),
                sign: of(".element-kind", "backgroundColor", "::before"),
                edge: of(".bottom-line", "borderTopColor"),
              };
            }"""
        )
        page = colours.pop("page")
        assert {name: colour for name, colour in colours.items() if colour == page} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_holds_the_text_alone(scheme: str, visit: Open) -> None:
    with visit("strained/docs/strain.html", 1440, color_scheme=scheme) as seen:
        page = seen.page
        page.emulate_media(media="print")
        for part in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".related-pages"):
            assert page.locator(part).first.is_hidden(), part
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        }
        ink = page.evaluate("getComputedStyle(document.querySelector('article section > p')).color")
        assert max(int(part) for part in ink[4:-1].split(",")) < 90
        after = (
            "getComputedStyle(document.querySelector('article a.external:not(.sd-btn)'),"
            " '::after').content"
        )
        assert "http" in page.evaluate(after)
        assert all(tab.is_visible() for tab in page.locator(".sd-tab-content").all())


def test_what_is_folded_is_open_on_paper_and_folded_after_it(visit: Open) -> None:
    with visit("strained/docs/strain.html", 1440) as seen:
        page = seen.page
        hidden = page.get_by_text("What was hidden.")
        assert hidden.is_hidden()
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert hidden.is_visible()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert hidden.is_hidden()


def test_the_colour_theme_says_which_one_is_on(visit: Open) -> None:
    with visit(BRIEF, 1440, color_scheme="light") as seen:
        toggle = seen.page.locator(".theme-toggle:visible")
        names = []
        for _ in range(3):
            names.append(toggle.get_attribute("aria-label"))
            toggle.click()
        assert names == [
            "Colour theme: as the system",
            "Colour theme: dark",
            "Colour theme: light",
        ]
