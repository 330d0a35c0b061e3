"""How the masthead of a brief is written in HTML: its question, dates, status and handout."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.dates import show_date
from briefbook.registers.downloads import PAPERS, handout_path

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

STATUS = {
    "draft": "Draft",
    "in-review": "In review",
    "published": "Published",
    "superseded": "Superseded",
}


def visit_masthead(self: HTML5Translator, node: nodes.Element) -> None:
    """Write what a reader wants to know of a brief before reading it."""
    self.body.append(
        f'<div class="brief-masthead">{_state(node)}'
        f'<p class="brief-question">{escape(node["question"])}</p>'
        f"{_facts(node)}{_handouts(self, node)}{_edition(self, node)}</div>\n"
    )
    raise nodes.SkipNode


def _state(node: nodes.Element) -> str:
    status = node["status"]
    return (
        f'<p class="brief-state"><span class="brief-number">Brief {node["number"]}</span> '
        f'<span class="brief-status status-{status}">{STATUS[status]}</span></p>'
    )


def _facts(node: nodes.Element) -> str:
    facts = [
        ("issued", "Issued", _day(node["issued"])),
        ("as-of", "Information as of", _day(node["as_of"])),
        ("review-by", "Review by", _day(node["review_by"])),
        ("minutes", "Reading time", f"{node['minutes']} min"),
        ("audience", "For", escape(", ".join(node["audience"]))),
    ]
    rows = "".join(
        f'<div class="fact-{name}"><dt>{label}</dt><dd>{value}</dd></div>'
        for name, label, value in facts
        if value
    )
    return f'<dl class="simple brief-facts">{rows}</dl>'


def _edition(self: HTML5Translator, node: nodes.Element) -> str:
    """Return the edition and the mark of the content, which the handout carries as well."""
    mark = node.get("content", "")
    day = str(self.builder.config.briefbook_date or "")
    shown = " · ".join(part for part in (day and f"Edition of {_day(day)}", escape(mark)) if part)
    return f'<p class="brief-edition" data-content="{escape(mark)}">{shown}</p>' if mark else ""


def _day(text: str) -> str:
    return f'<time datetime="{text}">{show_date(date.fromisoformat(text))}</time>'


def _handouts(self: HTML5Translator, node: nodes.Element) -> str:
    """Return links to the handout, the main paper first, or nothing where no PDF is made."""
    config, builder = self.builder.config, self.builder
    if not config.briefbook_pdf or builder.format != "html":
        return ""
    root = builder.get_relative_uri(builder.current_docname, config.root_doc)
    base = root.rsplit("/", 1)[0] + "/" if "/" in root else ""
    slug = node["handout"].removeprefix("pdf/").removesuffix(".pdf")
    links = []
    for number, paper in enumerate(config.briefbook_papers):
        address = escape(base + handout_path(slug, paper, config.briefbook_papers))
        name = escape(PAPERS.get(paper, paper))
        text = f"PDF, {name}" if number else f"Printed handout (PDF, {name})"
        kind = "handout-other" if number else "handout-main"
        links.append(f'<a class="handout {kind}" href="{address}">{text}</a>')
    return f'<p class="brief-handout">{" ".join(links)}</p>'
