"""Links to the printed book and to every handout, on the site only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from briefbook.registers.context import Context

PAPERS = {"a4": "A4", "us-letter": "US Letter"}


def fill(context: Context) -> list[nodes.Node]:
    """Return a list of the PDFs; on paper it would point at itself, so it is left out there."""
    app = context.app
    if app.builder.format != "html" or not app.config.briefbook_pdf:
        return []
    root = app.builder.get_relative_uri(context.docname, app.config.root_doc)
    base = root.rsplit("/", 1)[0] + "/" if "/" in root else ""
    items = [_item("The whole book", "briefing-book", base, app.config.briefbook_papers)]
    items += [
        _item(
            f"Brief {brief.metadata.number}: {brief.title}",
            brief.slug,
            base,
            app.config.briefbook_papers,
        )
        for brief in context.domain.briefs.values()
    ]
    return [nodes.bullet_list("", *items, classes=["downloads"])]


def handout_path(slug: str, paper: str, papers: list[str]) -> str:
    """Return the place of a PDF below the site's root; the first paper has the short address."""
    return f"pdf/{slug}.pdf" if paper == papers[0] else f"pdf/{paper}/{slug}.pdf"


def _item(text: str, slug: str, base: str, papers: list[str]) -> nodes.list_item:
    content: list[nodes.Node] = [nodes.Text(f"{text}: PDF ")]
    for index, paper in enumerate(papers):
        if index:
            content.append(nodes.Text(", "))
        name = PAPERS.get(paper, paper)
        uri = base + handout_path(slug, paper, papers)
        content.append(nodes.reference(name, name, refuri=uri, internal=True))
    return nodes.list_item("", nodes.paragraph("", "", *content))
