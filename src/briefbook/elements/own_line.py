"""Roles, links, images and notes know their own line, not that of the block around them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from briefbook.places import Places, between_backticks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import SphinxRole

_PLACES = "briefbook_places"
_ROLE = re.compile(r":[\w:+-]+:`(?P<text>.*)`", re.DOTALL)
_LINKS = "briefbook_link_lines"
_KINDS = (
    addnodes.pending_xref,
    addnodes.download_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.reference,
)


def own_line(role: SphinxRole) -> int:
    """Return the line of a role that is being read, or else that of its block."""
    document = role.env.current_document
    places = document.get(_PLACES)
    if places is None:
        places = document[_PLACES] = Places()
    source, line = role.get_source_info()
    path = source or str(role.env.doc2path(role.env.docname))
    return int(places.line(path, line or int(role.lineno), between_backticks(role.text)))


class PlaceInline(SphinxTransform):
    """Gives every link, image and note its own line, from which whatever is wrong is reported."""

    default_priority = 5  # before anything is made of them

    def apply(self, **kwargs: object) -> None:
        """Look for each of them in the source of its block."""
        del kwargs
        places, links = Places(), defaultdict(list)
        for node in self.document.findall(nodes.Element):
            if not isinstance(node, _KINDS):
                continue
            pattern = _pattern(node) if node.line else ""
            if pattern:
                path = node.source or str(self.document["source"])
                node.line = places.line(path, node.line or 1, pattern)
            if node.get("reftype") == "myst" and node["refdomain"] is None:
                node["plain"] = True  # no [](#id): of those MyST makes their nodes later
            if node.get("id_link"):
                links[node["refuri"][1:]].append((node.source, node.line))
        self.env.current_document[_LINKS] = dict(links)


class KeepLines(SphinxTransform):
    """Hands the lines on to the links that MyST makes of ``[](#id)``, which have none."""

    default_priority = 880  # right after MyST

    def apply(self, **kwargs: object) -> None:
        """Give each its line, in the order of the text."""
        del kwargs
        lines: dict[str, list[tuple[str | None, int | None]]] = self.env.current_document[_LINKS]
        for node in self.document.findall(addnodes.pending_xref):
            if node["reftype"] == "myst" and not node.rawsource and lines.get(node["reftarget"]):
                node.source, node.line = lines[node["reftarget"]].pop(0)


def _pattern(node: nodes.Element) -> str:
    """Return what a node looks like in its source, or nothing where nobody can tell."""
    if match := _ROLE.fullmatch(node.rawsource):
        return between_backticks(match["text"])
    if isinstance(node, nodes.footnote_reference):
        return re.escape(node.rawsource) if node.rawsource.startswith("[^") else ""
    target = next(
        (str(node[name]) for name in ("reftarget", "refuri", "uri") if name in node), None
    )
    if target is None:
        return ""
    inner = node.get("reftargetid")
    if node.get("refdomain") == "doc":  # known by its name in the book, not as it is written
        name = re.escape(target.rsplit("/", 1)[-1])
        return rf"[(<][^()<>\n]*{name}(?:\.\w+)?" + (
            rf"#{re.escape(inner)}" if inner else r"[)>\s]"
        )
    if not target:
        return r"\]\(\s*\)"
    return rf"[(<]\s*<?(?:path:|project:)?#?{re.escape(target)}[)>\s]"


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(PlaceInline)
    app.add_transform(KeepLines)
