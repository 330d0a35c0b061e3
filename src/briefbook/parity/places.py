"""Where the links of a page and of its PDF lead."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from briefbook.parity.words import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbook.parity.page import Link, Note, Page, Piece
    from briefbook.parity.pdf import Hot, Print

# A link leads to the space above a text, or to the label beside it: no more points away than the
# first, of which those to the side count less, and never below its line.
_FAR = 90.0
_BELOW = -2.5
# Typst sends a reader so many points above the place itself, where the page has room.
_LIFT = 10.0
_ASIDE = 0.25


class _Pair(NamedTuple):
    piece: Piece
    on_page: Link
    printed: Hot


class Places:
    """Learns where each anchor of a page stands in the PDF, and then judges the links."""

    def __init__(self, page: Page, printed: Print, path: Callable[[str], str]) -> None:
        self._page = page
        self._printed = printed
        self._path = path
        self._anchors: dict[str, int] = {}
        self._pairs: list[_Pair] = []
        self._faults: list[tuple[str, str]] = []
        self._targets: set[str] = set()

    def note(self, piece: Piece, start: int, end: int) -> None:
        """Note where a piece stands in the PDF, and pair its links with those there."""
        for ident in piece.ids:
            self._anchors[f"{self._page.name}#{ident}"] = start
        inside = [k for k in self._printed.links if start <= k.start < end and k.end > k.start]
        if len(inside) != len(piece.links):
            words = [piece.text[k.start : k.end] for k in piece.links]
            said = [self._printed.text[k.start : k.end] for k in inside]
            odd = next((w for w in [*words, *said] if words.count(w) != said.count(w)), "")
            where = "on the page" if words.count(odd) > said.count(odd) else "in the PDF"
            self._faults.append((f"'{short(odd)}' is a link {where} only", piece.text))
            return
        self._pairs += [_Pair(piece, *pair) for pair in zip(piece.links, inside, strict=True)]

    def notes(self, on_page: Note, printed: Print, near: str) -> None:
        """Compare the links of a note, all of which lead to addresses, with those in the PDF."""
        here = [unquote(link.target) for link in on_page.links]
        there = [unquote(self._path(link.target.uri)) for link in printed.links if link.target.uri]
        if on_page.in_short and len(there) == on_page.links_in_short:
            here = _in_order(there, here)
        for one, other in zip_longest(here, there, fillvalue=""):
            if one != other:
                what = f"a link of a note leads to '{one}' on the page and to '{other}' in the PDF"
                self._faults.append((what, near))

    def term(self, address: str, at: int) -> None:
        """Note where the definition of a term stands in the PDF."""
        self._anchors[address] = at

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with links, each with words of the page near it."""
        yield from self._faults
        self._targets = {pair.on_page.target for pair in self._pairs} & self._anchors.keys()
        for piece, on_page, printed in self._pairs:
            words = piece.text[on_page.start : on_page.end]
            if not self._same(on_page.target, printed):
                where = printed.target.uri or f"page {printed.target.page}"
                what = f"the link '{short(words)}' leads to '{on_page.target}' on the page"
                yield f"{what} and to '{where}' in the PDF", piece.text

    def _same(self, target: str, printed: Hot) -> bool:
        if printed.target.uri:
            return unquote(self._path(printed.target.uri)) == unquote(target)
        if target not in self._anchors:
            return target == self._page.name
        return self._distance(target, printed) <= min(
            _FAR, *(self._distance(other, printed) for other in self._targets)
        )

    def _distance(self, anchor: str, printed: Hot) -> float:
        """Return how far the place that a link of the PDF leads to is from that of an anchor."""
        page, x, y = self._printed.place(self._anchors[anchor])
        above = printed.target.y - _LIFT - y
        if page != printed.target.page or above < _BELOW:
            return float("inf")
        return above + _ASIDE * abs(x - printed.target.x)


def _in_order(some: list[str], every: list[str]) -> list[str]:
    """Return some of the targets where all of them are among the others in the same order."""
    others = iter(every)
    return some if all(target in others for target in some) else every
