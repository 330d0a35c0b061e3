"""Repairs of what the Furo theme writes, so that a page can be used without a mouse or a screen.

Each repair replaces a piece of Furo's markup that is named here exactly; where a later Furo
writes something else, the page stays as Furo made it, and a test says which piece has gone.
"""

from __future__ import annotations

import re

from briefbook.hosting.policy import THEME_SCRIPT

THEME = "furo"

PIECES = {
    # Captions of the navigation are headings without a level.
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    # Two landmarks of one kind need names to be told apart.
    '<aside class="sidebar-drawer">': (
        '<aside class="sidebar-drawer" id="site-navigation" aria-label="Book">'
    ),
    '<aside class="toc-drawer': (
        '<aside id="page-contents" aria-label="On this page" class="toc-drawer'
    ),
    '<form class="sidebar-search-container"': (
        '<form aria-label="Search the book" class="sidebar-search-container"'
    ),
    # A button that is not told so submits a form.
    '<button class="theme-toggle" aria-label="Toggle Light / Dark / Auto color theme">': (
        '<button type="button" class="theme-toggle" aria-label="Colour theme">'
    ),
    # The one script in the page: ours, which works where nothing may be kept, and whose hash the
    # policy of the page names.
    '<script>\n      document.body.dataset.theme = localStorage.getItem("theme") || "auto";\n'
    "    </script>": f"<script>{THEME_SCRIPT}</script>",
    # Decoration needs no name, and no stop of the Tab key.
    '<span class="icon"><svg>': '<span class="icon"><svg aria-hidden="true" focusable="false">',
}
"""Furo's markup and what takes its place."""

_CONTENT = '<div class="content">'
# What widens the column that it stands in, and the class which says so to the style sheet before
# the first line of the text is drawn: a page that arrives slowly does not jump.
_WIDE = {
    re.compile(r'<table class="register[ "]'): "with-register",
    re.compile(r'<div class="[^"]*\bbrief-cards[ "]'): "with-cards",
}
_PRE = re.compile(r"<pre(?![^>]*tabindex)(?=[ >])")
_TASK = re.compile(r'<input class="task-list-item-checkbox"(?P<checked> checked="checked")?')
# The theme floats them to their sides; who reads or tabs comes to the previous page first.
_RELATED = re.compile(
    r'(<a class="next-page".*?</a>)(\s*)(<a class="prev-page".*?</a>)', flags=re.DOTALL
)


def repair(html: str) -> str:
    """Return the body of a page with its faults mended."""
    for old, new in PIECES.items():
        html = html.replace(old, new)
    held = [name for pattern, name in _WIDE.items() if pattern.search(html)]
    if held:
        html = html.replace(_CONTENT, f'<div class="content {" ".join(held)}">', 1)
    # A box that scrolls must be reachable without a mouse.
    html = _PRE.sub('<pre tabindex="0"', html)
    html = _RELATED.sub(r"\3\2\1", html)
    return _TASK.sub(_named_task, html)


def _named_task(match: re.Match[str]) -> str:
    state = "Done" if match["checked"] else "To do"
    return f'{match[0]} aria-label="{state}"'
