"""axe-core finds nothing: WCAG 2.2 A and AA, and its best practice."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from browser_kit import DESKTOP, PHONE, pages_of, share

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser_kit import Open

pytestmark = pytest.mark.browser

PARTS = 6
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
CONTRAST = ["color-contrast", "link-in-text-block"]
COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": CONTRAST}}
BUT_COLOURS = EVERYTHING | {"rules": {name: {"enabled": False} for name in CONTRAST}}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# What passes is neither counted nor described, and no style sheet is asked for a second time.
RUN = """async ([options, some]) => {
  const spare = { resultTypes: ["violations"], selectors: false, preload: false };
  const context = some ? { include: window.looks() } : document;
  const found = await axe.run(context, { ...spare, ...options });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
}"""
# Contrast takes most of the time.  In one look at a page it is measured at every text; in the
# others at one of those that have the same colours and size within boxes of the same classes.
LOOKS = """() => {
  window.looks = () => {
    const known = new Map([[null, ["", ""]]]);
    const of = (node) => {
      if (!known.has(node)) {
        const [path, ground] = of(node.parentElement);
        const style = getComputedStyle(node);
        const clear = style.backgroundColor === "rgba(0, 0, 0, 0)";
        known.set(node, [`${path}/${node.localName}.${node.className?.baseVal ?? node.className}`,
          clear && style.backgroundImage === "none" ? ground
            : style.backgroundColor + style.backgroundImage]);
      }
      return known.get(node);
    };
    const first = new Map();
    for (const node of document.body.querySelectorAll("*")) {
      const texts = Array.from(node.childNodes).some((child) =>
        child.nodeType === Node.TEXT_NODE && child.data.trim());
      if ((texts || node.matches("input")) && node.checkVisibility({ visibilityProperty: true })) {
        const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(node);
        const look = [...of(node), color, fontSize, fontWeight, textDecorationLine].join(" ");
        if (!first.has(look)) first.set(look, node);
      }
    }
    return [...first.values()];
  };
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def faults(page: Page, *only: dict[str, Any], some: bool = False) -> list[str]:
    """Return one line for each thing that axe finds on a page, by each set of options."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
        page.evaluate(LOOKS)
    return [line for options in only for line in page.evaluate(RUN, [options, some])]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_fault(part: int, site: Path, visit: Open) -> None:
    """Every page is loaded once, and looked at in light and dark, on a phone and a wide screen."""
    found: dict[tuple[str, str], list[str]] = {}
    names = share(pages_of(site), part, PARTS)
    with visit(names[0], PHONE, reduced_motion="reduce") as seen:
        page = seen.page
        for name in names:
            page.set_viewport_size({"width": PHONE, "height": 800})
            page.emulate_media(color_scheme="light")
            seen.go(name)
            page.evaluate("document.querySelectorAll('details').forEach((it) => it.open = true)")
            found[name, "phone, light"] = faults(page, EVERYTHING)
            page.emulate_media(color_scheme="dark")
            found[name, "phone, dark"] = faults(page, COLOURS, some=True)
            page.set_viewport_size({"width": DESKTOP, "height": 800})
            page.evaluate(DRAWN)
            found[name, "wide, dark"] = faults(page, COLOURS, some=True)
            page.emulate_media(color_scheme="light")
            found[name, "wide, light"] = faults(page, BUT_COLOURS)
            found[name, "wide, light"] += faults(page, COLOURS, some=True)
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.parametrize("look", range(4))
def test_a_fault_is_found_in_every_look(look: int, visit: Open) -> None:
    """Of two texts alike the second one is at fault: what is left out is only what is the same."""
    scheme = ("light", "dark")[look % 2]
    with visit("strained/docs/strain.html", (PHONE, DESKTOP)[look // 2], color_scheme=scheme) as at:
        assert faults(at.page, COLOURS, some=True) == []
        at.page.evaluate(
            """(faint) => {
              const text = Array.from(document.querySelectorAll("article section > p"))
                .find((one) => one.textContent.startsWith("It stands"));
              const other = text.cloneNode(true);
              other.id = "faint";
              text.after(other);
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`#faint { color: ${faint} !important }`);
              document.adoptedStyleSheets = [sheet];
            }""",
            {"light": "#999", "dark": "#555"}[scheme],
        )
        assert any(
            line.startswith("color-contrast: <p") for line in faults(at.page, COLOURS, some=True)
        )


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
