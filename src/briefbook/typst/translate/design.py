"""What sphinx-design adds: grids, cards, tabs, drop-downs, badges, buttons, icons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.badges_buttons import sd_badge, sd_line_break
from sphinx_design.icons import fontawesome, sd_icon
from sphinx_design.shared import PassthroughTextElement

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import (
    HANDLERS,
    LONGEST,
    Translator,
    at_margin,
    classes_of,
    handles,
    is_inline,
)
from briefbook.typst.translate.objects import literal_wrapper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_box = HANDLERS[nodes.container]
_ICON_NAME = re.compile(r"\bsd-octicon-([\w-]+)|sd-material-icon-([\w-]+)")
_FIXED_COLUMNS = re.compile(r"^sd-(?:row-cols-md|row-cols|col-md|col)-(\d+)$")


@handles(nodes.container)
def _container(t: Translator, node: nodes.container) -> Content:
    component = str(node.get("design_component", ""))
    if component in _COMPONENTS:
        return markup.join([t.anchors(node), _COMPONENTS[component](t, node)])
    if node.get("literal_block"):
        return literal_wrapper(t, node)
    return _box(t, node)


def _named(node: nodes.Element, *names: str) -> list[nodes.Element]:
    return [
        child
        for child in node.children
        if isinstance(child, nodes.Element) and child.get("design_component") in names
    ]


def _row(t: Translator, node: nodes.Element) -> Content:
    """Show the items of a grid row beside each other, as many as its widest screen would."""
    items = [child for child in node.children if not _empty(child)]
    columns = _column_count(node, len(items))
    with t.within(longest=min(t.longest, LONGEST // columns)):
        cells = [t.blocks([child]) for child in items]
    around = node.parent if "design_component" in (node.parent or {}) else node
    framed = all(_has_card(item) for item in items)
    hang = columns > 1 and framed and at_margin(around)
    return markup.call("card-grid", cells, columns=columns, hang=hang, framed=framed)


def _has_card(item: nodes.Node) -> bool:
    """Tell whether an item of a grid has a frame: text without one stays in the text's column."""
    boxes = item.findall(nodes.container)
    return any(box.get("design_component") == "card" for box in boxes)


def _empty(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Invisible)


def _column_count(node: nodes.Element, count: int) -> int:
    found = [m for cls in classes_of(node) if (m := _FIXED_COLUMNS.match(cls))]
    wanted = int(found[-1][1]) if found else min(count, 2)
    return max(1, min(wanted, 4, count))


def _card(t: Translator, node: nodes.Element) -> Content:
    inside = _named(node, "card-overlay")
    parts = [*node.children, *(part for box in inside for part in box.children)]
    body = [p for p in parts if _is(p, "card-body")]
    titles = [c for b in body for c in b.children if _is(c, "card-title")]
    rest = [c for b in body for c in b.children if not _is(c, "card-title")]
    links = [p for p in parts if isinstance(p, PassthroughTextElement)]
    images = [p for p in parts if isinstance(p, nodes.image)]
    known = [*body, *inside, *links, *images]
    slots = {name: [p for p in parts if _is(p, f"card-{name}")] for name in ("header", "footer")}
    others = [p for p in parts if p not in known and not any(p in s for s in slots.values())]
    return markup.call(
        "card",
        body=markup.join([*(t.node(image) for image in images), t.blocks([*rest, *others])]),
        title=_title(t, titles, links),
        header=_slot(t, slots["header"]),
        footer=_slot(t, slots["footer"]),
    )


def _is(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Element) and node.get("design_component") == name


def _slot(t: Translator, boxes: Sequence[nodes.Node]) -> Content | None:
    return markup.join(t.flow(box) for box in boxes) if boxes else None


def _title(
    t: Translator, titles: Sequence[nodes.Node], links: Sequence[nodes.Node]
) -> Content | None:
    """Return a card's title; the link that covers the card on a page goes on its title."""
    title = markup.join(t.inline(title.children) for title in titles)
    reference = next((r for link in links for r in link.findall(nodes.reference)), None)
    if reference is None:
        return title or None
    link = reference.deepcopy()
    link.parent = reference.parent
    if titles:
        link.children = [child.deepcopy() for part in titles for child in part.children]
        for child in link.children:
            child.parent = link
    return t.node(link)


def _tab_set(t: Translator, node: nodes.Element) -> Content:
    return t.blocks(node.children)


def _titled(name: str) -> Callable[[Translator, nodes.Element], Content]:
    """Return a handler for a box whose first child may be its title (as a rubric)."""

    def handler(t: Translator, node: nodes.Element) -> Content:
        children = list(node.children)
        title: Content | None = None
        if children and isinstance(children[0], nodes.rubric):
            first = children.pop(0)
            title = markup.join([t.anchors(first), t.inline(first.children)])
        return markup.call(name, body=t.blocks(children), title=title)

    return handler


_COMPONENTS: dict[str, Callable[[Translator, nodes.Element], Content]] = {
    "grid-row": _row,
    "card": _card,
    "tab-set": _tab_set,
    "tab-item": _titled("tab"),
    "dropdown": _titled("dropdown"),
    "aside": _titled("aside"),
}


@handles(PassthroughTextElement)
def _passthrough(t: Translator, node: PassthroughTextElement) -> Content:
    inner = t.inline(node.children)
    return markup.call("para", body=inner) if inner.strip() and not is_inline(node) else inner


@handles(sd_badge)
def _badge(t: Translator, node: sd_badge) -> Content:
    return markup.call("badge", body=markup.join([t.anchors(node), t.inline(node.children)]))


@handles(sd_line_break)
def _line_break(_: Translator, __: sd_line_break) -> Content:
    return markup.call("br")


@handles(sd_icon)
def _icon(t: Translator, node: sd_icon) -> Content:
    """Draw an icon with its name as its description."""
    svg = str(node.get("svg", ""))
    match = _ICON_NAME.search(svg)
    if not svg:
        return EMPTY
    name = (match[1] or match[2]) if match else "icon"
    return markup.call("icon", t.services.inline_svg(svg), name.replace("-", " "))


@handles(fontawesome)
def _fontawesome(_: Translator, node: fontawesome) -> Content:
    """Print the icon's name: its font comes from a web page's style sheet."""
    names = [c.removeprefix("fa-") for c in classes_of(node) if c.startswith("fa-")]
    return markup.call("badge", body=markup.text(" ".join(names) or "icon"))
