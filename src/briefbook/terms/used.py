"""Tells at every entry of a glossary where the book uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefbook.register import register_of
from briefbook.terms.details import KIND

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.register import BriefDomain, BriefRecord

Section = tuple[str, str]
"""Anchor and heading of a section."""


def sections_using(domain: BriefDomain) -> dict[str, dict[str, list[Section]]]:
    """Return for each entry the documents that use it, briefs first, with the sections in each."""
    briefs = list(domain.briefs)
    uses, all_passages, is_brief = domain.uses, domain.passages, frozenset(briefs)
    order = briefs + [docname for docname in uses if docname not in is_brief]
    glossaries = {entry.docname for entry in domain.entries}
    found: dict[str, dict[str, list[Section]]] = {}
    for docname in order:
        passages = all_passages.get(docname, ())
        for use in uses.get(docname, ()):
            if docname in glossaries:
                continue
            sections = found.setdefault(use.entry, {}).setdefault(docname, [])
            section = (use.section, passages[use.passage].heading)
            if section not in sections:
                sections.append(section)
    return found


class AddUsedIn(SphinxPostTransform):
    """Adds a line to every definition."""

    default_priority = 6  # after the links of the text (1), before references are resolved (9)

    def run(self, **kwargs: object) -> None:
        """Add the lines to the glossaries of the document."""
        del kwargs
        glossaries = list(self.document.findall(addnodes.glossary))
        if not glossaries:
            return
        domain = register_of(self.env)
        using = sections_using(domain)
        briefs = domain.briefs
        by_anchor = {entry.anchor: entry.key for entry in domain.entries}
        for glossary in glossaries:
            for item in glossary.findall(nodes.definition_list_item):
                term = item.next_node(nodes.term)
                definition = item.next_node(nodes.definition)
                key = by_anchor.get(term["ids"][0]) if term is not None and term["ids"] else None
                if definition is not None:
                    definition += self._line(briefs, definition, using.get(key or "", {}))

    def _line(
        self,
        briefs: dict[str, BriefRecord],
        definition: nodes.definition,
        using: dict[str, list[Section]],
    ) -> list[nodes.Node]:
        """Return the line that says of which kind an entry is and where it is used, if any."""
        content: list[nodes.Node] = []
        if kind := str(definition.get(KIND, "")):
            shown = kind[:1].upper() + kind[1:]
            content = [nodes.inline(kind, shown, classes=["term-kind"]), nodes.Text(". ")]
        if using:
            content += self._uses(briefs, using)
        return [nodes.paragraph("", "", *content, classes=["used-in"])] if content else []

    def _uses(
        self, briefs: dict[str, BriefRecord], documents: dict[str, list[Section]]
    ) -> list[nodes.Node]:
        content: list[nodes.Node] = [nodes.Text("Used in ")]
        for number, (docname, sections) in enumerate(documents.items()):
            if number:
                content.append(nodes.Text("; "))
            brief = briefs.get(docname)
            if brief is None:
                title = self.env.titles[docname].astext()
                content.append(self._link(docname, sections[0][0], title))
                continue
            content.append(self._link(docname, "", f"Brief {brief.metadata.number}"))
            named = [(anchor, heading) for anchor, heading in sections if heading != brief.title]
            for index, (anchor, heading) in enumerate(named):
                content.append(nodes.Text(", " if index else " ("))
                content.append(self._link(docname, anchor, heading))
            if named:
                content.append(nodes.Text(")"))
        content.append(nodes.Text("."))
        return content

    def _link(self, docname: str, anchor: str, text: str) -> nodes.reference:
        inner = nodes.inline(text, text)
        builder = self.env._app.builder  # noqa: SLF001  # what Sphinx's own transforms ask
        return make_refnode(builder, self.env.docname, docname, anchor, inner)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(AddUsedIn)
