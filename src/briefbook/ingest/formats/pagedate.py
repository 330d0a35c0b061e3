"""The day on which a page says that it was published, and the days that it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.ingest import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_LATER = re.compile(r"modif|updat|revis|expir", re.IGNORECASE)
_DATA = re.compile(r"\"date(?:Published|Created)\"\s*:\s*\"(\d{4}-\d\d-\d\d)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?!\d)")
_LONGEST = 120


def stated(page: etree._Element, day: str) -> bool:
    """Return whether a page states a day as that of its publication.

    A library guesses one from whatever it finds; what is only a guess is no date of publication.
    """
    return day in set(_machine(page)) or day in set(_shown(page))


def _machine(page: etree._Element) -> Iterator[str]:
    """Yield the days in what a page tells programs."""
    for element in page.iter("meta", "time", "abbr", "link"):
        names = " ".join(
            element.get(key) or "" for key in ("property", "name", "itemprop", "class")
        )
        if not _LATER.search(names):
            for key in ("content", "datetime", "title", "href"):
                yield from map("-".join, _DAY.findall(element.get(key) or ""))
    for element in page.iter("script"):
        if "json" in (element.get("type") or ""):
            yield from _DATA.findall(element.text or "")


def _shown(page: etree._Element) -> Iterator[str]:
    """Yield the days in short lines that a reader sees and that speak of no later edition."""
    for element in page.iter("p", "div", "span", "time", "li", "td", "small", "em", "strong", "b"):
        text = " ".join("".join(map(str, element.itertext())).split())
        if 0 < len(text) < _LONGEST and not _LATER.search(text) and not text.endswith("."):
            yield from lines.dates_in(text)


def above(page: etree._Element, title: str) -> Iterator[str]:
    """Yield the days of lines that are nothing but a date, down to the page's title."""
    body = page.find(".//body")
    for element in body.iter("*") if body is not None else ():
        if element.tag in {"script", "style"}:
            continue
        text = " ".join((element.text or "").split())
        if element.tag == "h1" and " ".join("".join(map(str, element.itertext())).split()) == title:
            return
        if element.tag == "p" and len(text) > _LONGEST:
            return
        if text and lines.is_date(text):
            yield from lines.dates_in(text)
