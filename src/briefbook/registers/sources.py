"""The register of sources: how far each was read, where it is used, how much of it is quoted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from briefbook.dates import show_date
from briefbook.library import library_of, spans_to_nodes
from briefbook.quotations.shares import shares
from briefbook.registers.context import Context, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.quotations.shares import Share
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


_Uses: TypeAlias = dict[str, list[str]]
"""Where a source is used: the documents, and in each the claims that rest on it."""


def fill(context: Context) -> list[nodes.Node]:
    """Return the sources that the book uses, by kind, then by title."""
    library = library_of(context.app.env)
    used = uses_of(context)
    if not used:
        return nothing("source")
    quoted = {share.source: share for share in shares(context.domain.quotations)}
    found: list[nodes.Node] = []
    for kind, heading in KINDS.items():
        ids = [i for i in sorted(used) if library.bibliography[i].custom.kind == kind]
        if ids:
            found.append(nodes.rubric(heading, heading, classes=["source-kind"]))
            items = [_item(context, library.bibliography[i], used[i], quoted.get(i)) for i in ids]
            found.append(nodes.bullet_list("", *items, classes=["source-register"]))
    return found


def uses_of(context: Context) -> dict[str, _Uses]:
    """Return the uses of every source that is cited or examined, by its id."""
    known = library_of(context.app.env).bibliography
    found: dict[str, _Uses] = {}
    for citation in context.domain.citations:
        found.setdefault(citation.source, {}).setdefault(citation.docname, [])
    for claim in context.domain.of_kind("claim"):
        for name in dict.fromkeys(evidence.source for evidence in claim.evidence):
            if name in found:
                found[name].setdefault(claim.docname, []).append(claim.id)
        if (examined := claim.options.get("source", "").strip()) in known:
            found.setdefault(examined, {}).setdefault(claim.docname, [])
    return found


def _item(context: Context, source: Source, uses: _Uses, share: Share | None) -> nodes.list_item:
    library = library_of(context.app.env)
    spans = library.render.entry(source.id)
    entry = nodes.paragraph("", "", *spans_to_nodes(spans))
    content: list[nodes.Node] = [nodes.Text(_read(source))]
    if source.archive and not any(span.url for span in spans):  # else it stands beside the address
        link = nodes.reference("", "Archived copy", refuri=source.archive, internal=False)
        content += [link, nodes.Text(". ")]
    content.append(nodes.Text("Used in: "))
    documents = (_document(context, name, ids) for name, ids in sorted(uses.items()))
    content += _joined(documents, "; ")
    content.append(nodes.Text("."))
    if share:
        content.append(nodes.Text(_quoted(share)))
    note = nodes.paragraph("", "", *content, classes=["source-uses"])
    return nodes.list_item("", entry, note, ids=[f"source-{source.id}"])


def _read(source: Source) -> str:
    """Say how far the source was read, when, and what else its record notes."""
    state = READ[source.custom.read]
    said = f"{state[0].upper()}{state[1:]}"
    said += f" on {show_date(date.fromisoformat(source.accessed))}. " if source.accessed else ". "
    return f"{said}{source.note.rstrip('.')}. " if source.note else said


def _document(context: Context, docname: str, claims: list[str]) -> list[nodes.Node]:
    """Return the link to a document and, in brackets, those to the claims that rest on a source."""
    link = context.link_document(docname, context.app.env.titles[docname].astext())
    if not claims:
        return [link]
    listed = _joined(([context.link(claim)] for claim in claims), ", ")
    return [link, nodes.Text(" ("), *listed, nodes.Text(")")]


def _joined(parts: Iterable[list[nodes.Node]], by: str) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for part in parts:
        found += [nodes.Text(by), *part] if found else part
    return found


def _quoted(share: Share) -> str:
    """Say how much of a source is quoted, and its share where the length of the text is known."""
    times = "once" if share.quotations == 1 else f"{share.quotations} times"
    said = f" Quoted {times}, {share.words} word{'' if share.words == 1 else 's'}"
    if share.percent is None:
        return f"{said}; the length of the source is not known."
    return f"{said} or {share.percent:.1f}% of its text."
