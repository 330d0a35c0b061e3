"""Cards of terms: by pointer, keyboard and touch, at every size, and for those who hear a page."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from books import SMALL, brief, write
from browser_kit import Visit, served
from site_books import FURO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from typing import Protocol

    from playwright.sync_api import Browser, Locator, Page

    class Visiting(Protocol):
        def __call__(
            self, width: int = 1440, **options: object
        ) -> AbstractContextManager[Page]: ...


pytestmark = pytest.mark.browser

MEANING = "A programme under which one government buys the arms of another. " * 6
GLOSSARY = f"""\
# Glossary

:::{{glossary}}
Foreign Military Sales
FMS
  {MEANING}

Soft power
  Being liked, without Foreign Military Sales.

Communication Interoperability and Security Memorandum of Agreement
CIS-MOA
  A paper.
:::
"""
BODY = """\
{filler}

Much hangs on FMS and on soft power.

| A | B |
|---|---|
| x | {wide} the CIS-MOA |

## Later

{filler}

At the end of a line there is the Communication Interoperability and Security Memorandum of
Agreement; and soft power.
"""
FILLER = "\n\n".join("Words that fill a page and mean nothing else at all." for _ in range(30))


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small book with a glossary."""
    body = BODY.format(filler=FILLER, wide="wide " * 3)
    files = {"conf.py": FURO, "docs/glossary.md": GLOSSARY, "briefs/one.md": brief(body)}
    root = write(tmp_path_factory.mktemp("cards"), {**SMALL, **files})
    command = [sys.executable, "-P", "-m", "sphinx", "-q", "-W", "-D", "briefbook_pdf=0"]
    run = subprocess.run(
        [*command, str(root), str(root / "html")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    with served(root / "html") as address:
        yield address


@pytest.fixture
def brief_page(browser: Browser, cards: str) -> Visiting:
    @contextmanager
    def visit(width: int = 1440, **options: object) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": width, "height": 640},
            **options,  # type: ignore[arg-type]  # each caller names options of new_context
        )
        seen = Visit(context.new_page(), cards)
        try:
            seen.go("briefs/one.html")
            yield seen.page
            assert seen.complaints == []
        finally:
            context.close()

    return visit


def link(page: Page, words: str) -> Locator:
    return page.locator("article a.term-link", has_text=words).first


def open_card(page: Page) -> Locator:
    return page.locator(".term-card:visible")


def test_pointing_opens_and_the_card_can_be_pointed_at(brief_page: Visiting) -> None:
    with brief_page() as page:
        term, card = link(page, "FMS"), open_card(page)
        page.wait_for_function(
            """() => document.readyState === "complete" && document.fonts.status === "loaded" """
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        term.hover()
        card.wait_for()
        assert "Foreign Military Sales (FMS)" in card.inner_text()
        assert MEANING.strip() in card.inner_text()
        card.hover()
        page.wait_for_timeout(600)
        assert card.is_visible()
        page.mouse.move(2, 2)
        card.wait_for(state="hidden")
        assert asked == []


def test_escape_dismisses_without_moving_the_pointer(brief_page: Visiting) -> None:
    with brief_page() as page:
        link(page, "FMS").hover()
        open_card(page).wait_for()
        page.keyboard.press("Escape")
        assert open_card(page).count() == 0
        page.wait_for_timeout(400)
        assert open_card(page).count() == 0


def test_what_the_keyboard_opens_stays_until_it_moves_on(brief_page: Visiting) -> None:
    with brief_page() as page:
        term = link(page, "FMS")
        term.focus()
        assert open_card(page).count() == 1
        term.hover()
        page.mouse.move(2, 2)
        page.wait_for_timeout(600)
        assert open_card(page).count() == 1
        page.keyboard.press("Escape")
        assert open_card(page).count() == 0
        assert term.evaluate("node => node === document.activeElement")
        page.keyboard.press("Tab")
        assert "Being liked" in open_card(page).inner_text()
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(400)
        assert open_card(page).count() == 1
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("glossary.html#term-Foreign-Military-Sales$"))


def test_first_tap_shows_and_second_follows(brief_page: Visiting) -> None:
    with brief_page(360, has_touch=True, is_mobile=True) as page:
        term = link(page, "soft power")
        term.tap()
        open_card(page).wait_for()
        assert page.url.endswith("briefs/one.html")
        page.locator("h1").tap()
        assert open_card(page).count() == 0
        term.tap()
        open_card(page).wait_for()
        term.tap()
        page.wait_for_url(re.compile("glossary.html#term-Soft-power$"))


@pytest.mark.parametrize("width", [320, 360, 1440])
@pytest.mark.parametrize("words", ["FMS", "soft power", "CIS-MOA", "Memorandum of"])
@pytest.mark.parametrize("where", ["start", "end"])
def test_card_stays_in_the_window_and_clear_of_its_term(
    width: int, words: str, where: str, brief_page: Visiting
) -> None:
    with brief_page(width) as page:
        term = link(page, words)
        term.evaluate("(node, block) => node.scrollIntoView({block, behavior: 'instant'})", where)
        term.focus()
        card = open_card(page).bounding_box()
        box = term.bounding_box()
        assert card is not None
        assert box is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= width
        assert card["y"] >= box["y"] + box["height"] or card["y"] + card["height"] <= box["y"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_screen_reader_hears_name_and_definition(brief_page: Visiting) -> None:
    with brief_page() as page:
        session = page.context.new_cdp_session(page)
        tree = session.send("Accessibility.getFullAXTree")["nodes"]
        heard = {
            node["name"]["value"]: node.get("description", {}).get("value", "")
            for node in tree
            if node.get("role", {}).get("value") == "link"
        }
        assert heard["Foreign Military Sales (FMS)"].startswith(
            "Foreign Military Sales (FMS) A pro"
        )
        assert heard["soft power"].startswith("Soft power Being liked")
        assert [node for node in tree if node.get("role", {}).get("value") == "tooltip"] == []


def test_each_definition_is_in_the_page_once(brief_page: Visiting) -> None:
    with brief_page() as page:
        assert page.locator("a.term-link", has_text="soft power").count() == 2
        assert page.content().count("Being liked") == 1


def test_a_definition_has_cards_of_its_own(browser: Browser, cards: str) -> None:
    page = browser.new_page()
    page.goto(f"{cards}docs/glossary.html")
    page.locator("dd a.term-link").first.focus()
    assert MEANING.strip() in open_card(page).inner_text()
    page.close()


def test_without_scripts_a_term_is_a_link(brief_page: Visiting) -> None:
    with brief_page(java_script_enabled=False) as page:
        assert page.locator(".term-card:visible").count() == 0
        term = link(page, "FMS")
        term.hover()
        assert page.locator(".term-card:visible").count() == 0
        term.click()
        page.wait_for_url(re.compile("glossary.html#term-Foreign-Military-Sales$"))


def test_paper_has_no_cards(brief_page: Visiting) -> None:
    with brief_page() as page:
        link(page, "FMS").focus()
        assert open_card(page).count() == 1
        page.emulate_media(media="print")
        assert open_card(page).count() == 0


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
    ],
    ids=str,
)
def test_card_can_be_read(options: dict[str, object], brief_page: Visiting) -> None:
    with brief_page(1440, **options) as page:
        link(page, "FMS").focus()
        colours = page.evaluate(
            """() => {
              const style = getComputedStyle(document.querySelector(".term-card:not([hidden])"));
              const light = (colour) => {
                const part = colour.match(/[\\d.]+/g).slice(0, 3).map((each) => {
                  const share = each / 255;
                  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
              };
              const contrast = (one, other) => {
                const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
                return (high + 0.05) / (low + 0.05);
              };
              const page = getComputedStyle(document.body).backgroundColor;
              return {
                text: contrast(style.color, style.backgroundColor),
                edge: contrast(style.borderTopColor, page),
                solid: style.backgroundColor.startsWith("rgb("),
                edged: style.borderTopStyle,
              };
            }"""
        )
        assert colours["text"] >= 7
        assert colours["edge"] >= 3
        assert colours["solid"]
        assert colours["edged"] == "solid"


def test_nothing_moves(brief_page: Visiting) -> None:
    with brief_page(reduced_motion="reduce") as page:
        link(page, "FMS").focus()
        style = "getComputedStyle(document.querySelector('.term-card:not([hidden])'))"
        assert page.evaluate(f"{style}.transitionDuration") == "0s"
        assert page.evaluate(f"{style}.animationName") == "none"
