"""What counts as the same words: the contract by which a quotation matches its source.

The guide states it for authors, in the reference on fingerprints.  What is not named here as
ignored is compared, so that a doubt ends in a refusal.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02bb\u00b4\uff07\u0060"
_MINUS = "\u2212"
_CURRENCY = "$€£¥₨₹"
# Format characters that show as signs of their own; the other ones are invisible.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
# Punctuation that says something and therefore stays: five per cent is not five.
_KEPT = frozenset("%‰‱&@#/\\§¶′″‴*'-.,:_·٫٬")
# Signs of one meaning in several scripts, which compatibility does not join.
_ALIKE = {"٪": "%", "؉": "‰", "؊": "‱"}
_SHARP_S = str.maketrans({"ß": "\ue000", "ẞ": "\ue000"})
_LONG_DASHES = frozenset("\u2014\u2015\u2e3a\u2e3b\u2e40\u301c\u3030\ufe31\ufe58")
_PARTING = frozenset({"Zs", "Zl", "Zp", "Pd", "Pi", "Pf", "Ps", "Pe", "Po"})
_SEPARATORS = re.compile(r"-{2,}|\.{2,}|'{2,}|(?<!\d)[,:·٫٬]|[,:·٫٬](?!\d)")
_SIGNED = re.compile(rf"{_MINUS}(?=[{_CURRENCY}]?\.?\d)")
_LEADING = re.compile(rf"\A(?:['_:,*]|-(?![{_CURRENCY}]?\.?\d)|\.(?!\d))+")
# A hyphen stays: BBB- is another rating than BBB.
_TRAILING = re.compile(r"['_:,.*]+\Z")


def words(text: str) -> list[str]:
    """Return the words of a text in the form in which they are compared; none holds a space."""
    folded = _fold(text)
    found = (_trim(chunk) for chunk in folded.split())
    return [word for word in found if word]


def _fold(text: str) -> str:
    """Return the text with one sign for each thing that is written in several ways."""
    text = "".join(map(_before, text))
    text = unicodedata.normalize("NFKC", text)
    # Folding would make ss of ß, and so one word of the German for measure and for mass.
    text = text.translate(_SHARP_S).casefold().replace("\ue000", "ß")
    text = unicodedata.normalize("NFKC", text)
    text = _SIGNED.sub("-", "".join(map(_after, text)))
    return _SEPARATORS.sub(" ", text)


@lru_cache(maxsize=4096)
def _before(character: str) -> str:
    """Keep apart what compatibility would join: ten squared is not one hundred and two."""
    if character in _APOSTROPHES:
        return "'"
    if character in _ALIKE:
        return _ALIKE[character]
    decomposed = unicodedata.decomposition(character)
    if decomposed.startswith("<super>"):
        return f"^{character}"
    if decomposed.startswith("<sub>"):
        return f"_{character}"
    if unicodedata.category(character) != "Nd" and _has_digit(character):
        return f" {character} "
    return character


def _has_digit(character: str) -> bool:
    return any(part.isdecimal() for part in unicodedata.normalize("NFKC", character))


@lru_cache(maxsize=4096)
def _after(character: str) -> str:
    """Return the sign for a character, a space for what parts words, nothing for the invisible."""
    category = unicodedata.category(character)
    if character in _KEPT or character in _VISIBLE_FORMAT:
        return character
    if category == "Pd" and character not in _LONG_DASHES:
        return "-"
    if character.isspace() or category in _PARTING:
        return " "
    variation = 0xFE00 <= ord(character) <= 0xFE0F  # noqa: PLR2004  # Unicode's own numbers
    return "" if variation or category in {"Cc", "Cf"} else character


def _trim(chunk: str) -> str:
    """Return a word without the stops and marks around it; a sign or point of a number stays."""
    before = None
    while chunk != before:
        before = chunk
        chunk = _TRAILING.sub("", _LEADING.sub("", chunk))
    return chunk
