"""Old pages that part their paragraphs by forced breaks of a line: made into paragraphs."""

from __future__ import annotations

from lxml import etree

_HOLDERS = ("body", "div", "td", "article", "section", "main", "center", "font", "span")
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "center", "details", "dl", "div", "fieldset"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe"),
    *("main", "nav", "ol", "p", "pre", "script", "section", "style", "table", "ul"),
)


def to_paragraphs(page: etree._Element) -> None:
    """Put what stands between two breaks in a row into paragraphs, where nothing else parts it."""
    for element in list(page.iter(*_HOLDERS)):
        if any(map(_doubled, element.iterchildren("br"))):
            _part(element)


def _doubled(line_break: etree._Element) -> bool:
    following = line_break.getnext()
    blank = not (line_break.tail or "").strip()
    return blank and following is not None and following.tag == "br"


def _part(element: etree._Element) -> None:
    children = list(element)
    text, element.text = element.text, None
    for child in children:
        element.remove(child)
    paragraph = _begun(element, text)
    for child in children:
        if child.tag in _BLOCKS:
            tail, child.tail = child.tail, None
            element.append(child)
            paragraph = _begun(element, tail)
        elif child.tag == "br" and _before_is_break(paragraph):
            paragraph.remove(paragraph[-1])
            paragraph = _begun(element, child.tail)
        else:
            paragraph.append(child)
    for made in list(element.iterchildren("p")):
        if not len(made) and not (made.text or "").strip():
            element.remove(made)


def _begun(element: etree._Element, text: str | None) -> etree._Element:
    paragraph = etree.SubElement(element, "p")
    paragraph.text = text
    return paragraph


def _before_is_break(paragraph: etree._Element) -> bool:
    if not len(paragraph):
        return False
    last = paragraph[-1]
    return last.tag == "br" and not (last.tail or "").strip()
