"""The register of sources: each with how far it was read and where the book uses it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.dates import show_date
from briefbook.library import library_of, spans_to_nodes
from briefbook.registers.context import Context, nothing

if TYPE_CHECKING:
    from briefbook.sources.model import Source

READ = {
    "page": "read in full",
    "copy": "read in a copy",
    "opening": "only the opening was read",
    "not-seen": "not seen",
}
KINDS = {
    "primary": "Primary sources",
    "official": "Official reports and manuals",
    "scholarly": "Scholarly work",
    "reference": "Reference works",
    "press": "Press",
    "opinion": "Opinion",
    "blog": "Blogs and enthusiast sites",
}


def fill(context: Context) -> list[nodes.Node]:
    """Return the sources that the book uses, by kind, then by title."""
    library = library_of(context.app.env)
    used: dict[str, dict[str, None]] = {}
    for citation in context.domain.citations:
        used.setdefault(citation.source, {})[citation.docname] = None
    if not used:
        return nothing("source")
    found: list[nodes.Node] = []
    for kind, heading in KINDS.items():
        ids = [i for i in sorted(used) if library.bibliography[i].custom.kind == kind]
        if ids:
            found.append(nodes.rubric(heading, heading, classes=["source-kind"]))
            items = [_item(context, library.bibliography[i], list(used[i])) for i in ids]
            found.append(nodes.bullet_list("", *items, classes=["source-register"]))
    return found


def _item(context: Context, source: Source, docnames: list[str]) -> nodes.list_item:
    library = library_of(context.app.env)
    entry = nodes.paragraph("", "", *spans_to_nodes(library.render.entry(source.id)))
    state = READ[source.custom.read]
    words = f"{state[0].upper()}{state[1:]}"
    words += f" on {show_date(date.fromisoformat(source.accessed))}. " if source.accessed else ". "
    if source.note:
        words += f"{source.note.rstrip('.')}. "
    uses: list[nodes.Node] = [nodes.Text(words)]
    if source.archive:
        link = nodes.reference("", "Archived copy", refuri=source.archive, internal=False)
        uses += [link, nodes.Text(". ")]
    uses.append(nodes.Text("Used in: "))
    for index, docname in enumerate(docnames):
        if index:
            uses.append(nodes.Text(", "))
        title = context.app.env.titles[docname].astext()
        uses.append(context.link_document(docname, title))
    uses.append(nodes.Text("."))
    note = nodes.paragraph("", "", *uses, classes=["source-uses"])
    return nodes.list_item("", entry, note, ids=[f"source-{source.id}"])
