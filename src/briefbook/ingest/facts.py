"""What can be looked up: sums, shares, dates, numbers, quotations, offices and names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCALE = r"(?:thousand|million|billion|trillion|crore|lakh|bn|mn|m|k)\b"
_UNIT = r"(?:US\s?dollars?|dollars?|euros?|pounds?|rupees?|yuan|yen|USD|EUR|GBP|PKR|INR|CNY)\b"
_FIGURE = r"\d+(?:[.,]\d+)*"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "money",
        re.compile(
            rf"(?:\b(?:US|A|C|NZ|HK|Rs|PKR|USD|EUR|GBP)\s?\.?\s?)?[$€£¥₹]\s?{_FIGURE}(?:\s?(?:USD\s)?{_SCALE})?"
            rf"|\b(?:Rs|PKR|USD|EUR|GBP|INR)\.?\s?{_FIGURE}(?:\s?{_SCALE})?"
            rf"|\b{_FIGURE}(?:\s{_SCALE})?\s{_UNIT}"
        ),
    ),
    (
        "percentage",
        re.compile(rf"[-+−]?{_FIGURE}\s?(?:%|per\s?cent\b|percentage\spoints?\b)"),
    ),
    (
        "date",
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}}\b)?"
            rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?|\b{_MONTH}\s\d{{4}}\b"
            r"|\b\d{4}-\d\d-\d\d\b|\bFY\s?\d{2,4}\b|\b(?:1[5-9]|20)\d\d(?:s|[–-]\d{2,4})?\b"
            r"|\b(?:last|this|next)\s(?:month|year|week)\b"
        ),
    ),
    ("number", re.compile(rf"(?<![\w.,-])[-+−]?{_FIGURE}(?:\s{_SCALE})?(?![\w]|[-–]\d)")),
)
_QUOTED = re.compile(
    r"„([^„“”]{3,1500})[“”]|“([^“”]{3,1500})”|(?<!\w)\"([^\"]{3,1500})\"|«([^«»]{3,1500})»"
    r"|”\s?([^“”]{20,1500})”|(?<!\w)‘((?:[^‘’]|’(?=\w)){3,1500})’(?!\w)"
)
_OFFICE = re.compile(
    r"\b(?:(?:Vice|Deputy|Former|Acting|Assistant|Under|Prime|Foreign|Defen[cs]e|Finance|Interior"
    r"|Army|Navy|Air|Chief|Supreme|High|Attorney|Lieutenant|Major|Brigadier|Rear)[ -])*"
    r"(?:President|Minister|Premier|Chancellor|Secretary(?:\sof\s[A-Z]\w+)?|Ambassador|Senator"
    r"|Congress(?:man|woman)|Governor|Mayor|Judge|Justice|Commissioner|Commander|Colonel|Captain"
    r"|Admiral|General|Marshal|Chief(?:\sExecutive|\sJustice|\sof\s(?:Army\s)?Staff)?|Director"
    r"|Chair(?:man|woman|person)?|Spokes(?:man|woman|person)|Professor|Speaker|King|Queen|Prince)\b"
    r"(?:\s(?:[A-Z]\.|[A-Z][\w'’-]+)){0,4}"
)
_NAME = re.compile(
    r"\b[A-Z][\w'’&-]*(?:\s(?:of|the|and|for|de|al|bin|von|van|to|on|in)(?=\s[A-Z])|\s[A-Z][\w'’&-]*){1,7}"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEADING = _set(
    "The A An In On At By For From To With As If When While Where Since After Before Until"
    " Because Although Though But And Or So Yet Then Thus However Moreover This That These"
    " Those It Its He She They We You His Her Their Our There Here Not No All Both Each Every"
    " Some Many Most What Who Why How Which During Under Over Between Within Without According"
    " Further Even Such Given Also Therefore Meanwhile Despite Instead Still Once Only Other"
    " Another Last Next Read"
)
_CONNECTING = _set("of the and for de al bin von van to on in")
_TRIMMED = " .,;:!?'’\"“”()"


@dataclass(frozen=True)
class Fact:
    """Something that can be looked up: its kind, its words, and the number of its paragraph."""

    kind: str
    text: str
    paragraph: int = 0


def figures(text: str) -> list[Fact]:
    """Return sums, shares, dates and other numbers in their order; none stands in two kinds."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Fact]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                words = " ".join(match[0].split())
                found.append((match.start(), Fact(kind, words)))
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def quotations(text: str) -> list[tuple[int, int, str]]:
    """Return begin, end and words of what stands in quotation marks; straight or curved ones."""
    found = []
    for match in _QUOTED.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        found.append((match.start(), match.end(), words.strip()))
    return found


def offices(text: str) -> list[str]:
    """Return titles of office, with the name after them where there is one."""
    return [" ".join(match[0].split()) for match in _OFFICE.finditer(text)]


def names(text: str) -> list[str]:
    """Return terms of several capitalised words, as they stand."""
    found = []
    for line in text.split("\n"):
        for match in _NAME.finditer(line):
            words = match[0].split()
            while words and (words[0] in _LEADING or words[0] in _CONNECTING or _is_month(words)):
                words = words[1:]
            while words and (words[-1] in _CONNECTING or len(words[-1]) == 1):
                words = words[:-1]
            term = re.sub(r"['’]s$", "", " ".join(words).strip(_TRIMMED))
            if len(term.split()) > 1:
                found.append(term)
    return found


def _is_month(words: list[str]) -> bool:
    """Return whether a month stands before a name, as in ``In May the Office …``."""
    return re.fullmatch(_MONTH, words[0]) is not None and words[1:2] in (["the"], ["on"], ["in"])


def terms(texts: Iterable[str]) -> dict[str, int]:
    """Return the terms of several capitalised words with how often they stand there."""
    counts = Counter(name for text in texts for name in names(text))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def all_facts(number: int, text: str) -> Iterator[Fact]:
    """Yield all that can be looked up in one paragraph; of a quotation only its first words."""
    for fact in figures(text):
        yield Fact(fact.kind, fact.text, number)
    for _, _, words in quotations(text):
        parts = words.split()
        opening = " ".join(parts[:4]) + (" …" if len(parts) > 4 else "")  # noqa: PLR2004  # enough to find it
        yield Fact("quotation", f"{opening} ({len(parts)} words)", number)
    for office in dict.fromkeys(offices(text)):
        yield Fact("office", office, number)
