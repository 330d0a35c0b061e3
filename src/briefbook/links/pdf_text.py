"""The words that stand under a link of a PDF, read only for the few links that fail."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefbook.links.records import Rect

Matrix = tuple[float, float, float, float, float, float]

_SAME: Matrix = (1, 0, 0, 1, 0, 0)
SHOWS = ("Tj", "TJ", "'", '"')
_MAP = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f]*)>|(\[)|(\])")
_LARGEST_RANGE = 0xFFFF
# Rectangle and text agree to within this many points.
_MARGIN = 1.0
_SPACE = 200  # thousandths of the type size: a gap this wide is a space between words


class _Run(NamedTuple):
    x: float
    y: float
    text: str


def texts_under(data: bytes, places: Sequence[tuple[int, Rect]]) -> list[str]:
    """Return the words in each rectangle, given with its page number counted from 1.

    A run of text belongs to the rectangle that it begins in.  Raises what pikepdf raises where
    the file is damaged.
    """
    with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
        runs = {number: list(_runs(pdf.pages[number - 1])) for number in {n for n, _ in places}}
    return [_under(rect, runs[number]) for number, rect in places]


def _under(rect: Rect, runs: Sequence[_Run]) -> str:
    left, bottom, right, top = rect
    inside = (
        run.text
        for run in runs
        if left - _MARGIN <= run.x < right - _MARGIN and bottom - _MARGIN <= run.y <= top
    )
    return " ".join("".join(inside).split())


def _runs(page: pikepdf.Page) -> Iterator[_Run]:
    fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    readers: dict[str, FontReader] = {}
    state, font = TextState(), ""
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list[object](instruction.operands), str(instruction.operator)
        if name == "Tf":
            font = str(operands[0])
            if font not in readers:
                readers[font] = FontReader(fonts.get(font))
        elif name in SHOWS:
            state.before_showing(name)
            x, y = state.place()
            if font in readers:
                yield _Run(x, y, readers[font].read(operands[-1]))
        else:
            state.move(name, operands)


class TextState:
    """Where the next text begins, followed through the operators that move it."""

    def __init__(self) -> None:
        self._page, self._saved = _SAME, list[Matrix]()
        self._line, self._leading = _SAME, 0.0

    def place(self) -> tuple[float, float]:
        """Return where the next text begins: x and y in points."""
        *_, x, y = _times(self._line, self._page)
        return x, y

    def before_showing(self, operator: str) -> None:
        """Follow an operator that shows text, before it does."""
        if operator in {"'", '"'}:
            self._down()

    def move(self, operator: str, operands: Sequence[object]) -> None:
        """Follow an operator that shows nothing."""
        numbers = [float(str(value)) for value in operands] if operator in _NUMBERS else []
        match operator:
            case "q":
                self._saved.append(self._page)
            case "Q" if self._saved:
                self._page = self._saved.pop()
            case "cm":
                self._page = _times(_matrix(numbers), self._page)
            case "BT":
                self._line = _SAME
            case "Tm":
                self._line = _matrix(numbers)
            case "Td" | "TD":
                x, y = numbers
                self._line = _times((1, 0, 0, 1, x, y), self._line)
                self._leading = -y if operator == "TD" else self._leading
            case "TL":
                (self._leading,) = numbers
            case "T*":
                self._down()

    def _down(self) -> None:
        self._line = _times((1, 0, 0, 1, 0, -self._leading), self._line)


_NUMBERS = ("cm", "Tm", "Td", "TD", "TL")


def _matrix(numbers: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


class FontReader:
    """Turns the codes of one font into characters."""

    def __init__(self, font: object) -> None:
        described = font if isinstance(font, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._width = 2 if described.get("/Subtype") == "/Type0" else 1
        stream = described.get("/ToUnicode")
        self._map: Mapping[int, str] = {}
        if isinstance(stream, pikepdf.Stream):
            self._map = _unicode_map(stream.read_bytes())
        # Most strings are short and come again: a letter, a syllable between two gaps.
        self._known: dict[bytes, str] = {}

    def read(self, shown: object) -> str:
        """Return the characters that an operator shows."""
        if isinstance(shown, pikepdf.String):
            return self._known_or_decoded(bytes(shown))
        if not isinstance(shown, pikepdf.Array):
            return ""
        found = []
        for part in list[object](shown):
            if isinstance(part, pikepdf.String):
                found.append(self._known_or_decoded(bytes(part)))
            # In an array a number moves the next letters: far to the right is a space.
            elif float(part) < -_SPACE:  # type: ignore[arg-type]  # int or Decimal
                found.append(" ")
        return "".join(found)

    def _known_or_decoded(self, codes: bytes) -> str:
        if codes not in self._known:
            self._known[codes] = self._decode(codes)
        return self._known[codes]

    def _decode(self, codes: bytes) -> str:
        if not self._map:
            return codes.decode("cp1252", errors="replace") if self._width == 1 else ""
        numbers = (
            int.from_bytes(codes[at : at + self._width], "big")
            for at in range(0, len(codes), self._width)
        )
        return "".join(self._map.get(number, "\ufffd") for number in numbers)


def _unicode_map(stream: bytes) -> Mapping[int, str]:
    """Return what a ToUnicode stream says: the characters of each code."""
    found: dict[int, str] = {}
    for kind, body in _MAP.findall(stream):
        tokens = iter(_CODES.findall(body))
        for first, *_ in tokens:
            if kind == b"bfchar":
                found[_number(first)] = _characters(next(tokens, (b"",))[0])
            else:
                _range(found, _number(first), tokens)
    return found


def _range(found: dict[int, str], first: int, tokens: Iterator[tuple[bytes, bytes, bytes]]) -> None:
    last = _number(next(tokens, (b"", b"", b""))[0])
    start, opens, _ = next(tokens, (b"", b"", b""))
    if opens:
        for code, (written, _, closes) in enumerate(tokens, first):
            if closes:
                return
            found[code] = _characters(written)
        return
    characters = _characters(start)
    for offset in range(min(last - first, _LARGEST_RANGE) + 1):
        if characters:
            found[first + offset] = characters[:-1] + chr(ord(characters[-1]) + offset)


def _number(digits: bytes) -> int:
    return int(digits or b"0", 16)


def _characters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")
