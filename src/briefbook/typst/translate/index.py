"""Places that the index at the end of the book leads to."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.typst import markup
from briefbook.typst.translate.core import Translator, handles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.typst.markup import Content

# Sphinx keeps the words of an entry in one text, apart by semicolons.
_SEPARATOR = ";"


@handles(addnodes.index)
def _index(t: Translator, node: addnodes.index) -> Content:
    """Mark the place of index entries; they show nothing where they stand.

    What a glossary writes for its terms is left out, for the template finds these by themselves.
    """
    entries: list[tuple[str, ...]] = node.get("entries", [])
    targets = [entry[2] for entry in entries if entry[2]]
    own = set(node.document.ids) if node.document is not None else set()
    anchors = [t.anchor(ident) for ident in targets if ident not in own]
    if isinstance(node.parent, nodes.term) or t.in_heading:
        return markup.join(anchors)
    return markup.join([*anchors, *(mark for entry in entries for mark in _marks(entry))])


def _marks(entry: tuple[str, ...]) -> Iterator[Content]:
    """Yield the marks of one entry of an ``index`` directive or role."""
    kind, words, _, main = entry[:4]
    parts = [part.strip() for part in words.split(_SEPARATOR) if part.strip()]
    if not parts:
        return
    if kind in {"see", "seealso"}:
        if len(parts) > 1:
            yield _mark(parts[0], "", see=parts[1], also=kind == "seealso")
        return
    for head, sub in _arranged(kind, parts):
        yield _mark(head, sub, main=bool(main))


def _arranged(kind: str, parts: list[str]) -> list[tuple[str, str]]:
    """Return heads with what stands below them, as Sphinx arranges pairs and triples."""
    if kind == "pair" and len(parts) > 1:
        return [(parts[0], parts[1]), (parts[1], parts[0])]
    if kind == "triple" and len(parts) > 2:  # noqa: PLR2004  # three make a triple
        first, second, third = parts[:3]
        return [
            (first, f"{second} {third}"),
            (second, f"{third}, {first}"),
            (third, f"{first} {second}"),
        ]
    return [(parts[0], ", ".join(parts[1:]))]


def _mark(head: str, sub: str, *, main: bool = False, see: str = "", also: bool = False) -> Content:
    return markup.call(
        "index-mark",
        sort_key(head),
        head,
        sub,
        main=main or None,
        see=see or None,
        also=also or None,
    )


def sort_key(name: str) -> str:
    """Return by what a name is sorted: its letters without case and marks, signs left out."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    key = "".join(letter for letter in plain if letter.isalnum() or letter == " ")
    return key.strip() or name
