"""The bottom line is there, once, first, and short enough to be read by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule
from briefbook.rules.text.sentences import count_words, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.record import ElementRecord
    from briefbook.rules.book import Book, BriefView
    from briefbook.rules.settings import Settings
    from briefbook.rules.text.record import Block


@rule(Severity.ERROR)
def check_bottom_line_missing(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief without a bottom line."""
    del settings
    for brief in book.briefs:
        if not brief.of("bottom-line"):
            message = "the brief has no bottom line"
            remedy = "begin with :::{bottom-line}, two or three sentences, at most sixty words"
            yield Problem(brief.docname, brief.line, message, remedy)


@rule(Severity.ERROR)
def check_bottom_line_repeated(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief with more than one bottom line."""
    del settings
    for brief in book.briefs:
        found = brief.of("bottom-line")
        for element in found[1:]:
            message = f"the brief has a bottom line already, in line {found[0].line}"
            yield Problem(brief.docname, element.line, message, "keep one")


@rule(Severity.ERROR)
def check_bottom_line_late(book: Book, settings: Settings) -> Iterator[Problem]:
    """A bottom line that does not stand first."""
    del settings
    for brief, element in _first(book):
        title = next((i for i, b in enumerate(brief.blocks) if b.kind == "heading"), -1)
        for block in brief.blocks[title + 1 :]:
            if block.element != "bottom-line":
                message = f"the bottom line comes after what stands in line {block.line}"
                yield Problem(brief.docname, element.line, message, "put it right below the title")
            break


@rule(Severity.WARNING, words=60, sentences=3)
def check_bottom_line_length(book: Book, settings: Settings) -> Iterator[Problem]:
    """A bottom line of more than sixty words or three sentences."""
    most_words, most_sentences = settings.number("words"), settings.number("sentences")
    for brief, element in _first(book):
        texts = [block.text for block in brief.body(element)]
        words = sum(count_words(text) for text in texts)
        parts = sum(len(sentences(text)) for text in texts)
        over = [f"{words} words"] if words > most_words else []
        over += [f"{parts} sentences"] if parts > most_sentences else []
        if over:
            message = f"the bottom line has {' and '.join(over)}"
            remedy = f"cut it to {most_words} words in {most_sentences} sentences at most"
            covers = tuple(_too_long(brief.body(element), most_words))
            yield Problem(brief.docname, element.line, message, remedy, covers=covers)


def _too_long(blocks: list[Block], most: int) -> Iterator[tuple[str, int]]:
    """Yield the sentences that alone are more than the whole may have: one cut mends both."""
    for block in blocks:
        for sentence in sentences(block.text):
            if sentence.words > most:
                yield "long-sentence", block.line_at(sentence.start)


def _first(book: Book) -> Iterator[tuple[BriefView, ElementRecord]]:
    """Yield each brief with its first bottom line."""
    for brief in book.briefs:
        for element in brief.of("bottom-line")[:1]:
            yield brief, element
