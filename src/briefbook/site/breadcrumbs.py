"""Where a page stands in the book: the way to it from the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the template the part of the book in which a page is listed, by its caption."""
    del templatename
    if app.builder.format != "html":
        return
    root = app.config.root_doc
    context["breadcrumb_home"] = pagename != root
    context["breadcrumb_part"] = part_of(app, pagename) if doctree is not None else ""


def part_of(app: Sphinx, docname: str) -> str:
    """Return the caption of the list on the first page that leads to a document, or nothing."""
    parents = {child: name for name, found in app.env.toctree_includes.items() for child in found}
    root, seen = app.config.root_doc, set[str]()
    while parents.get(docname, root) != root and docname not in seen:
        seen.add(docname)
        docname = parents[docname]
    if root not in app.env.tocs:
        return ""
    for tree in app.env.tocs[root].findall(addnodes.toctree):
        if docname in tree["includefiles"]:
            return str(tree.get("caption") or "")
    return ""


def setup(app: Sphinx) -> None:
    """Offer it to every page."""
    app.connect("html-page-context", _add)
