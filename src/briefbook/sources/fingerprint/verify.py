"""Whether a quotation stands in a text word for word: yes, no, or too short to say.

There is no near miss.  A stretch is verified when runs that cover all its words stand in one
paragraph at places as far apart as in the quotation.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint.model import Place
from briefbook.sources.fingerprint.quotation import NEGATIONS, Quotation, is_negation
from briefbook.sources.fingerprint.runs import RUN
from briefbook.sources.fingerprint.verdict import Difference, Status, Verdict
from briefbook.sources.fingerprint.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefbook.sources.fingerprint.model import Fingerprint

Stretch = tuple[str, ...]
_PAIR = 2
_BESIDE = RUN - 1
_ORDER = "its parts do not follow one another in one paragraph"


def verify(fingerprint: Fingerprint, quotation: str, text: Sequence[str] | None = None) -> Verdict:
    """Return the verdict on a quotation; see ``Fingerprint.verify``."""
    parsed = Quotation.parse(quotation)
    tokens = [tuple(words(paragraph)) for paragraph in text] if text is not None else None
    found = [_places(fingerprint, stretch, tokens) for stretch in parsed.stretches]
    short = any(
        not places and len(stretch) < RUN
        for stretch, places in zip(parsed.stretches, found, strict=True)
    )
    for stretch, places in zip(parsed.stretches, found, strict=True):
        if not places and len(stretch) >= RUN:
            return _refusal(fingerprint, parsed, stretch, tokens)
    if short and tokens is None:
        return Verdict(Status.SHORT, length=parsed.length)
    if short:
        missing = next(s for s, p in zip(parsed.stretches, found, strict=True) if not p)
        return _refusal(fingerprint, parsed, missing, tokens)
    chains = list(_chains(parsed.stretches, found))
    denied = [_denied(fingerprint, parsed.stretches, chain, tokens) for chain in chains]
    chains = [chain for chain, word in zip(chains, denied, strict=True) if not word]
    if not chains:
        paragraph = fingerprint.number(found[0][0].paragraph)
        reason = f"its cut takes out '{denied[0]}'" if denied else _ORDER
        return Verdict(Status.REFUSED, paragraph, length=parsed.length, reason=reason)
    chain = chains[0]
    first = chain[0]
    return Verdict(
        Status.VERIFIED,
        fingerprint.number(first.paragraph),
        first.word + 1,
        parsed.length,
        spans=tuple(
            (place.paragraph, place.word, len(stretch))
            for place, stretch in zip(chain, parsed.stretches, strict=True)
        ),
        paragraphs=tuple(sorted({fingerprint.number(chain[0].paragraph) for chain in chains})),
    )


def _places(
    fingerprint: Fingerprint, stretch: Stretch, tokens: Sequence[Stretch] | None
) -> list[Place]:
    """Return where a whole stretch stands."""
    if len(stretch) < RUN:
        if tokens is None:
            return fingerprint.places(stretch)
        return [
            Place(index, start)
            for index, found in enumerate(tokens)
            for start in range(len(found) - len(stretch) + 1)
            if found[start : start + len(stretch)] == stretch
        ]
    last = len(stretch) - RUN
    places: set[Place] | None = None
    # Runs that touch cover every word; those between them could say nothing more.
    for offset in [*range(0, last, RUN), last]:
        here = {
            Place(place.paragraph, place.word - offset)
            for place in fingerprint.places(stretch[offset : offset + RUN])
        }
        places = here if places is None else places & here
        if not places:
            return []
    return sorted(places or ())


def _chains(stretches: Sequence[Stretch], found: Sequence[list[Place]]) -> Iterator[list[Place]]:
    """Yield the places at which the stretches follow one another in one paragraph."""
    for first in found[0]:
        chain = [first]
        for stretch, places in zip(stretches, found[1:], strict=False):
            end = chain[-1].word + len(stretch)
            following = (p for p in places if p.paragraph == first.paragraph and p.word >= end)
            place = next(following, None)
            if place is None:
                break
            chain.append(place)
        else:
            yield chain


def _denied(
    fingerprint: Fingerprint,
    stretches: Sequence[Stretch],
    chain: Sequence[Place],
    tokens: Sequence[Stretch] | None,
) -> str:
    """Return the negation that a cut takes out right beside what is quoted, or nothing.

    A fingerprint knows it from runs of the four words beside it, and of fewer it cannot know.
    """
    pairs = pairwise(zip(chain, stretches, strict=True))
    for (place, before), (following, after) in pairs:
        first, last = place.word + len(before), following.word - 1
        if first > last:
            continue
        if tokens is not None:
            beside = (tokens[place.paragraph][first], tokens[place.paragraph][last])
            denying = next(filter(is_negation, beside), "")
        else:
            ends = (Place(place.paragraph, first - _BESIDE), Place(place.paragraph, last))
            denying = _known_beside(fingerprint, before, after, ends)
        if denying:
            return denying
    return ""


def _known_beside(
    fingerprint: Fingerprint, before: Stretch, after: Stretch, ends: tuple[Place, Place]
) -> str:
    for word in NEGATIONS:
        left, right = (*before[-_BESIDE:], word), (word, *after[:_BESIDE])
        if len(left) == RUN and ends[0] in fingerprint.places(left):
            return word
        if len(right) == RUN and ends[1] in fingerprint.places(right):
            return word
    return ""


def _refusal(
    fingerprint: Fingerprint,
    parsed: Quotation,
    stretch: Stretch,
    tokens: Sequence[Stretch] | None,
) -> Verdict:
    """Return the verdict that names the nearest paragraph and the first word that differs."""
    before = 0
    for other in parsed.stretches:
        if other is stretch:
            break
        before += len(other)
    start, covered = _nearest(fingerprint.places, stretch, RUN)
    if start is None:
        start, covered = _nearest(fingerprint.places_of_pieces, stretch, _PAIR)
    if start is None:
        start = _nearest_in(tokens, stretch) if tokens is not None else None
        if start is None:
            nothing = Difference(0, "")
            return Verdict(Status.REFUSED, length=parsed.length, first_difference=nothing)
    if tokens is not None:
        index = _first_unlike(stretch, tokens[start.paragraph], start.word)
        expected = _at(tokens[start.paragraph], start.word + index)
    else:
        index, expected = _first_gap(len(stretch), covered), ""
    return Verdict(
        Status.REFUSED,
        fingerprint.number(start.paragraph),
        max(start.word, 0) + 1,
        parsed.length,
        first_difference=Difference(
            before + index + 1, stretch[min(index, len(stretch) - 1)], expected
        ),
    )


def _nearest(
    places: Callable[[Stretch], list[Place]], stretch: Stretch, width: int
) -> tuple[Place | None, set[int]]:
    """Return the place at which most runs agree, and which words of the stretch they cover."""
    votes: Counter[tuple[int, int]] = Counter()
    covered: dict[tuple[int, int], set[int]] = {}
    for offset in range(len(stretch) - width + 1):
        for place in places(stretch[offset : offset + width]):
            start = (place.paragraph, place.word - offset)
            votes[start] += 1
            covered.setdefault(start, set()).update(range(offset, offset + width))
    if not votes:
        return None, set()
    best = min(votes, key=lambda start: (-votes[start], start))
    return Place(*best), covered[best]


def _first_gap(length: int, covered: set[int]) -> int:
    """Return the first word that is known to differ: one beside words that do not.

    Of the words before the first run that was found, only the last is known to differ.
    """
    first = min(covered)
    if first > 0:
        return first - 1
    return next((index for index in range(length) if index not in covered), length - 1)


def _nearest_in(tokens: Sequence[Stretch], stretch: Stretch) -> Place | None:
    """Return the place in a text at which most words are those of the stretch."""
    wanted = Counter(stretch)
    best, score = None, 0
    for index, found in enumerate(tokens):
        for start in range(max(len(found) - len(stretch), 0) + 1):
            window = found[start : start + len(stretch)]
            same = sum(a == b for a, b in zip(window, stretch, strict=False))
            here = 2 * same + (wanted & Counter(window)).total()
            if here > score:
                best, score = Place(index, start), here
    return best


def _first_unlike(stretch: Stretch, found: Stretch, start: int) -> int:
    return next(
        (i for i, word in enumerate(stretch) if _at(found, start + i) != word), len(stretch) - 1
    )


def _at(found: Stretch, index: int) -> str:
    return found[index] if 0 <= index < len(found) else ""
