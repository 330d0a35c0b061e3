"""Tags in the head of a page from which a link to it is shown elsewhere, with a picture."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.exports import places
from briefbook.exports.book import current
from briefbook.exports.citation import edition, first_edition
from briefbook.web.cards import HEIGHT, WIDTH, card_path, icon_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.application import Sphinx

    from briefbook.exports.model import Book, Brief

LONGEST = 300
"""Characters of a description; what shows links cuts off the rest at some place of its own."""

GENERATED = {"search": "Search in:", "genindex": "Every term and element of:"}
"""What the pages are that no document makes, before the title of the book."""


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    if app.builder.format != "html":
        return
    parts = []
    if icon_source(app) is not None:
        icon = escape(context["pathto"]("apple-touch-icon.png", resource=True))
        parts.append(f'<link rel="apple-touch-icon" href="{icon}">')
    if doctree is not None:
        tags = _tags(app, pagename, doctree)
        parts += [_tag(name, content) for name, content in tags if content]
    elif pagename in GENERATED:
        parts.append(_tag("description", f"{GENERATED[pagename]} {current(app).title}"))
    else:  # nobody looks for the page of what is missing
        parts.append('<meta name="robots" content="noindex">')
    context["metatags"] = "\n".join([(context.get("metatags") or "").rstrip("\n"), *parts]) + "\n"


def _tag(name: str, content: str) -> str:
    attribute = "property" if ":" in name and not name.startswith("twitter") else "name"
    return f'<meta {attribute}="{name}" content="{escape(content)}">'


def _tags(app: Sphinx, docname: str, doctree: nodes.document) -> Iterator[tuple[str, str]]:
    book, page = current(app), places.page_of(docname, app.config)
    brief = next((item for item in book.briefs if item.address == page), None)
    title = brief.title if brief else app.env.titles[docname].astext()
    description = _cut(_bottom_line(brief) if brief else _first_words(doctree))
    if brief and brief.status == "draft":
        yield "robots", "noindex"
    yield "description", description
    yield "og:type", "article" if brief else "website"
    yield "og:title", title
    yield "og:description", description
    yield "og:site_name", book.title
    yield "og:locale", _locale(book.language)
    yield "og:url", places.absolute(page, app.config)
    yield from _picture(app, book, brief)
    if brief:
        yield "article:published_time", first_edition(brief)
        yield "article:modified_time", edition(brief)
        for topic in brief.topics:
            yield "article:tag", topic


def _picture(app: Sphinx, book: Book, brief: Brief | None) -> Iterator[tuple[str, str]]:
    # Elsewhere an address below the site's root leads nowhere.
    if address := places.absolute(card_path(brief), app.config):
        yield "og:image", address
        yield "og:image:type", "image/png"
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", f"Brief {brief.number}: {brief.title}" if brief else book.title
        yield "twitter:card", "summary_large_image"


def _bottom_line(brief: Brief) -> str:
    found = [item.text for item in brief.elements if item.kind == "bottom-line"]
    return found[0] if found else brief.question


def _first_words(doctree: nodes.document) -> str:
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return " ".join(_text(paragraph).split())
    return ""


def _text(node: nodes.Node) -> str:
    """Return the text of a node; the number of a note is no part of a sentence."""
    if isinstance(node, nodes.footnote_reference):
        return ""
    return "".join(map(_text, node.children)) if node.children else node.astext()


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:–") + "…"


def _locale(language: str) -> str:
    """Return ``en_GB`` for ``en-GB``."""
    return language.replace("-", "_")


def setup(app: Sphinx) -> None:
    """Add the tags to every page, after those of the exports."""
    app.connect("html-page-context", _add, priority=600)
