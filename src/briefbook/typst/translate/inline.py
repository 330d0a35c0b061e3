"""Running text: emphasis, literals, small typographic nodes."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from briefbook.quotations.mark import quote_check
from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import Translator, classes_of, handles

_WRAPPERS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "emph",
    nodes.strong: "strong",
    nodes.subscript: "sub",
    nodes.superscript: "super",
    nodes.title_reference: "emph",
    addnodes.manpage: "emph",
}
# A run of characters longer than a line may break anywhere.
# Not between a letter and its accent, nor where other scripts join their letters.
_RUN = re.compile("[!-~\u00a1-\u02ff\u0370-\u052f]{6,}")
# Words that Typst divides by itself, with a hyphen.
_NATURAL = re.compile(r"[^\W\d_]{1,24}\W*")
# Classes by which MyST, Sphinx and docutils tell their kinds of inline text apart.
_CLASSES = {
    "kbd": "kbd",
    "guilabel": "guilabel",
    "menuselection": "guilabel",
    "mark": "mark",
    "strike": "strike",
    "underline": "underline",
}


@handles(nodes.Text)
def _text(t: Translator, node: nodes.Text) -> Content:
    shown = node.astext()
    marked = _RUN.sub(lambda run: _breakable(run[0], t.longest), markup.printable(shown))
    parts = [markup.text(part) for part in marked.split("\x00")]
    return Content(str(markup.call("soft-break")).join(parts))


def _breakable(run: str, longest: int) -> str:
    """Return a run of characters with a NUL wherever it may break."""
    if len(run) <= longest or _NATURAL.fullmatch(run):
        return run
    step = max(4, longest // 4)
    return "\x00".join(run[start : start + step] for start in range(0, len(run), step))


@handles(*_WRAPPERS)
def _wrapped(t: Translator, node: nodes.TextElement) -> Content:
    name = next(_WRAPPERS[cls] for cls in type(node).__mro__ if cls in _WRAPPERS)
    inner = t.inline(node.children)
    return markup.join([t.anchors(node), markup.call(name, body=inner) if inner else EMPTY])


@handles(nodes.inline, nodes.generated, nodes.acronym, addnodes.pending_xref_condition)
def _inline(t: Translator, node: nodes.TextElement) -> Content:
    inner = t.inline(node.children)
    for cls in classes_of(node):
        if cls in _CLASSES and inner:
            inner = markup.call(_CLASSES[cls], body=inner)
    return markup.join([t.anchors(node), inner])


@handles(nodes.literal)
def _literal(t: Translator, node: nodes.literal) -> Content:
    if "kbd" in node.get("classes", ()):
        return markup.join([t.anchors(node), markup.call("kbd", body=t.inline(node.children))])
    if any(not isinstance(child, nodes.Text | nodes.inline) for child in node.children):
        return markup.call("lit-content", body=t.inline(node.children))
    shown = node.astext().replace("\n", " ")
    return markup.join([t.anchors(node), markup.call("lit", shown) if shown else EMPTY])


@handles(addnodes.literal_emphasis)
def _literal_emphasis(t: Translator, node: nodes.TextElement) -> Content:
    return markup.call("emph", body=markup.call("lit-content", body=t.inline(node.children)))


@handles(addnodes.literal_strong)
def _literal_strong(t: Translator, node: nodes.TextElement) -> Content:
    return markup.call("strong", body=markup.call("lit-content", body=t.inline(node.children)))


@handles(nodes.abbreviation)
def _abbreviation(t: Translator, node: nodes.abbreviation) -> Content:
    """Print what an abbreviation stands for after it, where a page shows it on hover."""
    inner = t.inline(node.children)
    meaning = node.get("explanation", "")
    if not meaning:
        return inner
    return markup.join([inner, markup.text(f" ({meaning})")])


@handles(nodes.problematic, nodes.substitution_reference, addnodes.pending_xref)
def _as_text(t: Translator, node: nodes.TextElement) -> Content:
    """Show the text of what could not be resolved; Sphinx has reported it already."""
    return markup.join([t.anchors(node), t.inline(node.children)])


@handles(nodes.target)
def _target(t: Translator, node: nodes.target) -> Content:
    return markup.join([t.anchors(node), t.inline(node.children)])


@handles(nodes.comment, nodes.substitution_definition, nodes.pending, nodes.meta)
@handles(addnodes.highlightlang, addnodes.tabular_col_spec, nodes.colspec, quote_check)
def _nothing(t: Translator, node: nodes.Element) -> Content:
    """Return nothing: these nodes are instructions, no page of any output shows them."""
    return t.anchors(node)


@handles(nodes.system_message)
def _message(_: Translator, __: nodes.system_message) -> Content:
    """Return nothing: the message is in the log, with its place, already."""
    return EMPTY
