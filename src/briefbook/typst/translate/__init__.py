"""Turns a resolved doctree into Typst function calls."""

from __future__ import annotations

from briefbook.typst.translate import (  # noqa: F401  # each registers its handlers on import
    blocks,
    brief,
    charts,
    code,
    design,
    index,
    inline,
    lists,
    media,
    notes,
    objects,
    rawhtml,
    tables,
    terms,
)
from briefbook.typst.translate.core import Services, Translation, Translator

__all__ = ["Services", "Translation", "Translator"]
