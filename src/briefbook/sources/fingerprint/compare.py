"""Runs of words that two texts share; a text, its fingerprint, or one of each will do."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint.model import Fingerprint, FingerprintError, Place
from briefbook.sources.fingerprint.runs import MOST_WORDS, RUN, TAG, warm
from briefbook.sources.fingerprint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbook.sources.fingerprint.runs import Tell


@dataclass(frozen=True)
class Text:
    """A text that is at hand: its paragraphs as words, and their numbers."""

    paragraphs: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, paragraphs: Sequence[str], numbers: Sequence[int] | None = None) -> Text:
        """Return the text of some paragraphs, numbered from 1 unless told otherwise."""
        given = range(1, len(paragraphs) + 1) if numbers is None else numbers
        return cls(tuple(tuple(words(p)) for p in paragraphs), tuple(given))

    def runs(self) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """Yield every run of five words with its place."""
        for index, found in enumerate(self.paragraphs):
            for start in range(len(found) - RUN + 1):
                yield Place(index, start), found[start : start + RUN]


@dataclass(frozen=True, order=True)
class Match:
    """A run of words that stands in two texts.

    ``first`` and ``second`` are the numbers of the paragraphs, ``first_word`` and ``second_word``
    count their words from 1.  Between two fingerprints these and ``text`` are not known, and
    ``length`` is that of one unbroken run: it may be several shorter ones as far apart in both.
    """

    first: int
    first_word: int | None
    second: int
    second_word: int | None
    length: int
    text: str = ""


Either = Text | Fingerprint


def compare(one: Either, other: Either, fewest: int = RUN, tell: Tell | None = None) -> list[Match]:
    """Return the runs of at least ``fewest`` words that two texts share, by their places.

    A text beside a fingerprint takes the slow step for each of its runs; ``tell`` hears of it.
    Raises ``FingerprintError`` for two fingerprints that were made with different keys.
    """
    if isinstance(one, Fingerprint):
        if isinstance(other, Fingerprint):
            found = _of_fingerprints(one, other)
        else:
            found = [_turned(match) for match in compare(other, one, tell=tell)]
    else:
        if isinstance(other, Fingerprint):
            warm(other.key, {run for _, run in one.runs()}, tell)
        found = _of_text(one, other)
    return sorted(match for match in found if match.length >= fewest)


def _turned(match: Match) -> Match:
    return Match(
        match.second,
        match.second_word,
        match.first,
        match.first_word,
        match.length,
        match.text,
    )


def _of_text(one: Text, other: Either) -> list[Match]:
    index: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    if isinstance(other, Text):
        for place, run in other.runs():
            index[run].append(place)
    numbers = other.numbers if isinstance(other, Text) else [p.number for p in other.paragraphs]
    shared: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for here, run in one.runs():
        for same in index.get(run, ()) if isinstance(other, Text) else other.places(run):
            shared[here.paragraph, same.paragraph, same.word - here.word].append(here.word)
    found = []
    for (first, second, offset), starts in shared.items():
        for start, count in _stretches(starts):
            length = count + RUN - 1
            text = " ".join(one.paragraphs[first][start : start + length])
            there = (numbers[second], start + offset + 1)
            found.append(Match(one.numbers[first], start + 1, *there, length, text))
    return found


def _stretches(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the length of each row of numbers without a gap."""
    begin = starts[0]
    for before, after in pairwise([*starts, -1]):
        if after != before + 1:
            yield begin, before - begin + 1
            begin = after


def _of_fingerprints(one: Fingerprint, other: Fingerprint) -> list[Match]:
    """Return what two fingerprints share: how much, and in which paragraphs.

    The places of a run are masked by one number in both, so that their difference is that of the
    places themselves: runs with one difference belong together.
    """
    if one.key != other.key:
        raise FingerprintError("was made with another key", "make both again from their texts")
    index: defaultdict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for number, paragraph in enumerate(other.paragraphs):
        for record in paragraph.records:
            index[record[:TAG]].append((number, int.from_bytes(record[TAG:])))
    shared: Counter[tuple[int, int, int]] = Counter()
    for number, paragraph in enumerate(one.paragraphs):
        for record in paragraph.records:
            hidden = int.from_bytes(record[TAG:])
            for second, other_hidden in index.get(record[:TAG], ()):
                shared[number, second, (other_hidden - hidden) % MOST_WORDS] += 1
    return [
        Match(one.number(first), None, other.number(second), None, count + RUN - 1)
        for (first, second, _), count in shared.items()
    ]
