"""A large book in volumes: where it is cut, and on which page of which volume a place is.

A book in one piece tells its pages from its own layout, for which it is laid out several times,
and all of them stay in memory.  A volume is told where every place is, out of a layout that was
made for it before, in a process of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.typst.compiler import Press

# How much of a translated document fills about a page.
_A_PAGE = 8_000
# The cover, the imprint and the contents come before a volume's text.
_BEFORE = 4
_REFERENCE = re.compile(r'#xref\("([^"]*)", "([^"]*)"')
# Layouts until no place moves; a page number that is a digit longer may move what follows.
ROUNDS = 3

Places = dict[str, list[Any]]
"""By label: the volume, the page's number there and in the file, and x and y in points."""


def cut(
    chapters: Sequence[dict[str, Any]], sizes: Mapping[str, int], pages: int
) -> list[list[dict[str, Any]]]:
    """Part chapters into volumes of about ``pages`` pages at most, and of about one size.

    ``sizes`` has the length of each translated document; 0 pages is one volume of any size.
    """
    every = sum(sizes[chapter["doc"]] for chapter in chapters)
    most = pages * _A_PAGE
    if not pages or every <= most:
        return [list(chapters)]
    each = every / -(-every // most)
    found: list[list[dict[str, Any]]] = [[]]
    filled = 0.0
    for chapter in chapters:
        size = sizes[chapter["doc"]]
        # A chapter goes where more of it belongs.
        if found[-1] and filled + size / 2 > each:
            found.append([])
            filled = 0.0
        found[-1].append(chapter)
        filled += size
    return found


def is_huge(part: Sequence[Mapping[str, Any]], sizes: Mapping[str, int], pages: int) -> bool:
    """Tell whether a volume is larger by half than one of so many pages."""
    return 2 * sum(sizes[chapter["doc"]] for chapter in part) > 3 * pages * _A_PAGE


def content_file(docname: str) -> str:
    """Return where the text of a translated document stands, below Typst's root."""
    return f"content/{docname}.typ"


def name_of(book: str, volume: int) -> str:
    """Return the file name, without suffix, of a volume; the first has that of the book."""
    return book if volume == 1 else f"{book}-{volume}"


def places_file(paper: str, volume: str = "") -> str:
    """Return where the places of all volumes on a paper stand, or those that one names."""
    return f"data/{paper}/{volume}{'.' if volume else ''}places.json"


def described(book: str, paper: str, parts: Sequence[Sequence[dict[str, Any]]]) -> list[Any]:
    """Return what the templates are told of all volumes: number, path, first and last title."""
    return [
        {
            "number": number,
            "path": f"pdf/{paper}{name_of(book, number)}.pdf",
            "first": part[0]["title"],
            "last": part[-1]["title"],
        }
        for number, part in enumerate(parts, 1)
    ]


def guessed(parts: Sequence[Sequence[dict[str, Any]]], sizes: Mapping[str, int]) -> Places:
    """Return about where each document begins, so that its number has as many digits as it will."""
    found: Places = {}
    for volume, part in enumerate(parts, 1):
        begun = 0
        for chapter in part:
            found[chapter["doc"]] = [volume, _BEFORE + begun // _A_PAGE, 1, 0, 0]
            begun += sizes[chapter["doc"]]
    return found


def places(press: Press, data: str) -> dict[str, Any]:
    """Lay a volume out and return where its places are, or nothing where that fails."""
    return press.asked("templates/book.typ", {"data": data}, "places")


def named(content: str) -> set[str]:
    """Return the places and documents that a translated document refers to, by name."""
    return {name for pair in _REFERENCE.findall(content) for name in pair}
