"""Lists of every kind: bullets, numbers, terms, fields, command-line options."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content, Value
from briefbook.typst.translate.core import (
    LONGEST,
    Translator,
    at_margin,
    classes_of,
    handles,
    plain,
)

_PATTERNS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
# Terms of this mean length stand well beside their definitions, in the margin.
_NARROW = 34
# Lists that the book fills by itself, one entry for each of many things.
_REGISTERS = {"source-register"}
_AFFIXES = {"", ".", ")", "("}


def _items(t: Translator, node: nodes.Element) -> list[Content]:
    return [
        markup.join([t.mark(item), t.anchors(item), t.flow(item)])
        for item in node.children
        if isinstance(item, nodes.list_item)
    ]


def _tight(node: nodes.Element) -> bool:
    """Tell whether every item is one paragraph, perhaps followed by a nested list."""
    return all(
        sum(isinstance(child, nodes.paragraph) for child in item.children) <= 1
        and all(
            isinstance(child, nodes.paragraph | nodes.Sequential | nodes.Invisible)
            for child in item.children
        )
        for item in node.children
        if isinstance(item, nodes.list_item)
    )


@handles(nodes.bullet_list)
def _bullets(t: Translator, node: nodes.bullet_list) -> Content:
    stray = [child for child in node.children if not isinstance(child, nodes.list_item)]
    before = markup.join([t.anchors(node), *(t.node(child) for child in stray)])
    task = all(
        "task-list-item" in classes_of(item)
        for item in node.children
        if isinstance(item, nodes.list_item)
    )
    items = _items(t, node)
    if not items:
        return before
    shown = markup.call("bullets", items, tight=_tight(node), tasks=task)
    if _REGISTERS & set(classes_of(node)) and at_margin(node):
        shown = markup.call("register", body=shown)
    return markup.join([before, shown])


@handles(nodes.enumerated_list)
def _numbered(t: Translator, node: nodes.enumerated_list) -> Content:
    prefix, suffix = node.get("prefix", ""), node.get("suffix", ".") or "."
    if prefix not in _AFFIXES or suffix not in _AFFIXES:
        prefix, suffix = "", "."
    pattern = f"{prefix}{_PATTERNS.get(node.get('enumtype', 'arabic'), '1')}{suffix}"
    stray = [child for child in node.children if not isinstance(child, nodes.list_item)]
    before = markup.join([t.anchors(node), *(t.node(child) for child in stray)])
    items = _items(t, node)
    if not items:
        return before
    start = int(node.get("start", 1))
    return markup.join(
        [before, markup.call("numbered", items, start=start, pattern=pattern, tight=_tight(node))]
    )


@handles(nodes.list_item)
def _list_item(t: Translator, node: nodes.list_item) -> Content:
    return markup.join([t.anchors(node), t.flow(node)])


@handles(nodes.definition_list)
def _definitions(t: Translator, node: nodes.definition_list) -> Content:
    items = [c for c in node.children if isinstance(c, nodes.definition_list_item)]
    stray = [t.node(child) for child in node.children if child not in items]
    lengths = [len(plain(term)) for item in items for term in _terms(item)]
    return markup.join(
        [
            t.anchors(node),
            *stray,
            markup.call(
                "definitions",
                [_definition_item(t, item) for item in items],
                hang=at_margin(node) and sum(lengths) <= _NARROW * len(lengths),
            ),
        ]
    )


def _terms(item: nodes.Element) -> list[nodes.Node]:
    return [child for child in item.children if isinstance(child, nodes.term)]


def _definition_item(t: Translator, node: nodes.definition_list_item) -> dict[str, Value]:
    terms: list[Content] = []
    for child in node.children:
        if isinstance(child, nodes.term):
            terms.append(markup.join([t.anchors(child), t.inline(child.children)]))
        elif isinstance(child, nodes.classifier) and terms:
            note = markup.call("classifier", body=t.inline(child.children))
            terms[-1] = markup.join([terms[-1], note])
    rest = [c for c in node.children if not isinstance(c, nodes.term | nodes.classifier)]
    body = [t.flow(c) if isinstance(c, nodes.definition) else t.node(c) for c in rest]
    return {"terms": terms, "body": markup.join([t.mark(node), t.anchors(node), *body])}


@handles(nodes.definition_list_item)
def _lone_item(t: Translator, node: nodes.definition_list_item) -> Content:
    return markup.call("definitions", [_definition_item(t, node)], hang=False)


@handles(nodes.term, nodes.classifier)
def _term(t: Translator, node: nodes.TextElement) -> Content:
    return markup.call("rubric", body=markup.join([t.anchors(node), t.inline(node.children)]))


@handles(nodes.definition, nodes.description)
def _definition(t: Translator, node: nodes.Element) -> Content:
    return markup.join([t.anchors(node), t.flow(node)])


@handles(nodes.field_list)
def _fields(t: Translator, node: nodes.field_list) -> Content:
    rows = [
        row
        for field in node.findall(nodes.field)
        if field.parent is node
        for row in [_field(t, field)]
    ]
    return markup.join([t.anchors(node), markup.call("fields", rows)]) if rows else EMPTY


def _field(t: Translator, node: nodes.field) -> tuple[Content, Content]:
    name = next((c for c in node.children if isinstance(c, nodes.field_name)), None)
    body = next((c for c in node.children if isinstance(c, nodes.field_body)), None)
    shown = t.inline(name.children) if name is not None else EMPTY
    return shown, markup.join([t.anchors(node), t.flow(body)]) if body is not None else EMPTY


@handles(nodes.field)
def _lone_field(t: Translator, node: nodes.field) -> Content:
    return markup.call("fields", [_field(t, node)])


@handles(nodes.option_list)
def _options(t: Translator, node: nodes.option_list) -> Content:
    rows = []
    for item in node.children:
        groups = [c for c in item.children if isinstance(c, nodes.option_group)]
        about = [c for c in item.children if isinstance(c, nodes.description)]
        names = ", ".join(_option_text(option) for group in groups for option in group.children)
        shown = markup.call("lit", names)
        rows.append((shown, markup.join(t.flow(part) for part in about)))
    return markup.join([t.anchors(node), markup.call("fields", rows)])


def _option_text(option: nodes.Node) -> str:
    parts = []
    for child in option.children:
        if isinstance(child, nodes.option_argument):
            parts.append(child.get("delimiter", " "))
        parts.append(child.astext())
    return "".join(parts)


@handles(nodes.authors, nodes.author, nodes.organization, nodes.contact, nodes.version)
@handles(nodes.revision, nodes.status, nodes.date, nodes.copyright, nodes.address)
def _bibliographic(t: Translator, node: nodes.Element) -> Content:
    label = type(node).__name__.capitalize()
    if isinstance(node, nodes.authors):
        value = markup.text(", ".join(plain(child) for child in node.children))
    else:
        value = t.inline(node.children)
    return markup.call("fields", [(markup.text(label), value)])


@handles(addnodes.hlist)
def _hlist(t: Translator, node: addnodes.hlist) -> Content:
    with t.within(longest=min(t.longest, LONGEST // 2)):
        columns = [t.blocks(column.children) for column in node.children]
    return markup.join([t.anchors(node), markup.call("side-by-side", columns)])


@handles(addnodes.hlistcol)
def _hlistcol(t: Translator, node: addnodes.hlistcol) -> Content:
    return t.blocks(node.children)
