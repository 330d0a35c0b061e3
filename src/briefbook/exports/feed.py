"""The Atom feed: an entry for every edition of every brief, newest first."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from briefbook.exports import addresses
from briefbook.exports.citation import first_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.exports.model import Book, Brief

NAME = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = "1970-01-01"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed(book: Book) -> str:
    """Return the feed as XML; days stand for their first second, since an edition has no hour."""
    entries = sorted(_editions(book), key=lambda item: (item[1], item[0].number), reverse=True)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": book.language})
    _text(root, "id", _feed_id(book))
    _text(root, "title", book.title)
    if book.subtitle:
        _text(root, "subtitle", book.subtitle)
    days = [day for _, day, _ in entries]
    _text(root, "updated", _moment(max(days) if days else book.date or _EPOCH))
    ET.SubElement(root, "link", rel="self", href=addresses.best(book, NAME))
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=book.base or "index.html")
    _text(ET.SubElement(root, "author"), "name", book.publisher)
    _text(root, "generator", book.generator.split(" ")[0])
    for brief, day, notes in entries:
        _entry(ET.SubElement(root, "entry"), book, brief, day, notes)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _editions(book: Book) -> Iterator[tuple[Brief, str, list[str]]]:
    """Yield each brief with each day on which it changed, and the notes of that day."""
    for brief in book.briefs:
        if brief.status == "draft":
            continue
        days: dict[str, list[str]] = {brief.issued: []}
        for change in brief.changes:
            days.setdefault(change.date, []).append(change.note)
        for day, notes in days.items():
            yield brief, day, notes


def _entry(entry: ET.Element, book: Book, brief: Brief, day: str, notes: list[str]) -> None:
    _text(entry, "id", _entry_id(book, brief, day))
    _text(entry, "title", f"Brief {brief.number}: {brief.title}")
    _text(entry, "updated", _moment(day))
    _text(entry, "published", _moment(first_edition(brief)))
    address = addresses.best(book, brief.address)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    for topic in brief.topics:
        ET.SubElement(entry, "category", term=topic)
    _text(entry, "summary", " ".join(notes) or brief.question)


def _feed_id(book: Book) -> str:
    return book.base or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'briefbook:{book.title}')}"


def _entry_id(book: Book, brief: Brief, day: str) -> str:
    """Return an id that stays: host, day and the name of the brief's file never change."""
    name = brief.file.rsplit(".", 1)[0]
    if host := addresses.host(book):
        return f"tag:{host},{day}:{quote(name)}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'briefbook:{book.title}:{name}:{day}')}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)
