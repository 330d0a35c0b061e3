"""Abbreviations with their expansions, after Schwartz and Hearst.

The algorithm is that of "A simple algorithm for identifying abbreviation definitions in
biomedical text" (Pacific Symposium on Biocomputing, 2003): every letter of the short form must
be found, from its end to its beginning, in the words beside it, and the first letter must begin
a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_STOP = re.compile(r"[.;:!?]\s|[\n“”\"]|,\s(?=and\b)")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9&-]{1,9}\b(?!-\d)")
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "&"})
_LEAST, _MOST = 2, 10
_MOST_WORDS = 2
_WINDOW = 400


def definitions(text: str) -> dict[str, str]:
    """Return the expansion of each abbreviation that a text explains, the first where it varies."""
    found: dict[str, str] = {}
    for match in _BRACKETS.finditer(text):
        before = text[max(match.start() - _WINDOW, 0) : match.start()].rstrip()
        inside = re.split(r"[,;]\s", match[1], maxsplit=1)[0].strip(" \"'“”‘’")
        for short, long in _candidates(inside, before):
            expansion = _initials(short, long) or _match(short, long)
            if expansion:
                found.setdefault(short, expansion)
                break
    return found


def _candidates(inside: str, before: str) -> Iterator[tuple[str, str]]:
    """Yield what may be a short form, with the words in which its expansion may stand."""
    words = _STOP.split(before)[-1].split()
    if is_short(inside):
        most = min(len(inside) + 5, len(inside) * 2)
        yield inside, " ".join(words[-most:])
    if words and is_short(words[-1]) and len(inside.split()) > 1:
        yield words[-1], inside


def is_short(text: str) -> bool:
    """Return whether a text has the form of an abbreviation."""
    return (
        _LEAST <= len(text) <= _MOST
        and len(text.split()) <= _MOST_WORDS
        and any(sign.isalpha() for sign in text)
        and any(sign.isupper() for sign in text)
        and text[0].isalnum()
    )


def _initials(short: str, long: str) -> str:
    """Return the words at the end of ``long`` whose first letters are ``short``, or nothing.

    Where there are such words they are meant, and the shortest match may be too short: of the
    Pakistan People's Party it finds the last two words.
    """
    letters = [sign.lower() for sign in short if sign.isalnum()]
    found: list[str] = []
    for word in reversed(long.split()):
        if not letters:
            break
        parts = [part for part in re.split(r"[-–/]", word) if part]
        for part in reversed(parts):
            if letters and part[0].lower() == letters[-1]:
                letters.pop()
            elif word.lower() not in _SMALL or not found:
                return ""
        found.insert(0, word)
    return " ".join(found) if found and not letters else ""


def _match(short: str, long: str) -> str:
    """Return the shortest end of ``long`` that holds the letters of ``short``, or nothing."""
    place = len(long) - 1
    for index in range(len(short) - 1, -1, -1):
        wanted = short[index].lower()
        if not wanted.isalnum():
            continue
        while place >= 0 and (
            long[place].lower() != wanted
            or (index == 0 and place > 0 and long[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return ""
        place -= 1
    found = long[place + 1 :].strip()
    words = found.split()
    fits = len(words) <= min(len(short) + 5, len(short) * 2) and len(found) > len(short)
    return found if fits and short not in words else ""


def undefined(texts: Iterable[str], known: Iterable[str]) -> dict[str, int]:
    """Return the words in capitals that nothing explains, with how often they stand there."""
    explained = set(known)
    counts: dict[str, int] = {}
    for text in texts:
        words = text.split()
        shouted = sum(word.isupper() for word in words)
        if len(words) > 2 and shouted > len(words) / 2:  # noqa: PLR2004  # a line set in capitals
            continue
        for word in _CAPITALS.findall(text):
            if word not in explained and sum(sign.isupper() for sign in word) > 1:
                counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
