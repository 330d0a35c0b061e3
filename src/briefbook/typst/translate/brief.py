"""The elements of a brief: masthead, judgements, claims, options and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from briefbook.elements.nodes import (
    brief_element,
    brief_masthead,
    element_detail,
    element_details,
    element_label,
    register_placeholder,
)
from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import Translator, at_margin, handles
from briefbook.typst.translate.series import in_series

if TYPE_CHECKING:
    from collections.abc import Sequence

_MASTHEAD = ("number", "question", "audience", "status", "issued", "as_of", "review_by", "topics",
             "minutes", "words", "handout")  # fmt: skip
# An element with fewer characters stays on one page: it takes a seventh of it at most.
_SHORT = 450
_ATTRIBUTES = ("likelihood", "low", "high", "confidence", "verdict", "status_quo")


def masthead_after(title: nodes.title) -> brief_masthead | None:
    """Return the masthead of a brief when this is its title."""
    following = title.next_node(brief_masthead, descend=False, siblings=True)
    return following if isinstance(following, brief_masthead) else None


def _masthead_facts(masthead: brief_masthead) -> dict[str, Any]:
    """Return what a masthead shows; a line that stands in for a missing reader is none."""
    facts = {key: masthead.get(key) for key in _MASTHEAD if masthead.get(key) is not None}
    readers = [name for name in facts.get("audience", ()) if any(c.isalnum() for c in name)]
    return {**facts, "audience": readers}


def brief_title(
    t: Translator, masthead: brief_masthead, names: Sequence[str], title: str, body: Content
) -> Content:
    """Return title and masthead as one call, so that a template may set them in any order."""
    facts = _masthead_facts(masthead)
    t.masthead = {**facts, "title": title}
    return markup.call("brief-title", list(names), facts, body=body)


@handles(brief_masthead)
def _masthead(t: Translator, node: brief_masthead) -> Content:
    """Return nothing: the title has shown it; without a title, show it as fields."""
    if t.masthead:
        return t.anchors(node)
    facts = _masthead_facts(node)
    t.masthead = {**facts, "title": ""}
    return markup.call("brief-facts", facts)


@handles(brief_element)
def _element(t: Translator, node: brief_element) -> Content:
    return element_group(t, [node])


def element_group(t: Translator, group: Sequence[nodes.Node]) -> Content:
    """Return neighbouring elements of one kind as one call: a template may compare them."""
    kind = str(group[0]["kind"])  # type: ignore[index]  # a group holds elements only
    facts = [_facts(t, element) for element in group]
    return markup.call("elements", kind, facts, hang=at_margin(group[0]))


def _facts(t: Translator, element: nodes.Node) -> dict[str, Any]:
    if not isinstance(element, brief_element):
        return {"body": t.node(element)}
    label = next((c for c in element.children if isinstance(c, element_label)), None)
    details = [c for c in element.children if isinstance(c, element_details)]
    body = [c for c in element.children if not isinstance(c, element_label | element_details)]
    names = [t.label(ident) for ident in element["ids"] if t.label(ident) not in t.labels]
    t.labels.update(names)
    letters = len(element.astext())
    facts: dict[str, Any] = {"names": names, "letters": letters, "short": letters < _SHORT}
    facts.update(_label_and_title(t, label))
    last = body.pop() if body and _plain_paragraph(body[-1]) else None
    facts["body"] = t.blocks(body)
    facts["last"] = (
        markup.join([t.anchors(last), t.inline(last.children)]) if last is not None else None
    )
    facts["details"] = [_detail(t, d) for box in details for d in box.children]
    facts.update({key: element.get(key) for key in _ATTRIBUTES if element.get(key) is not None})
    return facts


def _plain_paragraph(node: nodes.Node) -> bool:
    """Tell whether a node is a paragraph that other running text may follow in the same lines."""
    return type(node) is nodes.paragraph and not node["classes"]


def _label_and_title(t: Translator, label: element_label | None) -> dict[str, Content]:
    """Return "Option 1.2" and "Keep the present course" out of the label with both."""
    if label is None:
        return {"label": EMPTY}
    kind, colon, title = label.astext().partition(": ")
    if not colon or any(not isinstance(child, nodes.Text) for child in label.children):
        return {"label": t.inline(label.children)}
    return {"label": markup.text(kind), "title": markup.text(title)}


def _detail(t: Translator, detail: nodes.Node) -> dict[str, Any]:
    if not isinstance(detail, element_detail):
        return {"name": "", "label": "", "body": t.node(detail)}
    one = len(detail) == 1 and not detail["ids"] and _plain_paragraph(detail[0])
    body = t.inline(in_series(detail[0].children)) if one else t.flow(detail)
    return {"name": detail["name"], "label": detail["label"], "body": body}


@handles(element_label)
def _label(t: Translator, node: element_label) -> Content:
    return markup.call("rubric", body=t.inline(node.children))


@handles(element_details)
def _details(t: Translator, node: element_details) -> Content:
    return t.blocks(node.children)


@handles(element_detail)
def _lone_detail(t: Translator, node: element_detail) -> Content:
    return markup.call("fields", [(markup.text(str(node["label"])), t.flow(node))])


@handles(register_placeholder)
def _placeholder(t: Translator, node: register_placeholder) -> Content:
    """Report a register that nothing filled: its place would stay empty."""
    t.report(
        "pdf-untranslated",
        f"the register '{node.get('register', '')}' was not filled in",
        "enable the whole 'briefbook' extension in conf.py",
        node,
    )
    return EMPTY
