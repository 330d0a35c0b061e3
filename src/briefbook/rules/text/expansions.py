"""Where a text says what an abbreviation stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+|&")
_LINKS = re.compile(r"(?:an?|and|at|by|d[aeiou]r?|del|e|et|for|i|in|la|le|o[fn]|the|to|with|&)")
# What may stand between two words of one name.
_JOINED = re.compile(r"[\s\-‐‑–/’'“”\"‘*]*")
_OPEN = r"[“\"‘'*_]*"
_MOST_EXTRA = 5
_LONG = 8
_NEAR = 300
_TRIMMED = "“\"‘'*_( "
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z])|[()]")


def spelt_out(word: str, texts: Iterable[str]) -> bool:
    """Return whether one of the texts says what ``word`` stands for.

    It does so in brackets after the words or before them, ``Foreign Military Sales (FMS)``;
    beside it, ``FMS, the foreign military sales``; or as a name in capitals anywhere.  The
    letters of the abbreviation must occur in the words in their order, the first at the
    beginning of a word (Schwartz and Hearst 2003).
    """
    return any((word in text and _beside(word, text)) or _is_name(word, text) for text in texts)


def fits(word: str, words: str) -> bool:
    """Return whether ``words`` end in what ``word`` may stand for.

    The letters are looked for from the end; the first must begin a word.
    """
    letters = [letter.lower() for letter in word if letter.isalnum()]
    text = words.lower()
    place = len(text)
    for index in range(len(letters) - 1, -1, -1):
        place = text.rfind(letters[index], 0, place)
        while index == 0 and place > 0 and not _begins(text, place):
            place = text.rfind(letters[0], 0, place)
        if place < 0:
            return False
    # One short word is no expansion: "(CRS)" after "centres" says nothing.
    found = _WORD.findall(text[place:])
    return bool(letters) and (len(found) > 1 or len(found[0]) >= _LONG)


def _begins(text: str, place: int) -> bool:
    """Return whether a word begins here; "eXtensible" begins with what is written of it."""
    if not text[place - 1].isalnum():
        return True
    return (
        text[place - 1] == "e" and text[place] == "x" and not text[place - 2 : place - 1].isalnum()
    )


def _beside(word: str, text: str) -> bool:
    name = rf"(?:the\s)?{_OPEN}{re.escape(word)}s?(?![\w-])"
    if re.search(rf"\b{name},?\s(?:stands\sfor|is\sshort\sfor|means)\b", text):
        return True
    before = (
        rf"[(\[]\s*(?:or\s|also\s|hereafter\s|henceforth\s)?{name}"
        rf"|,?\s(?:or|known\sas|called)\s{name}"
    )
    for match in re.finditer(before, text):
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if fits(word, _last_words(word, near)):
            return True
    after = (
        rf"\b{name}[\]”\"’*_]*\s?(?:[,(:—–-]|--+)\s*"
        r"(?:(?:or|for|short\sfor|i\.e\.,?)\s)?(?:the\s|an?\s)?"
    )
    return any(
        _begins_with(word, text[match.end() : match.end() + _NEAR])
        for match in re.finditer(after, text)
    )


def _last_words(word: str, text: str) -> str:
    """Return the words before an abbreviation among which its long form must be."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        start = match.end()
    found = [match.start() + start for match in _WORD.finditer(text[start:])]
    most = min(len(word) + _MOST_EXTRA, len(word) * 2)
    return text[found[-most] :] if len(found) > most else text[start:]


def _begins_with(word: str, text: str) -> bool:
    """Return whether a text begins with what ``word`` stands for."""
    end = _SENTENCE_END.search(text)
    found = [match.end() for match in _WORD.finditer(text[: end.start() if end else None])]
    most = min(len(word) + _MOST_EXTRA, len(word) * 2)
    head = text[: found[0]] if found else ""
    if not head or head.strip(_TRIMMED)[:1].lower() != word[:1].lower():
        return False
    return any(fits(word, text[: found[size - 1]]) for size in range(2, min(len(found), most) + 1))


def _is_name(word: str, text: str) -> bool:
    """Return whether words with these initials, in this case, make one name in a text."""
    wanted = [letter for letter in word if letter.isalpha()]
    if len(wanted) < 3:  # noqa: PLR2004  # two such initials stand side by side by chance
        return False
    return any(_contains(letters, wanted) for letters in _initials(text))


def _initials(text: str) -> Iterator[list[str]]:
    """Yield the initials of each run of words, and those of its words that carry weight."""
    run: list[str] = []
    place = 0
    for match in _WORD.finditer(text):
        if not _JOINED.fullmatch(text, place, match.start()):
            yield from _both(run)
            run = []
        run.append(match[0])
        place = match.end()
    yield from _both(run)


def _both(run: list[str]) -> Iterator[list[str]]:
    yield [word[0] for word in run]
    yield [word[0] for word in run if not _LINKS.fullmatch(word)]


def _contains(letters: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(letters[i : i + size] == wanted for i in range(len(letters) - size + 1))
