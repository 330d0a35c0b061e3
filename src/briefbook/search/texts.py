"""The text of a page as the indexer is to read it: without what only repeats other pages."""

from __future__ import annotations

from typing import cast

from lxml import etree, html

_MAIN = etree.XPath("//*[@role='main']")
# Registers list what has an entry of its own, and cards and notes repeat what stands elsewhere.
_REPEATED = etree.XPath(
    ".//*[self::script or self::style or self::svg or self::nav or self::h1"
    " or contains(concat(' ', @class, ' '), ' register ')"
    " or contains(concat(' ', @class, ' '), ' brief-cards ')"
    " or contains(concat(' ', @class, ' '), ' glossary ')"
    " or contains(concat(' ', @class, ' '), ' term-cards ')"
    " or contains(concat(' ', @class, ' '), ' brief-masthead ')"
    " or contains(concat(' ', @class, ' '), ' brief-citation ')"
    " or contains(concat(' ', @class, ' '), ' headerlink ')"
    " or contains(concat(' ', @class, ' '), ' footnote-reference ')"
    " or contains(concat(' ', @class, ' '), ' footnote ')"
    " or contains(concat(' ', @class, ' '), ' notes ')"
    " or contains(concat(' ', @class, ' '), ' source-register ')]"
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
