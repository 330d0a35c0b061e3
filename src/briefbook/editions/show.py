"""Changes between two editions in words, with what moved marked, and as data."""

from __future__ import annotations

import re
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbook.editions.compare import BriefChanges, Change, ElementChanges

VERSION = 1
_WORDY = {"wording", "title", "question", "would-change"}
_NAMES = {"as-of": "information as of", "review-by": "review by", "would-change": "would change"}
_SIGNS = {"new": ("+", "32"), "gone": ("-", "31"), "changed": ("~", "33")}


def as_data(changes: Sequence[BriefChanges], before: str, now: str) -> dict[str, Any]:
    """Return the changes as JSON data; ``before`` and ``now`` name what was compared."""
    briefs = [asdict(change) for change in changes]
    return {"version": VERSION, "before": before, "now": now, "briefs": briefs}


def as_text(changes: Sequence[BriefChanges], *, colour: bool = False) -> str:
    """Return the changes by brief for a person; lost words stand in ``[-…-]``, new in ``{+…+}``."""
    blocks = ["\n".join(_brief(change, colour=colour)) for change in changes]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _brief(change: BriefChanges, *, colour: bool) -> Iterator[str]:
    state = "" if change.state == "changed" else f" ({change.state})"
    head = f"Brief {change.number}: {change.title}{state}"
    yield _paint(head, "1", colour=colour)
    for item in change.changes:
        yield f"    {_told(item, colour=colour)}"
    for element in change.elements:
        yield from _element(element, colour=colour)


def _element(change: ElementChanges, *, colour: bool) -> Iterator[str]:
    sign, code = _SIGNS[change.state]
    name = change.label if change.kind == "bottom-line" else f"{change.label} '{change.id}'"
    words = "" if change.state == "changed" else f" is {change.state}: {change.title}"
    yield f"  {_paint(sign, code, colour=colour)} {name}{words}"
    for item in change.changes:
        yield f"      {_told(item, colour=colour)}"


def _told(change: Change, *, colour: bool) -> str:
    name = _NAMES.get(change.what, change.what)
    if change.what in _WORDY:
        return f"{name}: {_marked(change.before, change.now, colour=colour)}"
    return f"{name}: {change.before or 'none'} → {change.now or 'none'}"


def _marked(before: str, now: str, *, colour: bool) -> str:
    """Return both texts in one, word by word."""
    old, new = (re.findall(r"\S+", text) for text in (before, now))
    parts = []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(" ".join(old[a:b]))
            continue
        if b > a:
            parts.append(_paint(f"[-{' '.join(old[a:b])}-]", "31", colour=colour))
        if d > c:
            parts.append(_paint(f"{{+{' '.join(new[c:d])}+}}", "32", colour=colour))
    return " ".join(parts)


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
