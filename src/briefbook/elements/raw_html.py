"""Raw HTML in a brief is refused: it cannot go on paper, and it could run in a reader's browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.findings import report
from briefbook.places import Places
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SHOWN = 40


def refuse_raw_html(app: Sphinx, doctree: nodes.document) -> None:
    """Report each block of a brief that holds HTML, and take the HTML out."""
    docname = app.env.current_document.docname
    if docname not in register_of(app.env).briefs:
        return
    reported: set[int] = set()
    places, path = Places(), app.env.doc2path(docname)
    for node in list(doctree.findall(nodes.raw)):
        if "html" not in node.get("format", "").split() or _for_html_only(node):
            continue
        block = _line(node)
        if block not in reported:  # one of each block will do
            reported.add(block)
            inline = isinstance(node.parent, nodes.TextElement)
            line = places.line(path, block, _pattern(node)) if inline else block
            message = f"the brief holds HTML, {_shown(node)}, which cannot be printed"
            remedy = "write it in Markdown; text in angle brackets goes between backticks"
            if node.astext().lstrip().startswith("<!--"):
                remedy = "delete it; a line that begins with '%' is a note to authors"
            if node.astext().strip() == "<br />":  # so MyST marks it, whichever way it was made
                message = "a line is broken by two spaces or a backslash at its end, or by <br />"
                remedy = "take them away; an empty line begins another paragraph"
            report("raw-html", message, remedy, location=(docname, line))
        node.parent.remove(node)


def _for_html_only(node: nodes.Node) -> bool:
    """Return whether an ``only`` directive keeps the node from paper."""
    above: nodes.Node | None = node.parent
    while above is not None and not isinstance(above, addnodes.only):
        above = above.parent
    return above is not None


def _line(node: nodes.Node) -> int:
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return (above.line if above is not None else None) or 1


def _pattern(node: nodes.raw) -> str:
    """Return what finds a piece of HTML in the source; MyST writes the end of a line as one."""
    text = node.astext().strip()
    return r" {2,}\n|\\\n|<br\s*/?>" if text == "<br />" else re.escape(text)


def _shown(node: nodes.raw) -> str:
    words = " ".join(node.astext().split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def setup(app: Sphinx) -> None:
    """Look through every document once it is read."""
    app.connect("doctree-read", refuse_raw_html)
