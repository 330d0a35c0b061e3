"""Reading HTML, SVG and CSS: every link that leaves a file, every anchor that it offers."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from briefbook.links import css
from briefbook.links.records import Link, Page, Repeat

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml.etree import _Element

_SVG_LINK = ("href", "xlink:href")
_ATTRIBUTES: dict[str, tuple[str, ...]] = {
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
_ELEMENTS = (*_ATTRIBUTES, "meta", "style")
# These name a host to get ready for, not an address to open.
_HINTS = ("preconnect", "dns-prefetch")
_META = ("og:image", "og:url", "og:audio", "og:video", "twitter:image")
_PAINTS = (
    *("style", "fill", "stroke", "clip-path", "mask", "filter", "cursor"),
    *("marker-start", "marker-mid", "marker-end"),
)
# Nine links of ten are these: their addresses alone are read, the rest only for those that fail.
_HREFS = etree.XPath("//a/@href", smart_strings=False)
_XLINKS = etree.XPath("//a[not(@href)]/@*[name()='xlink:href']", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)
_NAMES = etree.XPath("//a/@name | //map/@name", smart_strings=False)
_WITH_ID = etree.XPath("//*[@id]")
_WITH_PAINT = etree.XPath("//*[" + " or ".join(f"contains(@{name}, '(')" for name in _PAINTS) + "]")
_WAIT = re.compile(r"\s*+[\d.]*+\s*+(?:[;,]\s*+)?(?:url\s*+=\s*+)?", re.IGNORECASE)
# An address holds no white space; a comma at its end means that no description follows.
_CANDIDATE = re.compile(r"[\s,]*+(\S++)(?:(?<=,)|(?:[^,(]|\([^)]*+\))*+)")
_LONGEST_TEXT = 80


def read_page(name: str, data: bytes) -> Page:
    """Return what an HTML or SVG file holds; whatever its bytes are, it never raises."""
    root = _parse(data)
    if root is None:
        return Page(name)
    base = next((b.get("href") for b in root.iter("base") if b.get("href") is not None), None)
    links = [link for element in root.iter(*_ELEMENTS) for link in _links(name, element)]
    if b"url(" in data or b"URL(" in data:
        links.extend(_painted(name, root))
    hrefs = _strings(_HREFS, root)
    if b"xlink:href" in data:
        hrefs += _strings(_XLINKS, root)
    ids = _strings(_IDS, root)
    unique = set(ids)
    repeats = _repeats(root) if len(unique) < len(ids) else ()
    anchors = frozenset(unique.union(_strings(_NAMES, root)) - {""})
    return Page(name, tuple(links), anchors, repeats, base, tuple(hrefs))


def locate(name: str, data: bytes, targets: Container[str]) -> list[Link]:
    """Return the ``<a>`` of a page that lead to one of ``targets``, with words and line."""
    root = _parse(data)
    elements = () if root is None else root.iter("a")
    found = ((element, element.get("href", element.get("xlink:href"))) for element in elements)
    return [
        Link(name, target, "a", _text(element), _line(element))
        for element, target in found
        if target is not None and target in targets
    ]


def _parse(data: bytes) -> _Element | None:
    parser = etree.HTMLParser(
        encoding=_encoding(data), huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None


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


def _links(name: str, element: _Element) -> Iterator[Link]:
    tag = element.tag
    for target in _targets(tag, element):
        yield Link(name, target, tag, _text(element), _line(element))
    if tag == "style":
        start = max(_line(element), 1)
        for target, line in css.addresses(_inner(element)):
            yield Link(name, target, tag, "", start + line - 1)


def _targets(tag: str, element: _Element) -> Iterator[str]:
    if tag == "link" and element.get("rel", "").lower() in _HINTS:
        return
    if tag == "meta":
        yield from _meta(element)
    for attribute in _ATTRIBUTES.get(tag, ()):
        target = element.get(attribute)
        if target is not None:
            yield target
    if tag in _IMAGE_SETS:
        yield from _image_set(element.get(_IMAGE_SETS[tag], ""))


def _image_set(written: str) -> Iterator[str]:
    # Without the edges, every run of white space and commas is followed by an address.
    for match in _CANDIDATE.finditer(written.strip(", \t\n\r\f")):
        yield match[1].rstrip(",")


def _meta(element: _Element) -> Iterator[str]:
    content = element.get("content", "")
    if element.get("http-equiv", "").lower() == "refresh":
        target = _WAIT.sub("", content, count=1).strip().strip("'\"")
        # A number alone says when to load the same page again.
        if target:
            yield target
    elif content and element.get("property", element.get("name", "")).lower() in _META:
        yield content


def _text(element: _Element) -> str:
    text = _inner(element) if element.tag == "a" else element.get("alt", "")
    return " ".join(text.split())[:_LONGEST_TEXT]


def _painted(name: str, root: _Element) -> Iterator[Link]:
    """Yield the addresses in ``style`` attributes and in those of SVG that paint."""
    for element in _elements(_WITH_PAINT, root):
        for attribute in _PAINTS:
            for target, _ in css.addresses(element.get(attribute, "")):
                yield Link(name, target, "style", "", _line(element))


def _repeats(root: _Element) -> tuple[Repeat, ...]:
    first: dict[str, int] = {}
    repeats: list[Repeat] = []
    for element in _elements(_WITH_ID, root):
        anchor, line = element.get("id", ""), _line(element)
        parent = element.getparent()
        # docutils gives an image and the link around it one id: one place, and nothing to mend.
        if parent is not None and parent.get("id") == anchor:
            continue
        if anchor in first:
            repeats.append(Repeat(anchor, first[anchor], line))
        first.setdefault(anchor, line)
    return tuple(repeats)


# The stubs of lxml know less than its documentation: these four say what it does.
def _line(element: _Element) -> int:
    return cast("int | None", element.sourceline) or 0


def _inner(element: _Element) -> str:
    return "".join(cast("Iterator[str]", element.itertext()))


def _elements(path: etree.XPath, root: _Element) -> list[_Element]:
    return cast("list[_Element]", path(root))


def _strings(path: etree.XPath, root: _Element) -> list[str]:
    return cast("list[str]", path(root))
