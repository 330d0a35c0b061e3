"""Whether the printed book says what the pages of its documents say, paragraph by paragraph."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from briefbook.links.pdf_text import FontReader
from briefbook.parity.differences import SAME
from briefbook.parity.spelt import spelt_without
from briefbook.parity.words import in_series, runs_leftward

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefbook.parity.page import Page, Piece

# To read a page takes a sixtieth of a second; a book of more pages is trusted.
MOST_PAGES = 600
# What a paragraph may have on each side of the end of a page.
_LEAST = 8
# So many letters at least fill a page of text.
_ON_A_PAGE = 2500
_PAGE_NUMBER = re.compile(r"\((?:\w{1,4}\.\s?\d+,\s?)?\w{1,4}\.\s?\d+\)")


class Missing(NamedTuple):
    """A paragraph of a document's page that the book does not hold."""

    docname: str
    text: str


def digest(pages: Iterable[Path], pdf: Path) -> str:
    """Return what stands for the files that are compared."""
    found = hashlib.sha256(pdf.read_bytes())
    for page in pages:
        found.update(hashlib.sha256(page.read_bytes()).digest())
    return found.hexdigest()


def missing(pdf: Path, pages: Sequence[tuple[str, Page]]) -> Iterator[Missing]:
    """Yield what pages say and the book does not; raises what pikepdf raises.

    Letters alone are compared: paper has numbers of pages and of notes between them.
    """
    said = _letters_of(pdf)
    if not said:
        return
    for docname, page in pages:
        for unit in page.units:
            for piece in unit.pieces:
                if _is_text(piece) and not any(_holds(said, form) for form in _forms(piece, said)):
                    yield Missing(docname, piece.text)


def _is_text(piece: Piece) -> bool:
    """Tell whether a piece is printed as text that can be compared letter by letter.

    The description of an image is not shown, and what runs from right to left stands otherwise.
    """
    return piece.kind != "figure" and not runs_leftward(piece.text)


def _forms(piece: Piece, said: str) -> Iterator[str]:
    yield _letters(piece.text)
    yield _letters(in_series(piece.text))
    yield _letters(SAME.get(piece.text.lower(), piece.text))
    yield _letters(spelt_without(said, piece.text))


def _holds(said: str, words: str, parts: int = 0) -> bool:
    """Tell whether a text holds some words, in as many parts as their length can have pages."""
    if words in said:
        return True
    parts = parts or 2 + len(words) // _ON_A_PAGE
    if parts == 1:
        return False
    most = bisect_left(range(len(words)), True, key=lambda end: words[: end + 1] not in said)
    # What follows on the next page may begin with the letters with which this one goes on.
    return any(
        _holds(said, words[end:], parts - 1)
        for end in range(most, max(most - _LEAST, 0), -1)
        if end >= _LEAST and len(words) - end >= _LEAST
    )


def _letters(text: str) -> str:
    return "".join(c for c in _PAGE_NUMBER.sub("", text).casefold() if c.isalpha())


def _letters_of(pdf: Path) -> str:
    """Return all letters of a PDF in the order in which its pages show them."""
    with pikepdf.open(pdf) as document:
        if len(document.pages) > MOST_PAGES:
            return ""
        readers: dict[tuple[int, int], FontReader] = {}
        return _letters("".join(s for page in document.pages for s in _shown(page, readers)))


def _shown(page: pikepdf.Page, readers: dict[tuple[int, int], FontReader]) -> Iterator[str]:
    fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    reader, saved = FontReader(None), list[FontReader]()
    for instruction in pikepdf.parse_content_stream(page, "q Q Tf Tj TJ"):
        match str(instruction.operator):
            case "q":
                saved.append(reader)
            case "Q":
                reader = saved.pop() if saved else reader
            case "Tf":
                font = fonts[str(instruction.operands[0])]
                key = font.objgen
                if key not in readers:
                    readers[key] = FontReader(font)
                reader = readers[key]
            case _:
                yield reader.read(instruction.operands[-1])
