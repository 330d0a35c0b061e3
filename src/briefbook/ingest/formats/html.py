"""Web pages: trafilatura takes away what is not the article, and reads what the page says of it."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml import html as lxml_html

from briefbook.ingest import lines
from briefbook.ingest.article import Article, Block, Kind, UnreadableError
from briefbook.ingest.extra import need
from briefbook.ingest.formats import breaks, pagedate, plain, raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACES = re.compile(r"\s+")
_NO_TEXT = "holds no article text"
_SAVE = "save the article alone as text, or the page after its scripts have run"
_OPEN, _CLOSE = "\ue000", "\ue001"  # for private use: no page has them
_MARK = re.compile(f"{_OPEN}\\d+ ?{_CLOSE}")
_FONT = re.compile(r"</?font\b[^<>]*>", re.IGNORECASE)
_SHORT = 40
_FEWEST = 5
_DEEPEST = 200
_LONGEST_LINK = 200


def read(text: str, remarks: Sequence[str] = (), address: str = "") -> Article:
    """Return the article of a web page."""
    page = _page(text)
    found = _extracted(page, address)
    chunks = list(_chunks(found.body)) if found is not None and found.body is not None else []
    if sum(len(words.split()) for _, words in chunks) < _SHORT:
        chunks = max(chunks, list(_plainly(page)), key=lambda c: sum(len(t) for _, t in c))
    running = [text for kind, text in chunks if kind in {Kind.PARAGRAPH, Kind.ITEM}]
    # Where no spaces are written the letters say that there is a text.
    if sum(len(text.split()) for text in running) < _FEWEST and sum(map(len, running)) < 2 * _SHORT:
        raise UnreadableError(_NO_TEXT, _SAVE)
    said = found.as_dict() if found is not None else {}
    title = _one_line(said.get("title")) or _one_line(page.findtext(".//title"))
    chunks += _related_left_out(page, chunks)
    blocks = _without_title(list(_classify(chunks)), title)
    day = str(said.get("date") or "")
    day = day if pagedate.stated(page, day) else ""
    shown = [] if day else [b.text for b in blocks if b.kind is Kind.DATE]
    days = [
        *pagedate.above(page, title),
        *(other for row in shown for other in lines.dates_in(row)),
    ]
    authors = tuple(n.strip() for n in str(said.get("author") or "").split(";") if n.strip())
    site = _one_line(said.get("sitename"))
    return Article(
        form="HTML",
        blocks=(Block(Kind.TITLE, title), *blocks) if title else tuple(blocks),
        title=title,
        authors=tuple(name for name in authors if name.casefold() != site.casefold())
        or plain.from_blocks("", blocks).authors,
        site=site,
        date=day,
        language=str(said.get("language") or page.get("lang") or "")[:2],
        address=address or _canonical(page),
        dates=tuple(dict.fromkeys(days)),
        remarks=tuple(remarks),
    )


def _extracted(page: etree._Element, address: str) -> Any:  # noqa: ANN401  # the library's own kind
    """Return what trafilatura takes for the article, and what the page says of it; or None."""
    trafilatura = need("trafilatura")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds is said here
    return trafilatura.bare_extraction(
        _told_apart(page),
        url=address or None,
        include_comments=False,
        include_links=True,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _page(text: str) -> etree._Element:
    """Return a page with paragraphs for paragraphs, its raised digits told from words."""
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        plain_text = _FONT.sub("", text)  # left open, it would put one paragraph into the other
        page = lxml_html.document_fromstring(plain_text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableError(_NO_TEXT, _SAVE) from None
    etree.strip_elements(page, "noscript", with_tail=False)  # of scripts, or pictures once more
    raised.settle(page)
    breaks.to_paragraphs(page)
    return page


def _told_apart(page: etree._Element) -> etree._Element:
    """Return a copy in which paragraphs that stand twice differ, else the second would be lost."""
    marked = deepcopy(page)
    seen: set[str] = set()
    for number, element in enumerate(marked.iter("p", "li", "blockquote")):
        text = _one_line(_words(element))
        if len(text) > _SHORT and text in seen:
            element.text = f"{_OPEN}{number}{_CLOSE}{element.text or ''}"
        seen.add(text)
    return marked


def _classify(chunks: Sequence[tuple[Kind, str]]) -> Iterator[Block]:
    """Yield blocks; the page has said which are headings, so that no form is taken for one."""
    for kind, text in chunks:
        if lines.is_related(text) or lines.heads_links(text):
            yield Block(Kind.RELATED, text)
        elif lines.is_date(text):
            yield Block(Kind.DATE, text)
        elif kind is Kind.PARAGRAPH and lines.byline(text):
            yield Block(Kind.BYLINE, text)
        elif kind is Kind.PARAGRAPH and lines.is_furniture(text):
            yield Block(Kind.FURNITURE, text)
        else:
            yield Block(kind, text)


def _related_left_out(
    page: etree._Element, chunks: Sequence[tuple[Kind, str]]
) -> list[tuple[Kind, str]]:
    """Return the lines between the paragraphs that lead to other stories; readers see them."""
    known = {text for _, text in chunks}
    found: dict[str, None] = {}
    for element in page.iter("p", "div", "li", "strong", "h3", "h4"):
        if len(element) <= _FEWEST and element.find(".//p") is None:
            text = _one_line(_words(element))
            if len(text) < _LONGEST_LINK and lines.is_related(text):
                found[text] = None
    new = [text for text in found if not any(text in one for one in known)]
    return [(Kind.RELATED, text) for text in new if not any(text != o and text in o for o in new)]


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks without the one that repeats the title."""
    folded = title.casefold()
    first = next((i for i, b in enumerate(blocks) if b.text.casefold() == folded), None)
    if title and first is not None and first < 4:  # noqa: PLR2004  # above the text, not in it
        return blocks[:first] + blocks[first + 1 :]
    return blocks


def _chunks(body: etree._Element) -> Iterator[tuple[Kind, str]]:
    """Yield the blocks of what trafilatura kept."""
    kinds = {"head": Kind.HEADING, "item": Kind.ITEM, "p": Kind.PARAGRAPH, "quote": Kind.PARAGRAPH}
    rows = {row for row in body.iter("row") if _is_data(row)}
    for element in body.iter("head", "item", "p", "quote", "ab", "cell", "row"):
        above = set(element.iterancestors())
        tags = {parent.tag for parent in above}
        if element in rows:
            cells = (_one_line(_words(cell)) for cell in element.iter("cell"))
            yield Kind.ITEM, " – ".join(filter(None, cells))
        if element.tag == "row" or above & rows or tags & {"head", "item", "p"}:
            continue
        if element.tag != "p" and "quote" in tags:
            continue
        if element.tag in {"quote", "cell"} and element.find(".//p") is not None:
            continue
        links = sum(len(_words(ref)) for ref in element.iter("ref"))
        for text in _texts(element):
            only_links = element.tag in {"item", "cell"} and links >= 0.9 * len(text) and links > 0
            yield (Kind.RELATED if only_links else kinds.get(element.tag, Kind.PARAGRAPH)), text


def _is_data(row: etree._Element) -> bool:
    """Return whether a row of a table holds data; others only arrange the page."""
    cells = [_one_line(_words(cell)) for cell in row.iter("cell")]
    return any(cells) and all(len(text.split()) <= _SHORT for text in cells)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of a block; a forced break of a line parts it only where it is doubled."""
    for lb in element.iter("lb", "br"):
        lb.tail = f"\n{lb.tail or ''}"
    for part in re.split(r"\n\s*\n", _words(element)):
        if text := _one_line(part):
            yield text


def _plainly(page: etree._Element) -> Iterator[tuple[Kind, str]]:
    """Yield every block of a page; used where hardly anything was taken for the article."""
    hidden = {"script", "style", "noscript", "nav", "header", "footer", "aside", "form", "template"}
    kinds = {"li": Kind.ITEM, "p": Kind.PARAGRAPH, "blockquote": Kind.PARAGRAPH}
    tags = [*kinds, *(f"h{level}" for level in range(1, 7))]
    for element in page.iter(*tags):
        above = [parent.tag for parent in element.iterancestors()]
        if hidden & set(above) or set(above) & set(tags) or len(above) > _DEEPEST:
            continue
        if text := _one_line(_words(element)):
            yield kinds.get(str(element.tag), Kind.HEADING), text
    if not list(page.iter(*tags)):
        for element in page.iter("body"):
            etree.strip_elements(element, *hidden, with_tail=False)
            for row in "\n".join(map(str, element.itertext())).split("\n"):
                if text := _one_line(row):
                    yield Kind.PARAGRAPH, text


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _canonical(page: etree._Element) -> str:
    for element in page.iter("link"):
        if element.get("rel") == "canonical":
            href = str(element.get("href") or "")
            return href if href.startswith(("http://", "https://")) else ""
    return ""


def _one_line(text: object) -> str:
    whole = _MARK.sub("", str(text or "")).replace("\u00ad", "")
    return _SPACES.sub(" ", whole).strip()
