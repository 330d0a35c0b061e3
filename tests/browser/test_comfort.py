"""Large text, wide text, small screens and fingers: the page gives way, and nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser_kit import DESKTOP, PAUSE, PHONE, SLOWLY, WIDTHS

if TYPE_CHECKING:
    from browser_kit import Open

pytestmark = pytest.mark.browser

# As WCAG 2.2 says in 2.5.8: 24 px, or as far from the next one; links within a text are excepted.
SMALL_TARGETS = """() => {
  const all = Array.from(
    document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary"),
  ).filter((node) => !node.closest("[inert]")
    && node.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const boxes = all.map((node) =>
    (node.matches("input") && node.labels?.[0] || node).getBoundingClientRect());
  const small = (box) => box.width < 24 || box.height < 24;
  const inText = (node) => {
    const text = node.closest("p, li, dd, dt, td, h1, h2, h3, h4, h5, h6, caption, figcaption");
    return getComputedStyle(node).display === "inline" && text
      && text.textContent.trim().length > node.textContent.trim().length;
  };
  const centre = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const near = (box, other) => {
    const [x, y] = centre(box);
    const [u, v] = centre(other);
    const gap = Math.hypot(Math.max(other.left - x, 0, x - other.right),
      Math.max(other.top - y, 0, y - other.bottom));
    return gap < 12 || (small(other) && Math.hypot(u - x, v - y) < 24);
  };
  return all.filter((node, index) => {
    const box = boxes[index];
    if (box.width < 1 || box.height < 1 || !small(box) || inText(node)) return false;
    return boxes.some((other, place) => place !== index && other.width > 1
      && !all[place].contains(node) && !node.contains(all[place]) && near(box, other));
  }).map((node) => node.outerHTML.slice(0, 120));
}"""
# What 1.4.12 asks a page to bear.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => Array.from(document.querySelectorAll("body *")).filter((node) => {
  if (!node.checkVisibility({ visibilityProperty: true }) || !node.textContent.trim()) return false;
  if (node.closest(".visually-hidden")) return false;
  if (node.clientHeight < 5 || node.clientWidth < 5) return false;
  const style = getComputedStyle(node);
  return (style.overflowY === "hidden" && node.scrollHeight > node.clientHeight + 2)
    || (["hidden", "clip"].includes(style.overflowX) && node.scrollWidth > node.clientWidth + 2);
}).map((node) => node.outerHTML.slice(0, 120))"""
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [`${document.documentElement.scrollWidth} px`] : []"""
ARRIVED = """() => {
  const { responseStart, responseEnd } = performance.getEntriesByType("navigation")[0];
  return (responseEnd - responseStart) / 1000;
}"""
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  const what = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      moved += entry.value;
      what.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "text"));
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([moved, what]), 300);
})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_fingers_find_every_target(width: int, kinds: list[str], visit: Open) -> None:
    found: dict[str, list[str]] = {}
    with visit(kinds[0], width) as seen:
        for name in kinds:
            seen.go(name)
            found[name] = seen.page.evaluate(SMALL_TARGETS)
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_text_that_a_reader_spaces_out_is_all_there(
    width: int, kinds: list[str], visit: Open
) -> None:
    found: dict[str, list[str]] = {}
    with visit(kinds[0], width) as seen:
        for name in kinds:
            seen.go(name)
            seen.page.evaluate(SPACED)
            found[name] = seen.page.evaluate(CUT_OFF) + seen.page.evaluate(TOO_WIDE)
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_page_four_times_as_large_is_read_without_scrolling_aside(
    kinds: list[str], visit: Open
) -> None:
    """A window of 1280 by 1024 pixels at 400 % is one of 320 by 256."""
    found: dict[str, list[str]] = {}
    with visit(kinds[0], 320, device_scale_factor=4) as seen:
        seen.page.set_viewport_size({"width": 320, "height": 256})
        for name in kinds:
            seen.go(name)
            found[name] = seen.page.evaluate(TOO_WIDE)
            bar = seen.page.locator(".mobile-header").bounding_box()
            assert bar
            assert bar["height"] < 256 / 4, name  # most of the window is for the text
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(("width", "limit"), [(PHONE, 0.01), (DESKTOP, 0.02)])
def test_nothing_moves_while_a_page_arrives(
    width: int, limit: float, kinds: list[str], visit: Open
) -> None:
    """A browser draws what it has of a page, which comes in pieces, before the rest and scripts.

    On a wide screen the columns of a long table may give way by some pixels as its rows arrive,
    and on a narrow one the title of the book in the bar above, where the first drawing is early.
    """
    found: dict[str, list[object]] = {}
    with visit(kinds[0], width) as seen:
        for name in kinds:
            seen.go(f"{name}{SLOWLY}")
            assert seen.page.evaluate(ARRIVED) > PAUSE, name  # it did come in pieces
            moved, what = seen.page.evaluate(SHIFTS)
            if moved > limit:
                found[name] = [moved, *what]
    assert found == {}


def test_a_designation_is_not_broken_at_its_hyphen(visit: Open) -> None:
    with visit("book/briefs/f16-sustainment.html", 320) as seen:
        broken = seen.page.evaluate(
            """() => Array.from(document.querySelectorAll(".unbroken"))
              .filter((name) => name.getClientRects().length > 1)
              .map((name) => name.parentElement.textContent)"""
        )
        assert broken == []
        heading = seen.page.locator("h1")
        assert "F-16" in heading.inner_text()  # with the hyphen that readers type
