"""What a page weighs on its way to a reader: everything it asks for, as a host would pack it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from browser_kit import PHONE

if TYPE_CHECKING:
    from pathlib import Path

    from browser_kit import Open, Visit

pytestmark = pytest.mark.browser

KILO = 1000
PICTURES = (".png", ".jpg", ".webp")
PACKED = (".css", ".html", ".js", ".json", ".svg")
# A page that is whole: its files and fonts are here; pictures far below are asked for when near.
SETTLED = """() => document.readyState === "complete" && document.fonts.status === "loaded"
  && Array.from(document.images).every((image) => image.complete || image.loading === "lazy")"""


def weights(seen: Visit, site: Path) -> dict[str, int]:
    """Return the bytes of everything that a page has asked for when it is whole, by its path."""
    seen.page.wait_for_function(SETTLED)
    found: dict[str, int] = {}
    for request in dict.fromkeys(seen.requests):
        path = site / unquote(urlsplit(request).path).lstrip("/")
        if not request.startswith("data:"):
            sent = path.read_bytes()
            found[path.name] = len(gzip.compress(sent) if path.suffix in PACKED else sent)
    return found


def test_the_landing_page_is_light(site: Path, visit: Open) -> None:
    with visit("book/index.html", PHONE) as seen:
        found = weights(seen, site)
    assert {"index.html", "briefbook.css", "briefbook.js"} <= found.keys()
    assert sum(found.values()) < 150 * KILO, found


def test_the_page_of_a_brief_is_light(site: Path, pages: list[str], visit: Open) -> None:
    for name in (page for page in pages if page.startswith("book/briefs/")):
        with visit(name, PHONE) as seen:
            found = weights(seen, site)
        rest = {path: size for path, size in found.items() if not path.endswith(PICTURES)}
        assert sum(rest.values()) < 200 * KILO, (name, rest)


def test_a_first_search_is_light(site: Path, visit: Open) -> None:
    with visit("book/search.html?q=sustainment", PHONE) as seen:
        seen.page.locator("#search-results li").first.wait_for()
        found = weights(seen, site)
    assert sum(found.values()) < 400 * KILO, found
