"""glossary.json: one model gives the file and its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from briefbook.terms.formats.concept import concepts

if TYPE_CHECKING:
    from briefbook.exports.model import Book
    from briefbook.terms.formats.concept import Concept

FORMAT = "1.0"
"""Version of the format: its first number grows when a field goes or changes its meaning."""


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_hyphens, populate_by_name=True
    )


class GlossarySource(_Record):
    """A source of a definition."""

    id: str = Field(description="id in the register of sources")
    citation: str = Field(description="the source in the book's citation style")
    accessed: str = Field(description="day on which it was read, or empty")
    url: str = Field(description="its address, or empty")


class GlossaryUse(_Record):
    """A document that uses the term."""

    title: str
    address: str = Field(description="page, below the site's root")
    brief: int | None = Field(description="number of the brief, if it is one")
    uses: int = Field(description="how often, whether linked there or not")
    sections: tuple[str, ...] = Field(description="addresses of the sections that use it")


class GlossaryTerm(_Record):
    """An entry of the glossary."""

    id: str = Field(description="its anchor, unique in the file")
    uri: str = Field(description="what names it for good")
    term: str = Field(description="the headword")
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...] = Field(description="its other names")
    expansion: str = Field(description="what its first abbreviation stands for, or empty")
    kind: str = Field(description="what it is, such as law or programme, or empty")
    definition: str = Field(description="plain text")
    see_also: tuple[str, ...] = Field(description="ids of related entries")
    sources: tuple[GlossarySource, ...]
    address: str = Field(description="page and anchor; whole where the site's address is known")
    used_in: tuple[GlossaryUse, ...] = Field(description="briefs first, by number")


class Glossary(_Record):
    """The glossary of a book."""

    format: str = Field(description="version of this format, as major.minor")
    title: str = Field(description="title of the book")
    language: str
    base: str | None = Field(description="address of the site's root, where it is known")
    terms: tuple[GlossaryTerm, ...] = Field(description="by headword")


def to_json(book: Book) -> str:
    """Return the glossary as one object."""
    whole = Glossary(
        format=FORMAT,
        title=book.title,
        language=book.language,
        base=book.base,
        terms=tuple(_term(concept) for concept in concepts(book)),
    )
    return _text(whole.model_dump(mode="json", by_alias=True))


def schema_text() -> str:
    """Return the JSON Schema of the file."""
    found = Glossary.model_json_schema(mode="serialization")
    return _text({"$schema": "https://json-schema.org/draft/2020-12/schema", **found})


def _term(concept: Concept) -> GlossaryTerm:
    return GlossaryTerm(
        id=concept.id,
        uri=concept.uri,
        term=concept.term,
        abbreviations=concept.abbreviations,
        synonyms=concept.synonyms,
        expansion=concept.expansion,
        kind=concept.kind,
        definition=concept.definition,
        see_also=concept.related,
        sources=tuple(
            GlossarySource(id=s.id, citation=s.citation, accessed=s.accessed, url=s.url)
            for s in concept.sources
        ),
        address=concept.address,
        used_in=tuple(GlossaryUse(**place.model_dump()) for place in concept.used_in),
    )


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
