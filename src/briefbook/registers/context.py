"""What the registers are made from, and the few shapes they are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx import addnodes

from briefbook.elements.base import reference_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from briefbook.register import BriefDomain, BriefRecord

Cell: TypeAlias = "str | Iterable[nodes.Node]"


@dataclass(frozen=True)
class Context:
    """The register, the document that is being filled, and the application behind it.

    ``options`` are what the directive was given.
    """

    app: Sphinx
    domain: BriefDomain
    docname: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def link(self, element_id: str, text: str = "") -> addnodes.pending_xref:
        """Return a link to an element that reads as ``text``, or as its label."""
        link = reference_to(element_id, self.docname)
        if text:
            link["refexplicit"] = True
            link.children[:] = []
            link += nodes.inline(text, text)
        return link

    def link_brief(self, brief: BriefRecord, text: str = "") -> addnodes.pending_xref:
        """Return a link to a brief that reads as ``text``, or as its title."""
        return self.link_document(brief.docname, text or brief.title)

    def link_document(self, docname: str, text: str) -> addnodes.pending_xref:
        """Return a link to a document."""
        return addnodes.pending_xref(
            "",
            nodes.inline(text, text),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{docname}",
            refdoc=self.docname,
            refexplicit=True,
            refwarn=True,
        )


def context_of(app: Sphinx, domain: BriefDomain, docname: str) -> Context:
    """Return the context for one document."""
    return Context(app, domain, docname)


def paragraph(content: Cell) -> nodes.paragraph:
    """Return a paragraph of plain text or of nodes."""
    if isinstance(content, str):
        return nodes.paragraph(content, content)
    return nodes.paragraph("", "", *content)


def table(
    headers: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    *names: str,
) -> nodes.table:
    """Return a table with a header row; ``widths`` are relative, ``names`` are its classes."""
    group = nodes.tgroup("", cols=len(headers))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", _row(headers))
    group += nodes.tbody("", *[_row(row) for row in rows])
    return nodes.table("", group, classes=["register", *names, "colwidths-given"])


def _row(cells: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def nothing(what: str) -> list[nodes.Node]:
    """Return the sentence that stands where a register is empty."""
    return [paragraph(f"The book holds no {what} yet.")]
