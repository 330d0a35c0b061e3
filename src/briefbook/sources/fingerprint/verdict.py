"""What is found about a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether a quotation stands in its source word for word."""

    VERIFIED = "verified"
    REFUSED = "refused"
    SHORT = "short"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Difference:
    """The first word of a quotation that is known to differ.

    ``index`` counts the quotation's words from 1, 0 where no five words in a row were found;
    ``word`` is what the quotation has, ``expected`` what the source has, where that is known.
    """

    index: int
    word: str
    expected: str = ""


@dataclass(frozen=True)
class Verdict:
    """What is found about one quotation.

    ``paragraph`` is the number of the paragraph in the source, of the nearest one if the
    quotation is refused; ``word`` counts its words from 1; ``length`` the quotation's words.
    ``spans`` are the stretches of the source that are quoted, each as the index of the paragraph
    in the fingerprint, first word (from 0) and length; ``paragraphs`` are the numbers of all
    paragraphs in which the quotation stands.
    """

    status: Status
    paragraph: int | None = None
    word: int | None = None
    length: int = 0
    first_difference: Difference | None = None
    reason: str = ""
    spans: tuple[tuple[int, int, int], ...] = ()
    paragraphs: tuple[int, ...] = ()
