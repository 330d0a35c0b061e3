"""Reading HTML, SVG and CSS: every link that leaves a file, every anchor that it offers."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from lxml import etree

from briefbook.links import css
from briefbook.links.records import Link, Page, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG_LINK = ("href", "xlink:href")
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "audio": ("src",),
    "body": ("background",),
    "button": ("formaction",),
    "embed": ("src",),
    "feimage": _SVG_LINK,
    "form": ("action",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": _SVG_LINK,
    "img": ("src", "longdesc", "usemap"),
    "input": ("src", "formaction"),
    "lineargradient": _SVG_LINK,
    "link": ("href",),
    "mpath": _SVG_LINK,
    "object": ("data", "usemap"),
    "pattern": _SVG_LINK,
    "radialgradient": _SVG_LINK,
    "script": ("src", *_SVG_LINK),
    "source": ("src",),
    "textpath": _SVG_LINK,
    "track": ("src",),
    "use": _SVG_LINK,
    "video": ("src", "poster"),
}
_IMAGE_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_NAMED = {"a": "name", "map": "name"}
_ELEMENTS = (*_ATTRIBUTES, "base", "map", "meta", "style")
# These name a host to get ready for, not an address to open.
_HINTS = ("preconnect", "dns-prefetch")
_META = ("og:image", "og:url", "og:audio", "og:video", "twitter:image")
_PAINTS = (
    *("style", "fill", "stroke", "clip-path", "mask", "filter", "cursor"),
    *("marker-start", "marker-mid", "marker-end"),
)
_IDS = etree.XPath("//@id", smart_strings=False)
_WITH_ID = etree.XPath("//*[@id]")
_WITH_PAINT = etree.XPath("//*[" + " or ".join(f"contains(@{name}, '(')" for name in _PAINTS) + "]")
_WAIT = re.compile(r"\s*+[\d.]*+\s*+(?:[;,]\s*+)?(?:url\s*+=\s*+)?", re.IGNORECASE)
# An address holds no white space; a comma at its end means that no description follows.
_CANDIDATE = re.compile(r"[\s,]*+(\S++)(?:(?<=,)|(?:[^,(]|\([^)]*+\))*+)")
_LONGEST_TEXT = 80


def read_page(name: str, data: bytes) -> Page:
    """Return what an HTML or SVG file holds; whatever its bytes are, it never raises."""
    parser = etree.HTMLParser(
        encoding=_encoding(data), huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return Page(name)
    if root is None:
        return Page(name)
    links: list[Link] = []
    anchors: set[str] = set()
    base: str | None = None
    for element in root.iter(*_ELEMENTS):
        tag = element.tag
        if tag == "base":
            base = element.get("href") if base is None else base
            continue
        if tag in _NAMED:
            anchors.add(element.get(_NAMED[tag], ""))
        links.extend(_links(name, tag, element))
    if b"url(" in data or b"URL(" in data:
        links.extend(_painted(name, root))
    ids = _IDS(root)
    unique = anchors.union(ids)
    repeats = _repeats(root) if len(set(ids)) < len(ids) else ()
    return Page(name, tuple(links), frozenset(unique - {""}), repeats, base)


def read_style(name: str, data: bytes) -> Page:
    """Return the addresses in a style sheet; whatever its bytes are, it never raises."""
    text = data.decode(_encoding(data) or "cp1252", errors="replace")
    links = (Link(name, target, "css", "", line) for target, line in css.addresses(text))
    # An anchor alone refers to the page that uses the style, not to the style sheet.
    return Page(name, tuple(link for link in links if not link.target.startswith("#")))


def _encoding(data: bytes) -> str | None:
    """Return the encoding to read with, or None for what the file itself declares."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _links(name: str, tag: str, element: etree._Element) -> Iterator[Link]:
    for target in _targets(tag, element):
        yield Link(name, target, tag, _text(tag, element), element.sourceline or 0)
    if tag == "style":
        start = element.sourceline or 1
        for target, line in css.addresses("".join(element.itertext())):
            yield Link(name, target, tag, "", start + line - 1)


def _targets(tag: str, element: etree._Element) -> Iterator[str]:
    if tag == "link" and element.get("rel", "").lower() in _HINTS:
        return
    if tag == "meta":
        yield from _meta(element)
    for attribute in _ATTRIBUTES.get(tag, ()):
        target = element.get(attribute)
        if target is not None:
            yield target
    if tag in _IMAGE_SETS:
        for match in _CANDIDATE.finditer(element.get(_IMAGE_SETS[tag], "")):
            yield match[1].rstrip(",")


def _meta(element: etree._Element) -> Iterator[str]:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower() == "refresh":
        target = _WAIT.sub("", content, count=1).strip().strip("'\"")
        # A number alone says when to load the same page again.
        if target:
            yield target
    elif content and element.get("property", element.get("name", "")).lower() in _META:
        yield content


def _text(tag: str, element: etree._Element) -> str:
    if tag in {"img", "area"}:
        return element.get("alt", "")[:_LONGEST_TEXT]
    if tag != "a":
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(text.split())[:_LONGEST_TEXT]


def _painted(name: str, root: etree._Element) -> Iterator[Link]:
    """Yield the addresses in ``style`` attributes and in those of SVG that paint."""
    for element in _WITH_PAINT(root):
        for attribute in _PAINTS:
            for target, _ in css.addresses(element.get(attribute, "")):
                yield Link(name, target, "style", "", element.sourceline or 0)


def _repeats(root: etree._Element) -> tuple[Repeat, ...]:
    first: dict[str, int] = {}
    repeats: list[Repeat] = []
    for element in _WITH_ID(root):
        anchor, line = element.get("id", ""), element.sourceline or 0
        parent = element.getparent()
        # docutils gives an image and the link around it one id: one place, and nothing to mend.
        if parent is not None and parent.get("id") == anchor:
            continue
        if anchor in first:
            repeats.append(Repeat(anchor, first[anchor], line))
        first.setdefault(anchor, line)
    return tuple(repeats)
