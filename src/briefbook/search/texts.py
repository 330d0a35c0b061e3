"""The text of a page as the indexer is to read it: without what only repeats other pages."""

from __future__ import annotations

from typing import cast

from lxml import etree, html

_MAIN = etree.XPath("//*[@role='main']")
# Registers list what has an entry of its own, and cards and notes repeat what stands elsewhere.
_CLASSES = (
    *("register", "source-register", "audience-register", "judgement-board", "brief-cards"),
    *("glossary", "term-cards", "brief-masthead", "brief-citation", "headerlink"),
    *("footnote-reference", "footnote", "notes"),
)
_TAGS = ("script", "style", "svg", "nav", "h1")
_REPEATED = etree.XPath(
    ".//*["
    + " or ".join(f"self::{tag}" for tag in _TAGS)
    + "".join(f" or contains(concat(' ', @class, ' '), ' {name} ')" for name in _CLASSES)
    + "]"
)


def main_text(page: str) -> str:
    """Return the HTML of a page's main part, or an empty string where it has none."""
    root = html.document_fromstring(page)
    found = cast("list[html.HtmlElement]", _MAIN(root))
    if not found:
        return ""
    for element in cast("list[html.HtmlElement]", _REPEATED(found[0])):
        if element.getparent() is not None:
            element.drop_tree()
    return "".join(html.tostring(child, encoding="unicode") for child in found[0])
