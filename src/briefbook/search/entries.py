"""What can be found: the records of the book and the texts of its pages, each with its address."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.exports.model import Book, Brief, Element, Source, Term

GROUPS = {
    "brief": "Briefs",
    "judgement": "Judgements",
    "claim": "Claims",
    "term": "Terms",
    "part": "Other parts of briefs",
    "source": "Sources",
    "page": "Other pages",
    "guide": "For authors",
}
"""The groups by which results can be narrowed down, with their names."""
ASIDE = frozenset({"guide"})
"""The groups that are searched only when they are chosen: they are about the making of a book."""
_OWN_GROUP = {"judgement", "claim"}
_NOT_ALONE = {"bottom-line"}  # it stands for its brief, which is found by it


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    ``address`` is below the site's root; ``kind`` is what it is, as shown; ``inside`` is where it
    stands, or empty; ``body`` is HTML.
    """

    address: str
    group: str
    kind: str
    title: str
    inside: str
    body: str

    def page(self, language: str) -> str:
        """Return the page that the indexer reads in its place."""
        # Pagefind takes the address of a result from the file, which knows nothing of anchors.
        facts = {"url": self.address, "kind": self.kind, "inside": self.inside, "name": self.title}
        meta = "".join(
            f'<i data-pagefind-meta="{name}[data-value]" data-value="{escape(value)}"></i>'
            for name, value in facts.items()
            if value
        )
        return (
            f'<!doctype html><html lang="{escape(language)}">'
            f"<body><main data-pagefind-body>{meta}"
            f"<h1>{escape(self.title)}</h1>{self.body}</main></body></html>\n"
        )


def of_book(book: Book) -> Iterator[Entry]:
    """Yield the elements of all briefs and the terms of the glossary."""
    for brief in book.briefs:
        for element in brief.elements:
            if element.kind not in _NOT_ALONE:
                yield _element(brief, element)
    for term in book.terms:
        yield _term(term)


def of_brief(brief: Brief, body: str) -> Entry:
    """Return the entry of a brief's page; people look for its question and its topics too."""
    topics = f"<p>{escape(', '.join(brief.topics))}</p>" if brief.topics else ""
    question = f'<p data-pagefind-weight="3">{escape(brief.question)}</p>'
    return Entry(
        brief.address, "brief", f"Brief {brief.number}", brief.title, "", question + topics + body
    )


def _element(brief: Brief, element: Element) -> Entry:
    kind = f"{element.label}, {element.verdict}" if element.verdict else element.label
    group = element.kind if element.kind in _OWN_GROUP else "part"
    inside = f"Brief {brief.number}: {brief.title}"
    text = element.text.removeprefix(element.title).strip()
    return Entry(element.address, group, kind, element.title, inside, f"<p>{escape(text)}</p>")


def of_source(source: Source, address: str) -> Entry:
    """Return the entry of a source, which stands at ``address``."""
    title = str(source.csl["title"])
    body = f"<p>{escape(source.citation)}</p>"
    return Entry(address, "source", "Source", title, "", body)


def _term(term: Term) -> Entry:
    name, *others = term.names
    title = f"{name} ({', '.join(others)})" if others else name
    # A title counts for less than the name itself: a short entry is found by its whole name.
    names = "".join(f'<p data-pagefind-weight="10">{escape(n)}</p>' for n in others)
    body = f"<p>{escape(term.definition)}</p>{names}"
    return Entry(term.address, "term", "Term", title, "", body)
