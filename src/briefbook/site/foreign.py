"""What authors put into a document that its page's policy would block, found at its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.findings import report
from briefbook.site.policy import SETTING, is_kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

RULE = "page-policy"
_KEEP = "keep a copy of it in the book"
_SCRIPT = "put it into a file, and name that in html_js_files"
_STYLE = "name a class, and say in a file that html_css_files names how it looks"
_HTML = (
    (r"<script(?![^>]*\btype=.application/ld\+json)", "a script", _SCRIPT),
    (r"<style\b|<[^>]*\sstyle\s*=", "a style", _STYLE),
    (r"<[^>]*\son[a-z]+\s*=|javascript:", "an action in a tag", _SCRIPT),
    (r"<(?:iframe|frame|embed|object)\b", "a frame", "link to what it shows"),
    (
        r"<[^>]*\s(?:src|srcset|poster|data)\s*=\s*[\"']?(?:https?:)?//",
        "something from another host",
        _KEEP,
    ),
)
_BLOCKED = tuple((re.compile(text, re.IGNORECASE), what, do) for text, what, do in _HTML)


def _look(app: Sphinx, doctree: nodes.document) -> None:
    if not is_kept(app.config):
        return
    docname = app.env.current_document.docname
    allowed = tuple(app.config[SETTING].get("img-src", ()))
    for node in doctree.findall(nodes.Element):
        for what, remedy in _blocked(node, allowed):
            message = f"{what}, which the policy of its page blocks"
            report(RULE, message, remedy, location=(docname, _line(node)))


def _blocked(node: nodes.Element, allowed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what of a node would be blocked, and what to do about it."""
    if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
        text = node.astext()
        for pattern, what, remedy in _BLOCKED:
            if pattern.search(text):
                yield f"the HTML here holds {what}", remedy
    elif isinstance(node, nodes.image) and re.match(r"(?:https?:)?//", node["uri"]):
        if not node["uri"].startswith(tuple(allowed)):
            yield f"the image is fetched from {node['uri']}", _KEEP
    elif "style" in node:
        yield "a style stands here", "name a class instead"
    elif isinstance(node, nodes.figure | nodes.table) and not _relative(node.get("width", "")):
        yield f"the width '{node['width']}' is a style", "give it in per cent, such as 60%"


def _relative(width: str) -> bool:
    return not width or width.endswith("%")


def _line(node: nodes.Node) -> int:
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return (above.line if above is not None else None) or 1


def setup(app: Sphinx) -> None:
    """Look once HTML in briefs, which has its own finding, is taken out."""
    app.connect("doctree-read", _look, priority=510)
