"""Figures that need a date: sums of money, shares, large numbers and measured quantities."""

from __future__ import annotations

import re

_NUMBER = r"\d[\d,.\u00a0\u202f]*\d|\d"
_SCALE = r"(?:thousand|million|billion|trillion|bn|mn|tn|crore|lakh)"
_CURRENCY = r"(?:US|A|C|NZ|HK|S)?\$|€|£|¥|₹|₨|Rs\.?\s|(?:USD|EUR|GBP|PKR|INR|JPY|CNY)\s"
_UNIT = (
    r"(?:km²|km|kilomet(?:re|er)s?|miles?|hectares?|acres?|tonnes?|tons?|kg|kilograms?|barrels?"
    r"|[kMGT]Wh?|megawatts?|gigawatts?|°C|litres?|liters?|cubic met(?:re|er)s?)"
)

_FIGURE = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?:{_CURRENCY})\s?(?:{_NUMBER})(?:[\s-]?{_SCALE}\b|[kmb]n?\b)?"
    rf"|(?:{_NUMBER})(?:\s?%|\s(?:per\s?cent|percentage\spoints?|pct)\b)"
    rf"|(?:{_NUMBER})[\s-]{_SCALE}\b"
    rf"|(?:{_NUMBER})[\s-]?{_UNIT}(?!\w)"
    rf")",
)
_DATED = re.compile(
    r"(?<![\w.,$€£])(?:1[5-9]\d\d|20\d\d)(?:s\b|\b(?![,.]?\d))"  # 2022, 1990s
    r"|\bFY\s?\d\d|\bfiscal\syears?\b|[’']\d0s\b"
    r"|\b\d\d?(?:st|nd|rd|th)[\s-]century\b|\b[a-z]+(?:th|st|nd)[\s-]century\b",
)


# "All" and "none" in other words.
_WHOLE = re.compile(r"(?:100|0)\s?(?:%|per\s?cent|pct)\Z")
# "80% of 40 hours" and "= 43.5%" are sums, and say themselves where they come from.
_SUM_BEFORE = re.compile(r"[=×*/+]\s*\Z")
_SUM_AFTER = re.compile(r"\s*(?:[=×*/+]|of\s+(?:the\s+)?\d)")
# "Up to 5%" and "30% or more" set a limit; they do not say what is.
_LIMIT_BEFORE = re.compile(
    r"(?:\b(?:up\s+to|within|at\s+most|no\s+(?:more|less|lower|higher|fewer)\s+than"
    r"|(?:minimum|maximum)\s+of)|[≤≥<>])\s*\Z",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(r"\s+or\s+(?:more|less|greater|fewer|higher|lower)\b")
# What is made up to show something has no date.
_SUPPOSED = re.compile(
    r"\b(?:for\s+(?:example|instance)|e\.g\.|suppose|supposing|imagine|assum(?:e|ing)\s+that"
    r"|say|even\s+if|hypothetical(?:ly)?|arbitrary)\b",
    re.IGNORECASE,
)


def figures(text: str) -> list[tuple[str, int]]:
    """Return the figures of a text that mean little without a date, each with its place."""
    return [
        (" ".join(match[0].split()), match.start())
        for match in _FIGURE.finditer(text)
        if not _WHOLE.match(match[0])
        and not any(way.search(text, 0, match.start()) for way in (_SUM_BEFORE, _LIMIT_BEFORE))
        and not any(way.match(text, match.end()) for way in (_SUM_AFTER, _LIMIT_AFTER))
    ]


def is_supposed(sentence: str) -> bool:
    """Return whether a sentence makes something up to show what it means."""
    return bool(_SUPPOSED.search(sentence))


def is_dated(text: str) -> bool:
    """Return whether a text names a year, a decade, a century or a fiscal year."""
    return bool(_DATED.search(text))
