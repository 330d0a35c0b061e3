"""The statements of an article, one for each sentence that can be checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.ingest import facts
from briefbook.ingest.article import Kind
from briefbook.rules.text.sentences import count_words, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.ingest.article import Paragraph

_FEWEST_WORDS = 4
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_WISH = re.compile(
    r"\b(?:I|we)\s+(?:believe|think|hope|feel|wish|want|suggest|urge|would|should|must|need)\b"
    r"|\b(?:let\s+us|in\s+my\s+(?:view|opinion)|thank\s+you|click|subscribe)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One statement: the paragraphs in which it stands, and which sentence it is there.

    ``index`` and ``total`` count the sentences of the first of them, from 1; ``form`` is
    ``sentence``, ``list``, ``title`` or ``link``.  ``hints`` are figures and names in it.
    """

    paragraphs: tuple[int, ...]
    index: int
    total: int
    words: int
    form: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Passed:
    """A sentence for which no claim is begun: its paragraph, its place in it, and why."""

    paragraph: int
    index: int
    reason: str


def find(paragraphs: Sequence[Paragraph]) -> tuple[list[Statement], list[Passed]]:
    """Return the statements of an article, and what is none."""
    found: dict[str, Statement] = {}
    passed: list[Passed] = []
    for paragraph in paragraphs:
        if paragraph.number:
            _in_text(paragraph, found, passed)
        elif paragraph.kind is Kind.TITLE:
            _add(found, paragraph.text, Statement((0,), 1, 1, *_form(paragraph.text, "title")))
        elif paragraph.kind is Kind.RELATED and facts.figures(paragraph.text):
            _add(found, paragraph.text, Statement((0,), 1, 1, *_form(paragraph.text, "link")))
    return list(found.values()), passed


def _in_text(paragraph: Paragraph, found: dict[str, Statement], passed: list[Passed]) -> None:
    parts = [sentence.text for row in paragraph.text.split("\n") for sentence in sentences(row)]
    total = len(parts) + bool(paragraph.items)
    for index, text in enumerate(parts, 1):
        reason = _why_not(text)
        if reason:
            passed.append(Passed(paragraph.number, index, reason))
        else:
            form = _form(text, "sentence")
            _add(found, text, Statement((paragraph.number,), index, total, *form))
    if paragraph.items:
        text = "\n".join(paragraph.items)
        words, _, hints = _form(text, "list")
        _add(found, text, Statement((paragraph.number,), total, total, words, "list", hints))


def _why_not(text: str) -> str:
    if _QUESTION.search(text):
        return "a question"
    if count_words(text) < _FEWEST_WORDS:
        return "too short for a statement"
    if _WISH.search(text) and not facts.figures(text) and not facts.quotations(text):
        return "a wish or an opinion of the writer's own"
    return ""


def _add(found: dict[str, Statement], text: str, statement: Statement) -> None:
    """Add a statement, or the paragraph to the one that says it already."""
    key = " ".join(text.casefold().split())
    if key not in found:
        found[key] = statement
        return
    first = found[key]
    numbers = tuple(dict.fromkeys((*first.paragraphs, *statement.paragraphs)))
    found[key] = Statement(numbers, first.index, first.total, first.words, first.form, first.hints)


def _form(text: str, form: str) -> tuple[int, str, tuple[str, ...]]:
    hints = [fact.text for fact in facts.figures(text)]
    hints += facts.names(text)
    return count_words(text), form, tuple(dict.fromkeys(hints))[:6]
