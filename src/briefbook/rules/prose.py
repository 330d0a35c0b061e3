"""Text that can be read once and understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem, in_block
from briefbook.rules.registry import rule
from briefbook.rules.text.abbreviations import abbreviations, is_common_word
from briefbook.rules.text.expansions import spelt_out
from briefbook.rules.text.figures import figures, is_supposed
from briefbook.rules.text.sentences import sentences
from briefbook.rules.text.years import is_dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings
    from briefbook.rules.text.record import Block

WELL_KNOWN = (
    "AD", "AIDS", "BBC", "BC", "CEO", "CNN", "COVID", "DC", "DNA", "EU", "EUR", "FAQ", "GBP",
    "GDP", "GMT", "HIV", "HTML", "ID", "IT", "NATO", "NE", "NW", "OK", "PDF", "README", "SE", "SW",
    "TV", "UK", "UN", "URL", "US", "USA", "USD", "USSR", "UTC", "VAT",
)  # fmt: skip
"""Abbreviations that need no expansion for any reader; a book adds its own in ``also``."""

# A mark that was opened and not closed, and a link whose parts were not put together.
_UNREAD = re.compile(
    r"\*\*(?=\w)|(?<=[\w.])\*\*|`(?=[\w{])|(?<=\w)`"
    r"|\[\[[^\[\]\n]+\]\]|\[[^\]\n]+\](?:\([^()\s]*|\s\((?:#|\.{0,2}/|https?:)[^()\n]*\)|\s?\[[^\]\n]+\])"
)
# What a word processor shows as a list or a table, and Markdown as one paragraph.
_ITEM = re.compile(r"^[•‣▪▫◦●○■□◆➢➤✓·]\s", re.MULTILINE)
_DASHES = re.compile(r"^[–—]\s.*\n(?:.*\n)*?[–—]\s", re.MULTILINE)
_DRAWN = re.compile(r"^\+[-–—=+]{2,}\+$", re.MULTILINE)
_TABBED = re.compile(r"^.*\S\t+\S.*\n.*\S\t+\S", re.MULTILINE)
_LISTS = (
    (_ITEM, "makes no list", "begin each item with '- ', and leave a line empty above the first"),
    (_DASHES, "makes no list", "begin each item with '- ', and leave a line empty above the first"),
    (
        _DRAWN,
        "makes no table",
        "write the rows with '|' between the cells, and '---' below the first",
    ),
    (_TABBED, "holds tabs, which make no table", "write the rows with '|' between the cells"),
)
_SHOWN = 30

# What would be, not what is: a threshold has no year and no source.
_SUPPOSED = frozenset({"indicator", "gap"})
_SUPPOSED_OPTIONS = frozenset({"would-change", "closes", "where", "by", "when"})


@rule(Severity.WARNING, sentences=3)
def check_long_paragraph(book: Book, settings: Settings) -> Iterator[Problem]:
    """A paragraph of more than three sentences."""
    most = settings.number("sentences")
    for text in book.prose:
        for block in text.blocks:
            # The bottom line has limits of its own, and a quotation is not ours to cut.
            if block.kind not in {"paragraph", "item"} or block.element == "bottom-line":
                continue
            if (count := len(sentences(block.text))) > most:
                message = f"the paragraph has {count} sentences"
                remedy = f"split it: {most} at most"
                yield in_block(text.docname, block, block.line, message, remedy)


@rule(Severity.WARNING, words=35)
def check_long_sentence(book: Book, settings: Settings) -> Iterator[Problem]:
    """A sentence of more than thirty-five words."""
    most = settings.number("words")
    for text in book.prose:
        for block in text.blocks:
            if block.kind not in {"paragraph", "item", "option", "cell", "caption"}:
                continue
            for sentence in sentences(block.text):
                if sentence.words > most:
                    message = f"the sentence has {sentence.words} words"
                    line = block.line_at(sentence.start)
                    remedy = f"make two of it: {most} at most"
                    yield in_block(text.docname, block, line, message, remedy)


@rule(Severity.WARNING)
def check_markup_unread(book: Book, settings: Settings) -> Iterator[Problem]:
    """Signs of Markdown that were not read as such, and are printed as they stand."""
    del settings
    for text in book.prose:
        for block in text.blocks:
            yield from _pasted(text.docname, block)
            lines: set[int] = set()
            for match in _UNREAD.finditer(block.text):
                line = block.line_at(match.start())
                if line not in lines:
                    lines.add(line)
                    message = f"'{_start(block.text, match.start())}' is printed as it stands"
                    remedy = "complete the mark, or put what is meant so between backticks"
                    yield in_block(text.docname, block, line, message, remedy)


def _pasted(docname: str, block: Block) -> Iterator[Problem]:
    """Yield what was pasted as a list or a table and is one paragraph."""
    for signs, what, remedy in _LISTS:
        if match := signs.search(block.text):
            line = block.line_at(match.start())
            shown = _start(block.text, match.start()).replace("\t", "⇥")
            if signs is _DRAWN:  # as it was written: Sphinx has made dashes of it
                shown = shown.replace("—", "---").replace("–", "--")
            yield in_block(docname, block, line, f"'{shown}' {what}", remedy)
            return


@rule(Severity.HINT)
def check_undated_figure(book: Book, settings: Settings) -> Iterator[Problem]:
    """A sum, a share or a measure with neither a year nor a source in its paragraph."""
    del settings
    elements = book.register.elements
    for text in book.prose:
        tables: set[int] = set()
        for block in text.blocks:
            if block.kind in {"heading", "term"} or _is_supposed(block) or block.table in tables:
                continue
            if block.cited or any(target in elements for target in block.targets):
                continue
            if is_dated(block.text) or is_dated(block.context):
                continue
            for figure, place in list(_figures(block))[:1]:
                message = f"'{figure}' has neither a year nor a source"
                remedy = "say of which year it is, or cite where it comes from"
                yield in_block(text.docname, block, block.line_at(place), message, remedy)
                if block.table:  # one caption mends all its cells
                    tables.add(block.table)


@rule(Severity.WARNING, known=WELL_KNOWN, also=())
def check_unexplained_abbreviation(book: Book, settings: Settings) -> Iterator[Problem]:
    """An abbreviation that neither the brief nor the glossary explains."""
    known = {*settings.words("known"), *settings.words("also"), *book.abbreviations}
    for text in book.prose:
        blocks = [*book.front_matter(text.docname), *text.blocks]
        whole = [block.text for block in blocks]
        lower = {word for part in whole for word in part.split() if word.islower()}
        seen = {*known, *(word for block in text.blocks for word in block.spelt)}
        seen |= {block.text.strip() for block in text.blocks if block.kind == "term"}
        for word, line, block in _abbreviations(blocks):
            if word in seen or is_common_word(word, lower):
                continue
            if all(part in known for part in word.split("-")):
                continue
            seen.add(word)
            if not spelt_out(word, whole):
                message = f"nothing says what '{word}' stands for"
                remedy = "write it out where it first stands, or enter it in the glossary"
                yield in_block(text.docname, block, line, message, remedy)


def _start(text: str, place: int) -> str:
    """Return the first words of what stands at a place."""
    return text[place : place + _SHOWN].split("\n", maxsplit=1)[0].rstrip()


def _is_supposed(block: Block) -> bool:
    return block.element in _SUPPOSED or block.option in _SUPPOSED_OPTIONS


def _figures(block: Block) -> Iterator[tuple[str, int]]:
    """Yield the figures of a block that are stated as facts, each with its place."""
    for sentence in sentences(block.text):
        if not is_supposed(sentence.text):
            for figure, place in figures(sentence.text):
                yield figure, sentence.start + place


def _abbreviations(blocks: Iterable[Block]) -> Iterator[tuple[str, int, Block]]:
    for block in blocks:
        for word, place in abbreviations(block.text):
            if block.kind == "cell" and block.text.strip() == word:
                continue  # a code in a table, which its header explains
            yield word, block.line_at(place), block
