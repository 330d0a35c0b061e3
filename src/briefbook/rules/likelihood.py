"""A judgement says once, in one word of the book's scale, how likely it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule
from briefbook.rules.text.quoted import own_words
from briefbook.rules.text.sentences import sentences
from briefbook.rules.text.weasels import weasels
from briefbook.yardsticks.finder import confidence, find, scale_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.record import ElementRecord
    from briefbook.rules.book import Book, BriefView
    from briefbook.rules.settings import Settings
    from briefbook.yardsticks import Term
    from briefbook.yardsticks.finder import Hit

Line = tuple[str, int]
"""A sentence with its line; of what it quotes nothing can be read."""

_PERCENT = re.compile(r"\d[\d.,–-]*\s?(?:%|per\s?cent)", re.IGNORECASE)


@rule(Severity.ERROR)
def check_likelihood_missing(book: Book, settings: Settings) -> Iterator[Problem]:
    """A judgement whose first sentence has no word of likelihood."""
    del settings
    for element, term, (text, line) in _judged(book):
        if not statements(text):
            message = (
                f"judgement '{element.id}' does not say in its first sentence how likely it is"
            )
            remedy = f"write it with '{term.words[0]}', such as 'It is {term.words[0]} that …'"
            yield Problem(element.docname, line, f"{message}{_instead(text)}", remedy)


@rule(Severity.ERROR)
def check_likelihood_repeated(book: Book, settings: Settings) -> Iterator[Problem]:
    """A judgement with more than one word of likelihood."""
    del settings
    for brief in book.briefs:
        for element in brief.of("judgement"):
            hits = [
                (hit.word, line)
                for text, line in _lines(brief, element)
                for hit in statements(text)
                if _is_plain(hit) and book.yardstick.find(hit.word)
            ]
            if len(hits) > 1:
                words = " and ".join(f"'{word}'" for word, _ in hits)
                message = f"judgement '{element.id}' says {words}"
                remedy = "make one judgement of each, and give reasons without such a word"
                yield Problem(element.docname, hits[1][1], message, remedy)


@rule(Severity.ERROR)
def check_likelihood_mismatch(book: Book, settings: Settings) -> Iterator[Problem]:
    """A judgement that says another likelihood than its option."""
    del settings
    for element, term, (text, line) in _judged(book):
        hits = [hit for hit in statements(text) if book.yardstick.find(hit.word)]
        if len(hits) != 1 or not _is_plain(hits[0]) or hits[0].word in term.words:
            continue
        option = element.options["likelihood"].strip()
        message = f"judgement '{element.id}' says '{hits[0].word}', and :likelihood: '{option}'"
        yield Problem(element.docname, line, message, "say the same in both places")


@rule(Severity.ERROR)
def check_likelihood_negated(book: Book, settings: Settings) -> Iterator[Problem]:
    """A word of likelihood with a "not" before it, which has no range of its own."""
    del settings
    found: dict[tuple[str, str, int], list[str]] = {}
    for element, hit, line in _of_the_scale(book):
        if hit.negated:  # "neither likely nor unlikely" is one thing to mend
            found.setdefault((element.docname, element.id, line), []).append(hit.word)
    for (docname, name, line), words in found.items():
        message = f"judgement '{name}' says that something is not {' and not '.join(words)}"
        remedy = "say how likely it is with the word at the other end of the scale"
        yield Problem(docname, line, message, remedy)


@rule(Severity.ERROR)
def check_likelihood_qualified(book: Book, settings: Settings) -> Iterator[Problem]:
    """A word of likelihood with a "quite" before it, which moves it nobody knows how far."""
    del settings
    for element, hit, line in _of_the_scale(book):
        if hit.qualifier:
            said = f"{hit.qualifier} {hit.word}"
            message = f"judgement '{element.id}' says '{said}', for which the scale has no range"
            remedy = f"say '{hit.word}' alone, or another of {', '.join(_first_words(book))}"
            yield Problem(element.docname, line, message, remedy)


@rule(Severity.ERROR)
def check_likelihood_foreign(book: Book, settings: Settings) -> Iterator[Problem]:
    """A word of likelihood from another scale than the book's, in a judgement or bottom line."""
    del settings
    for brief in book.briefs:
        for element in [*brief.of("bottom-line"), *brief.of("judgement")]:
            reported = " ".join(element.options.get("likelihood", "").lower().split())
            for text, line in _lines(brief, element):
                for hit in find(text):
                    # The option with this word has been reported as one that the scale lacks.
                    if book.yardstick.find(hit.word) or hit.word == reported:
                        continue
                    message = f"'{hit.word}' is a word of {scale_of(hit).title}"
                    remedy = f"use one of {book.yardstick.title}: {', '.join(_first_words(book))}"
                    yield Problem(element.docname, line, message, remedy)


@rule(Severity.ERROR)
def check_likelihood_with_confidence(book: Book, settings: Settings) -> Iterator[Problem]:
    """Likelihood and confidence in one sentence of a judgement or bottom line."""
    del settings
    for brief in book.briefs:
        for element in [*brief.of("bottom-line"), *brief.of("judgement")]:
            for text, line in _lines(brief, element):
                words, hits = confidence(text), statements(text)
                if words and hits:
                    message = f"'{words}' stands in one sentence with '{hits[0].word}'"
                    remedy = "leave confidence to its option, or give it a sentence of its own"
                    yield Problem(element.docname, line, message, remedy)


@rule(Severity.WARNING, allowed=())
def check_weasel_word(book: Book, settings: Settings) -> Iterator[Problem]:
    """A word such as "could" or "may" in a judgement or bottom line."""
    allowed = settings.words("allowed")
    for brief in book.briefs:
        for element in [*brief.of("bottom-line"), *brief.of("judgement")]:
            for text, line in _lines(brief, element):
                found = [word for word, _ in weasels(text) if word.lower() not in allowed]
                if found:
                    words = " and ".join(f"'{word}'" for word in dict.fromkeys(found))
                    name = f"{element.kind} '{element.id}'"
                    if element.kind == "bottom-line":
                        name = "the bottom line"
                    remedy = "say how likely it is, in a word of the scale, or state it as a fact"
                    yield Problem(element.docname, line, f"{name} hedges with {words}", remedy)


def _judged(book: Book) -> Iterator[tuple[ElementRecord, Term, Line]]:
    """Yield each judgement that has a word of the scale as its option, with its first sentence."""
    for brief in book.briefs:
        for element in brief.of("judgement"):
            term = book.yardstick.find(element.options.get("likelihood", ""))
            if term:
                yield element, term, next(_lines(brief, element), ("", element.line))


def _of_the_scale(book: Book) -> Iterator[tuple[ElementRecord, Hit, int]]:
    """Yield the words of the book's scale in the judgements that say how likely something is."""
    for brief in book.briefs:
        for element in brief.of("judgement"):
            for text, line in _lines(brief, element):
                for hit in statements(text):
                    if book.yardstick.find(hit.word):
                        yield element, hit, line


def _lines(brief: BriefView, element: ElementRecord) -> Iterator[Line]:
    """Yield the sentences of an element's own text, without headings and quotations."""
    for block in brief.body(element):
        if block.kind in {"heading", "quote"}:
            continue
        own = own_words(block.text)
        for sentence in sentences(block.text):
            text = own[sentence.start : sentence.start + len(sentence.text)]
            yield text, block.line_at(sentence.start)


def _is_plain(hit: Hit) -> bool:
    return not hit.negated and not hit.qualifier


def _instead(text: str) -> str:
    """Return what a sentence without a word of likelihood has that may be meant for one."""
    hits = find(text)
    if hits and hits[0].attributive:
        return f": '{hits[0].word}' belongs to the noun after it"
    if hits:
        return f": '{hits[0].word}' is asked or supposed"
    if match := _PERCENT.search(text):
        return f": '{match[0]}' is no word of the scale"
    return ""


def _first_words(book: Book) -> list[str]:
    return [term.words[0] for term in book.yardstick.terms]
