"""Descriptions of code objects (functions, classes, options) and literal blocks with captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.typst import markup
from briefbook.typst.translate.core import Translator, handles
from briefbook.typst.translate.media import figure_call

if TYPE_CHECKING:
    from briefbook.typst.markup import Content


@handles(addnodes.desc)
def _desc(t: Translator, node: addnodes.desc) -> Content:
    heads = [t.node(c) for c in node.children if isinstance(c, addnodes.desc_signature)]
    rest = [c for c in node.children if not isinstance(c, addnodes.desc_signature)]
    return markup.call("description", heads, body=markup.join([t.anchors(node), t.blocks(rest)]))


@handles(addnodes.desc_signature)
def _signature(t: Translator, node: addnodes.desc_signature) -> Content:
    parts: list[str] = [t.anchors(node)]
    lines = [c for c in node.children if isinstance(c, addnodes.desc_signature_line)]
    for child in node.children:
        if lines and child is not node.children[0]:
            parts.append(markup.call("br"))
        parts.append(t.node(child))
    return markup.join(parts)


@handles(addnodes.desc_signature_line, addnodes.desc_type, addnodes.desc_optional)
@handles(addnodes.desc_inline)
def _part(t: Translator, node: nodes.TextElement) -> Content:
    inner = t.inline(node.children)
    if isinstance(node, addnodes.desc_optional):
        return markup.join([markup.text("["), inner, markup.text("]")])
    return markup.join([t.anchors(node), inner])


@handles(addnodes.desc_returns)
def _returns(t: Translator, node: addnodes.desc_returns) -> Content:
    return markup.join([markup.text(" → "), t.inline(node.children)])


@handles(addnodes.desc_name)
def _name(t: Translator, node: addnodes.desc_name) -> Content:
    return markup.call("strong", body=t.inline(node.children))


@handles(addnodes.desc_addname, addnodes.desc_annotation)
def _addname(t: Translator, node: nodes.TextElement) -> Content:
    return t.inline(node.children)


@handles(addnodes.desc_parameter, addnodes.desc_type_parameter)
def _parameter(t: Translator, node: nodes.TextElement) -> Content:
    return t.inline(node.children)


@handles(addnodes.desc_parameterlist, addnodes.desc_type_parameter_list)
def _parameters(t: Translator, node: nodes.TextElement) -> Content:
    opening, closing = "()" if isinstance(node, addnodes.desc_parameterlist) else "[]"
    parts: list[str] = [markup.text(opening)]
    for index, child in enumerate(node.children):
        if index:
            parts.append(markup.text(", "))
        parts.append(t.node(child))
    return markup.join([*parts, markup.text(closing)])


@handles(addnodes.desc_content)
def _content(t: Translator, node: addnodes.desc_content) -> Content:
    return markup.join([t.anchors(node), t.blocks(node.children)])


def literal_wrapper(t: Translator, node: nodes.container) -> Content:
    """Return a code block with its caption."""
    caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
    rest = [child for child in node.children if child is not caption]
    body = t.blocks(rest)
    return figure_call(t, node, "code", body, caption=caption) if caption is not None else body
