"""Rules on abbreviations: what is introduced is used."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem, in_block
from briefbook.rules.registry import rule
from briefbook.rules.text.abbreviations import abbreviations
from briefbook.rules.text.expansions import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings


@rule(Severity.HINT)
def check_abbreviation_once(book: Book, settings: Settings) -> Iterator[Problem]:
    """An abbreviation that a brief introduces and never uses again."""
    del settings
    for brief in book.briefs:
        blocks = [*book.front_matter(brief.docname), *brief.blocks]
        found = [(word, place, block) for block in blocks for word, place in
                 abbreviations(block.text)]  # fmt: skip
        times = Counter(word for word, _, _ in found)
        for word, place, block in found:
            if times[word] == 1 and _is_introduced(word, place, block.text):
                message = f"'{word}' is introduced here and not used again"
                remedy = "leave the abbreviation out, or use it"
                yield in_block(brief.docname, block, block.line_at(place), message, remedy)


def _is_introduced(word: str, place: int, text: str) -> bool:
    """Return whether an abbreviation stands alone in brackets after what it stands for."""
    before, after = text[:place], text[place + len(word) :]
    if not before.endswith("(") or not after.removeprefix("s").startswith(")"):
        return False
    return fits(word, before[:-1])
