"""The sources of a book: reading them, citing them, printing them.  Knows nothing of Sphinx."""

from briefbook.sources.cite import Cite, CiteSyntaxError, Locator, format_cites, parse_cites
from briefbook.sources.load import load
from briefbook.sources.model import Bibliography, Person, Source
from briefbook.sources.render import DEFAULT_STYLE, Renderer, Span, StyleError

__all__ = [
    "DEFAULT_STYLE",
    "Bibliography",
    "Cite",
    "CiteSyntaxError",
    "Locator",
    "Person",
    "Renderer",
    "Source",
    "Span",
    "StyleError",
    "format_cites",
    "load",
    "parse_cites",
]
