"""Abbreviations in capitals, and what only looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Letters beside a digit make a designation (JF-17, FY25), which no expansion explains; letters
# beside a slash, a dot or an underscore are part of an address or a name in a program.
# "MoU" and "DoD" have a small "o" for the "of" within; "CC BY" is the name of a licence.
_TOKEN = re.compile(
    r"(?<![\w./@&$#!+’'-])(?!CC BY)(?<!CC )"
    r"(?P<word>[A-Z]{2,8}(?:-[A-Z]{2,8})*|[A-Z]{1,3}o[A-Z]{1,3})(?P<plural>s)?"
    r"(?![\w/@&#]|[-.]\w|[’'](?!s\b)\w)"
)
_ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Numbers in use are small; "CD", "MD" and "DCI" are numbers too, and nobody means them.
_SMALL_ROMAN = re.compile(r"[IVX]+|X?L[IVX]*")
_LONG_ROMAN = 5
_NEAR = 20
_NUMBERED = re.compile(
    r"\b(?:Annex|Appendix|Articles?|Book|Chapters?|King|Mark|Parts?|Phase|Pope|Queen|Schedule"
    r"|Sections?|Stage|Titles?|Tome|Type|Volumes?|Wars?)\s\Z"
)
_MARKS = frozenset(("FIXME", "NOTE", "TBC", "TBD", "TODO", "XXX"))
"""Marks that editors leave for one another; they abbreviate nothing that a reader would miss."""
_COUNTRIES = _set(
    "AFG ALB ARE ARG ARM AUS AUT AZE BEL BGD BGR BHR BLR BRA BTN CAN CHE CHL CHN COL CUB CYP "
    "CZE DEU DNK DZA EGY ESP EST ETH EUR FIN FRA GBR GEO GHA GRC HKG HRV HUN IDN IND IRL IRN "
    "IRQ ISL ISR ITA JOR JPN KAZ KEN KGZ KHM KOR KWT LAO LBN LBY LKA LTU LUX LVA MAR MDA MDV "
    "MEX MKD MMR MNE MNG MYS NGA NLD NOR NPL NZL OMN PAK PER PHL POL PRK PRT QAT ROU RUS SAU "
    "SDN SGP SRB SVK SVN SWE SYR THA TJK TKM TUN TUR TWN UKR USA UZB VEN VNM YEM ZAF"
)
"""Codes of countries (ISO 3166-1 alpha-3) that a reader sees in tables and knows by sight."""
_HALVES = frozenset(("AM", "PM"))
_HOUR = re.compile(r"\d\s?\Z")
_SHOUTED = re.compile(r"(?<![\w-])(?:[A-Z]{2,}[\s-]+){2,}[A-Z]{2,}(?![\w-])")
_WORDS = re.compile(r"[^\W\d_]+")


def abbreviations(text: str) -> Iterator[tuple[str, int]]:
    """Yield the abbreviations of a text, without a plural's *s*, each with its place."""
    if _is_shouted(text):
        return
    shouted = [match.span() for match in _SHOUTED.finditer(text)]
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if (
            word in _MARKS
            or word in _COUNTRIES
            or _is_number(word, text[max(0, match.start() - _NEAR) : match.start()])
        ):
            continue
        if word in _HALVES and _HOUR.search(text, max(0, match.start() - _NEAR), match.start()):
            continue
        if not any(first <= match.start() < last for first, last in shouted):
            yield word, match.start()


def _is_number(word: str, before: str) -> bool:
    """Return whether a word is a Roman number where it stands."""
    if not _ROMAN.fullmatch(word):
        return False
    small = _SMALL_ROMAN.fullmatch(word) or len(word) >= _LONG_ROMAN
    return bool(small or _NUMBERED.search(before))


def _is_shouted(text: str) -> bool:
    """Return whether most words of a text are in capitals, as in a warranty."""
    found = [word[0] for word in _WORDS.finditer(text)]
    loud = [word for word in found if len(word) > 1 and word.isupper()]
    return len(loud) > max(5, len(found) / 2)


def known_words(terms: Iterable[str]) -> frozenset[str]:
    """Return the abbreviations that occur in the names of glossary entries."""
    return frozenset(word for term in terms for word, _ in abbreviations(term))


def is_common_word(word: str, words: Collection[str]) -> bool:
    """Return whether ``word`` in small letters is a word of the text: then it was shouted."""
    return word.lower() in words
