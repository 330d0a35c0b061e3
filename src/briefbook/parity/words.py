"""How text is made alike before a page and a PDF are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Stands where a note is referred to.
NOTE = "\ue000"
# Stands where a line of a PDF ends without a space: perhaps between two words, perhaps in one.
MAYBE = "\ue001"
# Ends a block of text.
END = "\n"

# They steer the layout and say nothing: soft hyphens, marks of order and of width nought.
_SILENT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_SPACES = {code: " " for code in range(128) if chr(code).isspace()}
_SCHEME = re.compile(r"^(?:https?|ftp)://", re.IGNORECASE)


def even(text: str) -> str:
    """Return text in one form of Unicode, without silent characters, each white space a space."""
    if text.isascii():  # nearly all text is, and only its spaces can be of several kinds
        return text.translate(_SPACES) if not text.isprintable() else text
    shown = _SILENT.sub("", unicodedata.normalize("NFC", text))
    return "".join(" " if character.isspace() else character for character in shown)


# Hebrew, Arabic and their relatives, with the forms that fonts have of their letters.
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def runs_leftward(text: str) -> bool:
    """Tell whether a part of a text runs from right to left."""
    return bool(_LEFTWARD.search(text))


def behind_number(note: str) -> int:
    """Return where the words of a note begin, whose number may stand in a line before them."""
    first, _, rest = note.strip(END).partition(END)
    return note.find(rest) if rest and first.strip().isdigit() else 0


_SERIES = re.compile(r"\b(\w+) (\d[\d.]*\d)((?:, \1 \d[\d.]*\d)+)(?!\w)")


def in_series(text: str) -> str:
    """Return a text in which elements of one kind in a row name it once, as paper has them."""

    def once(match: re.Match[str]) -> str:
        return f"{match[1]}s {match[2]}" + match[3].replace(f", {match[1]} ", ", ")

    return _SERIES.sub(once, text)


class Cut(NamedTuple):
    """A stretch of a text to be taken out, and what comes in its place."""

    start: int
    end: int
    by: str = ""


def without(text: str, cuts: Sequence[Cut]) -> tuple[str, Callable[[int], int]]:
    """Return a text after some cuts, and where a position in it has gone.

    Of cuts that overlap the first is made.
    """
    parts: list[str] = []
    olds, news = [0], [0]
    last = length = 0
    for cut in sorted(cuts):
        if cut.start < last:
            continue
        parts += [text[last : cut.start], cut.by]
        length += cut.start - last
        olds.append(cut.start)
        news.append(length)
        length += len(cut.by)
        last = cut.end
        olds.append(cut.end)
        news.append(length)
    parts.append(text[last:])

    def moved(position: int) -> int:
        index = bisect_right(olds, position) - 1
        room = news[index + 1] - news[index] if index + 1 < len(news) else position
        return news[index] + min(position - olds[index], room)

    return "".join(parts), moved


def short(text: str, most: int = 60) -> str:
    """Return the beginning of a text for a message, without marks."""
    plain = " ".join(text.replace(NOTE, "").replace(MAYBE, "").split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def is_address_of(text: str, target: str) -> bool:
    """Tell whether a link's words are a form of its address: whole, without scheme, or the host."""
    said, bare = text.strip().replace(MAYBE, ""), _SCHEME.sub("", target)
    host = re.sub(r"^www\.", "", bare.partition("/")[0])
    return bool(said) and said in {target, bare, bare.rstrip("/"), host, f"www.{host}"}
