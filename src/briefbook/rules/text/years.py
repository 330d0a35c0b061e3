"""Years, decades, centuries and fiscal years in a text; a count such as "2000 boats" is none."""

from __future__ import annotations

import re

_YEAR = re.compile(
    r"(?<![\w,$€£¥₹#])(?<![A-Z][-‐‑])(?<!\d\.)"
    r"(?:1[5-9]\d\d|20\d\d)(?P<decade>s)?(?:\s?[-–/]\s?(?:\d{4}|\d\d)(?!\d))?(?!\w)(?![,.]?\d)"
)
_NAMED = re.compile(
    r"\bFY\s?[’']?\d\d|\b(?:fiscal|financial)\s+years?\b|(?<!\w)[’'‘]\d0s\b"
    r"|\b\d\d?[./]\d\d?[./](?:(?:1[5-9]|20)\d\d|\d\d)\b"
    r"|\b\d\d?(?:st|nd|rd|th)[\s-]century\b|\b[a-z]+(?:th|st|nd)[\s-]century\b"
)
# "Section 1206" and "Resolution 1973" are names.
_NUMBERED_BEFORE = re.compile(
    r"\b(?:sections?|resolutions?|articles?|no|nos|numbers?|pages?|pp?|rooms?|flights?|laws?|rules?"
    r"|directives?|regulations?|orders?|bills?|forms?|ISO|RFC|chapters?|US[CD]|EUR|GBP|PKR|INR|Rs)"
    r"\.?\s+\Z",
    re.IGNORECASE,
)
_QUANTITY_BEFORE = re.compile(
    r"\b(?:about|some|over|nearly|almost|only|than|roughly|approximately|around|least|most|up\s+to"
    r"|another|exactly|just|under|nearer|below|above|every|per|these|those|its|their|all)\s+\Z"
    r"|[~≈≤≥<>]\s?\Z",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|from|by|until|till|the|during|before|after|between|and|to|circa|c|late"
    r"|early|mid|end|through|for|year|years|summer|spring|autumn|winter|fall|this|on|or|as|than"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|[a-z]*(?:uary|ch|ril|ust|ber))\.?"
    r"|\d|[(\[–—-])[\s,]*\Z|\A\W*\Z",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z]+(?:ed|ing|al|ic|ian|ful|new|old|more)\s+|new\s+|young\s+)?"
    r"(?:people|personnel|men|women|children|police|staff|aircraft|cattle|(?!(?:was|is|has|does|as"
    r"|its|his|this|thus|us|across|always|perhaps|towards|afterwards|besides|sales|elections"
    r"|floods|talks|protests|accounts|estimates|prices|figures|levels|budgets|events|plans"
    r"|agreements|rules|reports|reforms|sanctions|attacks|wars)\b)[a-z]{2,}s)\b"
)
_UNIT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent\b|km\b|kg\b|miles?\b|tonn?e?s?\b|hectares?\b|acres?\b|dollars?\b|euros?\b"
    r"|pounds?\b|rupees?\b|barrels?\b|[kMG]W\b|(?:metre|meter|litre|liter|mile|feet|hour|day|word)s?\b"
    r"|million\b|billion\b|BC\b)"
)
_NEAR = 40


def is_dated(text: str) -> bool:
    """Return whether a text names a year, a decade, a century or a fiscal year."""
    return bool(_NAMED.search(text)) or any(
        match["decade"] or not _is_count(text, match) for match in _YEAR.finditer(text)
    )


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Return whether what looks like a year counts or names something instead."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if _NUMBERED_BEFORE.search(before) or _UNIT_AFTER.match(text, match.end()):
        return True
    if not _COUNTED_AFTER.match(text, match.end()):
        return False
    if _QUANTITY_BEFORE.search(before) or not _DATE_BEFORE.search(before):
        return True
    # "A loss of 2000 passengers": nobody says "of 2000 passengers" of the year.
    return match[0].endswith("00") and not re.search(r"\b(?:in|since|the)\s+\Z", before)
