"""Reading the page of a brief back: what it says, piece by piece, as its HTML file has it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urldefrag

from lxml import html

from briefbook.parity.differences import is_left_out
from briefbook.parity.words import NOTE, Cut, even, is_address_of, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u"),
        *("var", "wbr"),
    )
)
# Running text of a page that a PDF sets apart.
_APART = frozenset(("element-title", "element-tag", "verdict", "brief-number", "brief-status"))
# What parts of an element or of the masthead are, by their class; the last that fits counts.
_PARTS = (
    ({"element-label", "brief-masthead", "element-tag", "brief-number"}, "label"),
    ({"element-title", "brief-question"}, "title"),
    ({"brief-status"}, "status"),
    ({"verdict"}, "verdict"),
)
_SILENT = frozenset(
    ("script", "style", "template", "button", "input", "select", "fieldset", "noscript")
)
_SPACE = re.compile(rf" {{2,}}| +(?={NOTE})|^ +| +$")


class Link(NamedTuple):
    """A stretch of a piece that is a link; ``target`` is a path below the site, or an address."""

    start: int
    end: int
    target: str


class Piece(NamedTuple):
    """A block of text: a paragraph, a heading (``h1`` to ``h6``), a cell, an image's description.

    ``text`` holds ``NOTE`` for each note, whose ids are in ``notes``.  ``part`` says what it is in
    an element of a brief, and ``free`` whether the PDF may show it elsewhere in that element;
    ``label`` is what stands before it there.  ``ids`` are the anchors that lead to it;
    ``ordinal`` is the number of the item that it begins, 0 for one without a number.
    """

    text: str
    kind: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    part: str = ""
    label: str = ""
    free: bool = False
    row: int = 0
    column: int = 0
    ids: tuple[str, ...] = ()
    ordinal: int = -1


class Note(NamedTuple):
    """A note of a page, with the links in it, and what a handout prints in place of it, if it does.

    ``links_in_short`` is how many of its links are left in that.
    """

    text: str
    links: tuple[Link, ...] = ()
    in_short: str = ""
    links_in_short: int = 0


@dataclass
class Unit:
    """Pieces that belong together: an element of a brief, its masthead, or one block of text."""

    kind: str = ""
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Page:
    """What a page says; ``notes`` by id, ``cards`` (names and meanings of terms) by address."""

    name: str
    units: list[Unit] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    cards: dict[str, tuple[str, str]] = field(default_factory=dict)
    mark: str = ""


def read(name: str, text: str) -> Page:
    """Return what the page ``name``, a path below the site, says in its main part."""
    root = html.document_fromstring(text)
    main = next((e for e in root.iter() if e.get("role") == "main" or e.tag == "main"), root)
    page = Page(name)
    marks = (element.get("data-content") for element in main.iter())
    page.mark = next((mark for mark in marks if mark), "")
    _Reader(page).read(main)
    return page


class _Reader:
    """Walks the main part of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._unit: Unit | None = None
        self._part = self._label = ""
        self._free = False
        self._kind = ""
        self._cell = (0, 0)
        self._row = 0
        self._ordinal = -1
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._notes: list[str] = []
        self._ids: list[str] = []

    def read(self, main: _Element) -> None:
        for child in _children(main):
            self._node(child)
        self._flush()

    # -- walking ---------------------------------------------------------------------------------

    def _node(self, node: _Element) -> None:
        classes = set(node.get("class", "").split())
        if node.get("id"):
            self._ids.append(node.get("id", ""))
        if "term-card" in classes:
            self._card(node)
        elif node.get("role") == "doc-footnote":
            self._note(node)
        elif "term-cards" in classes or node.get("role") == "doc-endnotes":
            self._into(node)
        elif node.tag in _SILENT or is_left_out(node, classes):
            pass
        elif node.get("role") == "doc-noteref":
            self._parts.append(NOTE)
            self._notes.append(node.get("href", "").removeprefix("#"))
        elif node.tag in {"img", "svg"}:
            self._image(node)
        elif node.tag == "a" and node.get("href") is not None:
            self._link(node)
        elif node.tag in _INLINE and not classes & _APART:
            self._parts.append(" " * (node.tag == "br"))
            self._into(node)
        else:
            self._block(node, classes)

    def _into(self, node: _Element) -> None:
        self._parts.append(even(node.text or ""))
        for child in _children(node):
            self._node(child)
            self._parts.append(even(child.tail or ""))

    def _block(self, node: _Element, classes: set[str]) -> None:
        self._flush()
        before = (self._unit, self._part, self._label, self._free, self._kind, self._cell)
        if self._unit is None and classes & {"brief-element", "brief-masthead"}:
            self._begin(classes)
        elif self._unit is None and node.tag == "figure":
            # A caption stands above its image in one of them, and below in the other.
            self._begin({"figure"})
        self._place(node, classes)
        if "detail" in classes or any(name.startswith("fact-") for name in classes):
            self._detail(node, classes)
        else:
            self._into(node)
        self._flush()
        self._unit, self._part, self._label, self._free, self._kind, self._cell = before

    def _begin(self, classes: set[str]) -> None:
        """Begin a unit; the title belongs to its masthead, for paper may put it in between."""
        self._unit = Unit(next(iter(sorted(classes - {"brief-element"}))))
        before = self._page.units[-1:]
        if "brief-masthead" in classes and before and before[0].pieces[0].kind == "h1":
            self._unit.pieces = self._page.units.pop().pieces
        self._page.units.append(self._unit)

    def _place(self, node: _Element, classes: set[str]) -> None:
        """Note what a block is, for the pieces in it."""
        tag = str(node.tag)
        if tag in {"table", "tr", "th", "td"}:
            self._in_table(node, tag)
        elif tag == "li":
            self._kind, self._ordinal = tag, _ordinal(node)
        elif "rubric" in classes:
            self._kind = ""
        elif tag in _HEADINGS or tag in {"caption", "figcaption", "pre", "dt", "dd"}:
            self._kind = tag
        for names, part in _PARTS:
            if names & classes or (tag == "figure" and part == "title"):
                self._free, self._part = True, part
                self._label = part.capitalize() if part in {"status", "verdict"} else ""

    def _in_table(self, node: _Element, tag: str) -> None:
        """Count rows and cells."""
        if tag == "table":
            self._row = 0
        elif tag == "tr":
            self._row += 1
        else:
            before = sum(1 for _ in node.itersiblings("th", "td", preceding=True))
            self._cell, self._kind = (self._row, before + 1), tag

    def _detail(self, node: _Element, classes: set[str]) -> None:
        """Read a fact with its label: they are one piece, which may stand anywhere in its unit."""
        name = next(c for c in sorted(classes) if c.startswith(("detail-", "fact-")))
        for child in _children(node):
            if child.tag == "dt":
                said = " ".join(even(child.text_content()).split())  # type: ignore[attr-defined]
                self._label = said or name
            else:
                self._free, self._part = True, name.partition("-")[2]
                self._into(child)
                self._flush()

    # -- pieces ----------------------------------------------------------------------------------

    def _link(self, node: _Element) -> None:
        start = sum(map(len, self._parts))
        self._into(node)
        end = sum(map(len, self._parts))
        if end > start:
            self._links.append(Link(start, end, self._target(node.get("href", ""))))

    def _target(self, href: str) -> str:
        """Return an address as it is, and a path as it is below the site."""
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", href):
            return href
        path, fragment = urldefrag(href)
        folder = self._page.name.rpartition("/")[0]
        found = normpath(join(folder, unquote(path))) if path else self._page.name
        return f"{found}#{unquote(fragment)}" if fragment else found

    def _image(self, node: _Element) -> None:
        self._flush()
        said = node.get("alt") or node.get("aria-label") or ""
        if said and node.get("src", "").endswith(said.rpartition("/")[2]):
            return  # no description was given, and Sphinx writes the file's name in its place
        if said.strip():
            text = " ".join(even(said).split())
            self._add(Piece(text, "figure", part=self._part, free=self._free))

    def _flush(self) -> None:
        """End a piece: what has been collected becomes one, if it says anything."""
        text = "".join(self._parts)
        links, notes = self._links, tuple(self._notes)
        self._parts, self._links, self._notes = [], [], []
        cuts = [Cut(k.start, k.end, k.target) for k in links
                if is_address_of(text[k.start : k.end], k.target)]  # fmt: skip
        text, links = _cut(text, links, cuts)
        spaces = [Cut(m.start(), m.end(), " " if _between(m, text) else "")
                  for m in _SPACE.finditer(text)]  # fmt: skip
        text, links = _cut(text, links, spaces)
        if not text.strip():
            return
        self._add(Piece(text, self._kind, tuple(links), notes, self._part, self._label, self._free,
                        *self._cell))  # fmt: skip

    def _add(self, piece: Piece) -> None:
        piece = piece._replace(ids=tuple(self._ids), ordinal=self._ordinal)
        self._ids, self._label, self._ordinal = [], "", -1
        if self._unit is None:
            self._page.units.append(Unit("", [piece]))
        else:
            self._unit.pieces.append(piece)

    # -- what stands apart -----------------------------------------------------------------------

    def _note(self, node: _Element) -> None:
        self._flush()
        for extra in list(node.iter("span")):
            if {"label", "backrefs"} & set(extra.get("class", "").split()):
                _drop(extra)
        inner = Page(self._page.name)
        _Reader(inner).read(node)
        pieces = [piece for unit in inner.units for piece in unit.pieces]
        self._page.notes[node.get("id", "")] = Note(
            " ".join(piece.text for piece in pieces),
            tuple(link for piece in pieces for link in piece.links),
        )

    def _card(self, node: _Element) -> None:
        texts = [" ".join(even(p.text_content()).split()) for p in _children(node)]  # type: ignore[attr-defined]
        if texts:
            address = self._target(node.get("data-term", ""))
            self._page.cards[address] = (texts[0], " ".join(texts[1:]))


def _ordinal(item: _Element) -> int:
    """Return the number that an item of a list shows, 0 where it shows none or a letter."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return 0
    numbered = parent.get("type", "1") == "1" and not {"loweralpha", "upperalpha", "lowerroman",
        "upperroman"} & set(parent.get("class", "").split())  # fmt: skip
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    return int(parent.get("start", "1")) + before if numbered else 0


def _between(match: re.Match[str], text: str) -> bool:
    """Tell whether white space stands between two words, and not at an edge or before a note."""
    return match.start() > 0 and match.end() < len(text) and text[match.end()] != NOTE


def _cut(text: str, links: Sequence[Link], cuts: list[Cut]) -> tuple[str, list[Link]]:
    new, moved = without(text, cuts)
    return new, [k._replace(start=moved(k.start), end=moved(k.end)) for k in links]


def _children(node: _Element) -> Iterator[_Element]:
    return node.iterchildren("*")


def _drop(node: _Element) -> None:
    parent = node.getparent()
    if parent is not None:
        tail = node.tail
        before = node.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(node)
