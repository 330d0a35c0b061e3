"""Abbreviations in capitals, and where a text says what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# Letters beside a digit make a designation (JF-17, FY25), which no expansion explains; letters
# beside a slash, a dot or an underscore are part of an address or a name in a program.
_TOKEN = re.compile(
    r"(?<![\w./@&$#!+’'-])(?P<word>[A-Z]{2,8}(?:-[A-Z]{2,8})*)(?P<plural>s)?"
    r"(?![\w/@&#]|[-.]\w|[’'](?!s\b)\w)"
)
_ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MARKS = frozenset(("FIXME", "NOTE", "TBC", "TBD", "TODO", "XXX"))
"""Marks that editors leave for one another; they abbreviate nothing that a reader would miss."""
_SHOUTED = re.compile(r"(?<![\w-])(?:[A-Z]{2,}[\s-]+){2,}[A-Z]{2,}(?![\w-])")
_WORDS = re.compile(r"[^\W\d_]+")
_NAME = r"[^\W\d_][\w’'-]*"
_LINKS = re.compile(r"(?:an?|and|by|d[eu]r?|et|for|in|la|o[fn]|the|to)")


def abbreviations(text: str) -> Iterator[tuple[str, int]]:
    """Yield the abbreviations of a text, without a plural's *s*, each with its place."""
    if _is_shouted(text):
        return
    shouted = [match.span() for match in _SHOUTED.finditer(text)]
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word in _MARKS or _ROMAN.fullmatch(word):
            continue
        if not any(first <= match.start() < last for first, last in shouted):
            yield word, match.start()


def _is_shouted(text: str) -> bool:
    """Return whether most words of a text are in capitals, as in a warranty."""
    found = [word[0] for word in _WORDS.finditer(text)]
    loud = [word for word in found if len(word) > 1 and word.isupper()]
    return len(loud) > max(5, len(found) / 2)


def spelt_out(word: str, texts: Iterable[str]) -> bool:
    """Return whether one of the texts says what ``word`` stands for.

    It does so beside brackets or a dash, ``Foreign Military Sales (FMS)`` or ``FMS — Foreign
    Military Sales``; or words with these initials follow one another, beside the abbreviation or
    as a name in capitals anywhere.
    """
    return any((word in text and _spelt(word, text)) or _has_initials(word, text) for text in texts)


def _spelt(word: str, text: str) -> bool:
    name = rf"(?:the\s)?{re.escape(word)}s?\b"
    ways = (
        rf"{_NAME}\s+{_NAME}[”\"’]?\s*\(\s*[“\"‘]?{name}",
        rf"\b{name}[”\"’]?\s*\(\s*(?:the\s)?{_NAME}[\s-]+[^\W\d_]",
        rf"\b{name}[\]”\"’]*\s*(?:—|–|--+|:)\s*{_NAME}[\s-]+{_NAME}",
        rf"\b{name},?\s(?:stands\sfor|is\sshort\sfor|means)\b",
    )
    return any(re.search(way, text) for way in ways) or _has_initials(word.lower(), text.lower())


def _has_initials(word: str, text: str) -> bool:
    """Return whether words with these initials, in this case, follow one another."""
    wanted = [letter for letter in word if letter.isalpha()]
    words = [found[0] for found in _WORDS.finditer(text)]
    initials = [found[0] for found in words]
    strong = [found[0] for found in words if not _LINKS.fullmatch(found)]
    return _contains(initials, wanted) or _contains(strong, wanted)


def _contains(letters: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    if size < 3:  # noqa: PLR2004  # two words with two given initials stand side by side by chance
        return False
    return any(letters[i : i + size] == wanted for i in range(len(letters) - size + 1))


def known_words(terms: Iterable[str]) -> frozenset[str]:
    """Return the abbreviations that occur in the names of glossary entries."""
    return frozenset(word for term in terms for word, _ in abbreviations(term))


def is_common_word(word: str, words: Collection[str]) -> bool:
    """Return whether ``word`` in small letters is a word of the text: then it was shouted."""
    return word.lower() in words
