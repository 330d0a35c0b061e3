"""Word files: paragraphs by their styles."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefbook.ingest.article import Article, Block, Kind, UnreadableError
from briefbook.ingest.extra import need
from briefbook.ingest.formats import plain, raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACES = re.compile(r"\s+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_SHOWN = ("}Fallback", "}moveFrom", "}del")
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
_GENERIC = {
    "",
    "python-docx",
    "un-named",
    "user",
    "admin",
    "administrator",
    "microsoft office user",
}


def read(data: bytes, remarks: Sequence[str] = ()) -> Article:
    """Return the article that a Word file holds."""
    docx = need("docx")
    try:
        document = docx.Document(io.BytesIO(data))
        chunks = [*_chunks(document.iter_inner_content()), *_notes(document.part)]
        changed = any(True for _ in document.element.body.iter(f"{_W}ins", f"{_W}del"))
        said = document.core_properties
        title, author = str(said.title or "").strip(), str(said.author or "").strip()
    except (
        docx.opc.exceptions.OpcError,
        docx.exceptions.PythonDocxError,
        zipfile.BadZipFile,
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        TypeError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        # A broken file fails wherever the library first misses something.
        message = "is a broken DOCX file"
        raise UnreadableError(message, "open and save it again in its program") from None
    if not chunks:
        raise UnreadableError("holds no text", "give a file with the article's text")
    titled = next((text for kind, text in chunks if kind is Kind.TITLE), "")
    remarks = (
        [*remarks, "it has tracked changes, and was read as if all were accepted"]
        if changed
        else remarks
    )
    rest = [chunk for chunk in chunks if chunk[0] is not Kind.TITLE]
    blocks = [Block(Kind.TITLE, titled)] if titled else []
    blocks += plain.classify(rest, titled=bool(titled))
    article = plain.from_blocks("DOCX", blocks, remarks, titled)
    name = "" if author.casefold() in _GENERIC else author
    return Article(
        form=article.form,
        blocks=article.blocks,
        title=titled or article.title or title,
        authors=article.authors or ((name,) if name else ()),
        dates=article.dates,
        remarks=article.remarks,
    )


def _chunks(content: Any) -> Iterator[tuple[Kind, str]]:  # noqa: ANN401  # the library has no types for it
    for part in content:
        if hasattr(part, "rows"):
            yield from _table(part)
        else:
            yield from _paragraph(part)


def _paragraph(part: Any) -> Iterator[tuple[Kind, str]]:  # noqa: ANN401  # as above
    text = _text_of(part._p)  # noqa: SLF001  # the library leaves out what was inserted
    if not text:
        return
    style = str(part.style.name if part.style is not None else "").lower()
    if style == "title":
        yield Kind.TITLE, text
    elif style.startswith("heading"):
        yield Kind.HEADING, text
    elif style.startswith("list") or part._p.find(f".//{_W}numPr") is not None:  # noqa: SLF001  # the library's only way to numbering
        yield Kind.ITEM, text
    else:
        yield Kind.PARAGRAPH, text


def _text_of(element: etree._Element) -> str:
    """Return the text of a paragraph: what was inserted is in it, what was deleted is not."""
    parts: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(str(above.tag).endswith(_NOT_SHOWN) for above in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            parts.append(_set("".join(parts), node))
        else:
            parts.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return _SPACES.sub(" ", "".join(parts).replace("\u00ad", "")).strip()


def _set(before: str, node: etree._Element) -> str:
    """Return the text of a run, digits above or below the line as signs of their own."""
    run = node.getparent()
    place = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    how = place.get(f"{_W}val") if place is not None else ""
    if how not in {"superscript", "subscript"}:
        return node.text or ""
    return raised.as_power(before, node.text or "", up=how == "superscript")


def _notes(part: Any) -> Iterator[tuple[Kind, str]]:  # noqa: ANN401  # as above
    """Yield the notes; they stand outside the running text."""
    for relation in part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, _SAFE)
            for note in root.iter(f"{_W}footnote", f"{_W}endnote"):
                if text := " ".join(filter(None, map(_text_of, note.iter(f"{_W}p")))):
                    yield Kind.FURNITURE, text


def _table(table: Any) -> Iterator[tuple[Kind, str]]:  # noqa: ANN401  # as above
    """Yield each row as an item: a table belongs to the paragraph before it, as a list does."""
    for row in table.rows:
        cells = dict.fromkeys(_SPACES.sub(" ", cell.text).strip() for cell in row.cells)
        text = " – ".join(cell for cell in cells if cell)
        if text:
            yield Kind.ITEM, text
