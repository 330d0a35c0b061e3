"""A quotation as an author writes it: words of the source, cuts and insertions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbook.sources.fingerprint.words import words

CUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3,}|\.(?:\s\.){2,}")
_INSERTION = re.compile(r"\[([^\[\]]*)\]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
NEGATIONS = (
    *("not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "without", "hardly"),
    *("barely", "scarcely", "cannot", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't"),
    *("weren't", "won't", "wouldn't", "can't", "couldn't", "hasn't", "haven't"),
)
"""Words that turn what is said into its opposite: neither a cut nor an insertion may hold one."""

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
        if _TURNS.search(text):
            message = "holds a mark that turns the direction of writing, and would show other words"
            raise QuotationError(message, "remove it")
        cut = CUT.split(text)
        parts = [_without_insertions(part) for part in cut]
        stretches = tuple(tuple(found) for part in parts if (found := words(part)))
        if not stretches:
            raise QuotationError("has no words of the source", "quote at least one word")
        lone = next((part[0] for part in stretches if len(part) == 1), "")
        if lone and len(stretches) > 1:
            # Of single words anything could be put together.
            message = f"has the single word '{lone}' beside a cut"
            raise QuotationError(message, "quote more around it, or two quotations")
        return cls(stretches)


def is_negation(word: str) -> bool:
    """Return whether a word, in the form in which words are compared, denies."""
    return word in NEGATIONS or word.endswith("n't")


def _without_insertions(text: str) -> str:
    if joined := _JOINED.search(text):
        remedy = "write the word as the source has it; capitals need no brackets"
        raise QuotationError(f"has a bracket within a word at '{joined[0]}'", remedy)
    for inserted in _INSERTION.findall(text):
        if denied := next((word for word in words(inserted) if is_negation(word)), ""):
            message = f"inserts '{denied}', which makes the opposite of what the source says"
            raise QuotationError(message, "quote fewer words, and say the rest in your own")
    left = _INSERTION.sub(" ", text)
    if "[" in left or "]" in left:
        raise QuotationError("has a square bracket without its pair", "close or remove it")
    return left
