"""Designations such as F-16, which browsers break after their hyphen, kept on one line.

The hyphen stays the one that readers type, so that the name is found and copied as it is written.
"""

from __future__ import annotations

import re

LONGEST = 14
"""A name that is longer may break: it has to find room on a phone."""

_PART = re.compile(
    # What is passed over whole: text that is no prose, and tags with their attributes.
    r"<(?P<whole>code|math|pre|script|style|svg|textarea|title)\b.*?</(?P=whole)>|<[^>]*>|"
    r"(?<![\w&#./:-])(?P<name>[A-Z]{1,5}(?:-\d{1,4}[A-Z]{0,2})+s?)(?![\w-])",
    re.DOTALL,
)


def keep_together(html: str) -> str:
    """Return HTML in which no designation is broken between two lines."""
    return _PART.sub(_kept, html)


def _kept(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None or len(name) > LONGEST:
        return match[0]
    return f'<span class="unbroken">{name}</span>'
