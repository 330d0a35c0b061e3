"""Sections, paragraphs, quotations, admonitions, and the boxes that hold other blocks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import Translator, classes_of, handles, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

# MyST writes a paragraph's alignment as a class.
_ALIGNMENTS = {"align-center": "center", "align-right": "right", "align-left": "left"}
_MAX_HEADING = 6
# Containers that a page sets apart as small print.
_SMALL = {"brief-citation"}


# A comparison of fewer characters takes less than half a page.
_SHORT = 2000


@handles(nodes.document)
def _document(t: Translator, node: nodes.document) -> Content:
    return t.blocks(node.children)


@handles(nodes.section)
def _section(t: Translator, node: nodes.section) -> Content:
    title = node.next_node(nodes.title)
    step = 1 if title is not None and title.parent is node and plain(title).strip() else 0
    t.depth += step
    try:
        inner = t.blocks(node.children)
    finally:
        t.depth -= step
    if not _is_comparison(node):
        return inner
    return markup.call("wide", body=inner, short=len(node.astext()) < _SHORT)


def _is_comparison(node: nodes.section) -> bool:
    """Tell whether a section holds the options of a brief, which are compared side by side."""
    from briefbook.elements.nodes import brief_element  # noqa: PLC0415

    blocks = [child for child in node.children if not isinstance(child, nodes.title)]
    elements = [child for child in blocks if isinstance(child, brief_element)]
    return bool(elements) and all(
        child["kind"] == "option" if isinstance(child, brief_element) else _plain(child)
        for child in blocks
    )


def _plain(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph | nodes.Invisible | nodes.target)


@handles(nodes.title)
def _title(t: Translator, node: nodes.title) -> Content:
    parent = node.parent
    if not isinstance(parent, nodes.section | nodes.document):
        return markup.call("rubric", body=t.inline(node.children))
    if not plain(node).strip():
        # A heading of an image alone, or of nothing: PDF/UA wants words in every heading.
        inner = markup.join([t.anchors(parent), t.anchors(node), t.inline(node.children)])
        return markup.call("rubric", body=inner) if node.children else t.anchors(parent)
    return heading(t, node, parent.get("ids", ()) if isinstance(parent, nodes.section) else ())


@handles(nodes.subtitle)
def _subtitle(t: Translator, node: nodes.subtitle) -> Content:
    return markup.call("rubric", body=t.inline(node.children))


def heading(t: Translator, node: nodes.title, ids: Sequence[str]) -> Content:
    """Return a heading whose outline entry is free of notes and links.

    The contents page and the bookmarks repeat a heading's body, where a note would be repeated
    with it; the shown form, with its notes, is passed beside it.
    """
    from briefbook.typst.translate.brief import brief_title, masthead_after  # noqa: PLC0415

    t.has_heading = True
    with t.within(in_heading=True):
        bare = t.inline(node.children)
    shown = t.inline(node.children)
    number = t.services.section_number(t.docname, ids[0] if ids else "")
    if number:
        bare, shown = (markup.join([markup.text(f"{number} "), c]) for c in (bare, shown))
    names = [t.label(i) for i in (*ids, *node.get("ids", ())) if t.label(i) not in t.labels]
    t.labels.update(names)
    masthead = masthead_after(node) if t.depth == 1 else None
    if masthead is not None:
        return brief_title(t, masthead, names, plain(node), bare)
    level = min(max(t.depth, 1), _MAX_HEADING)
    return markup.call(
        "head", level, names, body=bare, shown=None if shown == bare else Content(shown)
    )


@handles(nodes.paragraph, addnodes.compact_paragraph)
def _paragraph(t: Translator, node: nodes.paragraph) -> Content:
    if isinstance(node, addnodes.compact_paragraph) and _holds_blocks(node):
        return markup.join([t.anchors(node), t.blocks(node.children)])
    inner = markup.join([t.anchors(node), t.inline(node.children)])
    if not inner.strip():
        return EMPTY
    align = next((_ALIGNMENTS[c] for c in classes_of(node) if c in _ALIGNMENTS), None)
    return markup.call("para", body=inner, align=align, right_to_left=_is_right_to_left(node))


def _is_right_to_left(node: nodes.Element) -> bool | None:
    """Tell by its first letter whether a paragraph runs from right to left; None for most."""
    directions = (unicodedata.bidirectional(character) for character in node.astext())
    first = next((name for name in directions if name in {"L", "R", "AL"}), "L")
    return True if first in {"R", "AL"} else None


def _holds_blocks(node: nodes.Element) -> bool:
    return any(isinstance(child, nodes.Sequential | nodes.paragraph) for child in node.children)


@handles(nodes.rubric)
def _rubric(t: Translator, node: nodes.rubric) -> Content:
    return markup.call("rubric", body=markup.join([t.anchors(node), t.inline(node.children)]))


@handles(addnodes.centered)
def _centred(t: Translator, node: addnodes.centered) -> Content:
    return markup.call("centred", body=t.inline(node.children))


@handles(nodes.transition)
def _transition(_: Translator, __: nodes.transition) -> Content:
    return markup.call("transition")


@handles(nodes.block_quote)
def _block_quote(t: Translator, node: nodes.block_quote) -> Content:
    said = [child for child in node.children if not isinstance(child, nodes.attribution)]
    by = [child for child in node.children if isinstance(child, nodes.attribution)]
    kind = next((c for c in classes_of(node) if c in {"epigraph", "pull-quote"}), "quote")
    return markup.call(
        "quotation",
        kind,
        body=markup.join([t.anchors(node), t.blocks(said)]),
        attribution=t.inline(by[0].children) if by else None,
    )


@handles(nodes.attribution)
def _attribution(t: Translator, node: nodes.attribution) -> Content:
    return markup.call("para", body=t.inline(node.children), align="right")


@handles(nodes.line_block)
def _line_block(t: Translator, node: nodes.line_block) -> Content:
    parts = [
        t.node(child)
        if isinstance(child, nodes.line_block)
        else markup.call("verse-line", body=t.inline(child.children))
        for child in node.children
    ]
    return markup.call("verse", body=markup.join([t.anchors(node), *parts]))


@handles(nodes.Admonition)  # type: ignore[arg-type]  # a mix-in of nodes, not one itself
def _admonition(t: Translator, node: nodes.Element) -> Content:
    """Show any admonition: the fixed kinds, ``admonition`` with a title, ``todo`` and others."""
    kind = type(node).__name__.removesuffix("_node")
    children = list(node.children)
    title: Content | None = None
    if children and isinstance(children[0], nodes.title):
        title = t.inline(children.pop(0).children)
    elif kind in admonitionlabels:
        title = markup.text(str(admonitionlabels[kind]))
    classes = [c for c in classes_of(node) if c in admonitionlabels]
    return markup.call(
        "admonition",
        classes[0] if classes and kind == "admonition" else kind,
        body=markup.join([t.anchors(node), t.blocks(children)]),
        title=title,
    )


@handles(addnodes.versionmodified)
def _version(t: Translator, node: addnodes.versionmodified) -> Content:
    return markup.call(
        "version-note", node.get("type", ""), body=markup.join([t.anchors(node), t.flow(node)])
    )


@handles(nodes.topic, nodes.sidebar)
def _topic(t: Translator, node: nodes.Element) -> Content:
    children = list(node.children)
    titles = []
    while children and isinstance(children[0], nodes.title | nodes.subtitle):
        titles.append(t.inline(children.pop(0).children))
    return markup.call(
        "panel",
        "sidebar" if isinstance(node, nodes.sidebar) else "topic",
        body=markup.join([t.anchors(node), t.blocks(children)]),
        title=titles[0] if titles else None,
        subtitle=titles[1] if len(titles) > 1 else None,
    )


@handles(nodes.compound, addnodes.start_of_file, addnodes.only, addnodes.acks)
@handles(addnodes.glossary, nodes.container, nodes.docinfo, nodes.decoration)
def _box(t: Translator, node: nodes.Element) -> Content:
    if t.root_doc and "toctree-wrapper" in node.get("classes", ()):
        return t.anchors(node)  # the contents pages of the book say it with page numbers
    body = markup.join([t.anchors(node), t.blocks(node.children)])
    return markup.call("small-print", body=body) if _SMALL & set(classes_of(node)) else body


@handles(nodes.header, nodes.footer)
def _decoration(t: Translator, node: nodes.Element) -> Content:
    return t.blocks(node.children)


@handles(addnodes.toctree)
def _toctree(t: Translator, node: addnodes.toctree) -> Content:
    """Return nothing: a toctree that is still here is hidden or empty."""
    return t.anchors(node)
