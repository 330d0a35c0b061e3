"""A large book in volumes: where it is cut, and on which page of which volume a place is.

A book in one piece tells its pages from its own layout, for which it is laid out several times,
and all of them stay in memory.  A volume is told where every place is, out of a layout that was
made for it before, in a process of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.typst.compiler import Press

# How much of a translated document fills about a page.
_A_PAGE = 8_000
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


def name_of(book: str, volume: int) -> str:
    """Return the file name, without suffix, of a volume; the first has that of the book."""
    return book if volume == 1 else f"{book}-{volume}"


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


def places(press: Press, data: str, volume: int) -> Places:
    """Lay a volume out and return where its places are, or nothing where that fails."""
    told = press.asked("templates/book.typ", {"data": data}, "places")
    return {name: [volume, *place] for name, place in sorted(told.items())}


def together(volumes: Sequence[Places]) -> Places:
    """Return the places of all volumes, of a name in two of them the first."""
    return {name: place for places in reversed(volumes) for name, place in places.items()}


def differ(told: Places, found: Mapping[str, Sequence[Any]], volume: int) -> bool:
    """Tell whether a volume has a place where the book was not told that it is."""
    return any(
        name not in told or (told[name][0] == volume and told[name][1:] != list(place))
        for name, place in found.items()
    )
