"""Plain text: blank lines part the blocks; lines that the sender has broken are joined."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbook.ingest import lines
from briefbook.ingest.article import Article, Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,2}|[a-z])[.)])[^\S\n]+(?=\S)")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_SPACES = re.compile(r"[^\S\n]+")
_QUOTED_LINE = re.compile(r"^[^\S\n]*>[^\S\n]?", re.MULTILINE)
_UNDERLINE = re.compile(r"([=\-~*^#_+])\1{3,}")
_LONG_LINE = 160
_HEADING_WORDS = 12
_FEW = 2


def read(text: str, remarks: Sequence[str] = ()) -> Article:
    """Return the article that a plain text holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    blocks = tuple(classify(list(_chunks(_unquoted(text)))))
    return from_blocks("plain text", blocks, remarks)


def from_blocks(
    form: str, blocks: Sequence[Block], remarks: Sequence[str] = (), title: str = ""
) -> Article:
    """Return an article out of blocks: what it says of itself stands in them."""
    found = next((block.text for block in blocks if block.kind is Kind.TITLE), "")
    names = next((lines.byline(b.text) for b in blocks if b.kind is Kind.BYLINE), "")
    above = tuple(
        day for block in blocks if block.kind is Kind.DATE for day in lines.dates_in(block.text)
    )
    return Article(
        form=form,
        blocks=tuple(blocks),
        title=found or title,
        authors=(names,) if names else (),
        dates=above,
        remarks=tuple(remarks),
    )


def _unquoted(text: str) -> str:
    """Return the text of a letter without the marks of an answer before each line."""
    rows = [row for row in text.split("\n") if row.strip()]
    marked = sum(_QUOTED_LINE.match(row) is not None for row in rows)
    return _QUOTED_LINE.sub("", text) if marked > len(rows) // 2 else text


def _chunks(text: str) -> Iterator[tuple[Kind, str]]:
    """Yield the blocks of a text, each an item of a list or anything else."""
    blocks = _BLANK.split(text.strip("\n"))
    rows = [row for row in text.split("\n") if row.strip()]
    by_line = len(blocks) <= _FEW and sum(len(row) > _LONG_LINE for row in rows) > len(rows) // 3
    for block in rows if by_line else blocks:
        for part in _at_indents([row for row in block.split("\n") if row.strip()]):
            yield from _parts(
                [row.strip() for row in part if not _UNDERLINE.fullmatch(row.strip())]
            )


def _at_indents(rows: list[str]) -> Iterator[list[str]]:
    """Yield the paragraphs of a block: one begins where a line is set in and those around not."""
    inset = [index for index, row in enumerate(rows) if row[0].isspace()]
    apart = all(after - before > 1 for before, after in pairwise(inset))
    bullets = any(_BULLET.match(row.strip()) for row in rows)
    starts = [0, *inset] if inset and apart and not bullets else [0]
    for begin, end in pairwise([*dict.fromkeys(starts), len(rows)]):
        yield rows[begin:end]


def _parts(rows: list[str]) -> Iterator[tuple[Kind, str]]:
    """Yield the items of a block, and the lines between them joined."""
    together: list[str] = []
    kind = Kind.PARAGRAPH
    long = sum(len(row) > _LONG_LINE for row in rows)
    for row in rows:
        bullet = _BULLET.match(row)
        listed = bullet is not None and (len(row.split()) > 1)
        ended = not together or _END.search(together[-1]) is not None
        alone = long > 1 or lines.is_related(row) or (lines.is_date(row) and ended)
        if together and (listed or alone):
            yield kind, _joined(together)
            together = []
        kind = Kind.ITEM if listed else Kind.PARAGRAPH if not together else kind
        together.append(row[bullet.end() :] if bullet and listed else row)
    if together:
        yield kind, _joined(together)


def _joined(rows: list[str]) -> str:
    return _SPACES.sub(" ", " ".join(rows)).replace("\u00ad", "").strip()


def classify(chunks: Sequence[tuple[Kind, str]], *, titled: bool = False) -> Iterator[Block]:
    """Yield blocks, told apart by their form and by what stands around them.

    ``titled`` tells that the title is known and not among them.
    """
    chunks = [(kind, text) for kind, text in chunks if text]
    first = next((i for i, (kind, text) in enumerate(chunks) if _runs_on(kind, text)), len(chunks))
    headline = -1 if titled else _headline(chunks[:first])
    for index, (kind, text) in enumerate(chunks):
        following = chunks[index + 1][0] if index + 1 < len(chunks) else None
        yield Block(_kind(kind, text, index, first, headline, following), text)


def _kind(  # noqa: PLR0913, PLR0917, PLR0911  # a line is judged by all that stands around it
    kind: Kind, text: str, index: int, first: int, headline: int, following: Kind | None
) -> Kind:
    if index == headline:
        return Kind.TITLE
    if lines.is_related(text) or lines.heads_links(text):
        return Kind.RELATED
    if lines.is_date(text):
        return Kind.DATE
    if kind in {Kind.HEADING, Kind.FURNITURE}:
        return kind
    if lines.byline(text):
        return Kind.BYLINE
    if lines.is_furniture(text):
        return Kind.FURNITURE
    if kind is Kind.ITEM:
        return Kind.ITEM
    if index < first or (following is not Kind.ITEM and is_heading(text)):
        return Kind.HEADING
    return Kind.PARAGRAPH


def _runs_on(kind: Kind, text: str) -> bool:
    """Return whether a block is running text beyond doubt."""
    return kind is Kind.PARAGRAPH and not is_heading(text) and not _beside(text)


def _beside(text: str) -> bool:
    return (
        lines.is_related(text)
        or lines.is_date(text)
        or bool(lines.byline(text))
        or lines.is_furniture(text)
        or (text.endswith("?") and len(text.split()) <= 2 * _HEADING_WORDS)
    )


def is_heading(text: str) -> bool:
    """Return whether a block looks like a heading: short, and no sentence."""
    return len(text.split()) <= _HEADING_WORDS and not _END.search(text) and text[:1] not in "“\"'‘"


def _headline(above: Sequence[tuple[Kind, str]]) -> int:
    """Return which block above the text is its title, or -1."""
    for index, (kind, text) in enumerate(above):
        plain = not (lines.is_date(text) or lines.byline(text) or lines.is_furniture(text))
        if kind is not Kind.ITEM and plain and not lines.is_related(text):
            return index
    return -1
