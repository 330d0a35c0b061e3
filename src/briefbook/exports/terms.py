"""The entries of the glossary, as the register holds them, with the places that use each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefbook.exports import places
from briefbook.exports.model import Place, Term
from briefbook.register import register_of
from briefbook.terms.used import sections_using
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.terms.entry import Entry
    from briefbook.terms.used import Section


def all_terms(app: Sphinx) -> tuple[Term, ...]:
    """Return every entry of the book's glossaries, by name."""
    domain = register_of(app.env)
    using = sections_using(domain)
    first = {alias.text: entry.headword for entry in domain.entries for alias in entry.aliases}
    counts = Counter((use.entry, doc) for doc, uses in domain.uses.items() for use in uses)
    found = [
        _term(app, entry, first, _places(app, entry, using.get(entry.key, {}), counts))
        for entry in domain.entries
    ]
    return tuple(sorted(found, key=lambda term: (term.names[0].casefold(), term.address)))


def _term(app: Sphinx, entry: Entry, first: dict[str, str], used_in: tuple[Place, ...]) -> Term:
    names = tuple(alias.text for alias in entry.aliases)
    expansions = entry.abbreviations
    short = tuple(expansions) or tuple(name for name in names[1:] if is_abbreviation(name))
    return Term(
        names=names,
        definition=entry.definition,
        address=places.place(entry.docname, entry.anchor, app.config),
        kind=entry.kind,
        abbreviations=short,
        expansion=next(iter(expansions.values()), ""),
        see_also=tuple(dict.fromkeys(first[name] for name in entry.see_also if name in first)),
        sources=entry.sources,
        used_in=used_in,
        file=app.env.doc2path(entry.docname, base=False).as_posix(),
        line=entry.aliases[0].line,
    )


def _places(
    app: Sphinx,
    entry: Entry,
    using: dict[str, list[Section]],
    counts: Counter[tuple[str, str]],
) -> tuple[Place, ...]:
    briefs = register_of(app.env).briefs
    found = []
    for docname, sections in using.items():
        brief = briefs.get(docname)
        anchors = [places.place(docname, anchor, app.config) for anchor, _ in sections]
        found.append(
            Place(
                title=brief.title if brief else app.env.titles[docname].astext(),
                address=places.page_of(docname, app.config),
                brief=brief.metadata.number if brief else None,
                uses=counts[entry.key, docname],
                sections=tuple(anchors),
            )
        )
    return tuple(found)
