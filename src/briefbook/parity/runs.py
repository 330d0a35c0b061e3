"""The text of a page of a PDF, by the marked content that it stands in."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pikepdf

from briefbook.links.pdf_text import SHOWS, FontReader, TextState
from briefbook.parity.words import even


class Run(NamedTuple):
    """Text that one operator shows, with where it begins."""

    text: str
    page: int
    x: float
    y: float


def marked_runs(page: pikepdf.Page, number: int) -> dict[int, list[Run]]:
    """Return the text of a page by the number of the marked content that it stands in."""
    fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    readers: dict[str, FontReader] = {}
    found: dict[int, list[Run]] = defaultdict(list)
    state, font = TextState(), ""
    open_marks: list[tuple[int | None, str | None]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list[object](instruction.operands), str(instruction.operator)
        if name in {"BDC", "BMC"}:
            open_marks.append(_mark(operands))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = str(operands[0])
            if font not in readers:
                readers[font] = FontReader(fonts.get(font))
        elif name in SHOWS:
            state.before_showing(name)
            inside = [mcid for mcid, _ in open_marks if mcid is not None]
            if inside:
                shown = _replaced(open_marks)
                shown = readers[font].read(operands[-1]) if shown is None else shown
                x, y = state.place()
                found[inside[-1]].append(Run(even(shown), number, round(x, 1), round(y, 1)))
        else:
            state.move(name, operands)
    return found


def _mark(operands: list[object]) -> tuple[int | None, str | None]:
    """Return number and replacement text of a marked content."""
    properties = operands[1] if len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary):
        return None, None
    said = str(properties.ActualText) if "/ActualText" in properties else None
    number = int(str(properties.MCID)) if "/MCID" in properties else None
    return number, said


def _replaced(open_marks: list[tuple[int | None, str | None]]) -> str | None:
    """Return the text that stands in for what is shown, the first time, and then nothing."""
    for index, (number, said) in enumerate(open_marks):
        if said is not None:
            open_marks[index] = (number, "")
            return said
    return None
