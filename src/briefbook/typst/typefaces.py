"""The fonts that a PDF can use: those that Briefbook brings, and the book's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Iterable

FONTS = Path(__file__).parent / "fonts"


def fonts_of(folders: Iterable[Path]) -> typst.Fonts:
    """Return the fonts that Typst has, with those in the folders, and none of the system's."""
    # The same text must look the same on every machine.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS), *map(str, folders)])


def families(folders: Iterable[Path]) -> list[str]:
    """Return the names of the fonts in some folders, in a stable order."""
    paths = [str(folder) for folder in folders]
    if not paths:
        return []
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    return sorted(found.families())
