"""The statements of an article, one for each sentence that can be checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefbook.ingest import facts
from briefbook.ingest.article import Kind
from briefbook.rules.text.sentences import count_words, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.ingest.article import Paragraph

_FEWEST_WORDS = 3
_ITEM_WORDS = 8  # an item of a list as long as this says something by itself
_QUESTION = re.compile(r"[?؟？][\"'”’»)\]]*$")
_ENDED = re.compile(r"[.!…。۔][\"'”’»)\]]*$")
_CALL = re.compile(
    r"\b(?:let\s+us|thank\s+you|click\s+(?:here|on)|subscribe|sign\s+up|follow\s+us)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:I|we)\s+(?:\w+ly\s+)?(?:believe|think|hope|feel|wish|want|suggest|urge|would|should|must|need)\b"
    r"|\bin\s+(?:my|our)\s+(?:view|opinion)\b|\b(?:should|ought\s+to|deserves?)\b"
    r"|\bit\s+is\s+(?:high\s+)?time\b|\b(?:regrettably|unfortunately|sadly|thankfully|hopefully)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|tells|stated|argue[ds]|added|adds|wrote|writes|warned|claim(?:ed|s)|according\s+to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One statement: the paragraphs in which it stands, and which sentence it is there.

    ``index`` and ``total`` count the sentences of the first of them, from 1; ``form`` is
    ``sentence``, ``item``, ``list``, ``title`` or ``link``.  ``hints`` are figures and names in it.
    ``opinion`` tells that it reads as one of the writer's own, which can be no fact.
    """

    paragraphs: tuple[int, ...]
    index: int
    total: int
    words: int
    form: str
    hints: tuple[str, ...]
    opinion: bool = False


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
            made = Statement((paragraph.number,), index, total, *form, opinion=is_opinion(text))
            _add(found, text, made)
    if not paragraph.items:
        return
    if any(_says_something(item) for item in paragraph.items):
        for index, text in enumerate(paragraph.items, 1):
            form = _form(text, "item")
            _add(found, text, Statement((paragraph.number,), index, len(paragraph.items), *form))
    else:
        text = "\n".join(paragraph.items)
        _add(found, text, Statement((paragraph.number,), total, total, *_form(text, "list")))


def _says_something(item: str) -> bool:
    """Return whether an item of a list is a statement by itself and no mere name of a thing."""
    count = count_words(item)
    return count >= _ITEM_WORDS or (count >= _FEWEST_WORDS and _ENDED.search(item) is not None)


def is_opinion(text: str) -> bool:
    """Return whether a sentence reads as an opinion of its writer: no figure, no other speaker."""
    return (
        _OPINION.search(text) is not None
        and _SAID.search(text) is None
        and not facts.figures(text)
        and not facts.quotations(text)
    )


def _why_not(text: str) -> str:
    if _QUESTION.search(text):
        return "a question"
    if count_words(text) < _FEWEST_WORDS:
        return "too short for a statement"
    if _CALL.search(text) and not facts.figures(text) and not facts.quotations(text):
        return "a call to the reader"
    return ""


def _add(found: dict[str, Statement], text: str, statement: Statement) -> None:
    """Add a statement, or the paragraph to the one that says it already."""
    key = " ".join(text.casefold().split())
    if key not in found:
        found[key] = statement
        return
    first = found[key]
    numbers = tuple(dict.fromkeys((*first.paragraphs, *statement.paragraphs)))
    found[key] = replace(first, paragraphs=numbers)


def _form(text: str, form: str) -> tuple[int, str, tuple[str, ...]]:
    hints = [fact.text for fact in facts.figures(text)]
    hints += facts.names(text)
    return count_words(text), form, tuple(dict.fromkeys(hints))[:6]
