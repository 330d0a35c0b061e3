"""Images, figures and captions."""

from __future__ import annotations

import re

from docutils import nodes

from briefbook.image_files import ALT, NO_ALT
from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Code, Content
from briefbook.typst.translate.core import Translator, handles, is_inline, plain

_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|[a-z]*)\s*$", re.IGNORECASE)
# A screen pixel is 1/96 inch; Typst's lengths know the other units.
_UNITS = {"": 0.75, "px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465,
          "q": 0.708661, "em": 10.0, "ex": 5.0, "rem": 12.0, "ch": 5.0}  # fmt: skip


def length(value: str) -> Code | None:
    """Return an image size as a Typst length or ratio, or None when it has no meaning on paper."""
    match = _LENGTH.match(value)
    if match is None:
        return None
    amount, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return Code(f"{amount:g}%")
    return Code(f"{amount * _UNITS[unit]:g}pt") if unit in _UNITS else None


def _scaled(size: Code | None, node: nodes.image) -> Code | None:
    scale = node.get("scale")
    if size is None or not scale:
        return size
    unit = "%" if size.endswith("%") else "pt"
    return Code(f"{float(size.removesuffix(unit)) * int(scale) / 100:g}{unit}")


def _dimension(node: nodes.image, name: str) -> Code | None:
    return _scaled(length(str(node[name])) if name in node else None, node)


@handles(nodes.image)
def _image(t: Translator, node: nodes.image) -> Content:
    alt = " ".join(str(node.get("alt", "")).split())
    if not alt:
        alt = _missing_alt(t, node)
    path = t.services.image_file(node)
    inline = is_inline(node) and not _alone(node)
    if path is None:
        return markup.join([t.anchors(node), markup.call("no-picture", alt, inline=inline)])
    # The call of ``image`` stands here, not in the template, so that an error in the file is
    # found at this line.
    picture = Code(f"image({markup.string(path)}, alt: {markup.string(alt)})")
    natural = node.get("natural_width")
    return markup.join(
        [
            t.anchors(node),
            markup.call(
                "picture-inline" if inline else "picture",
                picture,
                width=_dimension(node, "width"),
                height=_dimension(node, "height"),
                natural=_scaled(Code(f"{float(natural):g}pt"), node) if natural else None,
                align=node.get("align") if node.get("align") in {"left", "right"} else None,
            ),
        ]
    )


def _alone(node: nodes.image) -> bool:
    """Tell whether an image is all there is in its paragraph."""
    around: nodes.Node = node
    while isinstance(around.parent, nodes.reference | nodes.inline):
        if len(around.parent.children) > 1:
            return False
        around = around.parent
    return isinstance(around.parent, nodes.paragraph) and len(around.parent.children) == 1


def _missing_alt(t: Translator, node: nodes.image) -> str:
    t.report(
        ALT,
        f"the image '{node.get('uri', '')}' {NO_ALT[0]}",
        NO_ALT[1],
        node,
    )
    figure = node.parent
    while figure is not None and not isinstance(figure, nodes.figure):
        figure = figure.parent
    caption = figure.next_node(nodes.caption) if figure is not None else None
    name = str(node.get("uri", "")).rsplit("/", 1)[-1]
    return (plain(caption) if caption is not None else "") or f"Image {name}"


@handles(nodes.figure)
def _figure(t: Translator, node: nodes.figure) -> Content:
    caption = next((c for c in node.children if isinstance(c, nodes.caption)), None)
    rest = [c for c in node.children if not isinstance(c, nodes.caption | nodes.legend)]
    legend = [part for c in node.children if isinstance(c, nodes.legend) for part in c.children]
    return figure_call(
        t,
        node,
        "image",
        markup.join(t.node(child) for child in rest),
        caption=caption,
        legend=t.blocks(legend) if legend else None,
    )


def figure_call(  # noqa: PLR0913  # a figure has these parts
    t: Translator,
    node: nodes.Element,
    kind: str,
    body: Content,
    *,
    caption: nodes.Element | None = None,
    legend: Content | None = None,
) -> Content:
    """Return a figure of a kind (``image``, ``table``, ``code``) with its numbered caption.

    PDF/UA wants a description of a figure, which would hide what can be read in it; so only what
    is an image or a table becomes a figure, and anything else a box with a caption.
    """
    marks = {"image": "image(", "table": "#grid-table("}
    if marks.get(kind, "") not in body or kind not in marks:
        kind = "box"
    number = t.services.figure_number(t.docname, node)
    words = t.inline(caption.children) if caption is not None else EMPTY
    extra = t.anchors(caption) if caption is not None else EMPTY
    return markup.join(
        [
            t.anchors(node),
            markup.call(
                "captioned",
                kind,
                body=body,
                caption=markup.join([extra, words]) if caption is not None else None,
                number=number or None,
                legend=legend,
            ),
        ]
    )


@handles(nodes.caption)
def _caption(t: Translator, node: nodes.caption) -> Content:
    """Show a caption outside a figure, such as the title above a list of pages."""
    return markup.call("rubric", body=markup.join([t.anchors(node), t.inline(node.children)]))


@handles(nodes.legend)
def _legend(t: Translator, node: nodes.legend) -> Content:
    return t.blocks(node.children)
