"""PDFs made by hand, so that exactly one thing is wrong with each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Callable

RECT = (70, 695, 200, 715)


def make_pdf(change: Callable[[pikepdf.Pdf], object], *, pages: int = 2) -> bytes:
    """Return a PDF of empty pages after ``change`` was made to it."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def add_link(pdf: pikepdf.Pdf, page: int = 0, **entries: Any) -> pikepdf.Pdf:
    """Add a link annotation with ``entries`` to a page, counted from 0."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(RECT), **entries)
    holder = pdf.pages[page].obj
    holder.Annots = Array([*holder.get("/Annots", []), pdf.make_indirect(link)])
    return pdf


def action(kind: str, **entries: Any) -> Dictionary:
    """Return an action of one kind, such as ``/URI``."""
    return Dictionary(S=Name(kind), **entries)


def uri(address: str | bytes) -> Dictionary:
    """Return the action that opens an address."""
    written = address.encode() if isinstance(address, str) else address
    return action("/URI", URI=String(written))


def to_page(pdf: pikepdf.Pdf, page: int) -> Array:
    """Return an explicit destination on a page, counted from 0."""
    return Array([pdf.pages[page].obj, Name.Fit])


def name_destinations(pdf: pikepdf.Pdf, **names: Any) -> pikepdf.Pdf:
    """Put named destinations in the name tree, through one intermediate node."""
    pairs = [item for key in sorted(names) for item in (String(key), names[key])]
    leaf = pdf.make_indirect(Dictionary(Names=Array(pairs)))
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Kids=Array([leaf]))))
    return pdf


def add_bookmark(pdf: pikepdf.Pdf, title: str, **entries: Any) -> None:
    """Make an outline with one bookmark."""
    bookmark = pdf.make_indirect(Dictionary(Title=String(title), **entries))
    pdf.Root.Outlines = pdf.make_indirect(
        Dictionary(Type=Name.Outlines, First=bookmark, Last=bookmark, Count=1)
    )


def show_text(pdf: pikepdf.Pdf, content: bytes, **font: Any) -> None:
    """Write a content stream on the first page, with one font ``/F1``."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(content)
    described = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for key, value in font.items():
        described[f"/{key}"] = value
    page.Resources = Dictionary(Font=Dictionary(F1=described))
