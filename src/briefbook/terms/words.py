"""Words as the glossary compares them: what counts as one word, and when two are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# What is set above and below letters, in the scripts that do so with signs of their own.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Soft hyphens, joiners, and what sets the direction of a text: nobody sees them.
_UNSEEN = "\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff"
_LETTERS = rf"[^\W_]+(?:[{_MARKS}{_UNSEEN}]+[^\W_]+)*[{_MARKS}]*"
# A word may hold apostrophes; every other sign is a token of its own, save hyphens and dashes,
# which bind words as a space does.
_TOKEN = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*|[^\w\s{_UNSEEN}]|_")
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
_HYPHENS = "-‐‑‒–"
_BINDERS = frozenset(
    f"{_HYPHENS}—―\N{MINUS SIGN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
)
# A dash with a space beside it stands between two thoughts, not between two parts of a name.  A
# hyphen may still be followed by the end of a line.
_TOGETHER = frozenset({"", " ", "\n", "-"})
_APART = re.compile(rf"[—―]|\s[{_HYPHENS}]|[{_HYPHENS}](?:[^\S\n]|[{_HYPHENS}])|\n\s*\n")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_ABBREVIATION = re.compile(r"[A-Z0-9]+(?:[-&/.][A-Z0-9]+)*")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)es$")
_SIBILANT_E = re.compile(r"(?:s|x|z|ch|sh|o)e$")
_NO_PLURALS = frozenset(
    {"always", "means", "news", "perhaps", "series", "species", "towards", "whereas"}
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|onomics|olitics|ogistics|hysics|matics)$")
_SHORT = 3


class Token(NamedTuple):
    """One word or sign of a text, with the places where it begins and ends.

    ``text`` is what a reader sees: letters and their marks are composed, and what has no width of
    its own is left out.
    """

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a text, in order."""
    found = (Token(seen(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text))
    return [token for token in found if token.text not in _BINDERS]


def seen(word: str) -> str:
    """Return a word as it looks, with the apostrophe of a typewriter."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _HIDDEN.sub("", word)).replace("’", "'")


def are_apart(between: str) -> bool:
    """Return whether what stands between two words keeps them from being one name."""
    return between not in _TOGETHER and bool(_APART.search(_HIDDEN.sub("", between)))


def are_hyphenated(between: str) -> bool:
    """Return whether two words are joined with a hyphen or a dash."""
    return any(sign in _HYPHENS for sign in between)


def is_abbreviation(alias: str) -> bool:
    """Return whether an alias is written in capitals, so that it matches in capitals only.

    ``FMS``, ``CIS-MOA`` and ``F-16`` are; ``Link 16`` is not, nor is a lone letter or number.
    """
    capitals = sum(letter.isupper() for letter in alias)
    whole = _ABBREVIATION.fullmatch(alias)
    return bool(whole) and (capitals > 1 or (capitals == 1 and len(alias) > 1))


def has_capitals(word: str) -> bool:
    """Return whether a word has more capitals than a name needs, as ``NATO`` and ``AIDS`` have."""
    return sum(letter.isupper() for letter in word) > 1


def without_possessive(word: str) -> str:
    """Return ``army`` for ``army's`` and ``chiefs`` for ``chiefs'``."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a word shares with its plural, in lower case: ``policies`` → ``policy``.

    It need not be a word: ``case`` and ``cases`` share ``cas``.
    """
    word = without_possessive(word).casefold()
    if word[:-1].isdigit() and word.endswith("s"):
        return word[:-1]
    if len(word) <= _SHORT or word in _NO_PLURALS:
        return word
    word = _singular(word)
    return word[:-1] if len(word) > _SHORT and _SIBILANT_E.search(word) else word


def _singular(word: str) -> str:
    if len(word) == _SHORT + 1 and word.endswith("es"):
        return word[:-1]
    if word.endswith(("ies", "ie")):
        return f"{word.removesuffix('s')[:-2]}y"
    if _SIBILANT.search(word):
        return word[:-2]
    if word.endswith("s") and not _NO_PLURAL.search(word):
        return word[:-1]
    return word


def abbreviation_stem(word: str) -> str:
    """Return an abbreviation without the ending of its plural or possessive: ``LOAs`` → ``LOA``."""
    word = without_possessive(word)
    singular = word[:-1]
    return singular if word.endswith("s") and singular == singular.upper() != "" else word
