"""Figures that need a date: sums of money, shares, large numbers and measured quantities."""

from __future__ import annotations

import re

_GROUPED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)"
_DIGITS = rf"{_GROUPED}|\d[\d,.\u00a0\u202f]{{0,20}}\d|\d"
_NUMBER = rf"(?:{_DIGITS})(?:\s?[–-]\s?(?:{_DIGITS}))?"
_SCALE = r"(?:thousand|million|billion|trillion|bn|mn|tn|crore|lakh)"
_MONEY = r"(?:dollars?|euros?|pounds?|rupees?|yuan|yen|USD|EUR|GBP|PKR|INR|JPY|CNY)"
_CURRENCY = r"(?:US|A|C|NZ|HK|S)?\$|€|£|¥|₹|₨|Rs\.?\s|(?:USD|EUR|GBP|PKR|INR|JPY|CNY)\s"
_UNIT = (
    r"(?:km²|km|kilomet(?:re|er)s?|miles?|hectares?|acres?|tonnes?|tons?|kg|kilograms?|barrels?"
    r"|[kMGT]Wh?|megawatts?|gigawatts?|°C|litres?|liters?|cubic met(?:re|er)s?)"
)
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_TEENS = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_WORDS = rf"(?:{_TENS}(?:[\s-]{_ONE})?|{_TEENS}|{_ONE}|a\s+hundred)"
_SHARE = r"(?:\s?[%‰]|\s(?:per\s?cent|percentage\spoints?|pct)\b)"
_PART = r"(?:third|quarter|fifth|sixth|eighth|tenth)s?"
_HEADS = (
    r"(?:people|persons|troops|soldiers|personnel|officers|passengers|refugees|migrants|workers"
    r"|jobs|students|households|families|voters|residents|citizens|civilians|militants|fighters"
    r"|casualties|deaths|visitors|patients|employees|members|users|men|women|children|aircraft"
    r"|missiles|vehicles|tanks|ships)"
)

_FIGURE = re.compile(
    rf"(?<![\w.])(?<![A-Za-z][-‐‑])(?:"
    rf"(?:{_CURRENCY})\s?(?:{_NUMBER})(?:[\s-]?{_SCALE}\b|[kmb]n?\b)?"
    rf"|(?:{_NUMBER}){_SHARE}"
    rf"|(?:{_NUMBER})[\s-]{_SCALE}\b"
    rf"|(?:{_NUMBER})(?:bn|mn|tn|m(?=\s+{_MONEY}\b))\b"
    rf"|(?:{_NUMBER})\s+{_MONEY}\b"
    rf"|(?:{_NUMBER})[\s-]?{_UNIT}(?!\w)"
    # A bare "10x" is mostly a name.
    rf"|\d+(?:\.\d+[x×](?!\w)|[x×](?=\s+(?:[a-z]+er|as|more|the)\b))"
    rf"|\d+(?:\.\d+)?\s+times\s+(?:as\s+(?:many|much|large|high|big|great)|more|the|its|[a-z]+er)\b"
    rf"|(?:{_GROUPED}|\d{{1,3}}(?:,\d{{3}})+|\d{{4,}})\s+(?:\w+\s+)?{_HEADS}\b"
    rf"|(?i:{_WORDS})(?i:\s(?:per\s?cent|percentage\spoints?)\b)"
    rf"|(?i:{_WORDS})(?i:[\s-](?:million|billion|trillion|crore)\b)"
    rf"|(?i:an?|{_ONE})[\s-]{_PART}(?=\s+of\b)"
    rf"|(?<=\bby\s)(?i:an?|{_ONE})[\s-]{_PART}(?!\s+[a-z])"
    rf")",
)


# "All" and "none" in other words.
_WHOLE = re.compile(rf"(?:100|0)\s?(?:%|per\s?cent|pct)\Z|0\s+{_MONEY}\Z|\$0\Z")
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
# A forecast has no year: "a 60% chance", "likely (55–80%)".
_CHANCE_AFTER = re.compile(
    r"\s+(?:\w+\s+)?(?:chances?|probability|likelihood|odds|likely|certain)\b"
)
_CHANCE_BEFORE = re.compile(
    r"\b(?:likely|probable|chance|odds|certain|possibility|(?:chances?|probability|likelihood|odds)"
    r"\s+(?:is|are|of|at))\s*[(,:–—]?\s*(?:about\s+|of\s+|at\s+)?\Z"
)
# What is made up to show something has no date.
_SUPPOSED = re.compile(
    r"\b(?:e\.g\.|(?:for\s+(?:example|instance)|suppose|supposing|imagine|assum(?:e|ing)\s+that"
    r"|say|even\s+if|hypothetical(?:ly)?|arbitrary)\b)",
    re.IGNORECASE,
)
_NEAR = 60
_BEFORE = (_SUM_BEFORE, _LIMIT_BEFORE, _CHANCE_BEFORE)
_AFTER = (_SUM_AFTER, _LIMIT_AFTER, _CHANCE_AFTER)


def figures(text: str) -> list[tuple[str, int]]:
    """Return the figures of a text that mean little without a date, each with its place."""
    return [
        (" ".join(match[0].split()), match.start())
        for match in _FIGURE.finditer(text)
        if not _WHOLE.match(match[0])
        and not any(way.search(text, *_just_before(match)) for way in _BEFORE)
        and not any(way.match(text, match.end()) for way in _AFTER)
    ]


def _just_before(match: re.Match[str]) -> tuple[int, int]:
    """Return where the words before a figure begin and end; a look at all of them takes long."""
    return max(0, match.start() - _NEAR), match.start()


def is_supposed(sentence: str) -> bool:
    """Return whether a sentence makes something up to show what it means."""
    return bool(_SUPPOSED.search(sentence))
