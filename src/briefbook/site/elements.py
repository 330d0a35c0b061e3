"""How the elements of a brief are written in HTML."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.dates import show_date
from briefbook.elements.nodes import (
    brief_element,
    brief_masthead,
    element_detail,
    element_details,
    element_label,
    register_placeholder,
)
from briefbook.registers.downloads import PAPERS, handout_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

STATUS = {
    "draft": "Draft",
    "in-review": "In review",
    "published": "Published",
    "superseded": "Superseded",
}
CONFIDENCE_STEPS = {"low": 1, "moderate": 2, "high": 3}
VERDICT_MARKS = {
    "confirmed": "✓",
    "corrected": "✎",
    "contested": "⇄",
    "unverifiable": "?",
    "opinion": "“”",
}
"""Signs that stand beside the word of a verdict, never in its place."""


def visit_masthead(self: HTML5Translator, node: nodes.Element) -> None:
    """Write number, question, dates, reading time and the links to the handout."""
    day = {name: date.fromisoformat(node[name]) for name in ("issued", "as_of", "review_by")}
    facts = [
        ("Issued", _time(day["issued"])),
        ("Information as of", _time(day["as_of"])),
        ("Review by", _time(day["review_by"])),
        ("Reading time", f"{node['minutes']} min"),
        ("For", escape(", ".join(node["audience"]))),
    ]
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts)
    self.body.append(
        '<div class="brief-masthead">'
        f'<p class="brief-number"><span>Brief {node["number"]}</span>'
        f'<span class="brief-status status-{node["status"]}">{STATUS[node["status"]]}</span></p>'
        f'<p class="brief-question">{escape(node["question"])}</p>'
        f'<dl class="brief-facts">{rows}</dl>{_handouts(self, node)}</div>\n'
    )
    raise nodes.SkipNode


def _time(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{show_date(day)}</time>'


def _handouts(self: HTML5Translator, node: nodes.Element) -> str:
    config, builder = self.builder.config, self.builder
    if not config.briefbook_pdf or builder.format != "html":
        return ""
    root = builder.get_relative_uri(builder.current_docname, config.root_doc)
    base = root.rsplit("/", 1)[0] + "/" if "/" in root else ""
    slug = node["handout"].removeprefix("pdf/").removesuffix(".pdf")
    links = ", ".join(
        f'<a href="{escape(base + handout_path(slug, paper, config.briefbook_papers))}">'
        f"{PAPERS.get(paper, paper)}</a>"
        for paper in config.briefbook_papers
    )
    return f'<p class="brief-handout">Printed handout (PDF): {links}</p>'


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the element's box, named by its label."""
    label_id = f"{node['ids'][0]}-label" if node["ids"] else ""
    attributes = {"role": "group", "aria-labelledby": label_id} if label_id else {}
    if node.get("verdict"):
        node["classes"].append(f"verdict-{node['verdict']}")
    if node.get("status_quo"):
        node["classes"].append("status-quo")
    self.body.append(self.starttag(node, "div", **attributes))


def depart_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the element's box."""
    del node
    self.body.append("</div>\n")


def visit_label(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the label, with a sign for a claim's verdict and a note for the status quo."""
    parent = node.parent
    label_id = f' id="{parent["ids"][0]}-label"' if parent["ids"] else ""
    self.body.append(f'<p class="element-label"{label_id}>')


def depart_label(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the label."""
    parent = node.parent
    if parent.get("status_quo"):
        self.body.append(' <span class="element-tag">Status quo</span>')
    if verdict := parent.get("verdict"):
        mark = f'<span aria-hidden="true">{VERDICT_MARKS[verdict]}</span> '
        self.body.append(f' <span class="verdict verdict-{verdict}">{mark}{verdict}</span>')
    self.body.append("</p>\n")


def visit_details(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the list of facts."""
    self.body.append(self.starttag(node, "dl", CLASS="element-details"))


def depart_details(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the list of facts."""
    del node
    self.body.append("</dl>\n")


def visit_detail(self: HTML5Translator, node: nodes.Element) -> None:
    """Open one fact; likelihood and confidence are drawn as well as said."""
    name = node["name"]
    self.body.append(f'<div class="detail detail-{name}"><dt>{escape(node["label"])}</dt><dd>')
    element = node.parent.parent
    if name == "likelihood" and "low" in element:
        self.body.append(_scale(element["low"], element["high"]))
    if name == "confidence" and "confidence" in element:
        self.body.append(_steps(CONFIDENCE_STEPS[element["confidence"]]))


def depart_detail(self: HTML5Translator, node: nodes.Element) -> None:
    """Close one fact."""
    del node
    self.body.append("</dd></div>\n")


def _scale(low: int, high: int) -> str:
    """Return a bar from 0 to 100 % with the range filled; the words beside it say the same."""
    return (
        '<svg class="likelihood-scale" viewBox="0 0 100 8" aria-hidden="true" focusable="false">'
        '<rect class="scale-track" x="0" y="2" width="100" height="4" rx="2"/>'
        f'<rect class="scale-range" x="{low}" y="0" width="{high - low}" height="8" rx="1"/></svg>'
    )


def _steps(filled: int) -> str:
    """Return three dots of which ``filled`` are full; the word beside them says the same."""
    dots = "".join(
        f'<circle class="{"full" if step < filled else "empty"}" cx="{5 + 11 * step}" cy="5" r="4"/>'
        for step in range(3)
    )
    return (
        '<svg class="confidence-steps" viewBox="0 0 32 10" aria-hidden="true" focusable="false">'
        f"{dots}</svg>"
    )


def skip(self: object, node: nodes.Element) -> None:
    """Write nothing."""
    del self, node
    raise nodes.SkipNode


def through(self: object, node: nodes.Element) -> None:
    """Write the children and nothing around them."""
    del self, node



def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the nodes; writers other than HTML's write the children."""
    pairs = {
        brief_masthead: (visit_masthead, through),
        brief_element: (visit_element, depart_element),
        element_label: (visit_label, depart_label),
        element_details: (visit_details, depart_details),
        element_detail: (visit_detail, depart_detail),
        register_placeholder: (skip, through),
    }
    for node, html in pairs.items():
        plain = (skip, through) if node in {brief_masthead, register_placeholder} else (through,) * 2
        app.add_node(
            node, html=html, latex=plain, text=plain, man=plain, texinfo=plain, override=True
        )
