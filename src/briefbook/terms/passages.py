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
from briefbook.terms.optout import NO_TERM

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
    nodes.field_name,
    nodes.image,
    nodes.literal_block,
    nodes.math_block,
    nodes.raw,
    nodes.rubric,
    nodes.subtitle,
    nodes.term,
    nodes.thead,
    nodes.title,
    register_placeholder,
)
# Of these, what a link made by hand may stand in, and is then a use of its term.
_NEVER = (
    addnodes.index,
    addnodes.toctree,
    brief_masthead,
    nodes.Invisible,
    nodes.raw,
    nodes.system_message,  # Sphinx takes them out later
)
_PLAIN_INLINE = (nodes.emphasis, nodes.strong, nodes.inline)
# Details that hold titles of sources, labels of elements, or a single word of a scale.
_NAMES = frozenset({"basis", "confidence", "evidence", "likelihood", "place", "verdict"})
_NO_LINKS = frozenset({NO_TERM, "sd-badge", "sd-btn"})
_CARD_TITLES = frozenset({"card-header", "card-title"})
# In what others have said.  A single mark closes a quotation only where no letter follows it.
_QUOTED = re.compile(
    r"“[^”]{1,600}”|\"[^\"]{1,600}\"|«[^»]{1,600}»|„[^“”]{1,600}[“”]"
    r"|‘(?:[^‘’]|’(?=\w)){1,600}’(?!\w)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w)){1,600}'(?!\w)"
)
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what belongs to a passage and must not be part of a term, such as code or a note."""


@dataclass(frozen=True)
class Mention:
    """A term that an author linked by hand: its place in the passage, its target, its words.

    ``fixed`` says that it stands where no other term is linked, such as a heading: there it is
    not a section's first use, and its words stay.
    """

    start: int
    target: str
    text: str
    fixed: bool = False


@dataclass(frozen=True)
class Passage:
    """One run of text: a paragraph, a cell, a line of verse.

    ``section`` is the anchor under which a reader finds it, and ``heading`` what stands there;
    ``text`` has a `HOLE` for each letter that is not to be linked, and ``written`` is all of it,
    or empty where nothing is hidden.
    """

    section: str
    heading: str
    text: str
    mentions: tuple[Mention, ...] = ()
    written: str = ""


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
    closed: bool
    pieces: list[Piece] = field(default_factory=list)
    mentions: list[tuple[int, addnodes.pending_xref]] = field(default_factory=list)

    def passage(self) -> Passage:
        """Return what the register keeps of it."""
        mentions = tuple(
            Mention(start, str(node["reftarget"]).lower(), node.astext(), fixed=self.closed)
            for start, node in self.mentions
        )
        if self.closed:
            return Passage(self.section, self.heading, "", mentions)
        written = "".join(str(piece.node) for piece in self.pieces)
        text = "".join(
            str(piece.node) if piece.open else HOLE * len(piece.node) for piece in self.pieces
        )
        text = _QUOTED.sub(lambda match: HOLE * len(match[0]), text)
        return Passage(
            self.section, self.heading, text, mentions, written if written != text else ""
        )


def places(doctree: nodes.document, *, linked: bool = True) -> Iterator[Place]:
    """Yield the passages of a document in the order of its text; the same for the same doctree.

    Where terms are not to be linked, be it in all of it, a passage is one only for its links made
    by hand.
    """
    for element in doctree.findall(nodes.TextElement):
        if isinstance(element, (nodes.Inline, *_NEVER)):
            continue
        closed = not linked or _closes(element)
        for parent in _parents(element):
            if isinstance(parent, (nodes.TextElement, *_NEVER)):
                break  # the passage is what stands around this
            closed = closed or _closes(parent)
        else:
            place = Place(element, *_section(element), closed)
            _walk(element, place, 0, linkable=not closed)
            if place.mentions or (place.pieces and not closed):
                yield place


def passages(doctree: nodes.document, *, linked: bool = True) -> tuple[Passage, ...]:
    """Return the passages of a document, for the register."""
    return tuple(place.passage() for place in places(doctree, linked=linked))


def _walk(element: nodes.Element, place: Place, start: int, *, linkable: bool) -> int:
    for child in element.children:
        if isinstance(child, nodes.Text):
            place.pieces.append(Piece(child, start, linkable))
            start += len(child)
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.system_message):
            if isinstance(child, addnodes.pending_xref) and child.get("reftype") == "term":
                place.mentions.append((start, child))
            inner = (
                linkable
                and isinstance(child, _PLAIN_INLINE)
                and _NO_LINKS.isdisjoint(child["classes"])
            )
            start = _walk(child, place, start, linkable=inner)
    return start


def _parents(element: nodes.Element) -> Iterator[nodes.Element]:
    current = element.parent
    while current is not None:
        yield current
        current = current.parent


def _closes(parent: nodes.Element) -> bool:
    """Return whether no term is linked in what an element holds."""
    if isinstance(parent, _BLOCKED) or not _NO_LINKS.isdisjoint(parent.get("classes", ())):
        return True
    design = parent.get("design_component")
    if design in _CARD_TITLES or (design == "card" and _is_link(parent)) or _made_note(parent):
        return True
    return isinstance(parent, element_detail) and parent["name"] in _NAMES


def _is_link(card: nodes.Element) -> bool:
    """Return whether all of a card is a link."""
    return any("sd-stretched-link" in node["classes"] for node in card.findall(nodes.Element))


def _made_note(element: nodes.Element) -> bool:
    """Return whether a footnote was made from citations: it holds titles, not our words."""
    return isinstance(element, nodes.footnote) and any(
        str(name).startswith("cite-note-") for name in element["names"]
    )


def _section(element: nodes.Element) -> tuple[str, str]:
    """Return anchor and heading of the innermost section, or of the glossary entry around it."""
    for current in _parents(element):
        if isinstance(current, nodes.definition_list_item) and isinstance(
            current.parent.parent, addnodes.glossary
        ):
            term = current.next_node(nodes.term)
            if term is not None and term["ids"]:
                return str(term["ids"][0]), term.astext()
        if isinstance(current, nodes.section) and current["ids"]:
            title = current.next_node(nodes.title)
            return str(current["ids"][0]), title.astext() if title is not None else ""
    return "", ""
