"""What to look for in a source in order to find the link behind an address of the site."""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUFFIX = re.compile(r"\.(?:html?|md|rst|txt)$", re.IGNORECASE)
_UP = re.compile(r"^(?:\.{0,2}/)+")
# A word this plain would be found in any prose.
_TELLING = re.compile(r"[-_.:\d]")


def patterns(target: str, *, exact: bool = False) -> list[re.Pattern[str]]:
    """Return what may stand in a source for ``target``, the surest first.

    ``exact`` leaves only the address as written, for links that a theme writes as well.
    """
    decoded = unquote(target)
    path, _, fragment = decoded.partition("#")
    stem = "" if exact else re.escape(_stem(path))
    same = [re.escape(target), re.escape(decoded)]
    if stem and fragment:
        same.append(rf"{stem}(?:\.\w+)?\#{re.escape(fragment)}")
    elif stem and basename(path) != "index.html":
        same.append(rf"{stem}(?:\.\w+)?(?=[)>\"'`\s])")
    texts = ["|".join(same)]
    if fragment and not exact:
        texts.append(rf"\#{re.escape(fragment)}")
        if _TELLING.search(fragment):
            texts.append(re.escape(fragment))
    elif stem and basename(path) != "index.html":
        texts.append(re.escape(basename(path)))
    return [re.compile(rf"(?<![\w-])(?:{text})(?![\w-])") for text in texts]


def likeness(written: str, target: str) -> int:
    """Return how surely ``written`` in a source became ``target``: 2 surely, 1 perhaps, 0 no."""
    if written == target:
        return 2
    path, _, fragment = unquote(target).partition("#")
    written_path, _, written_fragment = unquote(written).partition("#")
    if written_fragment == fragment and _same_path(written_path, path):
        return 2
    return 1 if fragment and fragment in {written, written_fragment} else 0


def first_line(lines: Sequence[str], wanted: Sequence[re.Pattern[str]]) -> int | None:
    """Return the index of the first line that holds the surest pattern that any line holds."""
    for pattern in wanted:
        for number, line in enumerate(lines):
            if pattern.search(line):
                return number
    return None


def _stem(path: str) -> str:
    return _SUFFIX.sub("", _UP.sub("", path))


def _same_path(one: str, other: str) -> bool:
    one, other = _stem(one), _stem(other)
    return one == other or f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")
