"""A quotation as an author writes it: words of the source, cuts and insertions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbook.sources.fingerprint.words import words

CUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3,}|\.(?:\s\.){2,}")
_INSERTION = re.compile(r"\[([^\[\]]*)\]")
_JOINED = re.compile(r"\w\[[^\[\]]*\]|\[[^\[\]]*\]\w")


class QuotationError(ValueError):
    """A quotation that cannot be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Quotation:
    """The words of a quotation: one stretch of the source for each part between two cuts."""

    stretches: tuple[tuple[str, ...], ...]

    @property
    def length(self) -> int:
        """How many words of the source it has."""
        return sum(map(len, self.stretches))

    @classmethod
    def parse(cls, text: str) -> Quotation:
        """Read a quotation; raises ``QuotationError``.

        ``…``, ``...`` and ``[…]`` are cuts; a word in square brackets is an insertion, which stands
        between two words that are neighbours in the source.
        """
        cut = CUT.split(text)
        parts = [_without_insertions(part) for part in cut]
        stretches = tuple(tuple(found) for part in parts if (found := words(part)))
        if not stretches:
            raise QuotationError("has no words of the source", "quote at least one word")
        return cls(stretches)


def _without_insertions(text: str) -> str:
    if joined := _JOINED.search(text):
        remedy = "write the word as the source has it; capitals need no brackets"
        raise QuotationError(f"has a bracket within a word at '{joined[0]}'", remedy)
    left = _INSERTION.sub(" ", text)
    if "[" in left or "]" in left:
        raise QuotationError("has a square bracket without its pair", "close or remove it")
    return left
