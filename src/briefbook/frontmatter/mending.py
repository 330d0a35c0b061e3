"""A brief in spite of front matter that is wrong, so that the rest of its file can be looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefbook.findings import nearest
from briefbook.metadata import Brief, meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbook.frontmatter.keys import Keys

# Nothing of this is shown to anybody: a book with a finding like these is not published.
_STOPGAPS: dict[str, object] = {
    "number": "1",
    "question": "-",
    "audience": ["-"],
    "status": "published",
    "issued": "2000-01-01",
    "as-of": "2000-01-01",
    "review-by": "9999-12-31",
    "topics": ["-"],
}
UNGIVEN = "-"
"""The reason of an exception whose author gave none, which was reported."""
_FENCE = re.compile(r"(?:[-—–]{2,}|\.\.\.)\s*")
_TEXT = re.compile(r"#{1,6} |:{3,}|`{3,}")


def stopgap(values: object, keys: Keys) -> Brief:
    """Return a brief with what can be read of ``values``, and stopgaps for the rest."""
    given = _named(values if isinstance(values, dict) else {}, meanings(keys))
    good = {
        name: value
        for name, value in ((name, _repaired(name, value)) for name, value in given.items())
        if name not in keys.extra and _is_good(name, value)
    }
    brief = Brief.model_validate({**_STOPGAPS, **good})
    if "number" not in good:
        brief = brief.model_copy(update={"number": 0})
    faults = {*meanings(keys)} - good.keys() - ({"allow", "superseded-by"} - given.keys())
    return brief.with_extra(keys.read(given)[0]).with_faults(frozenset(faults))


def _named(values: Mapping[str, object], known: Mapping[str, str]) -> dict[str, object]:
    """Return values by the keys that were meant."""
    found: dict[str, object] = {name: values[name] for name in values if name in known}
    for name, value in values.items():
        meant = nearest(name.lower(), known)
        if name not in known and meant:
            found.setdefault(meant, value)
    return found


def _repaired(name: str, value: object) -> object:
    """Return a value with what is missing in its items filled in; an exception keeps its rule."""
    if name == "status" and isinstance(value, str):
        return nearest(value.lower(), ("draft", "in-review", "published", "superseded"))
    if name == "allow" and isinstance(value, list):
        items = [
            _named(item, {"rule": "", "reason": ""}) for item in value if isinstance(item, dict)
        ]
        return [{"reason": UNGIVEN, **{k: v for k, v in item.items() if v}} for item in items]
    return value


def _is_good(name: str, value: object) -> bool:
    try:
        Brief.model_validate({**_STOPGAPS, name: value})
    except ValidationError:
        return False
    return True


def body_of(text: str) -> str:
    """Return the text of a file whose front matter cannot be read, with its lines emptied."""
    lines = text.removeprefix("\ufeff").split("\n")
    end = _end(lines)
    return "\n".join([""] * end + lines[end:])


def _end(lines: list[str]) -> int:
    """Return the number of lines that seem to be front matter."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.fullmatch(lines[first]) and not re.match(r"\w+:", lines[first]):
        return 0
    text = next((i for i, line in enumerate(lines) if i > first and _TEXT.match(line)), len(lines))
    ends = [i + 1 for i in range(first + 1, text) if _FENCE.fullmatch(lines[i])]
    return ends[0] if ends else text
