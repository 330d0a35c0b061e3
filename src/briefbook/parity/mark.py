"""The mark of what a brief says: eight letters that page and handout both carry."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from briefbook.elements.nodes import brief_masthead

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_LENGTH = 8
_FACTS = ("number", "question", "audience", "status", "issued", "as_of", "review_by", "topics")
_ONE_SIDED = {"brief-citation", "brief-changes"}
_ON_PAGE = re.compile(rf'data-content="([0-9a-f]{{{_LENGTH}}})"')


def mark_of(doctree: nodes.document) -> str:
    """Return the mark of a resolved document: of its words, its masthead and where it links.

    It is the same whether pages or PDFs are made, so what only one of them shows is left out.
    """
    digest = hashlib.sha256()
    for node in doctree.findall():
        if isinstance(node, nodes.Text) and not _one_sided(node):
            digest.update(" ".join(node.astext().split()).encode(errors="replace") + b"\n")
        elif isinstance(node, brief_masthead):
            facts = {key: node.get(key) for key in _FACTS}
            digest.update(repr(sorted(facts.items())).encode(errors="replace"))
        elif isinstance(node, nodes.reference) and "://" in node.get("refuri", ""):
            digest.update(node["refuri"].encode(errors="replace"))
    return digest.hexdigest()[:_LENGTH]


def _one_sided(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        classes = parent.get("classes", ())
        if isinstance(parent, nodes.raw | nodes.Invisible) or _ONE_SIDED & set(classes):
            return True
        parent = parent.parent
    return False


def mark_on_page(builder: Builder | None, docname: str) -> str:
    """Return the mark that a page carries which this or an earlier run wrote, or nothing."""
    if builder is None:
        return ""
    path = Path(builder.outdir) / unquote(builder.get_target_uri(docname))
    return mark_in(path.read_text(encoding="utf-8")) if path.is_file() else ""


def mark_in(page: str) -> str:
    """Return the mark in the HTML of a page, or nothing."""
    found = _ON_PAGE.search(page)
    return found[1] if found else ""


def _mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the masthead of a page its mark, once everything on the page is known."""
    del docname
    masthead = doctree.next_node(brief_masthead)
    if masthead is not None and app.builder.format == "html":
        masthead["content"] = mark_of(doctree)


def setup(app: Sphinx) -> None:
    """Mark each page of a brief as it is written."""
    app.connect("doctree-resolved", _mark, priority=900)
