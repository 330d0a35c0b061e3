"""What a line of a page is that is not running text: a date, a byline, a link to another story."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)\b"),
)
# Day and month in either order, as two countries write them.
_EITHER = re.compile(rf"\b(?P<one>\d\d?)(?P<sign>[./-])(?P<two>\d\d?)(?P=sign){_YEAR}\b")
_AROUND_DATE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:published|updated"
    r"|posted|last|modified|on|at|am|pm|[ap]\.m|gmt|utc|cet|edt|est|pst|ist|pkt|date|by)\b"
    r"|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[\s,.:;|·•()/+–—-]",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:also\s+read|read\s+(?:more|also|next|now)|see\s+also|more\s+on\s+this|related(?:\s+\w+)?"
    r"|recommended|you\s+may\s+also\s+like|don['’]t\s+miss|further\s+reading|watch(?:\s+also)?"
    r"|listen)\s*[:|»>–—-]\s*\S",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"(?:ALSO READ|READ MORE|READ ALSO|RELATED|SEE ALSO|WATCH|RECOMMENDED)\b")
_LINKS_HEAD = re.compile(
    r"(?:related|recommended|more)\s+(?:stor(?:y|ies)|articles?|posts?|news|reading|links|from\b.*)"
    r"\W*|(?:also\s+read|read\s+more|see\s+also|you\s+may\s+also\s+like|most\s+(?:read|popular)"
    r"|trending(?:\s+now)?)\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?i:by|written\s+by|author)\s*:?\s+(?P<names>[A-Z][\w.'’-]*(?:[\s,&]+(?:and\s+)?[A-Z][\w.'’-]*){0,7})"
)
_FURNITURE = re.compile(
    r"\||(?:welcome\s+to|home\s*[|»>]|share\s+(?:this|on)|subscribe|sign\s+(?:in|up)|log\s?in"
    r"|follow\s+us|advertisement|copyright|©|all\s+rights\s+reserved|skip\s+to|menu\b|print\s+this"
    r"|click\s+here|already\s+a\s+(?:subscriber|member)|get\s+unlimited|view\s+comments"
    r"|(?:reporting|writing|editing)\s+by\b|our\s+standards\s*:"
    r"|listen\s+to\s+this|image\s+source|getty\s+images|photo(?:graph)?\s*(?:by|credit)?\s*:"
    r"|\d+\s+(?:comments?|shares?|views?|min(?:ute)?s?\s+read)\b)|[\W_]+$",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign\s+(?:in|up)|log\s?in|register)\s+(?:now\s+)?to\s+(?:continue|keep|read|unlock|get)"
    r"|already\s+a\s+(?:subscriber|member)\s*\?|(?:this\s+(?:article|story|content)\s+is)\s+(?:for|only)\b"
    r"|to\s+continue\s+reading|get\s+(?:full|unlimited)\s+access",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 90
_LONGEST_FURNITURE = 12


def dates_in(text: str) -> list[str]:
    """Return the days that a text names, as ISO dates in their order."""
    found: dict[int, str] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day(match["year"], match["month"], match["day"])
            if day:
                found[match.start()] = day
    for match in _EITHER.finditer(text):
        pairs = (match.group("one", "two"), match.group("two", "one"))
        ways = {_day(match["year"], *pair) for pair in pairs}
        if len(ways - {""}) == 1:
            found[match.start()] = max(ways)
    return [found[start] for start in sorted(found)]


def _day(year: str, month: str, day: str) -> str:
    low = month.lower()
    number = int(low) if low.isdigit() else _month(low)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def is_date(text: str) -> bool:
    """Return whether a line is a date and nothing else but words around dates."""
    left = text
    for pattern in (*_DATES, _EITHER):
        left = pattern.sub(" ", left)
    return left != text and len(text) <= _LONGEST_DATE_LINE and not _AROUND_DATE.sub("", left)


def is_related(text: str) -> bool:
    """Return whether a line leads to another story, such as ``Read more: …``."""
    return bool(_RELATED.match(text) or _SHOUTED.match(text))


def heads_links(text: str) -> bool:
    """Return whether a line stands above a list of other stories."""
    return _LINKS_HEAD.fullmatch(text.strip()) is not None


def byline(text: str) -> str:
    """Return the names in a line such as ``By Jane Doe``, or nothing."""
    match = _BYLINE.fullmatch(text.strip().rstrip("."))
    return match["names"].strip() if match else ""


def is_furniture(text: str) -> bool:
    """Return whether a short line belongs to the page and not to the article."""
    return len(text.split()) <= _LONGEST_FURNITURE and _FURNITURE.match(text.strip()) is not None


def asks_to_subscribe(text: str) -> bool:
    """Return whether a line stands where a page hides the rest of its text."""
    return len(text.split()) <= 2 * _LONGEST_FURNITURE and _PAYWALL.search(text) is not None
