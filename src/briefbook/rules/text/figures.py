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


def figures(text: str) -> list[tuple[str, int]]:
    """Return the figures of a text that mean little without a date, each with its place."""
    return [(" ".join(match[0].split()), match.start()) for match in _FIGURE.finditer(text)]


def is_dated(text: str) -> bool:
    """Return whether a text names a year, a decade, a century or a fiscal year."""
    return bool(_DATED.search(text))
