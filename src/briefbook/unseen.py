"""Characters that nobody sees or can read: direction marks, gaps of no width, signs of damage.

A text can say one thing on a page and another to a program (CVE-2021-42574).  What is needed to
write a language stays: joiners between letters that they join, direction marks beside letters that
are written from the right, and the soft hyphen, which says where a word may be parted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURNING = "\u202a-\u202e\u2066-\u2069"
_EMPTY = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
_TAGS = "\U000e0000-\U000e007f"
_MARKS, _JOINERS = "\u200e\u200f\u061c", "\u200c\u200d"
# What is left of a picture, a letter, or a bullet of Symbol or Wingdings that was pasted.
_DAMAGED = {
    "\ufffc": "the mark of a picture that was not pasted",
    "\ufffd": "the mark of a letter that was lost",
} | {chr(code): "a sign that only fonts of a word processor have" for code in range(0xF020, 0xF100)}
_ALL = re.compile(f"[{_TURNING}{_EMPTY}{_TAGS}{_MARKS}{_JOINERS}\uf020-\uf0ff\ufffc\ufffd]")
_TURNS = re.compile(f"[{_TURNING}]")
_FROM_RIGHT = frozenset({"R", "AL", "AN"})


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the sign of every such character in a text."""
    for match in _ALL.finditer(text):
        if not _belongs(text, match.start()):
            yield match.start(), match[0]


def without_unseen(text: str) -> str:
    """Return a text without them."""
    found = {place for place, _ in unseen(text)}
    return "".join(sign for place, sign in enumerate(text) if place not in found) if found else text


def what_it_does(sign: str) -> str:
    """Say in words what a character is, and what it does."""
    code = f"U+{ord(sign):04X}"
    if sign in _DAMAGED:
        return f"{_DAMAGED[sign]}, {code}"
    if _TURNS.match(sign):
        return f"a character that cannot be seen and turns the text around, {code}"
    return f"a character that cannot be seen, {code}"


def _belongs(text: str, place: int) -> bool:
    """Return whether a character is part of how a language or an emblem is written."""
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if sign in _MARKS:
        line = text[
            text.rfind("\n", 0, place) + 1 : (text.find("\n", place) + 1 or len(text) + 1) - 1
        ]
        return any(
            unicodedata.bidirectional(other) in _FROM_RIGHT for other in line if other != sign
        )
    if sign in _JOINERS:
        return bool(before and after) and not (_is_plain(before) or _is_plain(after))
    return "\U0001f3f4" <= before <= "\U000e007f" and sign > "\uffff"  # the tags of a flag


def _is_plain(sign: str) -> bool:
    """Return whether letters like this one are never joined: Latin, Greek, Cyrillic, or none."""
    return ord(sign) < 0x0530  # noqa: PLR2004  # where the blocks of those scripts end
