"""How much room to leave on the last pages of a handout, so that its columns end at one height."""

from __future__ import annotations

from typing import Any

# Points that stay free in each column: a block that is not parted may go to the other.  Where that
# takes more room, the next is tried, and at last the columns stay as they are.
SLACKS = (10.0, 40.0, float("inf"))
# Less than this shows to nobody.
_LEAST = 4.0


def rooms(measures: dict[str, Any], slack: float = SLACKS[0]) -> dict[str, float]:
    """Return the points to leave below each part that ends a page, from a first layout.

    ``slack`` is how many points of a column stay free where text stands above the parts.

    ``measures`` is what ``ending.typ`` tells: where the text ends, where the parts after it begin,
    where what goes across the page ends, the head of the page, the clearance of what floats and
    the middle between the columns.  Without the text or the parts there is nothing to leave.
    """
    text = measures.get("text")
    parts = {name: place for name, place in measures.get("parts", {}).items() if place}
    if not text or not parts or any(place["page"] < text["page"] for place in parts.values()):
        return {}
    found = {}
    for page in {place["page"] for place in parts.values()}:
        here = {name: place for name, place in parts.items() if place["page"] == page}
        top = min(place["y"] for place in here.values())
        lowest = max(here, key=lambda name: here[name]["y"])
        # Notes alone on a page begin at its head.
        alone = top - measures["head"] - 1
        room = _free(measures, top) - slack if page == text["page"] else alone
        if room > _LEAST:
            found[lowest] = round(room, 1)
    return found


def keeps_pages(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Tell whether text and parts end and begin on the pages on which they did."""
    return _pages(before) == _pages(after)


def _pages(measures: dict[str, Any]) -> list[int]:
    places = [measures.get("text"), *measures.get("parts", {}).values()]
    return [place["page"] if place else 0 for place in places]


def _free(measures: dict[str, Any], top: float) -> float:
    """Return the height that each of two columns of one height would leave above ``top``."""
    text, clearance = measures["text"], measures["clearance"]
    above = [
        place["y"] + clearance
        for place in measures["wide"]
        if place["page"] == text["page"] and place["y"] < text["y"]
    ]
    head = max([measures["head"], *above])
    column = top - clearance - head
    used = text["y"] - head + (column if text["x"] > measures["middle"] else 0)
    return float(column - used / 2)
