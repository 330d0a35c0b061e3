"""What the images of a document are and say, before Sphinx goes to fetch them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from briefbook.findings import report
from briefbook.places import Places

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


ALT = "pdf-image-alt"
NO_ALT = (
    "has no alternative text",
    "say between the brackets, or in the option 'alt', what the image shows",
)


def _settle(app: Sphinx, doctree: nodes.document) -> None:
    """Find the file of every image; one that no site or PDF can have is reported and taken out.

    An image that says nothing to those who do not see it is reported as well.
    """
    for node in list(doctree.findall(nodes.image)):
        uri = node["uri"]
        if "://" in uri or uri.startswith("data:"):
            continue
        path = _path(app, uri)
        if not os.path.lexists(path) and os.path.lexists(_path(app, unquote(uri))):
            # MyST hands a name on as it stands in an address, where a space is %20.
            node["uri"] = unquote(uri)
            path = _path(app, node["uri"])
        if trouble := _trouble(app.srcdir, path):
            shown = os.path.relpath(path, app.srcdir)
            message = f"the image '{shown}' {trouble[0]}"
            report("image-file", message, trouble[1], location=node)
            node.parent.remove(node)
        elif path.is_file() and not _is_described(node):
            message = f"the image '{node['uri']}' {NO_ALT[0]}"
            report(ALT, message, NO_ALT[1], location=_place(app, node))
            node["alt"] = path.name  # so that nothing follows from it


def _is_described(node: nodes.image) -> bool:
    """Return whether an image says what it shows, or the caption of its figure does."""
    figure = node.parent if isinstance(node.parent, nodes.figure) else node.parent.parent
    captions = figure.findall(nodes.caption) if isinstance(figure, nodes.figure) else ()
    return bool(str(node.get("alt", "")).split()) or any(c.astext().split() for c in captions)


def _place(app: Sphinx, node: nodes.image) -> nodes.Node | tuple[str, int]:
    """Return the image, or where it stands in a block if that alone has a line."""
    above: nodes.Element | None = node
    while above is not None and not above.line:
        above = above.parent
    if above is None or above is node:
        return node
    docname = app.env.current_document.docname
    written = rf"!\[[^\]]*\]\(<?{re.escape(node['uri'])}"
    return docname, Places().line(app.env.doc2path(docname), above.line or 1, written)


def _path(app: Sphinx, uri: str) -> Path:
    """Return the path that an image has, as Sphinx counts it but with links not yet followed."""
    document = app.env.doc2path(app.env.current_document.docname)
    return app.srcdir / uri.lstrip("/") if uri.startswith("/") else document.parent / uri


def _trouble(root: Path, path: Path) -> tuple[str, str] | None:
    """Return what is wrong with the file of an image, and what to do; a missing one is Sphinx's."""
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError:
        return None
    except (OSError, RuntimeError):  # Python before 3.13 raises the latter where links circle
        return "is a link that leads nowhere", "put the image itself in its place"
    if not real.is_file():
        return "is no file", "name the file of an image"
    if not real.is_relative_to(root.resolve()):
        return "lies outside the book's folder", "copy it into the book"
    return None


def setup(app: Sphinx) -> None:
    """Look before Sphinx collects the images, which it does at the default priority."""
    app.connect("doctree-read", _settle, priority=400)
