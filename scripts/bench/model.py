"""A generated book, free of any markup: the same text goes to this program and to its peers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shape:
    """How large a book is, and what it is made of; every number is a count."""

    briefs: int = 10
    words: int = 1200
    """About how many words stand in a brief."""
    terms: int = 200
    tables: int = 1
    """Tables in each brief."""
    rows: int = 6
    """Rows in each table."""
    figures: int = 1
    """Figures in each brief, each a file of its own."""
    sparse: bool = False
    """Whether a brief has one judgement and what must stand around it, against the house rules."""
    seed: int = 1


SHAPES = {
    "usual": Shape(),
    "few huge": Shape(briefs=10, words=20_000, tables=20),
    "many tiny": Shape(briefs=1000, words=650, tables=0, figures=0, sparse=True),
    "many terms": Shape(briefs=100, terms=5000),
    "many tables": Shape(briefs=100, tables=3, rows=20),
}
"""Books that are not like each other, by name."""


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    name: str
    abbreviation: str
    definition: str


@dataclass(frozen=True)
class Source:
    """A work that is cited."""

    id: str
    title: str
    family: str
    given: str
    year: int


@dataclass(frozen=True)
class Words:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Mention:
    """A term of the glossary, named in running text."""

    term: Term


@dataclass(frozen=True)
class Citation:
    """A reference to a source, with a page."""

    source: Source
    page: int


@dataclass(frozen=True)
class Reference:
    """A link to another brief."""

    brief: int
    text: str


Inline = Words | Mention | Citation | Reference
Paragraph = tuple[Inline, ...]


@dataclass(frozen=True)
class Table:
    """A table with a row of heads."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption: bars of these heights, from 1 to 100."""

    name: str
    caption: str
    heights: tuple[int, ...]


@dataclass(frozen=True)
class Element:
    """A part of a brief with an id: its options in order, and its text."""

    kind: str
    id: str
    options: tuple[tuple[str, str], ...]
    text: Paragraph


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    title: str
    blocks: tuple[Paragraph | Table | Figure | Element, ...]


@dataclass(frozen=True)
class Brief:
    """One brief, whole."""

    number: int
    title: str
    question: str
    bottom_line: Paragraph
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The name of its file, without a suffix."""
        return f"brief-{self.number:04}"


@dataclass(frozen=True)
class Book:
    """Everything that is written to files."""

    shape: Shape
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    briefs: tuple[Brief, ...] = field(repr=False)
