"""Cards of all briefs: number, title, bottom line and dates, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

from briefbook.dates import show_date
from briefbook.registers.context import Context, nothing, paragraph

if TYPE_CHECKING:
    from briefbook.register import BriefRecord


def fill(context: Context) -> list[nodes.Node]:
    """Return a grid of cards that leave out superseded briefs."""
    records = [r for r in context.domain.briefs.values() if r.metadata.status != "superseded"]
    if not records:
        return nothing("brief")
    records.sort(key=lambda record: (-record.metadata.issued.toordinal(), record.metadata.number))
    row = create_component("grid-row", ["sd-row", "sd-row-cols-1", "sd-row-cols-md-2", "sd-g-3"])
    row += [_card(context, record) for record in records]
    classes = ["sd-container-fluid", "sd-sphinx-override", "sd-mb-4", "brief-cards"]
    return [create_component("grid-container", classes, children=[row])]


def _card(context: Context, record: BriefRecord) -> nodes.Node:
    title = create_component("card-title", ["sd-card-title", "sd-font-weight-bold"])
    title += paragraph([context.link_brief(record)])
    brief = record.metadata
    meta = f"Brief {brief.number}{_state(record)} · as of {show_date(brief.as_of)}"
    body = create_component("card-body", ["sd-card-body"])
    body += nodes.paragraph(meta, meta, classes=["sd-card-text", "card-meta"])
    body += title
    bottom_line = _bottom_line(context, record)
    if bottom_line:
        body += nodes.paragraph(bottom_line, bottom_line, classes=["sd-card-text"])
    footer = create_component("card-footer", ["sd-card-footer"])
    review = f"{record.minutes} min · review by {show_date(brief.review_by)}"
    footer += nodes.paragraph(review, review, classes=["sd-card-text"])
    card = create_component("card", ["sd-card", "sd-sphinx-override", "sd-w-100", "sd-shadow-sm"])
    card += [body, footer]
    return create_component("grid-item", ["sd-col", "sd-d-flex-row"], children=[card])


def _bottom_line(context: Context, record: BriefRecord) -> str:
    """Return the bottom line, of which a screen that is to show all briefs has the first sentence.

    That is its title; on paper there is room for the whole.
    """
    found = [r for r in context.domain.elements_of(record.docname) if r.kind == "bottom-line"]
    if not found:
        return ""
    return found[0].title if context.app.builder.format == "html" else found[0].text


def _state(record: BriefRecord) -> str:
    return {"draft": " · Draft", "in-review": " · In review"}.get(record.metadata.status, "")
