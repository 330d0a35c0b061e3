"""Finds the terms of a glossary in a text: the longest at each place, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.terms.words import (
    Token,
    abbreviation_stem,
    are_apart,
    are_hyphenated,
    has_capitals,
    is_abbreviation,
    stem,
    tokens,
    without_possessive,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.terms.entry import Alias, Entry


@dataclass(frozen=True)
class Match:
    """A term found: which entry and name, and where it begins and ends in the text."""

    entry: Entry
    alias: Alias
    start: int
    end: int


class _State:
    """A node of the tree of names: what may follow, and what ends here.

    Words are compared by their stems; the words of an abbreviation as they are written, with
    their hyphens.
    """

    __slots__ = ("ends", "exact", "stems")

    def __init__(self) -> None:
        self.stems: dict[str, _State] = {}
        self.exact: dict[str, _State] = {}
        self.ends: tuple[Entry, Alias] | None = None


class Matcher:
    """A tree of all names; `find` takes time in proportion to the text, not to the glossary."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root = _State()
        self.by_name: dict[str, Entry] = {}
        """Each entry by its names in lower case, as Sphinx looks terms up."""
        self.clashes: list[tuple[tuple[Entry, Alias], tuple[Entry, Alias]]] = []
        for entry in entries:
            for alias in entry.aliases:
                self.by_name.setdefault(alias.text.lower(), entry)
                self._add(entry, alias)

    def _add(self, entry: Entry, alias: Alias) -> None:
        state = self._root
        capitals = is_abbreviation(alias.text)
        end = 0
        for token in tokens(alias.text):
            follow = state.exact if capitals else state.stems
            joined = "-" if are_hyphenated(alias.text[end : token.start]) else ""
            key = joined + token.text if capitals else stem(token.text)
            state = follow.setdefault(key, _State())
            end = token.end
        if state.ends is None:
            state.ends = (entry, alias)
        elif state.ends[0] != entry and state.ends[1].text.lower() != alias.text.lower():
            # Sphinx itself reports a name that stands twice to the letter.
            self.clashes.append((state.ends, (entry, alias)))

    def find(self, text: str) -> list[Match]:
        """Return the matches from left to right; of those that overlap, the first and longest."""
        found: list[Match] = []
        words = tokens(text)
        place = 0
        while place < len(words):
            if not _follow(self._root, words[place].text, ""):  # true of most words
                place += 1
                continue
            length, ends = self._longest(text, words, place)
            if ends is None:
                place += 1
                continue
            last = words[place + length - 1]
            owned = len(last.text) - len(without_possessive(last.text))
            found.append(Match(*ends, words[place].start, last.end - owned))
            place += length
        return found

    def _longest(
        self, text: str, words: list[Token], place: int
    ) -> tuple[int, tuple[Entry, Alias] | None]:
        """Return how many words the longest name at ``place`` has, and which name it is."""
        best: tuple[int, tuple[Entry, Alias] | None] = (0, None)
        states = [self._root]
        between = ""
        for index in range(place, len(words)):
            token, number = words[index], index - place + 1
            if number > 1:
                between = text[words[index - 1].end : token.start]
            states = [each for state in states for each in _follow(state, token.text, between)]
            if not states or are_apart(between):
                break
            ends = next((state.ends for state in states if _is_end(state, number, token)), None)
            if ends is not None:
                best = (number, ends)
            if without_possessive(token.text) != token.text:
                break  # what a possessive stands before is another thing
        return best


def _follow(state: _State, word: str, between: str) -> list[_State]:
    found = []
    if state.exact:
        joined = "-" if are_hyphenated(between) else ""
        exact = state.exact.get(joined + word) or state.exact.get(joined + abbreviation_stem(word))
        if exact is not None:
            found.append(exact)
    follow = state.stems.get(stem(word)) if state.stems else None
    if follow is not None:
        found.append(follow)
    return found


def _is_end(state: _State, number: int, token: Token) -> bool:
    """Return whether a name ends here; one word in capitals is none but its own: AIDS is no aid."""
    if state.ends is None:
        return False
    return number > 1 or not has_capitals(token.text) or has_capitals(state.ends[1].text)
