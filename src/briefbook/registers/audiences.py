"""``audience-register``: what the book holds for one kind of readers, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from briefbook.elements.front_matter import is_brief
from briefbook.elements.nodes import register_placeholder
from briefbook.findings import did_you_mean, report
from briefbook.register import register_of
from briefbook.registers.context import Context, nothing, paragraph
from briefbook.registers.judgements import proposition

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefRecord

NAME, RULE = "audience-register", "unknown-audience"


class AudienceDirective(SphinxDirective):
    """Marks where the briefs for an audience go; its argument names it as front matter does."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        node = register_placeholder(register=NAME, audience=" ".join(self.arguments[0].split()))
        self.set_source_info(node)
        return [node]


def fill(context: Context) -> list[nodes.Node]:
    """Return each question with its brief, and on the site with what the brief concludes.

    On paper the brief itself is a few leaves away, and its page is printed.
    """
    audience = str(context.options.get("audience", ""))
    briefs = [
        brief
        for brief in context.domain.briefs.values()
        if audience in brief.metadata.audience and brief.metadata.status != "superseded"
    ]
    if not briefs:
        return nothing("brief for these readers")
    parts = [part for brief in briefs for part in _brief(context, brief)]
    return [nodes.container("", *parts, classes=["audience-register"])]


def _brief(context: Context, brief: BriefRecord) -> list[nodes.Node]:
    question = brief.metadata.question
    found: list[nodes.Node] = [
        nodes.rubric(question, question, classes=["audience-question"]),
        paragraph(
            [
                context.link_brief(brief, f"Brief {brief.metadata.number}: {brief.title}"),
                nodes.Text(f" · {brief.minutes} min"),
            ]
        ),
    ]
    if context.app.builder.format != "html":
        return found
    elements = context.domain.elements_of(brief.docname)
    found += [paragraph(item.text) for item in elements if item.kind == "bottom-line"]
    judgements = [item for item in elements if item.kind == "judgement"]
    if judgements:
        items = [_judgement(context, item) for item in judgements]
        found.append(nodes.bullet_list("", *items, classes=["audience-judgements"]))
    return found


def _judgement(context: Context, record: ElementRecord) -> nodes.list_item:
    word = " ".join(record.options.get("likelihood", "").lower().split())
    confidence = record.options.get("confidence", "").strip().lower()
    content: list[nodes.Node] = [
        context.link(record.id, f"{record.brief}.{record.number}"),
        nodes.Text(f" {proposition(record.title, word)} "),
    ]
    if word and confidence:  # where one is missing, that is a finding of its own
        how = f"{word.capitalize()}, {confidence} confidence."
        content.append(nodes.emphasis(how, how))
    return nodes.list_item("", paragraph(content))


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Report an audience that no brief is written for."""
    del app
    domain = register_of(env)
    unread = any("audience" in brief.metadata.faults for brief in domain.briefs.values())
    briefs = sum(is_brief(docname, env.config) for docname in env.found_docs)
    if unread or briefs > len(domain.briefs):
        return  # a brief whose readers cannot be read may be for these
    known = sorted({name for brief in domain.briefs.values() for name in brief.metadata.audience})
    for docname in sorted(domain.filled):
        for node in env.get_doctree(docname).findall(register_placeholder):
            if node["register"] == NAME and node["audience"] not in known:
                message = f"no brief is written for '{node['audience']}'"
                report(RULE, message, did_you_mean(node["audience"], known), location=node)


def setup(app: Sphinx) -> None:
    """Register the directive and its check."""
    app.add_directive(NAME, AudienceDirective)
    app.connect("env-check-consistency", _check)
