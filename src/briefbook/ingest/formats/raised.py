"""Digits set above or below the line: numbers of notes are left out, powers stay what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_NOTE = re.compile(r"\[\s*(?:\w{1,3}|note \d+|citation needed)\s*\]|[*†‡§]+", re.IGNORECASE)
_UP = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_DOWN = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def as_power(before: str, text: str, *, up: bool = True) -> str:
    """Return raised or lowered text as it reads after ``before``: ten squared is not 102."""
    if not before[-1:].isdigit() or not any(sign.isdigit() for sign in text):
        return text
    return text.translate(_UP if up else _DOWN)


def settle(page: etree._Element) -> None:
    """Take the numbers of notes out of a page, and write powers with signs of their own."""
    for element in list(page.iter("sup", "sub")):
        text = "".join(map(str, element.itertext())).strip()
        linked = any((link.get("href") or "").startswith("#") for link in element.iter("a"))
        if _NOTE.fullmatch(text) or (linked and len(text) <= len("[123]")):
            text = ""
        else:
            text = as_power(_before(element), text, up=element.tag == "sup")
        tail = element.tail
        element.clear()
        element.text, element.tail = text, tail


def _before(element: etree._Element) -> str:
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or "".join(map(str, previous.itertext()))
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""
