"""Which documents the book holds, in which order, and how deep each stands."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Place:
    """A document in the book; ``depth`` 0 is the root and its direct children's children are 2."""

    docname: str
    depth: int


def book_order(
    root: str, includes: Mapping[str, Sequence[str]], exclude: Sequence[str]
) -> list[Place]:
    """Return the documents under ``root`` in the order of the tables of contents, each once.

    ``includes`` maps a document to those in its tables of contents; a document that matches a
    pattern of ``exclude`` is left out together with what only it leads to.
    """
    seen: set[str] = set()
    return list(_walk(root, 0, includes, tuple(exclude), seen))


def with_front(places: Sequence[Place], front: Sequence[str]) -> list[Place]:
    """Return the documents with those named in ``front`` right after the first, in that order.

    On the site they may stand where a reader looks them up; a printed book is read from its
    beginning.
    """
    chosen = {place.docname: Place(place.docname, 1) for place in places[1:]}
    moved = [chosen[name] for name in front if name in chosen]
    names = {place.docname for place in moved}
    rest = [place for place in places[1:] if place.docname not in names]
    return [*places[:1], *moved, *rest]


def _walk(
    docname: str,
    depth: int,
    includes: Mapping[str, Sequence[str]],
    exclude: tuple[str, ...],
    seen: set[str],
) -> Iterator[Place]:
    if docname in seen or any(matches(docname, pattern) for pattern in exclude):
        return
    seen.add(docname)
    yield Place(docname, depth)
    for child in includes.get(docname, ()):
        yield from _walk(child, depth + 1, includes, exclude, seen)


def matches(docname: str, pattern: str) -> bool:
    """Tell whether a document matches a pattern such as ``docs/guide/**``."""
    return fnmatchcase(docname, pattern) or docname == pattern.removesuffix("/**")
