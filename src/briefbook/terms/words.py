"""Words as the glossary compares them: what counts as one word, and when two are the same."""

from __future__ import annotations

import re
from typing import NamedTuple

# A word may hold apostrophes; every other sign is a token of its own, save hyphens and dashes,
# which bind words as a space does.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_BINDERS = frozenset("-‐‑‒–—\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_ABBREVIATION = re.compile(r"[A-Z0-9]+(?:[-&/.][A-Z0-9]+)*")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)es$")
_SHORT = 3


class Token(NamedTuple):
    """One word or sign of a text, with the places where it begins and ends."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a text, in order."""
    found = (Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text))
    return [token for token in found if token.text not in _BINDERS]


def is_abbreviation(alias: str) -> bool:
    """Return whether an alias is written in capitals, so that it matches in capitals only.

    ``FMS``, ``CIS-MOA`` and ``F-16`` are; ``Link 16`` is not, nor is a lone letter or number.
    """
    capitals = sum(letter.isupper() for letter in alias)
    whole = _ABBREVIATION.fullmatch(alias)
    return bool(whole) and (capitals > 1 or (capitals == 1 and len(alias) > 1))


def without_possessive(word: str) -> str:
    """Return ``army`` for ``army's`` and ``chiefs`` for ``chiefs'``."""
    return _POSSESSIVE.sub("", word)


def stem(word: str) -> str:
    """Return what a word shares with its plural, in lower case: ``policies`` → ``policy``."""
    word = without_possessive(word).casefold()
    if word[:-1].isdigit() and word.endswith("s"):
        return word[:-1]
    if len(word) <= _SHORT:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if _SIBILANT.search(word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def abbreviation_stem(word: str) -> str:
    """Return an abbreviation without the ending of its plural or possessive: ``LOAs`` → ``LOA``."""
    word = without_possessive(word)
    singular = word[:-1]
    return singular if word.endswith("s") and singular == singular.upper() != "" else word
