"""A walk with the Tab key: every stop can be seen, and every drawer opened and left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browser_kit import WIDTHS, share

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser_kit import Open

pytestmark = pytest.mark.browser

PARTS = 3
LIMIT = 4000
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  // The link that covers a card has no text of its own: the card is what one sees.
  const seen = stop.matches(".sd-stretched-link") ? stop.closest(".sd-card") : stop;
  const rect = seen.getBoundingClientRect();
  const marked = (node) => {
    const style = node && getComputedStyle(node);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  // A hidden box is marked at its label, the link of a card at the card.
  const label = stop.parentElement.querySelector(":scope > label");
  const near = [stop, stop.closest(".sd-card, label"), label];
  // Of nine points of the stop, one at least must be seen: nothing else may lie over all of them.
  const own = (found) => found
    && near.some((node) => node && (node.contains(found) || found.contains(node)));
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) =>
    [rect.left + x * rect.width, rect.top + y * rect.height]));
  const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  return {
    html: stop.outerHTML.slice(0, 120),
    shown: stop.checkVisibility({ visibilityProperty: true }) && rect.width * rect.height > 0,
    inView: rect.bottom > 0 && rect.top < innerHeight && rect.right > 0 && rect.left < innerWidth,
    marked: near.some(marked),
    uncovered: inside.some(([x, y]) => own(document.elementFromPoint(x, y))),
    // A way back to the top that floats over the text may cover nothing of a stop.
    clear: Boolean(stop.closest(".back-to-top"))
      || !inside.some(([x, y]) => document.elementFromPoint(x, y).closest(".back-to-top")),
    place: Array.from(document.querySelectorAll("*")).indexOf(stop),
    passing: Boolean(stop.closest(".back-to-top")),
    inDrawer: Boolean(stop.closest(".sidebar-drawer, .toc-drawer")),
  };
}"""
# The way back to the top comes and goes as one scrolls.
REACHABLE = """() => Array.from(
  document.querySelectorAll("a[href], button, input:not([type=hidden]), summary, [tabindex='0']"),
).filter(
  (node) => !node.disabled && node.tabIndex >= 0 && !node.closest("[inert], .back-to-top")
    && (node.type !== "radio" || node.checked)
    && node.checkVisibility({ visibilityProperty: true }),
).length"""


# Where a press leaves from is looked at as it comes: asking in between would take twice as long.
WATCH = f"""() => {{
  const stop = {STOP};
  window.stops = [];
  addEventListener("keydown", () => window.stops.push(stop()), true);
}}"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
BATCH = 40


def walk(page: Page) -> list[dict[str, Any]]:
    """Return what is found at each press of Tab, until the page has been walked through."""
    # Sliding takes time, and a walk does not wait.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(WATCH)
    keys = page.context.new_cdp_session(page)
    ends: list[int] = []
    while len(ends) < 2:  # before the first stop, and after the last
        for _ in range(BATCH):
            keys.send("Input.dispatchKeyEvent", TAB)
        found = page.evaluate("window.stops.map((stop) => stop === null)")
        assert len(found) < LIMIT, "the walk does not end"
        ends = [place for place, nowhere in enumerate(found) if nowhere]
    assert ends[0] == 0
    stops: list[dict[str, Any]] = page.evaluate("window.stops")
    return stops[1 : ends[1]]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", WIDTHS)
def test_every_stop_can_be_seen_and_everything_is_a_stop(
    width: int, part: int, kinds: list[str], visit: Open
) -> None:
    found: dict[str, list[str]] = {}
    for name in share(kinds, part, PARTS):
        with visit(name, width) as seen:
            stops = walk(seen.page)
            lasting = [stop for stop in stops if not stop["passing"]]
            assert len(lasting) == seen.page.evaluate(REACHABLE), name
            places = [stop["place"] for stop in stops]
            assert places == sorted(places), name  # as it is read
            good = ("shown", "inView", "marked", "uncovered", "clear")
            found[name] = [str(stop) for stop in stops if not all(stop[key] for key in good)]
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_first_stop_skips_to_the_text(visit: Open) -> None:
    with visit("book/index.html", 360) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('article'))")


@pytest.mark.parametrize(
    ("name", "width", "drawer"),
    [
        ("Contents of the book", 360, ".sidebar-drawer"),
        ("On this page", 360, ".toc-drawer"),
        ("On this page", 1100, ".toc-drawer"),
    ],
)
def test_a_drawer_opens_and_is_left_by_keyboard(
    name: str, width: int, drawer: str, pages: list[str], visit: Open
) -> None:
    brief = next(page for page in pages if page.startswith("book/briefs/"))
    with visit(brief, width, reduced_motion="reduce") as seen:
        page = seen.page
        button = page.locator(f"button[aria-label='{name}']:visible")
        assert button.get_attribute("aria-expanded") == "false"
        links = page.locator(f"{drawer} a:visible")
        assert links.count() == 0
        button.focus()
        page.keyboard.press("Enter")
        assert links.count() > 0
        # An open drawer keeps the Tab key inside: what it covers cannot be reached.
        places = []
        for _ in range(60):
            stop = page.evaluate(STOP)
            places.append(stop is None or stop["inDrawer"])
            page.keyboard.press("Tab")
        assert all(places)
        page.keyboard.press("Escape")
        assert links.count() == 0
        assert button.get_attribute("aria-expanded") == "false"
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


@pytest.mark.parametrize("how", ["button", "cover", "link"])
def test_a_drawer_closes_by_its_button_its_cover_and_its_links(
    how: str, pages: list[str], visit: Open
) -> None:
    brief = next(page for page in pages if page.startswith("book/briefs/"))
    with visit(brief, 360, reduced_motion="reduce") as seen:
        page = seen.page
        page.get_by_role("button", name="On this page").click()
        links = page.locator(".toc-drawer a:visible")
        if how == "button":
            page.locator(".toc-drawer").get_by_role("button", name="Close").click()
        elif how == "cover":
            page.mouse.click(20, 400)
        else:
            links.first.click()
        assert links.count() == 0
        assert page.evaluate("document.querySelectorAll('[inert]').length") == 0


def test_a_drawer_that_is_open_when_the_window_grows_covers_nothing(visit: Open) -> None:
    with visit("book/index.html", 360, reduced_motion="reduce") as seen:
        page = seen.page
        page.get_by_role("button", name="Contents of the book").click()
        page.set_viewport_size({"width": 1440, "height": 800})
        page.wait_for_function("document.querySelectorAll('[inert]').length === 0")
        assert page.locator(".sidebar-drawer a").first.is_visible()


def test_branches_of_the_navigation_open_by_keyboard(visit: Open) -> None:
    with visit("book/index.html", 1440) as seen:
        page = seen.page
        box = page.locator(".toctree-checkbox").first
        inner = page.locator(".toctree-checkbox ~ ul").first
        assert inner.is_hidden()
        box.focus()
        page.keyboard.press("Space")
        assert inner.is_visible()


def test_only_a_box_that_scrolls_is_a_stop(visit: Open) -> None:
    for width, count in ((320, "0"), (1440, None)):
        with visit("strained/briefs/one.html", width) as seen:
            pre = seen.page.locator("article pre")
            seen.page.evaluate("document.querySelector('article pre').append(' '.repeat(9))")
            assert pre.count() == 1
            wide = seen.page.evaluate(
                "(() => { const e = document.querySelector('article pre');"
                " return e.scrollWidth > e.clientWidth + 1; })()"
            )
            assert (pre.get_attribute("tabindex") == "0") is (wide and count == "0")
    with visit("strained/docs/strain.html", 1440) as seen:
        assert seen.page.locator("article pre").get_attribute("tabindex") == "0"
        assert seen.page.locator("article .table-wrapper").first.get_attribute("tabindex") == "0"
