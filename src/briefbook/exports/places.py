"""Addresses below the site's root, whichever builder asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from briefbook.registers.downloads import handout_path

if TYPE_CHECKING:
    from sphinx.config import Config


def page_of(docname: str, config: Config) -> str:
    """Return the address of a document's page."""
    suffix = config.html_link_suffix or config.html_file_suffix or ".html"
    return quote(f"{docname}{suffix}")


def place(docname: str, anchor: str, config: Config) -> str:
    """Return the address of an anchor on a document's page."""
    return f"{page_of(docname, config)}#{quote(anchor)}" if anchor else page_of(docname, config)


def handouts(slug: str, config: Config) -> dict[str, str]:
    """Return the address of a brief's handout on each paper; nothing where none is made."""
    if not config.briefbook_pdf:
        return {}
    papers = list(config.briefbook_papers)
    return {paper: quote(handout_path(slug, paper, papers)) for paper in papers}


def absolute(address: str, config: Config) -> str:
    """Return ``address`` with the site's own before it, or an empty string where it is unknown."""
    base = str(config.html_baseurl or "")
    return urljoin(base.rstrip("/") + "/", address) if base else ""
