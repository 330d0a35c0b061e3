"""Puts the links into the text, and spells abbreviations out."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefbook.register import register_of
from briefbook.terms.passages import Place, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from briefbook.terms.entry import Entry
    from briefbook.terms.uses import Use


class LinkTerms(SphinxPostTransform):
    """Makes the links that `terms.uses` has found."""

    default_priority = 1  # before anything changes the text in which the uses were found

    def run(self, **kwargs: object) -> None:
        """Link the terms of the document."""
        del kwargs
        domain = register_of(self.env)
        uses: dict[int, list[Use]] = defaultdict(list)
        for use in domain.uses.get(self.env.docname, ()):
            if use.linked or use.shown:
                uses[use.passage].append(use)
        if not uses:
            return
        entries = {entry.key: entry for entry in domain.entries}
        for number, place in enumerate(list(places(self.document))):
            # From the right, so that the places to the left stay what they are.
            for use in sorted(uses.get(number, ()), key=lambda use: -use.start):
                self._make(place, use, entries[use.entry])

    def _make(self, place: Place, use: Use, entry: Entry) -> None:
        if use.by_hand:
            self._by_hand(place, use, entry)
        else:
            self._automatic(place, use, entry)
        if use.article:
            _change_article(place, use)

    def _by_hand(self, place: Place, use: Use, entry: Entry) -> None:
        mention = next((node for start, node in place.mentions if start == use.start), None)
        if mention is None:
            return
        content = list(mention.children)
        if use.shown:
            content = [nodes.Text(use.shown)]
        mention.replace_self(self._link(entry, content))

    def _automatic(self, place: Place, use: Use, entry: Entry) -> None:
        inside = [
            piece
            for piece in place.pieces
            if piece.start < use.end and use.start < piece.start + len(piece.node)
        ]
        if len(inside) == 1:
            piece = inside[0]
            text = str(piece.node)
            begin, end = use.start - piece.start, use.end - piece.start
            shown: list[nodes.Node] = [nodes.Text(use.shown or text[begin:end])]
            middle = [self._link(entry, shown)] if use.linked else shown
            before, after = nodes.Text(text[:begin]), nodes.Text(text[end:])
            _replace(piece.node, [part for part in (before, *middle, after) if part.astext()])
            piece.node = before
        elif inside and use.linked:
            self._across(place, use, entry)

    def _across(self, place: Place, use: Use, entry: Entry) -> None:
        """Link a term of which a part is emphasised: wrap what lies between its ends.

        Only whole siblings can be wrapped; where the term ends inside an emphasis that goes on,
        it stays without a link.
        """
        pieces = [
            p for p in place.pieces if p.start < use.end and use.start < p.start + len(p.node)
        ]
        first, last = pieces[0], pieces[-1]
        parent = first.node.parent if first.node.parent is place.element else place.element
        tops = [_child_of(parent, piece.node) for piece in pieces]
        if any(top is None for top in tops):
            return
        starts_inside = tops[0] is not first.node and use.start > first.start
        ends_inside = tops[-1] is not last.node and use.end < last.start + len(last.node)
        if starts_inside or ends_inside:
            return
        wrapped: list[nodes.Node] = []
        for piece, top in zip(pieces, tops, strict=True):
            if top is piece.node:
                text = str(piece.node)
                begin = max(0, use.start - piece.start)
                end = min(len(text), use.end - piece.start)
                before, middle, after = (
                    nodes.Text(part) for part in (text[:begin], text[begin:end], text[end:])
                )
                parts = [part for part in (before, middle, after) if part.astext()]
                _replace(piece.node, parts)
                piece.node = before if before.astext() else middle
                wrapped.append(middle)
            elif top not in wrapped and top is not None:
                wrapped.append(top)
        index = parent.index(wrapped[0])
        for node in wrapped:
            parent.remove(node)
        parent.insert(index, self._link(entry, wrapped))

    def _link(self, entry: Entry, content: list[nodes.Node]) -> nodes.reference:
        inner = nodes.inline("", "", *content, classes=["std", "std-term", "term"])
        builder = self.env._app.builder  # noqa: SLF001  # what Sphinx's own transforms ask
        node = make_refnode(builder, self.env.docname, entry.docname, entry.anchor, inner)
        node["classes"].append("term-link")
        node["term"] = entry.key
        return node


def _child_of(parent: nodes.Element, node: nodes.Node) -> nodes.Node | None:
    """Return the child of ``parent`` that is, or holds, ``node``."""
    current: nodes.Node | None = node
    while current is not None and current.parent is not parent:
        current = current.parent
    return current


def _replace(node: nodes.Node, parts: Sequence[nodes.Node]) -> None:
    parent = node.parent
    if isinstance(parent, nodes.Element):
        index = parent.index(node)
        parent[index : index + 1] = list(parts)


def _change_article(place: Place, use: Use) -> None:
    """Set ``a`` for ``an`` before words that are now spelt out, or the other way round."""
    for piece in place.pieces:
        text = str(piece.node)
        end = use.start - piece.start
        if 0 < end <= len(text):
            changed = re.sub(r"\ban?(\s+)$", rf"{use.article}\1", text[:end], flags=re.IGNORECASE)
            if changed != text[:end]:
                fresh = nodes.Text(changed + text[end:])
                _replace(piece.node, [fresh])
                piece.node = fresh
            return


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkTerms)
