"""Addresses of a book that is read from its export, where there is no configuration to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from briefbook.exports.model import Book


def absolute(book: Book, address: str) -> str:
    """Return the whole address, or an empty string where the site's own is not known."""
    return urljoin(book.base, address) if book.base else ""


def best(book: Book, address: str) -> str:
    """Return the whole address where it is known, else the one below the site's root."""
    return absolute(book, address) or address


def host(book: Book) -> str:
    """Return the name of the host, or an empty string."""
    return (urlsplit(book.base).hostname or "") if book.base else ""
