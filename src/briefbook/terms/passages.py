"""The passages of a document in which terms are looked for, and the text nodes behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.elements.nodes import (
    brief_masthead,
    element_detail,
    element_label,
    register_placeholder,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# A heading, a caption, code and a quotation keep the words that their authors gave them, and a
# link inside a link is none.
_BLOCKED = (
    addnodes.centered,
    addnodes.desc,
    addnodes.index,
    addnodes.production,
    addnodes.toctree,
    brief_masthead,
    element_label,
    nodes.Invisible,
    nodes.attribution,
    nodes.block_quote,
    nodes.caption,
    nodes.doctest_block,
    nodes.image,
    nodes.literal_block,
    nodes.math_block,
    nodes.raw,
    nodes.rubric,
    nodes.subtitle,
    nodes.term,
    nodes.title,
    register_placeholder,
)
_PLAIN_INLINE = (nodes.emphasis, nodes.strong, nodes.inline)
# Details that hold titles of sources, labels of elements, or a single word of a scale.
_NAMES = frozenset({"basis", "confidence", "evidence", "likelihood", "place", "verdict"})
_NO_TERM = "no-term"
_QUOTED = re.compile(r"“[^”]{1,600}”|\"[^\"]{1,600}\"|«[^»]{1,600}»")
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what belongs to a passage and must not be part of a term, such as code or a note."""


@dataclass(frozen=True)
class Mention:
    """A term that an author linked by hand: its place in the passage, its target, its words."""

    start: int
    target: str
    text: str


@dataclass(frozen=True)
class Passage:
    """One run of text: a paragraph, a cell, a line of verse.

    ``section`` is the anchor under which a reader finds it, and ``heading`` what stands there;
    ``text`` has a `HOLE` for each letter that is not to be linked.
    """

    section: str
    heading: str
    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass
class Piece:
    """A text node and the place of its first letter in the passage."""

    node: nodes.Text
    start: int
    open: bool


@dataclass
class Place:
    """A passage in a doctree: its element, its text nodes, and the links made by hand."""

    element: nodes.Element
    section: str
    heading: str
    pieces: list[Piece] = field(default_factory=list)
    mentions: list[tuple[int, addnodes.pending_xref]] = field(default_factory=list)

    def passage(self) -> Passage:
        """Return what the register keeps of it."""
        text = "".join(
            str(piece.node) if piece.open else HOLE * len(piece.node) for piece in self.pieces
        )
        text = _QUOTED.sub(lambda match: HOLE * len(match[0]), text)
        mentions = tuple(
            Mention(start, str(node["reftarget"]).lower(), node.astext())
            for start, node in self.mentions
        )
        return Passage(self.section, self.heading, text, mentions)


def places(doctree: nodes.document) -> Iterator[Place]:
    """Yield the passages of a document in the order of its text; the same for the same doctree."""
    for element in doctree.findall(nodes.TextElement):
        if isinstance(element, (nodes.Inline, *_BLOCKED)) or _blocked(element):
            continue
        place = Place(element, *_section(element))
        _walk(element, place, 0, linkable=True)
        if place.pieces:
            yield place


def passages(doctree: nodes.document) -> tuple[Passage, ...]:
    """Return the passages of a document, for the register."""
    return tuple(place.passage() for place in places(doctree))


def _walk(element: nodes.Element, place: Place, start: int, *, linkable: bool) -> int:
    for child in element.children:
        if isinstance(child, nodes.Text):
            place.pieces.append(Piece(child, start, linkable))
            start += len(child)
        elif isinstance(child, nodes.Element):
            if isinstance(child, addnodes.pending_xref) and child.get("reftype") == "term":
                place.mentions.append((start, child))
            inner = (
                linkable and isinstance(child, _PLAIN_INLINE) and _NO_TERM not in child["classes"]
            )
            start = _walk(child, place, start, linkable=inner)
    return start


def _blocked(element: nodes.Element) -> bool:
    current = element.parent
    while current is not None:
        if isinstance(current, (nodes.TextElement, *_BLOCKED)) or _NO_TERM in current.get(
            "classes", ()
        ):
            return True
        if current.get("design_component") == "card" or _made_note(current):
            return True
        if isinstance(current, element_detail) and current["name"] in _NAMES:
            return True
        current = current.parent
    return False


def _made_note(element: nodes.Element) -> bool:
    """Return whether a footnote was made from citations: it holds titles, not our words."""
    return isinstance(element, nodes.footnote) and any(
        str(name).startswith("cite-note-") for name in element["names"]
    )


def _section(element: nodes.Element) -> tuple[str, str]:
    """Return anchor and heading of the innermost section, or of the glossary entry around it."""
    current = element.parent
    while current is not None:
        if isinstance(current, nodes.definition_list_item) and isinstance(
            current.parent.parent, addnodes.glossary
        ):
            term = current.next_node(nodes.term)
            if term is not None and term["ids"]:
                return str(term["ids"][0]), term.astext()
        if isinstance(current, nodes.section) and current["ids"]:
            title = current.next_node(nodes.title)
            return str(current["ids"][0]), title.astext() if title is not None else ""
        current = current.parent
    return "", ""
