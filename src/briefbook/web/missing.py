"""The page that a web server sends for an address at which there is none."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from briefbook.exports import places
from briefbook.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

NAME = "404"
# Addresses in tags; one with a scheme, or a place on the page itself, is good anywhere.
_ADDRESS = re.compile(r'(?P<before>\s(?:href|src|action|data-content_root)=")(?P<to>[^"#][^"]*)"')


def _page(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    if app.builder.format == "html":
        yield NAME, {"title": "Page not found", "body": _body(app)}, "page.html"


def _body(app: Sphinx) -> str:
    address = app.builder.get_relative_uri
    doors = {app.config.root_doc: app.env.titles[app.config.root_doc].astext()}
    if app.config.html_use_index:
        doors["genindex"] = "Index of terms"
    links = "".join(
        f'<li><a href="{escape(address(NAME, name))}">{escape(title)}</a></li>\n'
        for name, title in doors.items()
    )
    return f"""<section id="not-found">
<h1>Page not found</h1>
<p>There is no page at this address.
It may have moved, or the address may be incomplete.</p>
<form class="search-form" role="search" aria-label="Look for it" method="get"\
 action="{escape(address(NAME, "search"))}">
<label for="missing-terms">Words to look for</label>
<span class="search-row"><input type="search" id="missing-terms" name="q" autocomplete="off">
<button type="submit">Search</button></span>
</form>
<ul>
{links}</ul>
</section>
"""


def _make_whole(app: Sphinx, error: Exception | None) -> None:
    """Give the page whole addresses, since it is shown in any folder."""
    if error is not None or app.builder.format != "html" or not app.config.html_baseurl:
        return
    path = Path(app.builder.get_output_path(NAME))  # type: ignore[attr-defined]  # of HTML
    base = places.absolute("", app.config)
    write_whole(path, whole(path.read_text(encoding="utf-8"), base))


def whole(page: str, base: str) -> str:
    """Return a page with whole addresses in place of those that go from ``base``."""

    def replace(match: re.Match[str]) -> str:
        to = match["to"]
        return match[0] if urlsplit(to).scheme else f'{match["before"]}{urljoin(base, to)}"'

    return _ADDRESS.sub(replace, page)


def setup(app: Sphinx) -> None:
    """Add the page."""
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _make_whole, priority=340)
