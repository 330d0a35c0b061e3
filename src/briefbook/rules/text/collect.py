"""From a doctree to its blocks of text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.elements.nodes import (
    brief_element,
    element_detail,
    element_details,
    element_label,
)
from briefbook.rules.text.record import ALLOWED, CODE, Block

if TYPE_CHECKING:
    from collections.abc import Iterator

# Not the author's sentences: notes, code, what directives generate, what nobody sees.
_SKIPPED = (
    nodes.footnote,
    nodes.citation,
    nodes.comment,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.system_message,
    nodes.substitution_definition,
    nodes.docinfo,
    nodes.raw,
    nodes.meta,
    element_label,
    addnodes.desc_signature,
    addnodes.productionlist,
    addnodes.toctree,
    addnodes.index,
)
_OPAQUE = (nodes.literal, nodes.math, nodes.problematic)
_SILENT = (
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.raw,
    nodes.image,
    nodes.target,
    nodes.system_message,
    nodes.comment,
)
_TEXT = (nodes.paragraph, nodes.title, nodes.caption, nodes.term, nodes.rubric, nodes.line)
_SEEN = (nodes.image, nodes.literal_block, nodes.doctest_block, nodes.math_block)


def collect(doctree: nodes.document) -> tuple[Block, ...]:
    """Return the blocks of a document in their order."""
    tables = {id(table): index for index, table in enumerate(doctree.findall(nodes.table), 1)}
    return tuple(_walk(doctree, tables))


def _walk(node: nodes.Element, tables: dict[int, int]) -> Iterator[Block]:
    for child in node.children:
        if isinstance(child, _SEEN) and not isinstance(child.parent, nodes.TextElement):
            yield Block(_line(child), "other", "")
        elif isinstance(child, element_label) and child.line:
            yield _title(child)
        elif isinstance(child, (*_SKIPPED, nodes.Text)) or _is_generated(child):
            continue
        elif isinstance(child, _TEXT):
            yield _block(child, tables)
        else:
            assert isinstance(child, nodes.Element)  # noqa: S101  # the rest is no text
            yield from _walk(child, tables)


def _is_generated(node: nodes.Node) -> bool:
    """Return whether a fact of an element was made by the program: only an author's has a line."""
    return isinstance(node, element_detail) and not node.line


def _title(label: nodes.Element) -> Block:
    """Return the title that an author gave an element, without the name of its kind."""
    element = label.parent
    text = words(label).partition(": ")[2]
    return Block(
        label.line or 1, "heading", text, element["kind"], element.get("element_id", ""), "title"
    )


def _block(node: nodes.Element, tables: dict[int, int]) -> Block:
    element = _around(node, brief_element)
    detail = _around(node, element_detail)
    table = _around(node, nodes.table)
    return Block(
        line=_line(node),
        kind=_kind(node),
        text=words(node),
        element=element["kind"] if element else "",
        element_id=element.get("element_id", "") if element else "",
        option=detail["name"] if detail else "",
        context=" \n".join(_context(node, element, table)),
        cited=_is_cited(node) or _has_evidence(element) or _table_is_cited(table),
        targets=tuple(_targets(node)),
        spelt=tuple(_spelt(node)),
        table=tables.get(id(table), 0),
        path=_path(node),
        quoted=tuple(_quoted(node)),
        allowed=_allowed(node),
    )


def _path(node: nodes.Element) -> str:
    """Return the file that a block comes from where it is not the document's own."""
    source = node.source
    own = str(node.document["source"]) if node.document is not None else ""
    if not source or not own or Path(source) == Path(own):
        return ""
    return Path(source).as_posix()


def _allowed(node: nodes.Element) -> int:
    """Return the line of the innermost exception around a node, or 0."""
    around: nodes.Element | None = node
    while around is not None and ALLOWED not in around:
        around = around.parent
    return int(around[ALLOWED]) if around is not None else 0


def _spelt(node: nodes.Element) -> Iterator[str]:
    for found in node.findall(nodes.abbreviation):
        if found.hasattr("explanation"):
            yield found.astext()


def _quoted(node: nodes.Element) -> Iterator[str]:
    for found in node.findall(nodes.inline):
        if "quoted" in found["classes"]:
            yield found.astext()


def _kind(node: nodes.Element) -> str:
    parent = node.parent
    if isinstance(node, (nodes.title, nodes.rubric)):
        return "caption" if isinstance(parent, nodes.table) else "heading"
    if isinstance(node, (nodes.caption, nodes.term)):
        return "caption" if isinstance(node, nodes.caption) else "term"
    kinds = ((element_detail, "option"), (nodes.entry, "cell"), (nodes.block_quote, "quote"))
    for around, kind in kinds:
        if _around(node, around) is not None:
            return kind
    return "item" if isinstance(parent, (nodes.list_item, nodes.line_block)) else "paragraph"


def _around(node: nodes.Node, kind: type[nodes.Element]) -> nodes.Element | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent


def _line(node: nodes.Node) -> int:
    """Return the line of a node, or of what is next to it upwards and has one."""
    found: nodes.Node | None = node
    while found is not None and not found.line:
        found = found.parent
    return found.line or 1 if found is not None else 1


def words(node: nodes.Node) -> str:
    """Return the text of a node without notes, with a sign in the place of code."""
    if isinstance(node, nodes.Text):
        return str(node).replace("\N{SOFT HYPHEN}", "")  # it parts no word
    if isinstance(node, _SILENT):
        return ""
    if isinstance(node, _OPAQUE):
        return CODE
    text = "".join(words(child) for child in node.children)
    return text or (CODE if isinstance(node, (addnodes.pending_xref, nodes.reference)) else "")


def _is_cited(node: nodes.Element) -> bool:
    if any(True for _ in node.findall(nodes.footnote_reference)):
        return True
    if any(True for _ in node.findall(nodes.citation_reference)):
        return True
    if any("cite-refused" in found["classes"] for found in node.findall(nodes.inline)):
        return True  # the author has named a source, of which something else was reported
    addresses = (str(found.get("refuri", "")) for found in node.findall(nodes.reference))
    return any(address.startswith(("http:", "https:")) for address in addresses)


def _has_evidence(element: nodes.Element | None) -> bool:
    """Return whether an element rests on sources; a claim without any is reported as such."""
    return element is not None and element["kind"] == "claim"


def _table_is_cited(table: nodes.Element | None) -> bool:
    return table is not None and (_is_cited(table) or _is_cited(_source_line(table)))


def _source_line(table: nodes.Element) -> nodes.Element:
    """Return the paragraph after a table that names its sources, or an empty one."""
    following = table.next_node(descend=False, siblings=True)
    if isinstance(following, nodes.paragraph) and words(following).lower().startswith("source"):
        return following
    return nodes.paragraph()


def _targets(node: nodes.Element) -> Iterator[str]:
    for found in node.findall(addnodes.pending_xref):
        if found.get("reftype") != "term":
            yield str(found.get("reftarget", ""))


def _context(
    node: nodes.Element, element: nodes.Element | None, table: nodes.Element | None
) -> Iterator[str]:
    """Yield what stands around a block and dates it."""
    section = _around(node, nodes.section)
    # The title of the whole document dates nothing in particular.
    if section is not None and isinstance(section.parent, nodes.section):
        yield from (words(child) for child in section.children[:1] if child is not node)
    if element is not None:
        part = element_details if _around(node, element_detail) is None else brief_element
        found = [element] if part is brief_element else list(element.findall(element_details))
        yield from (child.astext() for child in found)
    if table is not None:
        yield from _table_context(node, table)
    item = _around(node, nodes.list_item)
    while item is not None and item.parent is not None:
        yield from _lead_in(item.parent)
        item = _around(item, nodes.list_item)


def _lead_in(part: nodes.Element) -> Iterator[str]:
    """Yield the paragraph that stands above a list or a table."""
    if part.parent is None:
        return
    place = part.parent.index(part)
    before = part.parent.children[place - 1] if place else None
    if isinstance(before, nodes.paragraph):
        yield words(before)


def _table_context(node: nodes.Element, table: nodes.Element) -> Iterator[str]:
    for part in (nodes.title, nodes.thead):
        yield from (found.astext() for found in table.findall(part))
    row = _around(node, nodes.row)
    if row is not None:
        yield row.astext()
    yield words(_source_line(table))
    yield from _lead_in(table)
