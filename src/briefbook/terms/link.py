"""Puts the links into the text, and spells abbreviations out."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefbook.register import register_of
from briefbook.terms.optout import is_linked
from briefbook.terms.passages import Piece, Place, places

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
        for use in domain.uses_of(self.env.docname):
            if use.linked or use.shown:
                uses[use.passage].append(use)
        if not uses:
            return
        used = {use.entry for found in uses.values() for use in found}
        entries = {entry.key: entry for entry in domain.entries if entry.key in used}
        linked = is_linked(self.env, self.env.docname)
        for number, place in enumerate(list(places(self.document, linked=linked))):
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
        end = use.end
        if use.shown:
            end = _print(place, use)
        if use.linked:
            inside = _cut_out(place, use.start, end)
            parent, first, last = _range(inside)
            content = parent.children[first : last + 1]
            del parent[first : last + 1]
            parent.insert(first, self._link(entry, content))

    def _link(self, entry: Entry, content: list[nodes.Node]) -> nodes.reference:
        inner = nodes.inline("", "", *content, classes=["std", "std-term", "term"])
        builder = self.env._app.builder  # noqa: SLF001  # what Sphinx's own transforms ask
        node = make_refnode(builder, self.env.docname, entry.docname, entry.anchor, inner)
        node["classes"].append("term-link")
        node["term"] = entry.key
        return node


def _within(place: Place, start: int, end: int) -> list[Piece]:
    return [
        piece
        for piece in place.pieces
        if piece.start < end and start < piece.start + len(piece.node)
    ]


def _print(place: Place, use: Use) -> int:
    """Set what is to be shown in place of what was written, and return where it ends.

    A tail that stays the same is left alone, for part of it may be emphasised.
    """
    inside = _within(place, use.start, use.end)
    written = "".join(str(piece.node) for piece in inside)
    written = written[use.start - inside[0].start :][: use.end - use.start]
    same = 0
    while same < len(written) and written[-1 - same] == use.shown[-1 - same]:
        same += 1
    shown, end = use.shown[: len(use.shown) - same], use.end - same
    for piece in inside:
        text = str(piece.node)
        begin = max(0, use.start - piece.start)
        stop = min(len(text), max(begin, end - piece.start))
        _set(piece, text[:begin] + shown + text[stop:])
        shown = ""
    for before, piece in zip(place.pieces, place.pieces[1:], strict=False):
        piece.start = before.start + len(before.node)
    return use.start + len(use.shown)


def _set(piece: Piece, text: str) -> None:
    fresh = nodes.Text(text)
    _replace(piece.node, [fresh])
    piece.node = fresh


def _cut_out(place: Place, start: int, end: int) -> list[nodes.Text]:
    """Return text nodes that hold the words from ``start`` to ``end`` and nothing else."""
    found: list[nodes.Text] = []
    for piece in _within(place, start, end):
        text = str(piece.node)
        begin, stop = max(0, start - piece.start), min(len(text), end - piece.start)
        before, middle, after = (
            nodes.Text(part) for part in (text[:begin], text[begin:stop], text[stop:])
        )
        _replace(piece.node, [part for part in (before, middle, after) if len(part)])
        piece.node = before
        found.append(middle)
    return found


def _range(inside: Sequence[nodes.Text]) -> tuple[nodes.Element, int, int]:
    """Return an element and which of its children, first and last, hold some texts alone.

    An emphasis that begins before the texts, or goes on after them, is made into two.
    """
    first, last = inside[0], inside[-1]
    above = _above(last)
    parent = next(each for each in _above(first) if any(each is other for other in above))
    return (
        parent,
        _split(first, parent, keep_before=True),
        _split(last, parent, keep_before=False),
    )


def _above(node: nodes.Node) -> list[nodes.Element]:
    found = []
    while (parent := cast("nodes.Element | None", node.parent)) is not None:
        found.append(parent)
        node = parent
    return found


def _split(node: nodes.Node, parent: nodes.Element, *, keep_before: bool) -> int:
    """Divide what lies between ``parent`` and ``node`` beside the node.

    Return the number of the child of ``parent`` that now begins, or ends, with it.
    """
    current: nodes.Node = node
    while current.parent is not parent:
        around = cast("nodes.Element", current.parent)
        place = _index(around, current)
        rest = slice(0, place) if keep_before else slice(place + 1, len(around))
        if around.children[rest]:
            other = around.copy()
            other["ids"], other["names"] = [], []
            other.extend(around.children[rest])
            del around[rest]
            outside = around.parent
            outside.insert(_index(outside, around) + (not keep_before), other)
        current = around
    return _index(parent, current)


def _index(parent: nodes.Element, node: nodes.Node) -> int:
    """Return which child a node is; two texts that read alike are not the same one."""
    return next(number for number, child in enumerate(parent.children) if child is node)


def _replace(node: nodes.Node, parts: Sequence[nodes.Node]) -> None:
    parent = node.parent
    if isinstance(parent, nodes.Element):
        index = _index(parent, node)
        parent[index : index + 1] = list(parts)


def _change_article(place: Place, use: Use) -> None:
    """Set ``a`` for ``an`` before words that are now spelt out, or the other way round."""
    for piece in place.pieces:
        text = str(piece.node)
        end = use.start - piece.start
        if 0 < end <= len(text):
            changed = re.sub(r"\ban?(\s+)$", rf"{use.article}\1", text[:end], flags=re.IGNORECASE)
            if changed != text[:end]:
                _set(piece, changed + text[end:])
            return


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkTerms)
