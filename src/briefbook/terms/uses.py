"""Where a document uses which terms, what is linked, and where an abbreviation is spelt out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.terms.expand import Spelling, respell
from briefbook.terms.matcher import Match
from briefbook.terms.words import is_abbreviation, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbook.terms.entry import Entry
    from briefbook.terms.matcher import Matcher
    from briefbook.terms.passages import Mention, Passage


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
        found: list[Match | Mention] = [*self.matcher.find(passage.text), *passage.mentions]
        for item in sorted(found, key=lambda item: item.start):
            if isinstance(item, Match):
                self._match(number, passage, item)
            else:
                self._mention(number, passage, item)

    def _mention(self, number: int, passage: Passage, mention: Mention) -> None:
        entry = self.matcher.by_name.get(mention.target)
        if entry is None:
            return  # Sphinx reports a term that no glossary has
        spelling = self._spell(entry, mention.text, passage.text[: mention.start])
        self.linked.add((passage.section, entry.key))
        self.uses.append(
            Use(
                number,
                mention.start,
                mention.start + len(mention.text),
                entry.key,
                passage.section,
                linked=True,
                by_hand=True,
                shown=spelling.text,
                article=spelling.article,
            )
        )

    def _match(self, number: int, passage: Passage, match: Match) -> None:
        entry = match.entry
        if entry.anchor == passage.section or any(
            alias.anchor == passage.section for alias in entry.aliases
        ):
            return  # a definition does not link to itself
        written = passage.text[match.start : match.end]
        possessive = passage.text[match.end : match.end + 2] in {"'s", "’s"}
        spelling = Spelling()
        if not possessive:  # nobody spells out a possessive
            spelling = self._spell(entry, written, passage.text[: match.start])
        key = (passage.section, entry.key)
        linked = key not in self.linked and match.alias.text not in self.manual
        if linked:
            self.linked.add(key)
        self.uses.append(
            Use(
                number,
                match.start,
                match.end,
                entry.key,
                passage.section,
                linked=linked,
                shown=spelling.text,
                article=spelling.article,
            )
        )

    def _spell(self, entry: Entry, written: str, before: str) -> Spelling:
        """Return how the words are printed: an abbreviation in full where it comes first."""
        if not self.expanding:
            return Spelling()
        for word in _abbreviations(written, self.well_known):
            known = self.matcher.by_name.get(word.lower(), entry)
            expansion = known.expansion_of(word)
            if not expansion or word in self.introduced:
                continue
            self.introduced.add(word)
            if before.rstrip().lower().endswith(f"{expansion.lower()} ("):
                continue  # the author has spelt it out
            return respell(written, word, expansion, before)
        return Spelling()


def _abbreviations(written: str, well_known: frozenset[str]) -> list[str]:
    """Return the abbreviations in some words: the whole, or what it begins with.

    Spelling out one in the middle, as in ``major non-NATO ally``, would break the name apart.
    """
    whole = written.removesuffix("s") if written[:-1].isupper() else written
    first = whole if is_abbreviation(whole) else next(iter(tokens(written))).text
    return [first] if is_abbreviation(first) and first not in well_known else []


def uses_in(
    passages: Sequence[Passage],
    matcher: Matcher,
    *,
    expanding: bool,
    manual: Iterable[str] = (),
    well_known: Iterable[str] = (),
) -> tuple[Use, ...]:
    """Return the uses of terms in a document, in the order of its text.

    A term is linked at its first use in each section, and never where it is one of ``manual``.
    With ``expanding``, an abbreviation is spelt out where the document uses it first, unless it is
    one of the ``well_known``.
    """
    reader = _Reader(matcher, expanding, frozenset(manual), frozenset(well_known))
    for number, passage in enumerate(passages):
        reader.read(number, passage)
    return tuple(reader.uses)
