"""The terms at the end of a handout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.elements.nodes import term_extract
from briefbook.typst import markup
from briefbook.typst.translate.core import Translator, handles

if TYPE_CHECKING:
    from briefbook.typst.markup import Content


@handles(term_extract)
def _extract(t: Translator, node: term_extract) -> Content:
    """Return the extract; the template leaves it out of the book, where the glossary stands."""
    del t
    return markup.call("term-extract", node["terms"])
