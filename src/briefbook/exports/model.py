"""The shape of briefs.json: one model gives the file, its schema and its documentation."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FORMAT = "1.1"
"""Version of the format: its first number grows when a field goes or changes its meaning."""

Address = Annotated[
    str, Field(description="address below the site's root, with an anchor where there is one")
]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Percent = Annotated[int, Field(ge=0, le=100)]


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_hyphens, populate_by_name=True
    )


class Link(_Record):
    """One element naming another, or being named by it."""

    relation: str = Field(description="basis, challenges, option, raises or lowers")
    id: str = Field(description="the other element's id")


class Evidence(_Record):
    """A source that a claim rests on."""

    source: str = Field(description="id of the source")
    locator: str = Field(description="place in the source, such as 'p. 4', or empty")


class Likelihood(_Record):
    """A word of the book's yardstick, with its range."""

    word: str
    low: Percent
    high: Percent


class Element(_Record):
    """A judgement, claim, option or other part of a brief."""

    kind: str = Field(description="name of its directive")
    id: str = Field(description="its id, unique in the book and stable over editions")
    label: str = Field(description="how the text refers to it, such as 'Judgement 1.2'")
    number: str = Field(description="number of its brief and its own, such as '1.2'")
    address: Address
    file: str = Field(description="its source file")
    line: int = Field(description="its line there, from 1")
    title: str = Field(description="one line that stands for it")
    text: str = Field(description="its whole text, without notes")
    options: dict[str, str] = Field(description="the options of its directive, as written")
    links: tuple[Link, ...] = Field(description="the elements that it names")
    used_by: tuple[Link, ...] = Field(description="the elements that name it")
    evidence: tuple[Evidence, ...] = Field(description="the sources that it rests on")
    likelihood: Likelihood | None = Field(None, description="of a judgement")
    confidence: str | None = Field(None, description="of a judgement")
    verdict: str | None = Field(None, description="of a claim")
    paragraphs: tuple[int, ...] | None = Field(
        None, description="of a claim: where it stands in its source; 0 is above the text"
    )


class Change(_Record):
    """One edition of a brief."""

    date: Day
    note: str


class Exemption(_Record):
    """A rule that a brief, or a part of it, does not follow."""

    rule: str = Field(description="id of the rule")
    reason: str
    line: int = Field(description="where the exception is written, from 1")


class Handout(_Record):
    """A printed brief."""

    paper: str = Field(description="a4 or us-letter")
    address: str = Field(description="address below the site's root")


class Brief(_Record):
    """One brief with everything in it."""

    number: int
    slug: str = Field(description="last part of its address, which names its files")
    title: str
    address: str = Field(description="address below the site's root")
    file: str = Field(description="its source file")
    question: str
    audience: tuple[str, ...]
    status: str
    issued: Day
    as_of: Day
    review_by: Day
    superseded_by: int | None = Field(description="number of the brief that took its place")
    topics: tuple[str, ...]
    changes: tuple[Change, ...]
    exceptions: tuple[Exemption, ...] = Field(description="rules that it does not follow")
    extra: dict[str, object] = Field(description="keys that the book has added to front matter")
    words: int = Field(description="length of its text, without notes")
    handouts: tuple[Handout, ...]
    elements: tuple[Element, ...] = Field(description="in the order of the page")


class Use(_Record):
    """A place where the book cites a source."""

    address: Address
    locator: str = Field(description="place in the source, or empty")


class Quoted(_Record):
    """How much the book quotes of a source."""

    quotations: int
    verified: int = Field(description="those that were found to be word for word")
    words: int = Field(description="words of the source, each counted once")
    total: int | None = Field(description="words that the source has, where that is known")


class Source(_Record):
    """A source of the book."""

    id: str
    kind: str = Field(description="primary, official, scholarly, reference, press, opinion, blog")
    read: str = Field(description="how far it was read: page, copy, opening or not-seen")
    citation: str = Field(description="the source in the book's citation style")
    csl: dict[str, object] = Field(description="the record as CSL, with the keys of the register")
    uses: tuple[Use, ...]
    quoted: Quoted | None = Field(
        default=None, description="how much the book quotes of it, if it does"
    )


class Quotation(_Record):
    """A quotation, with what came of comparing it with its source."""

    source: str = Field(description="id of the source")
    locator: str = Field(description="place in the source, or empty")
    text: str
    status: str = Field(description="verified, refused, short or unchecked")
    paragraph: int | None = Field(
        None, description="where it stands in the source, where the whole text was compared"
    )
    against: str = Field("", description="what it was compared with, such as 'the text'")
    address: str = Field(description="address of its page below the site's root")
    file: str = Field(description="its source file")
    line: int = Field(description="its line there, from 1")


class Place(_Record):
    """A document that uses a term."""

    title: str
    address: Address
    brief: int | None = Field(description="number of the brief, if it is one")
    uses: int = Field(description="how often, whether it is linked there or not")
    sections: tuple[Address, ...] = Field(description="where it is used, in the page's order")


class Term(_Record):
    """An entry of the glossary."""

    names: tuple[str, ...] = Field(description="the term and its other names")
    definition: str
    address: Address
    kind: str = Field(default="", description="what it is, such as law or programme, or empty")
    abbreviations: tuple[str, ...] = Field(
        default=(), description="those of its names that are short"
    )
    expansion: str = Field(
        default="", description="what the first abbreviation stands for, or empty"
    )
    see_also: tuple[str, ...] = Field(default=(), description="the first names of related entries")
    sources: tuple[str, ...] = Field(default=(), description="ids of the sources that it cites")
    used_in: tuple[Place, ...] = Field(default=(), description="briefs first, by number")
    file: str = Field(default="", description="its source file")
    line: int = Field(default=0, description="its line there, from 1")


class Yardstick(_Record):
    """The scale of likelihood."""

    name: str
    title: str


class Book(_Record):
    """Everything that the register of a book holds."""

    format: str = Field(description="version of this format, as major.minor")
    generator: str = Field(description="program and version that wrote the file")
    title: str
    subtitle: str
    publisher: str
    language: str
    date: Day | None = Field(description="date of the edition, where the book has one")
    base: str | None = Field(description="address of the site's root, where it is known")
    yardstick: Yardstick
    briefs: tuple[Brief, ...] = Field(description="in the order of their numbers")
    sources: tuple[Source, ...] = Field(description="those that are cited or examined, by id")
    quotations: tuple[Quotation, ...] = Field(description="in the order of files and lines")
    terms: tuple[Term, ...] = Field(description="by first name")


def schema() -> dict[str, object]:
    """Return the JSON Schema of the file."""
    found = Book.model_json_schema(mode="serialization")
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    found["title"] = "Briefs of a Briefbook book"
    return found
