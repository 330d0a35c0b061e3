"""What every format says of an entry, whatever the format."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.exports.model import Book, Place, Source, Term

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Cited:
    """A source of a definition: how the book cites it, and when it was read, where that is known.

    ``accessed`` is a date as the register of sources has it, or empty.
    """

    id: str
    citation: str
    accessed: str
    url: str


@dataclass(frozen=True)
class Concept:
    """One entry: its names apart by kind, its definition, its address, and who uses it.

    ``id`` can stand as a name in XML.  ``uri`` is the whole address of the entry where the site's
    is known, and else a name that is made of the book's title and the id, so that it stays.
    ``related`` holds the ids of the entries to see as well.
    """

    id: str
    uri: str
    term: str
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...]
    expansion: str
    kind: str
    definition: str
    related: tuple[str, ...]
    sources: tuple[Cited, ...]
    address: str
    used_in: tuple[Place, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return all its names, the headword first."""
        return (self.term, *self.abbreviations, *self.synonyms)


def concepts(book: Book) -> list[Concept]:
    """Return the glossary in the order of its headwords."""
    ids = _ids(book.terms)
    by_name = {term.names[0]: name for term, name in zip(book.terms, ids, strict=True)}
    sources = {source.id: _cited(source) for source in book.sources}
    return [
        _concept(book, term, name, by_name, sources)
        for term, name in zip(book.terms, ids, strict=True)
    ]


def scheme_uri(book: Book) -> str:
    """Return what names the glossary as a whole."""
    return urljoin(book.base, "#glossary") if book.base else _urn(book, "")


def _concept(
    book: Book, term: Term, name: str, by_name: dict[str, str], sources: dict[str, Cited]
) -> Concept:
    headword, *others = term.names
    return Concept(
        id=name,
        uri=urljoin(book.base, term.address) if book.base else _urn(book, name),
        term=headword,
        abbreviations=tuple(other for other in others if other in term.abbreviations),
        synonyms=tuple(other for other in others if other not in term.abbreviations),
        expansion=term.expansion,
        kind=term.kind,
        definition=term.definition,
        related=tuple(by_name[other] for other in term.see_also if other in by_name),
        sources=tuple(sources[source] for source in term.sources if source in sources),
        address=urljoin(book.base, term.address) if book.base else term.address,
        used_in=term.used_in,
    )


def _ids(terms: Iterable[Term]) -> list[str]:
    """Return for each entry its anchor, in a form that XML takes; no two are the same."""
    taken: set[str] = set()
    found = []
    for term in terms:
        anchor = _NOT_IN_ID.sub("-", unquote(term.address.partition("#")[2])) or "term"
        name = anchor if anchor[0].isalpha() else f"term-{anchor}"
        number, candidate = 1, name
        while candidate in taken:
            number += 1
            candidate = f"{name}-{number}"
        taken.add(candidate)
        found.append(candidate)
    return found


def _cited(source: Source) -> Cited:
    accessed, url = source.csl.get("accessed", ""), source.csl.get("URL", "")
    return Cited(source.id, source.citation, str(accessed or ""), str(url or ""))


def _urn(book: Book, name: str) -> str:
    # Made of names, not of chance: the same glossary has the same ones in every build.
    return uuid.uuid5(uuid.NAMESPACE_URL, f"briefbook:{book.title}#{name}").urn
