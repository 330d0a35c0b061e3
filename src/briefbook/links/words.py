"""How a link is spoken of in a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.links.records import Link

_LONGEST = 200
_NOUNS = {
    "a": "link",
    "area": "link",
    "destination": "destination",
    "outline": "bookmark",
    "pdf": "link",
    "img": "image",
    "image": "image",
    "script": "script",
}


def plain(text: str) -> str:
    """Return text from a file in one printable line of bearable length."""
    shown = "".join(c if c.isprintable() else _escaped(c) for c in " ".join(text.split()))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def describe(link: Link, *, on_page: bool) -> str:
    """Return ``link 'Sources' to 'sources.html'``; ``on_page`` adds where it is shown."""
    parts = [_NOUNS.get(link.tag, "reference")]
    # Beside a line of source the words of the link say nothing new; in a PDF they do.
    if link.text.strip() and (link.pdf_page or not on_page):
        parts.append(f"'{plain(link.text)}'")
    # A destination in a PDF may be a bare position, which has no name.
    if link.target or link.tag not in {"pdf", "outline", "destination"}:
        parts.append(f"to '{plain(link.target)}'")
    if link.pdf_page:
        parts.append(f"on page {link.pdf_page}")
    if on_page:
        parts.append(f"{'of' if link.pdf_page else 'on page'} {plain(link.page)}")
    return " ".join(parts)
