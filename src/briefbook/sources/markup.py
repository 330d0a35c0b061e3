"""From the text that citeproc makes, with marks in it, to spans that a caller can print."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# Marks are private-use characters: citeproc passes them through, and no title may hold them.
ITALIC, BOLD, SMALL_CAPS = "\ue000", "\ue002", "\ue004"
_END = {ITALIC: "\ue001", BOLD: "\ue003", SMALL_CAPS: "\ue005"}
_FIRST_ADDRESS = 0xF0000
_FIRST_LOCATOR = 0x100000
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TOKENS = re.compile("([\ue000-\ue005]|[\U000f0000-\U0010ffff])")

_RICH = {"i": ITALIC, "em": ITALIC, "b": BOLD, "strong": BOLD, "sc": SMALL_CAPS}
_TAG = re.compile(r"<(/?)(i|em|b|strong|sc|sup|sub|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_OPENS = re.compile(r"(^|[\s(\[\u2018\u201c\u2014\u2013/-])(['\"])(?=\S)")
_CURLY = {"'": ("\u2018", "\u2019"), '"': ("\u201c", "\u201d")}


@dataclass(frozen=True)
class Span:
    """A run of text in one dress; ``url`` makes it a link."""

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    url: str | None = None


class Formatter:
    """What citeproc asks of a formatter, answered with marks."""

    @staticmethod
    def preformat(text: object) -> str:
        """Return the text as it is: nothing is escaped, because nothing becomes markup."""
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802  # the name is citeproc's
        """Mark italics."""
        return f"{ITALIC}{text}{_END[ITALIC]}"

    @staticmethod
    def Bold(text: object) -> str:  # noqa: N802  # the name is citeproc's
        """Mark bold type."""
        return f"{BOLD}{text}{_END[BOLD]}"

    @staticmethod
    def SmallCaps(text: object) -> str:  # noqa: N802  # the name is citeproc's
        """Mark small capitals."""
        return f"{SMALL_CAPS}{text}{_END[SMALL_CAPS]}"

    Oblique = Italic
    Light = Underline = Superscript = Subscript = staticmethod(str)


def address_mark(number: int) -> str:
    """Return the one character that stands for address ``number`` (from 0) until the end."""
    return chr(_FIRST_ADDRESS + number)


def locator_mark(number: int) -> str:
    """Return the one character that stands for locator ``number`` (from 0) of a note."""
    return chr(_FIRST_LOCATOR + number)


def locator(text: str) -> str:
    """Return a locator as styles print it: every hyphen in it is a range."""
    return typographic(text).replace("-", "\u2013")


def typographic(text: str) -> str:
    """Return a field's text with curly quotation marks, CSL's rich-text tags turned into marks."""
    text = _TAG.sub(_mark, _PRIVATE.sub("", text))
    text = _OPENS.sub(lambda match: match[1] + _CURLY[match[2]][0], text)
    text = text.replace("'", _CURLY["'"][1]).replace('"', _CURLY['"'][1])
    return re.sub(r"(?<=\s)-(?=\s)", "\u2013", text)


def _mark(match: re.Match[str]) -> str:
    mark = _RICH.get(match[2].lower())
    if mark is None:
        return ""
    return _END[mark] if match[1] else mark


_REPEATED = re.compile(r"([.,;:])(\s?)\1")
_AFTER_QUESTION = re.compile(r"([?!]\u201d)\.")


def tidy(marked: str) -> str:
    """Return the text without the doubled punctuation that styles leave around marks."""
    marked = re.sub(r"\s+", " ", marked).strip()
    # A mark between two signs hides the first from citeproc, which drops doubles itself.
    marked = re.sub("([.,;:?!])([\ue001\ue003\ue005]+)(?=([.,;:]))", _drop_inner, marked)
    marked = _AFTER_QUESTION.sub(r"\1", _REPEATED.sub(r"\1", marked))
    return re.sub(r"\(\s*\)\s*|\s+(?=[,;:.])", "", marked).strip()


def drop_stand_in(marked: str, container: str | None, title: str) -> str:
    """Drop the container or title that stands in for an author and is then said again.

    A container stands unquoted before a quoted title; a title is followed at once by itself.
    """
    marks = "[\ue000-\ue005]*"
    text = rf"{marks}\u201c?{re.escape(title)}\u201d?{marks}"
    stand_ins = [rf"{text}[.,]*\s+(?={text})"]
    if container:
        stand_ins.append(rf"{marks}{re.escape(container)}{marks}[.,]*\s+(?=\u201c)")
    for stand_in in stand_ins:
        if match := re.match(stand_in, marked):
            return marked[match.end() :]
    return marked


def _drop_inner(match: re.Match[str]) -> str:
    same = match[1] == match[3]
    return match[2] if same else match[1] + match[2]


def spans(marked: str, addresses: list[str]) -> list[Span]:
    """Split marked text into spans; ``addresses`` are what the address marks stand for."""
    found: list[Span] = []
    dress = Span("")
    ends = {end: begin for begin, end in _END.items()}
    for piece in _TOKENS.split(marked):
        if piece in _END:
            dress = _dressed(dress, piece, on=True)
        elif piece in ends:
            dress = _dressed(dress, ends[piece], on=False)
        elif len(piece) == 1 and ord(piece) >= _FIRST_ADDRESS and _PRIVATE.match(piece):
            address = addresses[ord(piece) - _FIRST_ADDRESS]
            found.append(replace(dress, text=address, url=address))
        elif piece:
            found.append(replace(dress, text=piece))
    return found


def _dressed(dress: Span, mark: str, *, on: bool) -> Span:
    if mark == ITALIC:
        return replace(dress, italic=on)
    if mark == BOLD:
        return replace(dress, bold=on)
    return replace(dress, small_caps=on)
