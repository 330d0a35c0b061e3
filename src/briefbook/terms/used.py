"""Tells at every entry of a glossary where the book uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from briefbook.dates import show_partial
from briefbook.library import library_of
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.register import BriefDomain, BriefRecord
    from briefbook.terms.entry import Entry

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
        own = [entry for entry in domain.entries if entry.docname == self.env.docname]
        by_anchor = {entry.anchor: entry for entry in own}
        for glossary in glossaries:
            for item in glossary.findall(nodes.definition_list_item):
                term = item.next_node(nodes.term)
                definition = item.next_node(nodes.definition)
                entry = by_anchor.get(term["ids"][0]) if term is not None and term["ids"] else None
                if entry is not None and definition is not None:
                    definition += self._line(briefs, entry, using.get(entry.key, {}))

    def _line(
        self,
        briefs: dict[str, BriefRecord],
        entry: Entry,
        using: dict[str, list[Section]],
    ) -> list[nodes.Node]:
        """Return the line with kind, date of access and uses of an entry, as far as it has any."""
        content: list[nodes.Node] = []
        if entry.kind:
            shown = entry.kind[:1].upper() + entry.kind[1:]
            content = [nodes.inline(entry.kind, shown, classes=["term-kind"]), nodes.Text(". ")]
        if days := self._accessed(entry):
            noun = "Source" if len(entry.sources) == 1 else "Sources"
            content.append(nodes.Text(f"{noun} accessed {days}. "))
        if using:
            content += self._uses(briefs, using)
        return [nodes.paragraph("", "", *content, classes=["used-in"])] if content else []

    def _accessed(self, entry: Entry) -> str:
        """Return the day on which the sources of an entry were accessed, or the first and last."""
        if not entry.sources:
            return ""
        known = library_of(self.env).bibliography
        days = [known[name].accessed for name in entry.sources if name in known]
        shown = [show_partial(day) for day in sorted({day for day in days if day})]
        return " to ".join(dict.fromkeys([*shown[:1], *shown[-1:]]))

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
