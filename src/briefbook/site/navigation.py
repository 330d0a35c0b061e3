"""The book's contents beside every page: resolved once, and marked for the page on which it stands.

Sphinx copies the whole table of contents for every page and the theme parses it again, so that
twice as many pages take four times as long.  What is written here is theirs to the byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from posixpath import dirname
from typing import TYPE_CHECKING

from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.osutil import relative_uri

from briefbook.site.furo import THEME

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

# A page in the top folder that is in no table of contents.
_NOWHERE = "\u0000"
_TAG = re.compile(
    r'<ul>|</ul>|<li class="[^"]*">|</li>|<input aria-label="[^"]*" |'
    r'<a class="reference internal" href="[^"]*">'
)


@dataclass
class Entry:
    """An entry of the contents: where its tags stand, and the tags of all that it is part of."""

    target: str
    link: int
    branch: tuple[int, ...]


@dataclass
class Contents:
    """The contents as seen from nowhere, in pieces of HTML."""

    pieces: list[str]
    entries: list[Entry]
    _of_folder: dict[str, list[str]] = field(default_factory=dict)

    def for_page(self, target: str) -> str:
        """Return the contents as they stand on the page with this address in the site."""
        pieces = list(self._seen_from(dirname(target)))
        own = [entry for entry in self.entries if entry.target == target]
        for index in sorted(set(chain.from_iterable(entry.branch for entry in own))):
            pieces[index] = _current(pieces[index])
        for entry in own:
            pieces[entry.link] = '<a class="current reference internal" href="#">'
        if own:
            last = max(index for index in own[-1].branch if pieces[index].startswith("<li"))
            pieces[last] = pieces[last].replace('">', ' current-page">')
        return "".join(pieces)

    def _seen_from(self, folder: str) -> list[str]:
        if folder not in self._of_folder:
            pieces = list(self.pieces)
            for entry in self.entries:
                # The file's name does not matter, as long as it is no page of the book.
                address = relative_uri(f"{folder}/{_NOWHERE}".lstrip("/"), entry.target)
                pieces[entry.link] = f'<a class="reference internal" href="{address}">'
            self._of_folder[folder] = pieces
        return self._of_folder[folder]


def _current(tag: str) -> str:
    """Return the tag of a list, an entry or its box, as it is where the page is inside."""
    if tag == "<ul>":
        return '<ul class="current">'
    if tag.startswith("<input"):
        return f'{tag}checked="" '
    return re.sub(r'class="([\w-]+)', r'class="\1 current', tag)


def read_contents(html: str) -> Contents:
    """Cut the theme's contents into pieces."""
    pieces: list[str] = []
    found: list[tuple[str, int, list[list[int]]]] = []
    open_tags: list[list[int]] = []
    begin = 0
    for match in _TAG.finditer(html):
        tag = match[0]
        pieces += [html[begin : match.start()], tag]
        begin = match.end()
        index = len(pieces) - 1
        if tag.startswith(("<ul", "<li")):
            open_tags.append([index])
        elif tag.startswith("</"):
            open_tags.pop()
        elif tag.startswith("<input"):
            open_tags[-1].append(index)
        else:
            target = tag.removesuffix('">').rpartition('"')[2]
            found.append((target, index, list(open_tags)))
    pieces.append(html[begin:])
    # Only now: the box that opens an entry stands behind the entry's link.
    entries = [Entry(target, link, tuple(chain(*branch))) for target, link, branch in found]
    return Contents(pieces, entries)


class Navigation:
    """Puts the contents on each page that the theme writes."""

    def __init__(self) -> None:
        self._contents: Contents | None = None

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Resolve the contents anew for the next build."""
        del app, env
        self._contents = None

    def spare(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Keep the theme from working out what is already known."""
        del pagename, templatename, doctree
        if _is_ours(app):
            context["briefbook_toctree"] = context["toctree"]
            context["toctree"] = _nothing

    def show(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give the page its contents, and the templates what they are used to."""
        del templatename, doctree
        if not _is_ours(app):
            return
        context["toctree"] = context.pop("briefbook_toctree")
        builder: Any = app.builder
        if self._contents is None:
            self._contents = read_contents(_resolved(builder))
        context["furo_navigation_tree"] = self._contents.for_page(builder.get_target_uri(pagename))


def forget(app: Sphinx) -> None:
    """Have the contents resolved anew, outside a build."""
    for listener in app.events.listeners.get("env-updated", ()):
        navigation = getattr(listener.handler, "__self__", None)
        if isinstance(navigation, Navigation):
            navigation.forget(app, app.env)


def _is_ours(app: Sphinx) -> bool:
    # Elsewhere, as in "dirhtml", a page's address does not end in its file.
    return app.builder.name == "html" and app.config.html_theme == THEME


def _nothing(**_: object) -> str:
    return ""


def _resolved(builder: StandaloneHTMLBuilder) -> str:
    """Return the contents as the theme makes them, for no page in particular."""
    from furo.navigation import get_navigation_tree  # noqa: PLC0415  # loads a parser of HTML

    tree = global_toctree_for_doc(
        builder.env, _NOWHERE, builder, tags=builder.tags,
        collapse=False, titles_only=True, maxdepth=-1, includehidden=True,
    )  # fmt: skip
    fragment = builder.render_partial(tree)["fragment"]
    return get_navigation_tree(fragment) if fragment else ""


def setup(app: Sphinx) -> None:
    """Stand before and after the theme, which acts at 500."""
    navigation = Navigation()
    app.connect("env-updated", navigation.forget)
    app.connect("html-page-context", navigation.spare, priority=490)
    app.connect("html-page-context", navigation.show, priority=510)
