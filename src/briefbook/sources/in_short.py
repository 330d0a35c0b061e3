"""Notes in short, for paper: the name of a source, how its title begins, the place in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.sources import markup
from briefbook.sources.markup import Span

if TYPE_CHECKING:
    from briefbook.sources.cite import Cite
    from briefbook.sources.model import Source

# About as many characters as two short lines hold; of a title so many are left at least.
_LONGEST = 56
_TITLE = 22
_INNER = str.maketrans("\u201c\u201d", "\u2018\u2019")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b[12]\d{3}(\W+\w+)?\W*$")
_NUMBER = re.compile(r"[\d\s\u2013\u2014-]+$")
# Signs and words with which no beginning ends.
_LOOSE = re.compile(
    r"(?:[\s,;:.(\u2013\u2014\u2018-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))+$",
    re.IGNORECASE,
)


def in_short(cite: Cite, source: Source, name: str) -> list[Span]:
    """Return a source as ``Dawn, 3 Apr. 2022: “COAS recalls …”, p. 4``, the title a link.

    ``name`` is its short name.  What that says of the title is not said again, and a name of its
    own that does not end with a year tells enough.
    """
    place = f", {markup.locator(cite.locator_text)}" if cite.locator_text else ""
    title = _plain(source.title)
    begun = _beginning(title, max(_TITLE, _LONGEST - len(name) - len(place)))
    told = source.label and not _YEAR.search(name)
    if told or _words(begun.rstrip("\u2026")) in _words(name) or _words(title) in _words(name):
        return [Span(name, url=source.address), *_text(place)]
    return [Span(f"{name}: "), Span(f"\u201c{begun}\u201d", url=source.address), *_text(place)]


def _text(text: str) -> list[Span]:
    return [Span(text)] if text else []


def _plain(title: str) -> str:
    """Return a title without its dress, its quotation marks as they stand between others."""
    dressed = markup.spans(markup.typographic(title), [])
    return "".join(span.text for span in dressed).translate(_INNER)


def _beginning(title: str, most: int) -> str:
    """Return as many whole words of a title as have room, two at least."""
    if len(title) <= most:
        return title
    words = title.split()
    kept = 2
    while kept < len(words) and len(" ".join(words[: kept + 1])) < most:
        kept += 1
    if kept >= len(words):
        return title
    shown = " ".join(words[:kept])
    return f"{_LOOSE.sub('', shown) or shown}\u2026"


def _words(text: str) -> str:
    """Return the words of a text with a space around each, to look for some in others."""
    return f" {' '.join(_WORD.findall(_NUMBER.sub('', text).casefold()))} "
