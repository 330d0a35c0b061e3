"""References of every kind: links, cross-references, notes, citations, downloads."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import Translator, classes_of, handles

_PRINTED = re.compile(r"^(https?|ftp)://", re.IGNORECASE)
# A scheme that a reader of a PDF may follow safely.
_ALLOWED = re.compile(r"^(https?|ftps?|mailto|tel|doi|urn|irc|news|geo):", re.IGNORECASE)
_RELATIVE = re.compile(r"^[^:/?#]*([/?#]|$)")


@handles(nodes.reference)
def _reference(t: Translator, node: nodes.reference) -> Content:
    nested = t.in_heading or t.in_link
    anchors = t.anchors(node)
    with t.within(in_link=True):
        inner = t.inline(node.children)
    if node.get("secnumber"):
        number = ".".join(map(str, node["secnumber"]))
        inner = markup.join([markup.text(f"{number} "), inner])
    return markup.join([anchors, inner if nested else _linked(t, node, inner)])


def _linked(t: Translator, node: nodes.reference, inner: Content) -> Content:
    uri = str(node.get("refuri", ""))
    if node.get("refid"):
        return _internal(t, node, (t.docname, node["refid"]), inner)
    target = t.services.target(uri)
    if target is not None:
        anchor = str(node.get("anchorname", "")).removeprefix("#")
        return _internal(t, node, (target[0], target[1] or anchor), inner)
    if not uri or not inner.strip():
        return inner
    return _external(t, node, uri, inner)


def _internal(
    t: Translator, node: nodes.reference, target: tuple[str, str], inner: Content
) -> Content:
    """Link to a place in the book; the template prints its page or leads to the web page."""
    docname, ident = target
    if not inner.strip():
        return inner
    label = f"{docname}#{ident}" if ident else docname
    path = t.services.web_path(docname) + (f"#{ident}" if ident else "")
    return markup.call("xref", docname, label, path, _xref_kind(node), body=inner)


def _xref_kind(node: nodes.reference) -> str:
    """Return how a cross-reference shows where it leads: ``term``, ``list`` or ``text``."""
    classes = {cls for child in node.findall(nodes.Element) for cls in classes_of(child)}
    if {"std-term", "xref-term"} & classes:
        return "term"
    parent: nodes.Node | None = node.parent
    while parent is not None:
        if isinstance(parent, nodes.compound) and "toctree-wrapper" in parent.get("classes", ()):
            return "list"
        if "judgement-board" in getattr(parent, "attributes", {}).get("classes", ()):
            return "quiet"  # a board is seen at a glance: the register has the pages
        parent = parent.parent
    return "quiet" if any(c.startswith(("sd-", "viewcode")) for c in sorted(classes)) else "text"


def _external(t: Translator, node: nodes.reference, uri: str, inner: Content) -> Content:
    if uri.startswith("#"):
        return _internal(t, node, (t.docname, uri[1:]), inner)
    if not _ALLOWED.match(uri):
        if _RELATIVE.match(uri):
            return markup.call("site-link", uri, body=inner)
        t.report(
            "pdf-link",
            f"a link to '{uri[:60]}' is not printed as a link",
            "use an http, https or mailto address",
            node,
        )
        return inner
    shown = node.astext().strip()
    printed = _PRINTED.match(uri) and shown not in {uri, _bare(uri)}
    note = None
    if printed and not t.in_note and uri not in t.addresses_shown:
        t.addresses_shown.add(uri)
        note = uri
    elif printed and t.in_note:
        note = ""
    if not printed and _PRINTED.match(uri):
        if t.in_note and shown == uri:
            return markup.call("note-address", uri)
        return markup.call("address", uri, shown)
    return markup.call("web", uri, body=inner, note=note, whole=_is_copy(node) or None)


def _is_copy(node: nodes.Element) -> bool:
    """Tell whether a link leads to the copy of what is gone, which stands before the original."""
    around = node.parent
    gone = isinstance(around, nodes.Element) and "gone-link" in around.get("classes", ())
    return gone and around.next_node(nodes.reference) is node


def _bare(uri: str) -> str:
    return _PRINTED.sub("", uri).rstrip("/")


@handles(nodes.footnote_reference)
def _footnote_reference(t: Translator, node: nodes.footnote_reference) -> Content:
    ident = node.get("refid", "")
    note = t.footnotes.get(ident)
    if note is None:
        return markup.call("super", body=markup.text(node.astext()))
    if t.in_heading:
        return EMPTY
    printed = note["ids"][0]
    name = t.label(printed)
    shown_before = printed in t.notes_shown
    t.notes_shown.update({ident, printed})
    if shown_before:
        return markup.call("note-again", name)
    with t.within(in_note=True):
        body = _note_body(t, note)
    return markup.call("note", name, body=body, short=_in_short(note))


def _note_body(t: Translator, note: nodes.footnote) -> Content:
    """Return a note's text as running text; a note of several blocks keeps them."""
    children = [c for c in note.children if not isinstance(c, nodes.label)]
    if len(children) == 1 and isinstance(children[0], nodes.paragraph):
        return t.inline(children[0].children)
    return markup.call("blocks", body=t.blocks(children))


def _in_short(note: nodes.footnote) -> Content | None:
    """Return the shorter note of a handout, which names no address.

    A source that is gone is found only by the address of its copy, so that its note stays whole.
    """
    spans = note.get("in_short", ())
    if not spans or any("gone-link" in inline["classes"] for inline in note.findall(nodes.inline)):
        return None
    return markup.join(
        markup.call("web", span.url, body=markup.text(span.text))
        if span.url
        else markup.text(span.text)
        for span in spans
    )


@handles(nodes.footnote)
def _footnote(t: Translator, node: nodes.footnote) -> Content:
    """Show a note at its place only if nothing refers to it: the others stand at page feet."""
    if any(ident in t.notes_shown for ident in node["ids"]):
        return EMPTY
    if node.get("backrefs"):
        return _deferred(t, node)
    return _labelled(t, node)


def _deferred(t: Translator, node: nodes.footnote) -> Content:
    """Return nothing if a reference to this note is still to come, otherwise show it here."""
    document = node.document
    coming = document is not None and any(
        ref.get("refid") in node["ids"] for ref in document.findall(nodes.footnote_reference)
    )
    return EMPTY if coming else _labelled(t, node)


def _labelled(t: Translator, node: nodes.Element) -> Content:
    label = next((c for c in node.children if isinstance(c, nodes.label)), None)
    rest = [child for child in node.children if child is not label]
    with t.within(in_note=True):
        body = markup.join([t.anchors(node), t.blocks(rest)])
    shown = markup.text(f"[{label.astext()}]") if label is not None else EMPTY
    return markup.call("fields", [(shown, body)])


@handles(nodes.citation)
def _citation(t: Translator, node: nodes.citation) -> Content:
    return _labelled(t, node)


@handles(nodes.citation_reference)
def _citation_reference(_: Translator, node: nodes.citation_reference) -> Content:
    return markup.text(f"[{node.astext()}]")


@handles(nodes.label)
def _label(t: Translator, node: nodes.label) -> Content:
    return t.inline(node.children)


@handles(addnodes.download_reference)
def _download(t: Translator, node: addnodes.download_reference) -> Content:
    inner = t.inline(node.children)
    uri = str(node.get("refuri", ""))
    if uri:
        return _external(t, node, uri, inner)
    path = t.services.download_path(node)
    return markup.call("site-link", path, body=inner) if path else inner
