"""From a shape and a seed to a book; the same every time."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bench.model import (
    Book,
    Brief,
    Citation,
    Element,
    Figure,
    Inline,
    Mention,
    Paragraph,
    Reference,
    Section,
    Shape,
    Source,
    Table,
    Term,
    Words,
)
from bench.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIKELIHOODS = ("likely", "unlikely", "very likely", "very unlikely", "almost certain")
_CONFIDENCES = ("high", "moderate", "low")
_VERDICTS = ("confirmed", "corrected", "contested")
# What every brief has, in words: elements, their options, headings and tables.
_FIXED_WORDS = 880
_FIXED_WORDS_IF_SPARSE = 610
_WORDS_PER_PARAGRAPH = 43


def compose(shape: Shape) -> Book:
    """Return the book of this shape."""
    # Not for secrets: the same text every time is the point.
    random = Random(shape.seed)  # noqa: S311
    prose = Prose(random)
    terms = tuple(_terms(shape, prose))
    sources = tuple(_sources(shape, random, prose))
    composer = _Composer(shape, random, terms, sources)
    briefs = tuple(composer.brief(number) for number in range(1, shape.briefs + 1))
    return Book(shape, terms, sources, briefs)


def _terms(shape: Shape, prose: Prose) -> Iterator[Term]:
    """Yield terms whose names and abbreviations are all different."""
    names: set[str] = set()
    while len(names) < shape.terms:
        name = prose.name()
        if name in names:
            continue
        names.add(name)
        # Initials alone would soon be used up.
        abbreviation = "".join(word[0] for word in name.split()) + _letters(len(names))
        definition = f"{prose.sentence()} {prose.sentence()}"
        yield Term(name, abbreviation, definition)


def _letters(number: int) -> str:
    """Return a number in capital letters, so that it looks like part of an abbreviation."""
    text = ""
    while number:
        number, digit = divmod(number, 26)
        text = chr(ord("A") + digit) + text
    return text


def _sources(shape: Shape, random: Random, prose: Prose) -> Iterator[Source]:
    for number in range(1, max(20, shape.briefs * 4) + 1):
        family = f"{random.choice('BCDFGHKLMNPRST')}{random.choice(('ar', 'el', 'in', 'or'))}"
        family += random.choice(("den", "ford", "land", "ley", "man", "son", "ton", "well"))
        given = random.choice(("Anna", "Ben", "Clara", "David", "Edith", "Farid", "Grace"))
        year = random.randint(1990, 2024)
        yield Source(f"work-{number:05}", prose.title(8), family, given, year)


class _Composer:
    """Writes one brief after the other out of one stream of random numbers."""

    def __init__(
        self, shape: Shape, random: Random, terms: tuple[Term, ...], sources: tuple[Source, ...]
    ) -> None:
        self._shape = shape
        self._random = random
        self._prose = Prose(random)
        self._terms = terms
        # Each is cited somewhere, whatever chance has it.
        self._uncited = list(sources)
        self._sources = sources

    def brief(self, number: int) -> Brief:
        """Return the next brief."""
        title = self._prose.title()
        few = self._shape.sparse
        judgements = tuple(self._judgement(number, i) for i in range(1, 2 if few else 4))
        claims = tuple(self._claim(number, i) for i in range(1, 3 if few else 5))
        options = tuple(self._option(number, i) for i in range(1, 3 if few else 4))
        indicators = tuple(self._indicator(number, i) for i in range(1, 2 if few else 4))
        sections = (
            Section("Key judgements", judgements),
            Section("What is said and what the evidence says", claims),
            Section("Background", (*self._running(number), *self._exhibits(number))),
            Section("Another view", (self._alternative(number),)),
            Section("Options", options),
            Section("Recommendations", (self._recommendation(number),)),
            Section("What to watch", indicators),
            Section("What we do not know", (self._gap(number),)),
        )
        question = f"What follows if {self._prose.clause()}?"
        return Brief(number, title, question, self._plain(2), sections)

    def _plain(self, sentences: int) -> Paragraph:
        return (Words(" ".join(self._prose.sentence() for _ in range(sentences))),)

    def _running(self, number: int) -> Iterator[Paragraph]:
        elements = self._shape.tables * self._shape.rows * 8
        fixed = _FIXED_WORDS_IF_SPARSE if self._shape.sparse else _FIXED_WORDS
        words = self._shape.words - fixed - elements
        for _ in range(max(1, words // _WORDS_PER_PARAGRAPH)):
            yield self._paragraph(number)

    def _paragraph(self, number: int) -> Paragraph:
        parts: list[Inline] = [Words(f"{self._prose.sentence()} ")]
        if self._terms and self._prose.chance(70):
            parts += [Words("This concerns the "), Mention(self._random.choice(self._terms))]
            parts += [Words(f" as well: {self._prose.clause()}. ")]
        if self._prose.chance(30) and self._shape.briefs > 1:
            other = self._random.choice([n for n in (number - 1, number + 1) if self._exists(n)])
            parts += [Words("On this, see "), Reference(other, "the brief beside this one")]
            parts += [Words(".")]
        else:
            source = self._source()
            parts += [Words(f"In {source.year}, {self._prose.clause()}")]
            parts += [Citation(source, self._random.randint(1, 300)), Words(".")]
        return tuple(parts)

    def _exists(self, number: int) -> bool:
        return 1 <= number <= self._shape.briefs

    def _source(self) -> Source:
        if self._uncited:
            return self._uncited.pop()
        return self._random.choice(self._sources)

    def _exhibits(self, number: int) -> Iterator[Table | Figure]:
        for index in range(1, self._shape.tables + 1):
            rows = tuple(
                (
                    self._prose.noun_phrase().capitalize(),
                    str(self._random.randint(1990, 2024)),
                    f"{self._random.randint(1, 9999):,}",
                    self._prose.noun_phrase(),
                )
                for _ in range(self._shape.rows)
            )
            caption = f"Table {number}-{index}: {self._prose.title(5)}"
            yield Table(caption, ("What", "Year", "Pieces", "Where"), rows)
        for index in range(1, self._shape.figures + 1):
            heights = tuple(self._random.randint(5, 100) for _ in range(8))
            name = f"drawing-{number:04}-{index}"
            yield Figure(name, f"{self._prose.sentence()}", heights)

    def _judgement(self, number: int, index: int) -> Element:
        likelihood = self._random.choice(_LIKELIHOODS)
        options = (
            ("likelihood", likelihood),
            ("confidence", self._random.choice(_CONFIDENCES)),
            ("basis", f"{_id('claim', number, index)}, {_id('claim', number, index + 1)}"),
            ("would-change", self._prose.sentence()),
        )
        text = f"It is {likelihood} that {self._prose.clause()}. {self._prose.sentence()}"
        return Element("judgement", _id("judgement", number, index), options, (Words(text),))

    def _claim(self, number: int, index: int) -> Element:
        first, second = self._source(), self._source()
        evidence = first.id if first == second else f"{first.id}, {second.id}"
        options = (
            ("says", self._prose.sentence()),
            ("source", self._source().id),
            ("paragraph", str(index)),
            ("verdict", self._random.choice(_VERDICTS)),
            ("evidence", evidence),
        )
        return Element("claim", _id("claim", number, index), options, self._plain(2))

    def _alternative(self, number: int) -> Element:
        options = (
            ("title", self._prose.title(5)),
            ("challenges", _id("judgement", number, 1)),
        )
        return Element("alternative", _id("alternative", number, 1), options, self._plain(3))

    def _option(self, number: int, index: int) -> Element:
        options = (
            ("title", self._prose.title(5)),
            *((("status-quo", ""),) if index == 1 else ()),
            ("benefit", self._prose.sentence()),
            ("cost", self._prose.sentence()),
            ("risk", self._prose.sentence()),
            ("who", f"{self._prose.noun_phrase().capitalize()}."),
            ("when", "Within a year."),
        )
        return Element("option", _id("option", number, index), options, self._plain(1))

    def _recommendation(self, number: int) -> Element:
        options = (
            ("option", _id("option", number, 2)),
            ("who", f"{self._prose.noun_phrase().capitalize()}."),
            ("by", "2027-03-31"),
        )
        return Element("recommendation", _id("recommendation", number, 1), options, self._plain(1))

    def _indicator(self, number: int, index: int) -> Element:
        direction = self._random.choice(("raises", "lowers"))
        options = (
            (direction, _id("judgement", number, index)),
            ("where", self._prose.sentence()),
        )
        return Element("indicator", _id("indicator", number, index), options, self._plain(1))

    def _gap(self, number: int) -> Element:
        options = (("matters", self._prose.sentence()), ("closes", self._prose.sentence()))
        return Element("gap", _id("gap", number, 1), options, self._plain(1))


def _id(kind: str, number: int, index: int) -> str:
    return f"{kind}-{number:04}-{index}"
