"""``sitemap.xml`` and ``robots.txt``: which pages there are, for programs that look for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from briefbook.exports import places
from briefbook.exports.book import current
from briefbook.exports.citation import edition
from briefbook.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _write(app: Sphinx, error: Exception | None) -> None:
    """Write both; a book's own file of that name stays.

    A sitemap holds whole addresses, so that there is none where the site's own is not known.
    """
    if error is not None or app.builder.format != "html":
        return
    lines = ["User-agent: *", "Allow: /"]
    if app.config.html_baseurl and not _own(app, SITEMAP):
        write_whole(Path(app.outdir) / SITEMAP, sitemap(app))
        lines += ["", f"Sitemap: {places.absolute(SITEMAP, app.config)}"]
    if not _own(app, ROBOTS):
        write_whole(Path(app.outdir) / ROBOTS, "\n".join(lines) + "\n")


def sitemap(app: Sphinx) -> str:
    """Return the addresses of all pages, and the days on which briefs were changed.

    It comes from what the book holds, whichever pages this run has written.
    """
    briefs = {brief.address: brief for brief in current(app).briefs}
    root = ET.Element("urlset", {"xmlns": _NAMESPACE})
    for docname in sorted(app.env.found_docs):
        page = places.page_of(docname, app.config)
        brief = briefs.get(page)
        if brief and brief.status == "draft":
            continue
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = places.absolute(page, app.config)
        if brief:
            ET.SubElement(entry, "lastmod").text = edition(brief)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _own(app: Sphinx, name: str) -> bool:
    """Return whether the book brings a file of this name itself."""
    paths = [Path(app.confdir) / str(path) for path in app.config.html_extra_path]
    return any(path.name == name or (path / name).is_file() for path in paths)


def setup(app: Sphinx) -> None:
    """Write the files at the end of a build of the site."""
    app.connect("build-finished", _write, priority=330)
