"""Tags that Typst has no words for: notes at the end, references to them, heads of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTE_ID = "End note "


def mend(pdf: pikepdf.Pdf) -> None:
    """Tag what the templates mark by its shape; what Typst tags by itself stays as it is.

    A list whose numbers are links holds notes, a raised link leads to one, and what is raised by
    nought is the head of a row.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    found = list(_elements(root))
    notes = [item for node in found if _is_notes(node) for item in _kids(node)]
    for number, item in enumerate(notes, 1):
        _tag_note(pdf, item, number)
    for node in found:
        if notes and _is_raised_link(node):
            _tag_reference(pdf, node)
        elif _is_row_head(node):
            _tag_row_head(node)


def _tag_note(pdf: pikepdf.Pdf, item: pikepdf.Dictionary, number: int) -> None:
    """Make the body of an item a note inside a new body: what it holds knows it as its parent."""
    label, body = _kids(item)
    around = _element(pdf, pikepdf.Name.LBody, item, body)
    item.K = pikepdf.Array([label, around])
    body.P, body.S = around, pikepdf.Name.Note
    name = f"{_NOTE_ID}{number}"
    body.ID = pikepdf.String(name)
    root = pdf.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = pikepdf.NameTree.new(pdf).obj
    pikepdf.NameTree(root.IDTree)[name] = body


def _tag_reference(pdf: pikepdf.Pdf, link: pikepdf.Dictionary) -> None:
    parent = link.P
    kids = _kids(parent)
    around = _element(pdf, pikepdf.Name.Reference, parent, link)
    parent.K = pikepdf.Array([around if _same(kid, link) else kid for kid in kids])
    link.P = around


def _tag_row_head(cell: pikepdf.Dictionary) -> None:
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    cell.S = pikepdf.Name.TH
    cell.A = pikepdf.Array([*_list(cell.get("/A")), scope])


def _element(
    pdf: pikepdf.Pdf, kind: pikepdf.Name, parent: pikepdf.Object, kid: pikepdf.Dictionary
) -> pikepdf.Dictionary:
    kids = pikepdf.Array([kid])
    made = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=kind, P=parent, K=kids)
    return pdf.make_indirect(made)


# -- shapes ---------------------------------------------------------------------------------------


def _is_notes(node: pikepdf.Dictionary) -> bool:
    items = _kids(node) if _kind(node) == "/L" else []
    return bool(items) and all(map(_is_note, items))


def _is_note(item: object) -> bool:
    parts = _kids(item)
    if [_kind(part) for part in parts] != ["/Lbl", "/LBody"]:
        return False
    return [_kind(kid) for kid in _kids(parts[0])] == ["/Link"]


def _is_raised_link(node: pikepdf.Dictionary) -> bool:
    if _kind(node) != "/Link" or _kind(node.get("/P")) in {"/Lbl", "/Reference"}:
        return False
    spans = [kid for kid in _kids(node) if _kind(kid) == "/Span"]
    return len(spans) == 1 and _raise(spans[0]) > 0


def _is_row_head(node: pikepdf.Dictionary) -> bool:
    """Tell whether a cell begins with text that is raised by nought."""
    if _kind(node) != "/TD":
        return False
    while kids := _kids(node):
        node = kids[0]
        if _kind(node) == "/Span":
            return _raise(node) == 0
    return False


def _raise(span: pikepdf.Dictionary) -> float:
    """Return by how many points a text is raised, or -1 where nothing is said of it."""
    found = [part["/BaselineShift"] for part in _attributes(span) if "/BaselineShift" in part]
    return float(found[0]) if found else -1.0


def _elements(node: object) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements below a node in their order."""
    waiting = list(reversed(_kids(node)))
    while waiting:
        here = waiting.pop()
        if _kind(here):
            yield here
            waiting += reversed(_kids(here))


def _kind(node: object) -> str:
    return str(node.get("/S", "")) if isinstance(node, pikepdf.Dictionary) else ""


def _kids(node: object) -> list[pikepdf.Dictionary]:
    return _list(node.get("/K")) if isinstance(node, pikepdf.Dictionary) else []


def _attributes(node: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    parts: list[object] = [*_list(node.get("/A"))]
    return [part for part in parts if isinstance(part, pikepdf.Dictionary)]


def _same(one: object, other: pikepdf.Dictionary) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.objgen == other.objgen


def _list(node: object) -> list[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        return list(node)  # type: ignore[arg-type]
    return [] if node is None else [node]  # type: ignore[list-item]
