"""Words that hedge without saying how much."""

from __future__ import annotations

import re

from briefbook.rules.text.quoted import spans

_RULE_OUT = r"(?:rul(?:e|ed|ing)\s+(?:\w+\s+)?out|exclud(?:ed?|ing)|discount(?:ed)?|dismiss(?:ed)?)"
_ADVERB = r"(?:(?:be|entirely|wholly|fully|altogether|completely|simply|easily|yet|now)\s+){0,3}"
WORDS = (
    (
        r"(?:cannot|can\s+not|can[’']t|could\s+not|couldn[’']t|may\s+not|should\s+not)\s+"
        rf"{_ADVERB}{_RULE_OUT}"
    ),
    (
        r"(?:impossible|not\s+possible|hard|difficult|too\s+(?:early|soon)|unable)\s+to\s+"
        rf"{_ADVERB}{_RULE_OUT}"
    ),
    r"could(?!\s+not\b|n[’']t)",
    # "May" with a capital is the month.
    r"(?-i:may)(?!\s+\d)",
    # "The might of the army" is power.
    r"(?<!\bthe\s)(?<!\bits\s)(?<!\bmilitary\s)(?<!\bnaval\s)(?<!\beconomic\s)might",
    r"maybe",
    r"perhaps",
    r"possibly",
    r"conceivabl[ey]",
    r"potentially",
    r"arguably",
    r"it\s+is\s+(?:\w+ly\s+)?possible\s+that",
    r"(?:there\s+is\s+)?(?:a|some|every)\s+(?:possibility|chance)\s+that",
    r"it\s+(?:seems|appears)\s+(?:that|likely|to)",
    r"some\s+(?:analysts|observers|experts|people|critics)",
    r"it\s+is\s+(?:believed|thought|said|widely\s+held)",
)
_WEASEL = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)


def weasels(text: str) -> list[tuple[str, int]]:
    """Return the hedging words of a text outside its quotations, each with its place."""
    quoted = spans(text)
    return [
        (" ".join(match[0].split()), match.start())
        for match in _WEASEL.finditer(text)
        if not any(a <= match.start() < b for a, b in quoted)
    ]
