"""PDF: lines with their places, joined to paragraphs; running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefbook.ingest.article import Article, Kind, UnreadableError
from briefbook.ingest.extra import need
from briefbook.ingest.formats import notes, plain
from briefbook.ingest.formats.printed import HYPHEN, lines_of
from briefbook.rules.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbook.ingest.formats.printed import Line

_SPACES = re.compile(r"\s+")
_BULLET = re.compile(r"[•●▪◦‣·–—-]\s+(?=\S)|\(?\d{1,2}[.)]\s+(?=\S)")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NUMBER = re.compile(
    r"(?:page\s+)?\W*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:-\w+)+|\w+")
_JUNK = re.compile(r"microsoft word|untitled|\.\w{2,4}$|^doc\d|^\d+$|^$", re.IGNORECASE)
_MOST_PAGES = 500
_EDGE = 2  # lines at the top and at the foot of a page that may be its running head


def read(data: bytes, remarks: Sequence[str] = ()) -> Article:
    """Return the article that a PDF holds."""
    pdfium = need("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
        said = document.get_metadata_dict()
        count = len(document)
        if count > _MOST_PAGES:
            message = f"has {count} pages, too many for an article"
            raise UnreadableError(message, "give the pages of the article alone")
        printed = [line for page in range(count) for line in lines_of(document, page)]
        document.close()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("needs a password", "save a copy without one") from None
        raise UnreadableError("is a broken PDF", "fetch or export it again") from None
    if sum(len(line.text) for line in printed) < 2 * max(count, 1):
        message = "holds no text, only pictures of pages"
        raise UnreadableError(message, "run it through text recognition (OCR) first")
    body, at_foot = notes.apart(_without_edges(printed))
    chunks = [*_chunks(body), *((Kind.FURNITURE, text) for text in at_foot)]
    blocks = list(plain.classify(chunks))
    title = _largest(body)
    given = str(said.get("Title", "")).strip()
    article = plain.from_blocks("PDF", blocks, remarks)
    author = str(said.get("Author", "")).strip()
    return Article(
        form="PDF",
        blocks=article.blocks,
        title=title or ("" if _JUNK.search(given) else given) or article.title,
        authors=article.authors or ((author,) if len(author.split()) > 1 else ()),
        dates=article.dates,
        remarks=article.remarks,
    )


def _without_edges(printed: Sequence[Line]) -> list[Line]:
    """Return the lines without those that stand at the edge of several pages, and page numbers."""
    pages: dict[int, list[Line]] = {}
    for line in printed:
        pages.setdefault(line.page, []).append(line)
    edges: Counter[str] = Counter()
    outer: set[int] = set()
    for rows in pages.values():
        order = sorted(rows, key=lambda line: -line.base)
        edge = [*order[:_EDGE], *order[-_EDGE:]]
        outer.update(map(id, edge))
        edges.update({_form(line.text) for line in edge})
    return [
        line
        for line in printed
        if id(line) not in outer
        or not (
            _NUMBER.fullmatch(line.text.strip())
            or (len(pages) > 1 and edges[_form(line.text)] > max(1, len(pages) // 3))
        )
    ]


def _form(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip().casefold())


def _chunks(printed: Sequence[Line]) -> Iterator[tuple[Kind, str]]:
    """Yield paragraphs, items and headings."""
    if not printed:
        return
    known = Counter(word.casefold() for line in printed for word in _WORD.findall(line.text))
    size = median(line.size for line in printed)
    steps = [
        a.foot - b.base
        for a, b in pairwise(printed)
        if a.page == b.page and 0 < a.foot - b.base < 4 * size
    ]
    # Of paragraphs of one or two lines half the steps lead to another: the small ones are of lines.
    step = sorted(steps)[len(steps) // 4] if steps else 0.0
    group: list[Line] = []
    for line in printed:
        if group and _parts(group[-1], line, group, step):
            yield _kind(group, size), _joined(group, known)
            group = []
        group.append(line)
    yield _kind(group, size), _joined(group, known)


def _parts(before: Line, line: Line, group: Sequence[Line], step: float) -> bool:
    """Return whether a new paragraph begins with a line."""
    if _BULLET.match(line.text):
        return True
    if abs(before.size - line.size) > 0.6:  # noqa: PLR2004  # points; a heading differs by more
        return True
    ended = _ends(before.text.rstrip())
    full = max(row.right for row in group)
    short = before.right < full - 3 * line.size
    if line.page != before.page or line.base > before.foot + line.size:
        return ended and (short or (line.text[:1].isupper() and _indented(line, group)))
    if step and before.foot - line.base > 1.28 * max(step, 1.2 * line.size):
        return True
    return ended and (_indented(line, group) or short)


def _ends(text: str) -> bool:
    """Return whether a sentence ends with a line: with ``Dr.`` none does."""
    return _END.search(text) is not None and len(sentences(f"{text} Xxxx")) > len(sentences(text))


def _indented(line: Line, group: Sequence[Line]) -> bool:
    if _BULLET.match(group[0].text):
        # What follows a bullet hangs from it: the second line says how far.
        return len(group) > 1 and abs(line.left - group[1].left) > line.size * 0.8
    left = min(row.left for row in group)
    return line.page == group[-1].page and line.left - left > line.size * 0.8


def _kind(group: Sequence[Line], size: float) -> Kind:
    if _BULLET.match(group[0].text):
        return Kind.ITEM
    larger = all(line.size > size * 1.12 for line in group)
    return Kind.HEADING if larger and len(group) <= 4 else Kind.PARAGRAPH  # noqa: PLR2004  # lines of a title


def _joined(group: Sequence[Line], known: Counter[str]) -> str:
    """Return the lines as one, words that were divided at the end of a line made whole."""
    text = ""
    for line in group:
        words = line.text.strip()
        if text and text[-1] in HYPHEN:
            text = text.rstrip(HYPHEN) + words
        elif text.endswith("-") and words[:1].isalpha() and text[-2:-1].isalpha():
            text = _rejoined(text, words, known)
        else:
            text = f"{text} {words}" if text else words
    whole = _SPACES.sub(" ", "".join(c for c in text if c not in HYPHEN)).strip()
    bullet = _BULLET.match(whole)
    return whole[bullet.end() :] if bullet else whole


def _rejoined(text: str, words: str, known: Counter[str]) -> str:
    """Return two parts of a word as the rest of the text has it, with a hyphen or without."""
    head, tail = re.split(r"\s", text)[-1], words.split(" ", 1)[0]
    with_hyphen = re.sub(r"\W+$", "", (head + tail).casefold())
    without = re.sub(r"\W+$", "", (head[:-1] + tail).casefold())
    keep = known[with_hyphen] > known[without] or words[:1].isupper()
    return f"{text if keep else text[:-1]}{words}"


def _largest(printed: Sequence[Line]) -> str:
    """Return the lines of the first page that are set largest, where they are not all of a size."""
    first = [line for line in printed if line.page == 0]
    if not first:
        return ""
    most = max(line.size for line in first)
    if most < 1.15 * median(line.size for line in printed):
        return ""
    start = next(i for i, line in enumerate(first) if line.size > most - 0.3)
    rows = []
    for line in first[start : start + 4]:
        if line.size < most - 0.3:
            break
        rows.append(line.text.strip())
    return _SPACES.sub(" ", " ".join(rows)).strip()
