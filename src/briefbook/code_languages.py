"""Languages of code, looked at when a text is read: Sphinx does so only when it writes a page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.highlighting import PygmentsBridge

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@cache
def _bridge() -> PygmentsBridge:
    return PygmentsBridge()


def _check(app: Sphinx, doctree: nodes.document) -> None:
    """Have Sphinx look each language up; it reports those that it does not know."""
    del app
    for node in doctree.findall(nodes.literal_block):
        language = node.get("language")
        if language and not node.get("force"):
            _bridge().get_lexer(node.rawsource, language, location=node)


def setup(app: Sphinx) -> None:
    """Look at every document when it has been read."""
    app.connect("doctree-read", _check)
