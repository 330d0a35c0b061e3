"""The records that the link check passes from its readers to its judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.links.rules import Rule

Rect = tuple[float, float, float, float]


class Link(NamedTuple):
    """One link as it stands in a file of the site.

    ``page`` is the file's path below the site, ``target`` the address as written, ``tag`` the
    element that holds it (``css`` in a style sheet, ``pdf`` and ``outline`` in a PDF).
    """

    page: str
    target: str
    tag: str
    text: str = ""
    html_line: int = 0
    pdf_page: int = 0
    rect: Rect | None = None


class Fault(NamedTuple):
    """What is wrong with one target, and the best advice that could be found."""

    rule: Rule
    what: str
    remedy: str


class Repeat(NamedTuple):
    """An id that a page uses again: where it stood first, and where it stands again."""

    anchor: str
    first: int
    again: int


@dataclass(frozen=True)
class Page:
    """What was read from one HTML, SVG or CSS file.

    ``hrefs`` are the addresses of its ``<a>`` elements and ``links`` all its other links;
    ``base`` is the address of its ``<base>`` element, if it has one.
    """

    name: str
    links: Sequence[Link] = ()
    anchors: frozenset[str] = frozenset()
    repeats: Sequence[Repeat] = ()
    base: str | None = None
    hrefs: Sequence[str] = ()


@dataclass(frozen=True)
class PdfFile:
    """What was read from one PDF.

    ``links`` lead out of the PDF and are judged like those of a page; ``faults`` are links that
    stay inside it and fail; ``names`` are its named destinations, each with whether its page
    exists.  ``base`` is the address that its relative links start from, if it states one;
    ``trouble`` says why the file could not be read, or is empty.
    """

    name: str
    pages: int = 0
    links: Sequence[Link] = ()
    names: Mapping[str, bool] = field(default_factory=dict)
    faults: Sequence[tuple[Link, Fault]] = ()
    destinations: int = 0
    base: str | None = None
    trouble: str = ""


@dataclass(frozen=True)
class LinkCounts:
    """How much was looked at."""

    pages: int = 0
    links: int = 0
    anchors: int = 0
    external: int = 0
    pdfs: int = 0
    destinations: int = 0
