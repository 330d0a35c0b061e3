"""What an author may have meant who writes a likelihood that the scale does not have."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefbook import yardsticks

if TYPE_CHECKING:
    from briefbook.yardsticks import Term, Yardstick

CLOSE = 0.8  # two words of a scale are often alike, and mean the opposite
_PERCENT = re.compile(r"(\d{1,2})\s*(?:%|per\s*cent)?", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|no|never|hardly|less)\b")


def suggest(word: str, scale: Yardstick) -> str:
    """Return a remedy: the word that was probably meant, or one word for each step."""
    found = _meant(word, scale)
    steps = ", ".join(term.words[0] for term in scale.terms)
    return f"did you mean '{found}'?" if found else f"use one of: {steps}"


def _meant(word: str, scale: Yardstick) -> str | None:
    if match := _PERCENT.fullmatch(word):
        number = int(match[1])
        return next((t.words[0] for t in scale.terms if t.low <= number <= t.high), None)
    if term := _elsewhere(word):
        middle = term.low + term.high
        return min(scale.terms, key=lambda step: abs(step.low + step.high - middle)).words[0]
    if _NEGATED.search(word):
        return None  # "not likely" contains a word that it denies
    word = word.replace("-", " ")
    if word in scale.words:
        return word
    contained = [known for known in scale.words if re.search(rf"\b{re.escape(known)}\b", word)]
    around = [known for known in scale.words if re.search(rf"\b{re.escape(word)}\b", known)]
    found = [
        *sorted(contained, key=len, reverse=True),
        *get_close_matches(word, scale.words, n=1, cutoff=CLOSE),
        *_usual(around, scale),
    ]
    return found[0] if found else None


def _usual(words: list[str], scale: Yardstick) -> list[str]:
    """Return words with those first that the scale prefers."""
    preferred = [term.words[0] for term in scale.terms]
    return sorted(words, key=lambda known: known not in preferred)


def _elsewhere(word: str) -> Term | None:
    """Return the term of another scale that has a word."""
    scales = (yardsticks.load(name) for name in yardsticks.names())
    return next((term for scale in scales if (term := scale.find(word))), None)
