"""Sphinx's role ``abbr``: without its explanation, nobody would learn what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.findings import report
from briefbook.places import Places, between_backticks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _check(app: Sphinx, doctree: nodes.document) -> None:
    """Report abbreviations whose explanation is missing, or is not in closed brackets."""
    places = Places()
    for node in doctree.findall(nodes.abbreviation):
        text = node.astext()
        if node.hasattr("explanation") and node["explanation"].strip():
            continue
        block = node.parent
        while block is not None and not block.line:
            block = block.parent
        path = (block.source if block is not None else None) or str(doctree["source"])
        first = (block.line if block is not None else None) or 1
        line = places.line(path, first, between_backticks(text))
        message = f"'{text}' has no explanation that can be read"
        remedy = "write {abbr}`ABC (what it stands for)`, with both brackets"
        docname = app.env.current_document.docname
        inside = path == str(doctree["source"])
        report(
            "role-syntax",
            message,
            remedy,
            location=(docname, line) if inside else f"{path}:{line}",
        )


def setup(app: Sphinx) -> None:
    """Look at every document when it has been read."""
    app.connect("doctree-read", _check)
