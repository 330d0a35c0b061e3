"""Where a document uses which terms, what is linked, and where an abbreviation is spelt out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.terms.expand import (
    Spelling,
    abbreviations_in,
    introduces,
    leading_abbreviation,
    respell,
)
from briefbook.terms.matcher import Match
from briefbook.terms.passages import HOLE, Mention
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefbook.terms.entry import Entry
    from briefbook.terms.matcher import Matcher
    from briefbook.terms.passages import Passage


@dataclass(frozen=True)
class Use:
    """One use of a term.

    ``passage`` counts the passages of the document from 0; ``start`` and ``end`` are places in
    it.  ``linked`` says whether a link is made here, ``by_hand`` whether the author made it.
    ``shown`` is the text to print in place of what is written, or empty.
    """

    passage: int
    start: int
    end: int
    entry: str
    section: str
    linked: bool
    by_hand: bool = False
    shown: str = ""
    article: str = ""


@dataclass(frozen=True)
class _Introduction:
    """An abbreviation that an author introduces where no term is linked, such as in a link."""

    start: int
    abbreviation: str


@dataclass
class _Reader:
    """Goes through one document and remembers what its reader has met."""

    matcher: Matcher
    expanding: bool
    manual: frozenset[str]
    well_known: frozenset[str]
    linked: set[tuple[str, str]] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)

    def read(self, number: int, passage: Passage) -> None:
        """Note the uses in one passage, in the order of its text."""
        found: list[Match | Mention | _Introduction] = [
            *self.matcher.find(passage.text),
            *passage.mentions,
        ]
        if self.expanding and passage.written:
            found += self._introductions(passage)
        for item in sorted(found, key=lambda item: item.start):
            if isinstance(item, Match):
                self._match(number, passage, item)
            elif isinstance(item, Mention):
                self._mention(number, passage, item)
            else:
                self.introduced.add(item.abbreviation)

    def _introductions(self, passage: Passage) -> Iterator[_Introduction]:
        for start, end, word in abbreviations_in(passage.written):
            if passage.text[start] != HOLE:
                continue
            entry = self.matcher.by_name.get(word.lower())
            expansion = entry.expansion_of(word) if entry is not None else ""
            if expansion and introduces(passage.written, start, end, expansion):
                yield _Introduction(start, word)

    def _mention(self, number: int, passage: Passage, mention: Mention) -> None:
        entry = self.matcher.by_name.get(mention.target)
        if entry is None:
            return  # Sphinx reports a term that no glossary has
        end = mention.start + len(mention.text)
        spelling = Spelling()
        if not mention.fixed:
            spelling = self._spell(entry, mention.text, passage, mention.start, end)
            self.linked.add((passage.section, entry.key))
        self.uses.append(
            Use(
                number,
                mention.start,
                end,
                entry.key,
                passage.section,
                linked=True,
                by_hand=True,
                shown=spelling.text,
                article=spelling.article,
            )
        )

    def _match(self, number: int, passage: Passage, match: Match) -> None:
        entry, name = match.entry, match.alias.text
        if entry.anchor == passage.section or any(
            alias.anchor == passage.section for alias in entry.aliases
        ):
            return  # a definition does not link to itself
        manual = name in self.manual
        if manual and not is_abbreviation(name):
            return  # it is listed because the words often mean something else
        written = passage.text[match.start : match.end]
        spelling = self._spell(entry, written, passage, match.start, match.end)
        key = (passage.section, entry.key)
        linked = key not in self.linked and not manual
        if linked:
            self.linked.add(key)
        self.uses.append(
            Use(
                number,
                match.start,
                match.end + spelling.more,
                entry.key,
                passage.section,
                linked=linked,
                shown=spelling.text,
                article=spelling.article,
            )
        )

    def _spell(
        self, entry: Entry, written: str, passage: Passage, start: int, end: int
    ) -> Spelling:
        """Return how the words are printed: an abbreviation in full where it comes first."""
        word = leading_abbreviation(written) if self.expanding else ""
        if not word or word in self.introduced or word in self.well_known:
            return Spelling()
        expansion = self.matcher.by_name.get(word.lower(), entry).expansion_of(word)
        if not expansion:
            return Spelling()
        self.introduced.add(word)
        text = passage.written or passage.text
        if introduces(text, start, end, expansion):
            return Spelling()
        # What a link or a quotation holds is left as it is, be it a possessive.
        after = passage.text[end : end + 3] if passage.text[start] != HOLE else ""
        return respell(written, word, expansion, text[:start], after)


def uses_in(
    passages: Sequence[Passage],
    matcher: Matcher,
    *,
    expanding: bool,
    manual: Iterable[str] = (),
    well_known: Iterable[str] = (),
) -> tuple[Use, ...]:
    """Return the uses of terms in a document, in the order of its text.

    A term is linked at its first use in each section.  A name in ``manual`` is found only where
    an author links it; if it is an abbreviation, it is still spelt out and counted.
    With ``expanding``, an abbreviation is spelt out where the document uses it first, unless it is
    one of the ``well_known``.
    """
    reader = _Reader(matcher, expanding, frozenset(manual), frozenset(well_known))
    for number, passage in enumerate(passages):
        reader.read(number, passage)
    return tuple(reader.uses)
