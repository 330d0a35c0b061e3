"""A font made for a test: a box for every letter, which is enough to see what is set with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

if TYPE_CHECKING:
    from pathlib import Path

_EM, _WIDTH, _HEIGHT = 1000, 600, 700


def make_font(path: Path, name: str, letters: str) -> None:
    """Write a TrueType font called ``name`` that has a glyph for each of some letters."""
    codes = sorted({ord(letter) for letter in letters})
    names = [".notdef", *(f"u{code:04X}" for code in codes)]
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    font.setupGlyf(dict.fromkeys(names, _box()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (_WIDTH, 50)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable(
        {"familyName": name, "styleName": "Regular", "psName": name.replace(" ", "")}
    )
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, _HEIGHT), (_WIDTH - 50, _HEIGHT), (_WIDTH - 50, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
