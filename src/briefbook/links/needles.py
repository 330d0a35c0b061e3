"""What to look for in a source in order to find the link behind an address of the site."""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUFFIX = re.compile(r"\.(?:html?|md|rst|txt)$", re.IGNORECASE)
_UP = re.compile(r"^(?:\.{0,2}/)+")
# Lines that give something an id: `(id)=`, `:name: id`, `{#id}`, `:::{kind} id`, `id="id"`.
_DEFINES = re.compile(r"^\s*(?:\([^)]*\)=|:name:|\.\. _|[:`~]{3,}\{[\w:-]+\}\s)|\{[^}]*#|\bid\s*=")
# A word this plain would be found in any prose.
_TELLING = re.compile(r"[-_.:\d]")


class Needle(NamedTuple):
    """What may stand in a line of source; ``bare`` when that may be the id alone."""

    pattern: re.Pattern[str]
    bare: bool = False

    def is_in(self, line: str, *, given: bool = False) -> bool:
        """Whether a line holds it; ``given`` allows for lines that give the id to something."""
        return bool(self.pattern.search(line)) and (given or not self.bare or not _defines(line))


def _defines(line: str) -> bool:
    return bool(_DEFINES.search(line))


def needles(target: str, *, exact: bool = False) -> list[Needle]:
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
    found = [Needle(_words("|".join(same)))]
    if fragment and not exact:
        found.append(Needle(_words(rf"\#{re.escape(fragment)}")))
        if _TELLING.search(fragment):
            found.append(Needle(_words(re.escape(fragment)), bare=True))
    elif stem and basename(path) != "index.html":
        found.append(Needle(_words(re.escape(basename(path)))))
    return found


def _words(text: str) -> re.Pattern[str]:
    # "{#id}" gives an id to what stands before it.
    return re.compile(rf"(?<![\w{{-])(?:{text})(?![\w-])")


def likeness(written: str, target: str) -> int:
    """Return how surely ``written`` in a source became ``target``: 2 surely, 1 perhaps, 0 no."""
    if written == target:
        return 2
    path, _, fragment = unquote(target).partition("#")
    written_path, _, written_fragment = unquote(written).partition("#")
    if written_fragment == fragment and _same_path(written_path, path):
        return 2
    return 1 if fragment and fragment in {written, written_fragment} else 0


def first_line(lines: Sequence[str], wanted: Sequence[Needle]) -> int | None:
    """Return the index of the first line that holds the surest needle that any line holds."""
    for needle in wanted:
        for number, line in enumerate(lines):
            if needle.is_in(line):
                return number
    return None


def _stem(path: str) -> str:
    return _SUFFIX.sub("", _UP.sub("", path))


def _same_path(one: str, other: str) -> bool:
    one, other = _stem(one), _stem(other)
    return one == other or f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")
