"""The entries of a glossary, out of the document that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.exports import places
from briefbook.exports.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


def terms_of(doctree: nodes.document, docname: str, config: Config) -> list[Term]:
    """Return the entries of every glossary in a document, in the order of the page."""
    return [
        Term(
            names=tuple(term.astext() for term in terms),
            definition=" ".join(_words(definition).split()),
            address=places.place(docname, terms[0]["ids"][0] if terms[0]["ids"] else "", config),
        )
        for glossary in doctree.findall(addnodes.glossary)
        for terms, definition in _entries(glossary)
    ]


def all_terms(app: Sphinx) -> tuple[Term, ...]:
    """Return every entry of the book's glossaries, by name."""
    objects = app.env.domains.standard_domain.objects
    docnames = sorted({docname for (kind, _), (docname, _) in objects.items() if kind == "term"})
    found = [
        term
        for docname in docnames
        for term in terms_of(app.env.get_doctree(docname), docname, app.config)
    ]
    return tuple(sorted(found, key=lambda term: (term.names[0].casefold(), term.address)))


def _entries(
    glossary: nodes.Element,
) -> Iterator[tuple[list[nodes.term], nodes.Element]]:
    for item in glossary.findall(nodes.definition_list_item):
        terms = [child for child in item.children if isinstance(child, nodes.term)]
        definitions = [child for child in item.children if isinstance(child, nodes.definition)]
        if terms and definitions:
            yield terms, definitions[0]


def _words(node: nodes.Node) -> str:
    """Return the text of a node without the numbers of its notes."""
    if isinstance(node, nodes.Text):
        return str(node.astext())
    if isinstance(node, nodes.footnote_reference | nodes.label):
        return ""
    between = " " if isinstance(node, nodes.definition | nodes.Sequential) else ""
    return between.join(_words(child) for child in node.children)
